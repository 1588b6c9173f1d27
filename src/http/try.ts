// One try of a request, and what came of it.
import { setTimeout as pause } from 'node:timers/promises'
import { NetworkError } from '../errors.ts'
import type { Call } from '../provider/call.ts'
import { oneLine } from '../text.ts'
import { cancelled, certificateWords, parseBody, unreadAnswer } from './failure.ts'
import { codeOf, isNetworkFault, proxyRefusal, TOO_LARGE } from './fault.ts'
import { proxyFor, refusedByProxy, shownProxy } from './proxy.ts'
import { dispatched, type Request, sentence } from './request.ts'
import { isSuccess, type Try } from './retry.ts'
import { roundTrip } from './round-trip.ts'

const TRY_MS = 15_000

/**
 * Sends a request once. Whether anything was sent decides if a write may have happened.
 * @throws what ends the call at once
 */
export async function tryOnce(request: Request): Promise<Try> {
  const { call, dispatcher, target, world } = request
  await settle(request)
  const signal = AbortSignal.any([AbortSignal.timeout(Math.min(TRY_MS, leftMs(request))), world.signal])
  const options = dispatched(request)
  let wasSent = false
  const begun = () => {
    wasSent = true
  }
  world.debug(`${options.method} ${options.path}`)
  try {
    const reply = await roundTrip(dispatcher, options, signal, begun)
    if (target.lastAnswer) target.lastAnswer.at = world.uptime()
    world.debug(`→ ${reply.status}`)
    const text = new TextDecoder().decode(reply.body)
    const body = parseBody(text)
    return {
      kind: 'answer',
      ...meaningOf(call, reply.status, body),
      headers: firstOf(reply.headers),
      text,
      body,
    }
  } catch (cause) {
    return withoutAnswer(request, cause, wasSent)
  }
}

// A server may close a kept connection right after its answer, without a word. The end of it arrives within moments; a write
// that went out before could have been taken or not, so one that must not be repeated waits for as long.
const SETTLE_MS = 10

async function settle({ call, target, world }: Request): Promise<void> {
  const since = world.uptime() - (target.lastAnswer?.at ?? Number.NEGATIVE_INFINITY)
  if (call.repeat === 'unsafe' && since < SETTLE_MS) await pause(SETTLE_MS)
}

/** @throws NetworkError when the step's time is over or the job was cancelled, before anything is sent */
function leftMs(request: Request): number {
  const { target, world } = request
  const left = target.deadline - world.uptime()
  if (left <= 0) {
    const why = `${sentence(request)}: ${target.time ?? 'the timeout'} was over before it could be sent.`
    throw new NetworkError(why, false, undefined, 'deadline')
  }
  if (world.signal.aborted) throw cancelled(request, false)
  return Math.ceil(left)
}

/** A refusal that came with a 2xx is handled by what it means; the message tells what came. */
function meaningOf(call: Call, status: number, body: unknown): { status: number; sentStatus?: number } {
  const meant = isSuccess(status) ? call.meaning?.(body) : undefined
  return meant === undefined ? { status } : { status: meant, sentStatus: status }
}

function firstOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()[0]]))
}

/** What it means that no answer came. @throws what ends the call at once */
function withoutAnswer(request: Request, cause: unknown, wasSent: boolean): Try {
  const { call, url, world } = request
  const mayHaveHappened = wasSent && call.repeat === 'unsafe'
  if (world.signal.aborted) throw cancelled(request, mayHaveHappened, cause)
  const code = codeOf(cause)
  const proxy = proxyFor(url, world.env)
  const refused = proxyRefusal(cause)
  const hopeless =
    proxy && refused && refused < 500 ? refusedByProxy(proxy, refused, url) : certificateWords(code)
  if (hopeless) throw new NetworkError(`${sentence(request)}: ${hopeless}`, false, cause)
  if (code === TOO_LARGE) throw unreadAnswer(request, cause, mayHaveHappened)
  if (!isNetworkFault(cause)) throw cause
  world.debug(`→ ${oneLine(String(cause))}`)
  if (wasSent) return { kind: 'no-answer', cause }
  return { kind: 'not-connected', cause, ...(proxy ? { proxy: shownProxy(proxy) } : {}) }
}
