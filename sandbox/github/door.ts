// The door of the stand-in: whose request it is, what is left of its rate limit, the headers of every answer,
// and the natural shape of a refusal that a test asks for. The three shapes of a spent limit: "Rate limits for the REST
// API", docs.github.com.
import type { SandboxReply, SandboxRequest } from '../server.ts'
import { fail, ok } from './answers.ts'
import type { Desk } from './call.ts'
import type { Bucket } from './limits.ts'
import { sha1 } from './shapes.ts'
import { REPOSITORY_ID, type Token } from './state.ts'
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

const keyOf = ({ headers }: SandboxRequest) =>
  /^(?:token|bearer) (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
const resourceOf = ({ path }: SandboxRequest) => (path.endsWith('/graphql') ? 'graphql' : 'core')

/** The caller's token; undefined for nobody. */
export function tokenOf({ tokens }: Desk, request: SandboxRequest): Token | undefined {
  return tokens.get(keyOf(request))
}

/** What is left of the caller's limit. */
function bucketOf(
  desk: Desk,
  request: SandboxRequest,
  resource: Bucket['resource'] = resourceOf(request),
): Bucket {
  const token = tokenOf(desk, request)
  const limit = token ? (token.limit ?? Number(desk.on('limit'))) : 60
  return desk.limits.look(keyOf(request), limit, resource)
}

/** The headers of every answer, and 304 for a client that has it already; a charged answer counts against the limit. */
export function finish(
  desk: Desk,
  request: SandboxRequest,
  reply: SandboxReply,
  charged: boolean,
): SandboxReply {
  const { clock, limits, on } = desk
  desk.answered += 1
  const body = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json)
  const etag = `W/"${sha1(body)}"`
  const same = request.method === 'GET' && reply.status === 200 && request.headers['if-none-match'] === etag
  // A conditional request that ends in 304 is free.
  if (charged && !same) limits.spend(keyOf(request), resourceOf(request))
  const headers = {
    ...(reply.json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    date: new Date(clock.now()).toUTCString(),
    etag,
    'x-github-request-id': `SAND:${desk.answered.toString(16).toUpperCase().padStart(6, '0')}`,
    'x-github-media-type': 'github.v3; format=json',
    ...(on('rate-limit') === 'on' ? limitHeaders(bucketOf(desk, request)) : {}),
    ...reply.headers,
  }
  return same ? { status: 304, headers } : { ...reply, headers }
}

/** The refusal when a limit is spent. */
export function limited(desk: Desk, request: SandboxRequest): SandboxReply | undefined {
  const { limits, on } = desk
  if (on('rate-limit') !== 'on') return undefined
  const bucket = bucketOf(desk, request)
  if (bucket.used >= bucket.limit) return primaryRefusal(Number(on('spent-status')), bucket)
  const creates = request.method === 'POST' && bucket.resource === 'core'
  if (creates && on('secondary') === 'on' && limits.tooMuchContent(keyOf(request)))
    return secondaryRefusal(Number(on('spent-status')))
  return undefined
}

/** `GET /rate_limit`. */
export function rateLimit(desk: Desk, request: SandboxRequest): SandboxReply {
  if (desk.on('rate-limit') !== 'on') return fail(404, 'Rate limiting is not enabled.')
  const show = (wanted: Bucket['resource']) => {
    const { limit, used, reset, resource } = bucketOf(desk, request, wanted)
    return { limit, used, remaining: limit - used, reset, resource }
  }
  return ok({ resources: { core: show('core'), graphql: show('graphql') }, rate: show('core') })
}

/** The refusal of a client without a name, and of a token nobody knows. */
export function strangerRefusal(desk: Desk, request: SandboxRequest): SandboxReply | undefined {
  if (!request.headers['user-agent']) {
    const rules = 'Request forbidden by administrative rules.'
    const text = `${rules} Please make sure your request has a User-Agent header.`
    return { status: 403, text, headers: { 'content-type': 'text/html' } }
  }
  const isUnknown = request.headers.authorization !== undefined && !tokenOf(desk, request)
  return isUnknown ? fail(401, 'Bad credentials') : undefined
}

/** The natural shape of an injected status. */
export function refuse(desk: Desk, status: number, request: SandboxRequest): SandboxReply {
  return finish(desk, request, refusalFor(desk, status, request), false)
}

function refusalFor(desk: Desk, status: number, request: SandboxRequest): SandboxReply {
  const variant = status === 403 || status === 429 ? desk.on(`refuse-${status}`) : ''
  if (variant === 'primary') return primaryRefusal(status, bucketOf(desk, request))
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

function limitHeaders(bucket: Bucket): Record<string, string> {
  return {
    'x-ratelimit-limit': String(bucket.limit),
    'x-ratelimit-remaining': String(bucket.limit - bucket.used),
    'x-ratelimit-used': String(bucket.used),
    'x-ratelimit-reset': String(bucket.reset),
    'x-ratelimit-resource': bucket.resource,
  }
}

/** The hourly limit is spent: told by `remaining: 0`, without `retry-after`. */
function primaryRefusal(status: number, bucket: Bucket): SandboxReply {
  const refusal = fail(status, 'API rate limit exceeded for installation ID 1.')
  return { ...refusal, headers: limitHeaders({ ...bucket, used: bucket.limit }) }
}

/** What the secondary limit was called, and a server of one's own may still call it. */
function abuseRefusal(status: number): SandboxReply {
  return fail(
    status,
    'You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.',
  )
}

/** The secondary limit: `retry-after` while requests remain. `bare` is the third variant, without it. */
function secondaryRefusal(status: number, bare = false): SandboxReply {
  const refusal = fail(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  )
  return bare ? refusal : { ...refusal, headers: { 'retry-after': '60' } }
}
