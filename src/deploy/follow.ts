// Follows what goes on at a provider by itself to its end: a build, a revision that arrives, a deploy that it carries out.
import { cancellation, NetworkError } from '../errors.ts'
import type { DeployState, Receipt } from '../provider/provider.ts'
import { duration, oneLine } from '../text.ts'
import { FIRST_MS, LAST_LOOK_MS, nextPause, type Waiting } from './wait.ts'

const SAY_EVERY_MS = 60_000
/** How long something that is not there may still become readable, or an end turn out otherwise, in milliseconds. */
const SETTLING_MS = 10_000

export interface FollowTarget {
  /** E.g. `deploy 42`. */
  readonly what: string
  /** Where to look at what goes on there without us; undefined while nothing was begun. */
  readonly where?: string
  /** An earlier attempt of this run has begun it, so every re-run waits for it. */
  readonly isReused?: boolean
}

/**
 * Asks until the state is final: every 2 s, growing to 15 s, with jitter of a fifth. Says the state when it changes and
 * once a minute.
 * @throws NetworkError when the deadline or a cancellation comes before it; else what `read` throws, after its retries
 */
export async function follow(
  read: (followedMs: number) => Promise<DeployState>,
  { clock, provider }: Waiting,
  target: FollowTarget,
): Promise<DeployState> {
  const what = oneLine(target.what, 80)
  const startedAt = clock.uptime()
  const followedMs = () => clock.uptime() - startedAt
  let said = { state: '', at: startedAt }
  let since = said
  let last: DeployState | undefined
  try {
    for (let pause = FIRST_MS; ; pause = nextPause(pause)) {
      last = await read(followedMs())
      const { state } = last
      if (state !== since.state) since = { state, at: clock.uptime() }
      if (isFinal(last, followedMs(), clock.uptime() - since.at)) return last
      if (state !== said.state || clock.uptime() - said.at >= SAY_EVERY_MS) {
        said = { state, at: clock.uptime() }
        clock.info(`waiting for ${provider.name}: ${what}: ${oneLine(state, 60)} (${duration(followedMs())})`)
      }
      const leftMs = clock.deadline - LAST_LOOK_MS - clock.uptime()
      if (leftMs <= 0) break
      await clock.sleep(Math.min(pause * (0.8 + 0.4 * clock.random()), leftMs))
    }
  } catch (error) {
    // What was seen says more than an error about the next look or pause.
    if (!last || !(error instanceof NetworkError)) throw error
    if (error.reason === 'cancelled') throw tooSoon(what, last, target)
    if (clock.uptime() + FIRST_MS < clock.deadline) throw error
  }
  throw tooLate(what, last, target)
}

/** @param steadyMs how long it has been in this state */
function isFinal(
  { outcome, isMissing, mayChange }: DeployState,
  followedMs: number,
  steadyMs: number,
): boolean {
  if (outcome === undefined || (isMissing && followedMs < SETTLING_MS)) return false
  return !mayChange || steadyMs >= SETTLING_MS
}

/** The error of a cancellation that came before the end. */
function tooSoon(what: string, last: DeployState, { where }: FollowTarget): NetworkError {
  const then = where === undefined ? 'Nothing was deployed.' : `It goes on without us: look ${where}.`
  return cancellation(`The job was cancelled before ${what}: ${lastSeen(last)}. ${then}`, false)
}

/** The error of a deadline that came before the end. */
function tooLate(what: string, last: DeployState, { where, isReused }: FollowTarget): NetworkError {
  const then =
    where === undefined
      ? 'Nothing was deployed: bring it there before this step'
      : `It goes on without us: look ${where}`
  const anew = isReused ? ' A new run makes another one.' : ''
  return new NetworkError(
    `The timeout came before ${what}: ${lastSeen(last)}. ${then}, or raise timeout.${anew}`,
    false,
    undefined,
    where === undefined ? 'deadline' : 'left',
  )
}

function lastSeen({ state }: DeployState): string {
  return `the last state seen was "${oneLine(state, 60)}"`
}

/** A final state as the part of a receipt; a failed one makes the step fail, with its cure. */
export function closed(state: DeployState, failure: string, cure = ''): Omit<Receipt, 'step'> {
  const { state: _, isMissing: __, mayChange: ___, facts: ____, outcome = 'unknown', ...rest } = state
  if (outcome !== 'failed' || rest.fails !== undefined) return { ...rest, outcome }
  const why = rest.note ? `: ${oneLine(rest.note)}` : ''
  return { ...rest, outcome, fails: `${failure}${why}.${cure}` }
}
