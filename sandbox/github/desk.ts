// From a request to its answer: who asks, what stands in the way, and the route that serves it.
import { parseObject } from '../kit/body.ts'
import { decoded } from '../kit/path.ts'
import { replyOf } from '../kit/refusal.ts'
import type { SandboxReply, SandboxRequest } from '../server.ts'
import { fail, notFound } from './answers.ts'
import { type Call, type Desk, originOf, type Route } from './call.ts'
import { forbidden, unexpected, unknownNames } from './check.ts'
import { compareRoutes } from './compare.ts'
import { deploymentRoutes } from './deployments.ts'
import { finish, limited, rateLimit, strangerRefusal, tokenOf } from './door.ts'
import { graphql } from './graphql.ts'
import { pullRoutes } from './pulls.ts'
import { readRoutes } from './reads.ts'
import { refRoutes } from './refs.ts'
import { releaseRoutes } from './releases.ts'
import { iso, REPOSITORY_ID } from './state.ts'
import { statusRoutes } from './statuses.ts'
import { moved, walled, walledQuery } from './walls.ts'

const ROUTES: readonly Route[] = [
  ...pullRoutes,
  ...compareRoutes,
  ...readRoutes,
  ...refRoutes,
  ...releaseRoutes,
  ...deploymentRoutes,
  ...statusRoutes,
]
/** Answers one request. */
export function answer(desk: Desk, request: SandboxRequest): SandboxReply {
  // Decoded once and whole, so that `tags%2Fx` and `tags/x` are the same.
  const path = decoded(request.path)
  const free = freeAnswer(desk, request, path)
  return finish(desk, request, free ?? replyOf(() => serve(desk, request, path)), free === undefined)
}

/** What does not count against the limit: a stranger's refusal, a look at the limit, and that it is spent. */
function freeAnswer(desk: Desk, request: SandboxRequest, path: string | undefined): SandboxReply | undefined {
  const refusal = strangerRefusal(desk, request)
  if (refusal || path === undefined) return refusal
  const isLook = request.method === 'GET' && path === `${desk.prefix}/rate_limit`
  return isLook ? rateLimit(desk, request) : limited(desk, request)
}

function serve(desk: Desk, request: SandboxRequest, path: string | undefined): SandboxReply {
  if (path === undefined) return fail(400, 'Bad Request')
  const isQuery = request.method === 'POST' && path === `${desk.prefix === '' ? '' : '/api'}/graphql`
  const call = callOf(desk, request)
  return isQuery ? ask(call) : dispatch(call, path)
}

function callOf(desk: Desk, request: SandboxRequest): Call {
  const { history } = desk.state
  const token = tokenOf(desk, request)
  return {
    ...desk,
    request,
    params: [],
    query: request.query,
    body: {},
    token,
    login: token?.login ?? '',
    now: iso(desk.clock.now()),
    api: `${originOf(request, desk.on('scheme'))}${desk.prefix}/repos/${history.owner}/${history.repo}`,
  }
}

function ask(call: Call): SandboxReply {
  if (!call.token) return fail(401, 'This endpoint requires you to be authenticated.')
  const body = parseObject(call.request.text)
  if (!body) return fail(400, 'Problems parsing JSON')
  const wall = walled(call.on, call.state.history.owner, 'GET')
  if (wall) return walledQuery(wall)
  const reply = graphql({ ...call, body })
  // A query that the schema refuses has no data at all.
  const { data, errors = [] } = Object(reply.json)
  if (data === undefined)
    call.surprises.push(...errors.map(({ message }: { message: string }) => `GraphQL: ${message}`))
  return reply
}

function dispatch(asked: Call, path: string): SandboxReply {
  const { on, prefix, state, surprises, request } = asked
  const { name, rest } = repositoryOf(path.slice(prefix.length))
  const route = ROUTES.find((each) => each.method === request.method && each.path.test(rest))
  if (!path.startsWith(`${prefix}/`) || name === '' || !route) {
    surprises.push(`${request.method} ${path}: no such route`)
    return notFound()
  }
  const { owner, repo } = state.history
  if (name !== BY_ID && name !== `${owner}/${repo}`.toLowerCase()) return notFound()
  const refusal =
    (name === BY_ID ? undefined : moved(asked, rest)) ??
    walled(on, owner, request.method) ??
    forbidden(on, asked.token, route)
  if (refusal) return refusal
  const body = route.fields ? parseObject(request.text || '{}') : {}
  if (!body) return fail(400, 'Problems parsing JSON')
  const call = { ...asked, params: (route.path.exec(rest) ?? []).slice(1), body }
  const extra = unknownNames(call, route)
  surprises.push(...extra.map((each) => `${request.method} ${path}: unknown ${each}`))
  return unexpected(call, route, extra) ?? route.run(call)
}

const BY_ID = String(REPOSITORY_ID)

/** The repository that a path names, in lower case or by its number, and what is asked of it. */
function repositoryOf(path: string): { name: string; rest: string } {
  const [, name = '', number = '', rest = ''] =
    /^\/(?:repos\/([^/]+\/[^/]+)|repositories\/(\d+))(.*)$/s.exec(path) ?? []
  return { name: name.toLowerCase() || number, rest }
}
