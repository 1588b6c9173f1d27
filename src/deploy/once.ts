// Exactly once: what a write may be answered with, and what follows from that. The rules stand in docs/architecture.md.
import { ApiError, isExpected, mayHaveHappened, NetworkError, reworded, wasCut } from '../errors.ts'
import {
  effectOf,
  type LookResult,
  type LostAnswer,
  type Receipt,
  withWarnings,
} from '../provider/provider.ts'
import { duration } from '../text.ts'
import { twice } from './marker.ts'
import { type ActWork, whereOf } from './progress.ts'

const MAX_WRITES = 3

/** How long a server behind a gateway may still be at work after a time-out or a 5xx, in milliseconds. */
const LATE_MS = 20_000
/** The same after a cut connection, where a second record does no harm but to be seen. */
const CUT_MS = 5_000

interface WriteResult {
  readonly receipt: Receipt
  /** It was found by a look, so it needs no reading back. */
  readonly isRead: boolean
}

/**
 * Writes once. A lost answer is looked up, for as long as the server may still be at work, before anything is sent again.
 * What cannot be told is an error that says so, and so is what a provider that deploys may still carry out.
 */
export async function once(work: ActWork): Promise<WriteResult> {
  const { act, job, deploy, provider, clock } = work
  let lost: LostAnswer | undefined
  for (let count = 1; ; count++) {
    try {
      const receipt = await act.make(job, deploy, lost)
      return { receipt: lost ? await withTwins(receipt, work) : receipt, isRead: false }
    } catch (error) {
      if (!mayHaveHappened(error)) throw error
      const look = await lookAgain(work, error)
      const { found, tookMs } = look
      if (typeof found === 'object')
        return { receipt: lost ? await withTwins(found, work) : found, isRead: true }
      const mayStillCome = effectOf(provider) === 'deploys' && !wasCut(error)
      if (found === 'undecided' || mayStillCome || count === MAX_WRITES) throw uncertain(error, work, look)
      lost = lostOf(error)
      clock.info(`${provider.name} shows no trace of it after ${duration(tookMs)}: sending it again`)
    }
  }
}

interface Look {
  readonly found: LookResult
  readonly tookMs: number
}

/** Looks with growing pauses until it is found or the time is over. A look that fails tells nothing. */
async function lookAgain(work: ActWork, error: ApiError | NetworkError): Promise<Look> {
  const { act, clock, provider } = work
  if (!act.find) return { found: 'undecided', tookMs: 0 }
  const began = clock.uptime()
  const tookMs = () => clock.uptime() - began
  // How long it may still be carried out, and then take to be shown.
  const mayComeMs = wasCut(error) && effectOf(provider) === 'records' ? CUT_MS : LATE_MS
  const end = Math.min(began + mayComeMs + (provider.shownWithinMs ?? 0), clock.deadline)
  const said = error instanceof ApiError ? `answered ${error.status}` : 'gave no answer'
  clock.info(`${provider.name} ${said}; looking for up to ${duration(end - began)} whether it was done`)
  for (let pause = 500; ; pause *= 2) {
    const rest = Math.max(0, end - clock.uptime())
    const waitMs = Math.min(pause * (1 + clock.random()), rest)
    const found = await lookAfter(Math.ceil(waitMs), work, lostOf(error))
    if (found === 'cancelled') return { found: 'undecided', tookMs: tookMs() }
    const isFound = typeof found === 'object' && !found.isPartial
    // The last look begins when the time is over: a slow one that began before may have read its first page too early.
    if (isFound || waitMs === rest) return { found, tookMs: tookMs() }
  }
}

function lostOf(error: unknown): LostAnswer {
  return error instanceof ApiError ? { status: error.status } : {}
}

/** One look for what was written, but for the records with these ids; undefined where nobody can look. */
async function findLost(
  { act, job, deploy }: ActWork,
  lost: LostAnswer,
  ignore = deploy.ignore,
): Promise<LookResult | undefined> {
  return act.find?.(job, { ...deploy, ignore }, 'lost', lost)
}

/** One look after a pause. A look that fails tells nothing. */
async function lookAfter(ms: number, work: ActWork, lost: LostAnswer): Promise<LookResult | 'cancelled'> {
  try {
    await work.clock.sleep(ms)
    return (await findLost(work, lost)) ?? 'undecided'
  } catch (error) {
    if (!isExpected(error)) throw error
    if (error instanceof NetworkError && error.reason === 'cancelled') return 'cancelled'
    work.clock.info(`It could not be looked up: ${error.message}`)
    return 'undecided'
  }
}

/** After a second write there may be two of ours; both are named. A look that fails tells nothing. */
async function withTwins(receipt: Receipt, work: ActWork): Promise<Receipt> {
  const { id } = receipt
  const others = [...work.deploy.ignore, ...(id ? [id] : [])]
  const twin = await findLost(work, {}, others).catch((error: unknown) => {
    if (!isExpected(error)) throw error
  })
  if (typeof twin !== 'object' || twin.id === id) return receipt
  return withWarnings(receipt, [twice(work.provider.name, id, twin.id)])
}

/** The error of a write that could not be settled, with what the looks told. */
function uncertain(
  error: ApiError | NetworkError,
  work: ActWork,
  { found, tookMs }: Look,
): ApiError | NetworkError {
  const looked = tookMs > 0 ? ` It was looked for during ${duration(tookMs)}` : ''
  const seen =
    found === 'absent' ? ` and ${work.provider.name} shows no trace of it, but may still carry it out.` : '.'
  const message = `${error.message}${looked && `${looked}${seen}`} Look ${whereOf(work)} before you run it again.`
  return reworded(error, message)
}
