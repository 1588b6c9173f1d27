// Which commits touch a folder or file: GraphQL's `history(path:)`, which counts as `git log -- PATH` does. One query asks
// for a page of every path. https://docs.github.com/graphql/reference/objects#commit
import * as v from 'valibot'
import type { Github } from './client.ts'

export interface TouchQuery {
  readonly head: string
  readonly folders: readonly string[]
  /** Commits before it are of no interest: milliseconds since the epoch. */
  readonly since: number
  /** With more pages than this another way is cheaper. */
  readonly mostPages: number
}

interface Part {
  readonly folder: string
  readonly after: string | null
}

const History = v.object({
  nodes: v.array(v.object({ oid: v.string() })),
  pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullish(v.string()) }),
})

// Errors come with 200 and without the data.
const Answer = v.object({
  data: v.object({ repository: v.object({ object: v.record(v.string(), History) }) }),
})

/** Their shas, also of commits that other ranges have; undefined when it would take too many pages. */
export async function listTouching(
  github: Github,
  { head, folders, since, mostPages }: TouchQuery,
): Promise<ReadonlySet<string> | undefined> {
  const found = new Set<string>()
  let parts: readonly Part[] = folders.map((folder) => ({ folder, after: null }))
  for (let page = 0; parts.length > 0; page += 1) {
    if (page >= mostPages) return undefined
    const about = { ...github.repository, head, since: new Date(since).toISOString() }
    const query = { query: queryOf(parts), variables: { ...about, ...variablesOf(parts) } }
    const { body } = await github.ask('queryHistory', {}, { body: query, schema: Answer })
    const pages = body?.data.repository.object ?? {}
    for (const { nodes } of Object.values(pages)) for (const { oid } of nodes) found.add(oid)
    parts = parts.flatMap(({ folder }, index) => {
      const info = pages[`p${index}`]?.pageInfo
      return info?.hasNextPage && info.endCursor ? [{ folder, after: info.endCursor }] : []
    })
  }
  return found
}

function variablesOf(parts: readonly Part[]): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    parts.flatMap(({ folder, after }, index) => [
      [`path${index}`, folder],
      [`after${index}`, after],
    ]),
  )
}

function queryOf(parts: readonly Part[]): string {
  const types = parts.map((_, index) => `, $path${index}: String!, $after${index}: String`)
  const pages = parts.map(
    (_, index) =>
      `p${index}: history(first: 100, since: $since, path: $path${index}, after: $after${index}) { nodes { oid } pageInfo { hasNextPage endCursor } }`,
  )
  return `query($owner: String!, $repo: String!, $head: GitObjectID!, $since: GitTimestamp!${types.join('')}) {
  repository(owner: $owner, name: $repo) {
    object(oid: $head) { ... on Commit { ${pages.join(' ')} } }
  }
}`
}
