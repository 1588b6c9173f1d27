// What happened, as one value: made from the plan and the receipts, and the source of outputs, log and summary.
import type { Plan } from '../plan.ts'
import type { Outcome, Receipt } from '../provider.ts'
import { type Figures, makeFigures } from './figures.ts'

export interface Report {
  readonly plan: Plan
  readonly receipts: readonly Receipt[]
  readonly outcome: Outcome
  readonly deployId: string
  readonly releaseId: string
  readonly releaseUrl: string
  readonly deployUrl: string
  readonly created: boolean
  readonly commitCount: number
  /** Milliseconds since the epoch; undefined when nothing was deployed. */
  readonly startedAt?: number
  readonly finishedAt?: number
  readonly figures: Figures
  /** Why the step fails or what went wrong, as sentences. */
  readonly problem: string
}

export interface Ended {
  readonly plan: Plan
  readonly receipts: readonly Receipt[]
  /** The error that ended the steps, as its message; empty when none did. */
  readonly problem: string
  /** What the error means for the outcome: a deadline at a provider that deploys leaves it `unknown`. */
  readonly errorOutcome: Outcome
  readonly deployId: string
  readonly now: number
}

/** Sums the run up. */
export function makeReport({ plan, receipts, problem, errorOutcome, deployId, now }: Ended): Report {
  const release = receipts.find(({ step }) => step === 'release')
  const deploys = receipts.filter(({ step }) => ['deploy', 'wait', 'finish', 'retry'].includes(step))
  const last = deploys.at(-1)
  const outcome = problem ? errorOutcome : outcomeOf(plan, last, receipts)
  const isOver = last !== undefined && outcome !== 'started' && outcome !== 'error'
  const startedAt = last === undefined ? undefined : (last.startedAt ?? plan.deploy.startedAt)
  const finishedAt = isOver ? (last.finishedAt ?? plan.deploy.finishedAt ?? now) : undefined
  const failed = receipts.find(({ fails }) => fails !== undefined)?.fails
  return {
    plan,
    receipts,
    outcome,
    deployId: deploys.findLast(({ id }) => id !== undefined)?.id ?? deployId,
    releaseId: release?.id ?? deploys.findLast(({ releaseId }) => releaseId !== undefined)?.releaseId ?? '',
    releaseUrl: release?.url ?? '',
    deployUrl: deploys.findLast(({ url }) => url !== undefined)?.url ?? '',
    created: release?.created ?? false,
    commitCount: release?.commitCount ?? plan.range.commits.length,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    figures: makeFigures(plan, finishedAt),
    problem: problem || (failed ?? ''),
  }
}

function outcomeOf(plan: Plan, last: Receipt | undefined, receipts: readonly Receipt[]): Outcome {
  if (plan.dryRun) return 'planned'
  const failed = receipts.find(({ fails }) => fails !== undefined)
  const outcome = failed?.outcome ?? last?.outcome
  if (outcome !== undefined && outcome !== 'created') return outcome
  const { operation, stage, deploy } = plan
  // A deploy that did not succeed leaves no record at a provider that knows only finished ones.
  if (stage === 'post' || operation === 'finish')
    return deploy.status === 'cancelled' ? 'cancelled' : 'failed'
  if (operation === 'track' || operation === 'start') return 'started'
  return 'none'
}
