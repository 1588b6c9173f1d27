// Deploy records at Sentry: create, read back, and find ours by the marker in the name.
import * as v from 'valibot'
import { twice, withMarker } from '../../deploy/marker.ts'
import { ApiError } from '../../errors.ts'
import { Id } from '../../provider/fields.ts'
import type { Deploy, LookReason, LookResult, Receipt } from '../../provider/provider.ts'
import { oneLine } from '../../text.ts'
import {
  COLUMN,
  DeployItem,
  paramsOf,
  projectsOf,
  releasePage,
  type SentryJob,
  type SentryRelease,
} from './calls.ts'
import { pagesOf } from './pages.ts'
import { readRelease } from './releases.ts'

const MAX_NAME = 64
/** 100 a page: more deploys than a release has last ones in its projects and environments. */
const MOST_PAGES = 100

/** Records the deploy. */
export async function createDeploy(job: SentryJob, deploy: Deploy): Promise<Receipt> {
  const sending = { body: deployBody(job, deploy), schema: v.object({ id: Id }) }
  const { body } = await job.api.send('createDeploy', paramsOf(job), sending)
  return { step: 'deploy', outcome: 'created', id: body?.id ?? '', url: releasePage(job) }
}

/** Reads the deploy back in the list of its release, where it stands or a newer one has overtaken it. */
export async function verifyDeploy(
  job: SentryJob,
  deploy: Deploy,
  made: Receipt,
): Promise<Receipt | 'absent'> {
  const newer: DeployItem[] = []
  // Of our projects: another one's newer deploy has not overtaken ours.
  for await (const page of listDeploys(job, projectIds(job))) {
    const ours = page.find(({ id }) => id === made.id)
    if (ours) return { ...made, ...recorded(job, deploy, inPlace(job, ours)) }
    const here = page.filter(({ environment }) => environment === job.environment)
    newer.push(...here.filter(({ id }) => isNewer(id, made.id)))
  }
  // The list shows only the newest deploy of an environment (release_deploys.py of getsentry/sentry). An older one there
  // means that ours is not shown yet.
  return newer.length === 0 ? 'absent' : overtaken(job, deploy, made, newer)
}

function overtaken(job: SentryJob, deploy: Deploy, made: Receipt, newer: readonly DeployItem[]): Receipt {
  const told = made.warnings ?? []
  const twin = newer.find((item) => isMarked(job, deploy, item))
  if (twin) {
    const warning = twice('Sentry', made.id, twin.id)
    return { ...made, outcome: 'recorded', warnings: [...new Set([...told, warning])] }
  }
  const warning = `a newer deploy to ${job.environment} was recorded at the same time, so Sentry no longer lists this one`
  return { ...made, outcome: 'superseded', warnings: [...told, warning] }
}

/** @throws ApiError when it stands in another environment */
function inPlace({ environment, version }: SentryJob, item: DeployItem): DeployItem {
  if (item.environment === environment) return item
  const where = oneLine(item.environment, 64)
  throw new ApiError(
    `Sentry took deploy ${item.id} of release "${version}" to "${environment}", but read back that it went to "${where}".`,
    { status: 200, mayHaveHappened: false },
  )
}

/**
 * Ours by the marker: in the list, or as the release's last deploy, which is written before its rows in the list are. Where
 * neither shows it, the number of deploys tells whether there is one that cannot be seen.
 */
export async function findDeploy(job: SentryJob, deploy: Deploy, sought: LookReason): Promise<LookResult> {
  const listed: DeployItem[] = []
  // Of every project: the more are listed, the more of the count is explained.
  for await (const page of listDeploys(job)) {
    const ours = page.find((item) => isMarked(job, deploy, item))
    if (ours) return recorded(job, deploy, ours)
    listed.push(...page)
  }
  const release = await readRelease(job)
  const { lastDeploy } = release
  if (lastDeploy && isMarked(job, deploy, lastDeploy)) return recorded(job, deploy, lastDeploy)
  // One of an earlier attempt that was overtaken counts as not there.
  if (sought === 'earlier') return 'absent'
  return unseen(job, deploy, listed, release)
}

/** What the count of deploys tells: each that was made since the release was read is listed, or it is one that is hidden. */
function unseen(
  job: SentryJob,
  deploy: Deploy,
  listed: readonly DeployItem[],
  release: SentryRelease,
): LookResult {
  const { deployCount: before, lastDeployId } = job.release?.facts ?? {}
  const { deployCount } = release
  if (typeof before !== 'number' || typeof deployCount !== 'number') return 'undecided'
  const ids = new Set([...listed, ...(release.lastDeploy ? [release.lastDeploy] : [])].map(({ id }) => id))
  const since = [...ids].filter((id) => isNewer(id, String(lastDeployId ?? '')))
  if (deployCount - before <= since.length) return 'absent'
  // Behind one of ours stands what it has overtaken: the same deploy once more.
  const isTwin = since.some((id) => deploy.ignore.includes(id))
  return isTwin ? { step: 'deploy', outcome: 'recorded', url: releasePage(job) } : 'undecided'
}

function isMarked({ environment }: SentryJob, { marker, ignore }: Deploy, item: DeployItem): boolean {
  const isOurs = item.name?.endsWith(marker) && !ignore.includes(item.id)
  return isOurs === true && item.environment === environment
}

/** Ids are numbers that rise, as texts of any length. */
function isNewer(id: string, other = ''): boolean {
  return id.length === other.length ? id > other : id.length > other.length
}

function deployBody(job: SentryJob, deploy: Deploy): Record<string, unknown> {
  return {
    environment: job.environment,
    name: withMarker(deploy.name, deploy.marker, MAX_NAME),
    url: deploy.url.length <= COLUMN ? deploy.url : undefined,
    dateStarted: new Date(deploy.startedAt).toISOString(),
    // Never null, which the server cannot store; left out it would be the server's clock.
    dateFinished: new Date(deploy.finishedAt ?? job.now()).toISOString(),
    projects: projectsOf(job).map(String),
  }
}

/** The ids of the job's projects, as the release told them. */
function projectIds({ release }: SentryJob): readonly string[] {
  return String(release?.facts?.['projectIds'] ?? '')
    .split(' ')
    .filter((id) => id !== '')
}

/** The last deploys of the release to each environment, of these projects or of all. */
function listDeploys(job: SentryJob, project: readonly string[] = []): AsyncGenerator<DeployItem[]> {
  const schema = v.array(DeployItem)
  return pagesOf(
    (cursor) => job.api.send('listDeploys', paramsOf(job), { query: { project, cursor }, schema }),
    MOST_PAGES,
  )
}

function recorded(job: SentryJob, deploy: Deploy, item: DeployItem): Receipt {
  return {
    step: 'deploy',
    outcome: 'recorded',
    id: item.id,
    url: releasePage(job),
    startedAt: deploy.startedAt,
    finishedAt: item.dateFinished,
  }
}
