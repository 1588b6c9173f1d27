// Turns a provider's declared calls into requests: one kept-open connection, one deadline, retries by the rule of
// each call, and errors that say what did not happen.
import type { Dispatcher } from 'undici'
import * as v from 'valibot'
import { ApiError, cancellation, NetworkError } from '../errors.ts'
import type { Answer, Api, Call, Calls, Sending } from '../provider/provider.ts'
import { oneLine } from '../text.ts'
import { CONNECT, type Early } from './early.ts'
import {
  certificateWords,
  codeOf,
  failure,
  fill,
  fillPath,
  hint,
  isCertificateFault,
  mayHaveDone,
  type Params,
  parseBody,
  place,
  type Request,
  sentence,
  serverOf,
  type Target,
  withoutSecrets,
} from './failure.ts'
import { isNetworkFault, isProxyRefusal } from './fault.ts'
import { proxiesIn } from './proxy.ts'
import { decide, MAX_TRIES, TRY_MS, type Try } from './retry.ts'
import { roundTrip } from './round-trip.ts'
import { Agent, loadProxyAgent } from './undici.ts'
import { words } from './words.ts'

const STRANGE =
  " Check that api-url is the API's own address, and that no proxy or login page stands in between."

/** What the HTTP layer needs of the outside world. */
export interface Clockwork {
  readonly env: Readonly<Record<string, string | undefined>>
  now(): number
  /** Rejects when the run is cancelled. */
  sleep(ms: number): Promise<void>
  random(): number
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal
  info(line: string): void
  debug(line: string): void
}

/** A dispatcher that keeps one connection per host and goes through the proxy of the environment, if there is one. */
export async function makeDispatcher(
  env: Clockwork['env'],
  connections = 1,
  early?: Early,
): Promise<Dispatcher> {
  const options = { connections, pipelining: 1, keepAliveTimeout: 60_000, allowH2: false }
  const proxies = proxiesIn(env)
  if (proxies) {
    const EnvHttpProxyAgent = await loadProxyAgent()
    return new EnvHttpProxyAgent({ ...options, connect: CONNECT, ...proxies })
  }
  return new Agent({ ...options, connect: early?.connect ?? CONNECT })
}

/** The calls of a provider, ready to be sent. */
export function connect<C extends Calls>(
  target: Target<C>,
  world: Clockwork,
  dispatcher: Dispatcher,
): Api<C> {
  return {
    async send(name, params, sending = {}) {
      const call = target.calls[name]
      if (!call) throw new Error(`${target.name} declares no call "${name}"`)
      return sendWithRetry({ target, world, dispatcher, call, params: { ...(params as Params) }, sending })
    },
  }
}

interface Exchange<S extends v.GenericSchema = v.GenericSchema> extends Request {
  readonly world: Clockwork
  readonly dispatcher: Dispatcher
  readonly sending: Sending<S>
}

async function sendWithRetry<S extends v.GenericSchema>(
  exchange: Exchange<S>,
): Promise<Answer<v.InferOutput<S>>> {
  const { call, world, target } = exchange
  let failures = 0
  let waits = 0
  for (;;) {
    const result = await tryOnce(exchange)
    if (result.kind === 'answer' && isResult(call, result)) return readAnswer(exchange, result)
    const decision = decide(call, result, failures + waits + 1, world.now(), world.random())
    if (decision.kind === 'stop') throw failure(exchange, result, decision.mayHaveHappened)
    if (target.isGlance) throw failure(exchange, result, false)
    // A server that says when to come back is obeyed to the deadline; only silent failures count as tries.
    if (decision.told) waits += 1
    else failures += 1
    if (failures >= MAX_TRIES) throw failure(exchange, result, false, `after ${failures} tries`)
    if (world.now() + decision.waitMs >= target.deadline) {
      throw failure(exchange, result, false, 'and the timeout leaves no time to wait for another try')
    }
    world.info(
      `${target.name} ${decision.why}; trying to ${fill(call.does, exchange.params)} again in ${seconds(decision.waitMs)}`,
    )
    await world.sleep(decision.waitMs)
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

function isResult(call: Call, { status, text }: { status: number; text: string }): boolean {
  if ((status >= 200 && status < 300) || call.results?.includes(status)) return true
  return call.isResult?.(status, parseBody(text)) ?? false
}

type Tried =
  | (Extract<Try, { kind: 'answer' }> & { text: string })
  | (Exclude<Try, { kind: 'answer' }> & { cause?: unknown })

/** One request on the wire. Whether anything was sent decides if a write may have happened. */
async function tryOnce(exchange: Exchange): Promise<Tried> {
  const { world, dispatcher } = exchange
  const signal = AbortSignal.any([AbortSignal.timeout(Math.min(TRY_MS, leftMs(exchange))), world.signal])
  const request = requestOf(exchange)
  let wasSent = false
  const begun = () => {
    wasSent = true
  }
  world.debug(`${request.method} ${request.path}`)
  try {
    const { status, headers, body } = await roundTrip(dispatcher, request, signal, begun)
    world.debug(`→ ${status}`)
    return { kind: 'answer', status, headers: plainHeaders(headers), text: new TextDecoder().decode(body) }
  } catch (cause) {
    return withoutAnswer(exchange, cause, wasSent)
  }
}

/** @throws NetworkError when the step's time is over or the job was cancelled, before anything is sent */
function leftMs(exchange: Exchange): number {
  const { target, world } = exchange
  const left = target.deadline - world.now()
  if (left <= 0) {
    const why = `${sentence(exchange)}: the timeout was over before it could be sent.`
    throw new NetworkError(why, false, undefined, 'deadline')
  }
  if (world.signal.aborted) throw cancellation(`${sentence(exchange)}: the job was cancelled.`, false)
  return left
}

function requestOf(exchange: Exchange): Dispatcher.DispatchOptions {
  const { call, params, sending } = exchange
  const [method = 'GET', route = '/'] = call.route.split(' ')
  const server = serverOf(exchange)
  const url = new URL(`${server.baseUrl}${fillPath(route, params)}`)
  for (const [key, value] of Object.entries(sending.query ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined) url.searchParams.append(key, String(each))
    }
  }
  return {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: method as Dispatcher.HttpMethod,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'record-deploy',
      ...server.headers,
    },
    body: sending.body === undefined ? null : JSON.stringify(sending.body),
  }
}

/** What it means that no answer came. @throws what ends the call at once */
function withoutAnswer(exchange: Exchange, cause: unknown, wasSent: boolean): Tried {
  const { world, call } = exchange
  if (world.signal.aborted) {
    const isDone = wasSent && call.repeat === 'unsafe'
    throw cancellation(`${sentence(exchange)}: the job was cancelled.`, isDone, cause)
  }
  const code = codeOf(cause)
  if (isCertificateFault(code))
    throw new NetworkError(`${sentence(exchange)}: ${certificateWords(code)}`, false, cause)
  if (!isNetworkFault(cause)) throw cause
  world.debug(`→ ${oneLine(String(cause))}`)
  // undici refuses on its own behalf what the proxy refused: nothing went further (proxy-agent.js).
  return { kind: wasSent && !isProxyRefusal(cause) ? 'no-answer' : 'not-connected', cause }
}

function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  )
}

function readAnswer<S extends v.GenericSchema>(
  exchange: Exchange<S>,
  answer: Extract<Tried, { kind: 'answer' }>,
): Answer<v.InferOutput<S>> {
  const { call, sending } = exchange
  const { status, text } = answer
  const raw = parseBody(text)
  const isSuccess = status >= 200 && status < 300
  if (!sending.schema || !isSuccess) return { status, body: undefined, raw }
  const parsed = v.safeParse(sending.schema, raw)
  if (parsed.success) return { status, body: parsed.output, raw }
  const where = parsed.issues[0]?.path?.map(({ key }) => String(key)).join('.') || 'the whole body'
  const said = words(parseBody(withoutSecrets(text, exchange))) || 'nothing'
  const cure = hint(exchange, status) || STRANGE
  throw new ApiError(
    `${mayHaveDone(exchange)}: ${place(exchange)} answered ${status}, but not in the promised form (${where}; it said: "${said}").${cure}`,
    { status, mayHaveHappened: call.repeat === 'unsafe' },
  )
}
