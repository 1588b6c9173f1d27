// Looking for deployments at GitHub: our own, an open one, one that GitHub made for the job, and earlier ones.

import { textAt } from '../json.ts'
import type { Deploy, Doubt, Found, PastDeploy, Receipt } from '../provider.ts'
import { listed } from '../text.ts'
import { type GitHubJob, type GitHubSession, repoOf } from './github-calls.ts'
import { ENDS, finished, shaOf } from './github-deployments.ts'
import {
  bare,
  Deployment,
  isGitHubs,
  isOpen,
  listDeployments,
  markerOf,
  namesRun,
  ofCommit,
  outcomeOf,
  pageOf,
  readPayload,
  type Status,
  statusesOf,
} from './github-records.ts'

/** Ours by the marker in the payload, with its newest status as the outcome. */
export async function findDeployment(job: GitHubJob, deploy: Deploy): Promise<Found> {
  const deployments = await ofCommit(job, shaOf(job))
  const ours = deployments.find(
    (each) => markerOf(each) === bare(deploy.marker) && !deploy.ignore.includes(String(each.id)),
  )
  if (!ours) return 'absent'
  const statuses = await statusesOf(job, ours.id)
  return {
    step: 'deploy',
    outcome: outcomeOf(statuses),
    id: String(ours.id),
    url: pageOf(job),
    startedAt: Date.parse(ours.created_at),
  }
}

export async function findFinished(job: GitHubJob, deploy: Deploy, id: string): Promise<Found> {
  const [newest] = await statusesOf(job, Number(id))
  return newest?.state === ENDS[deploy.status].state ? finished(job, deploy, id) : 'absent'
}

/** The newest open deployment of this environment and head; ours before one that GitHub made for a job. */
export async function findOpenDeployment(job: GitHubJob): Promise<Found> {
  const deployments = await ofCommit(job, job.range.head)
  const ours = deployments.filter((each) => markerOf(each) !== '')
  for (const each of [...ours, ...deployments.filter((other) => !ours.includes(other))]) {
    const statuses = await statusesOf(job, each.id)
    if (isOpen(statuses)) return { step: 'deploy', outcome: 'started', id: String(each.id), url: pageOf(job) }
  }
  return 'absent'
}

/**
 * The deployment that GitHub makes for a job with `environment:`, known by its status, whose `log_url` names our run.
 * It is completed instead of making a second one; where it cannot be told whose it is, a warning says how to avoid two.
 */
export async function adoptDeployment(job: GitHubJob): Promise<Receipt | Doubt | undefined> {
  const candidates = (await ofCommit(job, job.range.head)).filter(isGitHubs)
  const open: { deployment: Deployment; statuses: readonly Status[] }[] = []
  for (const deployment of candidates) {
    const statuses = await statusesOf(job, deployment.id)
    if (isOpen(statuses)) open.push({ deployment, statuses })
  }
  const ofRun = open.filter(({ statuses }) => statuses.some((status) => namesRun(status, job)))
  const [only] = ofRun
  if (only && ofRun.length === 1 && job.operation !== 'rollback') {
    const note = "made by GitHub for the job's environment, and completed instead of making a second"
    return {
      step: 'deploy',
      outcome: 'started',
      id: String(only.deployment.id),
      url: pageOf(job),
      startedAt: Date.parse(only.deployment.created_at),
      note,
    }
  }
  return open.length === 0
    ? undefined
    : {
        warnings: [
          doubtOf(
            job,
            open.map(({ deployment }) => deployment.id),
          ),
        ],
      }
}

function doubtOf(job: GitHubJob, ids: readonly number[]): string {
  const cure = `To have one record only, write in the job: environment: {name: ${job.environment}, deployment: false}`
  const why =
    job.operation === 'rollback'
      ? `is of ${job.range.head.slice(0, 12)}, which this rollback does not deploy`
      : 'cannot be told to be of this job'
  return `GitHub has an open deployment of ${job.environment} of its own (${listed(ids.map(String))}), as it makes for a job with "environment:"; it ${why}, so there are two records. ${cure}`
}

const MAX_HISTORY = 30
const ENOUGH = 10

/** Earlier deployments, newest first. A replaced one reads `inactive`, so any `success` among its statuses counts. */
export async function deploymentHistory(session: GitHubSession): Promise<readonly PastDeploy[]> {
  const query = { environment: session.environment, task: 'deploy', per_page: MAX_HISTORY }
  const deployments = (await listDeployments(session, query)).filter(
    (each) => each.transient_environment !== true,
  )
  const past: PastDeploy[] = []
  for (const deployment of deployments) {
    const statuses = await statusesOf(session, deployment.id)
    // What GitHub opened for this very job says nothing about what is deployed.
    if (isGitHubs(deployment) && isOpen(statuses) && statuses.some((each) => namesRun(each, session)))
      continue
    past.push(pastDeploy(session, deployment, statuses))
    const good = new Set(past.filter(({ outcome }) => outcome === 'succeeded').map(({ sha }) => sha))
    if (past.length >= ENOUGH && good.size > 1) break
  }
  return past
}

/** One deployment, however old: the target of a rollback. */
export async function readPast(session: GitHubSession, id: string): Promise<PastDeploy> {
  const { body } = await session.api.send('getDeployment', { ...repoOf(session), id }, { schema: Deployment })
  if (!body) throw new Error('a deployment without a body passed its schema')
  return pastDeploy(session, body, [])
}

function pastDeploy(session: GitHubSession, deployment: Deployment, statuses: readonly Status[]): PastDeploy {
  const success = statuses.find(({ state }) => state === 'success')
  const version = textAt(readPayload(deployment.payload), 'version')
  const rollbackOf = textAt(readPayload(deployment.payload), 'rollback_of')
  const marker = markerOf(deployment)
  const by = deployment.creator?.login
  return {
    id: String(deployment.id),
    sha: deployment.sha,
    outcome: success ? 'succeeded' : outcomeOf(statuses),
    at: Date.parse(success?.created_at ?? deployment.created_at),
    url: pageOf(session),
    ...(version ? { version } : {}),
    ...(rollbackOf ? { rollbackOf } : {}),
    ...(by ? { by } : {}),
    ...(marker ? { marker: `[${marker}]` } : {}),
  }
}
