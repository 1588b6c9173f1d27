// When to send a request again: pure, by meaning, not by verb. The table stands in docs/architecture.md.
import type { Call } from '../provider/call.ts'

export interface HttpAnswer {
  readonly kind: 'answer'
  readonly status: number
  /** The status as it came, where the body means another (`Call.meaning`). */
  readonly sentStatus?: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
  /** As JSON, else the text. */
  readonly body: unknown
}

/** What came of one try. */
export type Try =
  | HttpAnswer
  | {
      /** Nothing was sent; or it was, at least in part, but no whole answer came: time-out or a cut connection. */
      readonly kind: 'not-connected' | 'no-answer'
      readonly cause?: unknown
      /** `host:port` of the proxy in between, where no connection was made. */
      readonly proxy?: string
    }

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

export type RetryRule = Pick<Call, 'repeat' | 'busy'>

/** Again after so many milliseconds; stop; or stop with a write that may have happened. */
type Decision =
  | { readonly kind: 'again'; readonly waitMs: number; readonly why: string; readonly told: boolean }
  | { readonly kind: 'stop'; readonly mayHaveHappened: boolean }

export const MAX_TRIES = 4
const FIRST_BACK_OFF_MS = 500
const LONGEST_BACK_OFF_MS = 20_000

/** A server that did not wait for us, or that failed, with whatever 5xx a gateway makes up (Cloudflare: 520 to 530). */
function isUnclear(status: number): boolean {
  return status === 408 || status === 425 || status >= 500
}

/** Full jitter: anything between 0 and 0.5 s × 2ⁿ, at most 20 s. `random` is in [0, 1). */
export function backOff(failures: number, random: number): number {
  return Math.floor(random * Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (failures - 1)))
}

/**
 * What to do after a try.
 * @param failures how many tries failed so far, this one included
 * @param now milliseconds since the epoch, against which reset times are read
 */
export function decide(
  rule: RetryRule,
  outcome: Try,
  failures: number,
  now: number,
  random: number,
): Decision {
  const again = (why: string, told = false, toldMs = 0): Decision => {
    return { kind: 'again', waitMs: toldMs + backOff(failures, random), why, told }
  }
  const unclear = (why: string): Decision => {
    return rule.repeat === 'unsafe' ? { kind: 'stop', mayHaveHappened: true } : again(why)
  }
  if (outcome.kind !== 'answer')
    return outcome.kind === 'no-answer' ? unclear('gave no answer') : again('could not be reached')
  const { status, headers } = outcome
  const why = `answered ${status}`
  const isLocked = rule.busy?.includes(status) ?? false
  if (isLocked || isNotNow(outcome)) {
    const toldMs = toldToWait(headers, now) ?? silentLimit(outcome, failures)
    // The server says that it refused, so nothing happened. Jitter on top spreads a fleet of waiting runs.
    return again(`${why}${limitWords(outcome)}`, isLocked || toldMs !== undefined, toldMs)
  }
  return isUnclear(status) ? unclear(why) : { kind: 'stop', mayHaveHappened: false }
}

/** GitHub says "rate limit" with a 403 (docs: Rate limits for the REST API); other 403s are about rights. */
function isNotNow(answer: HttpAnswer): boolean {
  const { status, headers } = answer
  const isTold = headers['retry-after'] !== undefined
  if (status === 403) return isTold || headers['x-ratelimit-remaining'] === '0' || isSecondary(answer)
  return status === 429 || (status === 503 && isTold)
}

/** How GitHub names a limit; a server of one's own may still use the older words. */
export const LIMIT_WORDS = /rate limit|abuse detection|submitted too quickly/i

/** GitHub's limit on how fast things are made may come without any header, so only its words tell it from a 403. */
function isSecondary({ status, text }: HttpAnswer): boolean {
  return (
    (status === 403 || status === 429) &&
    /secondary rate limit|abuse detection|submitted too quickly/i.test(text)
  )
}

/** Which limit is waited for. Only GitHub names a resource, and its limits are of an hour. */
function limitWords(answer: HttpAnswer): string {
  const { status, headers } = answer
  if (isSecondary(answer)) return ' and asks to slow down (secondary rate limit)'
  if ((status !== 403 && status !== 429) || headers['x-ratelimit-remaining'] !== '0') return ''
  return headers['x-ratelimit-resource'] === undefined
    ? ': the rate limit is spent'
    : ': the rate limit of this hour is spent'
}

/** "At least one minute", then exponentially more, where that limit names no time (docs: Rate limits for the REST API). */
function silentLimit(answer: HttpAnswer, failures: number): number | undefined {
  return isSecondary(answer) && answer.headers['retry-after'] === undefined
    ? 60_000 * 2 ** (failures - 1)
    : undefined
}

/** How long the server asks to wait: Retry-After (seconds or a date), else a rate limit's reset (epoch seconds). */
export function toldToWait(
  headers: Readonly<Record<string, string | undefined>>,
  now: number,
): number | undefined {
  const after = headers['retry-after']
  if (after !== undefined) {
    const ms = /^\d+(\.\d+)?$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now
    if (!Number.isNaN(ms)) return Math.max(0, Math.ceil(ms))
  }
  // While some are left, the reset is not what is waited for (GitHub sends it with every answer).
  const isSpent = (headers['x-ratelimit-remaining'] ?? '0') === '0'
  const reset = headers['x-sentry-rate-limit-reset'] ?? (isSpent ? headers['x-ratelimit-reset'] : undefined)
  if (reset === undefined || !/^\d+(\.\d+)?$/.test(reset)) return undefined
  // At least one second: the reset is given in whole seconds and may be the current one.
  return Math.max(1000, Math.ceil(Number(reset) * 1000 - now))
}
