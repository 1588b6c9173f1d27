// Exactly once: what a write may be answered with, and what follows from that. The rules stand in docs/architecture.md.
import { ApiError, isExpected, mayHaveHappened, NetworkError, wasCut } from '../errors.ts'
import { effectOf, type LookResult, type LostAnswer, type Receipt } from '../provider/provider.ts'
import { duration } from '../text.ts'
import { twice } from './marker.ts'
import { type Progress, warned } from './progress.ts'

const MAX_WRITES = 3

/** How long a server behind a gateway may still be at work after a time-out or a 5xx, in milliseconds. */
const LATE_MS = 20_000
/** The same after a cut connection, where a second record does no harm but to be seen. */
const CUT_MS = 5_000

export interface WriteAttempt {
  /** @param lost the answer to the try before, when there was one */
  write(lost?: LostAnswer): Promise<Receipt>
  /** Looks for what was written, but for the records with these ids. */
  readonly find: ((ignore: readonly string[], lost: LostAnswer) => Promise<LookResult>) | undefined
  readonly ignore: readonly string[]
  /** The place where a person finds it. */
  readonly where: string
  readonly progress: Progress
}

interface WriteResult {
  readonly receipt: Receipt
  /** It was found by a look, so it needs no reading back. */
  readonly isRead: boolean
}

/**
 * Writes once. A lost answer is looked up, for as long as the server may still be at work, before anything is sent again.
 * What cannot be told is an error that says so, and so is what a provider that deploys may still carry out.
 */
export async function once(attempt: WriteAttempt): Promise<WriteResult> {
  const { work } = attempt.progress
  let lost: LostAnswer | undefined
  for (let count = 1; ; count++) {
    try {
      const receipt = await attempt.write(lost)
      return { receipt: count === 1 ? receipt : await withTwins(receipt, attempt), isRead: false }
    } catch (error) {
      if (!mayHaveHappened(error)) throw error
      const look = await lookAgain(attempt, error)
      if (typeof look.found === 'object')
        return { receipt: count === 1 ? look.found : await withTwins(look.found, attempt), isRead: true }
      const mayStillCome = effectOf(work.provider) === 'deploys' && !wasCut(error)
      if (look.found === 'undecided' || mayStillCome || count === MAX_WRITES)
        throw uncertain(error, attempt, look)
      lost = lostOf(error)
      work.clock.info(
        `${work.provider.name} shows no trace of it after ${duration(look.tookMs)}: sending it again`,
      )
    }
  }
}

/** How long what was sent may still be carried out, and then take to be shown. */
function patienceFor(error: unknown, { work: { provider } }: Progress): number {
  const mayComeMs = wasCut(error) && effectOf(provider) === 'records' ? CUT_MS : LATE_MS
  return mayComeMs + (provider.shownWithinMs ?? 0)
}

interface Look {
  readonly found: LookResult
  readonly tookMs: number
}

/** Looks with growing pauses until it is found or the time is over. A look that fails tells nothing. */
async function lookAgain(attempt: WriteAttempt, error: ApiError | NetworkError): Promise<Look> {
  const { find } = attempt
  const { clock } = attempt.progress.work
  const began = clock.uptime()
  const tookMs = () => clock.uptime() - began
  if (!find) return { found: 'undecided', tookMs: 0 }
  const end = Math.min(began + patienceFor(error, attempt.progress), clock.deadline)
  const said = error instanceof ApiError ? `answered ${error.status}` : 'gave no answer'
  const { name } = attempt.progress.work.provider
  clock.info(`${name} ${said}; looking for up to ${duration(end - began)} whether it was done`)
  const look = (ignore: readonly string[]) => find(ignore, lostOf(error))
  for (let pause = 500; ; pause *= 2) {
    const rest = Math.max(0, end - clock.uptime())
    const waitMs = Math.min(pause * (1 + clock.random()), rest)
    const found = await lookAfter(Math.ceil(waitMs), look, attempt)
    if (found === 'cancelled') return { found: 'undecided', tookMs: tookMs() }
    const isFound = typeof found === 'object' && !found.isPartial
    // The last look begins when the time is over: a slow one that began before may have read its first page too early.
    if (isFound || waitMs === rest) return { found, tookMs: tookMs() }
  }
}

function lostOf(error: unknown): LostAnswer {
  return error instanceof ApiError ? { status: error.status } : {}
}

/** One look after a pause. A look that fails tells nothing. */
async function lookAfter(
  ms: number,
  find: (ignore: readonly string[]) => Promise<LookResult>,
  { ignore, progress }: WriteAttempt,
): Promise<LookResult | 'cancelled'> {
  const { clock } = progress.work
  try {
    await clock.sleep(ms)
    return await find(ignore)
  } catch (error) {
    if (!isExpected(error)) throw error
    if (error instanceof NetworkError && error.reason === 'cancelled') return 'cancelled'
    clock.info(`It could not be looked up: ${error.message}`)
    return 'undecided'
  }
}

/** After a second write there may be two of ours; both are named. */
async function withTwins(receipt: Receipt, { find, ignore, progress }: WriteAttempt): Promise<Receipt> {
  const twin = await lookOnce(find, [...ignore, ...(receipt.id ? [receipt.id] : [])])
  if (!twin || twin.id === receipt.id) return receipt
  const warning = twice(progress.work.provider.name, receipt.id, twin.id)
  return warned(receipt, [warning])
}

async function lookOnce(find: WriteAttempt['find'], ignore: readonly string[]): Promise<Receipt | undefined> {
  try {
    const found = await find?.(ignore, {})
    return typeof found === 'object' ? found : undefined
  } catch (error) {
    if (!isExpected(error)) throw error
    return undefined
  }
}

/** The error of a write that could not be settled, with what the looks told. */
function uncertain(
  error: ApiError | NetworkError,
  { progress: { work }, where }: WriteAttempt,
  { found, tookMs }: Look,
): ApiError | NetworkError {
  const { name } = work.provider
  const looked = tookMs > 0 ? ` It was looked for during ${duration(tookMs)}` : ''
  const seen = found === 'absent' ? ` and ${name} shows no trace of it, but may still carry it out.` : '.'
  const message = `${error.message}${looked && `${looked}${seen}`} Look ${where} before you run it again.`
  if (error instanceof ApiError) return new ApiError(message, error, error)
  return new NetworkError(message, true, error)
}

// What an earlier attempt ended with and a re-run makes anew; what was recorded, succeeded or is under way is reused.
const NOT_REUSED: readonly Receipt['outcome'][] = ['failed', 'cancelled', 'error', 'skipped', 'unknown']

/** Does a re-run go on with what its earlier attempt left? */
export function isReusable({ outcome }: Receipt): boolean {
  return !NOT_REUSED.includes(outcome)
}

export const EARLIER = 'made by an earlier attempt of this run'
