// The two faces: the gateway akkeris-api (2e20d00) that public clients talk to, and the raw controller.
// A face checks the token and hands the body on; what it answers itself differs from the controller.
import type { SandboxReply, SandboxRequest } from '../server.ts'
import { json, sentence } from './call.ts'
import type { State } from './state.ts'

/** Either the face's own answer, or the body as the controller will see it. */
type Entered = { readonly reply: SandboxReply } | { readonly body: string }

const BODY_LIMIT = 100 * 1024

export function enter(state: State, request: SandboxRequest): Entered {
  return state.settings.face === 'gateway' ? enterGateway(state, request) : enterController(state, request)
}

function enterController(state: State, request: SandboxRequest): Entered {
  const good = request.headers.authorization === state.settings.token
  // Empty, without a content type. [O]
  return good ? { body: request.text } : { reply: { status: 401 } }
}

function enterGateway(state: State, request: SandboxRequest): Entered {
  // [A] The wording of the health answer.
  if (request.path === '/octhc') return { reply: plainText(200, 'overall_status=good') }
  const refused = checkToken(request.headers.authorization ?? '', state.settings.token)
  // [A] The token is checked before the body is read.
  if (refused) return { reply: refused }
  if (request.method === 'GET' && request.path === '/account') return { reply: account(state) }
  return forwardBody(state, request)
}

function checkToken(header: string, token: string): SandboxReply | undefined {
  const given = presentedToken(header)
  if (given === token) return undefined
  // What looks like a JWT is forwarded unchecked; the controller refuses it. [S] [A] the empty body.
  const jwtLike = given?.includes('.') && given.length > 70
  return jwtLike ? unrouted('gateway', 401) : plainText(401, 'Unauthorized')
}

/** `Bearer TOKEN` in any case, or Basic with the token as the password; a bare token is nothing. [S, O] */
function presentedToken(header: string): string | undefined {
  const [, word = '', value = ''] = /^(\S+)\s+(\S+)$/.exec(header) ?? []
  if (word.toLowerCase() === 'bearer') return value
  if (word.toLowerCase() !== 'basic') return undefined
  const pair = Buffer.from(value, 'base64').toString('utf8')
  return pair.slice(pair.indexOf(':') + 1)
}

function account(state: State): SandboxReply {
  // [A] The other fields that the real answer has are left out.
  return json(200, {
    email: 'bot@acme.example',
    name: 'bot',
    elevated_access: state.settings.elevated,
  })
}

function forwardBody(state: State, request: SandboxRequest): Entered {
  if (request.method === 'GET' || request.text === '') return { body: request.text }
  if (Buffer.byteLength(request.text) > BODY_LIMIT) return { reply: errorPage(413, 'PayloadTooLargeError') }
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json\b/i.test(type)) {
    state.surprises.push(`content type "${type}" in ${request.method} ${request.path}`)
    // Read as a form and garbled: the controller sees none of the fields. [O]
    return { body: JSON.stringify({ [request.text]: '' }) }
  }
  try {
    const value: unknown = JSON.parse(request.text)
    // The gateway's parser takes objects and arrays only. [A]
    if (typeof value !== 'object' || value === null) return { reply: errorPage(400, 'SyntaxError') }
    return { body: Object.keys(value).length === 0 ? '' : request.text }
  } catch {
    // Not JSON: the gateway's own page.
    return { reply: errorPage(400, 'SyntaxError') }
  }
}

function plainText(status: number, text: string): SandboxReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, text }
}

/** The page of the gateway's web framework. [O] that it is HTML; [A] its text. */
function errorPage(status: number, text: string): SandboxReply {
  const page = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${text}</pre>\n</body>\n</html>\n`
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, text: page }
}

/** An empty answer; the gateway labels it as a stream [O], the controller [A] not at all. */
export function unrouted(face: 'gateway' | 'controller', status = 404): SandboxReply {
  return face === 'gateway' ? { status, headers: { 'content-type': 'application/octet-stream' } } : { status }
}

const SENTENCES: Readonly<Record<number, string>> = {
  403: 'Arbitrary builds on this application can only be created by administrators.',
  // [A] The wording of these, 409 and 422 apart.
  404: 'The specified resource does not exist.',
  409: 'The slug 00000000-0000-4000-8000-000000000000 does not exist or is still in process of building',
  422: 'The specified "slug" (or) "release" field was not provided.',
  424: 'The requested action is waiting for resources.',
  501: 'This feature is not available.',
  503: 'The service is temporarily unavailable.',
}

/** What this face answers by itself for an injected status. */
export function refusal(face: 'gateway' | 'controller', status: number): SandboxReply {
  // [A] A load balancer in front of either face.
  if (status === 502 || status === 504) {
    const page = `<html><body><h1>${status} Bad Gateway</h1></body></html>`
    return { status, headers: { 'content-type': 'text/html' }, text: page }
  }
  if (status === 401) return face === 'gateway' ? plainText(401, 'Unauthorized') : { status }
  if (face === 'gateway') {
    if (status === 400) return errorPage(400, 'SyntaxError')
    if (status === 413) return errorPage(413, 'PayloadTooLargeError')
    // The controller cannot be reached. [O]
    if (status === 503) return { ...errorPage(503, ''), text: 'Internal Server Error' }
  }
  return sentence(status, SENTENCES[status] ?? (status === 400 ? 'Bad Request' : 'Internal Server Error'))
}
