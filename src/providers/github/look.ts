// The deployments that are there, and their statuses: there is no update, the newest status counts.
import * as v from 'valibot'
import { entryAt } from '../../json.ts'
import { Filled } from '../../provider/fields.ts'
import type { Outcome, Receipt } from '../../provider/provider.ts'
import { type GitHubSession, homeOf, repoOf } from './calls.ts'
import { PER_PAGE, pagesOf } from './pages.ts'
import { markerOf } from './payload.ts'

export const Deployment = v.object({
  id: v.number(),
  sha: v.string(),
  environment: v.string(),
  created_at: v.string(),
  transient_environment: v.nullish(v.boolean()),
  creator: v.nullish(v.object({ login: Filled })),
  payload: v.unknown(),
})
export type Deployment = v.InferOutput<typeof Deployment>
/** As far as every way to ask tells it. */
export type DeploymentFacts = Omit<Deployment, 'id'> & { readonly id: number | string }

const Status = v.object({
  id: v.number(),
  state: v.string(),
  description: v.nullish(v.string()),
  log_url: v.nullish(v.string()),
  created_at: v.string(),
})
type Status = v.InferOutput<typeof Status>
/** The same of a status. */
export type StatusFacts = Omit<Status, 'id'>

/** The pages of the deployments that are asked for. */
function pagesOfDeployments(
  session: GitHubSession,
  query: Readonly<Record<string, string>>,
): AsyncGenerator<Deployment[]> {
  const schema = v.array(Deployment)
  return pagesOf((paging) =>
    session.api.send('listDeployments', repoOf(session), { query: { ...query, ...paging }, schema }),
  )
}

/** All of them, newest first, which GitHub does not promise. */
export async function listDeployments(
  session: GitHubSession,
  query: Readonly<Record<string, string>>,
): Promise<Deployment[]> {
  const all: Deployment[] = []
  for await (const page of pagesOfDeployments(session, query)) all.push(...page)
  return all.sort(newestFirst)
}

/** The same page by page, for who stops at what is found; a list that begins with the oldest is read to its end first. */
export async function* newestDeployments(
  session: GitHubSession,
  query: Readonly<Record<string, string>>,
): AsyncGenerator<Deployment> {
  let held: Deployment[] = []
  for await (const page of pagesOfDeployments(session, query)) {
    held.push(...page)
    const [first, last] = [held[0], held.at(-1)]
    if (page.length === PER_PAGE && first && last && newestFirst(first, last) > 0) continue
    yield* held.sort(newestFirst)
    held = []
  }
  yield* held.sort(newestFirst)
}

/** The deployments of a commit to the environment. */
export function ofCommit(job: GitHubSession, sha: string): Promise<Deployment[]> {
  return listDeployments(job, { sha, environment: job.environment })
}

/** The statuses of a deployment, newest first. */
export async function statusesOf(session: GitHubSession, id: number): Promise<Status[]> {
  const params = { ...repoOf(session), id }
  const query = { per_page: PER_PAGE }
  const { body } = await session.api.send('listStatuses', params, { query, schema: v.array(Status) })
  return (body ?? []).sort(newestFirst)
}

/** The id settles what the clock, in whole seconds, does not. */
function newestFirst(a: Deployment | Status, b: Deployment | Status): number {
  return Date.parse(b.created_at) - Date.parse(a.created_at) || b.id - a.id
}

/** Is it still under way? One without a status was only created. */
export function isOpen(statuses: readonly StatusFacts[]): boolean {
  return outcomeOf(statuses) === 'started'
}

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  pending: 'started',
  queued: 'started',
  in_progress: 'started',
  waiting: 'started',
  success: 'succeeded',
  // Replaced by a newer deployment, so it had been live.
  inactive: 'succeeded',
  failure: 'failed',
  error: 'failed',
}

/** What a deployment has come to, by its statuses, newest first. */
export function outcomeOf([newest]: readonly StatusFacts[]): Outcome {
  if (!newest) return 'started'
  const isCancelled = newest.state === 'error' && newest.description?.startsWith('cancelled')
  return isCancelled ? 'cancelled' : (entryAt(OUTCOMES, newest.state) ?? 'unknown')
}

/** One that is there, as the receipt of a deploy. */
export function receiptOf(job: GitHubSession, { id, created_at }: Deployment, outcome: Outcome): Receipt {
  return { step: 'deploy', outcome, id: String(id), url: pageOf(job), startedAt: Date.parse(created_at) }
}

/** Made by Actions itself: the same account as GITHUB_TOKEN's, but without a payload of ours. */
export function isGitHubs(deployment: DeploymentFacts): boolean {
  return /^github-actions(\[bot\])?$/.test(deployment.creator?.login ?? '') && markerOf(deployment) === ''
}

/** What GitHub opened for this very job says nothing about what is deployed. */
export function isOfThisRun(
  deployment: DeploymentFacts,
  statuses: readonly StatusFacts[],
  session: GitHubSession,
): boolean {
  return isGitHubs(deployment) && isOpen(statuses) && statuses.some((each) => namesRun(each, session))
}

/** Does the status point at this very run? */
export function namesRun({ log_url }: StatusFacts, { context }: GitHubSession): boolean {
  return new RegExp(`/runs/${context.runId}(/|$)`).test(log_url ?? '')
}

/** The page of the environment's deployments: a single one has no page. */
export function pageOf(session: GitHubSession): string {
  return `${homeOf(session)}/deployments/${encodeURIComponent(session.environment)}`
}
