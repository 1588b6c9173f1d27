// The two faces: the gateway akkeris-api (2e20d00) that public clients talk to, and the raw controller.
// A face checks the token and hands the body on; what it answers itself differs from the controller.
import { parseJson } from '../kit/body.ts'
import { Refusal } from '../kit/refusal.ts'
import type { SandboxReply, SandboxRequest } from '../server.ts'
import { sentence } from './answers.ts'
import type { State } from './state.ts'

const BODY_LIMIT = 100 * 1024

/** The body as the controller will see it; what the face answers by itself is thrown. */
export function enter(state: State, request: SandboxRequest): string {
  return state.settings.face === 'gateway' ? enterGateway(state, request) : enterController(state, request)
}

function enterController({ settings }: State, { headers, text }: SandboxRequest): string {
  // Empty, without a content type. [O]
  if (headers.authorization !== settings.token) throw new Refusal({ status: 401 })
  return text
}

function enterGateway(state: State, request: SandboxRequest): string {
  // [A] The wording of the health answer.
  if (request.path === '/octhc') throw new Refusal(text(200, 'html', 'overall_status=good'))
  // [A] The token is checked before the body is read.
  checkToken(request.headers.authorization ?? '', state.settings.token)
  if (request.method === 'GET' && request.path === '/account') throw new Refusal(account(state))
  return forwardedBody(state, request)
}

function checkToken(header: string, token: string): void {
  const given = presentedToken(header)
  if (given === token) return
  // What looks like a JWT is forwarded unchecked; the controller refuses it. [S] [A] the empty body.
  const jwtLike = given?.includes('.') && given.length > 70
  throw new Refusal(jwtLike ? unrouted('gateway', 401) : text(401, 'plain', 'Unauthorized'))
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
  const at = '2026-01-01T00:00:00.000Z'
  const json = {
    allow_tracking: false,
    beta: false,
    created_at: at,
    delinquent_at: null,
    elevated_access: state.settings.elevated === 'on',
    email: 'bot@acme.example',
    id: 'bot@acme.example',
    last_login: at,
    name: 'bot',
    sms_number: '',
    suspended_at: null,
    two_factor_authentication: false,
    updated_at: at,
    verified: true,
  }
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, json }
}

function forwardedBody(state: State, request: SandboxRequest): string {
  if (request.method === 'GET' || request.text === '') return request.text
  if (Buffer.byteLength(request.text) > BODY_LIMIT) throw new Refusal(errorPage(413, 'PayloadTooLargeError'))
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json\b/i.test(type)) {
    state.surprises.push(`content type "${type}" in ${request.method} ${request.path}`)
    // A form is garbled: the controller sees none of the fields. Anything else is not read at all. [O]
    const isForm = type.startsWith('application/x-www-form-urlencoded')
    return isForm ? JSON.stringify({ [request.text]: '' }) : ''
  }
  // The gateway's parser takes objects and arrays only [A], and has its own page for anything else.
  const value = parseJson(request.text)
  if (typeof value !== 'object' || value === null) throw new Refusal(errorPage(400, 'SyntaxError'))
  return Object.keys(value).length === 0 ? '' : request.text
}

function text(status: number, kind: 'plain' | 'html', content: string): SandboxReply {
  return { status, headers: { 'content-type': `text/${kind}; charset=utf-8` }, text: content }
}

/** The page of the gateway's web framework, which goes on with a trace of the server's code. [O] */
function errorPage(status: number, name: string): SandboxReply {
  const page = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${name}</pre>\n</body>\n</html>\n`
  return text(status, 'html', page)
}

/** An empty answer; the gateway labels it as a stream [O], the controller [A] not at all. */
export function unrouted(face: 'gateway' | 'controller', status = 404): SandboxReply {
  return face === 'gateway' ? { status, headers: { 'content-type': 'application/octet-stream' } } : { status }
}

const SENTENCES: Readonly<Record<number, string>> = {
  403: 'Arbitrary builds on this application can only be created by administrators.',
  404: 'The specified resource was not found',
  409: 'The slug 00000000-0000-4000-8000-000000000000 does not exist or is still in process of building',
  422: 'The specified "slug" (or) "release" field was not provided.',
  424: 'Were currently waiting on resources to be created, try again in five minutes.',
  501: 'Not Implemented Error',
  503: 'Service Unavailable Error',
}

/** What this face answers by itself for an injected status. */
export function refusal(face: 'gateway' | 'controller', status: number): SandboxReply {
  // [A] A load balancer in front of either face.
  if (status === 502 || status === 504) {
    const page = `<html><body><h1>${status} Bad Gateway</h1></body></html>`
    return { status, headers: { 'content-type': 'text/html' }, text: page }
  }
  if (status === 401) return face === 'gateway' ? text(401, 'plain', 'Unauthorized') : { status }
  if (face === 'gateway') {
    if (status === 400) return errorPage(400, 'SyntaxError')
    if (status === 413) return errorPage(413, 'PayloadTooLargeError')
    // The controller cannot be reached. [O]
    if (status === 503) return text(503, 'html', 'Internal Server Error')
  }
  return sentence(status, SENTENCES[status] ?? (status === 400 ? 'Bad Request' : 'Internal Server Error'))
}
