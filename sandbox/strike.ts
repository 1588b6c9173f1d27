// Carries faults out: when the service acts, when it is answered, and what goes out then.
import { badChunk, cutChunk, flood, junk, type Outgoing, truncated, whole, wrongLength } from './answer.ts'
import { type Clock, wait } from './clock.ts'
import type { FaultAction } from './fault-words.ts'
import type { Fault } from './faults.ts'
import type { Fresh } from './lag.ts'
import type { Recorded, SandboxReply, SandboxRequest, Service } from './service.ts'

interface Struck {
  readonly fault: Fault
  readonly request: Recorded
  readonly service: Service
  readonly clock: Clock
  readonly fresh: Fresh
  /** Hands the request to the service. */
  handle(request: SandboxRequest): Promise<SandboxReply>
  /** Takes what is still done when the answer may long be out. */
  later(work: Promise<unknown>): void
}

/** An answer; what is done with the connection instead; or an answer after which it is closed without a word. */
export type Strike =
  | { readonly kind: 'cut' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'answer'; readonly outgoing: Outgoing; readonly closes?: Closing }

export interface Closing {
  readonly kind: 'close' | 'reset'
  readonly ms: number
}

export async function strike(struck: Struck): Promise<Strike> {
  const { action } = struck.fault
  const reply = act(struck)
  if (action.answerMs !== undefined) await wait(struck.clock, action.answerMs)
  // What acts late is waited for only where it was due before the answer.
  const said = isDue(action) ? await reply : undefined
  return answerOf(struck, said ?? struck.service.refuse(500, struck.request))
}

function isDue({ acted, answerMs = 0 }: FaultAction): boolean {
  return typeof acted === 'object' ? acted.lateMs <= answerMs : acted !== false
}

function act(struck: Struck): Promise<SandboxReply> | undefined {
  const { fault, request, clock, service, handle } = struck
  const { acted } = fault.action
  if (acted === false) return undefined
  const asked = askedOf(fault.action, request)
  if (acted === true) return handle(asked)
  if (acted === 'half') {
    if (!service.knowsHalves) throw new Error(`${service.id} does nothing by halves`)
    return handle({ ...asked, isHalf: true })
  }
  // At once when it is time, as the clock may leap further.
  const work = new Promise<SandboxReply>((resolve, reject) => {
    clock.after(acted.lateMs, () => handle({ ...asked, at: clock.now() }).then(resolve, reject))
  })
  struck.later(work)
  return work
}

/** The request as the fault changes it. */
function askedOf(action: FaultAction, request: SandboxRequest): SandboxRequest {
  if (action.kind === 'reverse') return { ...request, isReversed: true }
  return action.kind === 'pages' ? { ...request, mostOnPage: action.size } : request
}

function answerOf(struck: Struck, said: SandboxReply): Strike {
  const { fault, request, service } = struck
  const { action } = fault
  const answer = (outgoing: Outgoing): Strike => ({ kind: 'answer', outgoing })
  switch (action.kind) {
    case 'cut':
    case 'hang':
      return { kind: action.kind }
    case 'status': {
      const reply = service.refuse(action.status, request)
      return answer(whole({ ...reply, headers: { ...reply.headers, ...fault.headers } }))
    }
    case 'html': {
      const headers = { 'content-type': 'text/html' }
      return answer(whole({ status: 200, headers, text: '<html><body>Welcome</body></html>' }))
    }
    case 'empty':
      return answer(whole({ status: said.status, text: '' }))
    case 'truncated':
      return answer(truncated(said))
    case 'junk':
      return answer(junk())
    case 'bad-chunk':
      return answer(badChunk(said))
    case 'cut-chunk':
      return answer(cutChunk(said))
    case 'length':
      return answer(wrongLength(said, action.by))
    case 'flood':
      return answer(flood(action.status, action.bytes, action.isPacked))
    case 'redirect':
      return answer(whole({ status: 302, headers: { location: action.to }, text: '' }))
    case 'reply':
      return answer(whole(action.reply))
    case 'close':
    case 'reset':
      return { kind: 'answer', outgoing: whole(said), closes: action }
    case 'slow':
    case 'reverse':
    case 'pages':
      return answer(whole(said))
    default:
      return answer(whole(lagging(struck, action, said)))
  }
}

function lagging(
  { fresh, clock, request, service }: Struck,
  { kind, ms }: Extract<FaultAction, { kind: 'lag' | 'lag-list' | 'lag-id' }>,
  said: SandboxReply,
): SandboxReply {
  // The answer to a write shows what it wrote; GraphQL reads by POST.
  if (request.method !== 'GET' && !request.path.endsWith('/graphql')) return said
  const where = { inLists: kind !== 'lag-id', byId: kind !== 'lag-list' }
  return fresh.hide(said, request, { since: clock.now() - ms, ...where }) ?? service.refuse(404, request)
}
