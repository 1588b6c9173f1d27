// Turns a provider's declared calls into requests: one kept-open connection, one deadline, retries by the rule of
// each call, and errors that say what did not happen.
import { setTimeout as pause } from 'node:timers/promises'
import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici'
import * as v from 'valibot'
import { ApiError, cancellation, NetworkError } from '../errors.ts'
import { numberAt } from '../json.ts'
import type { Answer, Api, Call, CallOptions, Calls } from '../provider/call.ts'
import { duration, oneLine } from '../text.ts'
import {
  type ApiTarget,
  certificateWords,
  type FailedTry,
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
  said,
  sentence,
  serverOf,
} from './failure.ts'
import { codeOf, isNetworkFault, proxyRefusal, TOO_LARGE } from './fault.ts'
import { checkProxies, proxyFor, refusedByProxy, shownProxy } from './proxy.ts'
import { decide, MAX_TRIES, TRY_MS, type Try } from './retry.ts'
import { MAX_BODY, roundTrip } from './round-trip.ts'

export type { ApiTarget } from './failure.ts'

const STRANGE =
  " Check that api-url is the API's own address, and that no proxy or login page stands in between."

/** What the HTTP layer needs of the outside world. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds since the epoch, for the times that servers tell. */
  now(): number
  /** Milliseconds by a clock that nobody can set, for deadlines. */
  uptime(): number
  /** Rejects when the run is cancelled. */
  sleep(ms: number): Promise<void>
  random(): number
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal
  /** A text without any secret of the run. */
  hide(text: string): string
  info(line: string): void
  debug(line: string): void
}

/** How many requests may be under way at once; GitHub's own limit is 100 for all of a token's. */
export const CONCURRENCY = 8

/**
 * A dispatcher that keeps its connections open and goes to each server through the proxy of the environment, if there is
 * one for it. Without HTTP/2, so that each service is spoken to in the way that the tests speak.
 * @throws InputError when a variable holds no URL of a proxy
 */
export function makeDispatcher(env: World['env'], connections = 1): Dispatcher {
  checkProxies(env)
  return new Agent({
    connections,
    pipelining: 1,
    keepAliveTimeout: 60_000,
    allowH2: false,
    connect: { timeout: 10_000, allowH2: false },
    factory: (origin, options) => {
      const uri = proxyFor(new URL(origin), env)
      return uri ? new ProxyAgent({ ...options, uri }) : new Pool(origin, options)
    },
  })
}

/** The calls of a provider, ready to be sent. */
export function connect<C extends Calls>(target: ApiTarget<C>, world: World, dispatcher: Dispatcher): Api<C> {
  return {
    async send(name, params, sending = {}) {
      const call = target.calls[name]
      if (!call) throw new Error(`${target.name} declares no call "${name}"`)
      const request = { target, call, params: { ...(params as Params) }, world }
      return deliver({ ...request, dispatcher, sending, url: urlOf(request, sending) })
    },
  }
}

/** A request that is ready to be sent. */
export interface ReadyRequest<S extends v.GenericSchema = v.GenericSchema> extends Request {
  readonly world: World
  readonly dispatcher: Dispatcher
  readonly sending: CallOptions<S>
  readonly url: URL
  /** Headers beside those of the server. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends it until it is answered or there is a reason to stop. @throws ApiError or NetworkError */
export async function deliver<S extends v.GenericSchema>(
  exchange: ReadyRequest<S>,
): Promise<Answer<v.InferOutput<S>>> {
  const { call, world, target } = exchange
  let failures = 0
  let waits = 0
  for (;;) {
    await passGate(exchange)
    const result = await tryOnce(exchange)
    const isBroken = result.kind === 'answer' && breaksOff(exchange, result) && failures + 1 < MAX_TRIES
    if (result.kind === 'answer' && !isBroken && isResult(call, result)) return readAnswer(exchange, result)
    const outcome: TryResult = isBroken ? { kind: 'no-answer' } : result
    const decision = decide(call, outcome, failures + waits + 1, world.now(), world.random())
    if (decision.kind === 'stop') throw failure(exchange, result, decision.mayHaveHappened)
    if (target.isGlance) throw failure(exchange, result, false)
    // A server that says when to come back is obeyed to the deadline; only silent failures count as tries.
    if (decision.told) waits += 1
    else failures += 1
    if (failures >= MAX_TRIES) throw failure(exchange, result, false, `after ${failures} tries`)
    const until = world.uptime() + decision.waitMs
    if (until >= target.deadline) throw failure(exchange, result, false, noTime(target, decision))
    world.info(
      `${target.name} ${decision.why}; trying to ${fill(call.does, exchange.params)} again in ${duration(decision.waitMs)}`,
    )
    if (decision.told && target.gate) target.gate.until = Math.max(target.gate.until, until)
    await world.sleep(decision.waitMs)
  }
}

/** When a server says "not now" to one request, the others under way must not run into the same answer. */
async function passGate({ target: { gate }, world }: ReadyRequest): Promise<void> {
  const waitMs = gate ? gate.until - world.uptime() : 0
  if (waitMs > 0) await world.sleep(waitMs)
}

function noTime(
  { time = 'the timeout' }: ApiTarget<Calls>,
  { waitMs, told }: { waitMs: number; told: boolean },
): string {
  if (told) return `and asks to wait ${duration(waitMs)}, for which ${time} leaves no room`
  return `and ${time} leaves no room to wait for another try`
}

type HttpAnswer = Extract<TryResult, { kind: 'answer' }>

function isResult(call: Call, { status, body }: HttpAnswer): boolean {
  if ((status >= 200 && status < 300) || call.results?.includes(status)) return true
  return call.isResult?.(status, body) ?? false
}

type TryResult = Try & FailedTry

// A server may close a kept connection right after its answer, without a word. The end of it arrives within moments; a write
// that went out before could have been taken or not, so one that must not be repeated waits for as long.
const SETTLE_MS = 10

async function settle({ call, target, world }: ReadyRequest): Promise<void> {
  const since = world.uptime() - (target.lastAnswer?.at ?? Number.NEGATIVE_INFINITY)
  if (call.repeat === 'unsafe' && since < SETTLE_MS) await pause(SETTLE_MS)
}

/** One request on the wire. Whether anything was sent decides if a write may have happened. */
async function tryOnce(exchange: ReadyRequest): Promise<TryResult> {
  const { world, dispatcher, target } = exchange
  await settle(exchange)
  const signal = AbortSignal.any([AbortSignal.timeout(Math.min(TRY_MS, leftMs(exchange))), world.signal])
  const request = requestOf(exchange)
  let wasSent = false
  const begun = () => {
    wasSent = true
  }
  world.debug(`${request.method} ${request.path}`)
  try {
    const { status, headers, body: bytes } = await roundTrip(dispatcher, request, signal, begun)
    if (target.lastAnswer) target.lastAnswer.at = world.uptime()
    world.debug(`→ ${status}`)
    const text = new TextDecoder().decode(bytes)
    const body = parseBody(text)
    const meant = meaningOf(exchange.call, status, body)
    return { kind: 'answer', ...meant, headers: plainHeaders(headers), text, body }
  } catch (cause) {
    return withoutAnswer(exchange, cause, wasSent)
  }
}

/** A refusal that came with a 2xx is handled by what it means; the message tells what came. */
function meaningOf(call: Call, status: number, body: unknown): { status: number; sentStatus?: number } {
  const meant = status >= 200 && status < 300 ? call.meaning?.(body) : undefined
  return meant === undefined ? { status } : { status: meant, sentStatus: status }
}

/** Is it no JSON although that was promised? A read is asked again: a page in between, or an answer that breaks off. */
function breaksOff({ call, sending }: ReadyRequest, { status, text, body }: HttpAnswer): boolean {
  const isPromised = call.repeat === 'safe' && sending.schema !== undefined && status >= 200 && status < 300
  return isPromised && (text === '' || typeof body === 'string')
}

/** @throws NetworkError when the step's time is over or the job was cancelled, before anything is sent */
function leftMs(exchange: ReadyRequest): number {
  const { target, world } = exchange
  const left = target.deadline - world.uptime()
  if (left <= 0) {
    const why = `${sentence(exchange)}: ${target.time ?? 'the timeout'} was over before it could be sent.`
    throw new NetworkError(why, false, undefined, 'deadline')
  }
  if (world.signal.aborted) throw cancellation(`${sentence(exchange)}: the job was cancelled.`, false)
  return Math.ceil(left)
}

/** The address of a declared call. */
function urlOf(request: Request, { query = {} }: CallOptions<v.GenericSchema>): URL {
  const [, route = '/'] = request.call.route.split(' ')
  const url = new URL(`${serverOf(request).baseUrl}${fillPath(route, request.params)}`)
  for (const [key, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined) url.searchParams.append(key, String(each))
    }
  }
  return url
}

function requestOf(exchange: ReadyRequest): Dispatcher.DispatchOptions {
  const { call, sending, url, headers } = exchange
  const [method = 'GET'] = call.route.split(' ')
  return {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    // A route begins with a method of HTTP: its type says which.
    method: method as Dispatcher.HttpMethod,
    headers: {
      ...(sending.body === undefined ? {} : { 'content-type': 'application/json' }),
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'user-agent': 'record-deploy',
      ...serverOf(exchange).headers,
      ...headers,
    },
    body: sending.body === undefined ? null : JSON.stringify(sending.body),
  }
}

/** What it means that no answer came. @throws what ends the call at once */
function withoutAnswer(exchange: ReadyRequest, cause: unknown, wasSent: boolean): TryResult {
  const { world, call } = exchange
  if (world.signal.aborted) {
    const isDone = wasSent && call.repeat === 'unsafe'
    throw cancellation(`${sentence(exchange)}: the job was cancelled.`, isDone, cause)
  }
  const code = codeOf(cause)
  if (isCertificateFault(code))
    throw new NetworkError(`${sentence(exchange)}: ${certificateWords(code)}`, false, cause)
  const proxy = proxyFor(exchange.url, world.env)
  const refused = proxyRefusal(cause)
  if (proxy && refused && refused < 500)
    throw new NetworkError(
      `${sentence(exchange)}: ${refusedByProxy(proxy, refused, exchange.url)}`,
      false,
      cause,
    )
  if (code === TOO_LARGE) throw tooLarge(exchange, cause, wasSent)
  if (!isNetworkFault(cause)) throw cause
  world.debug(`→ ${oneLine(String(cause))}`)
  if (wasSent) return { kind: 'no-answer', cause }
  return { kind: 'not-connected', cause, ...(proxy ? { proxy: shownProxy(proxy) } : {}) }
}

function tooLarge(exchange: ReadyRequest, cause: unknown, wasSent: boolean): ApiError {
  const status = numberAt(cause, 'status') ?? 200
  const text = `${mayHaveDone(exchange)}: ${place(exchange)} answered ${status} with more than ${MAX_BODY / 1024 / 1024} MB, which was not read.${STRANGE}`
  return new ApiError(text, { status, mayHaveHappened: wasSent && exchange.call.repeat === 'unsafe' }, cause)
}

function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  )
}

function readAnswer<S extends v.GenericSchema>(
  exchange: ReadyRequest<S>,
  answer: HttpAnswer,
): Answer<v.InferOutput<S>> {
  const { call, sending } = exchange
  const { status, text, headers, body: raw } = answer
  const isSuccess = status >= 200 && status < 300
  if (!sending.schema || !isSuccess) return { status, body: undefined, raw, text, headers }
  const parsed = v.safeParse(sending.schema, raw, { abortEarly: true })
  if (parsed.success) return { status, body: parsed.output, raw, text, headers }
  const where = parsed.issues[0]?.path?.map(({ key }) => String(key)).join('.') || 'the whole body'
  const cure = hint(exchange, answer) || STRANGE
  throw new ApiError(
    `${mayHaveDone(exchange)}: ${place(exchange)} answered ${status}, but not in the promised form (${where}; it said: "${said(text, exchange) || 'nothing'}").${cure}`,
    { status, mayHaveHappened: call.repeat === 'unsafe' },
  )
}
