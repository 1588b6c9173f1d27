// Earlier deployments of the environment: where the commits start, and what a rollback goes back to.

import { textAt } from '../../json.ts'
import { type HistoryUse, isEnough, latestFirst, type PastDeploy } from '../../provider/provider.ts'
import { type GitHubSession, repoOf } from './calls.ts'
import {
  Deployment,
  type DeploymentFacts,
  isOfThisRun,
  newestDeployments,
  outcomeOf,
  pageOf,
  type StatusFacts,
  statusesOf,
} from './look.ts'
import { markerOf, readPayload, versionOf } from './payload.ts'

/** Each costs a request for its statuses. */
const MOST = 100
const ENOUGH = 10

/**
 * Earlier deployments, the one that ended last first: a slow one may outlast a newer one. A replaced one reads `inactive`, so
 * any `success` among its statuses counts.
 */
export async function deploymentHistory(
  session: GitHubSession,
  use: HistoryUse,
): Promise<readonly PastDeploy[]> {
  const query = { environment: session.environment, task: 'deploy' }
  const past: PastDeploy[] = []
  for await (const deployment of newestDeployments(session, query)) {
    if (deployment.transient_environment === true) continue
    const statuses = await statusesOf(session, deployment.id)
    if (isOfThisRun(deployment, statuses, session)) continue
    past.push(pastDeploy(session, deployment, statuses))
    const good = past.filter(({ outcome }) => outcome === 'succeeded')
    if (past.length >= MOST || (past.length >= ENOUGH && isEnough(use, good))) break
  }
  return past.sort(latestFirst)
}

/** One deployment, however old: the target of a rollback. */
export async function pastDeployment(session: GitHubSession, id: string): Promise<PastDeploy> {
  const { body } = await session.api.send('getDeployment', { ...repoOf(session), id }, { schema: Deployment })
  if (!body) throw new Error('a deployment without a body passed its schema')
  return pastDeploy(session, body, [])
}

/** @param statuses the newest one first */
export function pastDeploy(
  session: GitHubSession,
  deployment: DeploymentFacts,
  statuses: readonly StatusFacts[],
): PastDeploy {
  const success = statuses.find(({ state }) => state === 'success')
  const marker = markerOf(deployment)
  return {
    id: String(deployment.id),
    sha: deployment.sha,
    outcome: success ? 'succeeded' : outcomeOf(statuses),
    at: Date.parse(success?.created_at ?? deployment.created_at),
    url: pageOf(session),
    version: versionOf(deployment) || undefined,
    rollbackOf: textAt(readPayload(deployment), 'rollback_of') || undefined,
    by: deployment.creator?.login,
    marker: marker ? `[${marker}]` : undefined,
    runId: textAt(readPayload(deployment), 'run_id') || undefined,
  }
}
