// The next semantic version from conventional commits (conventionalcommits.org 1.0.0, semver.org 2.0.0).
import inc from 'semver/functions/inc.js'
import { hasBreakingFooter, linesOf, readHeader } from '../message.ts'

// The largest first.
const BUMPS = ['major', 'minor', 'patch'] as const
export type Bump = (typeof BUMPS)[number]

export const FIRST_VERSION = '0.1.0'

/** What one commit asks for: breaking → major, feat → minor, anything else → patch. */
export function bumpOf(message: string): Bump {
  const { type, isBreaking } = readHeader(linesOf(message)[0] ?? '')
  if (isBreaking || hasBreakingFooter(message)) return 'major'
  return type === 'feat' ? 'minor' : 'patch'
}

/** The largest of what the commits ask for; undefined where there are none. */
export function largest(bumps: readonly Bump[]): Bump | undefined {
  return BUMPS.find((bump) => bumps.includes(bump))
}

/**
 * The version after `version`, without a prefix. In 0.x nothing is stable (semver, item 4) and leaving it is a decision of
 * people, so a breaking change raises the minor there. A pre-release becomes its own release unless more is asked for than it
 * prepares (semver, item 9: it comes before it).
 */
export function nextVersion(version: string, bump: Bump): string {
  const isInitial = version.startsWith('0.')
  const next = inc(version, isInitial && bump === 'major' ? 'minor' : bump)
  if (next === null) throw new Error(`${version} is no semantic version`)
  return next
}
