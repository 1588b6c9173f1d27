// Which deploy is closed: the one that is known, else ours by the marker, else what is open.
import { InputError } from '../errors.ts'
import type { LookResult, Receipt } from '../provider/provider.ts'
import { type ActResult, perform } from './act.ts'
import type { Plan } from './plan.ts'
import type { Progress } from './progress.ts'
import { shown } from './wait.ts'

/** Closes a deploy that was left open, by an earlier step of the plan or by another job. */
export async function finish(progress: Progress): Promise<ActResult> {
  const { finish: act } = progress.provider
  if (!act) throw new Error('a finish is planned for a provider that has none')
  const id = progress.deploy.id || (await idToClose(progress))
  if (id === undefined) return { receipt: isBlind(progress) ? untold(progress) : NOTHING }
  const result = await perform({ ...progress, act, deploy: { ...progress.deploy, id } })
  return { ...result, receipt: asFound(result.receipt, progress) }
}

const NOTHING: Receipt = {
  step: 'finish',
  outcome: 'none',
  note: 'nothing was started, so there is nothing to close',
}

/** Is there no way to tell what is open? */
function isBlind({ provider }: Progress): boolean {
  return !provider.deploy.find && !provider.finish?.open
}

/** The main stage ended before it knew whether it had started a deploy, and nobody can look. */
function untold({ provider }: Progress): Receipt {
  const text = `${provider.name} does not tell whether this step started a deploy before it was stopped. Look ${provider.where} for one that is open`
  return { step: 'finish', outcome: 'unknown', warnings: [text] }
}

/** A deploy of an earlier attempt that was followed, or closed, to a good end was there already. */
export function asFound(receipt: Receipt, { isReused }: Progress): Receipt {
  return isReused && receipt.outcome === 'succeeded' ? { ...receipt, outcome: 'existing' } : receipt
}

/** In post only what a main stage that was killed has sent, a moment ago, will do: it may not be shown yet. */
async function idToClose(progress: Progress): Promise<string | undefined> {
  const { plan, provider } = progress
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
async function findToClose({ provider, plan, job, deploy }: Progress): Promise<string | undefined> {
  const { find } = provider.deploy
  const ours = openId(await find?.(job, deploy, 'earlier'), plan)
  // In post only the run's own deploy will do, where the provider can tell it by the marker.
  if (ours !== undefined || (plan.stage === 'post' && find)) return ours
  return openId(await provider.finish?.open?.(job, deploy), plan)
}

/** A main stage that was killed before it made its own leaves that of an earlier attempt as it ended. */
function openId(found: LookResult | undefined, { stage }: Plan): string | undefined {
  if (typeof found !== 'object' || (stage === 'post' && found.outcome !== 'started')) return undefined
  return found.id
}
