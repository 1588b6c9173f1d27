// Which bumps the commits since a tag ask for: all of them, or in a monorepo those that touch `paths`; without those whose
// type is in `version-skip`.

import { touchingPaths } from '../commits/paths.ts'
import type { Commit } from '../event/context.ts'
import type { GithubReader } from '../github/reader.ts'
import { linesOf, readHeader } from '../message.ts'
import { type Bump, bumpOf } from './conventional.ts'
import type { PreviousTag } from './tags.ts'

interface BumpQuery {
  readonly head: string
  readonly paths: readonly string[]
  /** Commit types that alone make no new version. */
  readonly skip: readonly string[]
  readonly github: GithubReader
}

interface CountedBumps {
  /** One for each commit that counts. */
  readonly bumps: readonly Bump[]
  readonly warnings: readonly string[]
}

/** What the commits from the tag to the head ask for. */
export async function bumpsSince(
  { comparison }: PreviousTag,
  { head, paths, skip, github }: BumpQuery,
): Promise<CountedBumps> {
  const { commits, total, baseSha } = comparison
  const isAll = commits.length === total
  if (paths.length > 0) {
    const { kept, warnings } = await touchingPaths({ commits, head, paths, github })
    const read = `the newest ${commits.length} of ${total} commits`
    const unread = isAll ? [] : [`the version follows from ${read}, as far as paths go`]
    return { bumps: bumpsOf(kept, skip), warnings: [...warnings, ...unread] }
  }
  if (isAll) return { bumps: bumpsOf(commits, skip), warnings: [] }
  // A breaking change may be among the commits that were not kept; they are looked at page by page.
  const bumps: Bump[] = []
  const visit = (page: readonly Commit[]) => void bumps.push(...bumpsOf(page, skip))
  await github.compare(baseSha, head, { visit })
  return { bumps, warnings: [] }
}

/** A breaking change counts whatever its type; a merge speaks through its commits, where types matter. */
function bumpsOf(commits: readonly Commit[], skip: readonly string[]): readonly Bump[] {
  const types = skip.map((type) => type.toLowerCase())
  const isSkipped = ({ message, parents = [] }: Commit) =>
    types.length > 0 && (parents.length > 1 || types.includes(readHeader(linesOf(message)[0] ?? '').type))
  return commits.flatMap((commit) => {
    const bump = bumpOf(commit.message)
    return bump !== 'major' && isSkipped(commit) ? [] : bump
  })
}
