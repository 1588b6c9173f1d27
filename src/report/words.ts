// How outcomes and versions read in the heading, the log and the closing line.
import type { Plan } from '../deploy/plan.ts'
import type { Outcome } from '../provider/provider.ts'

/** A full sha at the end of a version, short enough for a heading. */
export function shortVersion(version: string): string {
  return version.replace(/\b([0-9a-f]{12})[0-9a-f]{28}$/, '$1')
}

/** `recorded at Sentry`, `deployed by Beanstalk` */
export function outcomeWords(
  outcome: Outcome,
  { provider, stage }: Pick<Plan, 'provider' | 'stage'>,
  created: boolean,
): string {
  const { name, effect } = provider
  switch (outcome) {
    case 'recorded':
      return `recorded at ${name}`
    case 'succeeded':
      return effect === 'deploys' ? `deployed by ${name}` : `succeeded at ${name}`
    case 'accepted':
      return `accepted by ${name}`
    case 'existing':
      return `already ${effect === 'deploys' ? 'deployed by' : 'recorded at'} ${name}`
    case 'started':
      return `started at ${name}`
    case 'failed':
      return effect === 'deploys' ? `failed at ${name}` : 'failed'
    case 'cancelled':
      return 'cancelled'
    case 'skipped':
      return `skipped by ${name}`
    case 'superseded':
      return `superseded by a newer deploy at ${name}`
    case 'unknown':
      return `outcome unknown at ${name}`
    case 'planned':
      return 'dry run, nothing was sent'
    case 'error':
      return `error at ${name}`
    case 'none':
      if (stage === 'post') return 'nothing was open'
      return created ? `released at ${name}` : `release was there at ${name}`
  }
}
