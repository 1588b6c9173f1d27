// Lead time and what else can be counted from the range: pure.
import type { Plan } from '../plan.ts'

export interface Figures {
  /** Seconds from commit to deploy: median, 90th percentile, longest. Undefined for rollbacks and redeploys. */
  readonly leadTime?: number
  readonly leadTimeP90?: number
  readonly leadTimeMax?: number
  readonly commitsPerDeploy: number
  /** Since the previous deploy of this environment, where one is known. */
  readonly hoursSinceLast?: number
}

/** @param finishedAt when the deploy was done, milliseconds since the epoch; undefined when it was not */
export function makeFigures(plan: Plan, finishedAt: number | undefined): Figures {
  const commitsPerDeploy = plan.range.total
  if (finishedAt === undefined || plan.kind !== 'deploy') return { commitsPerDeploy }
  const ages = plan.range.commits
    .flatMap(({ time }) => (time === undefined ? [] : Math.max(0, Math.round((finishedAt - time) / 1000))))
    .sort((a, b) => a - b)
  const last = plan.history.find(({ at }) => at !== undefined && at < finishedAt)?.at
  return {
    commitsPerDeploy,
    ...(ages.length === 0
      ? {}
      : { leadTime: median(ages), leadTimeP90: percentile(ages, 0.9), leadTimeMax: ages.at(-1) ?? 0 }),
    ...(last === undefined ? {} : { hoursSinceLast: Math.round((finishedAt - last) / 36_000) / 100 }),
  }
}

/** The middle of sorted numbers; between two, their mean. */
export function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2)
}

/** Nearest rank. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}
