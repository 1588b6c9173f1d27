// The next semantic version from conventional commits (conventionalcommits.org 1.0.0, semver.org 2.0.0).
import inc from 'semver/functions/inc.js'
import type { Commit } from '../event/context.ts'
import { hasBreakingFooter, linesOf, readHeader } from '../message.ts'

export type Bump = 'major' | 'minor' | 'patch'

export const FIRST_VERSION = '0.1.0'

/** What one commit asks for: breaking → major, feat → minor, anything else → patch. */
export function bumpOf(message: string): Bump {
  const { type, isBreaking } = readHeader(linesOf(message)[0] ?? '')
  if (isBreaking || hasBreakingFooter(message)) return 'major'
  return type === 'feat' ? 'minor' : 'patch'
}

const ORDER: readonly Bump[] = ['patch', 'minor', 'major']

/** The largest of what the commits ask for, and of what is known already. */
export function largest(known: Bump, commits: readonly Pick<Commit, 'message'>[]): Bump {
  return commits.reduce<Bump>((most, { message }) => {
    const bump = bumpOf(message)
    return ORDER.indexOf(bump) > ORDER.indexOf(most) ? bump : most
  }, known)
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
