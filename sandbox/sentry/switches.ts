// The switches of the Sentry stand-in, the same ones for code and for the command line.
import { count, flag, readSwitches as read, type Values } from '../kit/switches.ts'

export const SWITCHES = {
  /** No rate limits and none of their headers, as on a self-hosted server. */
  selfHosted: flag(false),
  /** Refuse more than 40 requests a second or 25 at once on create and list releases. */
  rateLimits: flag(false),
  /** Milliseconds before each answer. */
  latency: count(0),
  /** Milliseconds that setting commits holds the lock of the release. */
  commitLock: count(0),
  /** Self-hosted before 25.12.1: a project id is taken as a number only, not as a numeric string, and no slug in a query. */
  numericProjects: flag(false),
  /** Older limits: author_email 75, path of a patch set 255. */
  oldLimits: flag(false),
  /** Errors of list items keyed by index instead of flat (both shapes are known). */
  indexedErrors: flag(false),
  /** Ids of deploys that a number of JavaScript does not hold exactly. */
  longIds: flag(false),
  /** Items on a page of a list; less than 100 to have several pages with little data. */
  pageSize: count(100),
}

export type Switches = Values<typeof SWITCHES>
export type GivenSwitches = { readonly [Name in keyof Switches]?: Switches[Name] | string }

export function readSwitches(given: GivenSwitches): Switches {
  const switches = read(SWITCHES, given)
  return { ...switches, pageSize: Math.min(100, Math.max(1, switches.pageSize)) }
}
