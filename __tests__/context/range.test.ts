// Which commits a run brings, against the GitHub stand-in: which rule chose the base, and with which requests.
import { describe, expect, it } from '@jest/globals'
import { makeHistory } from '../../sandbox/github/index.ts'
import { ApiError, InputError } from '../../src/errors.ts'
import { world as plainWorld, type World, type WorldOptions } from '../sandbox/github-harness.ts'
import {
  asked,
  commitsOf,
  contextOf,
  inputs,
  payloadCommit,
  push,
  rangeOf,
  subjects,
  ZEROS,
} from './harness.ts'

/** A world that ends with the stand-in having met nothing it does not know. */
async function world(options: WorldOptions, test: (world: World) => Promise<void>): Promise<void> {
  await plainWorld(options, async (given) => {
    await test(given)
    expect(given.github.surprises).toEqual([])
  })
}

/** main: c1 … c6, tags v1.0.0 (c1) and v1.1.0 (c3, annotated). */
function story() {
  const history = makeHistory()
  const shas = [1, 2, 3, 4, 5, 6].map((number) => {
    const sha = history.commit({ message: `feat: c${number}`, files: { [`src/${number}.ts`]: `${number}` } })
    if (number === 1) history.tag('v1.0.0')
    if (number === 3) history.tag('v1.1.0', 'main', 'Version 1.1.0')
    return sha
  })
  const at = (number: number): string => shas[number - 1] ?? ''
  return { history, at }
}

describe('a push', () => {
  it('with fewer than 20 commits asks nothing', async () => {
    const { history, at } = story()
    await world({ history }, async (here) => {
      const context = push(at(4), at(6), { commits: [payloadCommit(at(5)), payloadCommit(at(6))] })
      const range = await commitsOf(here, context)
      expect(range).toMatchObject({
        base: at(4),
        head: at(6),
        source: 'push',
        reason: 'what the push brought',
        status: 'ahead',
        total: 2,
        warnings: [],
      })
      expect(here.running.requests).toHaveLength(0)
    })
  })

  it.each([20, 21, 250, 251])('of %i commits is completed by comparing', async (count) => {
    const history = makeHistory()
    const before = history.commit({ message: 'start' })
    const head = history.linear(count)
    await world({ history }, async (here) => {
      const commits = Array.from({ length: 20 }, (_, index) => payloadCommit(`${index}`.padStart(40, 'a')))
      const range = await commitsOf(here, push(before, head, { commits }))
      expect(range).toMatchObject({ total: count, source: 'push', status: 'ahead', warnings: [] })
      expect(new Set(range.commits.map(({ sha }) => sha)).size).toBe(count)
      expect(range.commits[0]?.sha).toBe(head)
      expect(here.running.requests).toHaveLength(Math.ceil(count / 100))
    })
  })

  it('by force starts at the merge base, and says so', async () => {
    const { history, at } = story()
    history.move('main', at(4))
    const head = history.commit({ message: 'fix: instead' })
    await world({ history }, async (here) => {
      history.branch('old', at(6))
      const range = await commitsOf(here, push(at(6), head, { commits: [payloadCommit(head)], forced: true }))
      expect(range).toMatchObject({ base: at(4), source: 'push', status: 'diverged', total: 1 })
      expect(subjects(range)).toEqual(['fix: instead'])
      expect(range.warnings).toEqual([
        `the commit before the push (${at(6).slice(0, 12)}) is not an ancestor of the head: the range starts at their merge base ${at(4).slice(0, 12)}, and 2 commits of the other line are not in this version`,
      ])
    })
  })

  it('by force back to an older commit has no new commits', async () => {
    const { history, at } = story()
    await world({ history }, async (here) => {
      const range = await commitsOf(here, push(at(6), at(4), { forced: true }))
      expect(range).toMatchObject({ status: 'behind', commits: [], total: 0 })
      expect(range.warnings[0]).toMatch(/^the head is 2 commits behind/)
    })
  })

  it('by force over a commit that is gone keeps what the event names, without a base', async () => {
    const { history, at } = story()
    const gone = 'f'.repeat(40)
    await world({ history }, async (here) => {
      const range = await commitsOf(
        here,
        push(gone, at(6), { commits: [payloadCommit(at(5)), payloadCommit(at(6))], forced: true }),
      )
      expect(range).toMatchObject({ source: 'push', total: 2 })
      expect(range.base).toBeUndefined()
      expect(range.warnings[0]).toMatch(
        /is no longer at GitHub, which is usual after a forced push: the commits are those/,
      )
    })
  })

  it('by force over a commit that is gone, on another branch, starts where the branch left', async () => {
    const { history, at } = story()
    history.branch('feat/x', at(5))
    const head = history.commit({ message: 'feat: x', branch: 'feat/x' })
    await world({ history }, async (here) => {
      const range = await commitsOf(
        here,
        push('f'.repeat(40), head, {
          forced: true,
          ref: 'refs/heads/feat/x',
          commits: [payloadCommit(head)],
        }),
      )
      expect(range).toMatchObject({ base: at(5), total: 1 })
      expect(range.warnings[0]).toMatch(/the range starts where the branch left main$/)
    })
  })

  it('whose commits cannot be read keeps those of the event, and names the permission', async () => {
    const { history, at } = story()
    const tokens = { none: { login: 'x', permissions: { metadata: 'read' } } } as const
    await world({ history, tokens }, async (here) => {
      const commits = Array.from({ length: 20 }, (_, index) => payloadCommit(`${index}`.padStart(40, 'a')))
      const range = await commitsOf(here, push(at(1), at(6), { commits }), {}, { token: 'none' })
      expect(range).toMatchObject({ total: 20, base: at(1), status: 'unknown' })
      expect(range.warnings[0]).toMatch(
        /needs the permission contents: read\. The commits are those that the event names: at least 20 commits$/,
      )
    })
  })

  it('of a new branch starts where it left the default branch', async () => {
    const { history, at } = story()
    history.branch('feat/x', at(5))
    history.commit({ message: 'feat: x1', branch: 'feat/x' })
    const head = history.commit({ message: 'feat: x2', branch: 'feat/x' })
    await world({ history }, async (here) => {
      for (const tag of ['v1.0.0', 'v1.1.0']) here.github.state.refs.delete(`refs/tags/${tag}`)
      const range = await commitsOf(here, push(ZEROS, head, { ref: 'refs/heads/feat/x' }))
      expect(range).toMatchObject({
        base: at(5),
        source: 'push',
        total: 2,
        reason: 'since the branch left main',
      })
      expect(asked(here).some((path) => path.includes('000000'))).toBe(false)
    })
  })

  it.each([
    [3, []],
    [20, ['the first push of a branch may bring more than the 20 commits that the event names']],
  ])('to an empty repository has the %i commits that it names, from no base on', async (count, warnings) => {
    const history = makeHistory()
    const shas = Array.from({ length: count }, () => history.commit({ message: 'feat: x' }))
    const commits = shas.map((sha) => payloadCommit(sha))
    const context = push(ZEROS, shas.at(-1) ?? '', { commits })
    await world({ history }, async (here) => {
      for (const commitsFrom of ['auto', 'push']) {
        const range = await commitsOf(here, context, { commitsFrom })
        expect(range).toMatchObject({ source: 'push', total: count, warnings })
        expect(range.base).toBeUndefined()
        expect(range.commits.map(({ sha }) => sha)).toEqual(shas.toReversed())
      }
    })
  })
})

describe('a tag', () => {
  it('starts at the tag before it, whether annotated or not, and is compared by commit', async () => {
    const { history, at } = story()
    history.tag('v1.2.0', at(6))
    await world({ history }, async (here) => {
      const context = contextOf(
        'push',
        at(6),
        { ref: 'refs/tags/v1.2.0', before: ZEROS, commits: [] },
        'refs/tags/v1.2.0',
      )
      const range = await commitsOf(here, context, { versionPrefix: 'v' })
      expect(range).toMatchObject({
        base: at(3),
        source: 'previous-tag',
        reason: 'since the tag v1.1.0',
        total: 3,
      })
      expect(range.baseTag).toBe('v1.1.0')
      expect(asked(here)).toEqual(['/git/matching-refs/tags/v', `/compare/v1.1.0...${at(6)}`])
    })
  })

  it('that is a full release starts at the full release before it, a pre-release at whatever came before', async () => {
    const { history, at } = story()
    history.tag('v1.2.0-rc.1', at(4))
    history.tag('v1.2.0-rc.2', at(5))
    history.tag('v1.2.0', at(6))
    await world({ history }, async (here) => {
      const base = async (sha: string, ref: string, version = '') => {
        const context = contextOf('push', sha, { ref, before: ZEROS, commits: [] }, ref)
        return (await commitsOf(here, context, { commitsFrom: 'previous-tag' }, { version })).base
      }
      expect(await base(at(6), 'refs/tags/v1.2.0')).toBe(at(3))
      expect(await base(at(5), 'refs/tags/v1.2.0-rc.2')).toBe(at(4))
      // Without a tag of its own, the version tells.
      for (const tag of ['v1.2.0', 'v1.1.0']) here.github.state.refs.delete(`refs/tags/${tag}`)
      expect(await base(at(6), 'refs/heads/main', 'v1.2.0')).toBe(at(1))
      expect(await base(at(6), 'refs/heads/main', at(6))).toBe(at(5))
    })
  })

  it('that is the first full release starts at the pre-release before it', async () => {
    const history = makeHistory()
    history.commit({ message: 'a' })
    const rc = history.commit({ message: 'b' })
    history.tag('v1.0.0-rc.1')
    const head = history.commit({ message: 'c' })
    await world({ history }, async (here) => {
      const context = contextOf('push', head, { ref: 'refs/tags/v1.0.0', before: ZEROS }, 'refs/tags/v1.0.0')
      expect(await commitsOf(here, context)).toMatchObject({ base: rc, source: 'previous-tag' })
    })
  })

  it('of a hotfix skips the tags of newer lines', async () => {
    const { history, at } = story()
    history.tag('v2.0.0', at(6))
    history.branch('1.x', at(3))
    const head = history.commit({ message: 'fix: hot', branch: '1.x' })
    await world({ history }, async (here) => {
      const range = await commitsOf(here, contextOf('workflow_dispatch', head, {}, 'refs/heads/1.x'), {
        commitsFrom: 'previous-tag',
      })
      expect(range).toMatchObject({ base: at(3), source: 'previous-tag', total: 1 })
    })
  })

  it('counts only with the prefix in a monorepo', async () => {
    const { history, at } = story()
    history.tag('web@1.0.0', at(2))
    history.tag('api@3.0.0', at(5))
    await world({ history }, async (here) => {
      const range = await commitsOf(here, contextOf('schedule', at(6)), {
        commitsFrom: 'previous-tag',
        versionPrefix: 'web@',
      })
      expect(range).toMatchObject({ base: at(2), total: 4, reason: 'since the tag web@1.0.0' })
    })
  })

  it('is found without the prefix where the own tag has none', async () => {
    const { history, at } = story()
    history.tag('v1.2.0', at(6))
    await world({ history }, async (here) => {
      const ref = 'refs/tags/v1.2.0'
      const context = contextOf('push', at(6), { ref, before: ZEROS, commits: [] }, ref)
      const range = await commitsOf(here, context, { versionPrefix: 'shop@' }, { version: 'shop@v1.2.0' })
      expect(range).toMatchObject({ base: at(3), source: 'previous-tag' })
    })
  })

  it('that is the first falls back to the head commit, with the reason', async () => {
    const { history, at } = story()
    await world({ history }, async (here) => {
      const range = await commitsOf(
        here,
        contextOf('release', at(1), { release: { tag_name: 'v1.0.0' } }),
        { environment: '' },
        { environment: '' },
      )
      expect(range).toMatchObject({ source: 'single-commit', total: 1 })
      expect(range.reason).toBe(
        'the head commit alone: no earlier tag was found that the head is built on and there is no environment, so no last deploy',
      )
      expect(subjects(range)).toEqual(['feat: c1'])
    })
  })
})

describe('the last deploy', () => {
  const deploy = (sha: string, outcome: 'recorded' | 'failed' = 'recorded') => ({
    id: '1',
    sha,
    outcome,
    version: 'web@1',
  })

  it('of the provider is the base of a dispatch; failed ones do not count', async () => {
    const { history, at } = story()
    await world({ history }, async (here) => {
      const past = [deploy(at(5), 'failed'), deploy(at(4))]
      const range = await commitsOf(here, contextOf('workflow_dispatch', at(6)), {}, { history: past })
      expect(range).toMatchObject({
        base: at(4),
        source: 'last-deploy',
        reason: 'since the last deploy of production (web@1)',
        status: 'ahead',
        total: 2,
      })
    })
  })

  it('of the same commit is a redeploy without a request, and of a newer one a rollback', async () => {
    const { history, at } = story()
    await world({ history }, async (here) => {
      const same = await commitsOf(here, contextOf('schedule', at(6)), {}, { history: [deploy(at(6))] })
      expect(same).toMatchObject({ status: 'identical', commits: [], total: 0 })
      expect(here.running.requests).toHaveLength(0)
      const older = await commitsOf(here, contextOf('schedule', at(4)), {}, { history: [deploy(at(6))] })
      expect(older).toMatchObject({ status: 'behind', source: 'last-deploy', commits: [], base: at(6) })
    })
  })

  it('goes before the push when it is asked for, and after it when nothing was deployed', async () => {
    const { history, at } = story()
    await world({ history }, async (here) => {
      const context = push(at(5), at(6), { commits: [payloadCommit(at(6))] })
      const found = await commitsOf(
        here,
        context,
        { commitsFrom: 'last-deploy' },
        { history: [deploy(at(2))] },
      )
      expect(found).toMatchObject({ base: at(2), source: 'last-deploy', total: 4 })
      const first = await commitsOf(here, context, { commitsFrom: 'last-deploy' }, { history: [] })
      expect(first).toMatchObject({ base: at(5), source: 'push', total: 1 })
      expect(first.warnings).toEqual([
        'commits-from is last-deploy, but no earlier deploy of production was found for acme/shop',
      ])
    })
  })

  it('comes from GitHub deployments where the provider has no list: any success counts, other tasks do not', async () => {
    const { history, at } = story()
    await world({ history }, async (here) => {
      const make = async (ref: string, state: string, more: object = {}) => {
        const body = { ref, auto_merge: false, required_contexts: [], environment: 'production', ...more }
        const { json } = await here.call('POST /deployments', body)
        await here.call(`POST /deployments/${json.id}/statuses`, { state })
        here.clock.advance(1000)
        return json.id
      }
      const replaced = await make(at(3), 'success')
      await here.call(`POST /deployments/${replaced}/statuses`, { state: 'inactive' })
      await make(at(4), 'failure')
      await make(at(5), 'success', { task: 'migrate' })
      await make(at(5), 'success', { transient_environment: true })
      await make(at(5), 'success', { environment: 'staging' })
      const range = await commitsOf(here, contextOf('workflow_dispatch', at(6)))
      expect(range).toMatchObject({
        base: at(3),
        source: 'last-deploy',
        reason: 'since the last deployment to production at GitHub',
        total: 3,
      })
    })
  })

  it('is left out quietly without deployments: read, and named when it was asked for', async () => {
    const { history, at } = story()
    const tokens = { reader: { login: 'x', permissions: { contents: 'read' } } } as const
    await world({ history, tokens }, async (here) => {
      const quiet = await commitsOf(here, contextOf('workflow_dispatch', at(6)), {}, { token: 'reader' })
      expect(quiet).toMatchObject({ base: at(3), source: 'previous-tag', warnings: [] })
      const loud = await commitsOf(
        here,
        contextOf('workflow_dispatch', at(6)),
        { commitsFrom: 'last-deploy' },
        { token: 'reader' },
      )
      expect(loud.source).toBe('previous-tag')
      expect(loud.warnings[0]).toMatch(/github-token needs the permission deployments: read\.$/)
    })
  })

  it('that the provider cannot tell is a warning, and the next rule decides', async () => {
    const { history, at } = story()
    await world({ history }, async (here) => {
      const down = async () => {
        throw new ApiError('Sentry did not list the releases: it answered 503.', {
          status: 503,
          mayHaveHappened: false,
        })
      }
      const range = await commitsOf(here, contextOf('workflow_dispatch', at(6)), {}, { history: down })
      expect(range).toMatchObject({ source: 'previous-tag', base: at(3) })
      expect(range.warnings).toEqual(['Sentry did not list the releases: it answered 503.'])
    })
  })

  it('whose commit is gone gives way to the next rule, aloud', async () => {
    const { history, at } = story()
    await world({ history }, async (here) => {
      const range = await commitsOf(
        here,
        contextOf('schedule', at(6)),
        {},
        { history: [deploy('f'.repeat(40))] },
      )
      expect(range).toMatchObject({ source: 'previous-tag', base: at(3) })
      expect(range.warnings[0]).toMatch(/^GitHub did not compare ffffffffffff\.\.\..* answered 404/)
    })
  })
})

describe('a given base', () => {
  it.each(['v1.1.0', 'old', 'sha'])('may be a %s', async (name) => {
    const { history, at } = story()
    history.branch('old', at(3))
    await world({ history }, async (here) => {
      const commitsFrom = name === 'sha' ? at(3) : name
      const range = await commitsOf(here, push(at(5), at(6)), { commitsFrom })
      expect(range).toMatchObject({ base: at(3), source: 'given', total: 3, warnings: [] })
    })
  })

  it.each(['nowhere', ZEROS, 'a b'])('that names nothing (%s) is an input error', async (commitsFrom) => {
    const { history, at } = story()
    await world({ history }, async (here) => {
      const run = commitsOf(here, push(at(5), at(6)), { commitsFrom })
      await expect(run).rejects.toThrow(InputError)
      await expect(run).rejects.toThrow('names nothing that exists in acme/shop')
      expect(asked(here).some((path) => path.includes(ZEROS))).toBe(false)
    })
  })

  it('that cannot be read is a warning and no input error', async () => {
    const { history, at } = story()
    const tokens = { outsider: { login: 'x', permissions: {}, member: false } } as const
    await world({ history, tokens, switches: { private: 'yes' } }, async (here) => {
      const range = await commitsOf(
        here,
        push(at(5), at(6)),
        { commitsFrom: 'v1.1.0' },
        { token: 'outsider' },
      )
      expect(range).toMatchObject({ source: 'push', base: at(5), total: 1 })
      expect(range.warnings[0]).toMatch(
        /answered 404 .*or github-token lacks the permission contents: read\.$/,
      )
    })
  })
})

describe('a merged pull request', () => {
  const merged = async (
    method: 'merge' | 'squash' | 'rebase',
    test: (range: { base?: string; titles: string[]; source: string }, first: string) => void,
  ) => {
    const { history, at } = story()
    history.branch('feat/cart')
    for (const number of [1, 2, 3])
      history.commit({
        message: `feat: cart ${number}`,
        branch: 'feat/cart',
        files: { [`cart/${number}.ts`]: '' },
      })
    await world({ history }, async (here) => {
      const number = here.github.openPull({ head: 'feat/cart', title: 'Cart' })
      // Others merged meanwhile, so the payload's base is older than the branch.
      history.commit({ message: 'fix: other 1' })
      const first = history.commit({ message: 'fix: other 2' })
      const sha = here.github.mergePull(number, method)
      const { json } = await here.get(`/pulls/${number}`)
      const context = contextOf('pull_request', at(6), { action: 'closed', pull_request: json })
      expect(context.headSha).toBe(sha)
      const range = await commitsOf(here, context)
      test({ ...range, titles: subjects(range) }, first)
    })
  }

  it('by a merge commit brings its commits and the merge, and nothing that others merged', async () => {
    await merged('merge', ({ base, titles, source }, first) => {
      expect(titles).toEqual([
        'Merge pull request #1 from acme/feat/cart',
        'feat: cart 3',
        'feat: cart 2',
        'feat: cart 1',
      ])
      expect({ base, source }).toEqual({ base: first, source: 'pull-request' })
    })
  })

  it('by squashing brings one commit', async () => {
    await merged('squash', ({ base, titles }, first) => {
      expect(titles).toEqual(['Cart (#1)'])
      expect(base).toBe(first)
    })
  })

  it('by rebasing brings its commits under their new shas', async () => {
    await merged('rebase', ({ base, titles }, first) => {
      expect(titles).toEqual(['feat: cart 3', 'feat: cart 2', 'feat: cart 1'])
      expect(base).toBe(first)
    })
  })
})

describe('without a token', () => {
  it('a base that was asked for goes with the commits that the event names', async () => {
    const nothing = { github: undefined, takesFiles: true, now: () => 0 }
    const [base, head] = ['b'.repeat(40), 'a'.repeat(40)]
    const history = async () => [{ id: '1', sha: 'c'.repeat(40), outcome: 'recorded' as const }]
    const sources = { ...nothing, history, environment: 'production' }
    const context = push(base, head, { commits: [payloadCommit('d'.repeat(40)), payloadCommit(head)] })
    const range = await rangeOf({
      common: inputs({ commitsFrom: 'last-deploy' }),
      context,
      sources,
      version: 'v',
    })
    expect(range).toMatchObject({ base: 'c'.repeat(40), source: 'last-deploy', total: 2 })
    expect(range.warnings).toEqual([
      'github-token is empty, so the commits since the last deploy of production cannot be read: only those that the event names are known',
    ])
  })

  it('nothing is asked and the head commit goes alone', async () => {
    const sources = {
      history: undefined,
      github: undefined,
      environment: 'production',
      takesFiles: true,
      now: () => 0,
    }
    const range = await rangeOf({
      common: inputs({ paths: ['src/**'] }),
      context: contextOf('schedule', 'a'.repeat(40)),
      sources,
      version: 'v',
    })
    expect(range).toMatchObject({
      source: 'single-commit',
      total: 1,
      commits: [{ sha: 'a'.repeat(40), message: '' }],
    })
    expect(range.reason).toContain('github-token is empty')
    expect(range.warnings).toEqual(['github-token is empty, so paths cannot be applied'])
  })

  it('a push that names no commits goes with its head, and says so', async () => {
    const sources = {
      environment: '',
      takesFiles: true,
      github: undefined,
      history: undefined,
      now: () => 0,
    }
    const context = push('b'.repeat(40), 'a'.repeat(40), { commits: [] })
    const { total, warnings } = await rangeOf({ common: inputs({}), context, sources, version: 'v' })
    expect(total).toBe(1)
    expect(warnings).toEqual([
      'github-token is empty. The event names no commits, so the head commit goes alone',
    ])
  })

  it.each([
    ['is known', []],
    ['tells its commit', [{ id: '1', version: 'web@1.0.0', outcome: 'recorded' as const }]],
  ])('says when no earlier deploy %s', async (words, past) => {
    const sources = {
      environment: 'production',
      takesFiles: true,
      github: undefined,
      history: async () => past,
      now: () => 0,
    }
    const { reason } = await rangeOf({
      common: inputs({}),
      context: contextOf('schedule', 'a'.repeat(40)),
      sources,
      version: 'v',
    })
    expect(reason).toContain(`no earlier deploy of production ${words} and github-token is empty`)
  })
})

describe('a rule that was asked for and finds nothing', () => {
  it.each(['previous-tag', 'v1.1.0'])('gives way to the push itself, aloud (%s)', async (commitsFrom) => {
    const { history, at } = story()
    await world({ history, faults: ['500 GET / x*'] }, async (here) => {
      const commits = [payloadCommit(at(5)), payloadCommit(at(6))]
      const range = await commitsOf(here, push(at(4), at(6), { commits }), { commitsFrom })
      expect(range).toMatchObject({ source: 'push', base: at(4), total: 2 })
      expect(range.warnings).toEqual([expect.stringMatching(/answered 500/)])
    })
  })

  it('says in one clause what the event lacks', async () => {
    const { history, at } = story()
    await world({ history }, async (here) => {
      const range = await commitsOf(here, contextOf('schedule', at(6)), { commitsFrom: 'push' })
      expect(range.warnings).toEqual(['the head commit alone: the event is no push with a commit before it'])
    })
  })

  it('is not said of a new branch, which has its own beginning', async () => {
    const { history, at } = story()
    history.branch('feat/x', at(5))
    const head = history.commit({ message: 'feat: x', branch: 'feat/x' })
    await world({ history }, async (here) => {
      const context = push(ZEROS, head, { ref: 'refs/heads/feat/x' })
      const range = await commitsOf(here, context, { commitsFrom: 'push' })
      expect(range).toMatchObject({ source: 'push', base: at(5), warnings: [] })
    })
  })
})

describe('an empty repository', () => {
  it('is a warning and no crash', async () => {
    await world({ history: makeHistory() }, async (here) => {
      const range = await commitsOf(here, contextOf('schedule', 'a'.repeat(40)), {
        commitsFrom: 'previous-tag',
      })
      expect(range).toMatchObject({ source: 'single-commit', total: 1 })
      expect(range.warnings[0]).toMatch(/answered 409 \("Git Repository is empty\."\)/)
    })
  })
})

describe('many commits', () => {
  it.each([
    [3_000, 11],
    [10_000, 11],
  ])('of %i the newest 1,000 are read, in %i requests', async (count, requests) => {
    const history = makeHistory()
    const before = history.commit({ message: 'start' })
    const head = history.linear(count)
    await world({ history }, async (here) => {
      const commits = Array.from({ length: 20 }, (_, index) => payloadCommit(`${index}`.padStart(40, 'a')))
      const range = await commitsOf(here, push(before, head, { commits }))
      expect(range.total).toBe(count)
      expect(range.commits).toHaveLength(1_000)
      expect(range.commits.map(({ message }) => message).slice(0, 2)).toEqual([
        `feat: change ${count}`,
        `feat: change ${count - 1}`,
      ])
      expect(range.commits.at(-1)?.message).toBe(`feat: change ${count - 999}`)
      expect(here.running.requests).toHaveLength(requests)
      expect(here.running.requests.every(({ query }) => query.get('per_page') === '100')).toBe(true)
    })
  })

  it.each([2_048, 1_001])('of %i, no multiple of a page, are the newest 1,000 too', async (count) => {
    const history = makeHistory()
    const before = history.commit({ message: 'start' })
    const head = history.linear(count)
    await world({ history }, async (here) => {
      const range = await commitsOf(here, push(before, head))
      expect(range).toMatchObject({ total: count })
      expect(range.commits.map(({ message }) => message)).toEqual(
        Array.from({ length: 1_000 }, (_, index) => `feat: change ${count - index}`),
      )
    })
  })
})
