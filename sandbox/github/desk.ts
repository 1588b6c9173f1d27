// From a request to its answer: who asks, what stands in the way, and the route that serves it.
import { parseObject } from '../kit/body.ts'
import { decoded } from '../kit/path.ts'
import type { Clock, SandboxReply, SandboxRequest } from '../server.ts'
import { forbidden, unexpected, unknownNames } from './check.ts'
import { compareRoutes } from './compare.ts'
import { deploymentRoutes } from './deployments.ts'
import type { Door } from './door.ts'
import { graphql } from './graphql.ts'
import {
  type Call,
  fail,
  iso,
  notFound,
  originOf,
  REPOSITORY_ID,
  type Route,
  type State,
  type Token,
} from './kit.ts'
import { pullRoutes } from './pulls.ts'
import { readRoutes } from './reads.ts'
import { refRoutes } from './refs.ts'
import { releaseRoutes } from './releases.ts'
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
/** What every part of the stand-in works with. */
export interface Desk {
  readonly state: State
  readonly on: (switchName: string) => string
  readonly prefix: string
  readonly web: string
  readonly clock: Clock
  readonly surprises: string[]
}

/** Answers one request. */
export function answer(desk: Desk, door: Door, request: SandboxRequest): SandboxReply {
  const caller = door.caller(request)
  if ('status' in caller) return door.finish(request, caller, false)
  // Decoded once and whole, so that `tags%2Fx` and `tags/x` are the same.
  const path = decoded(request.path)
  if (path === undefined) return door.finish(request, fail(400, 'Bad Request'), true)
  if (request.method === 'GET' && path === `${desk.prefix}/rate_limit`) {
    return door.finish(request, door.rateLimit(request), false)
  }
  const refusal = door.limited(request)
  if (refusal) return door.finish(request, refusal, false)
  const isQuery = request.method === 'POST' && path === `${desk.prefix === '' ? '' : '/api'}/graphql`
  const reply = isQuery ? ask(desk, request, caller.token) : dispatch(desk, request, path, caller.token)
  return door.finish(request, reply, true)
}

function callOf(desk: Desk, request: SandboxRequest, token: Token | undefined): Call {
  const { state, on, prefix, web, clock } = desk
  return {
    state,
    request,
    params: [],
    query: request.query,
    body: {},
    token,
    login: token?.login ?? '',
    now: iso(clock.now()),
    api: `${originOf(request, on('scheme'))}${prefix}/repos/${state.history.owner}/${state.history.repo}`,
    web,
    on,
  }
}

function ask(desk: Desk, request: SandboxRequest, token: Token | undefined): SandboxReply {
  if (!token) return fail(401, 'This endpoint requires you to be authenticated.')
  const body = parseObject(request.text)
  if (!body) return fail(400, 'Problems parsing JSON')
  const wall = walled(desk.on, desk.state.history.owner, 'GET')
  if (wall) return walledQuery(wall)
  const reply = graphql({ ...callOf(desk, request, token), body })
  // A query that the schema refuses has no data at all.
  const { data, errors = [] } = Object(reply.json)
  if (data === undefined)
    desk.surprises.push(...errors.map(({ message }: { message: string }) => `GraphQL: ${message}`))
  return reply
}

function dispatch(desk: Desk, request: SandboxRequest, path: string, token: Token | undefined): SandboxReply {
  const { on, prefix, state, surprises } = desk
  const { name, rest } = repositoryOf(path.slice(prefix.length))
  const route = ROUTES.find((each) => each.method === request.method && each.path.test(rest))
  if (!path.startsWith(`${prefix}/`) || name === '' || !route) {
    surprises.push(`${request.method} ${path}: no such route`)
    return notFound()
  }
  const { owner, repo } = state.history
  if (name !== BY_ID && name !== `${owner}/${repo}`.toLowerCase()) return notFound()
  const refusal =
    (name === BY_ID ? undefined : moved(on, request, prefix, rest)) ??
    walled(on, owner, request.method) ??
    forbidden(on, token, route)
  if (refusal) return refusal
  const body = route.fields ? parseObject(request.text || '{}') : {}
  if (!body) return fail(400, 'Problems parsing JSON')
  const extra = unknownNames(request, body, route, prefix)
  surprises.push(...extra.map((each) => `${request.method} ${path}: unknown ${each}`))
  const params = (route.path.exec(rest) ?? []).slice(1)
  const call = { ...callOf(desk, request, token), params, body }
  return unexpected(call, route, extra) ?? route.run(call)
}

const BY_ID = String(REPOSITORY_ID)

/** The repository that a path names, in lower case or by its number, and what is asked of it. */
function repositoryOf(path: string): { name: string; rest: string } {
  const [, name = '', number = '', rest = ''] =
    /^\/(?:repos\/([^/]+\/[^/]+)|repositories\/(\d+))(.*)$/s.exec(path) ?? []
  return { name: name.toLowerCase() || number, rest }
}
