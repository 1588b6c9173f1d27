// The one GraphQL query that is served: repository.deployments(…) with fields of @octokit/graphql-schema.
// A small reader of selections: what is not asked for is not sent, what does not exist is an error (HTTP 200).
import type { SandboxReply } from '../server.ts'
import { statusesOf } from './deployments.ts'
import { type Call, type Deployment, fail, ok, type Status } from './kit.ts'

type Arguments = Readonly<Record<string, unknown>>

interface Selection {
  readonly name: string
  readonly alias: string
  readonly args: Arguments
  readonly children: readonly Selection[]
}

/** Reads a query's selections. Throws a message for what it cannot read (fragments, directives). */
function parse(query: string, variables: Readonly<Record<string, unknown>>): readonly Selection[] {
  const tokens = query.replace(/#.*/g, '').match(/"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|-?\d+|\S/g) ?? []
  let at = 0
  const take = (expected?: string): string => {
    const token = tokens[at] ?? ''
    if (expected !== undefined && token !== expected)
      throw new Error(`Expected ${expected}, actual: ${token || 'end'}`)
    at += 1
    return token
  }
  const skip = (token: string): boolean => {
    if (tokens[at] !== token) return false
    at += 1
    return true
  }
  const value = (): unknown => {
    const token = take()
    if (token === '$') return variables[take()]
    if (token === '[') return until(']', value)
    if (token === '{') return Object.fromEntries(until('}', pair))
    if (token.startsWith('"')) return JSON.parse(token)
    if (token === 'null') return null
    return /^-?\d/.test(token) ? Number(token) : token
  }
  const until = <T>(end: string, read: () => T): T[] => {
    const found: T[] = []
    for (; tokens[at] !== end; skip(',')) {
      if (at >= tokens.length) throw new Error(`Expected ${end}, actual: end`)
      found.push(read())
    }
    take(end)
    return found
  }
  const pair = (): [string, unknown] => {
    const name = take()
    take(':')
    return [name, value()]
  }
  const selections = (): Selection[] => {
    take('{')
    return until('}', () => {
      const alias = take()
      if (!/^[A-Za-z_]/.test(alias)) throw new Error(`Unexpected ${alias}`)
      const name = skip(':') ? take() : alias
      const args = skip('(') ? Object.fromEntries(until(')', pair)) : {}
      return { name, alias, args, children: tokens[at] === '{' ? selections() : [] }
    })
  }
  if (tokens[at] === 'query') {
    while (at < tokens.length && tokens[at] !== '{') take()
  }
  return selections()
}

/** Keeps of a value what the selections ask for; unknown fields throw. */
function project(value: unknown, selections: readonly Selection[], type: string): unknown {
  if (Array.isArray(value)) return value.map((each) => project(each, selections, type))
  if (typeof value !== 'object' || value === null) return value
  const fields = new Map<string, unknown>(Object.entries(value))
  return Object.fromEntries(
    selections.map(({ name, alias, args, children }) => {
      if (!fields.has(name)) throw new Error(`Field '${name}' doesn't exist on type '${type}'`)
      const field = fields.get(name)
      return [alias, project(typeof field === 'function' ? field(args) : field, children, name)]
    }),
  )
}

// A status in the REST words to the deployment's state here.
const STATE_OF: Readonly<Record<string, string>> = { success: 'ACTIVE', inactive: 'INACTIVE' }

function node(call: Call, deployment: Deployment) {
  const all = statusesOf(call.state, deployment.id)
  const last = all.at(-1)
  const { payload } = deployment
  const state = STATE_OF[last?.state ?? ''] ?? last?.state.toUpperCase() ?? 'PENDING'
  return {
    id: `DE_${deployment.id}`,
    databaseId: deployment.id,
    commitOid: deployment.sha,
    ref: deployment.ref.startsWith('refs/') ? { name: deployment.ref.split('/').slice(2).join('/') } : null,
    task: deployment.task,
    environment: deployment.environment,
    latestEnvironment: deployment.environment,
    originalEnvironment: deployment.original_environment,
    description: deployment.description,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    createdAt: deployment.created_at,
    updatedAt: deployment.updated_at,
    creator: { login: deployment.creator.replace(/\[bot\]$/, '') },
    state: state === 'INACTIVE' && deployment.transient_environment ? 'DESTROYED' : state,
    latestStatus: last ? statusNode(last) : null,
    statuses: (args: Arguments) => {
      const [start, end] = sliceOf('statuses', args, all.length)
      return { totalCount: all.length, nodes: all.slice(start, end).map(statusNode) }
    },
  }
}

function statusNode({ state, description, log_url, environment_url, created_at }: Status) {
  return {
    state: state.toUpperCase(),
    description,
    logUrl: log_url || null,
    environmentUrl: environment_url || null,
    createdAt: created_at,
  }
}

/** Where a page of a connection begins and ends. */
function sliceOf(name: string, { first, last, after }: Arguments, count: number): [number, number] {
  const size = Number(first ?? last ?? Number.NaN)
  if (Number.isNaN(size))
    throw new Error(
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    )
  if (size > 100 || size < 1)
    throw new Error(
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`,
    )
  if (first === undefined) return [Math.max(0, count - size), count]
  const start = typeof after === 'string' ? Number(after) : 0
  return [start, Math.min(count, start + size)]
}

function connection(call: Call, args: Arguments) {
  const unknown = Object.keys(args).find(
    (name) => !['environments', 'orderBy', 'first', 'last', 'after'].includes(name),
  )
  if (unknown) throw new Error(`Field 'deployments' doesn't accept argument '${unknown}'`)
  const { environments, orderBy } = args
  const names = Array.isArray(environments) ? environments : undefined
  const all = call.state.deployments.filter((each) => !names || names.includes(each.environment))
  // The default is ASC: oldest first.
  const order = new Map<string, unknown>(
    Object.entries(typeof orderBy === 'object' && orderBy !== null ? orderBy : {}),
  )
  if (order.get('direction') === 'DESC') all.reverse()
  const [start, end] = sliceOf('deployments', args, all.length)
  const picked = all.slice(start, end)
  return {
    totalCount: all.length,
    pageInfo: {
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      endCursor: String(start + picked.length),
      startCursor: String(start),
    },
    nodes: picked.map((each) => node(call, each)),
    edges: picked.map((each, index) => ({ cursor: String(start + index + 1), node: node(call, each) })),
  }
}

const errors = (message: string, type?: string) =>
  ok({
    ...(type ? { data: { repository: null } } : {}),
    errors: [{ message, ...(type ? { type, path: ['repository'] } : {}) }],
  })

/** Answers a query. `allowed` says whether the caller's token may read deployments. */
export function graphql(call: Call, allowed: boolean): SandboxReply {
  const { query, variables } = call.body
  if (typeof query !== 'string') return fail(400, 'A query attribute must be specified and must be a string.')
  const given =
    typeof variables === 'object' && variables !== null ? Object.fromEntries(Object.entries(variables)) : {}
  try {
    const [repository, ...more] = parse(query, given)
    if (repository?.name !== 'repository' || more.length > 0)
      throw new Error(`Field '${repository?.name}' is not served by the stand-in`)
    const { owner, repo } = call.state.history
    const { owner: askedOwner, name } = repository.args
    if (askedOwner !== owner || name !== repo) {
      return errors(`Could not resolve to a Repository with the name '${askedOwner}/${name}'.`, 'NOT_FOUND')
    }
    if (!allowed) return errors('Resource not accessible by integration', 'FORBIDDEN')
    const data = Object.fromEntries(
      repository.children.map((child) => {
        if (child.name !== 'deployments')
          throw new Error(`Field '${child.name}' is not served by the stand-in`)
        return [child.alias, project(connection(call, child.args), child.children, 'DeploymentConnection')]
      }),
    )
    return ok({ data: { [repository.alias]: data } })
  } catch (error) {
    // GitHub answers a bad query with HTTP 200 and errors[].
    return errors(error instanceof Error ? error.message : String(error))
  }
}
