// Rate limits: the hourly bucket of each caller, the limit on creating content, and the three shapes of a
// refusal ("Rate limits for the REST API", docs.github.com).
import type { Clock, SandboxReply } from '../server.ts'
import { fail } from './kit.ts'

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

/** The limits as `makeLimits` counts them. */
export interface Limits {
  look(key: string, limit: number, resource: Bucket['resource']): Bucket
  spend(key: string, resource: Bucket['resource']): void
  /** True when this content-creating request is one too many; counts it. */
  tooMuchContent(key: string): boolean
}

/** Counts per caller; a window starts with its first request and lasts an hour. */
export function makeLimits(clock: Clock): Limits {
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
    look: (key, limit, resource) => {
      const { used, until } = window(key, resource)
      return { limit, used: Math.min(used, limit), reset: Math.ceil(until / 1000), resource }
    },
    spend: (key, resource) => {
      window(key, resource).used += 1
    },
    tooMuchContent: (key) => {
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

export function limitHeaders(bucket: Bucket): Record<string, string> {
  return {
    'x-ratelimit-limit': String(bucket.limit),
    'x-ratelimit-remaining': String(bucket.limit - bucket.used),
    'x-ratelimit-used': String(bucket.used),
    'x-ratelimit-reset': String(bucket.reset),
    'x-ratelimit-resource': bucket.resource,
  }
}

/** The hourly limit is spent: told by `remaining: 0`, without `retry-after`. */
export function primaryRefusal(status: number, bucket: Bucket): SandboxReply {
  const refusal = fail(status, 'API rate limit exceeded for installation ID 1.')
  return { ...refusal, headers: limitHeaders({ ...bucket, used: bucket.limit }) }
}

/** What the secondary limit was called, and a server of one's own may still call it. */
export function abuseRefusal(status: number): SandboxReply {
  return fail(
    status,
    'You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.',
  )
}

/** The secondary limit: `retry-after` while requests remain. `bare` is the third variant, without it. */
export function secondaryRefusal(status: number, bare = false): SandboxReply {
  const refusal = fail(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  )
  return bare ? refusal : { ...refusal, headers: { 'retry-after': '60' } }
}
