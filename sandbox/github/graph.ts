// The commit graph as plain data, and the questions GitHub answers about it: what a name points at,
// which commits lie between two ends, which files differ. Nothing here changes the graph.

/** Who wrote a commit. Without `login` GitHub could not map the author: the outer `author` is null, or `{}`. */
export interface Person {
  readonly name: string
  readonly email: string
  readonly login?: string
  readonly emptyAccount?: boolean
}

export interface Change {
  readonly path: string
  readonly status: 'added' | 'modified' | 'removed' | 'renamed'
  readonly from?: string
  /** The file's text after the change; without it the commit's sha stands in, which saves memory. */
  readonly text?: string
}

export interface Commit {
  readonly sha: string
  /** Order of creation. */
  readonly seq: number
  /** The date, but never before a parent's: sorting by rank, then seq, is chronological and topological. */
  readonly rank: number
  readonly parents: readonly string[]
  readonly message: string
  readonly author: Person | null
  readonly committer: Person | null
  /** Milliseconds since the epoch. */
  readonly date: number
  readonly authorDate: number
  /** Compared with the first parent. */
  readonly changes: readonly Change[]
}

interface TagObject {
  readonly sha: string
  readonly tag: string
  readonly message: string
  readonly tagger: { readonly name: string; readonly email: string; readonly date: string }
  readonly object: { readonly type: string; readonly sha: string }
}

export interface Graph {
  readonly owner: string
  readonly repo: string
  readonly defaultBranch: string
  readonly commits: Map<string, Commit>
  /** Full names (`refs/heads/x`, `refs/tags/x`) to a commit or a tag object. */
  readonly refs: Map<string, string>
  readonly tagObjects: Map<string, TagObject>
  /** Heads of forks of the network, by `owner:branch`. */
  readonly forks: Map<string, string>
}

/** The commit behind a sha: itself, or what the annotated tag points at in the end. */
export function peel(graph: Graph, sha: string | undefined): string | undefined {
  let at = sha
  for (let tag = graph.tagObjects.get(at ?? ''); tag; tag = graph.tagObjects.get(at ?? ''))
    at = tag.object.sha
  return at !== undefined && graph.commits.has(at) ? at : undefined
}

/** What a name means to GitHub: sha, full or half ref, branch, tag, `owner:branch`, short sha; a commit's sha. */
export function resolve(
  graph: Graph,
  name: string,
  { shortSha = true, branchFirst = false } = {},
): string | undefined {
  if (/^[0-9a-f]{40}$/.test(name)) return peel(graph, name)
  const ref = name === 'HEAD' ? graph.defaultBranch : name
  // [A] ambiguous: git itself finds a tag before a branch of the same name.
  const both = [`refs/tags/${ref}`, `refs/heads/${ref}`]
  const names = [
    ...(ref.startsWith('refs/') ? [ref] : []),
    ...(branchFirst ? both.reverse() : both),
    `refs/${ref}`,
  ]
  for (const full of names) {
    const found = peel(graph, graph.refs.get(full))
    if (found) return found
  }
  const [owner = '', ...rest] = name.split(':')
  const branch = rest.at(-1)
  if (branch !== undefined) {
    if (owner === graph.owner) return peel(graph, graph.refs.get(`refs/heads/${branch}`))
    return peel(graph, graph.forks.get(`${owner}:${branch}`))
  }
  if (!shortSha || !/^[0-9a-f]{7,39}$/.test(name)) return undefined
  const hits = [...graph.commits.keys()].filter((sha) => sha.startsWith(name))
  return hits.length === 1 ? hits[0] : undefined
}

/** The commit of a name that a test knows to be there. */
export function known(graph: Graph, name: string): string {
  const sha = resolve(graph, name)
  if (!sha) throw new Error(`nothing is called "${name}"`)
  return sha
}

/** The commit and all that it is built on. */
export function ancestors(graph: Graph, sha: string): Set<string> {
  const seen = new Set<string>([sha])
  const queue = [sha]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const parent of graph.commits.get(at)?.parents ?? []) {
      if (seen.has(parent)) continue
      seen.add(parent)
      queue.push(parent)
    }
  }
  return seen
}

/** Commits of these shas, oldest first. */
export function chronological(graph: Graph, shas: Iterable<string>): Commit[] {
  const found = [...shas].flatMap((sha) => graph.commits.get(sha) ?? [])
  return found.sort((a, b) => a.rank - b.rank || a.seq - b.seq)
}

export interface Range {
  readonly base: string
  readonly head: string
  readonly mergeBase: string | undefined
  /** Commits of head that base has not, oldest first. */
  readonly ahead: readonly Commit[]
  readonly behind: number
}

const ranges = new WeakMap<Graph['commits'], Map<string, Range>>()

/** The three-dot range of two commits. Kept per pair, so that the hundredth page costs what the second does. */
export function rangeOf(graph: Graph, base: string, head: string): Range {
  const known = ranges.get(graph.commits) ?? new Map<string, Range>()
  ranges.set(graph.commits, known)
  const key = `${base}...${head}`
  const found = known.get(key)
  if (found) return found
  const ofBase = ancestors(graph, base)
  const ofHead = ancestors(graph, head)
  const common = chronological(
    graph,
    [...ofHead].filter((sha) => ofBase.has(sha)),
  )
  const range: Range = {
    base,
    head,
    // No descendant of the newest common commit is common, because rank and seq only rise.
    mergeBase: common.at(-1)?.sha,
    ahead: chronological(
      graph,
      [...ofHead].filter((sha) => !ofBase.has(sha)),
    ),
    behind: ofBase.size - common.length,
  }
  known.set(key, range)
  return range
}

/** Drops remembered ranges, for a graph that lost commits. */
export function forgetRanges(graph: Graph): void {
  ranges.delete(graph.commits)
}

/** All files at a commit, path to text. Merges hold their changes against the first parent, so one line is enough. */
export function treeAt(graph: Graph, sha: string): Map<string, string> {
  const chain: Commit[] = []
  for (let at = graph.commits.get(sha); at; at = graph.commits.get(at.parents[0] ?? '')) chain.push(at)
  const tree = new Map<string, string>()
  for (const commit of chain.reverse()) {
    for (const change of commit.changes) {
      const old = tree.get(change.from ?? change.path)
      if (change.status === 'removed') tree.delete(change.path)
      else
        tree.set(change.path, change.text ?? (change.status === 'renamed' && old ? old : `${commit.sha}\n`))
      if (change.from !== undefined) tree.delete(change.from)
    }
  }
  return tree
}

/** The files that differ from one commit to the other; a file that only moved is `renamed`. */
export function changesBetween(graph: Graph, from: string | undefined, to: string): Change[] {
  const before = from === undefined ? new Map<string, string>() : treeAt(graph, from)
  const after = treeAt(graph, to)
  const gone = [...before].filter(([path]) => !after.has(path))
  const changes: Change[] = []
  for (const [path, text] of after) {
    const old = before.get(path)
    if (old === text) continue
    if (old !== undefined) {
      changes.push({ path, status: 'modified', text })
      continue
    }
    const moved = gone.findIndex(([, was]) => was === text)
    const source = moved < 0 ? undefined : gone.splice(moved, 1)[0]
    changes.push(
      source ? { path, status: 'renamed', from: source[0], text } : { path, status: 'added', text },
    )
  }
  changes.push(...gone.map(([path]): Change => ({ path, status: 'removed' })))
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1))
}
