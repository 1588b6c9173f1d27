// Which deploy is closed: the one that is known, else ours by the marker, else what is open.
import { InputError } from '../errors.ts'
import type { Receipt } from '../provider/provider.ts'
import { type ActResult, perform, shown } from './act.ts'
import { jobOf, type Progress } from './progress.ts'

/** Closes a deploy that was left open, by an earlier step of the plan or by another job. */
export async function finish(progress: Progress): Promise<ActResult> {
  const { finish: act } = progress.work.provider
  if (!act) throw new Error('a finish is planned for a provider that has none')
  const id = progress.deploy.id || (await idToClose(progress))
  if (id === undefined) return { receipt: isBlind(progress) ? untold(progress) : NOTHING }
  const deploy = { ...progress.deploy, id }
  const performance = await perform({ act, progress: { ...progress, deploy }, looksFirst: false })
  return { ...performance, receipt: asFound(performance.receipt, progress) }
}

const NOTHING: Receipt = {
  step: 'finish',
  outcome: 'none',
  note: 'nothing was started, so there is nothing to close',
}

/** Is there no way to tell what is open? */
function isBlind({ work: { provider } }: Progress): boolean {
  return !provider.deploy.find && !provider.finish?.open
}

/** The main stage ended before it knew whether it had started a deploy, and nobody can look. */
function untold({ work: { provider } }: Progress): Receipt {
  const text = `${provider.name} does not tell whether this step started a deploy before it was stopped. Look ${provider.where} for one that is open`
  return { step: 'finish', outcome: 'unknown', warnings: [text] }
}

/** A deploy of an earlier attempt that was followed, or closed, to a good end was there already. */
export function asFound(receipt: Receipt, { isReused }: Progress): Receipt {
  return isReused && receipt.outcome === 'succeeded' ? { ...receipt, outcome: 'existing' } : receipt
}

/** In post only what a main stage that was killed has sent, a moment ago, will do: it may not be shown yet. */
async function idToClose(progress: Progress): Promise<string | undefined> {
  const { plan, provider } = progress.work
  const isPost = plan.stage === 'post'
  const look = () => findToClose(progress)
  const id = await (isPost && !isBlind(progress) ? shown(look, progress) : look())
  if (id !== undefined || isPost) return id
  const why = isBlind(progress)
    ? `${provider.name} does not tell what is open`
    : `there is no open deploy of ${plan.environment} at ${provider.name} for this commit`
  throw new InputError([
    `deploy-id is required: ${why}. Pass the output deploy-id of the step that started it.`,
  ])
}

/** The id of the deploy to close; undefined while there is none. */
async function findToClose(progress: Progress): Promise<string | undefined> {
  const { work, deploy } = progress
  const { provider, plan } = work
  const isPost = plan.stage === 'post'
  const { find } = provider.deploy
  const finds = [
    find && (() => find(jobOf(progress), deploy, 'earlier')),
    // In post only the run's own deploy will do, where the provider can tell it by the marker.
    isPost && find ? undefined : () => provider.finish?.open?.(jobOf(progress), deploy),
  ]
  for (const look of finds) {
    const found = await look?.()
    if (typeof found !== 'object') continue
    // A main stage that was killed before it made its own leaves that of an earlier attempt as it ended.
    const isOver = isPost && found.outcome !== 'started'
    if (found.id !== undefined && !isOver) return found.id
  }
  return undefined
}
