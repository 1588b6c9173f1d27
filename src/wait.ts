// Follows something at a provider to its end: the one place that polls, with one deadline.
import { NetworkError } from './errors.ts'
import type { DeployState } from './provider.ts'
import { duration, oneLine } from './text.ts'

const FIRST_MS = 2_000
const LONGEST_MS = 15_000
const SAY_EVERY_MS = 60_000

export interface Waiting {
  /** What is waited for, e.g. `Beanstalk to deploy release 42`. */
  readonly what: string
  readonly deadline: number
  now(): number
  sleep(ms: number): Promise<void>
  random(): number
  info(line: string): void
}

/** The state when it became final, or the last one seen when the deadline came first. */
interface Waited {
  readonly state: DeployState
  readonly isLate: boolean
}

/**
 * Asks until the state is final: every 2 s, growing to 15 s, with jitter of a fifth. Says the state when it changes and
 * once a minute.
 * @throws what `read` throws; the HTTP layer has retried by then
 */
export async function follow(read: () => Promise<DeployState>, waiting: Waiting): Promise<Waited> {
  const startedAt = waiting.now()
  let said = { state: '', at: startedAt }
  let last: DeployState | undefined
  for (let pause = FIRST_MS; ; pause = Math.min(LONGEST_MS, pause * 1.5)) {
    let state: DeployState
    try {
      state = await read()
    } catch (error) {
      // An answer that did not come before the deadline: what was seen before says more than that.
      const isOver = waiting.now() + FIRST_MS >= waiting.deadline
      if (last && isOver && error instanceof NetworkError) return { state: last, isLate: true }
      throw error
    }
    last = state
    if (state.outcome !== undefined) return { state, isLate: false }
    if (state.state !== said.state || waiting.now() - said.at >= SAY_EVERY_MS) {
      said = { state: state.state, at: waiting.now() }
      waiting.info(
        `waiting for ${waiting.what}: ${oneLine(state.state, 60)} (${duration(waiting.now() - startedAt)})`,
      )
    }
    const waitMs = pause * (0.8 + 0.4 * waiting.random())
    if (waiting.now() + waitMs >= waiting.deadline) return { state, isLate: true }
    await waiting.sleep(waitMs)
  }
}

/**
 * Looks for something that may take a while to appear, at the same pace.
 * @returns what was found, or undefined when it did not appear within `withinMs`
 */
export async function lookFor<T>(
  look: () => Promise<T | undefined>,
  withinMs: number,
  waiting: Waiting,
): Promise<T | undefined> {
  const end = Math.min(waiting.now() + withinMs, waiting.deadline)
  for (let pause = FIRST_MS; ; pause = Math.min(LONGEST_MS, pause * 1.5)) {
    const found = await look()
    if (found !== undefined || waiting.now() + pause >= end) return found
    await waiting.sleep(pause)
  }
}

/**
 * The error of a deadline that came before the end; it names the last state seen.
 * @param where the place to look at what goes on there; undefined when nothing was begun
 */
export function tooLate(what: string, { state }: DeployState, where?: string): NetworkError {
  const isLeft = where !== undefined
  const then = isLeft
    ? `It goes on without us: look ${where}`
    : 'Nothing was deployed: bring it there before this step'
  return new NetworkError(
    `The timeout came before ${what}: the last state seen was "${oneLine(state, 60)}". ${then}, or raise timeout.`,
    false,
    undefined,
    isLeft ? 'left' : 'deadline',
  )
}
