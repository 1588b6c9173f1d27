// Performs an act of a provider: an earlier one found, else one that the service starts by itself, else made once; then read
// back, then followed to its end. once.ts holds what makes it happen exactly once.
import { ApiError } from '../errors.ts'
import { type Deploy, type Doubt, type Receipt, withWarnings } from '../provider/provider.ts'
import { duration } from '../text.ts'
import { closed, follow } from './follow.ts'
import { once } from './once.ts'
import { type ActWork, whereOf } from './progress.ts'
import { lookFor, shown, shownWithin } from './wait.ts'

/** What a step gave, and the error of reading it back: what was made is told whatever that gave. */
export interface ActResult {
  readonly receipt: Receipt
  readonly failure?: unknown
}

/** Performs an act. @throws what ends the step: nothing was made then, or it cannot be told */
export async function perform(work: ActWork): Promise<ActResult> {
  const earlier = await earlierOne(work)
  if ('step' in earlier) return { receipt: earlier }
  const { ignore, warnings } = earlier
  const own = { ...work, deploy: { ...work.deploy, ignore } }
  const adopted = await adopt(own)
  if (adopted && 'step' in adopted) return { receipt: adopted }
  const { receipt, isRead } = await once(own)
  const made = withWarnings(receipt, [...warnings, ...(adopted?.warnings ?? [])])
  return isRead || !work.act.check ? { receipt: await toItsEnd(own, made) } : readBack(own, made)
}

/** Nothing to reuse: the ids of all there are, which a later look passes over. */
type NoneToReuse = Pick<Deploy, 'ignore'> & Doubt

/** The newest one of an earlier attempt, followed to its end; one whose end nobody can tell any more is made anew. */
async function earlierOne(work: ActWork): Promise<Receipt | NoneToReuse> {
  const { act, job, deploy, provider, looksFirst } = work
  let ignore: readonly string[] = []
  while (looksFirst && act.find) {
    const found = await act.find(job, { ...deploy, ignore }, 'earlier')
    if (found === 'undecided') throw undecided(work)
    if (found === 'absent') break
    const { id, outcome } = found
    if (!NOT_REUSED.includes(outcome) && ignore.length === 0) {
      const ended = await toItsEnd(work, reused(found))
      if (ended.outcome !== 'unknown' || id === undefined) return ended
      const why = ended.fails ?? `${provider.name} does not tell how ${id} ended.`
      return { ignore: [id], warnings: [`${why} Another one was made.`] }
    }
    if (id === undefined || ignore.includes(id)) break
    ignore = [...ignore, id]
  }
  return { ignore, warnings: [] }
}

/** What is not to be told is never taken for not there: a second one would be made. */
function undecided(work: ActWork): ApiError {
  const text = `${work.provider.name} does not tell whether an earlier attempt of this run made it already, so nothing was sent. Look ${whereOf(work)}; on-rerun: new makes another one.`
  return new ApiError(text, { status: 200, mayHaveHappened: true })
}

// What an earlier attempt ended with and a re-run makes anew; what was recorded, succeeded or is under way is reused.
const NOT_REUSED: readonly Receipt['outcome'][] = ['failed', 'cancelled', 'error', 'skipped', 'unknown']

function reused(found: Receipt): Receipt {
  const note = 'made by an earlier attempt of this run'
  if (found.outcome === 'started') return { ...found, note, isReused: true }
  return { ...found, note, outcome: 'existing' }
}

async function adopt({ act, job, deploy, clock }: ActWork): Promise<Receipt | Doubt | undefined> {
  const { adopt } = act
  return adopt && lookFor(() => adopt.look(job, deploy), adopt.withinMs(job), clock)
}

async function readBack(work: ActWork, made: Receipt): Promise<ActResult> {
  const { act, job, deploy } = work
  const look = async () => {
    const read = (await act.check?.(job, deploy, made)) ?? made
    return read === 'absent' ? undefined : read
  }
  try {
    const read = await shown(look, work)
    if (!read) throw notShown(made, work)
    return { receipt: await toItsEnd(work, read) }
  } catch (failure) {
    return { receipt: { ...made, note: 'it was not read back' }, failure }
  }
}

function notShown({ step, id = '' }: Receipt, work: ActWork): ApiError {
  const text = `${work.provider.name} answered that the ${step}${id ? ` ${id}` : ''} was made, but does not show it after ${duration(shownWithin(work))}. Look ${whereOf(work)} before you run it again.`
  return new ApiError(text, { status: 201, mayHaveHappened: false })
}

/** Follows what goes on by itself, where that belongs to the same step. */
async function toItsEnd(work: ActWork, receipt: Receipt): Promise<Receipt> {
  const { act, job, isFollowed } = work
  const { read } = act
  const { step, id, isReused = false } = receipt
  if (!isFollowed || !read || id === undefined) return receipt
  const what = `${step} ${id}`
  const state = await follow((ms) => read(job, id, ms), work, { what, where: whereOf(work), isReused })
  const facts = { ...receipt.facts, ...state.facts }
  return { ...receipt, ...closed(state, `${what} failed`), facts }
}
