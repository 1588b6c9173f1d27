// Where the commit range starts. Each rule answers with a range, or with why it does not apply; the first range is taken.
// The base is always an ancestor of the head: else the merge base takes its place, and a warning says so.
import { ApiError, InputError, NetworkError } from '../errors.ts'
import { oneLine, plural } from '../text.ts'
import type { Commit, CommitRange, RangeSource, RunContext } from './context.ts'
import type { Comparison, GithubReader } from './reader.ts'
import { lastGood, NO_TOKEN, type Sources } from './sources.ts'
import { previousTag } from './tags.ts'

export interface Question {
  readonly context: RunContext
  readonly sources: Sources
  /** `version-prefix` */
  readonly prefix: string
  /** Was this rule asked for by name? Then what stands in its way is a warning. */
  readonly isAsked: boolean
  /** Is this deployment of GitHub's an earlier attempt of this very run? */
  isOurs(payload: unknown): boolean
}

/** A range, or the reason why there is none by this rule. */
export type Ruled = CommitRange | string
export type Rule = (question: Question) => Promise<Ruled>

/** From a base that is known to a range, whatever GitHub says about the two. */
export interface Base {
  readonly name: string
  readonly source: RangeSource
  readonly reason: string
  /** For warnings: `the last deploy`, `the tag v1.2.0`. */
  readonly what: string
}

/** The push's own range: its payload where that is known to be whole, else one comparison. */
export const ownPush: Rule = async ({ context, sources }) => {
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
  try {
    return compared(context, base, await sources.github.compare(range.base, context.headSha))
  } catch (error) {
    if (!isFailed(error)) throw error
    if (isGone(error)) return vanished(context, base, range.commits, sources.github)
    return fromPayload(context, base, error.message)
  }
}

/** What the event names, when GitHub could not be asked. After a forced push the commit before it is hardly an ancestor. */
function fromPayload(context: RunContext, base: Base, why: string): CommitRange {
  const named = context.range?.commits ?? []
  const commits = named.length > 0 ? named : headOf(context)
  const { base: before, ...range } = whole(context, base, { status: 'unknown', commits })
  const warning = `${why} The commits are those that the event names: at least ${plural(named.length, 'commit')}`
  const isForced = context.range?.isForced === true
  return { ...range, ...(isForced || before === undefined ? {} : { base: before }), warnings: [warning] }
}

/** The commit before a forced push is gone: what the branch has beyond the default branch, else what the event names. */
async function vanished(
  context: RunContext,
  base: Base,
  commits: readonly Commit[],
  github: GithubReader,
): Promise<Ruled> {
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
export const newBranch: Rule = async ({ context, sources }) => {
  if (!context.isNewBranch) return 'the branch is not new'
  if (!sources.github) return NO_TOKEN
  return sinceDefault(context, sources.github)
}

async function sinceDefault(context: RunContext, github: GithubReader): Promise<Ruled> {
  const { defaultBranch, ref, refKind } = context
  if (defaultBranch === '' || refKind !== 'branch' || ref === defaultBranch) return 'it is the default branch'
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

/** The last good deploy of this environment: the provider's own, else GitHub's deployments. */
export const lastDeploy: Rule = async (question) => {
  const { sources, context } = question
  if (sources.environment === '') return 'there is no environment, so no last deploy'
  const last = await findLast(question)
  if (typeof last === 'string') return last
  const { range } = context
  if (last.name === context.headSha) return whole(context, last, { status: 'identical', commits: [] })
  if (range?.isComplete && range.base === last.name)
    return whole(context, last, { status: 'ahead', commits: range.commits })
  return fromBase(question, last)
}

async function findLast(question: Question): Promise<Base | string> {
  const { sources } = question
  const where = oneLine(sources.environment, 60)
  const known = lastGood(await (sources.history?.() ?? []))
  if (known) {
    const version = known.version ? ` (${oneLine(known.version, 60)})` : ''
    return {
      name: known.sha,
      source: 'last-deploy',
      reason: `since the last deploy of ${where}${version}`,
      what: `the last deploy of ${where}`,
    }
  }
  if (!sources.github) return `no earlier deploy of ${where} is known`
  try {
    return await findDeployment(question, sources.github, where)
  } catch (error) {
    const isRefused = error instanceof ApiError && (error.status === 403 || error.status === 404)
    // Nobody asked for it by name, and contents: read must be enough.
    if (isRefused && !question.isAsked)
      return 'the deployments at GitHub cannot be read (deployments: read is missing)'
    throw error
  }
}

async function findDeployment(
  question: Question,
  github: GithubReader,
  where: string,
): Promise<Base | string> {
  const { sources, context } = question
  for (const { id, sha, payload } of await github.deployments(sources.environment)) {
    if (question.isOurs(payload)) continue
    // A replaced deployment reads `inactive` now, so any success in its life counts.
    if ((await github.states(id)).includes('success') && sha !== '')
      return {
        name: sha,
        source: 'last-deploy',
        reason: `since the last deployment to ${where} at GitHub`,
        what: `the last deployment to ${where}`,
      }
  }
  return `no earlier deploy of ${where} was found for ${context.repository.full}`
}

/** The tag before: by version, and only one that the head is built on. */
export const lastTag: Rule = async ({ context, sources, prefix }) => {
  if (!sources.github) return NO_TOKEN
  const ownTag = context.refKind === 'tag' ? { ownTag: context.ref } : {}
  const found = await previousTag(sources.github, { head: context.headSha, prefix, ...ownTag })
  if (!found)
    return `no earlier tag${prefix ? ` ${oneLine(prefix, 60)}*` : ''} was found that the head is built on`
  const name = oneLine(found.name, 80)
  return compared(
    context,
    { name, source: 'previous-tag', reason: `since the tag ${name}`, what: `the tag ${name}` },
    found.comparison,
  )
}

/** A sha, tag or branch that the user gave. */
export function given(name: string): Rule {
  return async (question) => {
    const { context, sources } = question
    const text = oneLine(name, 80)
    const nothing = new InputError([
      `commits-from "${text}" names nothing that exists in ${context.repository.full}: give auto, push, last-deploy, previous-tag, or a sha, tag or branch.`,
    ])
    // Zeros are how a push says "nothing before"; GitHub must never be asked for them.
    if (/^0+$/.test(name)) throw nothing
    const base: Base = { name, source: 'given', reason: `since ${text}, as commits-from says`, what: text }
    try {
      return await fromBase(question, base)
    } catch (error) {
      if (isGone(error) && sources.github && (await isUnknown(name, context.headSha, sources.github)))
        throw nothing
      throw error
    }
  }
}

/** Is it the given name that GitHub does not know, and not the whole repository that the token cannot read? */
async function isUnknown(name: string, head: string, github: GithubReader): Promise<boolean> {
  try {
    await github.commit(head)
  } catch (error) {
    if (isFailed(error)) return false
    throw error
  }
  try {
    await github.commit(name)
    return false
  } catch (error) {
    return isGone(error)
  }
}

/** One comparison of a base with the head; without a token only the two ends are known. */
export async function fromBase({ context, sources }: Question, base: Base): Promise<CommitRange> {
  if (sources.github) return compared(context, base, await sources.github.compare(base.name, context.headSha))
  const warning = `${NO_TOKEN}, so the commits since ${base.what} cannot be read: only the head commit is known`
  return { ...whole(context, base, { status: 'unknown', commits: headOf(context) }), warnings: [warning] }
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

/** A read that failed in a way that can be told to the user. */
export function isFailed(error: unknown): error is ApiError | NetworkError {
  return error instanceof ApiError || error instanceof NetworkError
}

/** What was asked for is not there (or not for us to see); 422 is GitHub's word for a malformed name. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 422)
}

function short(sha: string): string {
  return sha.slice(0, 12)
}
