// Commit range → commits: which rules are asked in which order, then `paths` and the changed files. No failed read loses
// the deploy: it goes on with what is known, and a warning says so.

import type { Commit, CommitRange, RunContext } from '../event/context.ts'
import type { PastDeploy } from '../provider/provider.ts'
import { listed, oneLine } from '../text.ts'
import { given, lastDeploy, lastTag, mustBeOfHead, onlyNewer } from './asked.ts'
import { withPatchSets } from './patch-set.ts'
import { onlyTouching } from './paths.ts'
import { ownPull } from './pull.ts'
import { newBranch, ownPush } from './push.ts'
import { type CommitQuery, headOf, isFailed, type Question, type RangeRule, tried } from './range.ts'

interface CollectedCommits {
  readonly range: CommitRange
  /** The earlier deploys of the environment, where a rule had to ask for them. */
  readonly history?: readonly PastDeploy[]
}

/** The commits of this deploy, newest first, and which rule chose the base. */
export async function collectCommits(query: CommitQuery): Promise<CollectedCommits> {
  const { common, context, sources } = query
  const { operation } = common
  if (common.commits === 'none') return { range: alone(context, [], 'commits is none') }
  if (operation === 'rollback' || operation === 'retry' || operation === 'deactivate')
    return { range: alone(context, [], `a ${operation} brings no new commits`) }
  if (operation === 'finish') return { range: alone(context, headOf(context), 'the deploy is only closed') }
  const found = await findRange(query)
  if (common.commits === 'refs') return found
  const range = await onlyTouching(common.paths, found.range, sources)
  return { ...found, range: await withPatchSets(common, range, { ...sources, all: found.range.total }) }
}

/** The head without a base. */
export function alone(context: RunContext, commits: readonly Commit[], reason: string): CommitRange {
  return {
    head: context.headSha,
    source: 'single-commit',
    reason,
    status: 'unknown',
    commits,
    total: commits.length,
    warnings: [],
  }
}

/** The rules in their order. `auto` takes what is known to be right for the event. */
function rulesFor(commitsFrom: string, { context, isCounted }: CommitQuery): readonly RangeRule[] {
  const own = [ownPush, ownPull]
  switch (commitsFrom) {
    case 'push':
      return [...own, newBranch]
    case 'last-deploy':
      return [lastDeploy, ...own, lastTag, newBranch]
    case 'previous-tag':
      return [lastTag, ...own]
    case 'auto':
      if (isCounted) return [lastTag, ...own]
      if (context.range) return [...own, lastDeploy, lastTag]
      // What a tag stands for does not depend on what was deployed where: it starts at the tag before it.
      if (context.refKind === 'tag') return [lastTag, onlyNewer(lastDeploy)]
      return [lastDeploy, lastTag, newBranch]
    default:
      return [given(commitsFrom), ...own]
  }
}

async function findRange(query: CommitQuery): Promise<CollectedCommits> {
  const { common, context, sources } = query
  const { commitsFrom } = common
  const isAsked = commitsFrom !== 'auto'
  let history: readonly PastDeploy[] | undefined
  const readHistory = async () => {
    history = await sources.history?.()
    return history ?? []
  }
  const isGiven = common.version !== '' && common.ref === '' && !query.isLabel
  const question: Question = { ...query, isGiven, isAsked, readHistory }
  // An event with a range of its own needs no read for this.
  if (isGiven && !context.range) await mustBeOfHead(question)
  const obstacles: Obstacles = { notes: [], failures: [] }
  const told = () => (history ? { history } : {})
  for (const [index, rule] of rulesFor(commitsFrom, query).entries()) {
    const ruled = await tried(rule(question))
    if (isFailed(ruled)) obstacles.failures.push(ruled.message)
    else if (typeof ruled !== 'string') {
      const warnings = [...aloud(obstacles, ruled, commitsFrom), ...ruled.warnings]
      return { range: { ...ruled, warnings }, ...told() }
    } else {
      obstacles.notes.push(ruled)
      if (isAsked && index === 0) obstacles.asked = ruled
    }
  }
  return { range: await headAlone(question, obstacles), ...told() }
}

/** What stood in the way of the rules before the one that was taken. */
interface Obstacles {
  readonly notes: string[]
  readonly failures: string[]
  /** That of the rule which was asked for by name. */
  asked?: string
}

/** Why another rule was taken than the one that was asked for. */
function aloud({ asked, failures }: Obstacles, ruled: CommitRange, commitsFrom: string): readonly string[] {
  if (failures.length > 0) return failures.slice(0, 1)
  // A new branch has no commit before the push, but its range is the push's all the same.
  if (!asked || ruled.source === commitsFrom) return []
  return [`commits-from is ${oneLine(commitsFrom, 60)}, but ${asked}`]
}

/** Nothing to start from: the head commit alone, with the reason. */
async function headAlone(
  { context, sources, isAsked }: Question,
  { notes, failures, asked }: Obstacles,
): Promise<CommitRange> {
  // What does not concern the event is worth saying only to somebody who asked for it.
  const why = new Set(notes.filter((text) => text === asked || !/^the (event|branch) is /.test(text)))
  const reason = `the head commit alone${why.size > 0 ? `: ${listed([...why])}` : ''}`
  const warnings = [...(isAsked && why.size > 0 ? [reason] : []), ...failures.slice(0, 1)]
  const isKnown = context.headCommit?.sha === context.headSha || failures.length > 0
  const read = isKnown ? undefined : sources.github && (await tried(sources.github.commit(context.headSha)))
  if (isFailed(read)) warnings.push(read.message)
  const commits = read && !isFailed(read) ? [read] : headOf(context)
  return { ...alone(context, commits, reason), warnings }
}
