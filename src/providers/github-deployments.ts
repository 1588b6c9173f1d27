// Deployments at GitHub and their statuses: there is no update, the newest status counts.
import * as v from 'valibot'
import { ApiError, isExpected } from '../errors.ts'
import { textAt } from '../json.ts'
import type { Deploy, Doubt, Found, JobStatus, Outcome, PastDeploy, Receipt } from '../provider.ts'
import { cut, listed } from '../text.ts'
import { type GitHubJob, type GitHubSession, homeOf, repoOf } from './github-calls.ts'

const Deployment = v.object({
  id: v.number(),
  sha: v.string(),
  environment: v.string(),
  created_at: v.string(),
  transient_environment: v.nullish(v.boolean()),
  creator: v.nullish(v.object({ login: v.nullish(v.string()) })),
  payload: v.unknown(),
})
type Deployment = v.InferOutput<typeof Deployment>

const Status = v.object({
  id: v.number(),
  state: v.string(),
  description: v.nullish(v.string()),
  log_url: v.nullish(v.string()),
  created_at: v.string(),
})
type Status = v.InferOutput<typeof Status>

const MAX_DESCRIPTION = 140
const PER_PAGE = 100

/** What we write into a deployment's payload, and read again. */
interface Payload {
  readonly record_deploy: string
  readonly version: string
  readonly run_id: string
  readonly job: string
  readonly matrix_key: string
  /** The deployment that a rollback goes back to, so that a re-run of it goes there too. */
  readonly rollback_of?: string
}

export async function createDeployment(job: GitHubJob, deploy: Deploy): Promise<Receipt> {
  const sha = shaOf(job)
  const isTransient = isTransientName(job.environment) || isUnmerged(job)
  const isProduction = isProductionName(job.environment)
  const answer = await job.api.send('createDeployment', repoOf(job), {
    body: {
      ref: sha,
      task: 'deploy',
      // GitHub's own defaults would merge the default branch, or refuse while a check is not green.
      auto_merge: false,
      required_contexts: [],
      payload: payloadOf(job, deploy),
      environment: job.environment,
      description: describe(deploy),
      production_environment: isProduction,
      transient_environment: isTransient && !isProduction,
    },
    schema: v.union([v.object({ id: v.number() }), v.object({ message: v.string() })]),
  })
  const id = idOf(answer)
  const warnings = await setInProgress(job, deploy, id)
  return { step: 'deploy', outcome: 'started', id, url: pageOf(job), startedAt: deploy.startedAt, warnings }
}

/** The deployment stands, and has to be closed, whatever comes of its first status: a failure is only told. */
async function setInProgress(job: GitHubJob, deploy: Deploy, id: string): Promise<string[]> {
  try {
    await setStatus(job, deploy, id, { state: 'in_progress', description: describe(deploy) })
    return []
  } catch (error) {
    if (!isExpected(error)) throw error
    return [`Deployment ${id} is made, but does not say in_progress: ${error.message}`]
  }
}

/** 202 says that branches were merged instead of a deployment made; nothing was recorded. */
function idOf({ status, body }: { status: number; body: object | undefined }): string {
  if (body && 'id' in body && status !== 202) return String(body.id)
  throw new ApiError(
    `GitHub did not create the deployment: it answered ${status} ("${cut(textAt(body, 'message'), 200)}"), which means that it merged branches and deployed nothing. Run the job again for the merged commit.`,
    { status, mayHaveHappened: false },
  )
}

/** The commit that goes out: a rollback's target, else the head. A draft has no tag yet, so it is always the sha. */
function shaOf({ release, range, operation }: GitHubJob): string {
  const target = operation === 'rollback' ? release?.facts?.['sha'] : undefined
  return typeof target === 'string' ? target : range.head
}

function payloadOf({ version, context, matrixKey }: GitHubJob, deploy: Deploy): Payload {
  return {
    record_deploy: bare(deploy.marker),
    version,
    run_id: context.runId,
    job: context.job,
    matrix_key: matrixKey,
    ...(deploy.rollbackTo ? { rollback_of: deploy.rollbackTo.id } : {}),
  }
}

/** The marker without its brackets. */
function bare(marker: string): string {
  return marker.replace(/^\[|\]$/g, '')
}

function describe({ description, name }: Deploy): string {
  return cut(description || name, MAX_DESCRIPTION)
}

const BEFORE_PRODUCTION = /(^|[^a-z])(pre|non|not|pseudo)[^a-z]+prod/i
const PRODUCTION = /(^|[^a-z])prod(uction)?([^a-z]|$)/i
const TRANSIENT = /(^|[^a-z])(preview|previews|pr|review)([^a-z]|$)/i

/** `production`, `prod-eu`, `web/prod`; not `pre-production`. */
export function isProductionName(environment: string): boolean {
  return PRODUCTION.test(environment) && !BEFORE_PRODUCTION.test(environment)
}

/** `pr-12`, `preview/search`, `review-app`: gone when the pull request is. */
export function isTransientName(environment: string): boolean {
  return TRANSIENT.test(environment) && !isProductionName(environment)
}

/** An open pull request has the ref `pull/N/merge`; a merged one has its base branch. */
function isUnmerged({ context }: GitHubJob): boolean {
  return context.event.startsWith('pull_request') && context.refKind === 'none'
}

interface NewStatus {
  readonly state: string
  readonly description: string
  readonly auto_inactive?: boolean
}

async function setStatus(job: GitHubJob, deploy: Deploy, id: string, status: NewStatus): Promise<void> {
  await job.api.send(
    'createStatus',
    { ...repoOf(job), id },
    {
      body: {
        ...status,
        log_url: job.context.runUrl,
        ...(deploy.url === job.context.runUrl ? {} : { environment_url: deploy.url }),
      },
      schema: v.object({ id: v.number() }),
    },
  )
}

const ENDS: Readonly<Record<JobStatus, { readonly state: string; readonly outcome: Outcome }>> = {
  success: { state: 'success', outcome: 'succeeded' },
  failure: { state: 'failure', outcome: 'failed' },
  // `inactive` would say that it had been live.
  cancelled: { state: 'error', outcome: 'cancelled' },
}

export async function finishDeployment(job: GitHubJob, deploy: Deploy, id: string): Promise<Receipt> {
  const { status } = deploy
  const text = describe(deploy)
  await setStatus(job, deploy, id, {
    state: ENDS[status].state,
    description: status === 'cancelled' ? cut(`cancelled: ${text}`, MAX_DESCRIPTION) : text,
    ...((await hasSiblings(job, deploy, id)) ? { auto_inactive: false } : {}),
  })
  return finished(job, deploy, id)
}

function finished(job: GitHubJob, deploy: Deploy, id: string): Receipt {
  return {
    step: 'finish',
    outcome: ENDS[deploy.status].outcome,
    id,
    url: pageOf(job),
    startedAt: deploy.startedAt,
  }
}

/**
 * A success makes earlier successful deployments of the environment inactive, as GitHub does by itself: right for the
 * last version, wrong for another job of this run that deployed the same commit to the same environment a moment ago.
 * The oldest of them retires what was there before; the others say `auto_inactive: false`. Production and transient
 * environments are never retired by GitHub, so they need no look.
 */
async function hasSiblings(job: GitHubJob, deploy: Deploy, id: string): Promise<boolean> {
  if (deploy.status !== 'success' || isProductionName(job.environment) || isTransientName(job.environment))
    return false
  const deployments = await ofCommit(job, shaOf(job))
  const started = deployments.find((each) => each.id === Number(id))
  // It may have been started by another job or run than the one that closes it.
  const ours = started && markerOf(started) ? readPayload(started.payload) : payloadOf(job, deploy)
  return deployments.some((each) => each.id < Number(id) && isSibling(ours, each))
}

function isSibling(ours: unknown, { payload }: Deployment): boolean {
  const theirs = readPayload(payload)
  const isSame = (name: keyof Payload) => textAt(theirs, name) === textAt(ours, name)
  if (textAt(theirs, 'record_deploy') === '' || !isSame('run_id')) return false
  return !(isSame('job') && isSame('matrix_key') && isSame('version'))
}

/** A payload comes back as it was sent, or as JSON text. */
function readPayload(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload
  try {
    return JSON.parse(payload)
  } catch {
    // Another tool's text, which is no payload of ours.
    return undefined
  }
}

function markerOf({ payload }: Deployment): string {
  return textAt(readPayload(payload), 'record_deploy')
}

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

/**
 * The newest open deployment of this environment and head: one that the same job of a matrix started, then any of ours, then
 * one that GitHub made for a job.
 */
export async function findOpenDeployment(job: GitHubJob): Promise<Found> {
  const deployments = await ofCommit(job, job.range.head)
  const ours = deployments.filter((each) => markerOf(each) !== '')
  const mine = ours.filter(({ payload }) => textAt(readPayload(payload), 'matrix_key') === job.matrixKey)
  for (const each of new Set([...mine, ...ours, ...deployments])) {
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

/** Made by Actions itself: the same account as GITHUB_TOKEN's, but without a payload of ours. */
function isGitHubs(deployment: Deployment): boolean {
  return /^github-actions(\[bot\])?$/.test(deployment.creator?.login ?? '') && markerOf(deployment) === ''
}

function namesRun({ log_url }: Status, { context }: GitHubSession): boolean {
  return new RegExp(`/runs/${context.runId}(/|$)`).test(log_url ?? '')
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

/** Newest first, which GitHub does not promise. */
async function listDeployments(
  session: GitHubSession,
  query: Readonly<Record<string, string | number>>,
): Promise<Deployment[]> {
  const { body } = await session.api.send('listDeployments', repoOf(session), {
    query,
    schema: v.array(Deployment),
  })
  return [...(body ?? [])].sort(newestFirst)
}

function ofCommit(job: GitHubSession, sha: string): Promise<Deployment[]> {
  return listDeployments(job, { sha, environment: job.environment, per_page: PER_PAGE })
}

async function statusesOf(session: GitHubSession, id: number): Promise<Status[]> {
  const params = { ...repoOf(session), id }
  const query = { per_page: PER_PAGE }
  const { body } = await session.api.send('listStatuses', params, { query, schema: v.array(Status) })
  return [...(body ?? [])].sort(newestFirst)
}

/** The id settles what the clock, in whole seconds, does not. */
function newestFirst(a: Deployment | Status, b: Deployment | Status): number {
  return Date.parse(b.created_at) - Date.parse(a.created_at) || b.id - a.id
}

function isOpen(statuses: readonly Status[]): boolean {
  return outcomeOf(statuses) === 'started'
}

function outcomeOf([newest]: readonly Status[]): Outcome {
  if (!newest) return 'started'
  switch (newest.state) {
    case 'pending':
    case 'queued':
    case 'in_progress':
    case 'waiting':
      return 'started'
    case 'success':
      return 'succeeded'
    case 'error':
      return newest.description?.startsWith('cancelled') ? 'cancelled' : 'failed'
    case 'failure':
      return 'failed'
    // Replaced by a newer deployment, so it had been live.
    case 'inactive':
      return 'succeeded'
    default:
      return 'unknown'
  }
}

/** The page of the environment's deployments: a single one has no page. */
function pageOf(session: GitHubSession): string {
  return `${homeOf(session)}/deployments/${encodeURIComponent(session.environment)}`
}
