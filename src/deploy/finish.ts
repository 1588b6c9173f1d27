// Closes a deploy that was left open, by an earlier step of the plan or by another job.
import { InputError } from '../errors.ts'
import type { Receipt } from '../provider/provider.ts'
import { once } from './once.ts'
import { jobOf, must, type Progress } from './work.ts'

/** Closes a deploy. Without a known id it is looked for: by the marker, then by what is open. */
export async function finish(progress: Progress): Promise<Receipt> {
  const { work, deploy: ours } = progress
  const { finishDeploy, findFinish } = work.provider
  const close = must(finishDeploy, 'finishDeploy')
  const job = jobOf(progress)
  const id = progress.id || (await findToFinish(progress))
  if (id === undefined)
    return { step: 'finish', outcome: 'none', note: 'nothing was started, so there is nothing to close' }
  const find = findFinish && (() => findFinish(job, ours, id))
  const receipt = await once(() => close(job, ours, id), find, work)
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
    const found = await find?.(jobOf(progress), ours, 'earlier')
    if (typeof found !== 'object') continue
    // A main stage that was killed before it made its own leaves that of an earlier attempt as it ended.
    const isOver = isPost && found.outcome !== 'started'
    if (found.id !== undefined && !isOver) return found.id
  }
  if (isPost) return undefined
  throw new InputError([
    `deploy-id is required: there is no open deploy of ${plan.environment} at ${plan.provider.name} for this commit. Pass the output deploy-id of the step that started it.`,
  ])
}
