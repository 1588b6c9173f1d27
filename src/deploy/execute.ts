// Carries a plan out against the world: keeps the state for the post stage, tells what happens, and reports at the end.

import { ApiError, isExpected, mayHaveHappened, NetworkError } from '../errors.ts'
import type { Host } from '../host.ts'
import type { ReadInputs } from '../inputs/read.ts'
import type { Outcome, Receipt } from '../provider/provider.ts'
import { type Ending, endingOf, failureOf, verdict } from '../report/ending.ts'
import { helpUrl } from '../report/help.ts'
import { describeReceipt } from '../report/log.ts'
import { publish } from '../report/publish.ts'
import { deployIdOf, makeReport, outcomeOf } from '../report/report.ts'
import { carryOut } from './carry-out.ts'
import type { Plan } from './plan.ts'
import { recall } from './recall.ts'
import { type Saved, save } from './saved.ts'
import { makeJob, type Session } from './session.ts'

interface Execution {
  readonly plan: Plan
  readonly session: Session
  readonly inputs: ReadInputs
  readonly host: Host
  /** What an earlier stage left. */
  readonly saved: Saved
}

/** Carries the plan out and reports what was done, whatever happens. */
export async function execute(execution: Execution): Promise<Ending> {
  const { plan, inputs, host, saved } = execution
  const began = host.now()
  const deployId = inputs.common.deployId || saved.deployId
  const { receipts, failure } = await attempt(execution, deployId)
  if (plan.stage === 'post' && saved.phase === 'starting' && isRefusal(failure)) {
    host.notice(plan.provider.name, 'The start of the deploy was never taken, so there is nothing to close.')
    return {}
  }
  const failed = failure === undefined ? undefined : failureOf(failure, host, plan.provider.name)
  const ended = {
    plan,
    receipts,
    deployId,
    began,
    now: host.now(),
    problem: failed?.problem ?? '',
    help: failed?.help ?? helpUrl('failed', host.env),
    errorOutcome: errorOutcome(failure, plan, receipts),
    warnings: inputs.warnings,
  }
  const history = await recall(execution, {
    receipts,
    outcome: outcomeOf(ended),
    deployId: deployIdOf(ended),
  })
  const report = makeReport({ ...ended, history })
  publish(report, inputs, host)
  if (failed === undefined) return verdict(report)
  return { ...endingOf(failed), isSoft: failed.isSoft && report.outcome === 'error' }
}

/** The receipts of the steps that were done, and the error that ended them, if one did. */
interface Attempt {
  readonly receipts: readonly Receipt[]
  readonly failure: unknown
}

/** Goes through the steps, and keeps for the post stage how far they came. */
async function attempt({ plan, session, inputs, host }: Execution, deployId: string): Promise<Attempt> {
  const receipts: Receipt[] = []
  try {
    const job = await makeJob(plan, session, inputs, host)
    if (plan.dryRun) return { receipts, failure: undefined }
    remember(plan, host, 'starting')
    const clock = { ...clockOf(host), deadline: session.deadline }
    for await (const receipt of carryOut({ plan, provider: session.provider, job, deployId, clock })) {
      receipts.push(receipt)
      tell(receipt, plan, host)
    }
    remember(plan, host, 'started', receipts)
    return { receipts, failure: undefined }
  } catch (error) {
    if (!mayHaveHappened(error) && isExpected(error))
      remember(plan, host, receiptOf(receipts, 'deploy') ? 'started' : 'refused', receipts)
    return { receipts, failure: error }
  }
}

/** A killed main stage may never have sent the start; then the service has nothing to close and says so by a 4xx. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && [400, 404, 409, 410, 422].includes(error.status)
}

function clockOf(host: Host): Pick<Host, 'now' | 'sleep' | 'random' | 'info'> {
  return { now: host.now, sleep: host.sleep, random: host.random, info: host.info }
}

/** Only a tracked deploy is closed by the post stage. */
function remember(plan: Plan, host: Host, phase: Saved['phase'], receipts: readonly Receipt[] = []): void {
  if (plan.operation !== 'track' || plan.stage !== 'main') return
  const deploy = receiptOf(receipts, 'deploy')
  const { environment, version } = plan
  const isDone = deploy?.outcome === 'existing'
  save(host, {
    phase: isDone ? 'idle' : phase,
    version: version.version,
    environment,
    startedAt: plan.deploy.startedAt,
    deployId: deploy?.id ?? '',
  })
}

function receiptOf(receipts: readonly Receipt[], step: Receipt['step']): Receipt | undefined {
  return receipts.find((receipt) => receipt.step === step)
}

function tell(receipt: Receipt, plan: Plan, host: Host): void {
  host.info(describeReceipt(receipt, plan))
  if (receipt.detail && receipt.detail.length > 0) host.group(`${plan.provider.name} says`, receipt.detail)
  for (const warning of receipt.warnings ?? []) host.warning(plan.provider.name, warning)
}

/** Our own deadline, or a cancellation, leaves what the provider carries out unknown; the rest is an error. */
function errorOutcome(failure: unknown, { provider }: Plan, receipts: readonly Receipt[]): Outcome {
  if (failure instanceof NetworkError && failure.reason === 'left') return 'unknown'
  const isUnderWay =
    provider.effect === 'deploys' && receipts.some(({ step }) => step === 'deploy' || step === 'retry')
  const isOurs = failure instanceof NetworkError && failure.reason !== 'network'
  return isUnderWay && isOurs ? 'unknown' : 'error'
}
