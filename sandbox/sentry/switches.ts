// The switches of the Sentry stand-in, the same ones for code and for the command line.

export interface Switches {
  /** No rate limits and none of their headers, as on a self-hosted server. */
  readonly selfHosted: boolean
  /** Refuse more than 40 requests a second or 25 at once on create and list releases. */
  readonly rateLimits: boolean
  /** Milliseconds before each answer. */
  readonly latency: number
  /** Milliseconds that setting commits holds the lock of the release. */
  readonly commitLock: number
  /** Self-hosted before 25.12.1: a project id is taken as a number only, not as a numeric string, and no slug in a query. */
  readonly numericProjects: boolean
  /** Older limits: author_email 75, path of a patch set 255. */
  readonly oldLimits: boolean
  /** Errors of list items keyed by index instead of flat (both shapes are known). */
  readonly indexedErrors: boolean
  /** Ids of deploys that a number of JavaScript does not hold exactly. */
  readonly longIds: boolean
  /** Items on a page of a list; less than 100 to have several pages with little data. */
  readonly pageSize: number
}

const DEFAULTS: Switches = {
  selfHosted: false,
  rateLimits: false,
  latency: 0,
  commitLock: 0,
  numericProjects: false,
  oldLimits: false,
  indexedErrors: false,
  longIds: false,
  pageSize: 100,
}

export type GivenSwitches = { readonly [Name in keyof Switches]?: Switches[Name] | string }

/** Fills defaults and reads text from the command line; throws on an unknown name or a bad value. */
export function readSwitches(given: GivenSwitches): Switches {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(DEFAULTS, name)) {
      throw new Error(`unknown switch "${name}"; there are ${Object.keys(DEFAULTS).join(', ')}`)
    }
  }
  const flag = (name: keyof Switches): boolean => {
    const value = given[name] ?? DEFAULTS[name]
    if (!/^(true|false)?$/.test(String(value))) {
      throw new Error(`switch ${name}: true or false, not "${value}"`)
    }
    return String(value) !== 'false'
  }
  const count = (name: keyof Switches): number => {
    const value = Number(given[name] ?? DEFAULTS[name])
    if (!Number.isInteger(value) || value < 0)
      throw new Error(`switch ${name}: a whole number, not "${given[name]}"`)
    return value
  }
  return {
    selfHosted: flag('selfHosted'),
    rateLimits: flag('rateLimits'),
    latency: count('latency'),
    commitLock: count('commitLock'),
    numericProjects: flag('numericProjects'),
    oldLimits: flag('oldLimits'),
    indexedErrors: flag('indexedErrors'),
    longIds: flag('longIds'),
    pageSize: Math.min(100, Math.max(1, count('pageSize'))),
  }
}

/** Every switch with its default and what it takes, for the command line's help. */
export function listSwitches(): readonly (readonly [name: string, initial: string, takes: string])[] {
  return Object.entries(DEFAULTS).map(([name, initial]) => [
    name,
    String(initial),
    typeof initial === 'boolean' ? 'true, false' : 'a whole number',
  ])
}
