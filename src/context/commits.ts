// Commit range → commits: which rules are asked in which order, then `paths` and the changed files. No failed read loses
// the deploy: it goes on with what is known, and a warning says so.

import type { commonInputs } from '../inputs/common.ts'
import type { Values } from '../inputs/kinds.ts'
import { textAt } from '../json.ts'
import { makeMarker } from '../marker.ts'
import { listed, oneLine, plural } from '../text.ts'
import { given, lastDeploy, lastTag } from './asked-range.ts'
import type { Commit, CommitRange, RunContext } from './context.ts'
import { touching, withFiles } from './patch-set.ts'
import { ownPull } from './pull-range.ts'
import { newBranch, ownPush } from './push-range.ts'
import { headOf, isFailed, type Question, type Rule } from './range.ts'
import { NEWEST } from './reader.ts'
import { NO_TOKEN, type Sources } from './sources.ts'

type Common = Values<typeof commonInputs>

/** The commits of this deploy, newest first, and which rule chose the base. */
export async function collectCommits(
  common: Common,
  context: RunContext,
  sources: Sources,
  version: string,
): Promise<CommitRange> {
  if (common.commits === 'none') return alone(context, [], 'commits is none')
  if (common.operation === 'rollback' || common.operation === 'retry')
    return alone(context, [], `a ${common.operation} brings no new commits`)
  if (common.operation === 'finish') return alone(context, headOf(context), 'the deploy is only closed')
  const range = await findRange(common, context, sources, version)
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
export function rulesFor(commitsFrom: string, context: RunContext): readonly Rule[] {
  const own = [ownPush, ownPull]
  switch (commitsFrom) {
    case 'push':
      return [...own, newBranch]
    case 'last-deploy':
      return [lastDeploy, ...own, lastTag, newBranch]
    case 'previous-tag':
      return [lastTag, ...own]
    case 'auto':
      if (context.range) return [...own, lastDeploy, lastTag]
      // What a tag stands for does not depend on what was deployed where: it starts at the tag before it.
      if (context.refKind === 'tag') return [lastTag, lastDeploy]
      return [lastDeploy, lastTag, newBranch]
    default:
      return [given(commitsFrom), ...own]
  }
}

async function findRange(
  common: Common,
  context: RunContext,
  sources: Sources,
  version: string,
): Promise<CommitRange> {
  const { commitsFrom, versionPrefix: prefix } = common
  const isAsked = commitsFrom !== 'auto'
  const marker = makeMarker({
    context,
    environment: sources.environment,
    version,
    matrixKey: common.matrixKey,
    isNewEachAttempt: common.onRerun === 'new',
  })
  const isOurs = (payload: unknown) => textAt(payload, 'record_deploy') === marker.replace(/[[\]]/g, '')
  const question: Question = { context, sources, prefix, version, isAsked, isOurs }
  const tried: Tried = { notes: [], failures: [], isAsked }
  for (const [index, rule] of rulesFor(commitsFrom, context).entries()) {
    try {
      const ruled = await rule(question)
      if (typeof ruled !== 'string')
        return { ...ruled, warnings: [...aloud(tried, ruled, commitsFrom), ...ruled.warnings] }
      tried.notes.push({ text: ruled, isOfAsked: isAsked && index === 0 })
    } catch (error) {
      if (!isFailed(error)) throw error
      tried.failures.push(error.message)
    }
  }
  return headAlone(context, sources, tried)
}

/** What stood in the way of the rules before the one that was taken. */
interface Tried {
  readonly notes: { readonly text: string; readonly isOfAsked: boolean }[]
  readonly failures: string[]
  readonly isAsked: boolean
}

/** Why another rule was taken than the one that was asked for. */
function aloud({ notes, failures }: Tried, ruled: CommitRange, commitsFrom: string): readonly string[] {
  if (failures.length > 0) return failures.slice(0, 1)
  const asked = notes.find(({ isOfAsked }) => isOfAsked)
  // A new branch has no commit before the push, but its range is the push's all the same.
  if (!asked || ruled.source === commitsFrom) return []
  return [`commits-from is ${oneLine(commitsFrom, 60)}, but ${asked.text}`]
}

/** Nothing to start from: the head commit alone, with the reason. */
async function headAlone(
  context: RunContext,
  sources: Sources,
  { notes, failures, isAsked }: Tried,
): Promise<CommitRange> {
  // What does not concern the event is worth saying only to somebody who asked for it.
  const said = notes.filter(({ text, isOfAsked }) => isOfAsked || !/^the (event|branch) is /.test(text))
  const why = [...new Set(said.map(({ text }) => text))]
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

// `auto` keeps well below the 1,000 requests an hour that GITHUB_TOKEN has for a whole repository.
const AUTO_LIMIT = 100

/** The changed files where they are wanted, and only the commits that touch `paths`. */
async function withPatchSets(common: Common, range: CommitRange, sources: Sources): Promise<CommitRange> {
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

function fileLimit({ patchSet }: Common): number {
  return patchSet === 'true' ? NEWEST : AUTO_LIMIT
}

function capped(range: CommitRange, limit: number, { paths, patchSet }: Common): string[] {
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
