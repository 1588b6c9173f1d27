// What each event says about the commit that is deployed and the commits it brings: one small function an event.
// Which field to trust is GitHub's "Events that trigger workflows" and the payload schemas; see docs/architecture.md.

import { payloadCommit } from '../github/wire.ts'
import { entryAt, type Json, listAt, numberAt, recordAt, textAt } from '../json.ts'
import { oneLine } from '../text.ts'
import type { Commit, EventRange, RunContext } from './context.ts'
import { type EventFacts, isMerged, pullOf, refusalOf } from './unmerged.ts'
import { verdictOf } from './verdict.ts'

/** The part of the context that the event decides. */
type EventContext = Pick<
  RunContext,
  | 'headSha'
  | 'ref'
  | 'refKind'
  | 'isTagPossible'
  | 'headCommit'
  | 'range'
  | 'pullRequest'
  | 'newBranch'
  | 'stop'
  | 'refusal'
>

type Place = Pick<RunContext, 'ref' | 'refKind'>

/** Branch or tag from a full ref; `refs/heads/` and `refs/tags/` never go further than here. */
function shortRef(ref: string): Place {
  if (ref.startsWith('refs/heads/')) return { ref: ref.slice('refs/heads/'.length), refKind: 'branch' }
  if (ref.startsWith('refs/tags/')) return { ref: ref.slice('refs/tags/'.length), refKind: 'tag' }
  return { ref: ref.replace(/^refs\//, ''), refKind: 'none' }
}

const readers: Readonly<Record<string, (facts: EventFacts) => EventContext>> = {
  push: fromPush,
  release: fromRelease,
  workflow_run: fromVerdict,
  check_suite: fromVerdict,
  check_run: fromVerdict,
  status: fromVerdict,
  deployment: fromDeployment,
  deployment_status: fromDeployment,
  merge_group: fromMergeGroup,
  create: fromCreate,
  delete: fromDelete,
}

/** Head, ref and range by the event; events without a function of their own say nothing beyond GITHUB_SHA. */
export function readEvent(facts: EventFacts): EventContext {
  const { payload } = facts
  const name = facts.event === 'workflow_call' ? callerOf(payload) : facts.event
  const pull = pullOf(payload)
  const found = pull ? fromPull(facts, pull) : (entryAt(readers, name)?.(facts) ?? fromAnything(facts))
  const refusal = found.stop ? undefined : refusalOf(facts)
  return refusal ? { ...found, refusal } : found
}

/** A called workflow has the payload of its caller (docs: Reusing workflows), whatever its name says. */
function callerOf(payload: Json): string {
  if ('before' in payload && 'commits' in payload) return 'push'
  // A deployment that a workflow made has a workflow_run beside it.
  const keys = ['release', 'deployment', 'workflow_run', 'merge_group']
  return keys.find((key) => key in payload) ?? (verdictOf(payload) ? 'status' : '')
}

/** workflow_dispatch, schedule, repository_dispatch and all others: the tip of the ref that GitHub chose. */
function fromAnything({ sha, ref }: EventFacts): EventContext {
  return { headSha: sha, ...shortRef(ref) }
}

const ZEROS = /^0+$/

/** A push: `after` is never used, because for an annotated tag it is the tag object. */
function fromPush({ payload, sha, ref }: EventFacts): EventContext {
  const place = shortRef(textAt(payload, 'ref') || ref)
  if (payload['deleted'] === true) return { headSha: sha, ...place, stop: deleted(place.refKind, place.ref) }
  const headCommit = payloadCommit(payload['head_commit'])
  const headSha = sha || (headCommit?.sha ?? '')
  const known = { headSha, ...place, ...(headCommit ? { headCommit } : {}) }
  const before = textAt(payload, 'before')
  if (place.refKind === 'tag' || before === '') return known
  if (ZEROS.test(before)) return { ...known, newBranch: namedIn(payload) }
  return { ...known, range: pushRange(before, headSha, payload) }
}

function deleted(kind: string, name: string): string {
  return `the ${kind === 'tag' ? 'tag' : 'branch'} ${name} was deleted; there is nothing to record`
}

// Every known cap of the payload's list is 20 or more, so fewer than 20 entries are all there are.
export const SMALLEST_CAP = 20

/** The payload lists the oldest first; everything of ours is newest first. */
function namedIn(payload: Json): readonly Commit[] {
  return listAt(payload, 'commits')
    .flatMap((each) => payloadCommit(each) ?? [])
    .reverse()
}

function pushRange(before: string, head: string, payload: Json): EventRange {
  const commits = namedIn(payload)
  const isForced = payload['forced'] === true
  return {
    base: before,
    source: 'push',
    commits,
    // An empty list says nothing: a push to an older commit has one too.
    isComplete: before === head || (!isForced && commits.length > 0 && commits.length < SMALLEST_CAP),
    isForced,
  }
}

// Others, such as published, released and created, tell of a release that is there.
const NO_RELEASE = ['deleted', 'unpublished', 'edited']

function fromRelease({ payload, sha, ref }: EventFacts): EventContext {
  const tag = textAt(payload, 'release', 'tag_name')
  const action = textAt(payload, 'action')
  const stop = `the release ${tag} was ${action}; there is nothing to record`
  return {
    headSha: sha,
    ...shortRef(tag ? `refs/tags/${tag}` : ref),
    ...(NO_RELEASE.includes(action) ? { stop } : {}),
  }
}

/**
 * A merged pull request: the commit on the base branch. Before a merge `merge_commit_sha` is a throw-away test merge, so
 * it must be merged; else the head of the branch is the only commit that stays.
 */
function fromPull(facts: EventFacts, pull: Json): EventContext {
  const pullRequest = {
    number: numberAt(pull, 'number') ?? 0,
    baseSha: textAt(pull, 'base', 'sha'),
    headSha: textAt(pull, 'head', 'sha'),
    isMerged: isMerged(pull),
    commitCount: numberAt(pull, 'commits') ?? 0,
  }
  const headSha = pullRequest.isMerged ? textAt(pull, 'merge_commit_sha') || facts.sha : pullRequest.headSha
  const ref = textAt(pull, pullRequest.isMerged ? 'base' : 'head', 'ref')
  return { headSha, ref, refKind: 'branch', pullRequest, range: pullRange(pullRequest.baseSha) }
}

/** The payload names no commits, only where they start. */
function pullRange(base: string): EventRange {
  return { base, source: 'pull-request', commits: [], isComplete: false, isForced: false }
}

/** What a run, check or status was about, where it ended well. */
function fromVerdict(facts: EventFacts): EventContext {
  const verdict = verdictOf(facts.payload)
  if (!verdict || verdict.headSha === '') return fromAnything(facts)
  const { what, end, headSha, branch, isTag, commit } = verdict
  const told = end ? `ended with ${oneLine(end, 60)}` : 'has not ended'
  return {
    ...(end === 'success' ? {} : { stop: `${what} ${told}; there is nothing to record` }),
    headSha,
    ref: branch,
    ...(isTag && branch ? { refKind: 'tag' } : kindOfName(branch)),
    ...(commit ? { headCommit: commit } : {}),
  }
}

/** Of its statuses only a success says that something was deployed. */
function fromDeployment({ payload, sha, ref }: EventFacts): EventContext {
  const headSha = textAt(payload, 'deployment', 'sha') || sha
  const state = textAt(payload, 'deployment_status', 'state')
  const stop = `the deployment is ${oneLine(state, 60) || 'in no state'}; only a success is recorded`
  const isDone = !('deployment_status' in payload) || state === 'success'
  // GITHUB_REF is empty when the deployment was made from a commit.
  const place = ref ? shortRef(ref) : deployedRef(textAt(payload, 'deployment', 'ref'), headSha)
  return { headSha, ...place, ...(isDone ? {} : { stop }) }
}

function deployedRef(ref: string, headSha: string): Pick<EventContext, 'ref' | 'refKind' | 'isTagPossible'> {
  if (ref === '' || ref === headSha) return shortRef('')
  return ref.startsWith('refs/') ? shortRef(ref) : { ref, ...kindOfName(ref) }
}

/** A short name is a branch's, but for that of a push of a tag. */
function kindOfName(name: string): Pick<EventContext, 'refKind' | 'isTagPossible'> {
  return name === '' ? { refKind: 'none' } : { refKind: 'branch', isTagPossible: true }
}

function fromMergeGroup({ payload, sha, ref }: EventFacts): EventContext {
  const headCommit = payloadCommit(recordAt(payload, 'merge_group', 'head_commit'))
  const base = textAt(payload, 'merge_group', 'base_sha')
  return {
    headSha: textAt(payload, 'merge_group', 'head_sha') || sha,
    ...shortRef(textAt(payload, 'merge_group', 'head_ref') || ref),
    ...(headCommit ? { headCommit } : {}),
    ...(base ? { range: pullRange(base) } : {}),
  }
}

function fromCreate(facts: EventFacts): EventContext {
  const ref = textAt(facts.payload, 'ref')
  if (ref === '') return fromAnything(facts)
  const isTag = textAt(facts.payload, 'ref_type') === 'tag'
  const place = shortRef(`refs/${isTag ? 'tags' : 'heads'}/${ref}`)
  return { headSha: facts.sha, ...place, ...(isTag ? {} : { newBranch: [] }) }
}

function fromDelete(facts: EventFacts): EventContext {
  const { payload } = facts
  return { ...fromAnything(facts), stop: deleted(textAt(payload, 'ref_type'), textAt(payload, 'ref')) }
}
