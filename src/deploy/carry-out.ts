// Carries a plan out: keeps the state for the post stage, and tells what happens as it happens.
import { ApiError, isExpected, mayHaveHappened } from '../errors.ts'
import type { Host } from '../host.ts'
import type { AnyJob, Receipt } from '../provider/provider.ts'
import { describeReceipt } from '../report/log.ts'
import type { Plan } from './plan.ts'
import { givenOf, type SavedState, save } from './saved.ts'
import type { StageSession } from './session.ts'
import { takeSteps } from './steps.ts'

/** The receipts of the steps that were done, and the error that ended them, if one did. */
export interface StageResult {
  readonly receipts: readonly Receipt[]
  readonly failure: unknown
  /** By `Host.now`: when the steps began. */
  readonly began: number
}

/** Goes through the steps, and keeps for the post stage how far they came. Throws nothing. */
export async function carryOut(plan: Plan, session: StageSession, host: Host): Promise<StageResult> {
  const began = host.now()
  const receipts: Receipt[] = []
  try {
    const job = await makeJob(plan, session, host)
    if (plan.dryRun) return { receipts, failure: undefined, began }
    remember(plan, host, 'starting')
    const { provider, clock } = session
    for await (const receipt of takeSteps({ plan, provider, job, clock })) {
      receipts.push(receipt)
      tell(receipt, plan, host)
    }
    remember(plan, host, 'started', receipts)
    return { receipts, failure: undefined, began }
  } catch (failure) {
    if (!mayHaveHappened(failure) && isExpected(failure))
      remember(plan, host, deployOf(receipts) ? 'started' : 'idle', receipts)
    return { receipts, failure, began }
  }
}

/** The job of the plan, with what the provider looks up before anything is written. */
async function makeJob(plan: Plan, { provider, base, inputs }: StageSession, host: Host): Promise<AnyJob> {
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

/**
 * Was the start of this tracked deploy never taken? A killed main stage may not have sent it; then the service has nothing
 * to close and says so by a 4xx. A deploy that was started is another matter.
 */
export function neverStarted(plan: Plan, saved: SavedState, failure: unknown): boolean {
  const isRefusal = failure instanceof ApiError && [400, 404, 409, 410, 422].includes(failure.status)
  return plan.stage === 'post' && saved.phase === 'starting' && isRefusal
}

/** Only a tracked deploy is closed by the post stage. */
function remember(
  plan: Plan,
  host: Host,
  phase: SavedState['phase'],
  receipts: readonly Receipt[] = [],
): void {
  if (plan.operation !== 'track' || plan.stage !== 'main') return
  const deploy = deployOf(receipts)
  const { environment, version, context } = plan
  const { ref, refKind } = context
  const isDone = deploy?.outcome === 'existing'
  save(host, {
    phase: isDone ? 'idle' : phase,
    version: version.version,
    environment,
    startedAt: plan.deploy.startedAt,
    deployId: deploy?.id ?? '',
    target: { commit: { sha: plan.range.head }, ref, refKind },
    given: givenOf(host),
  })
}

function deployOf(receipts: readonly Receipt[]): Receipt | undefined {
  return receipts.find(({ step }) => step === 'deploy')
}

function tell(receipt: Receipt, plan: Plan, host: Host): void {
  host.info(describeReceipt(receipt, plan))
  if (receipt.detail && receipt.detail.length > 0) host.group(`${plan.provider.name} says`, receipt.detail)
  for (const notice of receipt.notices ?? []) host.notice(plan.provider.name, notice)
  for (const warning of receipt.warnings ?? []) host.warning(plan.provider.name, warning)
}
