// Changed files of commits and the filter by paths, against the GitHub stand-in.
import { describe, expect, it } from '@jest/globals'
import { makeHistory } from '../../sandbox/github/index.ts'
import { patchFiles } from '../../src/github/wire.ts'
import { world } from '../sandbox/github-harness.ts'
import { asked, commitsOf, contextOf, payloadCommit, push, subjects } from './harness.ts'

function monorepo() {
  const history = makeHistory()
  const before = history.commit({ message: 'start', files: { 'web/a.ts': '1', 'api/a.ts': '1' } })
  const web = history.commit({ message: 'feat: web', files: { 'web/b.ts': '1', 'web/a.ts': '2' } })
  const api = history.commit({ message: 'feat: api', files: { 'api/a.ts': null } })
  const moved = history.commit({ message: 'refactor: move', files: { 'lib/b.ts': { from: 'web/b.ts' } } })
  const context = push(before, moved, {
    commits: [web, api, moved].map((sha) => payloadCommit(sha, history.commits.get(sha)?.message)),
  })
  return { history, context, before, web, api, moved }
}

describe('changed files', () => {
  it('of a push are read one request a commit; a rename is D plus A', async () => {
    const { history, context, web, api, moved } = monorepo()
    await world({ history }, async (here) => {
      const range = await commitsOf(here, context, {}, { takesFiles: true })
      expect(range.warnings).toEqual([])
      expect(range.commits.map(({ files }) => files)).toEqual([
        [
          { path: 'web/b.ts', type: 'D' },
          { path: 'lib/b.ts', type: 'A' },
        ],
        [{ path: 'api/a.ts', type: 'D' }],
        [
          { path: 'web/b.ts', type: 'A' },
          { path: 'web/a.ts', type: 'M' },
        ],
      ])
      // What the payload told stays.
      expect(range.commits[0]).toMatchObject({
        sha: moved,
        authorLogin: 'shop-developer',
        time: Date.parse('2026-06-30T08:00:00Z'),
      })
      expect(asked(here).sort()).toEqual([api, moved, web].map((sha) => `/commits/${sha}`).sort())
      expect(here.github.surprises).toEqual([])
    })
  })

  it.each([
    ['the provider takes none', {}, false],
    ['patch-set is false', { patchSet: 'false' }, true],
    ['commits are refs', { commits: 'refs' }, true],
    ['commits are none', { commits: 'none' }, true],
  ] as const)('are not read when %s', async (_, given, takesFiles) => {
    const { history, context } = monorepo()
    await world({ history }, async (here) => {
      const range = await commitsOf(here, context, given, { takesFiles })
      expect(here.running.requests).toHaveLength(0)
      expect(range.commits.every(({ files }) => files === undefined)).toBe(true)
    })
  })

  it.each([
    ['auto', 250, 100],
    ['true', 250, 250],
    ['true', 1_100, 1_000],
  ] as const)('with patch-set %s of %i commits go with the newest %i', async (patchSet, count, limit) => {
    const history = makeHistory()
    const before = history.commit({ message: 'start' })
    const head = history.linear(count)
    await world({ history, switches: { limit: '5000' } }, async (here) => {
      const range = await commitsOf(here, push(before, head), { patchSet }, { takesFiles: true })
      expect(range.commits.findIndex(({ files }) => files === undefined)).toBe(
        limit < Math.min(count, 1_000) ? limit : -1,
      )
      expect(asked(here).filter((path) => path.startsWith('/commits/'))).toHaveLength(limit)
      expect(range.warnings).toEqual(
        count > 1_000 ? ['the newest 1000 of 1100 commits have their changed files'] : [],
      )
    })
  })

  it.each([
    403, 404, 500,
  ])('that GitHub refuses with %i are one warning, and the commits go without', async (status) => {
    const { history, context } = monorepo()
    await world({ history, faults: [`${status} GET /commits/ x*`] }, async (here) => {
      const range = await commitsOf(here, context, {}, { takesFiles: true })
      expect(range).toMatchObject({ total: 3, source: 'push' })
      expect(range.commits).toHaveLength(3)
      expect(range.warnings).toHaveLength(1)
      expect(range.warnings[0]).toContain(`answered ${status}`)
      expect(range.warnings[0]).toMatch(/3 commits of 3 go without changed files$/)
    })
  })

  it('that are no answer of GitHub are a warning too', async () => {
    const { history, context } = monorepo()
    const reply = { status: 200, json: { welcome: 'please log in' } }
    const fault = { method: 'GET', path: '/', times: 9, skip: 0, headers: {} } as const
    const faults = [{ ...fault, action: { kind: 'reply', reply, acted: false } as const }]
    await world({ history, faults }, async (here) => {
      const range = await commitsOf(here, context, {}, { takesFiles: true })
      expect(range.commits).toHaveLength(3)
      expect(range.warnings[0]).toMatch(/^GitHub did not show commit .* answered 200, but not in the/)
      const asked = await commitsOf(here, context, { commitsFrom: 'v1' })
      expect(asked.warnings[0]).toMatch(/^GitHub did not compare v1\.\.\..* answered 200, but not in the/)
    })
  })

  it('of a merge are those against its first parent', async () => {
    const history = makeHistory()
    const before = history.commit({ message: 'start', files: { a: '1' } })
    history.branch('feat')
    history.commit({ message: 'feat', branch: 'feat', files: { b: '1' } })
    history.commit({ message: 'fix', files: { c: '1' } })
    const head = history.merge('feat')
    await world({ history }, async (here) => {
      const range = await commitsOf(here, push(before, head), {}, { takesFiles: true })
      expect(range.total).toBe(3)
      expect(range.commits[0]).toMatchObject({ sha: head, files: [{ path: 'b', type: 'A' }] })
    })
  })
})

describe('paths', () => {
  it.each([
    [['web/**'], ['refactor: move', 'feat: web']],
    [
      ['api/**', 'lib/**'],
      ['refactor: move', 'feat: api'],
    ],
    [['docs/**'], []],
    // A folder by its name, with or without a slash.
    [['web'], ['refactor: move', 'feat: web']],
    [['api/'], ['feat: api']],
    // As in a workflow's own paths: what begins with `!` is taken away.
    [['web/**', '!web/b.ts'], ['feat: web']],
    [['!web/**'], ['refactor: move', 'feat: api']],
  ])('%j keep the commits that touch them', async (paths, expected) => {
    const { history, context } = monorepo()
    await world({ history }, async (here) => {
      const range = await commitsOf(here, context, { paths })
      expect(subjects(range)).toEqual(expected)
      expect(range.total).toBe(expected.length)
      expect(range.reason).toBe(`what the push brought; ${expected.length} of 3 commits touch paths`)
      expect(range.commits.every(({ files }) => files === undefined)).toBe(true)
    })
  })

  it('keep a commit whose files could not be read, aloud', async () => {
    const { history, context } = monorepo()
    await world({ history, faults: ['403 GET /commits/ x*', '403 POST /graphql x*'] }, async (here) => {
      const range = await commitsOf(here, context, { paths: ['docs/**'] })
      expect(range.total).toBe(3)
      expect(range.warnings).toHaveLength(1)
    })
  })

  it('also reach a head commit that goes alone', async () => {
    const { history, api } = monorepo()
    await world({ history }, async (here) => {
      const range = await commitsOf(
        here,
        contextOf('schedule', api),
        { paths: ['api/**'] },
        { takesFiles: true },
      )
      expect(range.commits).toMatchObject([{ sha: api, files: [{ path: 'api/a.ts', type: 'D' }] }])
      expect(asked(here).filter((path) => path === `/commits/${api}`)).toHaveLength(1)
    })
  })
})

describe('the words of GitHub for a changed file', () => {
  it('become A, M and D, or nothing', () => {
    const files = ['added', 'removed', 'modified', 'copied', 'changed', 'unchanged', 'something-new'].map(
      (status) => ({ filename: status, status, previous_filename: 'old' }),
    )
    expect(
      patchFiles([...files, null, {}, { filename: 'new', status: 'renamed', previous_filename: 'old' }]),
    ).toEqual([
      { path: 'added', type: 'A' },
      { path: 'removed', type: 'D' },
      { path: 'modified', type: 'M' },
      { path: 'copied', type: 'A' },
      { path: 'changed', type: 'M' },
      { path: 'something-new', type: 'M' },
      { path: 'old', type: 'D' },
      { path: 'new', type: 'A' },
    ])
  })
})
