// Performs an act of a provider: an earlier one found, else one that the service starts by itself, else made once; then read
// back, then followed to its end. once.ts holds what makes it happen exactly once.
import { ApiError } from '../errors.ts'
import type { Adoption, AnyAct, AnyJob, Deploy, Doubt, Receipt } from '../provider/provider.ts'
import { duration } from '../text.ts'
import { closed, followed } from './follow.ts'
import { EARLIER, isReusable, once } from './once.ts'
import { jobOf, type Progress, warned } from './progress.ts'
import { lookFor } from './wait.ts'

/** What a step gave, and the error of reading it back: what was made is told whatever that gave. */
export interface ActResult {
  readonly receipt: Receipt
  readonly failure?: unknown
}

export interface ActOptions {
  readonly act: AnyAct & { readonly adopt?: Adoption<AnyJob> }
  readonly progress: Progress
  /** A re-run looks for what its earlier attempt made. */
  readonly looksFirst: boolean
  /** What it is called where it is followed to its end at once, e.g. `build`. */
  readonly followedAs?: string
}

/** Performs an act. @throws what ends the step: nothing was made then, or it cannot be told */
export async function perform(options: ActOptions): Promise<ActResult> {
  const { progress, act } = options
  const job = jobOf(progress)
  const earlier = await earlierOne(options, job)
  if ('step' in earlier) return { receipt: earlier }
  const { warnings, ...ignored } = earlier
  const deploy = { ...progress.deploy, ...ignored }
  const adopted = await adopt(options, job, deploy)
  if (adopted && 'step' in adopted) return { receipt: adopted }
  const { find } = act
  const { receipt, isRead } = await once({
    write: (lost) => act.make(job, deploy, lost),
    find: find && ((ignore, lost) => find(job, { ...deploy, ignore }, 'lost', lost)),
    ignore: deploy.ignore,
    where: whereOf(options),
    progress,
  })
  const made = warned(receipt, [...warnings, ...(adopted?.warnings ?? [])])
  if (isRead || !act.check) return { receipt: await toItsEnd(options, job, made) }
  return readBack(options, job, deploy, made)
}

/** What an earlier attempt made, followed to its end; one whose end nobody can tell any more is made anew. */
async function earlierOne(
  options: ActOptions,
  job: AnyJob,
): Promise<Receipt | (Pick<Deploy, 'ignore'> & { readonly warnings: readonly string[] })> {
  const found = await lookForEarlier(options, job)
  if (!('step' in found)) return { ...found, warnings: [] }
  const ended = await toItsEnd(options, job, found)
  const { id, outcome, fails } = ended
  if (outcome !== 'unknown' || id === undefined) return ended
  const { name } = options.progress.work.provider
  return {
    ignore: [...options.progress.deploy.ignore, id],
    warnings: [`${fails ?? `${name} does not tell how ${id} ended.`} Another one was made.`],
  }
}

/** The newest one of an earlier attempt, to be reused; else the ids of all there are, which a later look passes over. */
async function lookForEarlier(options: ActOptions, job: AnyJob): Promise<Receipt | Pick<Deploy, 'ignore'>> {
  const { act, progress, looksFirst } = options
  const { find } = act
  const ours = progress.deploy
  const ignore = [...ours.ignore]
  if (!looksFirst || !find) return { ignore }
  for (;;) {
    const found = await find(job, { ...ours, ignore }, 'earlier')
    if (found === 'undecided') throw undecided(options)
    if (found === 'absent') return { ignore }
    if (isReusable(found) && ignore.length === ours.ignore.length) return reused(found)
    if (found.id === undefined || ignore.includes(found.id)) return { ignore }
    ignore.push(found.id)
  }
}

/** What is not to be told is never taken for not there: a second one would be made. */
function undecided(options: ActOptions): ApiError {
  const { name } = options.progress.work.provider
  const text = `${name} does not tell whether an earlier attempt of this run made it already, so nothing was sent. Look ${whereOf(options)}; on-rerun: new makes another one.`
  return new ApiError(text, { status: 200, mayHaveHappened: true })
}

/** The place where a person finds what the act makes. */
function whereOf({ act, progress }: ActOptions): string {
  return act.where ?? progress.work.provider.where
}

function reused(found: Receipt): Receipt {
  if (found.outcome === 'started') return { ...found, note: EARLIER, isReused: true }
  return { ...found, note: EARLIER, outcome: 'existing' }
}

async function adopt(
  { act: { adopt }, progress: { work } }: ActOptions,
  job: AnyJob,
  deploy: Deploy,
): Promise<Receipt | Doubt | undefined> {
  if (!adopt) return undefined
  const what = `${work.provider.name} to start the deploy by itself`
  return lookFor(() => adopt.look(job, deploy), adopt.withinMs(job), { ...work.clock, what })
}

/** How long a record that was just made may take to become readable where the provider does not say, in milliseconds. */
const SHOWN_WITHIN_MS = 10_000

function shownWithin({ work: { provider } }: Progress): number {
  return provider.shownWithinMs ?? SHOWN_WITHIN_MS
}

/** Looks for what was made a moment ago, as long as the provider may take to show it. @returns undefined when it does not */
export function shown<T>(look: () => Promise<T | undefined>, progress: Progress): Promise<T | undefined> {
  const { clock, provider } = progress.work
  const { name } = provider
  const withinMs = shownWithin(progress)
  let looks = 0
  const lookAloud = () => {
    looks += 1
    if (looks === 2) clock.info(`${name} does not show it yet; looking for up to ${duration(withinMs)}`)
    return look()
  }
  const what = `${name} to show what was made`
  return lookFor(lookAloud, withinMs, { ...clock, what, firstMs: 1_000 })
}

/** The same for a look that throws while it is not there. @throws the last answer, when it is still not there */
export async function shownAtLast<T>(look: () => Promise<T>, progress: Progress): Promise<T> {
  let missing: ApiError | undefined
  const found = await shown(
    () =>
      look().catch((error: unknown) => {
        if (!(error instanceof ApiError && error.status === 404)) throw error
        missing = error
        return undefined
      }),
    progress,
  )
  if (found !== undefined) return found
  throw missing
}

async function readBack(options: ActOptions, job: AnyJob, deploy: Deploy, made: Receipt): Promise<ActResult> {
  const { act, progress } = options
  const look = async () => {
    const read = (await act.check?.(job, deploy, made)) ?? made
    return read === 'absent' ? undefined : read
  }
  try {
    const read = await shown(look, progress)
    if (!read) throw notShown(made, options)
    return { receipt: await toItsEnd(options, job, read) }
  } catch (failure) {
    return { receipt: { ...made, note: 'it was not read back' }, failure }
  }
}

function notShown({ step, id = '' }: Receipt, options: ActOptions): ApiError {
  const { name } = options.progress.work.provider
  const text = `${name} answered that the ${step}${id ? ` ${id}` : ''} was made, but does not show it after ${duration(shownWithin(options.progress))}. Look ${whereOf(options)} before you run it again.`
  return new ApiError(text, { status: 201, mayHaveHappened: false })
}

/** Follows what goes on by itself, where that belongs to the same step. */
async function toItsEnd(options: ActOptions, job: AnyJob, receipt: Receipt): Promise<Receipt> {
  const { act, progress, followedAs } = options
  const { read } = act
  const { id } = receipt
  if (!followedAs || !read || id === undefined) return receipt
  const what = `${followedAs} ${id}`
  const target = { what, where: whereOf(options), isReused: receipt.isReused === true }
  const state = await followed((ms) => read(job, id, ms), progress.work, target)
  return {
    ...receipt,
    ...closed(state, `${what} failed`),
    ...(state.facts ? { facts: { ...receipt.facts, ...state.facts } } : {}),
  }
}
