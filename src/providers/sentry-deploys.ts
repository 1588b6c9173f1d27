// Deploy records at Sentry: create, find ours by the marker in the name, and the earlier ones of an environment.
import * as v from 'valibot'
import { ApiError } from '../errors.ts'
import { markerAtEnd } from '../marker.ts'
import type { Deploy, Found, PastDeploy, Receipt } from '../provider.ts'
import { cut, instant } from '../text.ts'
import {
  COLUMN,
  DeployItem,
  Id,
  isOurs,
  pageOf,
  paramsOf,
  projectsOf,
  Release,
  releasePage,
  type SentryJob,
  type SentrySession,
} from './sentry-calls.ts'
import { readRelease } from './sentry-releases.ts'

const MAX_NAME = 64

/** Records the deploy, and reads it back. */
export async function createDeploy(job: SentryJob, deploy: Deploy): Promise<Receipt> {
  const schema = v.object({ id: Id })
  const { body } = await job.api.send('createDeploy', paramsOf(job), {
    body: deployBody(job, deploy),
    schema,
  })
  const id = body?.id ?? ''
  const listed = (await listDeploys(job)).filter(({ environment }) => environment === job.environment)
  const ours = listed.find((item) => item.id === id)
  if (ours) return recorded(job, deploy, ours)
  // The list shows only the newest deploy of an environment (release_deploys.py of getsentry/sentry).
  if (listed.length > 0) {
    const warnings = [
      `a newer deploy to ${job.environment} was recorded at the same time, so Sentry no longer lists this one`,
    ]
    return { step: 'deploy', outcome: 'superseded', id, url: releasePage(job), warnings }
  }
  throw new ApiError(
    `Sentry answered that deploy ${id} was created, but does not list it in ${job.environment}.`,
    {
      status: 201,
      mayHaveHappened: false,
    },
  )
}

/** Ours by the marker. Where a newer deploy may have pushed it out of the list, it cannot be told. */
export async function findDeploy(job: SentryJob, deploy: Deploy): Promise<Found> {
  const listed = (await listDeploys(job)).filter(({ environment }) => environment === job.environment)
  const ours = listed.find(({ id, name }) => name?.endsWith(deploy.marker) && !deploy.ignore.includes(id))
  if (ours) return recorded(job, deploy, ours)
  // Ours would stand in the list unless a newer one pushed it out; the count of deploys tells whether it ever was.
  if (listed.length === 0) return 'absent'
  const before = job.release?.facts?.['deployCount']
  const { deployCount } = await readRelease(job)
  return before !== undefined && deployCount === before ? 'absent' : 'undecided'
}

// Releases to look through for the last deploy of an environment: the list is by release date, not by deploy.
const HISTORY = 20

/** Earlier deploys of the environment, newest first. */
export async function history(session: SentrySession): Promise<readonly PastDeploy[]> {
  const { api, own, environment } = session
  const query = { environment, per_page: HISTORY }
  const { body } = await api.send('listReleases', { org: own.sentryOrg }, { query, schema: v.array(Release) })
  const ours = (body ?? []).filter(({ projects }) =>
    projects.some((project) => isOurs(own.sentryProjects, project)),
  )
  const deploys = await Promise.all(ours.map((release) => pastDeploys(session, release)))
  return deploys.flat().sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
}

function deployBody(job: SentryJob, deploy: Deploy): Record<string, unknown> {
  const room = MAX_NAME - deploy.marker.length - 1
  return {
    environment: job.environment,
    name: `${cut(deploy.name, room)} ${deploy.marker}`.trim(),
    ...(deploy.url.length <= COLUMN ? { url: deploy.url } : {}),
    dateStarted: new Date(deploy.startedAt).toISOString(),
    // Never null, which the server cannot store; left out it would be the server's clock.
    dateFinished: new Date(deploy.finishedAt ?? job.now()).toISOString(),
    projects: projectsOf(job).map(String),
  }
}

async function listDeploys(job: SentryJob): Promise<DeployItem[]> {
  return (await job.api.send('listDeploys', paramsOf(job), { schema: v.array(DeployItem) })).body ?? []
}

function recorded(job: SentryJob, deploy: Deploy, item: DeployItem): Receipt {
  const finishedAt = instant(item.dateFinished)
  return {
    step: 'deploy',
    outcome: 'recorded',
    id: item.id,
    url: releasePage(job),
    startedAt: deploy.startedAt,
    ...(finishedAt === undefined ? {} : { finishedAt }),
  }
}

/** The deploys of one release to the environment. Its last deploy of any environment comes with the list for free. */
async function pastDeploys(
  { api, own, environment, webUrl }: SentrySession,
  release: Release,
): Promise<PastDeploy[]> {
  if (release.deployCount === 0) return []
  const params = { org: own.sentryOrg, version: release.version }
  const isNewest = release.lastDeploy?.environment === environment
  const items =
    isNewest && release.lastDeploy
      ? [release.lastDeploy]
      : (await api.send('listDeploys', params, { schema: v.array(DeployItem) })).body
  return (items ?? [])
    .filter((item) => item.environment === environment)
    .map((item) => ({
      id: item.id,
      version: release.version,
      outcome: 'recorded',
      url: pageOf(webUrl, own.sentryOrg, release.version),
      ...(release.lastCommit ? { sha: release.lastCommit.id } : {}),
      ...timeAndMarker(item),
    }))
}

function timeAndMarker({ name, dateFinished }: DeployItem): Pick<PastDeploy, 'at' | 'marker'> {
  const at = instant(dateFinished)
  const marker = markerAtEnd(name ?? '')
  return { ...(at === undefined ? {} : { at }), ...(marker === undefined ? {} : { marker }) }
}
