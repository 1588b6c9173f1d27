// Deployments and statuses as GitHub lists them, and what they say: whose they are, and how they stand.
import * as v from 'valibot'
import { textAt } from '../json.ts'
import type { Outcome } from '../provider.ts'
import { type GitHubSession, homeOf, repoOf } from './github-calls.ts'

export const Deployment = v.object({
  id: v.number(),
  sha: v.string(),
  environment: v.string(),
  created_at: v.string(),
  transient_environment: v.nullish(v.boolean()),
  creator: v.nullish(v.object({ login: v.nullish(v.string()) })),
  payload: v.unknown(),
})
export type Deployment = v.InferOutput<typeof Deployment>

export const Status = v.object({
  id: v.number(),
  state: v.string(),
  description: v.nullish(v.string()),
  log_url: v.nullish(v.string()),
  created_at: v.string(),
})
export type Status = v.InferOutput<typeof Status>

const PER_PAGE = 100

/** What we write into a deployment's payload, and read again. */
export interface Payload {
  readonly record_deploy: string
  readonly version: string
  readonly run_id: string
  readonly job: string
  readonly matrix_key: string
  /** The deployment that a rollback goes back to, so that a re-run of it goes there too. */
  readonly rollback_of?: string
}

/** The marker without its brackets. */
export function bare(marker: string): string {
  return marker.replace(/^\[|\]$/g, '')
}

/** A payload comes back as it was sent, or as JSON text. */
export function readPayload(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload
  try {
    return JSON.parse(payload)
  } catch {
    // Another tool's text, which is no payload of ours.
    return undefined
  }
}

export function markerOf({ payload }: Deployment): string {
  return textAt(readPayload(payload), 'record_deploy')
}

/** Made by Actions itself: the same account as GITHUB_TOKEN's, but without a payload of ours. */
export function isGitHubs(deployment: Deployment): boolean {
  return /^github-actions(\[bot\])?$/.test(deployment.creator?.login ?? '') && markerOf(deployment) === ''
}

export function namesRun({ log_url }: Status, { context }: GitHubSession): boolean {
  return new RegExp(`/runs/${context.runId}(/|$)`).test(log_url ?? '')
}

/** Newest first, which GitHub does not promise. */
export async function listDeployments(
  session: GitHubSession,
  query: Readonly<Record<string, string | number>>,
): Promise<Deployment[]> {
  const { body } = await session.api.send('listDeployments', repoOf(session), {
    query,
    schema: v.array(Deployment),
  })
  return [...(body ?? [])].sort(newestFirst)
}

export function ofCommit(job: GitHubSession, sha: string): Promise<Deployment[]> {
  return listDeployments(job, { sha, environment: job.environment, per_page: PER_PAGE })
}

export async function statusesOf(session: GitHubSession, id: number): Promise<Status[]> {
  const params = { ...repoOf(session), id }
  const query = { per_page: PER_PAGE }
  const { body } = await session.api.send('listStatuses', params, { query, schema: v.array(Status) })
  return [...(body ?? [])].sort(newestFirst)
}

/** The id settles what the clock, in whole seconds, does not. */
function newestFirst(a: Deployment | Status, b: Deployment | Status): number {
  return Date.parse(b.created_at) - Date.parse(a.created_at) || b.id - a.id
}

export function isOpen(statuses: readonly Status[]): boolean {
  return outcomeOf(statuses) === 'started'
}

export function outcomeOf([newest]: readonly Status[]): Outcome {
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
export function pageOf(session: GitHubSession): string {
  return `${homeOf(session)}/deployments/${encodeURIComponent(session.environment)}`
}
