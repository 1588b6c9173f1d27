// Builds a commit graph by hand: commit, branch, merge, tag, or thousands of commits at once. Shas are
// made from a counter and the message, so that the same script always gives the same shas.
import { createHash } from 'node:crypto'
import {
  ancestors,
  type Change,
  type Commit,
  changesBetween,
  forgetRanges,
  type Graph,
  type Person,
  rangeOf,
  resolve,
  treeAt,
} from './graph.ts'

/** A file's new text; null removes it; `from` renames (with a new text, or as it was). */
export type FileEdit = string | null | { readonly from: string; readonly text?: string }

interface CommitInput {
  readonly message: string
  /** Branch to move; made when missing. Default: the default branch. */
  readonly branch?: string
  /** Null gives `commit.author: null`, which the schema allows. */
  readonly author?: Person | null
  readonly committer?: Person | null
  readonly date?: number | string
  readonly files?: Readonly<Record<string, FileEdit>>
}

interface RawCommit {
  readonly parents: readonly string[]
  readonly message: string
  readonly author?: Person | null
  readonly committer?: Person | null
  readonly date?: number
  readonly authorDate?: number
  readonly changes?: readonly Change[]
}

export interface History extends Graph {
  /** Adds a commit on a branch; returns its sha. */
  commit(input: CommitInput): string
  /** Adds a commit that no ref points at. */
  add(input: RawCommit): string
  branch(name: string, from?: string): string
  /** Merges with a merge commit, never by fast-forward. */
  merge(from: string, into?: string, message?: string): string
  /** A lightweight tag, or with a message an annotated one. Returns what the ref points at. */
  tag(name: string, ref?: string, message?: string): string
  /** Makes a tag object alone. */
  tagObject(tag: string, message: string, object: { type: string; sha: string }, tagger?: Tagger): string
  /** N commits on a branch, each changing one of 40 files. Returns the last one's sha. */
  linear(count: number, options?: { branch?: string; message?: (index: number) => string }): string
  /** Points a branch anywhere, like a force push. */
  move(branch: string, to: string): void
  /** Makes a commit unresolvable, like a force-pushed tip that was collected. */
  forget(sha: string): void
}

type Tagger = { readonly name: string; readonly email: string; readonly date: string }

export const DEVELOPER: Person = {
  name: 'Shop Developer',
  email: 'developer@example.com',
  login: 'shop-developer',
}
/** The committer of commits that GitHub itself makes. */
export const WEB_FLOW: Person = { name: 'GitHub', email: 'noreply@github.com', login: 'web-flow' }

interface HistoryOptions {
  readonly owner?: string
  readonly repo?: string
  readonly defaultBranch?: string
  /** Date of the first commit. */
  readonly start?: string
  /** Milliseconds from one commit to the next. */
  readonly step?: number
}

/** An empty repository with the functions that fill it. */
export function makeHistory(options: HistoryOptions = {}): History {
  const graph: Graph = {
    owner: options.owner ?? 'acme',
    repo: options.repo ?? 'shop',
    defaultBranch: options.defaultBranch ?? 'main',
    commits: new Map(),
    refs: new Map(),
    tagObjects: new Map(),
    forks: new Map(),
  }
  const objects = makeObjects(graph, options)
  return { ...graph, ...objects, ...committing(graph, objects), ...pointing(graph, objects) }
}

const heads = (branch: string) => `refs/heads/${branch}`
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

function known(graph: Graph, name: string): string {
  const sha = resolve(graph, name)
  if (!sha) throw new Error(`history: nothing is called "${name}"`)
  return sha
}

type Objects = Pick<History, 'add' | 'tagObject'>

/** What makes commits and tag objects; the dates of commits go on by themselves. */
function makeObjects(graph: Graph, options: HistoryOptions): Objects {
  const step = options.step ?? 60_000
  let clock = Date.parse(options.start ?? '2026-01-05T09:00:00Z') - step
  let seq = 0
  return {
    add: (input) => {
      seq += 1
      clock = input.date ?? clock + step
      const parents = input.parents.map((sha) => graph.commits.get(sha)?.rank ?? 0)
      const author = input.author === undefined ? DEVELOPER : input.author
      const commit: Commit = {
        sha: sha1(`${seq} ${input.message}`),
        seq,
        rank: Math.max(clock, ...parents),
        parents: input.parents,
        message: input.message,
        author,
        committer: input.committer === undefined ? author : input.committer,
        date: clock,
        authorDate: input.authorDate ?? clock,
        changes: input.changes ?? [],
      }
      graph.commits.set(commit.sha, commit)
      return commit.sha
    },
    tagObject: (tag, message, object, tagger) => {
      const sha = sha1(`tag ${tag} ${message} ${object.sha} ${graph.tagObjects.size}`)
      const date = new Date(clock).toISOString().replace('.000Z', 'Z')
      const who = tagger ?? { name: DEVELOPER.name, email: DEVELOPER.email, date }
      graph.tagObjects.set(sha, { sha, tag, message, tagger: who, object })
      return sha
    },
  }
}

/** What adds commits to branches. */
function committing(graph: Graph, { add }: Objects): Pick<History, 'commit' | 'merge' | 'linear'> {
  return {
    commit: (input) => {
      const ref = heads(input.branch ?? graph.defaultBranch)
      const parent = graph.refs.get(ref)
      const { message, author, committer } = input
      const sha = add({
        message,
        parents: parent === undefined ? [] : [parent],
        ...(author === undefined ? {} : { author }),
        ...(committer === undefined ? {} : { committer }),
        ...(input.date === undefined ? {} : { date: new Date(input.date).getTime() }),
        changes: changesOf(graph, input.files ?? {}, parent),
      })
      graph.refs.set(ref, sha)
      return sha
    },
    merge: (from, into = graph.defaultBranch, message = `Merge branch '${from}' into ${into}`) => {
      const head = known(graph, from)
      const base = known(graph, heads(into))
      const changes = changesBetween(graph, rangeOf(graph, base, head).mergeBase, head)
      const sha = add({ parents: [base, head], message, committer: WEB_FLOW, changes })
      graph.refs.set(heads(into), sha)
      return sha
    },
    linear: (count, options = {}) => {
      const { branch = graph.defaultBranch, message = (index: number) => `feat: change ${index}` } = options
      const shared = Array.from({ length: 40 }, (_, index): [Change] => [
        { path: `src/file-${index}.ts`, status: 'modified' },
      ])
      let at = graph.refs.get(heads(branch))
      for (let index = 1; index <= count; index += 1) {
        const changes = shared[index % shared.length] ?? []
        at = add({ parents: at === undefined ? [] : [at], message: message(index), changes })
      }
      if (at !== undefined) graph.refs.set(heads(branch), at)
      return at ?? ''
    },
  }
}

function changesOf(
  graph: Graph,
  files: Readonly<Record<string, FileEdit>>,
  parent: string | undefined,
): Change[] {
  const before = parent === undefined ? new Map<string, string>() : treeAt(graph, parent)
  return Object.entries(files).map(([path, edit]): Change => {
    if (edit === null) return { path, status: 'removed' }
    if (typeof edit !== 'string') return { path, status: 'renamed', ...edit }
    return { path, status: before.has(path) ? 'modified' : 'added', text: edit }
  })
}

/** What makes and moves refs. */
function pointing(graph: Graph, { tagObject }: Objects): Pick<History, 'branch' | 'tag' | 'move' | 'forget'> {
  return {
    branch: (name, from = graph.defaultBranch) => {
      const sha = known(graph, from)
      graph.refs.set(heads(name), sha)
      return sha
    },
    tag: (name, ref = graph.defaultBranch, message) => {
      const commit = known(graph, ref)
      const sha = message === undefined ? commit : tagObject(name, message, { type: 'commit', sha: commit })
      graph.refs.set(`refs/tags/${name}`, sha)
      return sha
    },
    move: (branch, to) => {
      graph.refs.set(heads(branch), known(graph, to))
    },
    forget: (sha) => {
      const held = [...graph.refs.values()].some((tip) => ancestors(graph, tip).has(sha))
      if (held) throw new Error(`history: a ref still holds ${sha}`)
      graph.commits.delete(sha)
      forgetRanges(graph)
    },
  }
}
