// The end of a preview: GitHub keeps showing it as active until somebody says that it is not.
import type { Deploy, LookResult, Receipt } from '../../provider/provider.ts'
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
  return {
    step: 'deactivate',
    outcome: 'succeeded',
    ...(retired[0] === undefined ? {} : { id: retired[0] }),
    url: pageOf(job),
    note:
      retired.length === 0 ? 'nothing was active' : `${plural(retired.length, 'deployment')} made inactive`,
  }
}

/** After a lost answer it is done again: it looks at each deployment before it touches it. */
export async function neverFound(): Promise<LookResult> {
  return 'absent'
}
