// Runs the plan's steps in order and yields a receipt for each. Here, and only here, is "exactly once": look before a
// repeat, after a lost answer, and on a re-run.
import { ApiError, InputError, isExpected, mayHaveHappened, NetworkError } from './errors.ts'
import type { Inputs } from './inputs/kinds.ts'
import { makesRelease, type Plan } from './plan.ts'
import type { AnyProvider, Calls, Deploy, DeployState, Doubt, Found, Job, Receipt, Step } from './provider.ts'
import { oneLine } from './text.ts'
import { follow, lookFor, tooLate, type Waiting } from './wait.ts'

export type AnyJob = Job<Inputs, Calls, unknown>

export interface Work {
  readonly plan: Plan
  readonly provider: AnyProvider
  readonly job: AnyJob
  /** The deploy to finish or retry, where one is known. */
  readonly deployId: string
  readonly clock: Omit<Waiting, 'what'>
}

/** What is known while the steps go on. */
interface Progress {
  readonly work: Work
  readonly deploy: Deploy
  readonly id: string
  readonly release?: Receipt
  readonly build?: Receipt
  /** The deploy of an earlier attempt was found, so the outcome is `existing`. */
  readonly isExisting: boolean
}

/** Carries out the plan; a step that fails throws, and what was yielded before stays true. */
export async function* carryOut(work: Work): AsyncGenerator<Receipt> {
  let progress: Progress = { work, deploy: work.plan.deploy, id: work.deployId, isExisting: false }
  for (const step of work.plan.steps) {
    const made = await perform(step, progress)
    let receipt = made
    try {
      receipt = await annotated(await verified(made, progress), progress)
    } catch (error) {
      // It was made, whatever reading it back gave.
      yield { ...made, note: 'it was not read back' }
      throw error
    }
    yield receipt
    if (receipt.fails !== undefined || isOver(step, receipt)) return
    progress = advance(progress, receipt)
  }
}

/** A deploy that was found done has nothing left to wait for or to finish. */
function isOver(step: Step, receipt: Receipt): boolean {
  return step === 'deploy' && receipt.outcome === 'existing'
}

/** Reads back what this run made, where the provider asks for it; what was found was read already. */
async function verified(made: Receipt, progress: Progress): Promise<Receipt> {
  const { work, deploy: ours } = progress
  const { provider, plan } = work
  const job = jobOf(progress)
  if (made.step === 'release' && makesRelease(plan)) return provider.verifyRelease?.(job, made) ?? made
  if (made.step === 'deploy' && made.outcome === 'created')
    return provider.verifyDeploy?.(job, ours, made) ?? made
  return made
}

/** Lets the provider attach how the deploy ended. That is an extra: when it fails, the user is told and no more. */
async function annotated(receipt: Receipt, progress: Progress): Promise<Receipt> {
  const { provider } = progress.work
  const isEnd = ['deploy', 'wait', 'finish'].includes(receipt.step) && receipt.outcome !== 'started'
  if (!provider.annotateDeploy || !isEnd || receipt.id === undefined) return receipt
  try {
    await provider.annotateDeploy(jobOf(progress), progress.deploy, receipt)
    return receipt
  } catch (error) {
    if (!isExpected(error)) throw error
    return { ...receipt, warnings: [...(receipt.warnings ?? []), error.message] }
  }
}

function advance(progress: Progress, receipt: Receipt): Progress {
  switch (receipt.step) {
    case 'release':
      return { ...progress, release: receipt }
    case 'build':
      return { ...progress, build: receipt }
    case 'deploy':
    case 'retry':
      return {
        ...progress,
        id: receipt.id ?? progress.id,
        isExisting: receipt.facts?.['isExisting'] === true,
      }
    default:
      return progress
  }
}

function perform(step: Step, progress: Progress): Promise<Receipt> {
  switch (step) {
    case 'release':
      return release(progress)
    case 'revision':
      return awaitRevision(progress)
    case 'build':
      return build(progress)
    case 'deploy':
      return deploy(progress)
    case 'wait':
      return waitForDeploy(progress)
    case 'finish':
      return finish(progress)
    case 'retry':
      return retry(progress)
  }
}

function release(progress: Progress): Promise<Receipt> {
  const { work, deploy: ours } = progress
  const { provider, plan } = work
  const job = jobOf(progress)
  if (!makesRelease(plan)) return must(provider.confirmRelease?.(job, ours), 'confirmRelease')
  const find = provider.findRelease ? () => must(provider.findRelease?.(job), 'findRelease') : undefined
  return once(() => must(provider.createRelease?.(job), 'createRelease'), find, work)
}

function jobOf({ work, release, build }: Progress): AnyJob {
  return { ...work.job, ...(release ? { release } : {}), ...(build ? { build } : {}) }
}

/** A step is only planned when the provider has its function; anything else is our bug. */
function must<T>(result: T | undefined, name: string): T {
  if (result === undefined) throw new Error(`a planned step has no function ${name}`)
  return result
}

const MAX_WRITES = 3

/**
 * Writes once. A lost answer is looked up before anything is sent again; what is certainly not there is sent again, and
 * what cannot be told is an error that says so.
 */
async function once(
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
function uncertain(error: unknown, { provider }: Plan, found: Exclude<Found, Receipt>): Error {
  const text = error instanceof Error ? error.message : String(error)
  const looked =
    found === 'absent' ? ` It was sent ${MAX_WRITES} times, and ${provider.name} has no trace of it.` : ''
  const message = `${text}${looked} Look ${provider.where} before you run it again.`
  if (error instanceof ApiError) return new ApiError(message, error, error)
  return new NetworkError(message, true, error)
}

/** Makes the deploy, or finds the one that is there: of an earlier attempt, or started by the service itself. */
async function deploy(progress: Progress): Promise<Receipt> {
  const { work } = progress
  const { provider, plan } = work
  const job = jobOf(progress)
  let ours = progress.deploy
  if (plan.looksFirst && provider.findDeploy) {
    const found = await provider.findDeploy(job, ours, 'earlier')
    if (typeof found === 'object') {
      if (isReusable(found)) return existing(found)
      if (found.id !== undefined) ours = { ...ours, ignore: [...ours.ignore, found.id] }
    }
  }
  const adopted = await adopt(job, ours, work)
  if (adopted && 'step' in adopted) return adopted
  const write = () => must(provider.createDeploy?.(job, ours), 'createDeploy')
  const find = provider.findDeploy
    ? () => must(provider.findDeploy?.(job, ours, 'lost'), 'findDeploy')
    : undefined
  const made = await once(write, find, work)
  return adopted ? { ...made, warnings: [...(made.warnings ?? []), ...adopted.warnings] } : made
}

// What an earlier attempt ended with and a re-run makes anew; what was recorded, succeeded or is under way is reused.
const NOT_REUSED: readonly Receipt['outcome'][] = ['failed', 'cancelled', 'error', 'skipped', 'unknown']

function isReusable({ outcome }: Receipt): boolean {
  return !NOT_REUSED.includes(outcome)
}

const EARLIER = 'made by an earlier attempt of this run'

function existing(found: Receipt): Receipt {
  const note = EARLIER
  if (found.outcome === 'started') return { ...found, note, facts: { ...found.facts, isExisting: true } }
  return { ...found, note, outcome: 'existing' }
}

async function adopt(
  job: AnyJob,
  ours: Deploy,
  { provider, plan, clock }: Work,
): Promise<Receipt | Doubt | undefined> {
  if (!provider.adoptDeploy) return undefined
  const look = () => must(provider.adoptDeploy?.(job, ours), 'adoptDeploy')
  const withinMs = provider.adoptWithinMs?.(job) ?? 0
  return lookFor(look, withinMs, { ...clock, what: `${plan.provider.name} to start the deploy by itself` })
}

async function build(progress: Progress): Promise<Receipt> {
  const { work, deploy: ours } = progress
  const { provider } = work
  const job = jobOf(progress)
  const find = provider.findBuild
    ? () => must(provider.findBuild?.(job, ours, 'lost'), 'findBuild')
    : undefined
  const made =
    (await earlierBuild(job, ours, work)) ??
    (await once(() => must(provider.createBuild?.(job, ours), 'createBuild'), find, work))
  if (!provider.readBuild || made.id === undefined) return made
  const { id } = made
  const what = `build ${oneLine(id, 60)}`
  const state = await followed(() => must(provider.readBuild?.(job, id), 'readBuild'), what, work)
  return {
    ...made,
    ...closed(state, `${what} failed`),
    step: 'build',
    ...(state.facts ? { facts: { ...made.facts, ...state.facts } } : {}),
  }
}

/** A re-run goes on with the build of an earlier attempt: a second one could start a second deploy by itself. */
async function earlierBuild(
  job: AnyJob,
  ours: Deploy,
  { provider, plan }: Work,
): Promise<Receipt | undefined> {
  if (!plan.looksFirst) return undefined
  const found = await provider.findBuild?.(job, ours, 'earlier')
  if (typeof found !== 'object' || !isReusable(found)) return undefined
  return { ...found, note: EARLIER }
}

async function awaitRevision(progress: Progress): Promise<Receipt> {
  const { work } = progress
  const read = () => must(work.provider.readRevision?.(jobOf(progress)), 'readRevision')
  const what = `revision ${oneLine(work.plan.range.head, 12)} to arrive`
  return { step: 'revision', ...closed(await followed(read, what, work), 'the revision did not arrive') }
}

async function waitForDeploy(progress: Progress): Promise<Receipt> {
  const { work, id } = progress
  if (id === '') throw new Error('there is no deploy to wait for')
  const what = `deploy ${oneLine(id, 60)}`
  const state = await followed(
    () => must(work.provider.readDeploy?.(jobOf(progress), id), 'readDeploy'),
    what,
    work,
  )
  const done = closed(state, `${work.plan.provider.name} carried out ${what} and it failed`)
  const isExisting = progress.isExisting && done.outcome === 'succeeded'
  return { step: 'wait', id, ...done, ...(isExisting ? { outcome: 'existing' as const } : {}) }
}

async function followed(
  read: () => Promise<DeployState>,
  what: string,
  { clock, plan }: Work,
): Promise<DeployState> {
  const { state, isLate } = await follow(read, { ...clock, what: `${plan.provider.name}: ${what}` })
  if (isLate) throw tooLate(what, state)
  return state
}

/** A final state as the part of a receipt; a failed one makes the step fail. */
function closed(state: DeployState, failure: string): Omit<Receipt, 'step'> {
  const { state: word, outcome, facts: _, ...rest } = state
  const fails =
    state.fails ??
    (outcome === 'failed' ? `${failure}${state.note ? `: ${oneLine(state.note)}` : ''}.` : undefined)
  return {
    ...rest,
    outcome: outcome ?? 'unknown',
    note: state.note ?? word,
    ...(fails === undefined ? {} : { fails }),
  }
}

/** Closes a deploy. Without a known id it is looked for: by the marker, then by what is open. */
async function finish(progress: Progress): Promise<Receipt> {
  const { work, deploy: ours } = progress
  const { provider } = work
  const job = jobOf(progress)
  const id = progress.id || (await findToFinish(progress))
  if (id === undefined)
    return { step: 'finish', outcome: 'none', note: 'nothing was started, so there is nothing to close' }
  const find = provider.findFinish
    ? () => must(provider.findFinish?.(job, ours, id), 'findFinish')
    : undefined
  const receipt = await once(() => must(provider.finishDeploy?.(job, ours, id), 'finishDeploy'), find, work)
  const isExisting = progress.isExisting && receipt.outcome === 'succeeded'
  return isExisting ? { ...receipt, outcome: 'existing' } : receipt
}

/** The id of the deploy to close; undefined when a killed main stage never came to make one. */
async function findToFinish(progress: Progress): Promise<string | undefined> {
  const { work, deploy: ours } = progress
  const { provider, plan } = work
  const isPost = plan.stage === 'post'
  // In post only the run's own deploy will do, where the provider can tell it by the marker.
  const finds =
    isPost && provider.findDeploy ? [provider.findDeploy] : [provider.findDeploy, provider.findOpen]
  for (const find of finds) {
    const found = await find?.call(provider, jobOf(progress), ours, 'earlier')
    if (typeof found === 'object' && found.id !== undefined) return found.id
  }
  if (isPost) return undefined
  throw new InputError([
    `deploy-id is required: there is no open deploy of ${plan.environment} at ${plan.provider.name} for this commit. Pass the output deploy-id of the step that started it.`,
  ])
}

async function retry(progress: Progress): Promise<Receipt> {
  const { work, id } = progress
  const { provider } = work
  const job = jobOf(progress)
  const find = provider.findRetry ? () => must(provider.findRetry?.(job, id), 'findRetry') : undefined
  return once(() => must(provider.retryDeploy?.(job, id), 'retryDeploy'), find, work)
}
