// Earlier deployments of the environment: where the commits start, and what a rollback goes back to.

import { textAt } from '../../json.ts'
import type { PastDeploy } from '../../provider/provider.ts'
import { type GitHubSession, repoOf } from './calls.ts'
import {
  Deployment,
  type DeploymentFacts,
  isOfThisRun,
  listDeployments,
  outcomeOf,
  pageOf,
  type StatusFacts,
  statusesOf,
} from './look.ts'
import { markerOf, readPayload } from './payload.ts'

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
    if (isOfThisRun(deployment, statuses, session)) continue
    past.push(pastDeploy(session, deployment, statuses))
    const good = new Set(past.filter(({ outcome }) => outcome === 'succeeded').map(({ sha }) => sha))
    if (past.length >= ENOUGH && good.size > 1) break
  }
  return past
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
  const payload = readPayload(deployment)
  const marker = markerOf(deployment)
  return {
    id: String(deployment.id),
    sha: deployment.sha,
    outcome: success ? 'succeeded' : outcomeOf(statuses),
    at: Date.parse(success?.created_at ?? deployment.created_at),
    url: pageOf(session),
    version: textAt(payload, 'version') || undefined,
    rollbackOf: textAt(payload, 'rollback_of') || undefined,
    by: deployment.creator?.login,
    marker: marker ? `[${marker}]` : undefined,
  }
}
