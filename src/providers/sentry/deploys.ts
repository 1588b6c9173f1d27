// Deploy records at Sentry: create, read back, and find ours by the marker in the name.
import * as v from 'valibot'
import type { Deploy, Found, Receipt } from '../../provider/provider.ts'
import { cut, instant } from '../../text.ts'
import { COLUMN, DeployItem, Id, paramsOf, projectsOf, releasePage, type SentryJob } from './calls.ts'
import { readRelease } from './releases.ts'

const MAX_NAME = 64

/** Records the deploy. */
export async function createDeploy(job: SentryJob, deploy: Deploy): Promise<Receipt> {
  const schema = v.object({ id: Id })
  const { body } = await job.api.send('createDeploy', paramsOf(job), {
    body: deployBody(job, deploy),
    schema,
  })
  return { step: 'deploy', outcome: 'created', id: body?.id ?? '', url: releasePage(job) }
}

/** Reads the deploy back in the list of its release, where it stands or a newer one has overtaken it. */
export async function verifyDeploy(
  job: SentryJob,
  deploy: Deploy,
  made: Receipt,
): Promise<Receipt | 'absent'> {
  const listed = (await listDeploys(job)).filter(({ environment }) => environment === job.environment)
  const ours = listed.find(({ id }) => id === made.id)
  if (ours) return recorded(job, deploy, ours)
  // The list shows only the newest deploy of an environment (release_deploys.py of getsentry/sentry).
  if (listed.length === 0) return 'absent'
  const warnings = [
    `a newer deploy to ${job.environment} was recorded at the same time, so Sentry no longer lists this one`,
  ]
  return { ...made, outcome: 'superseded', warnings }
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
