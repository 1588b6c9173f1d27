// Rate limits: the hourly bucket of each caller, and the limit on creating content ("Rate limits for the REST API",
// docs.github.com).
import type { Clock } from '../server.ts'

const HOUR = 3_600_000
const CONTENT_PER_MINUTE = 80
const CONTENT_PER_HOUR = 500

export interface Bucket {
  readonly limit: number
  readonly used: number
  /** Epoch seconds. */
  readonly reset: number
  readonly resource: 'core' | 'graphql'
}

export type Limits = ReturnType<typeof makeLimits>

/** Counts per caller; a window starts with its first request and lasts an hour. */
export function makeLimits(clock: Clock) {
  const windows = new Map<string, { used: number; until: number }>()
  const content = new Map<string, number[]>()
  const window = (key: string, resource: string) => {
    const name = `${resource} ${key}`
    const found = windows.get(name)
    if (found && found.until > clock.now()) return found
    const fresh = { used: 0, until: clock.now() + HOUR }
    windows.set(name, fresh)
    return fresh
  }
  return {
    look: (key: string, limit: number, resource: Bucket['resource']): Bucket => {
      const { used, until } = window(key, resource)
      return { limit, used: Math.min(used, limit), reset: Math.ceil(until / 1000), resource }
    },
    spend: (key: string, resource: Bucket['resource']): void => {
      window(key, resource).used += 1
    },
    /** True when this content-creating request is one too many; counts it. */
    tooMuchContent: (key: string): boolean => {
      const now = clock.now()
      const times = (content.get(key) ?? []).filter((time) => time > now - HOUR)
      content.set(key, [...times, now])
      return (
        times.length >= CONTENT_PER_HOUR ||
        times.filter((time) => time > now - 60_000).length >= CONTENT_PER_MINUTE
      )
    },
  }
}
