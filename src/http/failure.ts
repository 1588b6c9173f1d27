// The words of a failed request: what did not happen, where, what the server said, and what to do.
import { ApiError, cancellation, NetworkError } from '../errors.ts'
import { numberAt, parseJson, textAt } from '../json.ts'
import { oneLine } from '../text.ts'
import { codeOf, proxyRefusal } from './fault.ts'
import { fill, place, type Request, sentence } from './request.ts'
import { type HttpAnswer, LIMIT_WORDS, type Try } from './retry.ts'
import { MAX_BODY } from './round-trip.ts'
import { words } from './words.ts'

/** The error for a try that was the last one. */
export function failure(
  request: Request,
  result: Try,
  ambiguous: boolean,
  more = '',
): ApiError | NetworkError {
  const end = more ? ` ${more}.` : '.'
  const may = ambiguous ? ' It may have happened all the same.' : ''
  const start = `${sentence(request)}: ${place(request)}`
  if (result.kind === 'answer') {
    const { status, sentStatus = status } = result
    const quote = said(result.text, request)
    const what = quote ? `"${quote}"` : 'with an empty body'
    const text = `${start} answered ${sentStatus} (${what})${end}${may}${cureFor(request, result, ambiguous)}`
    return new ApiError(text, { status, mayHaveHappened: ambiguous })
  }
  const { kind, cause, proxy } = result
  const { host } = request.url
  const way = `no connection to ${host}${proxy ? ` through the proxy ${proxy}` : ''}`
  const fault = faultWords(cause)
  const why = `${kind === 'no-answer' ? `no answer from ${host}` : way}${fault ? ` (${fault})` : ''}`
  const cure = may || (kind === 'no-answer' ? LATER : NO_WAY)
  return new NetworkError(`${start}: ${why}${end}${cure}`, ambiguous, cause, isCut(cause) ? 'cut' : 'network')
}

/** The connection ended, as against a time-out or an answer that is no HTTP. */
function isCut(cause: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(codeOf(cause))
}

/** `ECONNREFUSED` says it all; undici's own codes say less than their messages. */
function faultWords(cause: unknown): string {
  if (textAt(cause, 'name') === 'TimeoutError') return 'timed out'
  const refused = proxyRefusal(cause)
  if (refused) return `the proxy answered ${refused}`
  const code = codeOf(cause)
  return oneLine(code && !code.startsWith('UND_ERR_') ? code : textAt(cause, 'message') || code, 120)
}

const LATER = ' Run it again later.'
const NO_WAY = " Check api-url and the runner's way there (proxy, firewall)."

/** A server that is in trouble or busy needs time; a write that may have happened needs a look instead. */
function cureFor(request: Request, answer: HttpAnswer, ambiguous: boolean): string {
  const { status, text } = answer
  // A limit is no lack of rights, whatever its status (GitHub: 403).
  if (LIMIT_WORDS.test(text)) return LATER
  const isTrouble = status >= 500 || status === 429 || status === 408
  return hint(request, answer) || (isTrouble && !ambiguous ? LATER : '')
}

/** What the user should do about a status: the call's own hint, else the provider's; a redirect has one for all. */
function hint({ call, target, url }: Request, { status, headers, body }: HttpAnswer): string {
  const { hints, connection } = target
  const given = call.hints?.[status] ?? hints[status]
  const own = typeof given === 'function' ? given({ headers, body }) : given
  if (!own && status >= 300 && status < 400)
    return ` ${url.host} redirects elsewhere, and a token never follows a redirect: set api-url to the final address.`
  const other =
    status === 401 && connection.otherHosts?.length
      ? ` Asked was ${url.host}; the token also names ${connection.otherHosts.join(', ')}.`
      : ''
  return own ? ` ${own}${other}` : other
}

// More of a body is not looked at for a sentence about it.
const MOST_SAID = 65_536

/**
 * What a server said, in one line. It may echo any secret of the run, which goes before the words are cut out, so that no part
 * of it is left.
 */
function said(text: string, { world }: Request): string {
  return words(parseBody(world.hide(text.slice(0, MOST_SAID))))
}

/** A body as JSON, whatever its content type says; else the text (Akkeris labels bare sentences as JSON). */
export function parseBody(text: string): unknown {
  const value = parseJson(text)
  return value === undefined ? text : value
}

const STRANGE =
  " Check that api-url is the API's own address, and that no proxy or login page stands in between."

/** The error for a success without what was promised: `where` it is missing. */
export function strangeAnswer(request: Request, answer: HttpAnswer, where: string): ApiError {
  const { status, text } = answer
  const what = `not in the promised form (${where}; it said: "${said(text, request) || 'nothing'}")`
  return new ApiError(
    `${mayHaveDone(request)}: ${place(request)} answered ${status}, but ${what}.${hint(request, answer) || STRANGE}`,
    { status, mayHaveHappened: request.call.repeat === 'unsafe' },
  )
}

/** The error for an answer that was not read. */
export function unreadAnswer(request: Request, cause: unknown, mayHaveHappened: boolean): ApiError {
  const status = numberAt(cause, 'status') ?? 200
  const text = `${mayHaveDone(request)}: ${place(request)} answered ${status} with more than ${MAX_BODY / 1024 / 1024} MB, which was not read.${STRANGE}`
  return new ApiError(text, { status, mayHaveHappened }, cause)
}

/** "did not", or for a write that a success status came for: "may or may not have". */
function mayHaveDone(request: Request): string {
  const { target, call, params } = request
  return call.repeat === 'unsafe'
    ? `${target.name} may or may not have done this: ${fill(call.does, params)}`
    : sentence(request)
}

export function cancelled(request: Request, mayHaveHappened: boolean, cause?: unknown): NetworkError {
  return cancellation(`${sentence(request)}: the job was cancelled.`, mayHaveHappened, cause)
}

/** Why a certificate is not trusted, which no retry will change; empty for another fault. */
export function certificateWords(code: string): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `the server's certificate is for another host name (${code}). Check api-url.`
  if (code === 'CERT_HAS_EXPIRED')
    return `the server's certificate has expired (${code}). It must be renewed.`
  return /CERT|UNABLE_TO_VERIFY|SELF_SIGNED|UNABLE_TO_GET_ISSUER/.test(code)
    ? `the server's certificate is not trusted (${code}). If it is signed by your own authority, set NODE_EXTRA_CA_CERTS for the job to that authority's PEM file.`
    : ''
}
