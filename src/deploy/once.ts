// Exactly once: what a write may be answered with, and what follows from that.
import { ApiError, isExpected, mayHaveHappened, NetworkError } from '../errors.ts'
import type { Found, Receipt } from '../provider/provider.ts'
import type { Plan } from './plan.ts'
import type { Work } from './work.ts'

const MAX_WRITES = 3

/**
 * Writes once. A lost answer is looked up before anything is sent again; what is certainly not there is sent again, and
 * what cannot be told is an error that says so.
 */
export async function once(
  write: () => Promise<Receipt>,
  find: (() => Promise<Found>) | undefined,
  work: Work,
): Promise<Receipt> {
  for (let count = 1; ; count++) {
    try {
      return await write()
    } catch (error) {
      if (!mayHaveHappened(error)) throw error
      const found = find ? await findAgain(find, work) : 'undecided'
      if (typeof found === 'object') return found
      if (found === 'undecided' || count === MAX_WRITES) throw uncertain(error, work.plan, found)
      work.clock.info(`${work.plan.provider.name} has no trace of it, so it did not happen: sending it again`)
    }
  }
}

/** Gives the server a moment to finish what it may have begun, then looks. A look that fails tells nothing. */
async function findAgain(find: () => Promise<Found>, { clock }: Work): Promise<Found> {
  try {
    await clock.sleep(500 + 500 * clock.random())
    return await find()
  } catch (error) {
    if (!isExpected(error)) throw error
    clock.info(`It could not be looked up: ${error.message}`)
    return 'undecided'
  }
}

/** The error of a write that could not be settled, with what the look-ups told. */
function uncertain(
  error: ApiError | NetworkError,
  { provider }: Plan,
  found: Exclude<Found, Receipt>,
): ApiError | NetworkError {
  const looked =
    found === 'absent' ? ` It was sent ${MAX_WRITES} times, and ${provider.name} has no trace of it.` : ''
  const message = `${error.message}${looked} Look ${provider.where} before you run it again.`
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
