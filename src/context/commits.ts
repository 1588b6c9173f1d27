// Commit range → commits: which rules are asked in which order, then `paths` and the changed files. No failed read loses
// the deploy: it goes on with what is known, and a warning says so.

import type { commonInputs } from '../inputs/common.ts'
import type { Values } from '../inputs/kinds.ts'
import { makeMarker } from '../marker.ts'
import { listed, oneLine } from '../text.ts'
import { given, lastDeploy, lastTag } from './asked-range.ts'
import type { Commit, CommitRange, RunContext } from './context.ts'
import { withPatchSets } from './patch-set.ts'
import { ownPull } from './pull-range.ts'
import { newBranch, ownPush } from './push-range.ts'
import { headOf, isFailed, type Question, type Rule } from './range.ts'
import type { Sources } from './sources.ts'

interface Collecting {
  readonly common: Values<typeof commonInputs>
  readonly context: RunContext
  readonly sources: Sources
  /** The version that gets the commits. */
  readonly version: string
}

/** The commits of this deploy, newest first, and which rule chose the base. */
export async function collectCommits(collecting: Collecting): Promise<CommitRange> {
  const { common, context, sources } = collecting
  if (common.commits === 'none') return alone(context, [], 'commits is none')
  if (common.operation === 'rollback' || common.operation === 'retry')
    return alone(context, [], `a ${common.operation} brings no new commits`)
  if (common.operation === 'finish') return alone(context, headOf(context), 'the deploy is only closed')
  const range = await findRange(collecting)
  return common.commits === 'refs' ? range : withPatchSets(common, range, sources)
}

function alone(context: RunContext, commits: readonly Commit[], reason: string): CommitRange {
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
function rulesFor(commitsFrom: string, context: RunContext): readonly Rule[] {
  const own = [ownPush, ownPull]
  switch (commitsFrom) {
    case 'push':
      return [...own, newBranch]
    case 'last-deploy':
      return [lastDeploy, ...own, lastTag, newBranch]
    case 'previous-tag':
      return [lastTag]
    case 'auto':
      if (context.range) return [...own, lastDeploy, lastTag]
      // What a tag stands for does not depend on what was deployed where: it starts at the tag before it.
      if (context.refKind === 'tag') return [lastTag, lastDeploy]
      return [lastDeploy, lastTag, newBranch]
    default:
      return [given(commitsFrom)]
  }
}

async function findRange({ common, context, sources, version }: Collecting): Promise<CommitRange> {
  const { commitsFrom, versionPrefix: prefix } = common
  const isAsked = commitsFrom !== 'auto'
  const marker = makeMarker({
    context,
    environment: sources.environment,
    version,
    matrixKey: common.matrixKey,
    isNewEachAttempt: common.onRerun === 'new',
  })
  const question: Question = { context, sources, prefix, isAsked, marker }
  const notes: string[] = []
  const failures: string[] = []
  for (const rule of rulesFor(commitsFrom, context)) {
    try {
      const ruled = await rule(question)
      if (typeof ruled !== 'string') {
        const fallback = fallbackWarning(commitsFrom, { notes, failures, isAsked })
        return { ...ruled, warnings: [...fallback, ...ruled.warnings] }
      }
      notes.push(ruled)
    } catch (error) {
      if (!isFailed(error)) throw error
      failures.push(error.message)
    }
  }
  return headAlone(context, sources, { notes, failures, isAsked })
}

interface Tried {
  readonly notes: readonly string[]
  readonly failures: readonly string[]
  readonly isAsked: boolean
}

/** A rule that failed, or that was asked for and does not apply, is worth a warning; the others are not. */
function fallbackWarning(commitsFrom: string, { notes, failures, isAsked }: Tried): string[] {
  if (failures[0] !== undefined) return [failures[0]]
  return isAsked && notes[0] !== undefined
    ? [`commits-from is ${oneLine(commitsFrom, 60)}, but ${notes[0]}`]
    : []
}

/** Nothing to start from: the head commit alone, with the reason. */
async function headAlone(
  context: RunContext,
  sources: Sources,
  { notes, failures, isAsked }: Tried,
): Promise<CommitRange> {
  // What does not concern the event is worth saying only to somebody who asked for it.
  const why = [...new Set(notes)].filter((note) => isAsked || !/^the (event|branch) is /.test(note))
  const reason = `the head commit alone${why.length > 0 ? `: ${listed(why)}` : ''}`
  const warnings = [...(isAsked && why.length > 0 ? [reason] : []), ...failures.slice(0, 1)]
  const known = context.headCommit?.sha === context.headSha
  if (known || !sources.github || failures.length > 0)
    return { ...alone(context, headOf(context), reason), warnings }
  try {
    return { ...alone(context, [await sources.github.commit(context.headSha)], reason), warnings }
  } catch (error) {
    if (!isFailed(error)) throw error
    return { ...alone(context, headOf(context), reason), warnings: [...warnings, error.message] }
  }
}
