// Versions that are counted: which commits make one, which tags count, and what is the same version still.
import { describe, expect, it } from '@jest/globals'
import { type History, makeHistory } from '../../sandbox/github/history.ts'
import { contextOf, onHistory, subjects } from '../commits/reading.ts'

/** A tag, and commits since it. */
function since(
  tag: string,
  messages: readonly string[],
): { readonly history: History; readonly head: string } {
  const history = makeHistory()
  let head = history.commit({ message: 'start' })
  history.tag(tag, head)
  for (const message of messages) head = history.commit({ message })
  return { history, head }
}

const dispatched = (head: string) => contextOf('workflow_dispatch', head)

describe('version-skip', () => {
  const skip = ['chore', 'docs', 'ci', 'test']

  it.each([
    [['chore: a', 'docs: b', 'CI: c', 'test(web): d'], 'v1.2.3', false],
    [['chore: a', 'fix: b'], 'v1.2.4', true],
    [['docs: a', 'feat: b'], 'v1.3.0', true],
    [['chore!: a'], 'v2.0.0', true],
    [['docs: a\n\nBREAKING CHANGE: b'], 'v2.0.0', true],
    [['Chores are done'], 'v1.2.4', true],
  ])('with %j gives %s', async (messages, version, isNew) => {
    const { history, head } = since('v1.2.3', messages)
    await onHistory(history, async (reading) => {
      const given = { versionFrom: 'conventional', versionSkip: skip } as const
      expect(await reading.version(dispatched(head), given)).toMatchObject({ version, isNew, warnings: [] })
    })
  })

  it('passes over a merge, whose commits speak for it', async () => {
    const { history } = since('v1.2.3', ['docs: a'])
    history.branch('feat')
    history.commit({ message: 'chore: b', branch: 'feat' })
    history.commit({ message: 'ci: c' })
    const head = history.merge('feat')
    await onHistory(history, async (reading) => {
      const given = { versionFrom: 'conventional', versionSkip: skip } as const
      expect(await reading.version(dispatched(head), given)).toMatchObject({
        version: 'v1.2.3',
        isNew: false,
        reason: 'the tag before: nothing but chore, docs, ci and test is new since v1.2.3',
      })
    })
  })

  it('holds beyond the newest 1,000 commits', async () => {
    const { history } = since('v1.2.3', ['feat!: old'])
    const head = history.linear(1_050, { message: () => 'chore: x' })
    await onHistory(history, async (reading) => {
      const given = { versionFrom: 'conventional', versionSkip: skip } as const
      expect((await reading.version(dispatched(head), given)).version).toBe('v2.0.0')
    })
  })

  it('is nothing unless it is given: every commit makes a version', async () => {
    const { history, head } = since('v1.2.3', ['chore: a'])
    await onHistory(history, async (reading) => {
      expect((await reading.version(dispatched(head), { versionFrom: 'conventional' })).version).toBe(
        'v1.2.4',
      )
    })
  })
})

describe('tags by calendar', () => {
  it.each([
    'v2024.1.2',
    'v202401.1.0',
    'v20240102.1.0',
    'v2024.2.0-rc.1',
  ])('do not win beside semantic ones: %s', async (tag) => {
    const { history, head } = since('v1.2.3', ['fix: a'])
    history.tag(tag, [...history.commits.keys()][0])
    await onHistory(history, async (reading) => {
      expect((await reading.version(dispatched(head), { versionFrom: 'conventional' })).version).toBe(
        'v1.2.4',
      )
      expect(await reading.commits(dispatched(head), {}, { version: 'v1.2.4' })).toMatchObject({
        reason: 'since the tag v1.2.3',
      })
    })
  })

  it('count where there are no others', async () => {
    const { history, head } = since('2026.7.10', ['fix: a'])
    await onHistory(history, async (reading) => {
      expect((await reading.version(dispatched(head), { versionFrom: 'conventional' })).version).toBe(
        '2026.7.11',
      )
    })
  })

  it('come before a tag of their own kind', async () => {
    const { history, head } = since('2026.7.9', ['fix: a'])
    history.tag('v1.2.3', [...history.commits.keys()][0])
    history.tag('2026.7.10', head)
    await onHistory(history, async (reading) => {
      const context = contextOf('push', head, {}, 'refs/tags/2026.7.10')
      expect((await reading.commits(context, {}, { version: '2026.7.10' })).reason).toBe(
        'since the tag 2026.7.9',
      )
    })
  })
})

describe('version-from package', () => {
  function packaged(tagged: 'earlier' | 'head' | 'elsewhere' | 'nowhere', message?: string) {
    const history = makeHistory()
    const first = history.commit({ message: 'start', files: { 'package.json': '{"version":"1.2.3"}' } })
    history.branch('other', first)
    const other = history.commit({ message: 'fix: other', branch: 'other' })
    const head = history.commit({ message: 'docs: more' })
    const at = { earlier: first, head, elsewhere: other, nowhere: '' }[tagged]
    if (at) history.tag('v1.2.3', at, message)
    return { history, head }
  }
  const given = { provider: 'github', versionFrom: 'package', versionPrefix: 'v' } as const

  it.each([
    ['earlier', undefined, false],
    ['earlier', 'annotated', false],
    ['head', undefined, true],
    ['head', 'annotated', true],
    ['elsewhere', undefined, true],
    ['nowhere', undefined, true],
  ] as const)('whose version has its tag %s (%s) is new: %#', async (tagged, message, isNew) => {
    const { history, head } = packaged(tagged, message)
    await onHistory(history, async (reading) => {
      const version = await reading.version(dispatched(head), given)
      expect(version).toMatchObject({ version: 'v1.2.3', isNew, warnings: [] })
      if (!isNew)
        expect(version.reason).toMatch(/^package\.json at \w+ has the version of the tag v1\.2\.3 still$/)
    })
  })

  it('has the commits since the tag before, not only what the push that raised it brought', async () => {
    const history = makeHistory()
    history.tag(
      'v1.2.3',
      history.commit({ message: 'start', files: { 'package.json': '{"version":"1.2.3"}' } }),
    )
    const before = history.commit({ message: 'feat: one' })
    const head = history.commit({ message: 'chore: 1.3.0', files: { 'package.json': '{"version":"1.3.0"}' } })
    await onHistory(history, async (reading) => {
      const payload = { before, after: head, commits: [{ id: head, message: 'chore: 1.3.0' }] }
      const context = contextOf('push', head, payload)
      const version = await reading.version(context, given)
      expect(version).toMatchObject({ version: 'v1.3.0', isNew: true, previousTag: 'v1.2.3' })
      const more = { version: version.version, isCounted: true }
      expect(subjects(await reading.commits(context, given, more))).toEqual(['chore: 1.3.0', 'feat: one'])
    })
  })

  it('releases nothing where a run of a later commit came first', async () => {
    const { history, head } = packaged('nowhere')
    history.tag('v1.2.3', history.commit({ message: 'docs: later' }), 'annotated')
    await onHistory(history, async (reading) => {
      const version = await reading.version(dispatched(head), given)
      expect(version).toMatchObject({ isNew: false, reason: 'this commit is in v1.2.3 already' })
    })
  })

  it.each([
    [['packages/web/**'], 'web@3.0.0', ['packages/web/package.json']],
    [['packages/web'], 'web@3.0.0', ['packages/web/package.json']],
    [['packages/none/**'], 'web@1.2.3', ['packages/none/package.json', 'package.json']],
    [['packages/web/**', '!packages/web/docs/**'], 'web@3.0.0', ['packages/web/package.json']],
    [['packages/web/**', 'lib/**'], 'web@1.2.3', ['package.json']],
    [['packages/*/src/**'], 'web@1.2.3', ['package.json']],
    [[], 'web@1.2.3', ['package.json']],
  ])('with paths %j reads that of the one folder: %s', async (paths, version, asked) => {
    const history = makeHistory()
    const head = history.commit({
      message: 'start',
      files: { 'package.json': '{"version":"1.2.3"}', 'packages/web/package.json': '{"version":"3.0.0"}' },
    })
    await onHistory(history, async (reading) => {
      const common = { versionFrom: 'package', versionPrefix: 'web@', paths } as const
      expect((await reading.version(dispatched(head), common)).version).toBe(version)
      expect(reading.asked()).toEqual(asked.map((path) => `/contents/${path}`))
    })
  })

  it('asks for no tag where the provider makes none', async () => {
    const { history, head } = packaged('earlier')
    await onHistory(history, async (reading) => {
      await reading.version(dispatched(head), { ...given, provider: 'sentry' })
      expect(reading.asked()).toEqual(['/contents/package.json'])
    })
  })
})

describe('a hotfix beside many newer releases', () => {
  function besideNewer(count: number) {
    const { history, head } = since('v1.2.3', ['fix: one'])
    history.branch('next', [...history.commits.keys()][0])
    for (let minor = 0; minor < count; minor += 1)
      history.tag(`v2.${minor}.0`, history.commit({ message: 'feat: x', branch: 'next' }))
    return { history, head }
  }

  it('counts from its own tag, however many are tried before it', async () => {
    const { history, head } = besideNewer(60)
    await onHistory(history, async (reading) => {
      const given = { versionFrom: 'conventional' } as const
      expect(await reading.version(dispatched(head), given)).toMatchObject({ version: 'v1.2.4' })
      // The list of tags, the newest one, and the next 25 three times.
      expect(reading.asked().length).toBeLessThanOrEqual(2 + 75)
    })
  })

  it('is never the first version where not all were tried', async () => {
    const { history, head } = besideNewer(100)
    await onHistory(history, async (reading) => {
      const run = reading.version(dispatched(head), { versionFrom: 'conventional' })
      await expect(run).rejects.toThrow(/built on none of the 100 newest tags of 101, .* set version/)
    })
  })
})

describe('runs that finish out of order', () => {
  it.each([
    undefined,
    'annotated',
  ])('release nothing where the tag of a later commit has this one in it (%s)', async (message) => {
    const { history, head } = since('v1.2.3', ['feat: one', 'feat: two'])
    const [, older = ''] = [...history.commits.keys()]
    history.tag('v1.3.0', head, message)
    await onHistory(history, async (reading) => {
      const version = await reading.version(dispatched(older), { versionFrom: 'conventional' })
      expect(version).toMatchObject({
        version: 'v1.3.0',
        isNew: false,
        reason: 'this commit is in v1.3.0 already',
        warnings: [],
      })
    })
  })

  /** The versions of the first and second of three commits after a tag, when the last one has a newer tag already. */
  async function outOfOrder(tag: string, ref = 'refs/heads/main', first = 'v1.2.3') {
    const { history, head } = since(first, ['fix: one', 'fix: two', 'feat: three'])
    history.tag(tag, head)
    const [start = '', , second = ''] = [...history.commits.keys()]
    if (first !== 'v1.2.3') history.refs.delete(`refs/tags/${first}`)
    const found: unknown[] = []
    await onHistory(history, async (reading) => {
      for (const sha of [start, second]) {
        const { version, isNew } = await reading.version(contextOf('push', sha, {}, ref), {
          versionFrom: 'conventional',
        })
        found.push([version, isNew])
      }
    })
    return found
  }

  it('release nothing where the later one asked for more', async () => {
    expect(await outOfOrder('v1.3.0')).toEqual([
      ['v1.2.3', false],
      ['v1.3.0', false],
    ])
  })

  it('release nothing where the later one made the first version', async () => {
    expect(await outOfOrder('0.1.0', 'refs/heads/main', 'none')).toEqual([
      ['0.1.0', false],
      ['0.1.0', false],
    ])
  })

  it('release what a pre-release of a later commit prepares', async () => {
    expect(await outOfOrder('v2.0.0-rc.1')).toEqual([
      ['v1.2.3', false],
      ['v1.2.4', true],
    ])
  })

  it('release a hotfix that was merged into the main line before', async () => {
    expect(await outOfOrder('v1.3.0', 'refs/heads/v1')).toEqual([
      ['v1.2.3', false],
      ['v1.2.4', true],
    ])
  })

  it('keep the version where the tag is on another line', async () => {
    const { history, head } = since('v1.2.3', ['feat: one'])
    history.branch('other', [...history.commits.keys()][0])
    history.tag('v1.3.0', history.commit({ message: 'feat: other', branch: 'other' }))
    await onHistory(history, async (reading) => {
      const version = await reading.version(dispatched(head), { versionFrom: 'conventional' })
      expect(version).toMatchObject({ version: 'v1.3.0', isNew: true })
    })
  })
})

describe('the commits of a counted version', () => {
  it('are those that it was counted from, not only what the push brought', async () => {
    const { history, head } = since('v1.2.3', ['feat: one', 'fix: two', 'docs: three'])
    const [, , before = ''] = [...history.commits.keys()]
    const payload = { before, after: head, commits: [] }
    await onHistory(history, async (reading) => {
      const context = contextOf('push', head, payload)
      const version = await reading.version(context, { versionFrom: 'conventional' })
      expect(version).toMatchObject({ version: 'v1.3.0', isNew: true })
      const range = await reading.commits(context, {}, { version: version.version, isCounted: true })
      expect(subjects(range)).toEqual(['docs: three', 'fix: two', 'feat: one'])
      expect(range.source).toBe('previous-tag')
    })
  })
})
