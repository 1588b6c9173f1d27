// The steps of a plan, in order; each yields a receipt.
import { isExpected } from '../errors.ts'
import type { Deploy, Receipt, Step } from '../provider/provider.ts'
import { type Performance, type Performing, perform } from './act.ts'
import { asFound, finish } from './finish.ts'
import { closed, followed } from './follow.ts'
import { advance, jobOf, type Progress, type Work, warned } from './progress.ts'

/** Goes through the plan; a step that fails throws, and what was yielded before stays true. */
export async function* takeSteps(work: Work): AsyncGenerator<Receipt> {
  let progress: Progress = { work, deploy: work.plan.deploy, isReused: false }
  for (const step of work.plan.steps) {
    let isOver = false
    for (const deploy of deploysOf(step, progress)) {
      const own = { ...progress, deploy }
      const { receipt: made, failure } = await steps[step](own)
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

/** A record is made for each thing that has one of its own. */
function deploysOf(step: Step, { work, deploy }: Progress): readonly Deploy[] {
  return step === 'deploy' ? work.plan.deploys : [deploy]
}

/** A deploy that was found done has nothing left to wait for or to finish. */
function endsPlan(step: Step, receipt: Receipt): boolean {
  return ['deploy', 'retry'].includes(step) && receipt.outcome === 'existing'
}

const steps: Readonly<Record<Step, (progress: Progress) => Promise<Performance>>> = {
  release: (progress) => act('release', progress, {}),
  confirm: async (progress) => {
    const { confirm } = progress.work.provider.release ?? {}
    return { receipt: await planned(confirm, 'confirm')(jobOf(progress), progress.deploy) }
  },
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
  { looksFirst = false, ...more }: Partial<Pick<Performing, 'looksFirst' | 'followedAs'>>,
): Promise<Performance> {
  return perform({ act: planned(progress.work.provider[name], name), progress, looksFirst, ...more })
}

/** A step is only planned when the provider has its act; anything else is our bug. */
function planned<T>(own: T | undefined, name: string): T {
  if (own === undefined) throw new Error(`a planned step has no act ${name}`)
  return own
}

/** Waits until what is to be deployed has arrived at the provider. */
async function awaitRevision(progress: Progress): Promise<Performance> {
  const { work } = progress
  const arrives = planned(work.provider.arrives, 'arrives')
  const state = await followed(() => arrives(jobOf(progress)), work, { what: 'the arrival of the revision' })
  return { receipt: { step: 'revision', ...closed(state, 'the revision did not arrive') } }
}

/** Waits for the end of the deploy. */
async function waitForDeploy(progress: Progress): Promise<Performance> {
  const { work, deploy } = progress
  const { provider } = work
  if (deploy.id === '') throw new Error('there is no deploy to wait for')
  const read = planned(provider.deploy.read, 'read')
  const what = `deploy ${deploy.id}`
  const target = { what, where: provider.where }
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
