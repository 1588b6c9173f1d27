// Which bump the commits since a tag ask for: all of them, or in a monorepo those that touch `paths`; without those whose
// type is in `version-skip`.

import { touchingPaths } from '../commits/paths.ts'
import type { Commit } from '../event/context.ts'
import type { GithubReader } from '../github/reader.ts'
import { linesOf, readHeader } from '../message.ts'
import { type Bump, bumpOf, largest } from './conventional.ts'
import type { PreviousTag } from './tags.ts'

export interface CountedBump {
  /** Undefined when no commit counts. */
  readonly bump: Bump | undefined
  /** How many commits count. */
  readonly count: number
  readonly warnings: readonly string[]
}

interface BumpQuery {
  readonly head: string
  readonly paths: readonly string[]
  /** Commit types that alone make no new version. */
  readonly skip: readonly string[]
  readonly github: GithubReader
}

/** What the commits from the tag to the head ask for. */
export async function bumpSince({ comparison }: PreviousTag, counting: BumpQuery): Promise<CountedBump> {
  const { head, paths, skip, github } = counting
  const { commits, total, baseSha } = comparison
  if (paths.length > 0) {
    const { kept, warnings } = await touchingPaths({ commits, head, paths, github })
    return tallied(kept, skip, [...warnings, ...unread(commits.length, total)])
  }
  if (commits.length === total) return tallied(commits, skip)
  // A breaking change may be among the commits that were not kept; they are looked at page by page.
  let sum: CountedBump = { bump: undefined, count: 0, warnings: [] }
  const visit = (page: readonly Commit[]) => {
    const { bump, count } = tallied(page, skip)
    const highest = bump && largest(sum.bump ?? 'patch', page.filter(countsWith(skip)))
    sum = { bump: highest ?? sum.bump, count: sum.count + count, warnings: [] }
  }
  await github.compare(baseSha, head, { visit })
  return sum
}

function unread(read: number, total: number): readonly string[] {
  return read < total
    ? [`the version follows from the newest ${read} of ${total} commits, as far as paths go`]
    : []
}

function tallied(
  commits: readonly Commit[],
  skip: readonly string[],
  warnings: readonly string[] = [],
): CountedBump {
  const counted = commits.filter(countsWith(skip))
  return { bump: counted.length > 0 ? largest('patch', counted) : undefined, count: counted.length, warnings }
}

/** A breaking change counts whatever its type; a merge speaks through its commits, where types matter. */
function countsWith(skip: readonly string[]): (commit: Commit) => boolean {
  const skipped = new Set(skip.map((type) => type.toLowerCase()))
  return ({ message, parents = [] }) =>
    skipped.size === 0 ||
    bumpOf(message) === 'major' ||
    !(parents.length > 1 || skipped.has(readHeader(linesOf(message)[0] ?? '').type))
}
