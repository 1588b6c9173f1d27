// What each event says about the commit that is deployed and the commits it brings: one small function an event.
// Which field to trust is GitHub's "Events that trigger workflows" and the payload schemas; see docs/architecture.md.

import { listAt, payloadCommit } from '../github/wire.ts'
import { type Json, numberAt, recordAt, textAt } from '../json.ts'
import type { EventRange, RunContext } from './context.ts'

/** The part of the context that the event decides. */
type FromEvent = Pick<RunContext, 'headSha' | 'ref' | 'refKind'> &
  Partial<Pick<RunContext, 'headCommit' | 'range' | 'pullRequest' | 'isNewBranch' | 'stop' | 'refusal'>>

/** GITHUB_SHA and GITHUB_REF, and the payload. */
interface Told {
  readonly event: string
  readonly sha: string
  readonly ref: string
  readonly payload: Json
}

/** Branch or tag from a full ref; `refs/heads/` and `refs/tags/` never go further than here. */
function shortRef(ref: string): Pick<RunContext, 'ref' | 'refKind'> {
  if (ref.startsWith('refs/heads/')) return { ref: ref.slice('refs/heads/'.length), refKind: 'branch' }
  if (ref.startsWith('refs/tags/')) return { ref: ref.slice('refs/tags/'.length), refKind: 'tag' }
  return { ref: ref.replace(/^refs\//, ''), refKind: 'none' }
}

const readers: Readonly<Record<string, (told: Told) => FromEvent>> = {
  push: fromPush,
  release: fromRelease,
  pull_request: fromPullRequest,
  pull_request_target: fromPullRequest,
  workflow_run: fromWorkflowRun,
  deployment: fromDeployment,
  deployment_status: fromDeployment,
  merge_group: fromMergeGroup,
  create: fromCreate,
  delete: fromDelete,
}

/** Head, ref and range by the event; events without a function of their own say nothing beyond GITHUB_SHA. */
export function readEvent(told: Told): FromEvent {
  const name = told.event === 'workflow_call' ? callerOf(told.payload) : told.event
  return readers[name]?.(told) ?? fromAnything(told)
}

/** A called workflow has the payload of its caller (docs: Reusing workflows), whatever its name says. */
function callerOf(payload: Json): string {
  if ('before' in payload && 'commits' in payload) return 'push'
  return (
    ['release', 'pull_request', 'workflow_run', 'deployment', 'merge_group'].find((key) => key in payload) ??
    ''
  )
}

/** workflow_dispatch, schedule, repository_dispatch and all others: the tip of the ref that GitHub chose. */
function fromAnything({ sha, ref }: Told): FromEvent {
  return { headSha: sha, ...shortRef(ref) }
}

const ZEROS = /^0+$/

/** A push: `after` is never used, because for an annotated tag it is the tag object. */
function fromPush(told: Told): FromEvent {
  const { payload } = told
  const place = shortRef(textAt(payload, 'ref') || told.ref)
  const known = { headSha: told.sha, ...place }
  if (payload['deleted'] === true) {
    const what = place.refKind === 'tag' ? 'tag' : 'branch'
    return { ...known, stop: `the ${what} ${place.ref} was deleted; there is nothing to record` }
  }
  const head = payloadCommit(payload['head_commit'])
  const withHead = head ? { ...known, headSha: told.sha || head.sha, headCommit: head } : known
  if (place.refKind === 'tag') return withHead
  const before = textAt(payload, 'before')
  if (ZEROS.test(before)) return { ...withHead, isNewBranch: true }
  return before === '' ? withHead : { ...withHead, range: pushRange(before, withHead.headSha, payload) }
}

// Every known cap of the payload's list is 20 or more, so fewer than 20 entries are all there are.
const SMALLEST_CAP = 20

function pushRange(before: string, head: string, payload: Json): EventRange {
  // The payload lists the oldest first; everything of ours is newest first.
  const commits = listAt(payload, 'commits')
    .flatMap((each) => payloadCommit(each) ?? [])
    .reverse()
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

function fromRelease(told: Told): FromEvent {
  const tag = textAt(recordAt(told.payload, 'release'), 'tag_name')
  const known: FromEvent = { headSha: told.sha, ...(tag ? { ref: tag, refKind: 'tag' } : shortRef(told.ref)) }
  const action = textAt(told.payload, 'action')
  return action === 'deleted' || action === 'unpublished'
    ? { ...known, stop: `the release ${tag} was ${action}; there is nothing to record` }
    : known
}

/**
 * A merged pull request: the commit on the base branch. Before a merge `merge_commit_sha` is a throw-away test merge, so
 * `merged` must be true; then the head of the branch is the only commit that stays.
 */
function fromPullRequest(told: Told): FromEvent {
  const pull = recordAt(told.payload, 'pull_request')
  if (textAt(recordAt(pull, 'head'), 'sha') === '') return pullWithoutPayload(told)
  const base = recordAt(pull, 'base')
  const head = recordAt(pull, 'head')
  const pullRequest = {
    number: numberAt(pull, 'number') ?? 0,
    baseSha: textAt(base, 'sha'),
    headSha: textAt(head, 'sha'),
    isMerged: pull['merged'] === true,
    commitCount: numberAt(pull, 'commits') ?? 0,
  }
  const range = pullRange(pullRequest.baseSha)
  if (pullRequest.isMerged) {
    const headSha = textAt(pull, 'merge_commit_sha') || told.sha
    return { headSha, ref: textAt(base, 'ref'), refKind: 'branch', pullRequest, range }
  }
  return {
    headSha: pullRequest.headSha,
    ref: textAt(head, 'ref'),
    refKind: 'branch',
    pullRequest,
    range,
    refusal: `pull request #${pullRequest.number} is not merged, so its commits are not on ${textAt(base, 'ref') || 'the base branch'}: deploy when it is (types: [closed], if: github.event.pull_request.merged), or use operation: release.`,
  }
}

/** The payload names no commits, only where they start. */
function pullRange(base: string): EventRange {
  return { base, source: 'pull-request', commits: [], isComplete: false, isForced: false }
}

/** GitHub says at one place that the payload may be empty; the ref still tells: the base branch once it is merged. */
function pullWithoutPayload(told: Told): FromEvent {
  const known = fromAnything(told)
  if (known.refKind === 'branch') return known
  return {
    ...known,
    refusal: `the event ${told.event} does not say that its pull request is merged; deploy on push, or use operation: release.`,
  }
}

/** GITHUB_SHA is the default branch's tip here; the run that ended names its own head. */
function fromWorkflowRun(told: Told): FromEvent {
  const run = recordAt(told.payload, 'workflow_run')
  const headSha = textAt(run, 'head_sha')
  if (headSha === '') return fromAnything(told)
  const commit = payloadCommit(run['head_commit'])
  const branch = textAt(run, 'head_branch')
  return {
    headSha,
    ref: branch,
    refKind: branch ? 'branch' : 'none',
    ...(commit?.sha === headSha ? { headCommit: commit } : {}),
  }
}

/** GITHUB_REF is empty when the deployment was made from a commit. */
function fromDeployment(told: Told): FromEvent {
  const deployment = recordAt(told.payload, 'deployment')
  const headSha = textAt(deployment, 'sha') || told.sha
  if (told.ref) return { headSha, ...shortRef(told.ref) }
  const ref = textAt(deployment, 'ref')
  if (ref === '' || ref === headSha) return { headSha, ref: '', refKind: 'none' }
  // The deployment does not tell whether a short name is a branch's or a tag's.
  return ref.startsWith('refs/') ? { headSha, ...shortRef(ref) } : { headSha, ref, refKind: 'branch' }
}

function fromMergeGroup(told: Told): FromEvent {
  const group = recordAt(told.payload, 'merge_group')
  const commit = payloadCommit(group['head_commit'])
  const base = textAt(group, 'base_sha')
  return {
    headSha: textAt(group, 'head_sha') || told.sha,
    ...shortRef(textAt(group, 'head_ref') || told.ref),
    ...(commit ? { headCommit: commit } : {}),
    ...(base ? { range: pullRange(base) } : {}),
    refusal:
      'a merge_group is not merged yet and may still be thrown away: deploy on the push that follows, or use operation: release.',
  }
}

function fromCreate(told: Told): FromEvent {
  const ref = textAt(told.payload, 'ref')
  const isTag = textAt(told.payload, 'ref_type') === 'tag'
  if (ref === '') return fromAnything(told)
  return {
    headSha: told.sha,
    ref,
    refKind: isTag ? 'tag' : 'branch',
    ...(isTag ? {} : { isNewBranch: true }),
  }
}

function fromDelete(told: Told): FromEvent {
  const what = textAt(told.payload, 'ref_type') === 'tag' ? 'tag' : 'branch'
  const ref = textAt(told.payload, 'ref')
  return { ...fromAnything(told), stop: `the ${what} ${ref} was deleted; there is nothing to record` }
}
