// The end of a stage: what was done, as a report, and how the step ends.
import type { StageResult } from '../deploy/carry-out.ts'
import type { Plan } from '../deploy/plan.ts'
import type { StageSession } from '../deploy/session.ts'
import { InputError, NetworkError } from '../errors.ts'
import type { Host } from '../host.ts'
import type { Outcome, PastDeploy, Receipt } from '../provider/provider.ts'
import { oneLine } from '../text.ts'
import { endingOf, failureOf, type StageEnding, verdict } from './ending.ts'
import { gapBefore } from './gap.ts'
import { helpUrl } from './help.ts'
import { publish } from './publish.ts'
import { makeReport } from './report.ts'

interface TellParts {
  readonly plan: Plan
  readonly done: StageResult
  readonly session: StageSession
  readonly host: Host
}

/** Publishes what was done, whatever happened, and says how the step ends. */
export async function report({ plan, done, session, host }: TellParts): Promise<StageEnding> {
  const { receipts, failure, began } = done
  const { inputs } = session
  const failed = failure === undefined ? undefined : failureOf(failure, host, plan.provider.name)
  const now = host.now()
  const summed = makeReport({
    plan,
    receipts,
    began,
    now,
    problem: failed?.problem ?? '',
    isSoftened: failed?.isSoftened === true,
    help: failed?.help ?? helpUrl('failed', host.env),
    errorOutcome: errorOutcome(failure, plan, receipts),
    warnings: inputs.warnings,
    // What the workflow file has to change first needs no look at what was deployed.
    history: plan.history ?? (failure instanceof InputError ? [] : await glanceBack(plan, session, host)),
  })
  const gap = await gapBefore(summed, session, host)
  if (gap) host.warning('Commits', gap)
  const told = gap ? { ...summed, warnings: [...summed.warnings, gap] } : summed
  publish(told, inputs, host)
  if (failed === undefined) return verdict(told)
  const isError = told.outcome === 'error'
  return endingOf({ ...failed, isSoft: failed.isSoft && isError, isSoftened: told.isSoftened })
}

/**
 * The earlier deploys for the summary, where nothing had to read them before. An extra, so it is cheap or left out, and
 * whatever comes of it, the run ends as it would have without it.
 */
async function glanceBack(
  plan: Plan,
  { glance, inputs }: StageSession,
  host: Host,
): Promise<readonly PastDeploy[]> {
  if (!inputs.common.summary || !endsHere(plan)) return []
  try {
    return (await glance()) ?? []
  } catch (error) {
    host.debug(`The earlier deploys are not shown: ${oneLine(String(error))}`)
    return []
  }
}

/** Is it here that the whole story of a deploy is told? `track` and `start` tell it where the deploy ends. */
function endsHere({ environment, dryRun, operation, stage }: Plan): boolean {
  const isOpen = stage === 'main' && ['track', 'start'].includes(operation)
  return environment !== '' && !dryRun && !isOpen
}

/** Our own deadline, or a cancellation, leaves what the provider carries out unknown; the rest is an error. */
function errorOutcome(failure: unknown, { provider }: Plan, receipts: readonly Receipt[]): Outcome {
  if (failure instanceof NetworkError && failure.reason === 'left') return 'unknown'
  const isUnderWay =
    provider.effect === 'deploys' && receipts.some(({ step }) => step === 'deploy' || step === 'retry')
  const isOurs = failure instanceof NetworkError && ['deadline', 'cancelled', 'left'].includes(failure.reason)
  return isUnderWay && isOurs ? 'unknown' : 'error'
}
