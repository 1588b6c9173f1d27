// Which version a run gets, against the GitHub stand-in where it is read.
import { describe, expect, it } from '@jest/globals'
import { makeHistory } from '../../sandbox/github/index.ts'
import { ApiError, InputError } from '../../src/errors.ts'
import { bumpOf, largest, nextVersion } from '../../src/version/conventional.ts'
import { pickVersion } from '../../src/version/pick.ts'
import { withoutRefs } from '../../src/version/refs.ts'
import { candidates } from '../../src/version/tags.ts'
import { world } from '../sandbox/github-harness.ts'
import { asked, contextOf, inputs, rangeOf, reading, versionOf } from './harness.ts'

const SHA = 'a'.repeat(40)
const nowhere = {
  history: undefined,
  github: undefined,
  environment: '',
  takesFiles: false,
  now: () => 0,
}

describe('a version that needs no reading', () => {
  it.each([
    [{ version: 'refs/tags/v1' }, 'refs/heads/main', 'v1', false],
    [{ version: 'web@1', versionPrefix: 'x' }, 'refs/heads/main', 'web@1', false],
    [{}, 'refs/heads/main', SHA, true],
    [{}, 'refs/tags/v2.0.0', 'v2.0.0', true],
    [{ versionFrom: 'tag' }, 'refs/tags/web@1', 'web@1', true],
    [{ versionPrefix: 'web@' }, 'refs/tags/web@1', 'web@1', true],
    [{ versionPrefix: 'web@' }, 'refs/tags/v1', 'web@v1', true],
    [{ provider: 'github', versionPrefix: 'v' }, 'refs/tags/1.0.0', '1.0.0', true],
    [{ versionFrom: 'sha', versionPrefix: 'web@' }, 'refs/tags/v2', `web@${SHA}`, true],
    [{ versionFrom: 'short-sha', versionPrefix: 'v' }, 'refs/heads/main', 'vaaaaaaa', true],
  ] as const)('by %j on %s is %s', async (given, ref, version, isDerived) => {
    const picked = await pickVersion(inputs(given), contextOf('push', SHA, { ref }, ref), nowhere)
    expect(picked).toMatchObject({ version, isDerived, isNew: true, warnings: [] })
  })

  it.each([
    ['main', 'refs/heads/next', true],
    ['next', 'refs/heads/next', true],
    ['next', 'refs/tags/next', false],
    ['other', 'refs/heads/next', false],
  ] as const)('and is named as a branch is said aloud: %s on %s', async (version, ref, isOdd) => {
    const given = inputs({ version, provider: 'sentry' })
    const { warnings } = await pickVersion(given, contextOf('push', SHA, { ref }, ref), nowhere)
    expect(warnings).toEqual(isOdd ? [expect.stringContaining(`version "${version}" is the name of a`)] : [])
  })

  it('is an input error for version-from tag without a tag', async () => {
    await expect(
      pickVersion(inputs({ versionFrom: 'tag' }), contextOf('schedule', SHA), nowhere),
    ).rejects.toThrow('version-from is tag, but the event schedule has no tag')
  })

  it.each([
    'package',
    'conventional',
    'calendar',
  ] as const)('is an input error for %s without a token', async (versionFrom) => {
    const run = pickVersion(inputs({ versionFrom }), contextOf('schedule', SHA), nowhere)
    await expect(run).rejects.toThrow(
      `version-from is ${versionFrom}, which is read from GitHub, but github-token is empty`,
    )
  })

  it('never holds the way GitHub writes a ref', () => {
    expect(['refs/heads/x/y', 'refs/tags/v1', 'x'].map(withoutRefs)).toEqual(['x/y', 'v1', 'x'])
  })
})

describe('version-from package', () => {
  const withFile = (text: string | null) => {
    const history = makeHistory()
    history.commit({ message: 'start', files: { 'README.md': '#' } })
    return {
      history,
      head:
        text === null
          ? history.commit({ message: 'x' })
          : history.commit({ message: 'x', files: { 'package.json': text } }),
    }
  }

  it('reads package.json at the head commit in one request', async () => {
    const { history, head } = withFile('{"version":"1.4.0"}')
    history.commit({ message: 'later', files: { 'package.json': '{"version":"9.9.9"}' } })
    await world({ history }, async (here) => {
      const picked = await versionOf(here, contextOf('schedule', head), {
        versionFrom: 'package',
        versionPrefix: 'shop@',
      })
      expect(picked).toMatchObject({
        version: 'shop@1.4.0',
        isDerived: false,
        reason: `package.json at ${head.slice(0, 12)}`,
      })
      expect(asked(here)).toEqual(['/contents/package.json'])
      expect(here.github.surprises).toEqual([])
    })
  })

  it.each([
    [null, 'shows no package.json'],
    ['{}', 'has no version'],
    ['{ not json', 'has no version'],
    ['{"version":7}', 'has no version'],
  ])('of %j is an input error', async (text, message) => {
    const { history, head } = withFile(text)
    await world({ history }, async (here) => {
      const run = versionOf(here, contextOf('schedule', head), { versionFrom: 'package' })
      await expect(run).rejects.toThrow(InputError)
      await expect(run).rejects.toThrow(message)
    })
  })

  it('that cannot be read for another reason is an error of GitHub', async () => {
    const { history, head } = withFile('{"version":"1.4.0"}')
    await world({ history, faults: ['500 GET /contents/ x*'] }, async (here) => {
      await expect(versionOf(here, contextOf('schedule', head), { versionFrom: 'package' })).rejects.toThrow(
        ApiError,
      )
    })
  })
})

describe('version-from conventional', () => {
  const since = (tag: string | undefined, messages: readonly string[], annotated = false) => {
    const history = makeHistory()
    let head = history.commit({ message: 'start' })
    if (tag !== undefined) history.tag(tag, 'main', annotated ? 'A version' : undefined)
    for (const message of messages) head = history.commit({ message })
    return { history, head }
  }

  it.each([
    ['v1.2.3', 'v', ['fix: a'], 'v1.2.4'],
    ['v1.2.3', 'v', ['chore: a', 'feat(cart): b', 'fix: c'], 'v1.3.0'],
    ['v1.2.3', 'v', ['feat: a', 'refactor!: b'], 'v2.0.0'],
    ['v1.2.3', 'v', ['fix: a\n\nText.\n\nBREAKING CHANGE: all of it'], 'v2.0.0'],
    ['v1.2.3', 'v', ['fix: a\n\nbreaking change detection is faster'], 'v1.2.4'],
    ['v1.2.3', 'v', ['no convention at all'], 'v1.2.4'],
    ['v0.2.3', 'v', ['feat!: a'], 'v0.3.0'],
    ['v0.2.3', 'v', ['feat: a'], 'v0.3.0'],
    ['v0.2.3', 'v', ['fix: a'], 'v0.2.4'],
    ['v2.0.0-rc.1', 'v', ['fix: a'], 'v2.0.0'],
    ['v1.2.1-rc.1', 'v', ['feat: a'], 'v1.3.0'],
    ['1.2.3', '', ['fix: a'], '1.2.4'],
    ['v1.2.3', '', ['fix: a'], 'v1.2.4'],
    ['web@1.2.3', 'web@', ['feat: a'], 'web@1.3.0'],
  ])('after %s (prefix "%s") and %j is %s', async (tag, versionPrefix, messages, version) => {
    const { history, head } = since(tag, messages)
    history.tag('api@9.0.0', head)
    await world({ history }, async (here) => {
      const picked = await versionOf(here, contextOf('push', head), {
        versionFrom: 'conventional',
        versionPrefix,
      })
      expect(picked).toMatchObject({ version, isNew: true, isDerived: false, previousTag: tag })
      expect(here.github.surprises).toEqual([])
    })
  })

  it('of a repository without a tag of the prefix is the first, 0.1.0', async () => {
    const { history, head } = since('api@2.0.0', ['feat!: a'])
    await world({ history }, async (here) => {
      const picked = await versionOf(here, contextOf('push', head), {
        versionFrom: 'conventional',
        versionPrefix: 'web@',
      })
      expect(picked).toMatchObject({
        version: 'web@0.1.0',
        isNew: true,
        reason: 'the first version: no tag to count from',
      })
      expect(picked.previousTag).toBeUndefined()
    })
  })

  it.each([
    false,
    true,
  ])('with nothing new since the tag (annotated: %s) is the version of the tag, said aloud', async (annotated) => {
    const { history, head } = since('v1.2.3', [], annotated)
    await world({ history }, async (here) => {
      const picked = await versionOf(here, contextOf('push', head), {
        versionFrom: 'conventional',
        versionPrefix: 'v',
      })
      expect(picked).toMatchObject({ version: 'v1.2.3', isNew: false, previousTag: 'v1.2.3' })
      expect(picked.warnings).toEqual([])
      expect(picked.reason).toBe('the tag of this commit: nothing is new since v1.2.3')
    })
  })

  it('is what GitHub releases of a branch get without being asked', async () => {
    const { history, head } = since('v1.2.3', ['feat: a'])
    await world({ history }, async (here) => {
      expect(
        (await versionOf(here, contextOf('push', head), { provider: 'github', versionPrefix: 'v' })).version,
      ).toBe('v1.3.0')
    })
  })

  it('finds a breaking change that is older than the newest 1,000 commits', async () => {
    const history = makeHistory()
    history.commit({ message: 'start' })
    history.tag('v1.0.0')
    const head = history.linear(1_300, {
      message: (index) => (index === 120 ? 'feat!: all' : `fix: ${index}`),
    })
    await world({ history }, async (here) => {
      const picked = await versionOf(here, contextOf('push', head), {
        versionFrom: 'conventional',
        versionPrefix: 'v',
      })
      expect(picked).toMatchObject({ version: 'v2.0.0', reason: 'major change by 1300 commits since v1.0.0' })
    })
  })

  describe('with paths', () => {
    const monorepo = () => {
      const history = makeHistory()
      history.commit({ message: 'start', files: { 'web/a.ts': '1', 'api/a.ts': '1' } })
      history.tag('web@1.2.3')
      history.commit({ message: 'feat!: api', files: { 'api/a.ts': '2' } })
      history.commit({ message: 'feat: web', files: { 'web/a.ts': '2' } })
      const head = history.commit({ message: 'fix: web', files: { 'web/a.ts': '3' } })
      return { history, head }
    }
    const given = { versionFrom: 'conventional', versionPrefix: 'web@' } as const

    it('counts only the commits that touch them', async () => {
      const { history, head } = monorepo()
      await world({ history }, async (here) => {
        const context = contextOf('push', head)
        expect(await versionOf(here, context, { ...given, paths: ['web/**'] })).toMatchObject({
          version: 'web@1.3.0',
          reason: 'minor change by 2 commits since web@1.2.3',
          isNew: true,
          warnings: [],
        })
        expect((await versionOf(here, context, given)).version).toBe('web@2.0.0')
        expect(here.github.surprises).toEqual([])
      })
    })

    it('has nothing new when none does, said aloud', async () => {
      const { history, head } = monorepo()
      await world({ history }, async (here) => {
        const picked = await versionOf(here, contextOf('push', head), { ...given, paths: ['docs/**'] })
        expect(picked).toMatchObject({ version: 'web@1.2.3', isNew: false, previousTag: 'web@1.2.3' })
        expect(picked.warnings).toEqual([])
        expect(picked.reason).toBe('the tag before: nothing that touches docs/** is new since web@1.2.3')
      })
    })

    it('counts a commit whose files cannot be read, with a warning', async () => {
      const { history, head } = monorepo()
      await world({ history, faults: ['403 GET /commits/ x*', '403 POST /graphql x*'] }, async (here) => {
        const picked = await versionOf(here, contextOf('push', head), { ...given, paths: ['web/**'] })
        expect(picked.version).toBe('web@2.0.0')
        expect(picked.warnings).toEqual([expect.stringMatching(/3 commits of 3 go without changed files$/)])
      })
    })

    it('reads each commit once for version and range', async () => {
      const { history, head } = monorepo()
      await world({ history }, async (here) => {
        const { sources, close } = reading(here, { takesFiles: true })
        const common = inputs({ ...given, paths: ['web/**'], commitsFrom: 'previous-tag' })
        const context = contextOf('push', head)
        const { version } = await pickVersion(common, context, sources)
        const range = await rangeOf({ common, context, sources, version })
        await close()
        expect(range).toMatchObject({ base: expect.any(String), total: 2 })
        expect(asked(here).filter((path) => path.startsWith('/commits/'))).toHaveLength(2)
      })
    })
  })

  it('after a pre-release becomes the release, and its notes start at the release before', async () => {
    const history = makeHistory()
    history.commit({ message: 'start' })
    history.tag('v1.0.0')
    history.commit({ message: 'feat: a' })
    history.tag('v1.1.0-rc.1')
    const head = history.commit({ message: 'fix: b' })
    await world({ history }, async (here) => {
      const picked = await versionOf(here, contextOf('push', head), {
        versionFrom: 'conventional',
        versionPrefix: 'v',
      })
      expect(picked).toMatchObject({ version: 'v1.1.0', previousTag: 'v1.0.0' })
    })
  })

  it('shares the comparison with the commits of the range', async () => {
    const { history, head } = since('v1.2.3', ['feat: a'])
    await world({ history }, async (here) => {
      const { sources, close } = reading(here)
      const common = inputs({ versionFrom: 'conventional', commitsFrom: 'previous-tag', versionPrefix: 'v' })
      const context = contextOf('push', head)
      await pickVersion(common, context, sources)
      const range = await rangeOf({ common, context, sources, version: 'v1.3.0' })
      await close()
      expect(range).toMatchObject({ source: 'previous-tag', total: 1 })
      expect(here.running.requests).toHaveLength(2)
    })
  })
})

describe('version-from calendar', () => {
  it.each([
    [[], '2026.07.01.1'],
    [['2026.07.01.1', '2026.07.01.2', '2026.06.30.7', '2026.07.01.x'], '2026.07.01.3'],
    [['2026.07.01.9', '2026.07.01.10'], '2026.07.01.11'],
    [['web@2026.07.01.4'], '2026.07.01.1'],
  ])('after the tags %j is %s', async (tags, version) => {
    const history = makeHistory()
    history.commit({ message: 'start' })
    for (const tag of tags) history.tag(tag)
    const head = history.commit({ message: 'x' })
    await world({ history }, async (here) => {
      expect(await versionOf(here, contextOf('push', head), { versionFrom: 'calendar' })).toMatchObject({
        version,
        isNew: true,
      })
      expect(asked(here)).toEqual(['/git/matching-refs/tags/2026.07.01.'])
    })
  })

  it('of a commit that was tagged today is that tag, so a re-run changes nothing', async () => {
    const history = makeHistory()
    const head = history.commit({ message: 'start' })
    history.tag('web@2026.07.01.3')
    await world({ history }, async (here) => {
      const picked = await versionOf(here, contextOf('push', head), {
        versionFrom: 'calendar',
        versionPrefix: 'web@',
      })
      expect(picked).toMatchObject({ version: 'web@2026.07.01.3', isNew: false })
    })
  })

  it.each([
    [1, '2026.07.01.1'],
    [2, '2026.06.30.4'],
  ])('of attempt %i on the day after is %s', async (runAttempt, version) => {
    const history = makeHistory()
    history.commit({ message: 'start' })
    history.tag('2026.06.29.9')
    const head = history.commit({ message: 'x' })
    history.tag('2026.06.30.4')
    await world({ history }, async (here) => {
      const context = { ...contextOf('push', head), runAttempt }
      const picked = await versionOf(here, context, { versionFrom: 'calendar' })
      expect(picked).toMatchObject({ version, isNew: runAttempt === 1 })
    })
  })
})

describe('the parts', () => {
  it('a commit asks for major, minor or patch', () => {
    const messages = [
      'feat!: x',
      'FEAT: x',
      'feat(a b): x',
      'fix(a)!: x',
      'fix: x',
      '',
      '  ',
      ':',
      'feat x',
      'revert: feat: x',
      'fix: x\n\nBREAKING-CHANGE: y',
    ]
    expect(messages.map(bumpOf)).toEqual([
      'major',
      'minor',
      'minor',
      'major',
      'patch',
      'patch',
      'patch',
      'patch',
      'patch',
      'patch',
      'major',
    ])
    expect(largest(['patch', 'minor', 'patch'])).toBe('minor')
  })

  it('the next version follows semver, also before 1.0.0 and after a pre-release', () => {
    expect(nextVersion('1.2.3', 'major')).toBe('2.0.0')
    expect(nextVersion('0.2.3', 'major')).toBe('0.3.0')
    expect(nextVersion('1.0.0-beta.2', 'minor')).toBe('1.0.0')
    expect(() => nextVersion('x', 'patch')).toThrow('no semantic version')
  })

  it('tags are ordered by version, then by the numbers in their names', () => {
    const names = ['v1.9.0', 'v1.10.0', 'v1.10.0-rc.1', 'nightly-9', 'nightly-10', 'v2.0.0', 'v1']
    expect(candidates(names, { head: '', prefix: '' })).toEqual([
      'v2.0.0',
      'v1.10.0',
      'v1.10.0-rc.1',
      'v1.9.0',
      'v1',
      'nightly-10',
      'nightly-9',
    ])
    const tagsBefore = (ownTag: string) => candidates(names, { head: '', prefix: '', ownTag }).slice(0, 2)
    // A pre-release comes after an earlier one, a full release after a full one.
    expect(tagsBefore('v1.10.0-rc.2')).toEqual(['v1.10.0-rc.1', 'v1.9.0'])
    expect(tagsBefore('v1.10.0')).toEqual(['v1.9.0', 'v1.10.0-rc.1'])
    expect(candidates(names, { head: '', prefix: '', isFull: true })[2]).toBe('v1.9.0')
    expect(candidates(names, { head: '', prefix: 'nightly-', ownTag: 'nightly-10' })).toEqual(['nightly-9'])
    expect(
      candidates(['2026.07.01.9', '2026.07.01.10', 'v1.0.0'], {
        head: '',
        prefix: '',
        ownTag: '2026.07.01.10',
      }),
    ).toEqual(['2026.07.01.9', 'v1.0.0'])
  })
})
