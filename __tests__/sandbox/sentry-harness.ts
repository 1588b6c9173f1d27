// Serves a Sentry stand-in for one test and calls it with plain fetch.
import { makeSentry, type SentryOptions } from '../../sandbox/sentry/index.ts'
import { makeClock, type Running, serve } from '../../sandbox/server.ts'

export const START = Date.parse('2026-11-20T10:00:00.000Z')
const ALL = { value: `sntryu_${'a1'.repeat(32)}`, scopes: ['project:admin', 'org:read'] }

let running: Running | undefined

/** Stops what was started last. */
export async function stop(): Promise<void> {
  await running?.close()
  running = undefined
}

interface Answer {
  status: number
  headers: Headers
  body: unknown
  text: string
}

/** A running stand-in and a way to call it below `organizations/acme/`, with a token that may do everything. */
export async function start(switches: SentryOptions['switches'] = {}, faults: string[] = []) {
  const clock = makeClock(START)
  const sentry = makeSentry({ clock, switches, tokens: [ALL] })
  const server = await serve(sentry, { clock, faults })
  running = server
  const call = async (method: string, path: string, body?: unknown, token = ALL.value): Promise<Answer> => {
    const response = await fetch(new URL(path, `${server.url}/api/0/organizations/acme/`), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = text.startsWith('{') || text.startsWith('[')
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
      text,
    }
  }
  const create = (values: object = {}, token?: string) =>
    call('POST', 'releases/', { version: '1.0.0', projects: ['web'], ...values }, token)
  return { clock, sentry, server, call, create }
}
