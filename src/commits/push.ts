// The range that a push itself brings: a branch that moved, was forced, or is new.

import type { CommitRange, RunContext } from '../event/context.ts'
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
  warned,
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
  if (!sources.github) return unread(context, base, `${NO_TOKEN}.`)
  const comparison = await tried(sources.github.compare(range.base, context.headSha))
  if (!isFailed(comparison)) return compared(context, base, comparison)
  // Without force the commit before is an ancestor, so a 404 tells of the token and not of the commit.
  if (isGone(comparison) && range.isForced) return vanished(context, base, sources.github)
  return unread(context, base, comparison.message)
}

/** What the event names. After a forced push the commit before it is hardly an ancestor. */
function fromPayload(context: RunContext, base: Base, warning: string): CommitRange {
  const range = warned(whole(context, base, { status: 'unknown', commits: namedBy(context) }), warning)
  const { base: _, ...rest } = range
  return context.range?.isForced ? rest : range
}

/** The same when GitHub could not be asked. */
function unread(context: RunContext, base: Base, why: string): CommitRange {
  const count = context.range?.commits.length ?? 0
  const told =
    count > 0
      ? `The commits are those that the event names: at least ${plural(count, 'commit')}`
      : 'The event names no commits, so the head commit goes alone'
  return fromPayload(context, base, `${why} ${told}`)
}

/** The commit before a forced push is gone: what the branch has beyond the default branch, else what the event names. */
async function vanished(context: RunContext, base: Base, github: GithubReader): Promise<RangeResult> {
  const gone = `${base.what} (${short(base.name)}) is no longer at GitHub, which is usual after a forced push`
  const other = await sinceDefault(context, github)
  if (typeof other !== 'string')
    return warned(other, `${gone}: the range starts where the branch left ${context.defaultBranch}`)
  return context.range?.commits.length
    ? fromPayload(context, base, `${gone}: the commits are those that the event names`)
    : gone
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
  const { mergeBase: name, commits, total } = comparison
  const reason = `since the branch left ${oneLine(defaultBranch, 60)}`
  const base = { name, source: 'push', reason, what: defaultBranch } as const
  return whole(context, base, { status: 'ahead', commits, total })
}
