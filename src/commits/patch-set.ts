// The changed files of each commit, for providers that take them and for globs in `paths`: one request a commit, a few at a
// time.

import { withoutSlashes } from '../address.ts'
import type { Commit, CommitRange } from '../event/context.ts'
import { askEach } from '../github/client.ts'
import { NEWEST } from '../github/compare.ts'
import type { GithubReader } from '../github/reader.ts'
import { matcherOf } from '../globs.ts'
import type { CommonValues } from '../inputs/common.ts'
import { plural } from '../text.ts'
import { isFailed, NO_TOKEN, type Sources, tried } from './range.ts'

// `auto` keeps well below the 1,000 requests an hour that GITHUB_TOKEN has for a whole repository.
const AUTO_LIMIT = 100
// The parts of a monorepo share them: what one step reads of a push, others read of the rest, so the whole of it counts.
const AUTO_LIMIT_WITH_PATHS = 20

/**
 * The changed files where they are wanted.
 * @param all how many commits the range had before `paths` was applied
 */
export async function withPatchSets(
  { patchSet, paths }: Pick<CommonValues, 'patchSet' | 'paths'>,
  range: CommitRange,
  { takesFiles, github, all }: Pick<Sources, 'takesFiles' | 'github'> & { readonly all: number },
): Promise<CommitRange> {
  const isWanted = patchSet !== 'false' && takesFiles
  if (range.commits.length === 0 || !isWanted) return { ...range, commits: range.commits.map(withoutFiles) }
  const isAsked = patchSet === 'true'
  if (!github) {
    const warning = `${NO_TOKEN}, so the commits go without changed files`
    return isAsked ? { ...range, warnings: [...range.warnings, warning] } : range
  }
  const limit = isAsked ? NEWEST : AUTO_LIMIT
  const isAffordable = isAsked || paths.length === 0 || all <= AUTO_LIMIT_WITH_PATHS
  const { commits, problem } = await withFiles(range.commits, isAffordable ? limit : 0, github)
  const isCapped = isAsked && range.total > limit
  const warnings = [
    ...range.warnings,
    ...(problem ? [problem] : []),
    ...(isCapped ? [`the newest ${limit} of ${range.total} commits have their changed files`] : []),
  ]
  const shown = commits.map((commit, index) => (index < limit ? commit : withoutFiles(commit)))
  return { ...range, commits: shown, warnings }
}

function withoutFiles({ files: _, ...commit }: Commit): Commit {
  return commit
}

interface WithFiles {
  readonly commits: readonly Commit[]
  /** Why some commits are without files although they were asked for; empty when none is. */
  readonly problem: string
}

/**
 * The commits with the files of the newest `limit`. A failed read loses nothing: the commits that were not read by then
 * stay as they are.
 */
export async function withFiles(
  commits: readonly Commit[],
  limit: number,
  github: GithubReader,
): Promise<WithFiles> {
  const read = new Map<string, Commit>()
  const newest = commits.slice(0, limit).filter(({ files }) => files === undefined)
  let problem = ''
  await askEach(newest, async ({ sha }) => {
    if (problem !== '') return
    const commit = await tried(github.commit(sha))
    if (isFailed(commit)) problem ||= commit.message
    else read.set(sha, commit)
  })
  const missing = newest.length - read.size
  return {
    commits: commits.map((commit) => joined(commit, read.get(commit.sha))),
    problem:
      missing === 0
        ? ''
        : `${problem} ${plural(missing, 'commit')} of ${commits.length} ${missing === 1 ? 'goes' : 'go'} without changed files`,
  }
}

/** What the payload tells stays; REST adds parents, files, and what was missing. */
function joined(commit: Commit, read: Commit | undefined): Commit {
  return read
    ? {
        ...read,
        ...commit,
        ...(read.files ? { files: read.files } : {}),
        ...(read.parents ? { parents: read.parents } : {}),
      }
    : commit
}

/** Only the commits that touch one of the globs; a commit whose files are not known stays. */
export function touching(commits: readonly Commit[], globs: readonly string[]): Commit[] {
  const wanted = globs.filter((glob) => !glob.startsWith('!'))
  // As in the `paths` of a workflow: what begins with `!` is left out of the rest.
  const unwanted = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1))
  const isWanted = anyOf(wanted.length === 0 ? ['**'] : wanted)
  const isUnwanted = anyOf(unwanted)
  const touches = (path: string) => isWanted(path) && !isUnwanted(path)
  return commits.filter(({ files }) => files === undefined || files.some(({ path }) => touches(path)))
}

function anyOf(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.flatMap(withBelow).map(matcherOf)
  return (path) => matchers.some((matches) => matches(path))
}

/** A plain `packages/web` is the folder with all that is below it. */
function withBelow(glob: string): string[] {
  return /[*?[{(]/.test(glob) ? [glob] : [glob, `${withoutSlashes(glob)}/**`]
}
