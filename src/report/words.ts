// How a run reads in one line: in the heading, the log's last line and the message for a chat.
import { hasArrived } from '../deploy/past.ts'
import type { Plan } from '../deploy/plan.ts'
import type { Outcome } from '../provider/provider.ts'
import type { Report } from './report.ts'

/** A full sha at the end of a version, short enough for a heading. */
export function shortVersion(version: string): string {
  return version.replace(/\b([0-9a-f]{12})[0-9a-f]{28}$/, '$1')
}

/** `recorded at Sentry`, `deployed by Beanstalk` */
export function outcomeWords({
  outcome,
  plan: { provider, stage, operation },
  created,
  isWithoutRelease,
}: Report): string {
  const { name, effect } = provider
  if (isWithoutRelease) return `deploy recorded at ${name}, release refused`
  const what = operation === 'deactivate' ? 'made inactive' : 'recorded'
  const doneWords = effect === 'deploys' ? `deployed by ${name}` : `${what} at ${name}`
  const words: Readonly<Record<Outcome, string>> = {
    recorded: doneWords,
    succeeded: doneWords,
    accepted: `accepted by ${name}`,
    existing: `already ${doneWords}`,
    started: `started at ${name}`,
    failed: effect === 'deploys' ? `failed at ${name}` : 'failed',
    cancelled: 'cancelled',
    skipped: `skipped by ${name}`,
    superseded: `superseded by a newer deploy at ${name}`,
    unknown: `outcome unknown at ${name}`,
    planned: 'dry run, nothing was sent',
    error: effect === 'deploys' ? `error at ${name}` : `NOT ${what} at ${name}`,
    none: noneWords(name, stage, created),
  }
  return words[outcome]
}

function noneWords(name: string, stage: Plan['stage'], created: boolean): string {
  if (stage === 'post') return 'nothing was open'
  return created ? `released at ${name}` : `release was there at ${name}`
}

/** The parts of a heading that are foreign, as they are written where it stands. */
export interface HeadlineParts {
  readonly version: string
  readonly environment: string
}

/** Does the heading name the provider, and say whether it carries the deploy out? */
export function saysProvider(report: Report): boolean {
  const words = outcomeWords(report)
  const { name } = report.plan.provider
  const hasEffect = words.includes(`recorded at ${name}`) || words.includes(`deployed by ${name}`)
  return hasEffect || (report.plan.environment === '' && words.includes(name))
}

/** What is live now; or what is not recorded, and that the deploy itself is not affected. */
export function headline(report: Report, { version, environment }: HeadlineParts): string {
  const { outcome, isWithoutRelease } = report
  const { kind, provider, operation } = report.plan
  const words = outcomeWords(report)
  if (environment === '') return `${version} ${words}`
  const as = kind === 'deploy' ? '' : ` (${kind})`
  // It brings nothing there: what was live, whatever its version, is not any more.
  if (operation === 'deactivate') return `${environment}: ${words}`
  // What is only closed is there already, or never will be.
  if (outcome === 'planned' && operation !== 'finish')
    return `${version} would go to ${environment}${as}: ${words}`
  if (hasArrived(outcome)) return `${version} is live in ${environment}${as}: ${words}`
  const isElsewhere = outcome === 'error' && provider.effect === 'records' && !isWithoutRelease
  return `${version} → ${environment}${as}: ${words}${isElsewhere ? ' (the deploy itself is not affected)' : ''}`
}
