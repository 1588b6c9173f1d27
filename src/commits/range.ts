// From a base to a range: what all rules share. A rule answers with a range, or with why it does not apply. The base is
// always an ancestor of the head: else the merge base takes its place, and a warning says so.
import { ApiError, NetworkError } from '../errors.ts'
import type { Commit, CommitRange, RangeSource, RunContext } from '../event/context.ts'
import type { Comparison } from '../github/compare.ts'
import type { GithubReader } from '../github/reader.ts'
import type { PastDeploy } from '../provider/provider.ts'
import { plural } from '../text.ts'

/** Where version and commits can be asked for when the event does not say enough. All are only reached when needed. */
export interface Sources {
  /** Earlier deploys of the environment at the provider, newest first; undefined when it cannot list them. */
  readonly history: (() => Promise<readonly PastDeploy[]>) | undefined
  /** Undefined without a github-token. */
  readonly github: GithubReader | undefined
  /** Empty: no deploy. */
  readonly environment: string
  /** Does the provider take the changed files of each commit? Else they are not read for it. */
  readonly takesFiles: boolean
  now(): number
}

export const NO_TOKEN = 'github-token is empty'

export interface Question {
  readonly context: RunContext
  readonly sources: Sources
  /** `version-prefix` */
  readonly prefix: string
  /** The version that is deployed. */
  readonly version: string
  /** The version of the head was given, and no `ref` with it: then a tag of that name must be the head's. */
  readonly isGiven: boolean
  /** Was this rule asked for by name? Then what stands in its way is a warning. */
  readonly isAsked: boolean
  /** What carries it was made by an earlier attempt of this very run: see deploy/marker.ts. */
  readonly marker: string
  /** The earlier deploys of the environment, newest first; empty where the provider cannot list them. */
  readonly readHistory: () => Promise<readonly PastDeploy[]>
}

/** A range, or the reason why there is none by this rule. */
export type RangeResult = CommitRange | string
export type RangeRule = (question: Question) => Promise<RangeResult>

/** From a base that is known to a range, whatever GitHub says about the two. */
export interface Base {
  readonly name: string
  readonly source: RangeSource
  readonly reason: string
  /** For warnings: `the last deploy`, `the tag v1.2.0`. */
  readonly what: string
}

/** One comparison of a base with the head; without a token only the two ends are known. */
export async function fromBase({ context, sources }: Question, base: Base): Promise<CommitRange> {
  if (sources.github) return compared(context, base, await sources.github.compare(base.name, context.headSha))
  const commits = namedBy(context)
  const known =
    commits === context.range?.commits ? 'only those that the event names are' : 'only the head commit is'
  const warning = `${NO_TOKEN}, so the commits since ${base.what} cannot be read: ${known} known`
  return { ...whole(context, base, { status: 'unknown', commits }), warnings: [warning] }
}

/** The range as GitHub compares it. */
export function compared(context: RunContext, base: Base, comparison: Comparison): CommitRange {
  const { status, commits, total, behindBy, baseSha, mergeBase } = comparison
  const range = whole(context, { ...base, name: baseSha || base.name }, { status, commits, total })
  if (status === 'diverged') {
    const warning = `${base.what} (${short(baseSha)}) is not an ancestor of the head: the range starts at their merge base ${short(mergeBase)}, and ${plural(behindBy, 'commit')} of the other line ${behindBy === 1 ? 'is' : 'are'} not in this version`
    return { ...range, base: mergeBase, warnings: [warning] }
  }
  if (status === 'behind') {
    const warning = `the head is ${plural(behindBy, 'commit')} behind ${base.what} (${short(baseSha)}): there are no new commits`
    return { ...range, commits: [], warnings: [warning] }
  }
  return range
}

/** A range that needs no warning. */
export function whole(
  context: RunContext,
  base: Base,
  found: Pick<CommitRange, 'status' | 'commits'> & { readonly total?: number },
): CommitRange {
  const { commits, status } = found
  const { source, reason, name } = base
  return {
    base: name,
    head: context.headSha,
    source,
    reason,
    status,
    commits,
    total: found.total ?? commits.length,
    warnings: [],
  }
}

/** The head commit as far as the event tells about it. */
export function headOf({ headSha, headCommit }: RunContext): readonly Commit[] {
  return [headCommit?.sha === headSha ? headCommit : { sha: headSha, message: '' }]
}

/** The commits that the event names, at least the head. */
export function namedBy(context: RunContext): readonly Commit[] {
  const named = context.range?.commits ?? []
  return named.length > 0 ? named : headOf(context)
}

/** What is read, or why it cannot be, where that can be told to the user. */
export function tried<T>(read: Promise<T>): Promise<T | ApiError | NetworkError> {
  return read.catch((error: unknown) => {
    if (isFailed(error)) return error
    throw error
  })
}

/** A read that failed in a way that can be told to the user. */
export function isFailed(read: unknown): read is ApiError | NetworkError {
  return read instanceof ApiError || read instanceof NetworkError
}

/** What was asked for is not there (or not for us to see); 422 is GitHub's word for a malformed name. */
export function isGone(read: unknown): boolean {
  return read instanceof ApiError && (read.status === 404 || read.status === 422)
}

/** A sha as short as people read it. */
export function short(sha: string): string {
  return sha.slice(0, 12)
}
