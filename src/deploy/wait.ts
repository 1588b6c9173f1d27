// Waits for something to appear at a provider. How what goes on there is followed to its end: follow.ts.
import { ApiError } from '../errors.ts'
import type { Host } from '../host.ts'
import type { AnyProvider } from '../provider/provider.ts'
import { duration } from '../text.ts'

/** Time, chance and the log, as waiting needs them. */
export interface Clock extends Pick<Host, 'uptime' | 'sleep' | 'random' | 'info'> {
  /** By `uptime`. */
  readonly deadline: number
}

/** What waiting needs of a stage. */
export interface Waiting {
  readonly provider: Pick<AnyProvider, 'name' | 'shownWithinMs'>
  readonly clock: Clock
}

/** The first pause between two looks, in milliseconds. */
export const FIRST_MS = 2_000
const LONGEST_MS = 15_000
/** The last look comes so long before the deadline, or the end of its time, in milliseconds. */
export const LAST_LOOK_MS = 1_000
/** How long a record that was just made may take to become readable where the provider does not say, in milliseconds. */
const SHOWN_WITHIN_MS = 10_000

/** The pause after a pause: half as long again, up to 15 s. */
export function nextPause(ms: number): number {
  return Math.min(LONGEST_MS, ms * 1.5)
}

/**
 * Looks for something that may take a while to appear, at the same pace, or from a shorter first pause on.
 * @returns what was found, or undefined when it did not appear within `withinMs`
 */
export async function lookFor<T>(
  look: () => Promise<T | undefined>,
  withinMs: number,
  clock: Clock,
  firstMs = FIRST_MS,
): Promise<T | undefined> {
  const end = Math.min(clock.uptime() + withinMs, clock.deadline) - LAST_LOOK_MS
  for (let pause = firstMs; ; pause = nextPause(pause)) {
    // The last look begins when the time is nearly over: a slow one that began before may have read its first page too early.
    const isLast = clock.uptime() >= end
    const found = await look()
    const now = clock.uptime()
    if (found !== undefined || isLast || now >= clock.deadline) return found
    await clock.sleep(Math.min(pause, Math.max(0, end - now)))
  }
}

/** How long the provider may take to show what was made, in milliseconds. */
export function shownWithin({ provider }: Waiting): number {
  return provider.shownWithinMs ?? SHOWN_WITHIN_MS
}

/** Looks for what was made a moment ago, as long as the provider may take to show it. @returns undefined when it does not */
export function shown<T>(look: () => Promise<T | undefined>, waiting: Waiting): Promise<T | undefined> {
  const { clock, provider } = waiting
  const withinMs = shownWithin(waiting)
  let looks = 0
  const lookAloud = () => {
    looks += 1
    if (looks === 2)
      clock.info(`${provider.name} does not show it yet; looking for up to ${duration(withinMs)}`)
    return look()
  }
  return lookFor(lookAloud, withinMs, clock, 1_000)
}

/** The same for a look that throws while it is not there. @throws the last answer, when it is still not there */
export async function shownAtLast<T>(look: () => Promise<T>, waiting: Waiting): Promise<T> {
  let missing: unknown
  const lookCalmly = () =>
    look().catch((error: unknown) => {
      if (!(error instanceof ApiError && error.status === 404)) throw error
      missing = error
      return undefined
    })
  const found = await shown(lookCalmly, waiting)
  if (found === undefined) throw missing
  return found
}
