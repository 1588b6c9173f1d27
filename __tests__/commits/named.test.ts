// The input ref: a sha, a tag or a branch is deployed instead of the event's own commit.
import { describe, expect, it } from '@jest/globals'
import { type History, makeHistory } from '../../sandbox/github/history.ts'
import { asTag, pointedAt } from '../../src/commits/named.ts'
import { InputError } from '../../src/errors.ts'
import { contextOf, onHistory, type Reading, subjects } from './reading.ts'

/** main with four commits; v1.0.0 is the first, v1.1.0 (annotated) the third; a branch feat/x beside. */
function made(): { readonly history: History; readonly at: readonly string[]; readonly feat: string } {
  const history = makeHistory()
  const at = ['one', 'two', 'three', 'four'].map((name) => history.commit({ message: `feat: ${name}` }))
  history.tag('v1.0.0', at[0])
  history.tag('v1.1.0', at[2], 'Version 1.1.0')
  history.branch('feat/x', at[1])
  const feat = history.commit({ message: 'feat: x', branch: 'feat/x' })
  return { history, at, feat }
}

async function pointed({ github }: Reading, head: string, name: string) {
  return pointedAt(contextOf('workflow_dispatch', head), name, github)
}

describe('ref', () => {
  const { history, at, feat } = made()
  const [first = '', second = '', third = '', head = ''] = at

  it.each([
    ['a full sha', third, { headSha: third, ref: '', refKind: 'none' }, []],
    ['a full sha in capitals', third.toUpperCase(), { headSha: third }, []],
    ['a light tag', 'v1.0.0', { headSha: first, ref: 'v1.0.0', refKind: 'tag' }, ['/commits/tags/v1.0.0']],
    [
      'an annotated tag',
      'v1.1.0',
      { headSha: third, ref: 'v1.1.0', refKind: 'tag' },
      ['/commits/tags/v1.1.0'],
    ],
    [
      'a tag in full',
      'refs/tags/v1.0.0',
      { headSha: first, ref: 'v1.0.0', refKind: 'tag' },
      ['/commits/tags/v1.0.0'],
    ],
    ['a branch', 'feat/x', { headSha: feat, ref: 'feat/x', refKind: 'branch' }, ['/commits/heads/feat/x']],
    [
      'a branch in full',
      'refs/heads/feat/x',
      { headSha: feat, ref: 'feat/x', refKind: 'branch' },
      ['/commits/heads/feat/x'],
    ],
    [
      'a short sha',
      second.slice(0, 9),
      { headSha: second, ref: '', refKind: 'none' },
      [`/commits/${second.slice(0, 9)}`],
    ],
  ])('that is %s is deployed, for one read at most', async (_what, name, expected, asked) => {
    await onHistory(history, async (reading) => {
      expect(await pointed(reading, head, name)).toMatchObject(expected)
      expect(reading.asked()).toEqual(asked)
    })
  })

  it('that is the tag of the event’s own commit makes the tag the version', async () => {
    await onHistory(history, async (reading) => {
      const context = await pointed(reading, third, 'v1.1.0')
      expect(context).toMatchObject({ headSha: third, refKind: 'tag' })
      expect(await reading.version(context)).toMatchObject({ version: 'v1.1.0' })
    })
  })

  it('has version and commits follow: those since the tag before, and none that came later', async () => {
    await onHistory(history, async (reading) => {
      const context = await pointed(reading, head, 'v1.1.0')
      expect((await reading.version(context)).version).toBe('v1.1.0')
      const range = await reading.commits(
        context,
        { ref: 'v1.1.0', version: 'v1.1.0' },
        { version: 'v1.1.0' },
      )
      expect(range).toMatchObject({ base: first, head: third, source: 'previous-tag' })
      expect(subjects(range)).toEqual(['feat: three', 'feat: two'])
    })
  })

  it('takes nothing of what the event tells of its own commit', async () => {
    const payload = {
      before: third,
      after: head,
      head_commit: { id: head, message: 'feat: four' },
      commits: [],
    }
    await onHistory(history, async ({ github }) => {
      const own = contextOf('push', head, payload)
      expect(own.range).toBeDefined()
      const context = await pointedAt(own, first, github)
      expect(context).toMatchObject({ headSha: first })
      expect([context.range, context.headCommit, context.pullRequest]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
      expect(await pointedAt(own, head, github)).toEqual(own)
    })
  })

  it('that names the head of a pull request deploys its preview, with its own commits', async () => {
    const pull = {
      number: 7,
      merged: false,
      commits: 1,
      base: { ref: 'main', sha: second },
      head: { ref: 'feat/x', sha: feat },
    }
    await onHistory(history, async (reading) => {
      const own = contextOf('pull_request', 'f'.repeat(40), { pull_request: pull }, 'refs/pull/7/merge')
      expect(own.refusal).toMatch(/by ref/)
      const context = await pointedAt(own, feat, reading.github)
      expect(context).toMatchObject({ headSha: feat, ref: 'feat/x' })
      expect(context.refusal).toBeUndefined()
      expect(subjects(await reading.commits(context, { ref: feat }))).toEqual(['feat: x'])
    })
  })

  it.each([
    ['nothing', 'no/such'],
    ['a tag that is not there', 'refs/tags/v9'],
    ['zeros', '0'.repeat(40)],
  ])('that names %s is an input error', async (_what, name) => {
    await onHistory(history, async (reading) => {
      const failed = pointed(reading, head, name)
      await expect(failed).rejects.toThrow(InputError)
      await expect(failed).rejects.toThrow(/names nothing that github-token can see in acme\/shop/)
    })
  })

  it('by name needs a token, a full sha needs none', async () => {
    const context = contextOf('workflow_dispatch', head)
    await expect(pointedAt(context, 'v1.0.0', undefined)).rejects.toThrow(/github-token is empty/)
    expect(await pointedAt(context, first, undefined)).toMatchObject({ headSha: first })
  })
})

describe('a version that was given', () => {
  const { history, at } = made()
  const [, second = '', third = '', head = ''] = at
  const given = (version: string, ref = '') => [{ version, ref }, { version }] as const

  it.each([
    'v1.0.0',
    'v1.1.0',
  ])('and is the tag %s of another commit is an input error that names ref', async (version) => {
    await onHistory(history, async (reading) => {
      const range = reading.commits(contextOf('workflow_dispatch', head), ...given(version))
      await expect(range).rejects.toThrow(InputError)
      await expect(range).rejects.toThrow(/is the tag of another commit .* give it as ref/)
    })
  })

  it.each([
    'v1.0.0',
    'v1.1.0',
  ])('and is the tag %s of another commit is one where the last deploy is known, too', async (version) => {
    const past = [{ id: '1', sha: second, version: 'v0.9.0', outcome: 'recorded' }] as const
    await onHistory(history, async (reading) => {
      const more = { version, history: past }
      const range = reading.commits(contextOf('workflow_dispatch', head), { version }, more)
      await expect(range).rejects.toThrow(/is the tag of another commit .* give it as ref/)
    })
  })

  it('needs no read with an event that has its own commits', async () => {
    await onHistory(history, async (reading) => {
      const payload = { before: third, after: head, commits: [{ id: head, message: 'feat: x' }] }
      await reading.commits(contextOf('push', head, payload), ...given('v1.0.0'))
      expect(reading.asked()).toEqual([])
    })
  })

  it('is not lost where the tags cannot be read', async () => {
    const past = [{ id: '1', sha: head, version: 'v0.9.0', outcome: 'recorded' }] as const
    await onHistory(
      history,
      async (reading) => {
        const more = { version: 'v1.0.0', history: past }
        const range = await reading.commits(contextOf('workflow_dispatch', head), { version: 'v1.0.0' }, more)
        expect(range).toMatchObject({ status: 'identical', warnings: [] })
      },
      { faults: ['403 GET /git/matching-refs x9'] },
    )
  })

  it('and is the tag of this commit, light or annotated, is that version', async () => {
    await onHistory(history, async (reading) => {
      const range = await reading.commits(contextOf('workflow_dispatch', third), ...given('v1.1.0'))
      expect(subjects(range)).toContain('feat: three')
    })
  })

  it('goes with another commit when ref says which', async () => {
    await onHistory(history, async (reading) => {
      const context = await pointedAt(contextOf('workflow_dispatch', head), second, reading.github)
      const range = await reading.commits(context, ...given('v1.1.0', second))
      expect(range).toMatchObject({ head: second })
    })
  })
})

describe('the run of a push, which names a tag as if it were a branch', () => {
  const { history, at } = made()
  const [first = '', second = '', third = '', head = ''] = at
  const runOf = (head_sha: string, head_branch: string, event = 'push') =>
    contextOf('workflow_run', head, {
      workflow_run: { name: 'CI', event, conclusion: 'success', head_sha, head_branch },
    })

  it.each([
    ['a light tag', runOf(first, 'v1.0.0'), 'tag', ['/commits/tags/v1.0.0']],
    ['an annotated tag', runOf(third, 'v1.1.0'), 'tag', ['/commits/tags/v1.1.0']],
    ['a branch', runOf(head, 'main'), 'branch', []],
    ['a branch that reads like a tag', runOf(head, 'release/1'), 'branch', ['/commits/tags/release/1']],
    ['a branch beside a tag of its name', runOf(second, 'v1.0.0'), 'branch', ['/commits/tags/v1.0.0']],
    ['the tag of a release, which is told', runOf(first, 'v1.0.0', 'release'), 'tag', []],
    [
      'a deployment of a tag',
      contextOf('deployment', head, { deployment: { sha: third, ref: 'v1.1.0' } }, ''),
      'tag',
      ['/commits/tags/v1.1.0'],
    ],
    ['a push', contextOf('push', head, { ref: 'refs/heads/1.x' }, 'refs/heads/1.x'), 'branch', []],
  ])('%s is known by one read at most', async (_what, context, refKind, asked) => {
    await onHistory(history, async ({ github, asked: requests }) => {
      expect(await asTag(context, github)).toMatchObject({ refKind, headSha: context.headSha })
      expect(requests()).toEqual(asked)
    })
  })

  it('stays that of a branch without a token, and when GitHub does not answer', async () => {
    expect(await asTag(runOf(first, 'v1.0.0'), undefined)).toMatchObject({ refKind: 'branch' })
    const test = async ({ github }: Reading) =>
      expect(await asTag(runOf(first, 'v1.0.0'), github)).toMatchObject({ refKind: 'branch' })
    await onHistory(history, test, { faults: ['403 GET /commits/'] })
  })

  it('has the version and the commits of the tag', async () => {
    await onHistory(history, async (reading) => {
      const context = await asTag(runOf(third, 'v1.1.0'), reading.github)
      expect(await reading.version(context)).toMatchObject({ version: 'v1.1.0', isDerived: true })
      expect(subjects(await reading.commits(context))).toEqual(['feat: three', 'feat: two'])
    })
  })
})
