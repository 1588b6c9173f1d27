// paths of a monorepo: which commits touch them, completely and for few requests.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { buildSchema, parse, validate } from 'graphql'
import { type History, makeHistory } from '../../sandbox/github/history.ts'
import type { RunContext } from '../../src/event/context.ts'
import { contextOf, onHistory, subjects } from './reading.ts'

/** A push of what lies between two commits, with nothing but its ends in the payload. */
function pushed(before: string, after: string): RunContext {
  return contextOf('push', after, { ref: 'refs/heads/main', before, after, commits: [] })
}

function monorepo(
  packages: number,
  each: number,
): { readonly history: History; readonly before: string; readonly head: string } {
  const history = makeHistory()
  const before = history.commit({ message: 'start', files: { 'README.md': '#' } })
  let head = before
  for (let number = 0; number < packages * each; number += 1) {
    const name = `p${number % packages}`
    head = history.commit({
      message: `feat: ${name} ${number}`,
      files: { [`packages/${name}/a.ts`]: `${number}` },
    })
  }
  return { history, before, head }
}

describe('paths that are folders or files', () => {
  const { history, before, head } = monorepo(4, 3)

  it.each([
    ['packages/p1/**', 3],
    ['packages/p1', 3],
    ['packages/p1/', 3],
    ['packages/p1/a.ts', 3],
    ['packages/**', 12],
    ['packages/p10/**', 0],
  ])('%s are asked of GitHub in one question', async (path, count) => {
    await onHistory(history, async (reading) => {
      const range = await reading.commits(pushed(before, head), { paths: [path] })
      expect(range).toMatchObject({ total: count, warnings: [] })
      expect(range.commits).toHaveLength(count)
      expect(reading.asked()).toEqual([`/compare/${before}...${head}`, '/graphql'])
    })
  })

  it('are asked for together', async () => {
    await onHistory(history, async (reading) => {
      const range = await reading.commits(pushed(before, head), {
        paths: ['packages/p1/**', 'packages/p3/**'],
      })
      expect(subjects(range)).toEqual(
        ['p3 11', 'p1 9', 'p3 7', 'p1 5', 'p3 3', 'p1 1'].map((name) => `feat: ${name}`),
      )
      expect(reading.asked().filter((path) => path === '/graphql')).toHaveLength(1)
    })
  })

  it('are asked for beside /v3 on a server of one’s own', async () => {
    await onHistory(
      history,
      async (reading) => {
        await reading.commits(pushed(before, head), { paths: ['packages/p1/**'] })
        expect(reading.running.requests.map(({ path }) => path)).toContain('/api/graphql')
      },
      { prefix: '/api/v3' },
    )
  })

  it('are asked for in the words of GitHub’s own schema', async () => {
    const text = readFileSync('node_modules/@octokit/graphql-schema/schema.graphql', 'utf8')
    const schema = buildSchema(text, { assumeValidSDL: true })
    await onHistory(history, async (reading) => {
      await reading.commits(pushed(before, head), { paths: ['packages/p1/**', 'README.md'] })
      const asked = reading.running.requests.find(({ path }) => path === '/graphql')
      const { query, variables } = JSON.parse(asked?.text ?? '')
      expect(validate(schema, parse(query))).toEqual([])
      expect(variables).toMatchObject({
        owner: 'acme',
        repo: 'shop',
        head,
        path0: 'packages/p1',
        path1: 'README.md',
      })
    })
  })

  it('are read by page, to the last one', async () => {
    const many = monorepo(1, 250)
    await onHistory(many.history, async (reading) => {
      const range = await reading.commits(pushed(many.before, many.head), { paths: ['packages/p0/**'] })
      expect(range.total).toBe(250)
      expect(reading.asked().filter((path) => path === '/graphql')).toHaveLength(3)
    })
  })

  it.each([
    '2031-01-01T00:00:00Z',
    '1999-01-01T00:00:00Z',
    '',
  ])('do not depend on the times of a payload: %s', async (timestamp) => {
    const shas = [...history.commits.keys()].slice(1, 6)
    const named = shas.map((id) => ({ id, message: 'feat: x', timestamp }))
    const after = shas[4] ?? ''
    const payload = { ref: 'refs/heads/main', before, after, commits: named }
    await onHistory(history, async (reading) => {
      const range = await reading.commits(contextOf('push', after, payload), { paths: ['packages/p0/**'] })
      expect(range.commits.map(({ sha }) => sha)).toEqual([shas[4], shas[0]])
      expect(reading.asked()).toEqual([`/compare/${before}...${after}`, '/graphql'])
    })
  })

  it('of one or two commits are told by their files, for no more requests', async () => {
    const [first = '', second = ''] = [...history.commits.keys()].slice(1, 3)
    const named = [first, second].map((id) => ({ id, message: 'feat: x', timestamp: '' }))
    const payload = { ref: 'refs/heads/main', before, after: second, commits: named }
    await onHistory(history, async (reading) => {
      const range = await reading.commits(contextOf('push', second, payload), { paths: ['packages/p0/**'] })
      expect(range.commits.map(({ sha }) => sha)).toEqual([first])
      expect(reading.asked()).toEqual([`/commits/${second}`, `/commits/${first}`])
    })
  })

  it('have no limit of files', async () => {
    const { history, before, head } = wide(340)
    await onHistory(history, async (reading) => {
      expect((await reading.commits(pushed(before, head), { paths: ['zoo/**'] })).total).toBe(1)
    })
  })

  it('count the commits of a merge, and not the merge', async () => {
    const { history, before, head } = mergedHistory()
    for (const noGraphql of [false, true])
      await onHistory(
        history,
        async (reading) => {
          const range = await reading.commits(pushed(before, head), { paths: ['web/**'] })
          expect(subjects(range)).toEqual(['feat: web'])
        },
        { noGraphql },
      )
  })

  it('of 20 packages and 200 commits ask GitHub 60 times in all, and 80 with a version of each', async () => {
    const { history, before, head } = monorepo(20, 10)
    for (const name of Array.from({ length: 20 }, (_, number) => `p${number}`))
      history.tag(`${name}@1.0.0`, before)
    let plain = 0
    let versioned = 0
    for (let number = 0; number < 20; number += 1) {
      const given = { paths: [`packages/p${number}/**`], versionPrefix: `p${number}@` }
      await onHistory(history, async (reading) => {
        expect((await reading.commits(pushed(before, head), given)).total).toBe(10)
        plain += reading.asked().length
      })
      await onHistory(history, async (reading) => {
        const version = await reading.version(pushed(before, head), { ...given, versionFrom: 'conventional' })
        expect(version).toMatchObject({ version: `p${number}@1.1.0` })
        const range = await reading.commits(pushed(before, head), given, {
          version: version.version,
          isCounted: true,
        })
        expect(range.total).toBe(10)
        versioned += reading.asked().length
      })
    }
    expect([plain, versioned]).toEqual([60, 80])
  })
})

describe('paths and the changed files that a provider takes', () => {
  const { history, before, head } = monorepo(20, 10)
  const shas = [...history.commits.keys()]
  const reads = (asked: readonly string[]) => asked.filter((path) => path.startsWith('/commits/')).length

  it('of 200 commits of one push cost none of the 20 packages a request more', async () => {
    let asked = 0
    for (let number = 0; number < 20; number += 1)
      await onHistory(
        history,
        async (reading) => {
          const range = await reading.commits(pushed(before, head), { paths: [`packages/p${number}/**`] })
          expect(range.commits.map(({ files }) => files)).toEqual(Array(10).fill(undefined))
          asked += reading.asked().length
        },
        { takesFiles: true },
      )
    expect(asked).toBe(60)
  })

  it.each([
    [20, 'auto', 1],
    [21, 'auto', 0],
    [21, 'true', 1],
  ] as const)('are read of %i commits by %s: %i', async (count, patchSet, read) => {
    await onHistory(
      history,
      async (reading) => {
        const given = { paths: ['packages/p3/**'], patchSet }
        const range = await reading.commits(pushed(before, shas[count] ?? ''), given)
        expect(range.total).toBe(1)
        expect(range.commits[0]?.files).toEqual(
          read === 1 ? [{ path: 'packages/p3/a.ts', type: 'A' }] : undefined,
        )
        expect(reads(reading.asked())).toBe(read)
      },
      { takesFiles: true },
    )
  })

  it('go along where another glob needed them anyway', async () => {
    await onHistory(
      history,
      async (reading) => {
        const given = { paths: ['packages/p3/*.ts'] }
        const range = await reading.commits(pushed(before, shas[30] ?? ''), given)
        expect(range.commits.map(({ files }) => files?.length)).toEqual([1, 1])
        expect(reads(reading.asked())).toBe(2)
      },
      { takesFiles: true },
    )
  })
})

/** One commit with many files, the last of which is in the folder zoo. */
function wide(count: number): { readonly history: History; readonly before: string; readonly head: string } {
  const history = makeHistory()
  const before = history.commit({ message: 'start' })
  const names = Array.from({ length: count - 1 }, (_, number) => `a/${String(number).padStart(5, '0')}.ts`)
  const files = Object.fromEntries([...names, 'zoo/last.ts'].map((name) => [name, '1']))
  return { history, before, head: history.commit({ message: 'feat: wide', files }) }
}

function mergedHistory(): { readonly history: History; readonly before: string; readonly head: string } {
  const history = makeHistory()
  const before = history.commit({ message: 'start' })
  history.branch('feat')
  history.commit({ message: 'feat: web', branch: 'feat', files: { 'web/a.ts': '1' } })
  history.commit({ message: 'fix: api', files: { 'api/a.ts': '1' } })
  return { history, before, head: history.merge('feat') }
}

describe('paths that GraphQL cannot answer', () => {
  it.each([
    ['another glob', ['zoo/*.ts'], false],
    ['one that leaves out', ['zoo/**', '!zoo/x'], false],
    ['an old server', ['zoo/**'], true],
  ])('(%s) are looked for in every file of a commit', async (_what, paths, noGraphql) => {
    const { history, before, head } = wide(740)
    await onHistory(
      history,
      async (reading) => {
        const range = await reading.commits(pushed(before, head), { paths })
        expect(range).toMatchObject({ total: 1, warnings: [] })
        const [, ...asked] = reading.asked().filter((path) => path !== '/graphql')
        expect(asked).toEqual(['', ' page 2', ' page 3'].map((page) => `/commits/${head}${page}`))
      },
      { noGraphql },
    )
  })

  const parts = makeHistory()
  const start = parts.commit({ message: 'start' })
  const edits = [
    'packages/@acme/web/a.ts',
    'packages/@acme/web/docs/a.md',
    'packages/c++/[id]/a.ts',
    '.github/workflows/ci.yml',
    'packages/@acme/api/a.ts',
    'README.md',
  ]
  for (const path of edits) parts.commit({ message: `feat: ${path}`, files: { [path]: '1' } })
  const last = [...parts.commits.keys()].at(-1) ?? ''

  it.each([
    [['packages/@acme/web/**'], [0, 1], 0],
    [['./packages/@acme/web/**/*'], [0, 1], 0],
    [['packages/c++/**'], [2], 0],
    [['.github/**'], [3], 0],
    [['packages/@acme/web/**/*.ts'], [0], 2],
    [['packages/@acme/web/**', '!packages/@acme/web/docs/**'], [0], 2],
    [['packages/@acme/{web,api}/*.ts', 'README.md'], [0, 4, 5], 4],
    [['packages/c++/[[]id]/*'], [2], 1],
    [['**/*.ts'], [0, 2, 4], 6],
    [['!README.md'], [0, 1, 2, 3, 4], 6],
    [['/packages/**', '../x'], [], 6],
  ])('%j read the files of what touches their folders, and no more', async (paths, kept, reads) => {
    await onHistory(parts, async (reading) => {
      const range = await reading.commits(pushed(start, last), { paths })
      expect(subjects(range).reverse()).toEqual(kept.map((index) => `feat: ${edits[index]}`))
      expect(reading.asked().filter((path) => path.startsWith('/commits/'))).toHaveLength(reads)
    })
  })

  it('of 20 packages and 200 commits ask for the files of each commit once', async () => {
    const { history, before, head } = monorepo(20, 10)
    let asked = 0
    for (let number = 0; number < 20; number += 1)
      await onHistory(history, async (reading) => {
        const range = await reading.commits(pushed(before, head), { paths: [`packages/p${number}/**/*.ts`] })
        expect(range.total).toBe(10)
        asked += reading.asked().length
      })
    expect(asked).toBe(260)
  })

  it('keep a commit of more files than GitHub lists, aloud', async () => {
    const { history, before, head } = wide(3_100)
    await onHistory(history, async (reading) => {
      const range = await reading.commits(pushed(before, head), { paths: ['zoo/*.ts'] })
      expect(range.total).toBe(1)
      expect(range.warnings).toEqual([
        'GitHub lists at most 3000 files of a commit, so 1 commit that may touch paths stays',
      ])
    })
  })

  it('keep a commit whose files cannot be read, aloud', async () => {
    const { history, before, head } = wide(3)
    await onHistory(
      history,
      async (reading) => {
        const range = await reading.commits(pushed(before, head), { paths: ['zoo/*.md'] })
        expect(range.total).toBe(1)
        expect(range.warnings.join()).toMatch(/1 commit of 1 goes without changed files/)
      },
      { faults: [`500 GET /commits/${head} x9`] },
    )
  })
})

describe('the last deploy of a monorepo', () => {
  it('is that of the same prefix, where the parts share an environment', async () => {
    const { history, before, head } = monorepo(2, 3)
    const shas = [...history.commits.keys()]
    const past = [
      { id: '2', version: 'p1@2.0.0', sha: shas[5] ?? '', outcome: 'succeeded' },
      { id: '1', version: 'p0@1.0.0', sha: shas[2] ?? '', outcome: 'succeeded' },
    ] as const
    await onHistory(history, async (reading) => {
      const given = { commitsFrom: 'last-deploy', versionPrefix: 'p0@' }
      const range = await reading.commits(pushed(before, head), given, { history: past })
      expect(range).toMatchObject({ base: shas[2], source: 'last-deploy' })
    })
  })
})
