// The end of a preview: GitHub keeps showing it as active until somebody says that it is not.
import type { Deploy, Receipt } from '../../provider/provider.ts'
import { plural } from '../../text.ts'
import type { GitHubJob } from './calls.ts'
import { setStatus } from './deployments.ts'
import { listDeployments, pageOf, statusesOf } from './look.ts'

// What is over already; everything else GitHub counts as active or under way.
const OVER = ['inactive', 'failure', 'error']

/** Makes each deployment of the environment inactive that is not over; to find none is a success. */
export async function deactivateDeployments(job: GitHubJob, deploy: Deploy): Promise<Receipt> {
  const retired: string[] = []
  for (const { id } of await listDeployments(job, { environment: job.environment })) {
    const [newest] = await statusesOf(job, id)
    if (newest && OVER.includes(newest.state)) continue
    await setStatus(job, deploy, { id: String(id), state: 'inactive', description: 'deactivated' })
    retired.push(String(id))
  }
  const [id] = retired
  const note = id ? `${plural(retired.length, 'deployment')} made inactive` : 'nothing was active'
  return { step: 'deactivate', outcome: 'succeeded', id, url: pageOf(job), note }
}
