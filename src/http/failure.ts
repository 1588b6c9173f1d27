// The words of a failed request: what did not happen, where, what the server said, and what to do.
import { ApiError, InputError, NetworkError } from '../errors.ts'
import { parseJson, textAt } from '../json.ts'
import type { Call, Calls, Connection, Hint, Server } from '../provider/call.ts'
import { oneLine } from '../text.ts'
import { codeOf, proxyRefusal } from './fault.ts'
import { LIMIT_WORDS } from './retry.ts'
import { words } from './words.ts'

export type Params = Readonly<Record<string, string | number>>

/** Where a provider's calls go. */
export interface ApiTarget<C extends Calls> {
  readonly name: string
  readonly calls: C
  readonly hints: Readonly<Record<number, Hint>>
  readonly connection: Connection
  /** No request starts after it, none outlives it: by `Clockwork.uptime`. */
  readonly deadline: number
  /** What the deadline is called, where it is not the step's own. */
  readonly time?: string
  /** Until when the server asked everybody to wait, for requests that are sent side by side. */
  readonly gate?: { until: number }
  /** When the last answer came, by `Clockwork.uptime`. */
  readonly lastAnswer?: { at: number }
  /** One try a call, for what nothing depends on. */
  readonly isGlance?: true
}

/** The request that is talked about. */
export interface Request {
  readonly target: ApiTarget<Calls>
  readonly call: Call
  readonly params: Params
  readonly world: Secretive
}

/** Knows every secret of the run, not only those of the server that is asked. */
interface Secretive {
  hide(text: string): string
}

/** The server that a request goes to, with its own headers: the provider's one, unless the call names another. */
export function serverOf({ target: { connection, name }, call }: Request): Server {
  if (call.server === undefined) return connection
  const server = connection.servers?.[call.server]
  if (!server) throw new Error(`${name} connects to no server "${call.server}"`)
  return server
}

/** A certificate that is not trusted: no retry will change that. */
export function isCertificateFault(code: string): boolean {
  return /CERT|UNABLE_TO_VERIFY|SELF_SIGNED|UNABLE_TO_GET_ISSUER/.test(code)
}

export function certificateWords(code: string): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `the server's certificate is for another host name (${code}). Check api-url.`
  }
  if (code === 'CERT_HAS_EXPIRED')
    return `the server's certificate has expired (${code}). It must be renewed.`
  return `the server's certificate is not trusted (${code}). If it is signed by your own authority, set NODE_EXTRA_CA_CERTS for the job to that authority's PEM file.`
}

/** `Sentry did not create release "web@1.4.0"` */
export function sentence({ target, call, params }: Request): string {
  return `${target.name} did not ${fill(call.does, params)}`
}

/** Fills `{name}` parts with the values as they are, for people; foreign text becomes one line. */
export function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) =>
    oneLine(String(params[name] ?? ''), 120).replace(/\b([0-9a-f]{12})[0-9a-f]{28}\b/g, '$1'),
  )
}

/** Fills a route; each part is percent-encoded once, so a version may hold spaces, `@`, `+` or `#`. */
export function fillPath(route: string, params: Params): string {
  return route.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined || value === '') throw new Error(`route ${route}: no value for {${name}}`)
    // A part of dots would be resolved away, and another address asked.
    if (/^\.\.?$/.test(String(value)))
      throw new InputError([`"${value}" cannot stand in an address: give another ${name}.`])
    return encodeURIComponent(String(value))
  })
}

/** A body as JSON, whatever its content type says; else the text (Akkeris labels bare sentences as JSON). */
export function parseBody(text: string): unknown {
  const value = parseJson(text)
  return value === undefined ? text : value
}

// More of a body is not looked at for a sentence about it.
const MOST_SAID = 65_536

/**
 * What a server said, in one line. It may echo any secret of the run, which goes before the words are cut out, so that no part
 * of it is left.
 */
export function said(text: string, { world }: Request): string {
  return words(parseBody(world.hide(text.slice(0, MOST_SAID))))
}

/** "did not", or for a write that a success status came for: "may or may not have". */
export function mayHaveDone(request: Request): string {
  return request.call.repeat === 'unsafe'
    ? `${request.target.name} may or may not have done this: ${fill(request.call.does, request.params)}`
    : sentence(request)
}

/** `POST /api/0/organizations/acme/releases/`, with the host only where it helps. */
export function place({ call, params }: Request): string {
  const [method = 'GET', route = '/'] = call.route.split(' ')
  return `${method} ${fillPath(route, params)}`
}

/** The error for a try that was the last one. */
export function failure(
  request: Request,
  result: FailedTry,
  ambiguous: boolean,
  more = '',
): ApiError | NetworkError {
  const tail = more ? ` ${more}` : ''
  const may = ambiguous ? ' It may have happened all the same.' : ''
  if (result.kind === 'answer') {
    const answer = said(result.text, request)
    const quote = answer ? ` ("${answer}")` : ' (with an empty body)'
    const cure = cureFor(request, result, ambiguous)
    const text = `${sentence(request)}: ${place(request)} answered ${result.sentStatus ?? result.status}${quote}${tail}.${may}${cure}`
    return new ApiError(text, { status: result.status, mayHaveHappened: ambiguous })
  }
  const { host } = new URL(serverOf(request).baseUrl)
  const why = result.kind === 'not-connected' ? noConnection(host, result.proxy) : `no answer from ${host}`
  const fault = faultWords(result.cause)
  const cause = fault ? ` (${fault})` : ''
  const cure = result.kind === 'not-connected' ? NO_WAY : LATER
  return new NetworkError(
    `${sentence(request)}: ${place(request)}: ${why}${cause}${tail}.${ambiguous ? may : cure}`,
    ambiguous,
    result.cause,
    isCut(result.cause) ? 'cut' : 'network',
  )
}

function noConnection(host: string, proxy: string | undefined): string {
  return `no connection to ${host}${proxy ? ` through the proxy ${proxy}` : ''}`
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
function cureFor(request: Request, answer: RefusedAnswer, ambiguous: boolean): string {
  const { status } = answer
  if (isLimit(answer.text)) return LATER
  const isTrouble = status >= 500 || status === 429 || status === 408
  return hint(request, answer) || (isTrouble && !ambiguous ? LATER : '')
}

/** A limit is no lack of rights, whatever its status (GitHub: 403). */
function isLimit(said: string): boolean {
  return LIMIT_WORDS.test(said)
}

export type RefusedAnswer = Extract<FailedTry, { kind: 'answer' }>

/** A try without the hoped-for answer. */
export type FailedTry =
  | {
      readonly kind: 'answer'
      readonly status: number
      /** The status as it came, where the body means another (`Call.meaning`). */
      readonly sentStatus?: number
      readonly headers: Readonly<Record<string, string | undefined>>
      readonly text: string
      /** As JSON, else the text. */
      readonly body: unknown
    }
  | { readonly kind: 'no-answer'; readonly cause?: unknown }
  | {
      readonly kind: 'not-connected'
      readonly cause?: unknown
      /** `host:port` of the proxy in between. */
      readonly proxy?: string
    }

/** What the user should do about a status: the call's own hint, else the provider's; a redirect has one for all. */
export function hint(request: Request, answer: RefusedAnswer): string {
  const { call, target } = request
  const { status, headers, body } = answer
  const { hints, connection } = target
  const given = call.hints?.[status] ?? hints[status]
  const own = typeof given === 'function' ? given({ headers, body }) : given
  const { host } = new URL(serverOf(request).baseUrl)
  if (!own && status >= 300 && status < 400)
    return ` ${host} redirects elsewhere, and a token never follows a redirect: set api-url to the final address.`
  const other =
    status === 401 && connection.otherHosts?.length
      ? ` Asked was ${host}; the token also names ${connection.otherHosts.join(', ')}.`
      : ''
  return own ? ` ${own}${other}` : other
}
