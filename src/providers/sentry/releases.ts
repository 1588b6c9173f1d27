// Releases at Sentry: look first where commits could be lost, create, read back.
import { ApiError } from '../../errors.ts'
import { type Deploy, type Receipt, repositoryUrl } from '../../provider/provider.ts'
import { listed } from '../../text.ts'
import {
  COLUMN,
  commitOf,
  idsOf,
  isOurs,
  pageOf,
  paramsOf,
  projectsOf,
  type SentryJob,
  SentryRelease,
} from './calls.ts'
import { commitsForSentry, type SentryCommits } from './commits.ts'
import { keptCommits, unitedCommits } from './held.ts'

/**
 * The release that must be there already. It gets its date here where its deploy was left open until now.
 * @throws ApiError (404) when it is not
 */
export async function confirmRelease(job: SentryJob): Promise<Receipt> {
  const release = await readRelease(job)
  refuseElsewhere(job, release)
  const isRollback = job.operation === 'rollback'
  if (!isRollback) await finalize(job, release)
  return {
    step: 'confirm',
    outcome: 'existing',
    created: false,
    id: release.id,
    url: pageOf(job, job.version),
    ...(isRollback ? { deployed: { sha: commitOf(release) ?? '' } } : {}),
    ...toldOf(job, release),
  }
}

/** Else the release of other projects would get a date before Sentry refuses the deploy, which is of ours. */
function refuseElsewhere(job: SentryJob, release: SentryRelease): void {
  const missing = missingIn(job, release)
  if (missing.length === 0) return
  const cure = 'Check version and sentry-projects, or add it with operation: release.'
  throw new ApiError(`Sentry has release "${job.version}", but not in project ${listed(missing)}. ${cure}`, {
    status: 404,
    mayHaveHappened: false,
  })
}

/** Which of our projects the release is not in. */
function missingIn({ own }: SentryJob, { projects }: SentryRelease): string[] {
  return own.sentryProjects.filter((project) => !projects.some((each) => isOurs([project], each)))
}

/** Makes the release with its commits, or finds it. */
export async function createRelease(job: SentryJob): Promise<Receipt> {
  const old = needsLook(job) ? await findRelease(job) : undefined
  const commits = await commitsFor(job, old)
  const sending = { body: releaseBody(job, commits), schema: SentryRelease }
  const answer = await job.api.send('createRelease', paramsOf(job), sending)
  const created = answer.status === 201 && old === undefined
  return {
    step: 'release',
    outcome: created ? 'created' : 'existing',
    created,
    id: answer.body?.id ?? '',
    url: pageOf(job, job.version),
    commitCount: commits.count,
    note: commits.note,
    keepsOthers: commits.keepsOthers,
    warnings: commits.warnings,
    notices: commits.notices ?? [],
    facts: { expected: commits.expected },
  }
}

/**
 * The list is replaced as a whole, so a release that has commits keeps them (a promotion, a re-run); where each step sends
 * those of its own `paths`, ours come to those that are there.
 */
async function commitsFor(job: SentryJob, old: SentryRelease | undefined): Promise<SentryCommits> {
  if (!old?.commitCount) return commitsForSentry(job)
  if (job.isRangeFiltered && job.commitsMode === 'auto') return unitedCommits(job, old)
  return keptCommits(job, old)
}

/** Confirms what Sentry has now, and sets the date of a release that was there without one. */
export async function verifyRelease(
  job: SentryJob,
  _deploy: Deploy,
  made: Receipt,
): Promise<Receipt | 'absent'> {
  const release = await findRelease(job)
  if (!release) return 'absent'
  checkRelease(job, release, made.facts?.['expected'])
  if (!isLeftOpen(job)) await finalize(job, release)
  return { ...made, id: release.id, ...toldOf(job, release) }
}

/** Is the deploy of the release only begun here? Then it gets its date when that has succeeded. */
function isLeftOpen({ operation }: SentryJob): boolean {
  return operation === 'track' || operation === 'start'
}

/** Sets the date of a release that has none, and nothing that somebody else has set. */
async function finalize(job: SentryJob, release: SentryRelease): Promise<void> {
  if (!job.own.sentryFinalize || release.dateReleased) return
  await job.api.send('updateRelease', paramsOf(job), { body: finalizeBody(job, release) })
}

/** For the deploy: its projects, and what was deployed before it. */
function toldOf({ own }: SentryJob, release: SentryRelease): Pick<Receipt, 'facts'> {
  return {
    facts: {
      deployCount: release.deployCount ?? undefined,
      lastDeployId: release.lastDeploy?.id,
      projectIds: idsOf(own.sentryProjects, release).join(' '),
    },
  }
}

// Events whose commits do not depend on what was deployed before.
const OWN_RANGE = ['push', 'pull_request', 'pull_request_target', 'release', 'create']

/**
 * Must the release be looked up before it is created? Its commits can only be the same when the version is the head's
 * or tag's own and so is the whole range; anything else could replace the commits of a release that is there.
 */
function needsLook({ isVersionDerived, isRangeDerived, range, context }: SentryJob): boolean {
  const isOwnRange = OWN_RANGE.includes(context.event) && !['last-deploy', 'given'].includes(range.source)
  return !isVersionDerived || !isRangeDerived || !isOwnRange
}

async function findRelease(job: SentryJob): Promise<SentryRelease | undefined> {
  return (await job.api.send('getRelease', paramsOf(job), { schema: SentryRelease })).body
}

/** The release of the job. @throws ApiError (404) when there is none */
export async function readRelease(job: SentryJob): Promise<SentryRelease> {
  const release = await findRelease(job)
  if (release) return release
  const text = `Sentry has no release "${job.version}" in organization ${job.own.sentryOrg}. Create it first, e.g. with operation: release.`
  throw new ApiError(text, { status: 404, mayHaveHappened: false })
}

/** Read back: the version, our projects, and the number of commits that was sent. */
function checkRelease(job: SentryJob, release: SentryRelease, expected: unknown): void {
  const missing = missingIn(job, release)
  const problems = [
    ...(release.version === job.version ? [] : [`its version reads "${release.version}"`]),
    ...(missing.length === 0 ? [] : [`it is not in project ${listed(missing)}`]),
    ...(expected === undefined || release.commitCount === expected
      ? []
      : [`it has ${release.commitCount ?? 0} commits, ${expected} were sent`]),
  ]
  if (problems.length === 0) return
  const text = `Sentry took release "${job.version}", but read back ${listed(problems)}.`
  throw new ApiError(text, { status: 200, mayHaveHappened: false })
}

function releaseBody(job: SentryJob, commits: SentryCommits): Record<string, unknown> {
  return {
    version: job.version,
    projects: projectsOf(job),
    ...refAndUrl(job),
    ...commits.fields,
    status: job.own.sentryStatus || undefined,
    dateReleased: job.own.sentryFinalize && !isLeftOpen(job) ? isoNow(job) : undefined,
  }
}

/** An update overwrites, so only what is missing; a given version may be of another commit than the run's. */
function finalizeBody(job: SentryJob, release: SentryRelease): Record<string, unknown> {
  const { ref, url } = job.isVersionDerived ? refAndUrl(job) : {}
  return {
    dateReleased: isoNow(job),
    ref: release.ref ? undefined : ref,
    url: release.url ? undefined : url,
  }
}

function isoNow({ now }: SentryJob): string {
  return new Date(now()).toISOString()
}

/** The branch or tag, and the page of the commit or tag on GitHub; each left out when the column cannot hold it. */
function refAndUrl({ context }: SentryJob): { ref?: string | undefined; url?: string | undefined } {
  const { ref, refKind, headSha } = context
  const page = refKind === 'tag' ? `releases/tag/${encodeURIComponent(ref)}` : `commit/${headSha}`
  const url = `${repositoryUrl(context)}/${page}`
  const kept = (text: string) => (text.length <= COLUMN ? text || undefined : undefined)
  return { ref: kept(ref), url: kept(url) }
}
