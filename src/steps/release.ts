// The release: made by this run, or confirmed to be there.
import { makesRelease } from '../plan.ts'
import type { Receipt } from '../provider.ts'
import { once } from './once.ts'
import { jobOf, must, type Progress } from './work.ts'

/** Makes the release; a rollback and a post stage only make sure that it is there. */
export function release(progress: Progress): Promise<Receipt> {
  const { work, deploy: ours } = progress
  const { provider, plan } = work
  const job = jobOf(progress)
  if (!makesRelease(plan)) return must(provider.confirmRelease?.(job, ours), 'confirmRelease')
  const find = provider.findRelease ? () => must(provider.findRelease?.(job), 'findRelease') : undefined
  return once(() => must(provider.createRelease?.(job), 'createRelease'), find, work)
}
