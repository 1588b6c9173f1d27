// The door of the stand-in: whose request it is, what is left of its rate limit, the headers of every answer,
// and the natural shape of a refusal that a test asks for.
import type { Clock, SandboxReply, SandboxRequest } from '../server.ts'
import { fail, ok, REPOSITORY_ID, type Token } from './kit.ts'
import {
  abuseRefusal,
  type Bucket,
  type Limits,
  limitHeaders,
  makeLimits,
  primaryRefusal,
  secondaryRefusal,
} from './limits.ts'
import { sha1 } from './shapes.ts'
import { redirect } from './walls.ts'

const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  409: 'Git Repository is empty.',
  500: 'Server Error',
  503: 'Service Unavailable',
  504: 'We could not respond to your request in time.',
}

/** The door as `makeDoor` makes it. */
export interface Door {
  /** The caller: a token, undefined for nobody, or a refusal for a token nobody knows. */
  caller(request: SandboxRequest): { readonly token: Token | undefined } | SandboxReply
  /** The refusal when a limit is spent. */
  limited(request: SandboxRequest): SandboxReply | undefined
  /** `GET /rate_limit`, free of charge. */
  rateLimit(request: SandboxRequest): SandboxReply
  /** Adds the headers; a charged answer counts against the limit. */
  finish(request: SandboxRequest, reply: SandboxReply, charged: boolean): SandboxReply
  refuse(status: number, request: SandboxRequest): SandboxReply
}

/** What the door knows of its callers. */
interface Desk {
  readonly clock: Clock
  readonly tokens: ReadonlyMap<string, Token>
  readonly on: (switchName: string) => string
  readonly limits: Limits
  answered: number
}

export function makeDoor(clock: Clock, tokens: Desk['tokens'], on: Desk['on']): Door {
  const desk: Desk = { clock, tokens, on, limits: makeLimits(clock), answered: 0 }
  return {
    caller: (request) => callerOf(desk, request),
    limited: (request) => limited(desk, request),
    rateLimit: (request) => rateLimit(desk, request),
    finish: (request, reply, charged) => finish(desk, request, reply, charged),
    refuse: (status, request) => finish(desk, request, refusalFor(desk, status, request), false),
  }
}

const tokenText = (request: SandboxRequest) =>
  /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1]

function bucketOf(
  { tokens, on }: Desk,
  request: SandboxRequest,
): { key: string; limit: number; resource: Bucket['resource'] } {
  const key = tokenText(request) ?? ''
  const token = tokens.get(key)
  const resource = request.path.endsWith('/graphql') ? 'graphql' : 'core'
  return { key, limit: token ? (token.limit ?? Number(on('limit'))) : 60, resource }
}

/** The headers of every answer, and 304 for a client that has it already. */
function finish(desk: Desk, request: SandboxRequest, reply: SandboxReply, charged: boolean): SandboxReply {
  const { clock, limits, on } = desk
  desk.answered += 1
  const { key, limit, resource } = bucketOf(desk, request)
  const body = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json)
  const etag = `W/"${sha1(body)}"`
  const same = request.method === 'GET' && reply.status === 200 && request.headers['if-none-match'] === etag
  // A conditional request that ends in 304 is free.
  if (charged && !same) limits.spend(key, resource)
  const headers = {
    ...(reply.json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    date: new Date(clock.now()).toUTCString(),
    etag,
    'x-github-request-id': `SAND:${desk.answered.toString(16).toUpperCase().padStart(6, '0')}`,
    'x-github-media-type': 'github.v3; format=json',
    ...(on('rate-limit') === 'on' ? limitHeaders(limits.look(key, limit, resource)) : {}),
    ...reply.headers,
  }
  return same ? { status: 304, headers } : { ...reply, headers }
}

function limited(desk: Desk, request: SandboxRequest): SandboxReply | undefined {
  const { limits, on } = desk
  if (on('rate-limit') !== 'on') return undefined
  const { key, limit, resource } = bucketOf(desk, request)
  const bucket = limits.look(key, limit, resource)
  if (bucket.used >= bucket.limit) return primaryRefusal(Number(on('spent-status')), bucket)
  const creates = request.method === 'POST' && resource === 'core'
  if (creates && on('secondary') === 'on' && limits.tooMuchContent(key))
    return secondaryRefusal(Number(on('spent-status')))
  return undefined
}

function rateLimit(desk: Desk, request: SandboxRequest): SandboxReply {
  if (desk.on('rate-limit') !== 'on') return fail(404, 'Rate limiting is not enabled.')
  const { key, limit } = bucketOf(desk, request)
  const show = (resource: Bucket['resource']) => {
    const { used, reset } = desk.limits.look(key, limit, resource)
    return { limit, used, remaining: limit - used, reset, resource }
  }
  return ok({ resources: { core: show('core'), graphql: show('graphql') }, rate: show('core') })
}

function callerOf(
  { tokens }: Desk,
  request: SandboxRequest,
): { readonly token: Token | undefined } | SandboxReply {
  if (!request.headers['user-agent']) {
    const rules = 'Request forbidden by administrative rules.'
    const text = `${rules} Please make sure your request has a User-Agent header.`
    return { status: 403, text, headers: { 'content-type': 'text/html' } }
  }
  const token = tokens.get(tokenText(request) ?? '')
  if (request.headers.authorization !== undefined && !token) return fail(401, 'Bad credentials')
  return { token }
}

function refusalFor(desk: Desk, status: number, request: SandboxRequest): SandboxReply {
  const variant = status === 403 || status === 429 ? desk.on(`refuse-${status}`) : ''
  const { key, limit, resource } = bucketOf(desk, request)
  if (variant === 'primary') return primaryRefusal(status, desk.limits.look(key, limit, resource))
  if (variant === 'abuse') return abuseRefusal(status)
  if (variant === 'secondary' || variant === 'bare') return secondaryRefusal(status, variant === 'bare')
  if (status === 301 || status === 307)
    return redirect(status, `https://api.github.test/repositories/${REPOSITORY_ID}`)
  if (status === 502)
    return {
      status,
      text: '<html><body><h1>502 Bad Gateway</h1></body></html>',
      headers: { 'content-type': 'text/html' },
    }
  if (status === 422)
    return fail(422, 'Validation Failed', [{ resource: 'Sandbox', code: 'custom', message: 'refused' }])
  return fail(status, MESSAGES[status] ?? 'Error')
}
