// Serves a Sentry stand-in for one test and calls it with plain fetch.
import { makeSentry, type SentryOptions } from '../../sandbox/sentry/index.ts'
import { makeClock } from '../../sandbox/server.ts'
import { ask, served } from './served.ts'

export const START = Date.parse('2026-11-20T10:00:00.000Z')
const ALL = { value: `sntryu_${'a1'.repeat(32)}`, scopes: ['project:admin', 'org:read'] }

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
  const server = await served(sentry, { clock, faults })
  const call = async (method: string, path: string, sent?: unknown, token = ALL.value): Promise<Answer> => {
    const { href } = new URL(path, `${server.url}/api/0/organizations/acme/`)
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const { json, ...answer } = await ask(href, method, sent, headers)
    return { ...answer, body: json ?? answer.text }
  }
  const create = (values: object = {}, token?: string) =>
    call('POST', 'releases/', { version: '1.0.0', projects: ['web'], ...values }, token)
  return { clock, sentry, server, call, create }
}
