// Which bump the commits since a tag ask for: all of them, or in a monorepo those that touch `paths`.

import { touching, withFiles } from '../commits/patch-set.ts'
import type { Commit } from '../event/context.ts'
import { NEWEST } from '../github/compare.ts'
import type { GithubReader } from '../github/reader.ts'
import { type Bump, largest } from './conventional.ts'
import type { PreviousTag } from './tags.ts'

export interface CountedBump {
  /** Undefined when no commit counts. */
  readonly bump: Bump | undefined
  /** How many commits count. */
  readonly count: number
  readonly warnings: readonly string[]
}

/** What the commits from the tag to the head ask for. */
export function bumpSince(
  { comparison }: PreviousTag,
  head: string,
  paths: readonly string[],
  github: GithubReader,
): Promise<CountedBump> {
  return paths.length > 0 ? bumpOfPaths(comparison, paths, github) : bumpOfAll(comparison, head, github)
}

type Comparison = PreviousTag['comparison']

async function bumpOfAll(comparison: Comparison, head: string, github: GithubReader): Promise<CountedBump> {
  const { commits, total: count, baseSha } = comparison
  let bump = largest('patch', commits)
  if (commits.length < count) {
    // A breaking change may be among the commits that were not kept; they are looked at page by page.
    const visit = (page: readonly Commit[]) => {
      bump = largest(bump, page)
    }
    await github.compare(baseSha, head, { visit })
  }
  return { bump, count, warnings: [] }
}

/** A commit whose files cannot be read counts, as it does in the range. */
async function bumpOfPaths(
  { commits, total }: Comparison,
  paths: readonly string[],
  github: GithubReader,
): Promise<CountedBump> {
  const read = await withFiles(commits, NEWEST, github)
  const kept = await touching(read.commits, paths)
  const left = total - commits.length
  return {
    bump: kept.length > 0 ? largest('patch', kept) : undefined,
    count: kept.length,
    warnings: [
      ...(read.problem ? [read.problem] : []),
      ...(left > 0
        ? [`the version follows from the newest ${commits.length} of ${total} commits, as far as paths go`]
        : []),
    ],
  }
}
