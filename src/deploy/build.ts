// The build that a deploy needs first, followed to its end.
import type { AnyJob, Deploy, Receipt } from '../provider/provider.ts'
import { oneLine } from '../text.ts'
import { closed, followed } from './follow.ts'
import { EARLIER, isReusable, once } from './once.ts'
import { jobOf, must, type Progress, type Work } from './work.ts'

/** Makes the build, or goes on with that of an earlier attempt, and waits for it. */
export async function build(progress: Progress): Promise<Receipt> {
  const { work, deploy: ours } = progress
  const { createBuild, findBuild, readBuild } = work.provider
  const create = must(createBuild, 'createBuild')
  const job = jobOf(progress)
  const find = findBuild && (() => findBuild(job, ours, 'lost'))
  const made = (await earlierBuild(job, ours, work)) ?? (await once(() => create(job, ours), find, work))
  const { id } = made
  if (!readBuild || id === undefined) return made
  const what = `build ${oneLine(id, 60)}`
  const state = await followed(() => readBuild(job, id), work, { what, where: work.provider.where })
  return {
    ...made,
    ...closed(state, `${what} failed`),
    step: 'build',
    ...(state.facts ? { facts: { ...made.facts, ...state.facts } } : {}),
  }
}

/** A re-run goes on with the build of an earlier attempt: a second one could start a second deploy by itself. */
async function earlierBuild(
  job: AnyJob,
  ours: Deploy,
  { provider, plan }: Work,
): Promise<Receipt | undefined> {
  if (!plan.looksFirst) return undefined
  const found = await provider.findBuild?.(job, ours, 'earlier')
  if (typeof found !== 'object' || !isReusable(found)) return undefined
  return { ...found, note: EARLIER }
}
