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
  known,
  type Person,
  rangeOf,
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
  readonly files?: Readonly<Record<string, FileEdit>>
}

interface RawCommit
  extends Partial<Pick<Commit, 'author' | 'committer' | 'date' | 'authorDate' | 'changes'>> {
  readonly parents: readonly string[]
  readonly message: string
}

export type History = ReturnType<typeof makeHistory>

type Tagger = { readonly name: string; readonly email: string; readonly date: string }

export const DEVELOPER: Person = {
  name: 'Shop Developer',
  email: 'developer@example.com',
  login: 'shop-developer',
}
/** The committer of commits that GitHub itself makes. */
export const WEB_FLOW: Person = { name: 'GitHub', email: 'noreply@github.com', login: 'web-flow' }

/** An empty repository with the functions that fill it, by default a commit a minute. */
export function makeHistory({ start = '2026-01-05T09:00:00Z', step = 60_000 } = {}) {
  const graph: Graph = {
    owner: 'acme',
    repo: 'shop',
    defaultBranch: 'main',
    commits: new Map(),
    refs: new Map(),
    tagObjects: new Map(),
    forks: new Map(),
  }
  const objects = makeObjects(graph, Date.parse(start), step)
  return { ...graph, ...objects, ...committing(graph, objects), ...pointing(graph, objects) }
}

const heads = (branch: string) => `refs/heads/${branch}`
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

type Objects = ReturnType<typeof makeObjects>

/** What makes commits and tag objects; the dates of commits go on by themselves. */
function makeObjects(graph: Graph, start: number, step: number) {
  let clock = start - step
  let seq = 0
  return {
    /** Adds a commit that no ref points at; returns its sha. */
    add: (input: RawCommit): string => {
      seq += 1
      clock = input.date ?? clock + step
      const parents = input.parents.map((sha) => graph.commits.get(sha)?.rank ?? 0)
      const { author = DEVELOPER, committer = author, authorDate = clock, changes = [] } = input
      const rank = Math.max(clock, ...parents)
      const sha = sha1(`${seq} ${input.message}`)
      graph.commits.set(sha, {
        ...input,
        sha,
        seq,
        rank,
        author,
        committer,
        date: clock,
        authorDate,
        changes,
      })
      return sha
    },
    /** Makes a tag object alone. */
    tagObject: (
      tag: string,
      message: string,
      object: { readonly type: string; readonly sha: string },
      tagger?: Tagger,
    ): string => {
      const sha = sha1(`tag ${tag} ${message} ${object.sha} ${graph.tagObjects.size}`)
      const date = new Date(clock).toISOString().replace('.000Z', 'Z')
      const who = tagger ?? { name: DEVELOPER.name, email: DEVELOPER.email, date }
      graph.tagObjects.set(sha, { sha, tag, message, tagger: who, object })
      return sha
    },
  }
}

/** What adds commits to branches. */
function committing(graph: Graph, { add }: Objects) {
  /** Adds a commit to what a branch has, and moves it there. */
  const grow = (branch: string, commit: Omit<RawCommit, 'parents'>): string => {
    const parent = graph.refs.get(heads(branch))
    const sha = add({ ...commit, parents: parent === undefined ? [] : [parent] })
    graph.refs.set(heads(branch), sha)
    return sha
  }
  return {
    /** Adds a commit on a branch; returns its sha. */
    commit: ({ branch = graph.defaultBranch, files = {}, ...commit }: CommitInput): string =>
      grow(branch, { ...commit, changes: changesOf(graph, files, graph.refs.get(heads(branch))) }),
    /** Merges with a merge commit, never by fast-forward. */
    merge: (
      from: string,
      into = graph.defaultBranch,
      message = `Merge branch '${from}' into ${into}`,
    ): string => {
      const head = known(graph, from)
      const base = known(graph, heads(into))
      const changes = changesBetween(graph, rangeOf(graph, base, head).mergeBase, head)
      const sha = add({ parents: [base, head], message, committer: WEB_FLOW, changes })
      graph.refs.set(heads(into), sha)
      return sha
    },
    /** N commits on a branch, each changing one of 40 files. Returns the last one's sha. */
    linear: (
      count: number,
      { branch = graph.defaultBranch, message = (index: number) => `feat: change ${index}` } = {},
    ): string => {
      const shared = Array.from({ length: 40 }, (_, index): [Change] => [
        { path: `src/file-${index}.ts`, status: 'modified' },
      ])
      for (let index = 1; index <= count; index += 1) {
        grow(branch, { message: message(index), changes: shared[index % shared.length] ?? [] })
      }
      return graph.refs.get(heads(branch)) ?? ''
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
function pointing(graph: Graph, { tagObject }: Objects) {
  /** Points a branch anywhere, like a force push. */
  const move = (branch: string, to: string): string => {
    const sha = known(graph, to)
    graph.refs.set(heads(branch), sha)
    return sha
  }
  return {
    move,
    branch: (name: string, from = graph.defaultBranch) => move(name, from),
    /** A lightweight tag, or with a message an annotated one. Returns what the ref points at. */
    tag: (name: string, ref = graph.defaultBranch, message?: string): string => {
      const commit = known(graph, ref)
      const sha = message === undefined ? commit : tagObject(name, message, { type: 'commit', sha: commit })
      graph.refs.set(`refs/tags/${name}`, sha)
      return sha
    },
    /** Makes a commit unresolvable, like a force-pushed tip that was collected. */
    forget: (sha: string): void => {
      const held = [...graph.refs.values()].some((tip) => ancestors(graph, tip).has(sha))
      if (held) throw new Error(`history: a ref still holds ${sha}`)
      graph.commits.delete(sha)
      forgetRanges(graph)
    },
  }
}
