// Head, base and refusals for each event, from hand-made payloads and from every published example.
import { createRequire } from 'node:module'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { InputError } from '../../src/errors.ts'
import { readContext } from '../../src/event/read.ts'
import { contextOf, env, payloadCommit, push, ZEROS } from './harness.ts'

const [A, B, C] = ['a', 'b', 'c'].map((sign) => sign.repeat(40)) as [string, string, string]

interface Example {
  readonly name: string
  readonly examples: readonly Record<string, unknown>[]
}
const examples: readonly Example[] = createRequire(import.meta.url)('@octokit/webhooks-examples')

describe('a push', () => {
  it('of a branch has its own range, newest first, and is whole below 20 commits', () => {
    const context = push(A, C, { commits: [payloadCommit(B), payloadCommit(C)] })
    expect(context).toMatchObject({ headSha: C, ref: 'main', refKind: 'branch' })
    expect(context.range).toMatchObject({ base: A, source: 'push', isComplete: true, isForced: false })
    expect(context.range?.commits.map(({ sha }) => sha)).toEqual([C, B])
    expect(context.range?.commits[0]).toEqual({
      sha: C,
      message: 'feat: ccccccc',
      authorName: 'Shop Developer',
      authorEmail: 'developer@example.com',
      authorLogin: 'shop-developer',
      time: Date.parse('2026-06-30T08:00:00Z'),
    })
  })

  it.each([
    [19, true],
    [20, false],
    [21, false],
    [250, false],
    [2048, false],
    [0, false],
  ])('with %i commits in the payload is whole: %s', (count, isComplete) => {
    const commits = Array.from({ length: count }, (_, index) =>
      payloadCommit(String(index).padStart(40, '0')),
    )
    expect(push(A, B, { commits }).range).toMatchObject({ isComplete })
  })

  it('that moved nothing is whole without commits', () => {
    expect(push(A, A).range).toMatchObject({ isComplete: true, commits: [] })
  })

  it('by force is never whole, because the commit before it may be gone', () => {
    expect(push(A, B, { commits: [payloadCommit(B)], forced: true }).range).toMatchObject({
      isComplete: false,
      isForced: true,
    })
  })

  it('of a new branch has no range, and the zeros are not a base', () => {
    const context = push(ZEROS, B, { ref: 'refs/heads/feat/x' })
    expect(context.range).toBeUndefined()
    expect(context).toMatchObject({ newBranch: [], ref: 'feat/x', headSha: B })
  })

  it('of an annotated tag deploys the commit, never `after`, which is the tag object', () => {
    const payload = {
      ref: 'refs/tags/v1.0.0',
      before: ZEROS,
      after: C,
      created: true,
      commits: [],
      head_commit: payloadCommit(B),
    }
    expect(contextOf('push', B, payload, 'refs/tags/v1.0.0')).toMatchObject({
      headSha: B,
      ref: 'v1.0.0',
      refKind: 'tag',
    })
    const withoutSha = readContext(env('push', '', 'refs/tags/v1.0.0'), payload)
    expect(withoutSha.headSha).toBe(B)
  })

  it.each([
    ['refs/heads/main', 'the branch main was deleted; there is nothing to record'],
    ['refs/tags/v1', 'the tag v1 was deleted; there is nothing to record'],
  ])('that deletes %s stops with a notice', (ref, stop) => {
    const payload = { ref, before: A, after: ZEROS, deleted: true, commits: [], head_commit: null }
    expect(contextOf('push', B, payload)).toMatchObject({ stop })
  })

  it('survives authors without e-mail, name or anything at all', () => {
    const odd = [
      { ...payloadCommit(A), author: { name: 'X', email: null } },
      { ...payloadCommit(B), author: null, timestamp: 'never' },
      { id: C },
      { message: 'no id' },
      null,
    ]
    const { range } = push(A, C, { commits: odd as object[] })
    expect(range?.commits).toEqual([
      { sha: C, message: '' },
      { sha: B, message: 'feat: bbbbbbb' },
      { sha: A, message: 'feat: aaaaaaa', authorName: 'X', time: Date.parse('2026-06-30T08:00:00Z') },
    ])
  })
})

describe('a pull request', () => {
  const pull = {
    number: 7,
    title: 'Cart',
    commits: 3,
    base: { ref: 'main', sha: A },
    head: { ref: 'feat/cart', sha: B },
    merge_commit_sha: C,
  }

  it.each([
    'pull_request',
    'pull_request_target',
  ])('that was merged (%s) deploys the commit of the merge', (event) => {
    const context = contextOf(event, A, { action: 'closed', pull_request: { ...pull, merged: true } })
    expect(context).toMatchObject({
      headSha: C,
      ref: 'main',
      refKind: 'branch',
      range: { base: A, source: 'pull-request' },
    })
    expect(context.pullRequest).toMatchObject({ number: 7, isMerged: true, commitCount: 3 })
    expect(context.refusal).toBeUndefined()
  })

  it('that was closed without a merge is refused, and its head is not the test merge', () => {
    const context = contextOf(
      'pull_request',
      C,
      { pull_request: { ...pull, merged: false } },
      'refs/pull/7/merge',
    )
    expect(context).toMatchObject({ headSha: B, ref: 'feat/cart' })
    expect(context.refusal).toMatch(/^pull request #7 is not merged/)
  })

  it('whose payload is empty is told by its ref', () => {
    expect(contextOf('pull_request', C).refusal).toBeUndefined()
    expect(contextOf('pull_request', C, {}, 'refs/pull/7/merge').refusal).toMatch(
      /does not say that its pull request is merged/,
    )
  })
})

describe('other events', () => {
  it('workflow_run deploys the head of the run that ended, not the tip of the default branch', () => {
    const run = {
      head_sha: B,
      head_branch: 'release',
      head_commit: {
        id: B,
        message: 'fix: x',
        timestamp: '2026-06-30T08:00:00Z',
        author: { name: 'X', email: 'x@example.com' },
      },
    }
    expect(contextOf('workflow_run', A, { workflow_run: run })).toMatchObject({
      headSha: B,
      ref: 'release',
      refKind: 'branch',
      headCommit: { sha: B, message: 'fix: x' },
    })
  })

  it.each([
    ['v1.0.0', 'tag'],
    ['', 'none'],
  ])('workflow_run of a release that names "%s" has a ref of kind %s', (head_branch, refKind) => {
    const run = { event: 'release', head_sha: B, head_branch }
    expect(contextOf('workflow_run', A, { workflow_run: run })).toMatchObject({ ref: head_branch, refKind })
  })

  it.each([
    'workflow_dispatch',
    'schedule',
    'repository_dispatch',
  ])('%s deploys GITHUB_SHA and has no range', (event) => {
    const context = contextOf(event, A, { inputs: {}, client_payload: { sha: B } })
    expect(context).toMatchObject({ headSha: A, ref: 'main' })
    expect(context.range).toBeUndefined()
  })

  it('release has the tag of the release', () => {
    const payload = { action: 'published', release: { tag_name: 'web@1.0.0', target_commitish: 'main' } }
    expect(contextOf('release', A, payload, 'refs/tags/web@1.0.0')).toMatchObject({
      headSha: A,
      ref: 'web@1.0.0',
      refKind: 'tag',
    })
  })

  it('deployment has its own sha, and no ref when it was made from a sha', () => {
    const deployment = { sha: B, ref: B, environment: 'production' }
    expect(contextOf('deployment', A, { deployment }, '')).toMatchObject({
      headSha: B,
      ref: '',
      refKind: 'none',
    })
    expect(
      contextOf('deployment_status', A, { deployment: { ...deployment, ref: 'main' } }, ''),
    ).toMatchObject({ headSha: B, ref: 'main', refKind: 'branch' })
  })

  it('merge_group is refused with the reason', () => {
    const context = contextOf('merge_group', A, {
      merge_group: { head_sha: B, base_sha: A, head_ref: 'refs/heads/gh-readonly-queue/main/pr-1' },
    })
    expect(context).toMatchObject({ headSha: B, ref: 'gh-readonly-queue/main/pr-1' })
    expect(context.refusal).toMatch(/^a merge_group is not merged yet/)
  })

  it('create tells tag from branch, and delete stops', () => {
    expect(contextOf('create', A, { ref: 'v1', ref_type: 'tag' })).toMatchObject({
      ref: 'v1',
      refKind: 'tag',
    })
    expect(contextOf('create', A, { ref: 'b', ref_type: 'branch' })).toMatchObject({
      refKind: 'branch',
      newBranch: [],
    })
    expect(contextOf('delete', A, { ref: 'b', ref_type: 'branch' }).stop).toBe(
      'the branch b was deleted; there is nothing to record',
    )
  })

  it('workflow_call is read as the event of the caller', () => {
    const payload = { ref: 'refs/heads/main', before: A, after: B, commits: [payloadCommit(B)] }
    expect(contextOf('workflow_call', B, payload).range).toMatchObject({ base: A, isComplete: true })
    expect(contextOf('workflow_call', A, { release: { tag_name: 'v1' } })).toMatchObject({
      ref: 'v1',
      refKind: 'tag',
    })
  })

  it('an event without any commit is an input error', () => {
    expect(() => contextOf('workflow_dispatch', '')).toThrow(InputError)
  })
})

describe('every published webhook example', () => {
  const all = examples.flatMap(({ name, examples: list }) =>
    list.map((payload, index) => ({ name, payload, index })),
  )

  it.each(all)('$name #$index gives a context, a stop or a refusal', ({ name, payload }) => {
    for (const sha of [A, '']) {
      let context: ReturnType<typeof readContext>
      try {
        context = readContext({ ...env(name, sha), GITHUB_REF: '' }, payload)
      } catch (error) {
        expect(error).toBeInstanceOf(InputError)
        expect(sha).toBe('')
        continue
      }
      if (!context.stop) expect(context.headSha).toMatch(/^[0-9a-f]{40}$/)
      expect(context.headSha).not.toBe(ZEROS)
      expect(context.range?.base ?? A).not.toBe(ZEROS)
      expect(context.ref).not.toMatch(/^refs\//)
    }
  })

  it('deletions stop, unmerged pull requests and merge groups are refused', () => {
    const outcomes = new Map<string, number>()
    for (const { name, payload } of all) {
      const { stop, refusal } = readContext(env(name, A), payload)
      const end = stop ? 'stop' : refusal ? 'refusal' : 'context'
      outcomes.set(`${name} ${end}`, (outcomes.get(`${name} ${end}`) ?? 0) + 1)
    }
    expect(outcomes.get('delete stop')).toBe(4)
    expect(outcomes.get('merge_group refusal')).toBe(2)
    expect(outcomes.get('pull_request refusal')).toBe(29)
    expect(outcomes.get('push context')).toBeGreaterThan(0)
    expect(outcomes.get('push stop')).toBeGreaterThan(0)
  })
})

describe('any payload at all', () => {
  const keys = [
    'ref',
    'before',
    'after',
    'commits',
    'head_commit',
    'deleted',
    'forced',
    'pull_request',
    'merged',
    'head',
    'base',
    'sha',
    'release',
    'tag_name',
    'workflow_run',
    'head_sha',
    'deployment',
    'merge_group',
    'ref_type',
    'repository',
  ]
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys), tie('any'), { maxKeys: 6 }),
    ),
  })).any
  const events = fc.constantFrom(
    'push',
    'pull_request',
    'release',
    'workflow_run',
    'deployment',
    'merge_group',
    'create',
    'delete',
    'workflow_call',
    'x',
  )

  it('gives a context or an input error, never a crash and never a full ref', () => {
    fc.assert(
      fc.property(events, value, fc.constantFrom(A, ''), (event, payload, sha) => {
        try {
          const context = readContext(env(event, sha), payload)
          expect(typeof context.headSha).toBe('string')
          expect(context.ref).not.toMatch(/^refs\/(heads|tags)\/(?!refs)/)
        } catch (error) {
          if (!(error instanceof InputError)) throw error
        }
      }),
      { numRuns: 500 },
    )
  })
})
