// The commits of a merged pull request, exactly: the payload's base may be older than the branch was at the merge, so what
// others merged meanwhile must be told apart, for each of the three ways to merge.
import type { Commit, CommitRange, PullRequest, RunContext } from '../event/context.ts'
import type { GithubReader } from '../github/reader.ts'
import { type Base, compared, fromBase, isFailed, type RangeRule, tried, whole } from './range.ts'

/** The pull request's own range. */
export const ownPull: RangeRule = async (question) => {
  const { context, sources } = question
  const { range, pullRequest } = context
  if (range?.source !== 'pull-request' || range.base === '') return 'the event is no pull request'
  const reason = pullRequest
    ? `what pull request #${pullRequest.number} brought`
    : 'what the merge group brings'
  const base: Base = {
    name: range.base,
    source: 'pull-request',
    reason,
    what: 'the base of the pull request',
  }
  if (!sources.github || !pullRequest?.isMerged) return fromBase(question, base)
  const found = compared(context, base, await sources.github.compare(range.base, context.headSha))
  return narrowed(found, base, { context, pullRequest, github: sources.github })
}

interface MergedPull {
  readonly context: RunContext
  readonly pullRequest: PullRequest
  readonly github: GithubReader
}

async function narrowed(found: CommitRange, base: Base, merged: MergedPull): Promise<CommitRange> {
  const [head] = found.commits
  const parents = head?.parents ?? []
  const [first] = parents
  if (!head || first === undefined || found.total < 2) return found
  // A merge commit: its first parent is the base branch as it was.
  if (parents.length > 1) return first === found.base ? found : since(first, base, merged)
  const count = (await isRebased(head, merged)) ? merged.pullRequest.commitCount : 1
  const own = found.commits.slice(0, count)
  if (own.length === found.total) return found
  const name = own.at(-1)?.parents?.[0] ?? first
  return whole(merged.context, { ...base, name }, { status: 'ahead', commits: own })
}

async function since(name: string, base: Base, { context, github }: MergedPull): Promise<CommitRange> {
  return compared(context, { ...base, name }, await github.compare(name, context.headSha))
}

/** A rebased commit keeps the message of the branch's tip; a squashed one gets the title of the pull request. */
async function isRebased(head: Commit, { pullRequest, github }: MergedPull): Promise<boolean> {
  if (pullRequest.commitCount < 2) return false
  const tip = await tried(github.commit(pullRequest.headSha))
  if (!isFailed(tip)) return tip.message === head.message
  // The branch's tip may be gone; a squash says its number in the subject by default.
  return !head.message.split('\n')[0]?.includes(`(#${pullRequest.number})`)
}
