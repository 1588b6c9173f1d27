// One call as a route of the controller sees it, the answers it gives, and the look-ups that routes share.
import { must, Refusal } from '../kit/refusal.ts'
import type { SandboxReply, SandboxRequest } from '../server.ts'
import { fullName, internal, isUuid, sentence } from './answers.ts'
import type { App, Build, Release, State } from './state.ts'

export interface Call {
  readonly state: State
  readonly request: SandboxRequest
  /** The body as it reaches the controller; the gateway may have changed it. */
  readonly body: string
  /** `{app}`, `{id}`, … of the path. */
  readonly names: Readonly<Record<string, string>>
}

export type Fields = Readonly<Record<string, unknown>>

/** The app of the path, by name (case-sensitive [O]) or id; 404 otherwise. */
export function appOf({ state, names }: Call): App {
  const wanted = names['app'] ?? 'null'
  const found = state.apps.find((each) => fullName(each) === wanted || each.id === wanted)
  return must(found, sentence(404, `The specified application ${wanted} does not exist.`))
}

export function idOf({ names: { id } }: Call): string {
  if (isUuid(id)) return id
  throw new Refusal(sentence(422, 'The specified uuid was invalid.'))
}

/** The release of the path; the form of the id is checked before the app. [O] */
export function releaseOf(call: Call): Release {
  const id = idOf(call)
  const app = appOf(call)
  const found = call.state.releases.find((each) => each.id === id && each.app === app)
  return must(found, sentence(404, `The specified release ${id} was not found.`))
}

/** The build of the path. [A] The order of checks and another app's build are as with releases. */
export function buildOf(call: Call): Build {
  const id = idOf(call)
  const app = appOf(call)
  const found = findBuild(call.state, id)
  if (found.app !== app) throw new Refusal(noBuild(id))
  return found
}

/** A build of any app, by its id in any case. [O] */
export function findBuild(state: State, id: string): Build {
  return must(
    state.builds.find((each) => each.id === id.toLowerCase()),
    noBuild(id),
  )
}

function noBuild(id: string): SandboxReply {
  return sentence(404, `The specified build ${id} was not found.`)
}

/**
 * The body, or 400 when it is empty or no JSON. Fields that the controller does not know, or of another type, are noted as
 * surprises; it ignores the former.
 */
export function readFields(call: Call, known: Readonly<Record<string, 'string' | 'boolean'>>): Fields {
  const fields = parseFields(call.body)
  for (const [name, value] of Object.entries(fields)) {
    const where = `in ${call.request.method} ${call.request.path}`
    const type = Object.hasOwn(known, name) ? known[name] : undefined
    if (!type) call.state.surprises.push(`unknown field "${name}" ${where}`)
    else if (typeof value !== type) call.state.surprises.push(`field "${name}" is no ${type} ${where}`)
  }
  return fields
}

function parseFields(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text)
    // [A] JSON that is no object has none of the fields.
    return typeof value === 'object' ? { ...value } : {}
  } catch (error) {
    // The error of the engine's parser, word for word. [O for an empty body, S]
    throw new Refusal(sentence(400, String(error)))
  }
}

/** The database takes no text with a NUL in it: an internal error. [O] */
export function refuseNul(fields: Fields): void {
  if (Object.values(fields).some((value) => textOf(value).includes('\0'))) throw new Refusal(internal())
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
