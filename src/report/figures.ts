// Lead time and what else can be counted from the range: pure.
import { hasArrived } from '../deploy/past.ts'
import type { Plan } from '../deploy/plan.ts'
import { latestFirst, type PastDeploy } from '../provider/provider.ts'
import { isDate } from './markdown.ts'

/** Rollbacks and redeploys have none: they bring nothing new. */
export interface Figures {
  /** Seconds from commit to deploy: median, 90th percentile, longest. */
  readonly leadTime?: number | undefined
  readonly leadTimeP90?: number | undefined
  readonly leadTimeMax?: number | undefined
  readonly commitsPerDeploy?: number
  /** Since the previous deploy of this environment, where one is known. */
  readonly hoursSinceLast?: number | undefined
}

/** @param deployedAt when the version reached the environment, milliseconds since the epoch; undefined when it did not */
export function makeFigures(
  { kind, range }: Pick<Plan, 'kind' | 'range'>,
  deployedAt: number | undefined,
  earlier: readonly PastDeploy[] = [],
): Figures {
  if (deployedAt === undefined || kind !== 'deploy') return {}
  // Never negative: the clocks of committers differ.
  const ages = range.commits
    .flatMap(({ time }) => (isDate(time) ? [Math.max(0, Math.round((deployedAt - time) / 1000))] : []))
    .sort((a, b) => a - b)
  const last = previousDeploy(earlier)?.at
  return {
    leadTime: median(ages),
    leadTimeP90: percentile(ages, 0.9),
    leadTimeMax: ages.at(-1),
    commitsPerDeploy: Math.max(range.total, range.commits.length),
    hoursSinceLast: last === undefined ? undefined : Math.round((deployedAt - last) / 36_000) / 100,
  }
}

/** The newest of the earlier deploys that reached the environment. */
export function previousDeploy(earlier: readonly PastDeploy[]): PastDeploy | undefined {
  return earlier.filter(({ at, outcome }) => at !== undefined && hasArrived(outcome)).toSorted(latestFirst)[0]
}

/** The middle of sorted numbers; between two, their mean. */
export function median(sorted: readonly number[]): number | undefined {
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  const lower = sorted.length % 2 === 1 ? upper : sorted[middle - 1]
  return upper === undefined || lower === undefined ? undefined : Math.round((lower + upper) / 2)
}

/** Nearest rank. */
export function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
}
