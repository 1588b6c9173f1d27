// Deployments at GitHub and their statuses, as they are made: there is no update, the newest status counts.
import * as v from 'valibot'
import { ApiError, isExpected, mayHaveHappened } from '../errors.ts'
import { textAt } from '../json.ts'
import type { Deploy, JobStatus, Outcome, Receipt } from '../provider.ts'
import { cut } from '../text.ts'
import { type GitHubJob, repoOf } from './github-calls.ts'
import { bare, type Deployment, ofCommit, type Payload, pageOf, readPayload } from './github-records.ts'

const MAX_DESCRIPTION = 140

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
    await setStatus(job, deploy, id, { state: 'in_progress', description: describe(deploy) })
    return {}
  } catch (error) {
    if (!isExpected(error) || mayHaveHappened(error)) throw error
    return { warnings: [error.message] }
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
export function shaOf({ release, range, operation }: GitHubJob): string {
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

export const ENDS: Readonly<Record<JobStatus, { readonly state: string; readonly outcome: Outcome }>> = {
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
    ...((await hasSiblings(job, id, status)) ? { auto_inactive: false } : {}),
  })
  return finished(job, deploy, id)
}

export function finished(job: GitHubJob, deploy: Deploy, id: string): Receipt {
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
async function hasSiblings(job: GitHubJob, id: string, status: JobStatus): Promise<boolean> {
  if (status !== 'success' || isProductionName(job.environment) || isTransientName(job.environment))
    return false
  const deployments = await ofCommit(job, shaOf(job))
  return deployments.some((each) => each.id < Number(id) && isSibling(job, each))
}

function isSibling({ context, matrixKey, version }: GitHubJob, { payload }: Deployment): boolean {
  const theirs = readPayload(payload)
  if (textAt(theirs, 'record_deploy') === '' || textAt(theirs, 'run_id') !== context.runId) return false
  const isSame =
    textAt(theirs, 'job') === context.job &&
    textAt(theirs, 'matrix_key') === matrixKey &&
    textAt(theirs, 'version') === version
  return !isSame
}
