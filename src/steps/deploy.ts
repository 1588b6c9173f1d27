// The deploy: of an earlier attempt, started by the service itself, made now, or tried again.
import type { AnyJob, Deploy, Doubt, Receipt } from '../provider.ts'
import { lookFor } from '../wait.ts'
import { EARLIER, isReusable, once } from './once.ts'
import { jobOf, must, type Progress, type Work } from './work.ts'

/** Makes the deploy, or finds the one that is there: of an earlier attempt, or started by the service itself. */
export async function deploy(progress: Progress): Promise<Receipt> {
  const { work } = progress
  const { findDeploy, createDeploy } = work.provider
  const job = jobOf(progress)
  let ours = progress.deploy
  if (work.plan.looksFirst && findDeploy) {
    const found = await findDeploy(job, ours, 'earlier')
    if (typeof found === 'object') {
      if (isReusable(found)) return existing(found)
      if (found.id !== undefined) ours = { ...ours, ignore: [...ours.ignore, found.id] }
    }
  }
  const adopted = await adopt(job, ours, work)
  if (adopted && 'step' in adopted) return adopted
  const create = must(createDeploy, 'createDeploy')
  const find = findDeploy && (() => findDeploy(job, ours, 'lost'))
  const made = await once(() => create(job, ours), find, work)
  return adopted ? { ...made, warnings: [...(made.warnings ?? []), ...adopted.warnings] } : made
}

function existing(found: Receipt): Receipt {
  const note = EARLIER
  if (found.outcome === 'started') return { ...found, note, facts: { ...found.facts, isExisting: true } }
  return { ...found, note, outcome: 'existing' }
}

/** A deploy of the same thing that the service starts by itself; it may take a moment to appear. */
async function adopt(
  job: AnyJob,
  ours: Deploy,
  { provider, plan, clock }: Work,
): Promise<Receipt | Doubt | undefined> {
  const { adoptDeploy } = provider
  if (!adoptDeploy) return undefined
  const what = `${plan.provider.name} to start the deploy by itself`
  return lookFor(() => adoptDeploy(job, ours), provider.adoptWithinMs?.(job) ?? 0, { ...clock, what })
}

/** Repeats a failed deploy under its own id. */
export async function retry(progress: Progress): Promise<Receipt> {
  const { work, id } = progress
  const { findRetry, retryDeploy } = work.provider
  const again = must(retryDeploy, 'retryDeploy')
  const job = jobOf(progress)
  return once(() => again(job, id), findRetry && (() => findRetry(job, id)), work)
}
