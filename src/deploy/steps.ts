// The steps of a plan, in order; each yields a receipt.
import { ApiError, isExpected, NetworkError, reworded } from '../errors.ts'
import { type Receipt, type Step, withWarnings } from '../provider/provider.ts'
import { type ActResult, perform } from './act.ts'
import { asFound, finish } from './finish.ts'
import { closed, follow } from './follow.ts'
import { type ActWork, advance, type PlanWork, type Progress } from './progress.ts'
import { shownAtLast } from './wait.ts'

/**
 * Goes through the plan; a step that fails throws, and what was yielded before stays true. A release that is refused without
 * standing in the deploy's way is told when the deploy is over, together with what that came to.
 */
export async function* takeSteps(work: PlanWork): AsyncGenerator<Receipt> {
  const aside: ApiError[] = []
  try {
    yield* stepByStep(work, aside)
  } catch (error) {
    const [refused] = aside
    if (!refused || !(error instanceof ApiError || error instanceof NetworkError)) throw error
    throw reworded(error, `${refused.message}\n${error.message}`)
  }
  for (const refused of aside)
    throw reworded(refused, `${refused.message}\nThe deploy was recorded all the same.`)
}

/** @param aside takes the refusals that the deploy goes on after */
async function* stepByStep(work: PlanWork, aside: ApiError[]): AsyncGenerator<Receipt> {
  const { plan } = work
  let progress: Progress = { ...work, deploy: plan.deploy, isReused: false }
  for (const step of plan.steps) {
    let isOver = false
    // A record is made for each thing that has one of its own.
    for (const deploy of step === 'deploy' ? plan.deploys : [progress.deploy]) {
      const own = { ...progress, deploy }
      const result = await steps[step](own)
      if (result instanceof ApiError) {
        aside.push(result)
        continue
      }
      const { receipt: made, failure } = result
      const receipt = failure === undefined ? await annotated(made, own) : made
      yield receipt
      if (failure !== undefined) throw failure
      if (receipt.fails !== undefined) return
      // A deploy that was found done has nothing left to wait for or to finish.
      isOver = ['deploy', 'retry'].includes(step) && receipt.outcome === 'existing'
      progress = advance(own, receipt)
    }
    if (isOver) return
  }
}

const steps: Readonly<Record<Step, (progress: Progress) => Promise<ActResult | ApiError>>> = {
  release,
  confirm,
  revision: awaitRevision,
  build: (progress) => act('build', progress, { looksFirst: progress.plan.looksFirst, isFollowed: true }),
  deploy: (progress) => act('deploy', progress, { looksFirst: progress.plan.looksFirst }),
  wait: waitForDeploy,
  finish,
  retry: (progress) => act('retry', progress, { looksFirst: progress.plan.looksFirst }),
  deactivate: (progress) => act('deactivate', progress),
}

function act(
  name: 'release' | 'build' | 'deploy' | 'retry' | 'deactivate',
  progress: Progress,
  more: Pick<ActWork, 'looksFirst' | 'isFollowed'> = {},
): Promise<ActResult> {
  return perform({ ...progress, act: planned(progress.provider[name], name), ...more })
}

/** A step is only planned when the provider has its act; anything else is our bug. */
function planned<T>(own: T | undefined, name: string): T {
  if (own === undefined) throw new Error(`a planned step has no act ${name}`)
  return own
}

/** Makes the release. @returns the refusal where the planned deploy goes on without one */
async function release(progress: Progress): Promise<ActResult | ApiError> {
  const { plan, provider } = progress
  try {
    return await act('release', progress)
  } catch (error) {
    const isBeside = plan.steps.includes('deploy') && provider.release?.isBeside?.(error)
    if (isBeside && error instanceof ApiError) return error
    throw error
  }
}

/** Looks for the release that must be there. Only that of a rollback was surely made a while ago. */
async function confirm(progress: Progress): Promise<ActResult> {
  const { provider, plan, job, deploy } = progress
  const own = planned(provider.release?.confirm, 'confirm')
  const look = () => own(job, deploy)
  return { receipt: await (plan.operation === 'rollback' ? look() : shownAtLast(look, progress)) }
}

/** Waits until what is to be deployed has arrived at the provider. */
async function awaitRevision(progress: Progress): Promise<ActResult> {
  const arrives = planned(progress.provider.arrives, 'arrives')
  const state = await follow(() => arrives(progress.job), progress, { what: 'the arrival of the revision' })
  return { receipt: { step: 'revision', ...closed(state, 'the revision did not arrive') } }
}

/** Waits for the end of the deploy. */
async function waitForDeploy(progress: Progress): Promise<ActResult> {
  const { provider, job, isReused, deployed } = progress
  const { id } = progress.deploy
  if (id === '') throw new Error('there is no deploy to wait for')
  const read = planned(provider.deploy.read, 'read')
  const what = `deploy ${id}`
  const { where } = provider
  const state = await follow((ms) => read(job, id, ms), progress, { what, where, isReused })
  const failure = `${provider.name} carried out ${what} and it failed`
  const ended = closed(state, failure, ` Look ${where} for the reason.`)
  const receipt: Receipt = { step: 'wait', id, ...(deployed ? { deployed } : {}), ...ended }
  return { receipt: asFound(receipt, progress) }
}

/** Lets the provider attach how the deploy ended. That is an extra: when it fails, the user is told and no more. */
async function annotated(receipt: Receipt, progress: Progress): Promise<Receipt> {
  const { annotate } = progress.provider.deploy
  const isEnd = ['deploy', 'wait', 'finish'].includes(receipt.step) && receipt.outcome !== 'started'
  if (!annotate || !isEnd || receipt.id === undefined) return receipt
  try {
    await annotate(progress.job, progress.deploy, receipt)
    return receipt
  } catch (error) {
    if (!isExpected(error)) throw error
    return withWarnings(receipt, [error.message])
  }
}
