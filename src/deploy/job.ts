// The job of a plan: what the acts are given.
import type { Host } from '../host.ts'
import type { AnyJob } from '../provider/provider.ts'
import type { Plan } from './plan.ts'
import type { StageSession } from './session.ts'

/** The job of the plan, with what the provider looks up before anything is written. */
export async function makeJob(
  plan: Plan,
  { provider, base, inputs }: StageSession,
  host: Host,
): Promise<AnyJob> {
  const { common } = inputs
  const previousTag = plan.version.previousTag ?? plan.range.baseTag
  const job: AnyJob = {
    ...base,
    operation: plan.operation,
    version: plan.version.version,
    isVersionDerived: plan.version.isDerived,
    isVersionNew: plan.version.isNew,
    // The tag before this version: the one it was counted from, or the one its commits start at.
    ...(previousTag === undefined ? {} : { previousTag }),
    description: common.description,
    matrixKey: common.matrixKey,
    range: plan.range,
    isRangeDerived: ['auto', 'push'].includes(common.commitsFrom) && common.paths.length === 0,
    isRangeFiltered: common.paths.length > 0,
    commitsMode: common.commits,
    wait: common.wait,
    deployId: common.deployId,
    facts: undefined,
  }
  if (!provider.lookUp) return job
  const { facts, warnings = [] } = await provider.lookUp({ ...job, facts: undefined }, plan.deploy)
  for (const warning of warnings) host.warning(provider.name, warning)
  return { ...job, facts }
}
