// The range that a push itself brings: a branch that moved, was forced, or is new.

import type { Commit, CommitRange, RunContext } from '../event/context.ts'
import { SMALLEST_CAP } from '../event/events.ts'
import type { GithubReader } from '../github/reader.ts'
import { oneLine, plural } from '../text.ts'
import {
  type Base,
  compared,
  isFailed,
  isGone,
  NO_TOKEN,
  namedBy,
  type RangeResult,
  type RangeRule,
  short,
  tried,
  whole,
} from './range.ts'

/** The push's own range: its payload where that is known to be whole, else one comparison. */
export const ownPush: RangeRule = async ({ context, sources }) => {
  const { range } = context
  if (range?.source !== 'push') return 'the event is no push with a commit before it'
  const base: Base = {
    name: range.base,
    source: 'push',
    reason: 'what the push brought',
    what: 'the commit before the push',
  }
  if (range.isComplete) {
    const status = range.base === context.headSha ? 'identical' : 'ahead'
    return whole(context, base, { status, commits: range.commits })
  }
  if (!sources.github) return fromPayload(context, base, `${NO_TOKEN}.`)
  const comparison = await tried(sources.github.compare(range.base, context.headSha))
  if (!isFailed(comparison)) return compared(context, base, comparison)
  // Without force the commit before is an ancestor, so a 404 tells of the token and not of the commit.
  if (isGone(comparison) && range.isForced) return vanished(context, base, range.commits, sources.github)
  return fromPayload(context, base, comparison.message)
}

/** What the event names, when GitHub could not be asked. After a forced push the commit before it is hardly an ancestor. */
function fromPayload(context: RunContext, base: Base, why: string): CommitRange {
  const named = context.range?.commits ?? []
  const commits = namedBy(context)
  const { base: before, ...range } = whole(context, base, { status: 'unknown', commits })
  const told =
    named.length > 0
      ? `The commits are those that the event names: at least ${plural(named.length, 'commit')}`
      : 'The event names no commits, so the head commit goes alone'
  const warning = `${why} ${told}`
  const isForced = context.range?.isForced === true
  return { ...range, ...(isForced || before === undefined ? {} : { base: before }), warnings: [warning] }
}

/** The commit before a forced push is gone: what the branch has beyond the default branch, else what the event names. */
async function vanished(
  context: RunContext,
  base: Base,
  commits: readonly Commit[],
  github: GithubReader,
): Promise<RangeResult> {
  const gone = `${base.what} (${short(base.name)}) is no longer at GitHub, which is usual after a forced push`
  const other = await sinceDefault(context, github)
  if (typeof other !== 'string')
    return {
      ...other,
      warnings: [
        `${gone}: the range starts where the branch left ${context.defaultBranch}`,
        ...other.warnings,
      ],
    }
  if (commits.length === 0) return gone
  const { base: _, ...range } = whole(context, base, { status: 'unknown', commits })
  return { ...range, warnings: [`${gone}: the commits are those that the event names`] }
}

/** A branch without a range of its own: what it has beyond the default branch. */
export const newBranch: RangeRule = async ({ context, sources }) => {
  const { newBranch: commits } = context
  if (!commits) return 'the branch is not new'
  const found = sources.github ? await sinceDefault(context, sources.github) : NO_TOKEN
  if (typeof found !== 'string' || commits.length === 0) return found
  // The first push to a repository, say: all that the event names, however many more there may be.
  const base = { name: '', source: 'push', reason: 'what the first push brought', what: 'nothing' } as const
  const { base: _, ...range } = whole(context, base, { status: 'unknown', commits })
  const warning = `the first push of a branch may bring more than the ${commits.length} commits that the event names`
  return { ...range, warnings: commits.length < SMALLEST_CAP ? [] : [warning] }
}

async function sinceDefault(context: RunContext, github: GithubReader): Promise<RangeResult> {
  const { defaultBranch, ref, refKind } = context
  if (defaultBranch === '' || refKind !== 'branch' || ref === defaultBranch)
    return 'the branch is the default branch'
  const comparison = await github.compare(defaultBranch, context.headSha)
  if (comparison.total === 0) return `the branch has no commits of its own beyond ${defaultBranch}`
  const name = comparison.mergeBase
  return whole(
    context,
    {
      name,
      source: 'push',
      reason: `since the branch left ${oneLine(defaultBranch, 60)}`,
      what: defaultBranch,
    },
    { status: 'ahead', commits: comparison.commits, total: comparison.total },
  )
}
