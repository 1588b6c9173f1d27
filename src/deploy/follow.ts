// What the provider does by itself and a step follows to its end: a build, a revision that arrives, a deploy that it carries
// out.
import type { DeployState, Receipt } from '../provider/provider.ts'
import { oneLine } from '../text.ts'
import type { PlanWork } from './progress.ts'
import { follow, tooLate, tooSoon } from './wait.ts'

export interface FollowTarget {
  readonly what: string
  /** Where to look at what goes on there without us; undefined while nothing was begun. */
  readonly where?: string
  /** An earlier attempt of this run has begun it. */
  readonly isReused?: boolean
}

/** The final state. @throws NetworkError when the deadline or a cancellation comes before it */
export async function followed(
  read: (followedMs: number) => Promise<DeployState>,
  { clock, provider }: PlanWork,
  target: FollowTarget,
): Promise<DeployState> {
  const { where, isReused } = target
  const what = oneLine(target.what, 80)
  const { state, before } = await follow(read, { ...clock, what: `${provider.name}: ${what}` })
  if (before === 'deadline') throw tooLate(what, state, where, isReused)
  if (before === 'cancelled') throw tooSoon(what, state, where)
  return state
}

/** A final state as the part of a receipt; a failed one makes the step fail, with its cure. */
export function closed(state: DeployState, failure: string, cure = ''): Omit<Receipt, 'step'> {
  const { state: _, isMissing: __, mayChange: ___, outcome, facts: ____, ...rest } = state
  const fails =
    state.fails ??
    (outcome === 'failed' ? `${failure}${state.note ? `: ${oneLine(state.note)}` : ''}.${cure}` : undefined)
  return {
    ...rest,
    outcome: outcome ?? 'unknown',
    ...(fails === undefined ? {} : { fails }),
  }
}
