// What was not merged is not released: one row an event, with the published examples where there is one.
import { createRequire } from 'node:module'
import { describe, expect, it } from '@jest/globals'
import { readContext } from '../../src/event/read.ts'

const [A, B] = ['a', 'b'].map((sign) => sign.repeat(40)) as [string, string]

type Payload = Readonly<Record<string, unknown>>

interface Example {
  readonly name: string
  readonly examples: readonly Payload[]
}
const examples: readonly Example[] = createRequire(import.meta.url)('@octokit/webhooks-examples')

/** The first published example of an event, of an action where one is named. */
function example(event: string, action?: string): Payload {
  const found = examples
    .find(({ name }) => name === event)
    ?.examples.find((each) => action === undefined || each['action'] === action)
  if (!found) throw new Error(`there is no example of ${event} ${action ?? ''}`)
  return found
}

function record(value: unknown): Payload {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

/** An example with some fields of one of its parts changed. */
function changed(payload: Payload, part: string, over: Payload): Payload {
  return { ...payload, [part]: { ...record(payload[part]), ...over } }
}

/** How the event ends: what is refused, what stops, or the commit that is deployed. */
function ending(event: string, payload: Payload, ref = 'refs/heads/main'): string {
  const repository = record(payload['repository'])['full_name'] ?? 'acme/shop'
  const env = {
    GITHUB_EVENT_NAME: event,
    GITHUB_SHA: A,
    GITHUB_REF: ref,
    GITHUB_REPOSITORY: String(repository),
    GITHUB_RUN_ID: '1',
  }
  const { stop, refusal, headSha } = readContext(env, payload)
  if (stop) return `stops: ${stop}`
  return refusal ? `refused: ${refusal}` : headSha
}

const merged = { merged: true, merged_at: '2026-06-30T08:00:00Z', merge_commit_sha: B }
const { merged: _, ...mergedAt } = merged
const run = (over: Payload) => {
  const payload = example('workflow_run', 'completed')
  const own = record(payload['repository'])
  const more = { conclusion: 'success', event: 'push', head_sha: B, head_repository: own, ...over }
  return changed(payload, 'workflow_run', more)
}
const suite = (over: Payload) => {
  const payload = example('check_suite', 'completed')
  const main = record(payload['repository'])['default_branch']
  const more = { conclusion: 'success', head_sha: B, head_branch: main, pull_requests: [], ...over }
  return changed(payload, 'check_suite', more)
}
const check = (over: Payload, branch = 'master') => {
  const of = { check_suite: { head_branch: branch } }
  const more = { conclusion: 'success', head_sha: B, pull_requests: [], ...of, ...over }
  return changed(example('check_run', 'completed'), 'check_run', more)
}
const status = (over: Payload) => ({ ...example('status'), state: 'success', sha: B, ...over })
const issue = (pull?: Payload) =>
  changed(example('issue_comment', 'created'), 'issue', {
    number: 7,
    ...(pull ? { pull_request: pull } : {}),
  })
const deployment = (over: Payload) => ({ ...example('deployment_status'), ...over })
const sameRun = { event: 'push', head_repository: { full_name: 'Codertocat/Hello-World' } }
const examplePull = (action: string) => example('pull_request', action)

const NOT_MERGED =
  /^refused: pull request #\d+ is not merged, .* or name the commit by ref, as for a preview\.$/
const NO_PULL = /^refused: the event \S+ does not say that its pull request is merged: .* by ref/
const OTHER = /^refused: the workflow run .*is of another repository \(.*\).* by ref/
const OF_PULL = /^refused: the workflow run .*is of a pull request \(pull_request\S*\).* by ref/
const CHECKED = /^refused: the check (suite|run) .*is of a pull request, .* by ref/
const NO_BRANCH =
  /^refused: the (workflow run|check suite|status) .*that no branch of this repository .* by ref/
const QUEUED = /^refused: a merge_group is not merged yet .* by ref/
const SUCCESS = /; there is nothing to record$/
const PULL_REF = 'refs/pull/7/merge'
const QUEUE_REF = 'refs/heads/gh-readonly-queue/main/pr-7-0'

type Row = readonly [what: string, event: string, payload: Payload, expected: RegExp | string, ref?: string]

const rows: readonly Row[] = [
  ['a pull request that was opened', 'pull_request', examplePull('opened'), NOT_MERGED],
  ['one that was closed without a merge', 'pull_request', examplePull('closed'), NOT_MERGED],
  ['one that was merged', 'pull_request', changed(examplePull('closed'), 'pull_request', merged), B],
  ['one whose payload is empty', 'pull_request', {}, NO_PULL, PULL_REF],
  ['one by pull_request_target', 'pull_request_target', examplePull('opened'), NOT_MERGED],
  [
    'a merged one by pull_request_target',
    'pull_request_target',
    changed(examplePull('closed'), 'pull_request', merged),
    B,
  ],
  ['a review', 'pull_request_review', example('pull_request_review'), NOT_MERGED, PULL_REF],
  [
    'a review of a merged one',
    'pull_request_review',
    changed(example('pull_request_review'), 'pull_request', mergedAt),
    B,
    PULL_REF,
  ],
  [
    'a comment on a review',
    'pull_request_review_comment',
    example('pull_request_review_comment'),
    NOT_MERGED,
    PULL_REF,
  ],
  ['a review without its payload', 'pull_request_review', {}, NO_PULL, PULL_REF],
  [
    'a comment on a pull request',
    'issue_comment',
    issue({ merged_at: null, url: 'https://example.com' }),
    /^refused: pull request #7 is not merged/,
  ],
  ['a comment on a merged one', 'issue_comment', issue({ merged_at: '2026-06-30T08:00:00Z' }), A],
  ['a comment on an issue', 'issue_comment', issue(), A],
  ['an event of tomorrow that carries one', 'pull_request_marvel', examplePull('opened'), NOT_MERGED],
  ['a called workflow of one', 'workflow_call', examplePull('opened'), NOT_MERGED],
  ['a merge group', 'merge_group', example('merge_group'), QUEUED, QUEUE_REF],
  [
    'a push of a branch of the queue',
    'push',
    { ref: QUEUE_REF, before: B, after: A, commits: [] },
    QUEUED,
    QUEUE_REF,
  ],
  [
    'a branch of the queue that is made',
    'create',
    { ref: QUEUE_REF.slice(11), ref_type: 'branch' },
    QUEUED,
    QUEUE_REF,
  ],
  ['a workflow run of a push', 'workflow_run', run({}), B],
  ['a run of a pull request', 'workflow_run', run({ event: 'pull_request' }), OF_PULL],
  ['a run of pull_request_target', 'workflow_run', run({ event: 'pull_request_target' }), OF_PULL],
  ['a run of a review', 'workflow_run', run({ event: 'pull_request_review' }), OF_PULL],
  ['a run of a merge group', 'workflow_run', run({ event: 'merge_group' }), QUEUED],
  ['a run in the branch of the queue', 'workflow_run', run({ head_branch: QUEUE_REF.slice(11) }), QUEUED],
  [
    "a run of a fork's push to its main",
    'workflow_run',
    run({ head_repository: { full_name: 'mallory/web' } }),
    OTHER,
  ],
  ['a run of a fork that is gone', 'workflow_run', run({ head_repository: null }), OTHER],
  [
    'a called workflow of a run of a fork',
    'workflow_call',
    run({ head_repository: { full_name: 'mallory/web' } }),
    OTHER,
  ],
  [
    "a run that GitHub itself starts for a fork's pull request",
    'workflow_run',
    run({ event: 'dynamic', head_branch: PULL_REF }),
    NO_PULL,
  ],
  [
    'a run of a deployment of a pull request',
    'workflow_run',
    run({ event: 'deployment', head_branch: 'pull/7/head' }),
    NO_PULL,
  ],
  [
    'a run without a branch',
    'workflow_run',
    run({ event: 'deployment_status', head_branch: null }),
    NO_BRANCH,
  ],
  ['a run that failed', 'workflow_run', run({ conclusion: 'failure' }), SUCCESS],
  ['a run that was cancelled', 'workflow_run', run({ conclusion: 'cancelled' }), SUCCESS],
  ['a run that was skipped', 'workflow_run', run({ conclusion: 'skipped' }), SUCCESS],
  [
    'a run that has begun',
    'workflow_run',
    run({ conclusion: null }),
    /has not ended; there is nothing to record$/,
  ],
  ['a deployment that succeeded', 'deployment_status', deployment({}), /^[0-9a-f]{40}$/],
  ...['failure', 'error', 'pending', 'queued', 'in_progress', 'inactive'].map(
    (state): Row => [
      `a deployment that is ${state}`,
      'deployment_status',
      deployment({ deployment_status: { state } }),
      `stops: the deployment is ${state}; only a success is recorded`,
    ],
  ),
  [
    'a deployment that a push made',
    'deployment_status',
    deployment({ workflow_run: sameRun }),
    /^[0-9a-f]{40}$/,
  ],
  [
    'a deployment that a pull request made',
    'deployment_status',
    deployment({ workflow_run: { ...sameRun, event: 'pull_request' } }),
    OF_PULL,
  ],
  [
    'a deployment that was asked for a pull request',
    'deployment',
    { deployment: { sha: B, ref: PULL_REF } },
    NO_PULL,
    '',
  ],
  [
    'a deployment that a fork made',
    'deployment',
    { ...example('deployment'), workflow_run: { head_repository: { full_name: 'mallory/web' } } },
    OTHER,
  ],
  [
    'a deployment that was asked for a pull request, in short',
    'deployment',
    { deployment: { sha: B, ref: 'pull/7/head' } },
    NO_PULL,
    '',
  ],
  ['checks of the default branch', 'check_suite', suite({}), B],
  ['checks of another branch', 'check_suite', suite({ head_branch: 'next' }), B],
  ['checks that failed', 'check_suite', suite({ conclusion: 'failure' }), SUCCESS],
  ['checks that have not ended', 'check_suite', suite({ conclusion: null }), SUCCESS],
  ['checks that are asked for again', 'check_suite', { ...suite({}), action: 'rerequested' }, SUCCESS],
  ['checks of a pull request', 'check_suite', example('check_suite', 'completed'), CHECKED],
  [
    'checks of the default branch, which is the head of one',
    'check_suite',
    suite({ pull_requests: [{ number: 7 }] }),
    B,
  ],
  ["checks of a fork's pull request", 'check_suite', suite({ head_branch: null }), NO_BRANCH],
  ['checks of the queue', 'check_suite', suite({ head_branch: QUEUE_REF.slice(11) }), QUEUED],
  ['a called workflow of checks that failed', 'workflow_call', suite({ conclusion: 'failure' }), SUCCESS],
  ['one check', 'check_run', check({}), B],
  ['one check that failed', 'check_run', check({ conclusion: 'timed_out' }), SUCCESS],
  ['one check that was made', 'check_run', { ...check({ conclusion: null }), action: 'created' }, SUCCESS],
  ['one check of a pull request', 'check_run', check({ pull_requests: [{ number: 7 }] }, 'x'), CHECKED],
  [
    'one check whose suite is of a pull request',
    'check_run',
    check({ check_suite: { head_branch: 'x', pull_requests: [{ number: 7 }] } }),
    /^refused: the check run .*is of a pull request, .* by ref/,
  ],
  ['a status', 'status', status({}), B],
  ['a status that is pending', 'status', status({ state: 'pending' }), SUCCESS],
  ['a status that failed', 'status', status({ state: 'failure' }), SUCCESS],
  ["a status of a fork's commit", 'status', status({ branches: [] }), NO_BRANCH],
  ['a release that was published', 'release', example('release', 'published'), A],
  ...['edited', 'deleted', 'unpublished'].map(
    (action): Row => [
      `a release that was ${action}`,
      'release',
      { ...example('release', 'edited'), action },
      SUCCESS,
    ],
  ),
  ['a branch that was deleted', 'delete', example('delete'), SUCCESS],
  ['a push to main', 'push', { ref: 'refs/heads/main', before: B, after: A, commits: [] }, A],
  ['a dispatch', 'workflow_dispatch', example('workflow_dispatch'), A],
  ['a schedule', 'schedule', {}, A],
]

describe('what was not merged is not released', () => {
  it.each(rows)('%s (%s)', (_what, event, payload, expected, ref = 'refs/heads/main') => {
    const end = ending(event, payload, ref)
    if (typeof expected === 'string') expect(end).toBe(expected)
    else expect(end).toMatch(expected)
  })

  it('holds for every published example that carries a pull request', () => {
    const open = examples
      .flatMap(({ name, examples: all }) => all.map((payload) => ({ name, payload })))
      .filter(({ payload }) => 'pull_request' in payload)
    expect(open.length).toBeGreaterThan(40)
    for (const { name, payload } of open) expect(ending(name, payload)).toMatch(NOT_MERGED)
  })
})
