// Runs the plan's steps in order and yields a receipt for each. A step is a file of steps/; steps/once.ts holds what
// makes it happen exactly once.
import { isExpected } from '../errors.ts'
import type { Receipt, Step } from '../provider/provider.ts'
import { build } from './build.ts'
import { deploy, retry } from './deploy.ts'
import { finish } from './finish.ts'
import { awaitRevision, waitForDeploy } from './follow.ts'
import { makesRelease } from './plan.ts'
import { release } from './release.ts'
import { jobOf, type Progress, type Work } from './work.ts'

export type { AnyJob } from '../provider/provider.ts'
export type { Work } from './work.ts'

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
  return ['deploy', 'retry'].includes(step) && receipt.outcome === 'existing'
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
