// The release that this run makes at Beanstalk: its revision, its body, and how it is told from others.
import { InputError } from '../../errors.ts'
import type { Deploy } from '../../provider/provider.ts'
import type { BeanstalkJob } from './calls.ts'
import type { BeanstalkRelease } from './shapes.ts'
import { commentOf, isSameRevision } from './words.ts'

const ROLLBACK = 'Rollback to '

/**
 * The marker alone is not enough: one job may deploy and then roll back under the same version. The target of a
 * rollback moves once the rollback succeeded, so its revision counts only where it was given.
 */
export function isOurs(job: BeanstalkJob, deploy: Deploy, release: BeanstalkRelease): boolean {
  const { comment } = release
  const isRollback = job.operation === 'rollback'
  if (!comment.includes(deploy.marker) || comment.startsWith(ROLLBACK) !== isRollback) return false
  const isTargetGiven = job.own.beanstalkRevision !== '' || job.facts.given !== undefined
  if (isRollback && !isTargetGiven) return true
  return isSameRevision(release.revision, revisionOf(job, deploy))
}

/** May a release that an automatic environment started by itself stand for ours? */
export function canAdopt({ facts, operation, own }: BeanstalkJob): boolean {
  return facts.environment.automatic && operation !== 'rollback' && !own.beanstalkFromScratch
}

/** The revision that must have arrived before a deploy. */
export function revisionToAwait({ own, range }: BeanstalkJob): string {
  return own.beanstalkRevision.toLowerCase() || range.head
}

/** The revision that is deployed. @throws InputError for a rollback without a target */
export function revisionOf(job: BeanstalkJob, deploy: Deploy): string {
  if (job.own.beanstalkRevision || job.operation !== 'rollback') return revisionToAwait(job)
  const target = job.facts.given?.revision || deploy.rollbackTo?.sha
  if (target) return target
  throw new InputError([
    `beanstalk-revision is required for this rollback: environment ${job.environment} has no earlier successful release of another revision.`,
  ])
}

/** The body of a create (Release Resource: writable attributes). */
export function releaseBody(job: BeanstalkJob, deploy: Deploy) {
  const revision = revisionOf(job, deploy)
  return {
    revision,
    comment: commentOf({ label: labelOf(job, revision), revision, deploy }),
    deploy_from_scratch: job.own.beanstalkFromScratch,
    do_not_notify: !job.own.beanstalkNotify,
  }
}

function labelOf({ operation, version, isVersionDerived }: BeanstalkJob, revision: string): string {
  if (operation !== 'rollback') return version
  return `${ROLLBACK}${revision.slice(0, 12)}${isVersionDerived ? '' : ` (${version})`}`
}
