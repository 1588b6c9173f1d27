// What the provider does by itself and a step follows to its end: a revision that arrives, a deploy that it carries out.
import type { DeployState, Receipt } from '../provider/provider.ts'
import { oneLine } from '../text.ts'
import { follow, tooLate, tooSoon } from './wait.ts'
import { jobOf, must, type Progress, type Work } from './work.ts'

/** Waits until what is to be deployed has arrived at the provider. */
export async function awaitRevision(progress: Progress): Promise<Receipt> {
  const { work } = progress
  const read = must(work.provider.readRevision, 'readRevision')
  const state = await followed(() => read(jobOf(progress)), work, { what: 'the arrival of the revision' })
  return { step: 'revision', ...closed(state, 'the revision did not arrive') }
}

/** Waits for the end of the deploy. */
export async function waitForDeploy(progress: Progress): Promise<Receipt> {
  const { work, id } = progress
  if (id === '') throw new Error('there is no deploy to wait for')
  const read = must(work.provider.readDeploy, 'readDeploy')
  const what = `deploy ${oneLine(id, 60)}`
  const { where } = work.provider
  const state = await followed(() => read(jobOf(progress), id), work, { what, where })
  const done = closed(
    state,
    `${work.plan.provider.name} carried out ${what} and it failed`,
    ` Look ${where} for the reason.`,
  )
  const isExisting = progress.isExisting && done.outcome === 'succeeded'
  return { step: 'wait', id, ...done, ...(isExisting ? { outcome: 'existing' as const } : {}) }
}

export interface Followed {
  readonly what: string
  /** Where to look at what goes on there without us; undefined while nothing was begun. */
  readonly where?: string
}

/** The final state. @throws NetworkError when the deadline or a cancellation comes before it */
export async function followed(
  read: () => Promise<DeployState>,
  { clock, plan }: Work,
  { what, where }: Followed,
): Promise<DeployState> {
  const { state, before } = await follow(read, { ...clock, what: `${plan.provider.name}: ${what}` })
  if (before === 'deadline') throw tooLate(what, state, where)
  if (before === 'cancelled') throw tooSoon(what, state, where)
  return state
}

/** A final state as the part of a receipt; a failed one makes the step fail, with its cure. */
export function closed(state: DeployState, failure: string, cure = ''): Omit<Receipt, 'step'> {
  const { state: _, outcome, facts: __, ...rest } = state
  const fails =
    state.fails ??
    (outcome === 'failed' ? `${failure}${state.note ? `: ${oneLine(state.note)}` : ''}.${cure}` : undefined)
  return {
    ...rest,
    outcome: outcome ?? 'unknown',
    ...(fails === undefined ? {} : { fails }),
  }
}
