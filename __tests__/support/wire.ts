// The HTTP layer on its own: a tiny service, a provider's calls to it, and a clock that jumps instead of waiting.
import type { Dispatcher } from 'undici'
import * as v from 'valibot'
import {
  type Recorded,
  type Running,
  type SandboxReply,
  type SandboxRequest,
  type ServeOptions,
  type Service,
  serve,
} from '../../sandbox/server.ts'
import { connect } from '../../src/http/connect.ts'
import { makeDispatcher } from '../../src/http/proxy.ts'
import type { World } from '../../src/http/request.ts'
import type { Api, Calls, Connection } from '../../src/provider/provider.ts'
import { makeSecretStore } from '../../src/secrets.ts'

export const TOKEN = 'tok/en+with=odd_signs'

/** A shelf of things, each put there by a POST. */
interface Shelf extends Service {
  readonly things: string[]
}

function makeShelf(refusal: SandboxReply = { status: 0, json: { detail: 'refused' } }): Shelf {
  const things: string[] = []
  return {
    id: 'shelf',
    things,
    handle: (request) => answer(request, things),
    refuse: (status) => ({ ...refusal, status }),
    describe: () => things,
  }
}

function answer({ method, path, text }: SandboxRequest, things: string[]): SandboxReply {
  if (method === 'POST') {
    things.push(text)
    return { status: 201, json: { id: things.length } }
  }
  if (path === '/things/absent') return { status: 404, json: { detail: 'no such thing' } }
  return { status: 200, json: { id: 1, name: decodeURIComponent(path.split('/').at(-1) ?? '') } }
}

const calls = {
  make: { route: 'POST /things', repeat: 'unsafe', does: 'make a thing', docs: '' },
  put: { route: 'PUT /things/{name}', repeat: 'safe', busy: [409], does: 'put "{name}"', docs: '' },
  show: {
    route: 'GET /things/{name}',
    does: 'show "{name}"',
    docs: '',
    results: [404],
    hints: { 403: 'Ask the owner.' },
  },
  in: { route: 'GET /shelves/{shelf}/things/{name}', does: 'show "{name}"', docs: '' },
} as const satisfies Calls

export const Thing = v.object({ id: v.number() })

interface Wire {
  readonly api: Api<typeof calls>
  readonly shelf: Shelf
  readonly running: Running
  readonly lines: string[]
  readonly debugged: string[]
  /** Each wait, in milliseconds. */
  readonly waits: number[]
  readonly cancel: AbortController
  requests(method?: string): Recorded[]
}

interface WireOptions extends ServeOptions {
  /** How long the step may take, in milliseconds. */
  readonly timeoutMs?: number
  readonly random?: () => number
  readonly env?: World['env']
  readonly connection?: Partial<Connection>
  readonly refusal?: SandboxReply
  readonly cancel?: AbortController
  readonly onWait?: (ms: number) => void
  readonly dispatcher?: Dispatcher
  /** By which name the server is asked for, in place of its address. */
  readonly host?: string
}

/** A served shelf and an api to it, given to `act`; everything is closed whatever happens. */
export async function onWire(options: WireOptions, act: (wire: Wire) => Promise<void>): Promise<void> {
  const shelf = makeShelf(options.refusal)
  const running = await serve(shelf, options)
  const dispatcher = options.dispatcher ?? (await makeDispatcher(options.env ?? {}))
  try {
    await act({ ...apiTo(running, dispatcher, options), shelf, running, requests: ofMethod(running) })
  } finally {
    await dispatcher.destroy()
    await running.close()
  }
}

function ofMethod(running: Running) {
  return (method?: string) => running.requests.filter((each) => !method || each.method === method)
}

function apiTo(running: Running, dispatcher: Dispatcher, options: WireOptions) {
  const lines: string[] = []
  const debugged: string[] = []
  const waits: number[] = []
  const cancel = options.cancel ?? new AbortController()
  let ahead = 0
  const now = () => Date.now() + ahead
  const secrets = makeSecretStore()
  for (const secret of options.connection?.secrets ?? [TOKEN]) secrets.add(secret)
  const world: World = {
    hide: secrets.hide,
    env: options.env ?? {},
    now,
    uptime: now,
    sleep: async (ms) => {
      options.onWait?.(ms)
      cancel.signal.throwIfAborted()
      waits.push(ms)
      ahead += ms
    },
    random: options.random ?? (() => 0.5),
    signal: cancel.signal,
    info: (line) => lines.push(line),
    debug: (line) => debugged.push(line),
  }
  const connection: Connection = {
    baseUrl: options.host ? running.url.replace('127.0.0.1', options.host) : running.url,
    headers: { authorization: `Bearer ${TOKEN}` },
    secrets: [TOKEN],
    ...options.connection,
  }
  const target = {
    name: 'Shelf',
    calls,
    hints: { 401: 'Check the token.', 403: 'Never shown: the call has its own.' },
    connection,
    deadline: now() + (options.timeoutMs ?? 1_200_000),
  }
  return { api: connect(target, world, dispatcher), lines, debugged, waits, cancel }
}

/** The error that a promise ends with. */
export async function errorOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('nothing was thrown')
}
