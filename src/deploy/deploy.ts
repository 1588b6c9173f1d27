// The deploy: of an earlier attempt, started by the service itself, made now, or tried again.
import type { AnyJob, Deploy, Doubt, Receipt } from '../provider/provider.ts'
import { EARLIER, isReusable, once } from './once.ts'
import { lookFor } from './wait.ts'
import { jobOf, must, type Progress, type Work } from './work.ts'

/** Makes the deploy, or finds the one that is there: of an earlier attempt, or started by the service itself. */
export async function deploy(progress: Progress): Promise<Receipt> {
  const { work } = progress
  const { findDeploy, createDeploy } = work.provider
  const job = jobOf(progress)
  const earlier = await lookForEarlier(job, progress)
  if ('step' in earlier) return existing(earlier)
  const ours = { ...progress.deploy, ...earlier }
  const adopted = await adopt(job, ours, work)
  if (adopted && 'step' in adopted) return adopted
  const create = must(createDeploy, 'createDeploy')
  const find = findDeploy && (() => findDeploy(job, ours, 'lost'))
  const made = await once(() => create(job, ours), find, work)
  return adopted ? { ...made, warnings: [...(made.warnings ?? []), ...adopted.warnings] } : made
}

/** The newest deploy of an earlier attempt, to be reused; else the ids of all there are, which a later look passes over. */
async function lookForEarlier(
  job: AnyJob,
  { work, deploy: ours }: Progress,
): Promise<Receipt | Pick<Deploy, 'ignore'>> {
  const ignore = [...ours.ignore]
  const { findDeploy } = work.provider
  if (!work.plan.looksFirst || !findDeploy) return { ignore }
  for (;;) {
    const found = await findDeploy(job, { ...ours, ignore }, 'earlier')
    if (typeof found !== 'object') return { ignore }
    if (isReusable(found) && ignore.length === ours.ignore.length) return found
    if (found.id === undefined || ignore.includes(found.id)) return { ignore }
    ignore.push(found.id)
  }
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

/** Repeats a failed deploy under its own id; a re-run goes on with what its earlier attempt began. */
export async function retry(progress: Progress): Promise<Receipt> {
  const { work, id } = progress
  const { findRetry, retryDeploy } = work.provider
  const again = must(retryDeploy, 'retryDeploy')
  const job = jobOf(progress)
  const earlier = work.plan.looksFirst ? await findRetry?.(job, id, 'earlier') : undefined
  if (typeof earlier === 'object' && isReusable(earlier)) return existing(earlier)
  return once(() => again(job, id), findRetry && (() => findRetry(job, id, 'lost')), work)
}
