// What the controller answers, and its words for ids, times and names.
import type { SandboxReply } from '../server.ts'
import type { App } from './state.ts'

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
