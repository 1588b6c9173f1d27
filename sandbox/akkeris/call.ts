// One call as a route of the controller sees it, the answers it gives, and the look-ups that routes share.
import type { SandboxReply, SandboxRequest } from '../server.ts'
import type { App, Build, Release, State } from './state.ts'

export interface Call {
  readonly state: State
  readonly request: SandboxRequest
  /** The body as it reaches the controller; the gateway may have changed it. */
  readonly body: string
  /** `{app}`, `{id}`, … of the path. */
  readonly names: Readonly<Record<string, string>>
}

export type Handler = (call: Call) => SandboxReply
export type Fields = Readonly<Record<string, unknown>>

/** Of every answer of the controller's routes, and of nothing else; the counter never moves. [S, O] */
const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'ratelimit-remaining': '2400' }

/** An error of the controller: a bare sentence, labelled as JSON. [O] */
export function sentence(status: number, text: string): SandboxReply {
  return { status, headers: HEADERS, text }
}

export function json(status: number, value: unknown): SandboxReply {
  return { status, headers: HEADERS, json: value }
}

export function internal(): SandboxReply {
  return sentence(500, 'Internal Server Error')
}

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
}

export function iso(at: number): string {
  return new Date(at).toISOString()
}

export function fullName(app: App): string {
  return `${app.simpleName}-${app.space}`
}

/** Finds the app by name (case-sensitive [O]) or id before the handler runs; 404 otherwise. */
export function withApp(handler: (call: Call, app: App) => SandboxReply): Handler {
  return (call) => {
    const wanted = call.names['app'] ?? 'null'
    const app = call.state.apps.find((each) => fullName(each) === wanted || each.id === wanted)
    return app ? handler(call, app) : sentence(404, `The specified application ${wanted} does not exist.`)
  }
}

/** A release of the app; the form of the id is checked before the app. [O] */
export function withRelease(handler: (call: Call, app: App, release: Release) => SandboxReply): Handler {
  return withUuid(
    withApp((call, app) => {
      const id = call.names['id'] ?? ''
      const found = call.state.releases.find((each) => each.id === id && each.appId === app.id)
      return found ? handler(call, app, found) : sentence(404, `The specified release ${id} was not found.`)
    }),
  )
}

/** A build by its id in any case. [O] */
export function findBuild(state: State, id: string): Build | undefined {
  return state.builds.find((each) => each.id === id.toLowerCase())
}

/** A build of the app. [A] The order of checks and another app's build are as with releases. */
export function withBuild(handler: (call: Call, app: App, build: Build) => SandboxReply): Handler {
  return withUuid(
    withApp((call, app) => {
      const id = call.names['id'] ?? ''
      const found = findBuild(call.state, id)
      return found?.appId === app.id ? handler(call, app, found) : noBuild(id)
    }),
  )
}

export function withUuid(handler: Handler): Handler {
  return (call) =>
    isUuid(call.names['id']) ? handler(call) : sentence(422, 'The specified uuid was invalid.')
}

export function noBuild(id: string): SandboxReply {
  return sentence(404, `The specified build ${id} was not found.`)
}

/**
 * Reads the body before the handler runs: 400 when it is empty or no JSON. Fields that the controller does
 * not know, or of another type, are noted as surprises; it ignores the former.
 */
export function readFields(
  call: Call,
  known: Readonly<Record<string, 'string' | 'boolean'>>,
  handler: (fields: Fields) => SandboxReply,
): SandboxReply {
  const fields = parseObject(call.body)
  // The error of the engine's parser, word for word. [O for an empty body, S]
  if (typeof fields === 'string') return sentence(400, fields)
  for (const [name, value] of Object.entries(fields)) {
    const where = `in ${call.request.method} ${call.request.path}`
    const type = Object.hasOwn(known, name) ? known[name] : undefined
    if (!type) call.state.surprises.push(`unknown field "${name}" ${where}`)
    else if (typeof value !== type) call.state.surprises.push(`field "${name}" is no ${type} ${where}`)
  }
  return handler(fields)
}

function parseObject(text: string): Fields | string {
  try {
    const value: unknown = JSON.parse(text)
    // [A] JSON that is no object has none of the fields.
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch (error) {
    // Not JSON: the caller answers with 400.
    return String(error)
  }
}

/** The database takes no text with a NUL in it: an internal error. [O] */
export function hasNul(fields: Fields): boolean {
  return Object.values(fields).some((value) => textOf(value).includes('\0'))
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
