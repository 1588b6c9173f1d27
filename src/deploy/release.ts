// The release: made by this run, or confirmed to be there.

import type { Receipt } from '../provider/provider.ts'
import { once } from './once.ts'
import { makesRelease } from './plan.ts'
import { jobOf, must, type Progress } from './work.ts'

/** Makes the release; a rollback and a post stage only make sure that it is there. */
export function release(progress: Progress): Promise<Receipt> {
  const { work, deploy: ours } = progress
  const { confirmRelease, createRelease, findRelease } = work.provider
  const job = jobOf(progress)
  if (!makesRelease(work.plan)) return must(confirmRelease, 'confirmRelease')(job, ours)
  const create = must(createRelease, 'createRelease')
  return once(() => create(job), findRelease && (() => findRelease(job)), work)
}
