// The deployment that GitHub makes by itself for a job with `environment:`. It is completed instead of making a second.
import type { Doubt, Receipt } from '../../provider/provider.ts'
import { listed } from '../../text.ts'
import type { GitHubJob } from './calls.ts'
import { type Deployment, isGitHubs, isOpen, namesRun, ofCommit, receiptOf, statusesOf } from './look.ts'

/** Known by its status, whose `log_url` names our run; where it cannot be told whose it is, a warning says how to avoid two. */
export async function adoptDeployment(job: GitHubJob): Promise<Receipt | Doubt | undefined> {
  const open: Deployment[] = []
  const ofRun: Deployment[] = []
  for (const deployment of (await ofCommit(job, job.range.head)).filter(isGitHubs)) {
    const statuses = await statusesOf(job, deployment.id)
    if (!isOpen(statuses)) continue
    open.push(deployment)
    if (statuses.some((status) => namesRun(status, job))) ofRun.push(deployment)
  }
  const [only] = ofRun
  if (only && ofRun.length === 1 && job.operation !== 'rollback') {
    const note = "made by GitHub for the job's environment, and completed instead of making a second"
    return { ...receiptOf(job, only, 'started'), note }
  }
  const ids = open.map(({ id }) => id)
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
