// Our deployments at GitHub: create, close, and find again.
import * as v from 'valibot'
import { bareMarker } from '../../deploy/marker.ts'
import { ApiError, InputError, isExpected, mayHaveHappened } from '../../errors.ts'
import { textAt } from '../../json.ts'
import {
  closedAs,
  type Deploy,
  elsewhere,
  type JobStatus,
  type LookReason,
  type LookResult,
  type Outcome,
  type Receipt,
} from '../../provider/provider.ts'
import { cut, oneLine } from '../../text.ts'
import { type GitHubJob, repoOf } from './calls.ts'
import { Deployment, isOpen, ofCommit, outcomeOf, pageOf, receiptOf, statusesOf } from './look.ts'
import { isSibling, markerOf, matrixKeyOf, payloadOf, versionOf } from './payload.ts'

const MAX_DESCRIPTION = 140

/** Makes the deployment and sets its first status, `in_progress`. @throws ApiError when GitHub merged instead (202) */
export async function createDeployment(job: GitHubJob, deploy: Deploy): Promise<Receipt> {
  const sha = shaOf(job)
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
      production_environment: isProductionName(job.environment),
      transient_environment: isTransientName(job.environment),
    },
    schema: v.union([v.object({ id: v.number() }), v.object({ message: v.string() })]),
  })
  const id = idOf(answer)
  const warnings = await showBegun(job, deploy, id)
  return {
    step: 'deploy',
    outcome: 'started',
    id,
    url: pageOf(job),
    startedAt: deploy.startedAt,
    ...warnings,
  }
}

/** The deployment is there, whatever comes of its first status: a later one must know its id to close it. */
async function showBegun(job: GitHubJob, deploy: Deploy, id: string): Promise<Pick<Receipt, 'warnings'>> {
  try {
    await setStatus(job, deploy, { id, state: 'in_progress', description: describe(deploy) })
    return {}
  } catch (error) {
    if (!isExpected(error) || mayHaveHappened(error)) throw error
    return { warnings: [error.message] }
  }
}

/** 202 says that branches were merged instead of a deployment made; nothing was recorded. */
function idOf({ status, body }: { status: number; body: object | undefined }): string {
  if (body && 'id' in body && status !== 202) return String(body.id)
  const text = `GitHub did not create the deployment: it answered ${status} ("${oneLine(textAt(body, 'message'), 200)}"), which means that it merged branches and deployed nothing. Run the job again for the merged commit.`
  throw new ApiError(text, { status, mayHaveHappened: false })
}

/** The commit that goes out: a rollback's target, else the head. A draft has no tag yet, so it is always the sha. */
function shaOf({ release, range, operation }: GitHubJob): string {
  const target = operation === 'rollback' ? release?.facts?.['sha'] : undefined
  return typeof target === 'string' ? target : range.head
}

// What the name of an environment says: GitHub treats production and transient ones apart.
const BEFORE_PRODUCTION = /(^|[^a-z])(pre|non|not|pseudo)[^a-z]+prod/i
const PRODUCTION = /(^|[^a-z])prod(uction)?([^a-z]|$)/i
const TRANSIENT = /(^|[^a-z])(preview|previews|pr|review)([^a-z]|$)/i

/** `production`, `prod-eu`, `web/prod`; not `pre-production`. */
function isProductionName(environment: string): boolean {
  return PRODUCTION.test(environment) && !BEFORE_PRODUCTION.test(environment)
}

/** `pr-12`, `preview/search`, `review-app`: gone when the pull request is. */
function isTransientName(environment: string): boolean {
  return TRANSIENT.test(environment) && !isProductionName(environment)
}

function describe({ description, name }: Deploy): string {
  return cut(description || name, MAX_DESCRIPTION)
}

interface NewStatus {
  readonly id: string
  readonly state: string
  readonly description: string
  readonly auto_inactive?: false | undefined
}

/** Adds a status, which is the newest one then. */
export async function setStatus(
  job: GitHubJob,
  { url }: Deploy,
  { id, ...status }: NewStatus,
): Promise<void> {
  const { runUrl } = job.context
  const body = { ...status, log_url: runUrl, environment_url: url === runUrl ? undefined : url }
  const schema = v.object({ id: v.number() })
  await job.api.send('createStatus', { ...repoOf(job), id }, { body, schema })
}

const ENDS: Readonly<Record<JobStatus, { readonly state: string; readonly outcome: Outcome }>> = {
  success: { state: 'success', outcome: 'succeeded' },
  failure: { state: 'failure', outcome: 'failed' },
  // `inactive` would say that it had been live.
  cancelled: { state: 'error', outcome: 'cancelled' },
}

/** Closes a deployment by its last status. */
export async function finishDeployment(job: GitHubJob, deploy: Deploy): Promise<Receipt> {
  const { status, id } = deploy
  const text = describe(deploy)
  const closed = await closedBy(job, id)
  await setStatus(job, deploy, {
    id,
    state: ENDS[status].state,
    description: status === 'cancelled' ? cut(`cancelled: ${text}`, MAX_DESCRIPTION) : text,
    auto_inactive: (await hasSiblings(job, deploy, closed?.sha ?? shaOf(job))) ? false : undefined,
  })
  return finished(job, deploy, closed)
}

/**
 * What `finish` closes: it may have been started by a run of another commit. It is only told, so a read that fails is no
 * reason to leave it open. @throws InputError where it is in another environment
 */
async function closedBy(job: GitHubJob, id: string): Promise<Deployment | undefined> {
  if (job.operation !== 'finish') return undefined
  try {
    const params = { ...repoOf(job), id }
    const { body } = await job.api.send('getDeployment', params, { schema: Deployment })
    // Their case does not count there.
    const isHere = body?.environment.toLowerCase() === job.environment.toLowerCase()
    if (body && !isHere) throw new InputError(elsewhere(job, id, body.environment))
    return body
  } catch (error) {
    if (error instanceof InputError || !isExpected(error)) throw error
    return undefined
  }
}

function finished(job: GitHubJob, deploy: Deploy, closed?: Deployment): Receipt {
  const { id, status } = deploy
  const receipt = { step: 'finish', outcome: ENDS[status].outcome, id, url: pageOf(job) } as const
  if (!closed) return { ...receipt, startedAt: deploy.startedAt }
  const startedAt = Math.min(deploy.startedAt, Date.parse(closed.created_at))
  // One that others made tells no version.
  const version = versionOf(closed) || (job.isVersionDerived ? closed.sha : job.version)
  return { ...receipt, startedAt, ...closedAs(job, { version, sha: closed.sha }) }
}

/**
 * A success makes earlier successful deployments of the environment inactive, as GitHub does by itself: right for the
 * last version, wrong for another job of this run that deployed the same commit to the same environment a moment ago.
 * The oldest of them retires what was there before; the others say `auto_inactive: false`. Production and transient
 * environments are never retired by GitHub, so they need no look.
 */
async function hasSiblings(job: GitHubJob, deploy: Deploy, sha: string): Promise<boolean> {
  const { id } = deploy
  if (deploy.status !== 'success' || isProductionName(job.environment) || isTransientName(job.environment))
    return false
  const deployments = await ofCommit(job, sha)
  // It may have been started by another job or run than the one that closes it.
  const started = deployments.find((each) => each.id === Number(id))
  const ours = started && markerOf(started) !== '' ? started : { payload: payloadOf(job, deploy) }
  return deployments.some((each) => each.id < Number(id) && isSibling(ours, each))
}

/** Ours by the marker in the payload, with its newest status as the outcome. */
export async function findDeployment(
  job: GitHubJob,
  deploy: Deploy,
  sought: LookReason,
): Promise<LookResult> {
  const deployments = await ofCommit(job, shaOf(job))
  const ours = deployments.find(
    (each) => markerOf(each) === bareMarker(deploy.marker) && !deploy.ignore.includes(String(each.id)),
  )
  if (!ours) return 'absent'
  const statuses = await statusesOf(job, ours.id)
  const receipt = receiptOf(job, ours, outcomeOf(statuses))
  // Its first status may still be on its way, and must not come after the last.
  return sought === 'lost' && statuses.length === 0 ? { ...receipt, isPartial: true } : receipt
}

/** Was it closed although the answer got lost? */
export async function findFinished(job: GitHubJob, deploy: Deploy): Promise<LookResult> {
  const { id } = deploy
  const [newest] = await statusesOf(job, Number(id))
  if (newest?.state !== ENDS[deploy.status].state) return 'absent'
  return finished(job, deploy, await closedBy(job, id))
}

/**
 * The newest open deployment of this environment and head: one of this version, and there one that the same job of a matrix
 * started, then any of ours, then one that GitHub made for a job.
 */
export async function findOpenDeployment(job: GitHubJob): Promise<LookResult> {
  const deployments = await ofCommit(job, job.range.head)
  const ours = deployments.filter((each) => markerOf(each) !== '')
  const mine = ours.filter((each) => matrixKeyOf(each) === job.matrixKey)
  const named = [...mine, ...ours].filter((each) => versionOf(each) === job.version)
  for (const each of new Set([...named, ...mine, ...ours, ...deployments])) {
    if (isOpen(await statusesOf(job, each.id))) return receiptOf(job, each, 'started')
  }
  return 'absent'
}
