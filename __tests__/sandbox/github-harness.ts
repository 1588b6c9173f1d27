// Serves a GitHub stand-in for one test and calls it with plain fetch. Every answer must fit GitHub's own description.
import { expect } from '@jest/globals'
import { type GitHub, makeGitHub } from '../../sandbox/github/index.ts'
import type { GitHubOptions } from '../../sandbox/github/options.ts'
import { makeClock, type Running, type ServeOptions, serve } from '../../sandbox/server.ts'
import { problemsAtGitHub } from '../witness/github-api.ts'
import { type Exchange, watched } from '../witness/openapi.ts'
import type { Answer } from './served.ts'

export type Ask = (
  path: string,
  body?: unknown,
  init?: RequestInit & { token?: string | null },
) => Promise<Answer>

export interface World {
  readonly github: GitHub
  readonly running: Running
  readonly clock: ReturnType<typeof makeClock>
  readonly get: Ask
  /** `METHOD /path`, relative to the repository unless it starts with `//`. */
  readonly call: Ask
}

export type WorldOptions = Partial<Omit<GitHubOptions, 'clock'>> & {
  readonly faults?: ServeOptions['faults']
}

/** Starts one, runs the test, stops it. */
export async function world(options: WorldOptions, test: (world: World) => Promise<void>): Promise<void> {
  const clock = makeClock(Date.parse('2026-07-01T12:00:00Z'))
  const { faults = [], ...rest } = options
  const exchanges: Exchange[] = []
  const github = watched(makeGitHub({ clock, ...rest }), exchanges)
  const running = await serve(github, { clock, faults })
  const call: Ask = async (line, body, { token = 'github-token', headers, ...init } = {}) => {
    const [method = 'GET', path = ''] = line.split(' ')
    const url = path.startsWith('//') ? path.slice(1) : `${options.prefix ?? ''}/repos/acme/shop${path}`
    const response = await fetch(running.url + url, {
      method,
      redirect: 'manual',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...init,
    })
    const text = await response.text()
    let json: unknown
    if (text !== '' && response.headers.get('content-type')?.startsWith('application/json'))
      json = JSON.parse(text)
    return { status: response.status, headers: response.headers, text, json }
  }
  try {
    await test({ github, running, clock, call, get: (path, body, init) => call(`GET ${path}`, body, init) })
    expect(problemsAtGitHub(exchanges)).toEqual([])
  } finally {
    await running.close()
  }
}
