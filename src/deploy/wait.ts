// Follows something at a provider to its end: the one place that polls, with one deadline.
import { cancellation, NetworkError } from '../errors.ts'
import type { DeployState } from '../provider/provider.ts'
import { duration, oneLine } from '../text.ts'

const FIRST_MS = 2_000
const LONGEST_MS = 15_000
const SAY_EVERY_MS = 60_000
/** The last look comes so long before the deadline, or the end of its time, in milliseconds. */
const LAST_LOOK_MS = 1_000
/** How long something that is not there may still become readable, or an end turn out otherwise, in milliseconds. */
const SETTLING_MS = 10_000

export interface WaitOptions {
  /** What is waited for, e.g. `Beanstalk to deploy release 42`. */
  readonly what: string
  /** By `uptime`. */
  readonly deadline: number
  /** Milliseconds by a clock that nobody can set. */
  uptime(): number
  sleep(ms: number): Promise<void>
  random(): number
  info(line: string): void
}

/** Time, chance and the log, as waiting needs them. */
export type Clock = Omit<WaitOptions, 'what'>

/** The state when it became final, or the last one seen and what came first. */
interface FollowedState {
  readonly state: DeployState
  readonly before?: 'deadline' | 'cancelled'
}

/**
 * Asks until the state is final: every 2 s, growing to 15 s, with jitter of a fifth. Says the state when it changes and
 * once a minute.
 * @throws what `read` throws; the HTTP layer has retried by then
 */
export async function follow(
  read: (followedMs: number) => Promise<DeployState>,
  waiting: WaitOptions,
): Promise<FollowedState> {
  const startedAt = waiting.uptime()
  const followedMs = () => waiting.uptime() - startedAt
  let said = { state: '', at: startedAt }
  let since = said
  let last: DeployState | undefined
  // What was seen says more than an error about the next look or pause.
  const ended = (error: unknown): FollowedState => {
    if (!last || !(error instanceof NetworkError)) throw error
    if (error.reason === 'cancelled') return { state: last, before: 'cancelled' }
    if (waiting.uptime() + FIRST_MS >= waiting.deadline) return { state: last, before: 'deadline' }
    throw error
  }
  for (let pause = FIRST_MS; ; pause = Math.min(LONGEST_MS, pause * 1.5)) {
    let state: DeployState
    try {
      state = await read(followedMs())
    } catch (error) {
      return ended(error)
    }
    last = state
    if (state.state !== since.state) since = { state: state.state, at: waiting.uptime() }
    if (isFinal(state, followedMs(), waiting.uptime() - since.at)) return { state }
    if (state.state !== said.state || waiting.uptime() - said.at >= SAY_EVERY_MS) {
      said = { state: state.state, at: waiting.uptime() }
      waiting.info(`waiting for ${waiting.what}: ${oneLine(state.state, 60)} (${duration(followedMs())})`)
    }
    const leftMs = waiting.deadline - LAST_LOOK_MS - waiting.uptime()
    if (leftMs <= 0) return { state, before: 'deadline' }
    const waitMs = Math.min(pause * (0.8 + 0.4 * waiting.random()), leftMs)
    try {
      await waiting.sleep(waitMs)
    } catch (error) {
      return ended(error)
    }
  }
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

/**
 * Looks for something that may take a while to appear, at the same pace, or from a shorter first pause on.
 * @returns what was found, or undefined when it did not appear within `withinMs`
 */
export async function lookFor<T>(
  look: () => Promise<T | undefined>,
  withinMs: number,
  { firstMs = FIRST_MS, ...waiting }: WaitOptions & { readonly firstMs?: number },
): Promise<T | undefined> {
  const end = Math.min(waiting.uptime() + withinMs, waiting.deadline) - LAST_LOOK_MS
  for (let pause = firstMs; ; pause = Math.min(LONGEST_MS, pause * 1.5)) {
    // The last look begins when the time is nearly over: a slow one that began before may have read its first page too early.
    const isLast = waiting.uptime() >= end
    const found = await look()
    const now = waiting.uptime()
    if (found !== undefined || isLast || now >= waiting.deadline) return found
    await waiting.sleep(Math.min(pause, Math.max(0, end - now)))
  }
}

/**
 * The error of a cancellation that came before the end; it names the last state seen.
 * @param where the place to look at what goes on there; undefined when nothing was begun
 */
export function tooSoon(what: string, { state }: DeployState, where?: string): NetworkError {
  const then = where === undefined ? 'Nothing was deployed.' : `It goes on without us: look ${where}.`
  const text = `The job was cancelled before ${what}: the last state seen was "${oneLine(state, 60)}". ${then}`
  return cancellation(text, false)
}

/**
 * The error of a deadline that came before the end; it names the last state seen.
 * @param where the place to look at what goes on there; undefined when nothing was begun
 * @param isReused an earlier attempt of this run has begun it, so that every re-run waits for it
 */
export function tooLate(
  what: string,
  { state }: DeployState,
  where?: string,
  isReused = false,
): NetworkError {
  const isLeft = where !== undefined
  const then = isLeft
    ? `It goes on without us: look ${where}`
    : 'Nothing was deployed: bring it there before this step'
  const anew = isReused ? ' A new run makes another one.' : ''
  return new NetworkError(
    `The timeout came before ${what}: the last state seen was "${oneLine(state, 60)}". ${then}, or raise timeout.${anew}`,
    false,
    undefined,
    isLeft ? 'left' : 'deadline',
  )
}
