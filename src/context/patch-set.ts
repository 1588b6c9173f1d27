// The changed files of each commit, for providers that take them and for `paths`: one request a commit, a few at a time.
import { withoutSlashes } from '../address.ts'
import { matcherOf } from '../globs.ts'
import type { commonInputs } from '../inputs/common.ts'
import type { Values } from '../inputs/kinds.ts'
import { plural } from '../text.ts'
import { NEWEST } from './compare.ts'
import type { Commit, CommitRange } from './context.ts'
import { askEach } from './each.ts'
import { isFailed } from './range.ts'
import type { GithubReader } from './reader.ts'
import { NO_TOKEN, type Sources } from './sources.ts'

type Wanted = Pick<Values<typeof commonInputs>, 'paths' | 'patchSet'>

// `auto` keeps well below the 1,000 requests an hour that GITHUB_TOKEN has for a whole repository.
const AUTO_LIMIT = 100

/** The changed files where they are wanted, and only the commits that touch `paths`. */
export async function withPatchSets(
  common: Wanted,
  range: CommitRange,
  sources: Sources,
): Promise<CommitRange> {
  const { paths, patchSet } = common
  const isWanted = patchSet !== 'false' && sources.takesFiles
  const limit = paths.length > 0 || patchSet === 'true' ? NEWEST : AUTO_LIMIT
  if (range.commits.length === 0 || (!isWanted && paths.length === 0))
    return { ...range, commits: shown(range.commits, isWanted) }
  if (!sources.github) {
    const what = paths.length > 0 ? 'paths cannot be applied' : 'the commits go without changed files'
    const isAsked = paths.length > 0 || patchSet === 'true'
    return isAsked ? { ...range, warnings: [...range.warnings, `${NO_TOKEN}, so ${what}`] } : range
  }
  const { commits, problem } = await withFiles(range.commits, limit, sources.github)
  const warnings = [...range.warnings, ...(problem ? [problem] : []), ...capped(range, limit, common)]
  if (paths.length === 0) return { ...range, commits, warnings }
  const kept = await touching(commits, paths)
  const filtered = kept.map((commit, index) => (index < fileLimit(common) ? commit : withoutFiles(commit)))
  const reason = `${range.reason}; ${kept.length} of ${plural(range.commits.length, 'commit')} touch paths`
  return { ...range, reason, commits: shown(filtered, isWanted), total: kept.length, warnings }
}

function fileLimit({ patchSet }: Wanted): number {
  return patchSet === 'true' ? NEWEST : AUTO_LIMIT
}

function capped(range: CommitRange, limit: number, { paths, patchSet }: Wanted): string[] {
  if (range.total <= limit) return []
  if (paths.length > 0)
    return [`paths was applied to the newest ${limit} of ${range.total} commits; older ones are left out`]
  return patchSet === 'true' ? [`the newest ${limit} of ${range.total} commits have their changed files`] : []
}

function shown(commits: readonly Commit[], isWanted: boolean): readonly Commit[] {
  return isWanted ? commits : commits.map(withoutFiles)
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
    try {
      read.set(sha, await github.commit(sha))
    } catch (error) {
      if (!isFailed(error)) throw error
      problem ||= error.message
    }
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
export async function touching(commits: readonly Commit[], globs: readonly string[]): Promise<Commit[]> {
  const wanted = globs.filter((glob) => !glob.startsWith('!'))
  // As in the `paths` of a workflow: what begins with `!` is left out of the rest.
  const unwanted = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1))
  const isWanted = await anyOf(wanted.length === 0 ? ['**'] : wanted)
  const isUnwanted = await anyOf(unwanted)
  const touches = (path: string) => isWanted(path) && !isUnwanted(path)
  return commits.filter(({ files }) => files === undefined || files.some(({ path }) => touches(path)))
}

async function anyOf(globs: readonly string[]): Promise<(path: string) => boolean> {
  const matchers = await Promise.all(globs.flatMap(withBelow).map(matcherOf))
  return (path) => matchers.some((matches) => matches(path))
}

/** A plain `packages/web` is the folder with all that is below it. */
function withBelow(glob: string): string[] {
  return /[*?[{(]/.test(glob) ? [glob] : [glob, `${withoutSlashes(glob)}/**`]
}
