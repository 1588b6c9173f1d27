// Lead time and what else can be counted from the range: pure.
import { hasArrived } from '../deploy/past.ts'
import type { Plan } from '../deploy/plan.ts'
import type { PastDeploy } from '../provider/provider.ts'

/** Rollbacks and redeploys have none: they bring nothing new. */
export interface Figures {
  /** Seconds from commit to deploy: median, 90th percentile, longest. */
  readonly leadTime?: number
  readonly leadTimeP90?: number
  readonly leadTimeMax?: number
  readonly commitsPerDeploy?: number
  /** Since the previous deploy of this environment, where one is known. */
  readonly hoursSinceLast?: number
}

/** @param deployedAt when the version reached the environment, milliseconds since the epoch; undefined when it did not */
export function makeFigures(
  plan: Pick<Plan, 'kind' | 'range'>,
  deployedAt: number | undefined,
  earlier: readonly PastDeploy[] = [],
): Figures {
  if (deployedAt === undefined || plan.kind !== 'deploy') return {}
  const ages = plan.range.commits
    .flatMap(({ time }) => (Number.isFinite(time) ? [secondsBetween(time ?? deployedAt, deployedAt)] : []))
    .sort((a, b) => a - b)
  const last = previousDeploy(earlier)?.at
  return {
    ...(ages.length === 0
      ? {}
      : { leadTime: median(ages), leadTimeP90: percentile(ages, 0.9), leadTimeMax: ages.at(-1) ?? 0 }),
    commitsPerDeploy: Math.max(plan.range.total, plan.range.commits.length),
    ...(last === undefined ? {} : { hoursSinceLast: Math.round((deployedAt - last) / 36_000) / 100 }),
  }
}

/** The newest of the earlier deploys that reached the environment. */
export function previousDeploy(earlier: readonly PastDeploy[]): PastDeploy | undefined {
  return earlier
    .filter(({ at, outcome }) => at !== undefined && hasArrived(outcome))
    .reduce<PastDeploy | undefined>(
      (best, each) => ((each.at ?? 0) > (best?.at ?? 0) ? each : best),
      undefined,
    )
}

/** Never negative: the clocks of committers differ. */
function secondsBetween(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 1000))
}

/** The middle of sorted numbers; between two, their mean. */
export function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2)
}

/** Nearest rank. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}
