// The deployment that GitHub makes by itself for a job with `environment:`. It is completed instead of making a second.
import type { Doubt, Receipt } from '../../provider/provider.ts'
import { listed } from '../../text.ts'
import type { GitHubJob } from './calls.ts'
import {
  type Deployment,
  isGitHubs,
  isOpen,
  namesRun,
  ofCommit,
  pageOf,
  type Status,
  statusesOf,
} from './look.ts'

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
  const ids = open.map(({ deployment }) => deployment.id)
  return ids.length === 0 ? undefined : { warnings: [twoRecords(job, ids)] }
}

function twoRecords(job: GitHubJob, ids: readonly number[]): string {
  const cure = `To have one record only, write in the job: environment: {name: ${job.environment}, deployment: false}`
  const why =
    job.operation === 'rollback'
      ? `is of ${job.range.head.slice(0, 12)}, which this rollback does not deploy`
      : 'cannot be told to be of this job'
  return `GitHub has an open deployment of ${job.environment} of its own (${listed(ids.map(String))}), as it makes for a job with "environment:"; it ${why}, so there are two records. ${cure}`
}
