// The log of a path, as git writes it with its default history simplification ("git log", History Simplification):
// REST's `commits?path=` and GraphQL's `history(path:)` show the same commits.
import { ancestors, type Change, type Commit, chronological, type Graph, treeAt } from './graph.ts'

/** The commits behind `git log HEAD -- PATH`, newest first; without a path all of them. */
export function pathLog(graph: Graph, head: string, path: string): Commit[] {
  const wanted = path.replace(/\/$/, '')
  const shown = wanted === '' ? ancestors(graph, head) : changing(graph, head, wanted)
  return chronological(graph, shown).reverse()
}

/** A commit is shown when it differs from every parent; else git follows the one parent that is the same, and no other. */
function changing(graph: Graph, head: string, path: string): Set<string> {
  const shown = new Set<string>()
  const seen = new Set([head])
  const queue = [head]
  for (let sha = queue.pop(); sha !== undefined; sha = queue.pop()) {
    const commit = graph.commits.get(sha)
    if (!commit) continue
    const same = sameParent(graph, commit, path)
    if (same === undefined && commit.changes.some((change) => isIn(change, path))) shown.add(sha)
    for (const parent of same === undefined ? commit.parents : [same]) {
      if (!seen.has(parent)) queue.push(parent)
      seen.add(parent)
    }
  }
  return shown
}

/** The first parent that has the path as the commit has it. */
function sameParent(graph: Graph, commit: Commit, path: string): string | undefined {
  const [first, ...others] = commit.parents
  if (first === undefined || !commit.changes.some((change) => isIn(change, path))) return first
  return others.find((parent) => textOf(graph, parent, path) === textOf(graph, commit.sha, path))
}

const inside = (file: string | undefined, path: string) => file === path || file?.startsWith(`${path}/`)
const isIn = ({ path: file, from }: Change, path: string) => inside(file, path) || inside(from, path)

function textOf(graph: Graph, sha: string, path: string): string {
  return JSON.stringify([...treeAt(graph, sha)].filter(([file]) => inside(file, path)).sort())
}
