// What was not merged is not released: what an event tells about that, read from its payload whatever the event is called.
// A run of a fork's pull request may come by an event that has this repository's own token: workflow_run is one.
import { type Json, listAt, numberAt, recordAt, textAt } from '../json.ts'
import { oneLine } from '../text.ts'
import { verdictOf, workflowRunName } from './verdict.ts'

/** What a run knows of its event. */
export interface EventFacts {
  readonly event: string
  /** GITHUB_SHA */
  readonly sha: string
  /** GITHUB_REF */
  readonly ref: string
  readonly payload: Json
  /** `owner/name` of the repository that the run belongs to. */
  readonly repository: string
}

const BY_REF = 'or name the commit by ref, as for a preview.'
const ON_PUSH = `deploy on the push that follows, ${BY_REF}`
const NO_BRANCH = `is of a commit that no branch of this repository is told to have: ${ON_PUSH}`

/** Why the event's own commit is not released, with the cure; undefined where nothing speaks against it. */
export function refusalOf(facts: EventFacts): string | undefined {
  const { payload, event } = facts
  // GITHUB_REF is empty for a deployment of a commit, which may be that of a pull request all the same; and a run that GitHub
  // itself starts for a pull request (CodeQL's default setup) says so only by its branch.
  const run = textAt(payload, 'workflow_run', 'head_branch')
  const refs = [facts.ref, textAt(payload, 'deployment', 'ref'), run, verdictOf(payload)?.branch ?? '']
  const reason = unmergedPull(payload) ?? strangeRun(facts) ?? queued(payload, refs) ?? strangeCheck(payload)
  if (reason) return reason
  return refs.some((ref) => /^(refs\/)?pull\/\d+\//.test(ref)) && pullOf(payload) === undefined
    ? `the event ${oneLine(event, 60)} does not say that its pull request is merged: ${ON_PUSH}`
    : undefined
}

/** The pull request that a payload carries; undefined where it carries none. */
export function pullOf(payload: Json): Json | undefined {
  return textAt(payload, 'pull_request', 'head', 'sha') === '' ? undefined : recordAt(payload, 'pull_request')
}

/** `merged` stands only in the payloads of pull_request; those of reviews and comments have `merged_at`. */
export function isMerged(pull: Json): boolean {
  return pull['merged'] === true || textAt(pull, 'merged_at') !== ''
}

function unmergedPull(payload: Json): string | undefined {
  const issue = recordAt(payload, 'issue')
  // A comment's issue is a pull request where it has this part.
  const pull = pullOf(payload) ?? ('pull_request' in issue ? recordAt(issue, 'pull_request') : undefined)
  if (!pull || isMerged(pull)) return undefined
  const number = numberAt(pull, 'number') ?? numberAt(issue, 'number') ?? 0
  const base = oneLine(textAt(pull, 'base', 'ref'), 60) || 'the base branch'
  return `pull request #${number} is not merged, so its commits are not on ${base}: deploy when it is (types: [closed], if: github.event.pull_request.merged), ${BY_REF}`
}

/** A run of another repository, or of a pull request: its head is the tip of a branch that nobody here has to have merged. */
function strangeRun({ payload, repository }: EventFacts): string | undefined {
  const run = recordAt(payload, 'workflow_run')
  const own = textAt(payload, 'repository', 'full_name') || repository
  const from = textAt(run, 'head_repository', 'full_name')
  const name = workflowRunName(run)
  if (run['head_repository'] === null || (from && from.toLowerCase() !== own.toLowerCase()))
    return `${name} is of another repository (${oneLine(from, 100) || 'one that is gone'}), and its commits are not merged: ${ON_PUSH}`
  if (run['head_branch'] === null) return `${name} ${NO_BRANCH}`
  const event = textAt(run, 'event')
  return event.startsWith('pull_request')
    ? `${name} is of a pull request (${oneLine(event, 60)}), which it does not show to be merged: ${ON_PUSH}`
    : undefined
}

/** Checks or a status of a commit that is only in a pull request: of a fork's no branch is named. */
function strangeCheck(payload: Json): string | undefined {
  const verdict = verdictOf(payload)
  if (!verdict || 'workflow_run' in payload) return undefined
  const { what, branch } = verdict
  if (branch === '') return `${what} ${NO_BRANCH}`
  const holders = [['check_suite'], ['check_run'], ['check_run', 'check_suite']]
  const pulls = holders.flatMap((keys) => listAt(payload, ...keys, 'pull_requests'))
  // The default branch itself may be the head of one.
  const isMain = branch === textAt(payload, 'repository', 'default_branch')
  return pulls.length > 0 && !isMain
    ? `${what} is of a pull request, which it does not show to be merged: ${ON_PUSH}`
    : undefined
}

const QUEUE = 'gh-readonly-queue/'

/** What a merge queue tries out may come as merge_group, as a push of its branch, or as the run of either. */
function queued(payload: Json, refs: readonly string[]): string | undefined {
  const isQueued =
    'merge_group' in payload ||
    textAt(payload, 'workflow_run', 'event') === 'merge_group' ||
    refs.some((ref) => ref.replace(/^refs\/heads\//, '').startsWith(QUEUE))
  return isQueued ? `a merge_group is not merged yet and may still be thrown away: ${ON_PUSH}` : undefined
}
