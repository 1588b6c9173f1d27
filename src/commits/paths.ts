// `paths` of a monorepo: which commits touch them. Folders and plain files are asked of GitHub as `git log -- PATH` answers
// them, a hundred commits a query. For other globs the files of what touches their folder are read, and where GraphQL is
// refused those of each commit.
import { withoutSlashes } from '../address.ts'
import type { Commit, CommitRange } from '../event/context.ts'
import { NEWEST } from '../github/compare.ts'
import { type GithubReader, MOST_FILES } from '../github/reader.ts'
import { plural } from '../text.ts'
import { touching, withFiles } from './patch-set.ts'
import { isFailed, NO_TOKEN, type Sources, tried } from './range.ts'

/** The range with only the commits that touch one of the paths; all of it when none are given. */
export async function onlyTouching(
  paths: readonly string[],
  range: CommitRange,
  { github }: Pick<Sources, 'github'>,
): Promise<CommitRange> {
  const { commits, total, head, base } = range
  if (paths.length === 0 || commits.length === 0) return range
  if (!github) return { ...range, warnings: [...range.warnings, `${NO_TOKEN}, so paths cannot be applied`] }
  const { kept, warnings } = await touchingPaths({ commits, head, paths, github, ...(base ? { base } : {}) })
  const left =
    commits.length < total
      ? [`paths was applied to the newest ${commits.length} of ${total} commits; older ones are left out`]
      : []
  const reason = `${range.reason}; ${kept.length} of ${plural(commits.length, 'commit')} touch paths`
  return {
    ...range,
    reason,
    commits: kept,
    total: kept.length,
    warnings: [...range.warnings, ...warnings, ...left],
  }
}

interface Sieve {
  readonly commits: readonly Commit[]
  readonly head: string
  /** Where the range starts, as far as that is known. */
  readonly base?: string
  readonly paths: readonly string[]
  readonly github: GithubReader
}

interface SieveResult {
  readonly kept: readonly Commit[]
  /** What was left unread. */
  readonly warnings: readonly string[]
}

/** The commits that touch one of the paths. One that cannot be told stays, aloud. */
export async function touchingPaths(sieve: Sieve): Promise<SieveResult> {
  const { commits, paths } = sieve
  const shas = await askedAsFolders(sieve)
  const near = shas ? commits.filter(({ sha }) => shas.has(sha)) : commits
  const isAnswer = shas && paths.every((path) => folderOf(path) !== undefined)
  return isAnswer ? { kept: near, warnings: [] } : byFiles(sieve, near)
}

/** What touches the folders that hold all the paths; undefined where there are none, or GitHub cannot say it so. */
async function askedAsFolders(sieve: Sieve): Promise<ReadonlySet<string> | undefined> {
  const { commits, head, github } = sieve
  const paths = sieve.paths.filter((path) => !path.startsWith('!'))
  const folders = [...new Set(paths.flatMap((path) => literalStart(path) ?? []))]
  if (folders.length === 0 || paths.some((path) => literalStart(path) === undefined)) return undefined
  const times = await tried(committed(sieve))
  if (isFailed(times) || times.length < commits.length) return undefined
  // Whatever lies between the head and a commit of the range is of the range, too, so nothing older is in the way.
  const since = Math.min(...times) - 1_000
  const shas = await tried(github.touching({ head, folders, since, mostPages: commits.length }))
  return isFailed(shas) ? undefined : shas
}

// So many commits have their files read for no more requests than this takes.
const FEW = 2

/** When the commits were committed. A payload does not tell: its time may be the author's, by a clock of any machine. */
async function committed({ commits, base, head, github }: Sieve): Promise<readonly number[]> {
  const told = commits.filter(({ parents }) => parents !== undefined)
  const isAsked = told.length < commits.length && base !== undefined && commits.length > FEW
  const known = isAsked ? (await github.compare(base, head)).commits : told
  const wanted = new Set(commits.map(({ sha }) => sha))
  return known.flatMap(({ sha, time }) => (wanted.has(sha) && time !== undefined ? [time] : []))
}

/** `web/**`, `web/` and `web` are the folder or file; undefined for what only a glob can say. */
export function folderOf(path: string): string | undefined {
  const folder = withoutSlashes(path.replace(/\/\*\*(\/\*)?$/, ''))
  return SIGN.test(folder) ? undefined : literalStart(folder)
}

// As src/globs.ts reads them.
const SIGN = /[*?[\\(){}]/

/** The folder or file before the first part of a glob that is more than a name: `web/src` of `web/src/*.ts`. */
function literalStart(glob: string): string | undefined {
  const parts = withoutSlashes(glob.replace(/^\.\//, '')).split('/')
  const end = parts.findIndex((part) => SIGN.test(part))
  const names = end === -1 ? parts : parts.slice(0, end)
  const isPlain = names.length > 0 && !names.some((name) => ['', '.', '..'].includes(name))
  return isPlain && !glob.startsWith('!') ? names.join('/') : undefined
}

/** @param near those of them that may touch the paths */
async function byFiles({ commits, paths, github }: Sieve, near: readonly Commit[]): Promise<SieveResult> {
  const read = await withFiles(near, NEWEST, github)
  const known = new Set(commits.map(({ sha }) => sha))
  // As in a log of git, a merge whose commits are here speaks through them.
  const isJoin = ({ parents = [] }: Commit) =>
    parents.length > 1 && parents.slice(1).every((parent) => known.has(parent))
  const matching = new Set(touching(read.commits, paths))
  const isCut = ({ files = [] }: Commit) => files.length >= MOST_FILES
  const kept = read.commits.filter((each) => !isJoin(each) && (matching.has(each) || isCut(each)))
  const cut = kept.filter((each) => isCut(each) && !matching.has(each)).length
  return {
    kept,
    warnings: [
      ...(read.problem ? [read.problem] : []),
      ...(cut > 0
        ? [
            `GitHub lists at most ${MOST_FILES} files of a commit, so ${plural(cut, 'commit')} that may touch paths ${cut === 1 ? 'stays' : 'stay'}`,
          ]
        : []),
    ],
  }
}
