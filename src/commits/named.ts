// The input ref: what is deployed, when it is another commit than the event's own.
import { InputError } from '../errors.ts'
import type { Commit, RunContext } from '../event/context.ts'
import type { GithubReader } from '../github/reader.ts'
import { isCommitId, oneLine } from '../text.ts'
import { withoutRefs } from '../version/refs.ts'
import { isFailed, isGone, NO_TOKEN, tried } from './range.ts'

export interface NamedCommit extends Pick<RunContext, 'ref' | 'refKind'> {
  readonly commit: Pick<Commit, 'sha'> & Partial<Commit>
}

/**
 * The run as if its event had been about the commit that `name` names. What the event tells of its own commit stays only
 * where that is the same one.
 * @throws InputError when it names nothing
 */
export async function pointedAt(
  context: RunContext,
  name: string,
  github: GithubReader | undefined,
): Promise<RunContext> {
  if (name === '') return context
  const sha = name.toLowerCase()
  const isKnown = isCommitId(sha) && !/^0+$/.test(sha)
  return movedTo(
    context,
    isKnown ? { commit: { sha }, ref: '', refKind: 'none' } : await find(name, context, github),
  )
}

/** The run as that of a tag, where the event names one of its commit as if it were a branch. */
export async function asTag(context: RunContext, github: GithubReader | undefined): Promise<RunContext> {
  const { isTagPossible, ref, headSha } = context
  if (!isTagPossible || !github || !LIKE_TAG.test(ref)) return context
  const commit = await tried(github.commit(`tags/${ref}`))
  return !isFailed(commit) && commit.sha === headSha ? { ...context, refKind: 'tag' } : context
}

/** The same for a commit that was looked up before. */
export function movedTo(context: RunContext, target: NamedCommit): RunContext {
  const { refusal: _, ...own } = context
  const isOwn = target.commit.sha === own.headSha
  const { ref, refKind, commit } = target
  const isSame = ref === own.ref && refKind === own.refKind
  if (isOwn && (refKind === 'none' || isSame)) return own
  // A tag's commits are those since the tag before it, whatever the push brought.
  if (isOwn && refKind === 'branch') return { ...own, ref, refKind }
  const { range, pullRequest, newBranch, headCommit, ...rest } = own
  const { message } = commit
  const known = isOwn ? headCommit : message && { ...commit, message }
  return { ...rest, headSha: commit.sha, ref, refKind, ...(known ? { headCommit: known } : {}) }
}

async function find(
  name: string,
  context: RunContext,
  github: GithubReader | undefined,
): Promise<NamedCommit> {
  const text = oneLine(name, 80)
  if (!github)
    throw new InputError([
      `ref "${text}" is looked up at GitHub, but ${NO_TOKEN}: pass a token with contents: read, or give the full sha.`,
    ])
  for (const { asked, ...place } of guesses(name, context)) {
    const commit = await tried(github.commit(asked))
    if (!isFailed(commit)) return { commit, ...place }
    if (!isGone(commit)) throw commit
  }
  throw new InputError([
    `ref "${text}" names nothing that github-token can see in ${context.repository.full}: give a sha, tag or branch that exists, and contents: read.`,
  ])
}

interface Guess extends Pick<RunContext, 'ref' | 'refKind'> {
  /** What GitHub's "Get a commit" takes: a sha, `heads/BRANCH` or `tags/TAG`. */
  readonly asked: string
}

const LIKE_TAG = /(^|[^a-z])v?\d/i

/** One read is enough where the first guess is right: the form of a name tells tags from branches well. */
function guesses(name: string, { ref, refKind, defaultBranch }: RunContext): readonly Guess[] {
  const short = withoutRefs(name)
  const tag: Guess = { asked: `tags/${short}`, ref: short, refKind: 'tag' }
  const branch: Guess = { asked: `heads/${short}`, ref: short, refKind: 'branch' }
  if (/^0+$/.test(name)) return []
  if (name.startsWith('refs/tags/')) return [tag]
  if (name.startsWith('refs/heads/')) return [branch]
  const other: Guess = { asked: name.replace(/^refs\//, ''), ref: '', refKind: 'none' }
  if (name.startsWith('refs/') || /^[0-9a-f]{7,39}$/.test(name)) return [other]
  const isBranch = name === defaultBranch || (refKind === 'branch' && name === ref)
  return !isBranch && LIKE_TAG.test(name) ? [tag, branch] : [branch, tag]
}
