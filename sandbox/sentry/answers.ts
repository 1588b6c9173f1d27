// Sentry's answers when it says no, and its pages: shapes and texts of api/exceptions.py and its tests.
import { randomUUID } from 'node:crypto'
import { ordered, pageSize } from '../kit/lists.ts'
import { Refusal } from '../kit/refusal.ts'
import type { SandboxReply, SandboxRequest } from '../server.ts'

const MOST_A_PAGE = 100
const MISSING = 'The requested resource does not exist'
const LOCKED = 'Release commits are currently being processed'
const TOO_OFTEN = 'You are attempting to use this endpoint too frequently. Limit is 40 requests in 1 seconds'

/** Ends the handling of a request with this answer. */
export const refusal = (status: number, json: unknown) => new Refusal({ status, json })
export const badRequest = (detail: string) => refusal(400, { detail })
export const forbidden = () => refusal(403, { detail: 'You do not have permission to perform this action.' })
export const notFound = () => refusal(404, { detail: MISSING })
/** The path is known, but not with this method. */
export const notAllowed = (method: string) => refusal(405, { detail: `Method "${method}" not allowed.` })
export const locked = () => refusal(409, { detail: LOCKED })
/** A crash of the server; `errorId` as in sentry issue #75902. */
export const crash = () =>
  refusal(500, { detail: 'Internal Error', errorId: randomUUID().replaceAll('-', '') })

/** JSON under the type text/html, because the middleware makes a plain response [A]; no Retry-After [S]. */
export function tooMany(detail: string = TOO_OFTEN): SandboxReply {
  return { status: 429, headers: { 'content-type': 'text/html' }, text: JSON.stringify({ detail }) }
}

/** The natural answer for an injected status, without the rate-limit headers. */
export function naturalAnswer(status: number, request: SandboxRequest): SandboxReply {
  switch (status) {
    case 400:
      return { status, json: { detail: 'Invalid request' } }
    case 401: {
      const ofOrganization = request.headers.authorization?.startsWith('Bearer sntrys_')
      return { status, json: { detail: ofOrganization ? 'Invalid org token' : 'Invalid token' } }
    }
    case 403:
      return forbidden().reply
    case 404:
      return notFound().reply
    case 409:
      return locked().reply
    case 413:
      return page(status, 'Request Entity Too Large')
    case 429:
      return tooMany()
    case 500:
      return crash().reply
    case 502:
      return page(status, 'Bad Gateway')
    case 503:
      return page(status, 'Service Unavailable')
    case 504:
      return page(status, 'Gateway Time-out')
    default:
      return { status, json: { detail: `Sandbox answer ${status}` } }
  }
}

/** What a proxy in front of the application answers [A]. */
function page(status: number, title: string): SandboxReply {
  const text = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n</body>\r\n</html>\r\n`
  return { status, headers: { 'content-type': 'text/html' }, text }
}

/**
 * One page of a list with its Link header; both relations are always there [D]. A cursor is
 * `value:offset:isPrevious`; an empty one, as sentry-cli sends it, means the first page [C].
 */
export function paged<T>(
  items: readonly T[],
  request: SandboxRequest,
  most: number,
  view: (item: T) => unknown,
): SandboxReply {
  const cursor = request.query.get('cursor') || '0:0:0'
  const parts = /^\d+:(\d+):[01]$/.exec(cursor)
  const perPage = Number(request.query.get('per_page') ?? most)
  if (!parts) throw badRequest('Invalid cursor parameter.')
  if (!Number.isInteger(perPage)) throw badRequest('Invalid per_page parameter.')
  if (perPage < 1 || perPage > MOST_A_PAGE)
    throw badRequest(`Invalid per_page value. Must be between 1 and ${MOST_A_PAGE}.`) // the text is [A]
  const size = pageSize(Math.min(most, perPage), request)
  const offset = Number(parts[1])
  const link = (rel: string, at: number, results: boolean, isPrevious: number) => {
    const query = new URLSearchParams(request.query)
    query.set('cursor', `0:${at}:${isPrevious}`)
    const address = `http://${request.headers.host ?? '127.0.0.1'}${request.path}?${query}`
    return `<${address}>; rel="${rel}"; results="${results}"; cursor="0:${at}:${isPrevious}"`
  }
  const previous = link('previous', Math.max(0, offset - size), offset > 0, 1)
  const next = link('next', offset + size, items.length > offset + size, 0)
  return {
    status: 200,
    headers: { link: `${previous}, ${next}` },
    json: ordered(items, request)
      .slice(offset, offset + size)
      .map(view),
  }
}
