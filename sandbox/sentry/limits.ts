// Rate limits and their headers (middleware/ratelimit.py): 40 requests a second and 25 at once on create and
// list releases. The numbers of the default group are not known; the same are shown there and never enforced [A].
import type { SandboxReply } from '../server.ts'
import { tooMany } from './answers.ts'
import type { Switches } from './switches.ts'

const PER_SECOND = 40
const AT_ONCE = 25

export function makeLimits(switches: Switches) {
  const windows = new Map<string, { second: number; count: number }>()
  const running = new Map<string, number>()
  const windowOf = (key: string, now: number) => {
    const second = Math.floor(now / 1000)
    const old = windows.get(key)
    const window = old?.second === second ? old : { second, count: 0 }
    windows.set(key, window)
    return window
  }
  return {
    /** Counts a request in: the refusal, or a function to call when it is answered. */
    enter: (key: string, now: number, limited: boolean): SandboxReply | (() => void) => {
      const window = windowOf(key, now)
      const atOnce = running.get(key) ?? 0
      window.count += 1
      if (limited && switches.rateLimits && !switches.selfHosted) {
        if (window.count > PER_SECOND) return tooMany()
        if (atOnce >= AT_ONCE) {
          return tooMany(
            `You are attempting to go above the allowed concurrency for this endpoint. Concurrency limit is ${AT_ONCE}`,
          )
        }
      }
      running.set(key, atOnce + 1)
      return () => running.set(key, (running.get(key) ?? 1) - 1)
    },
    headers: (key: string, now: number): Readonly<Record<string, string>> => {
      if (switches.selfHosted) return {}
      const { second, count } = windowOf(key, now)
      return {
        'x-sentry-rate-limit-limit': String(PER_SECOND),
        'x-sentry-rate-limit-remaining': String(Math.max(0, PER_SECOND - count)),
        'x-sentry-rate-limit-reset': String(second + 1),
        'x-sentry-rate-limit-concurrentlimit': String(AT_ONCE),
        'x-sentry-rate-limit-concurrentremaining': String(Math.max(0, AT_ONCE - (running.get(key) ?? 0))),
      }
    },
  }
}
