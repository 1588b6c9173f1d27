// GraphQL's `history(path:)` on top of a stand-in of GitHub: a page of commits for each alias, as `git log -- PATH` tells them.
import { ancestors, chronological, type Graph } from '../../sandbox/github/graph.ts'
import type { SandboxReply, SandboxRequest, Service } from '../../sandbox/server.ts'

interface Asked {
  readonly query: string
  readonly variables: Readonly<Record<string, string | null>>
}

/** The service, answering questions about the history of paths itself. */
export function withPathHistories(service: Service, graph: Graph): Service {
  return {
    id: service.id,
    handle: (request) => answer(request, graph) ?? service.handle(request),
    refuse: (status, request) => service.refuse(status, request),
    describe: () => service.describe(),
  }
}

function answer(request: SandboxRequest, graph: Graph): SandboxReply | undefined {
  if (!request.path.endsWith('/graphql') || !request.text.includes('history(')) return undefined
  const { query, variables }: Asked = JSON.parse(request.text)
  const head = variables['head'] ?? ''
  const since = Date.parse(variables['since'] ?? '')
  const log = chronological(graph, ancestors(graph, head)).reverse()
  const pages = [...query.matchAll(/(\w+): history\(first: (\d+).*?path: \$(\w+), after: \$(\w+)\)/g)]
  const object = Object.fromEntries(
    pages.map(([, alias = '', first = '', path = '', after = '']) => {
      const folder = variables[path] ?? ''
      const touching = log.filter(
        ({ date, parents, changes }) =>
          date >= since &&
          parents.length < 2 &&
          changes.some(({ path: file }) => file === folder || file.startsWith(`${folder}/`)),
      )
      const start = Number(variables[after] ?? 0)
      const end = start + Number(first)
      const nodes = touching.slice(start, end).map(({ sha }) => ({ oid: sha }))
      return [alias, { nodes, pageInfo: { hasNextPage: end < touching.length, endCursor: String(end) } }]
    }),
  )
  return { status: 200, json: { data: { repository: { object } } } }
}
