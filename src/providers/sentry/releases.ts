// Releases at Sentry: look first where commits could be lost, create, read back.
import { ApiError } from '../../errors.ts'
import type { Deploy, Receipt } from '../../provider/provider.ts'
import { listed } from '../../text.ts'
import { COLUMN, isOurs, paramsOf, projectsOf, Release, releasePage, type SentryJob } from './calls.ts'
import { commitsForSentry, noCommits, type SentryCommits } from './commits.ts'

/** The release that must be there already. @throws ApiError (404) when it is not */
export async function confirmRelease(job: SentryJob): Promise<Receipt> {
  const release = await readRelease(job)
  return {
    step: 'confirm',
    outcome: 'existing',
    created: false,
    id: job.version,
    url: releasePage(job),
    ...toldOf(release),
  }
}

/** Makes the release with its commits, or finds it. */
export async function createRelease(job: SentryJob): Promise<Receipt> {
  const old = needsLook(job) ? await findRelease(job) : undefined
  // The list is replaced as a whole, so a release that has commits keeps them (a promotion, a re-run).
  const commits = (old?.commitCount ?? 0) === 0 ? commitsForSentry(job) : noCommits
  const answer = await job.api.send('createRelease', paramsOf(job), {
    body: releaseBody(job, commits),
    schema: Release,
  })
  const created = answer.status === 201 && old === undefined
  return {
    step: 'release',
    outcome: created ? 'created' : 'existing',
    created,
    id: job.version,
    url: releasePage(job),
    commitCount: commits.count,
    ...(commits.note ? { note: commits.note } : {}),
    warnings: [...commits.warnings],
    facts: { expected: commits.expected },
  }
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
  if (job.own.sentryFinalize && !release.dateReleased) {
    await job.api.send('updateRelease', paramsOf(job), { body: finalizeBody(job) })
  }
  return { ...made, ...toldOf(release) }
}

/** For the deploy: how many there were before it. */
function toldOf({ deployCount }: Release): Pick<Receipt, 'facts'> {
  return { facts: { deployCount: deployCount ?? undefined } }
}

// Events whose commits do not depend on what was deployed before.
const OWN_RANGE = ['push', 'pull_request', 'pull_request_target', 'release', 'create']

/**
 * Must the release be looked up before it is created? Its commits can only be the same when the version is the head's
 * or tag's own and so is the range; anything else could replace the commits of a release that is there.
 */
function needsLook({ isVersionDerived, range, context }: SentryJob): boolean {
  const isOwnRange = OWN_RANGE.includes(context.event) && !['last-deploy', 'given'].includes(range.source)
  return !isVersionDerived || !isOwnRange
}

async function findRelease(job: SentryJob): Promise<Release | undefined> {
  return (await job.api.send('getRelease', paramsOf(job), { schema: Release })).body
}

/** The release of the job. @throws ApiError (404) when there is none */
export async function readRelease(job: SentryJob): Promise<Release> {
  const release = await findRelease(job)
  if (release) return release
  throw new ApiError(
    `Sentry has no release "${job.version}" in organization ${job.own.sentryOrg}. Create it first, e.g. with operation: release.`,
    { status: 404, mayHaveHappened: false },
  )
}

/** Read back: the version, our projects, and the number of commits that was sent. */
function checkRelease(job: SentryJob, release: Release, expected: unknown): void {
  const missing = job.own.sentryProjects.filter(
    (project) => !release.projects.some((each) => isOurs([project], each)),
  )
  const problems = [
    ...(release.version === job.version ? [] : [`its version reads "${release.version}"`]),
    ...(missing.length === 0 ? [] : [`it is not in project ${listed(missing)}`]),
    ...(expected === undefined || release.commitCount === expected
      ? []
      : [`it has ${release.commitCount ?? 0} commits, ${expected} were sent`]),
  ]
  if (problems.length === 0) return
  throw new ApiError(`Sentry took release "${job.version}", but read back ${listed(problems)}.`, {
    status: 200,
    mayHaveHappened: false,
  })
}

function releaseBody(job: SentryJob, commits: SentryCommits): Record<string, unknown> {
  return {
    version: job.version,
    projects: projectsOf(job),
    ...refAndUrl(job),
    ...commits.fields,
    ...(job.own.sentryStatus ? { status: job.own.sentryStatus } : {}),
    ...(job.own.sentryFinalize ? { dateReleased: new Date(job.now()).toISOString() } : {}),
  }
}

function finalizeBody(job: SentryJob): Record<string, unknown> {
  return { dateReleased: new Date(job.now()).toISOString(), ...refAndUrl(job) }
}

/** The branch or tag, and the page of the commit or tag on GitHub; each left out when the column cannot hold it. */
function refAndUrl({ context }: SentryJob): { ref?: string; url?: string } {
  const { ref, refKind, serverUrl, repository, headSha } = context
  const page = refKind === 'tag' ? `releases/tag/${encodeURIComponent(ref)}` : `commit/${headSha}`
  const url = `${serverUrl}/${repository.full}/${page}`
  return { ...(ref && ref.length <= COLUMN ? { ref } : {}), ...(url.length <= COLUMN ? { url } : {}) }
}
