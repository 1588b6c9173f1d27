// Sends a provider's declared calls: each until it is answered or there is a reason to stop, by the rule of the call.
import type { Dispatcher } from 'undici'
import * as v from 'valibot'
import type { Answer, Api, Call, Calls } from '../provider/call.ts'
import { duration } from '../text.ts'
import { failure, strangeAnswer } from './failure.ts'
import { type ApiTarget, fill, type Params, type Request, serverOf, urlOf, type World } from './request.ts'
import { decide, type HttpAnswer, isSuccess, MAX_TRIES } from './retry.ts'
import { tryOnce } from './try.ts'

/** The calls of a provider, ready to be sent. */
export function connect<C extends Calls>(target: ApiTarget<C>, world: World, dispatcher: Dispatcher): Api<C> {
  return {
    async send(name, given, sending = {}) {
      const call = target.calls[name]
      if (!call) throw new Error(`${target.name} declares no call "${name}"`)
      const params = { ...(given as Params) }
      const server = serverOf(target, call)
      const url = urlOf(server, { call, params, sending })
      return deliver({ target, call, params, sending, url, headers: server.headers, world, dispatcher })
    },
  }
}

/** Sends it until it is answered or there is a reason to stop. @throws ApiError or NetworkError */
export async function deliver<S extends v.GenericSchema>(
  request: Request<S>,
): Promise<Answer<v.InferOutput<S>>> {
  const { call, params, target, world } = request
  let failures = 0
  let waits = 0
  let pauseMs = 0
  for (;;) {
    await passGate(request)
    const result = await tryOnce(request)
    const isBroken = result.kind === 'answer' && breaksOff(request, result) && failures + 1 < MAX_TRIES
    if (result.kind === 'answer' && !isBroken && isResult(call, result)) return readAnswer(request, result)
    const outcome = isBroken ? ({ kind: 'no-answer' } as const) : result
    const decision = decide(call, outcome, failures + waits + 1, world.now(), world.random())
    if (decision.kind === 'stop') throw failure(request, result, decision.mayHaveHappened)
    if (target.isGlance) throw failure(request, result, false)
    const { told, why } = decision
    // A server that says when to come back is obeyed to the deadline; only silent failures count as tries.
    if (told) waits += 1
    else failures += 1
    // Chance may make a later pause the shorter one, but they are to grow.
    if (!told) pauseMs = Math.max(pauseMs, decision.waitMs)
    const waitMs = told ? decision.waitMs : pauseMs
    if (failures >= MAX_TRIES) throw failure(request, result, false, `after ${failures} tries`)
    const until = world.uptime() + waitMs
    if (until >= target.deadline) throw failure(request, result, false, noTime(target, waitMs, told))
    world.info(`${target.name} ${why}; trying to ${fill(call.does, params)} again in ${duration(waitMs)}`)
    if (told && target.gate) target.gate.until = Math.max(target.gate.until, until)
    await world.sleep(waitMs)
  }
}

/** When a server says "not now" to one request, the others under way must not run into the same answer. */
async function passGate({ target: { gate }, world }: Request): Promise<void> {
  const waitMs = gate ? gate.until - world.uptime() : 0
  if (waitMs > 0) await world.sleep(waitMs)
}

function noTime({ time = 'the timeout' }: ApiTarget<Calls>, waitMs: number, isTold: boolean): string {
  return isTold
    ? `and asks to wait ${duration(waitMs)}, for which ${time} leaves no room`
    : `and ${time} leaves no room to wait for another try`
}

function isResult(call: Call, { status, body }: HttpAnswer): boolean {
  return (
    isSuccess(status) || call.results?.includes(status) === true || call.isResult?.(status, body) === true
  )
}

/** Is it no JSON although that was promised? A read is asked again: a page in between, or an answer that breaks off. */
function breaksOff({ call, sending }: Request, { status, text, body }: HttpAnswer): boolean {
  const isPromised = call.repeat !== 'unsafe' && sending.schema !== undefined && isSuccess(status)
  return isPromised && (text === '' || typeof body === 'string')
}

function readAnswer<S extends v.GenericSchema>(
  request: Request<S>,
  answer: HttpAnswer,
): Answer<v.InferOutput<S>> {
  const { schema } = request.sending
  const { status, headers, text, body: raw } = answer
  const told = { status, headers, text, raw }
  if (!schema || !isSuccess(status)) return { ...told, body: undefined }
  const parsed = v.safeParse(schema, raw, { abortEarly: true })
  if (parsed.success) return { ...told, body: parsed.output }
  const path = parsed.issues[0]?.path?.map(({ key }) => String(key)).join('.')
  throw strangeAnswer(request, answer, path || 'the whole body')
}
