// The steps of a plan, in order; each yields a receipt.
import { ApiError, isExpected, NetworkError } from '../errors.ts'
import type { Deploy, Receipt, Step } from '../provider/provider.ts'
import { type ActOptions, type ActResult, perform, shownAtLast } from './act.ts'
import { asFound, finish } from './finish.ts'
import { closed, followed } from './follow.ts'
import { advance, jobOf, type PlanWork, type Progress, warned } from './progress.ts'

/**
 * Goes through the plan; a step that fails throws, and what was yielded before stays true. A release that is refused without
 * standing in the deploy's way is told when the deploy is over, together with what that came to.
 */
export async function* takeSteps(work: PlanWork): AsyncGenerator<Receipt> {
  const aside: ApiError[] = []
  try {
    yield* stepByStep(work, aside)
  } catch (error) {
    throw aside.reduce(withBoth, error)
  }
  for (const refused of aside)
    throw new ApiError(`${refused.message}\nThe deploy was recorded all the same.`, refused, refused)
}

/** The later error, in whose message the earlier one is told first. */
function withBoth(later: unknown, earlier: ApiError): unknown {
  const message = later instanceof Error ? `${earlier.message}\n${later.message}` : ''
  if (later instanceof ApiError) return new ApiError(message, later, later)
  if (later instanceof NetworkError)
    return new NetworkError(message, later.mayHaveHappened, later, later.reason)
  return later
}

/** @param aside takes the refusals that the deploy goes on after */
async function* stepByStep(work: PlanWork, aside: ApiError[]): AsyncGenerator<Receipt> {
  let progress: Progress = { work, deploy: work.plan.deploy, isReused: false }
  for (const step of work.plan.steps) {
    let isOver = false
    for (const deploy of deploysOf(step, progress)) {
      const own = { ...progress, deploy }
      const performance = await orAside(steps[step](own), step, own)
      if (performance instanceof ApiError) {
        aside.push(performance)
        continue
      }
      const { receipt: made, failure } = performance
      const receipt = failure === undefined ? await annotated(made, own) : made
      yield receipt
      if (failure !== undefined) throw failure
      if (receipt.fails !== undefined) return
      isOver = endsPlan(step, receipt)
      progress = advance(own, receipt)
    }
    if (isOver) return
  }
}

/** What a step gave, or the refusal of a release that the planned deploy goes on without. */
async function orAside(
  act: Promise<ActResult>,
  step: Step,
  { work: { plan, provider } }: Progress,
): Promise<ActResult | ApiError> {
  try {
    return await act
  } catch (error) {
    const isBeside =
      step === 'release' && plan.steps.includes('deploy') && provider.release?.isBeside?.(error)
    if (isBeside && error instanceof ApiError) return error
    throw error
  }
}

/** A record is made for each thing that has one of its own. */
function deploysOf(step: Step, { work, deploy }: Progress): readonly Deploy[] {
  return step === 'deploy' ? work.plan.deploys : [deploy]
}

/** A deploy that was found done has nothing left to wait for or to finish. */
function endsPlan(step: Step, receipt: Receipt): boolean {
  return ['deploy', 'retry'].includes(step) && receipt.outcome === 'existing'
}

const steps: Readonly<Record<Step, (progress: Progress) => Promise<ActResult>>> = {
  release: (progress) => act('release', progress, {}),
  confirm,
  revision: awaitRevision,
  build: (progress) => act('build', progress, { looksFirst: isRerun(progress), followedAs: 'build' }),
  deploy: (progress) => act('deploy', progress, { looksFirst: isRerun(progress) }),
  wait: waitForDeploy,
  finish,
  retry: (progress) => act('retry', progress, { looksFirst: isRerun(progress) }),
  deactivate: (progress) => act('deactivate', progress, {}),
}

function isRerun({ work }: Progress): boolean {
  return work.plan.looksFirst
}

function act(
  name: 'release' | 'build' | 'deploy' | 'retry' | 'deactivate',
  progress: Progress,
  { looksFirst = false, ...more }: Partial<Pick<ActOptions, 'looksFirst' | 'followedAs'>>,
): Promise<ActResult> {
  return perform({ act: planned(progress.work.provider[name], name), progress, looksFirst, ...more })
}

/** A step is only planned when the provider has its act; anything else is our bug. */
function planned<T>(own: T | undefined, name: string): T {
  if (own === undefined) throw new Error(`a planned step has no act ${name}`)
  return own
}

/** Looks for the release that must be there. Only that of a rollback was surely made a while ago. */
async function confirm(progress: Progress): Promise<ActResult> {
  const { provider, plan } = progress.work
  const own = planned(provider.release?.confirm, 'confirm')
  const look = () => own(jobOf(progress), progress.deploy)
  return { receipt: await (plan.operation === 'rollback' ? look() : shownAtLast(look, progress)) }
}

/** Waits until what is to be deployed has arrived at the provider. */
async function awaitRevision(progress: Progress): Promise<ActResult> {
  const { work } = progress
  const arrives = planned(work.provider.arrives, 'arrives')
  const state = await followed(() => arrives(jobOf(progress)), work, { what: 'the arrival of the revision' })
  return { receipt: { step: 'revision', ...closed(state, 'the revision did not arrive') } }
}

/** Waits for the end of the deploy. */
async function waitForDeploy(progress: Progress): Promise<ActResult> {
  const { work, deploy } = progress
  const { provider } = work
  if (deploy.id === '') throw new Error('there is no deploy to wait for')
  const read = planned(provider.deploy.read, 'read')
  const what = `deploy ${deploy.id}`
  const target = { what, where: provider.where, isReused: progress.isReused }
  const state = await followed((ms) => read(jobOf(progress), deploy.id, ms), work, target)
  const cure = ` Look ${provider.where} for the reason.`
  const done = closed(state, `${provider.name} carried out ${what} and it failed`, cure)
  const { deployed } = progress
  return {
    receipt: asFound({ step: 'wait', id: deploy.id, ...(deployed ? { deployed } : {}), ...done }, progress),
  }
}

/** Lets the provider attach how the deploy ended. That is an extra: when it fails, the user is told and no more. */
async function annotated(receipt: Receipt, progress: Progress): Promise<Receipt> {
  const { annotate } = progress.work.provider.deploy
  const isEnd = ['deploy', 'wait', 'finish'].includes(receipt.step) && receipt.outcome !== 'started'
  if (!annotate || !isEnd || receipt.id === undefined) return receipt
  try {
    await annotate(jobOf(progress), progress.deploy, receipt)
    return receipt
  } catch (error) {
    if (!isExpected(error)) throw error
    return warned(receipt, [error.message])
  }
}
