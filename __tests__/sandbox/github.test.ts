// The GitHub stand-in: its door (auth, limits, faults) and everything that only reads.
import http from 'node:http'
import { describe, expect, it } from '@jest/globals'
import { makeHistory } from '../../sandbox/github/index.ts'
import { world } from './github-harness.ts'

const ZEROS = '0'.repeat(40)

function linear(count: number) {
  const history = makeHistory()
  const first = history.commit({ message: 'chore: start', files: { 'README.md': 'one\n' } })
  const last = history.linear(count)
  return { history, first, last }
}

describe('the door', () => {
  it('answers unknown routes with 404 and notes them', () =>
    world({}, async ({ get, call, github }) => {
      expect(github.surprises).toEqual([])
      const { status, json } = await get('/nothing')
      expect([status, json.message, json.status]).toEqual([404, 'Not Found', '404'])
      expect((await call('PUT /releases', {})).status).toBe(404)
      expect((await call('POST /deployments', { ref: 'main', colour: 'red' })).status).toBe(422)
      expect(github.surprises).toHaveLength(3)
      github.switches['unknown-field'] = 'ignore'
      expect((await call('POST /deployments', { ref: 'main', colour: 'red' })).status).toBe(201)
    }))

  it('serves the same under /api/v3, with GraphQL beside it', () =>
    world({ prefix: '/api/v3' }, async ({ get, call, github }) => {
      const { json } = await get('')
      expect([json.full_name, json.default_branch]).toEqual(['acme/shop', 'main'])
      expect(json.url).toContain('/api/v3/repos/acme/shop')
      const query = '{ repository(owner: "acme", name: "shop") { deployments(first: 1) { totalCount } } }'
      const answer = await call('POST //api/graphql', { query })
      expect(answer.json).toEqual({ data: { repository: { deployments: { totalCount: 0 } } } })
      expect((await get('//repos/acme/shop')).status).toBe(404)
      expect(github.surprises).toHaveLength(1)
    }))

  it('knows both authorization schemes, no token, and wrong tokens', () =>
    world({}, async ({ get, call, github }) => {
      expect(
        (await get('', undefined, { headers: { authorization: 'token github-token' }, token: null })).status,
      ).toBe(200)
      expect((await get('', undefined, { token: 'wrong' })).json.message).toBe('Bad credentials')
      const anonymous = await get('', undefined, { token: null })
      expect([anonymous.status, anonymous.headers.get('x-ratelimit-limit')]).toEqual([200, '60'])
      expect((await call('POST /releases', { tag_name: 'x' }, { token: null })).status).toBe(401)
      github.switches['private'] = 'yes'
      expect((await get('', undefined, { token: null })).status).toBe(404)
    }))

  it('refuses a token without the permission, and names it', () => {
    const tokens = {
      reader: { login: 'a', permissions: { contents: 'read', deployments: 'read' } },
      stranger: { login: 'b', permissions: {}, member: false },
    } as const
    return world({ tokens }, async ({ call, get, github }) => {
      const { status, json, headers } = await call('POST /deployments', { ref: 'main' }, { token: 'reader' })
      expect([status, json.message]).toEqual([403, 'Resource not accessible by integration'])
      expect(headers.get('x-accepted-github-permissions')).toBe('deployments=write')
      expect((await get('/pulls/1', undefined, { token: 'reader' })).status).toBe(403)
      expect((await get('/tags', undefined, { token: 'reader' })).status).toBe(200)
      github.switches['private'] = 'yes'
      expect((await get('/tags', undefined, { token: 'stranger' })).status).toBe(404)
      expect(github.state.deployments).toEqual([])
    })
  })

  it('refuses a request without a user agent', () =>
    world({}, async ({ running }) => {
      const status = await new Promise((resolve, reject) => {
        http
          .get(`${running.url}/repos/acme/shop`, (answer) => resolve(answer.resume().statusCode))
          .on('error', reject)
      })
      expect(status).toBe(403)
    }))

  it('counts requests down, refuses when spent, and starts anew after an hour', () =>
    world({ switches: { limit: '3' } }, async ({ get, github, clock }) => {
      const first = await get('')
      expect(first.headers.get('content-type')).toBe('application/json; charset=utf-8')
      for (const name of ['x-github-request-id', 'etag', 'date']) expect(first.headers.get(name)).toBeTruthy()
      expect(first.headers.get('x-ratelimit-remaining')).toBe('2')
      expect(first.headers.get('x-ratelimit-resource')).toBe('core')
      expect(first.headers.get('x-ratelimit-reset')).toBe(String(clock.now() / 1000 + 3600))
      const etag = first.headers.get('etag') ?? ''
      const again = await get('', undefined, { headers: { 'if-none-match': etag } })
      expect([again.status, again.headers.get('x-ratelimit-remaining')]).toEqual([304, '2'])
      await get('/tags')
      await get('/tags')
      const spent = await get('/tags')
      expect([
        spent.status,
        spent.headers.get('x-ratelimit-remaining'),
        spent.headers.get('retry-after'),
      ]).toEqual([403, '0', null])
      const free = await get('//rate_limit')
      expect([free.status, free.json.resources.core.used, free.json.resources.graphql.used]).toEqual([
        200, 3, 0,
      ])
      github.switches['spent-status'] = '429'
      expect((await get('/tags')).status).toBe(429)
      clock.advance(3_600_001)
      expect((await get('/tags')).headers.get('x-ratelimit-remaining')).toBe('2')
    }))

  it('has no rate limit headers where limits are off', () =>
    world({ switches: { 'rate-limit': 'off' } }, async ({ get }) => {
      expect((await get('')).headers.get('x-ratelimit-limit')).toBeNull()
      expect((await get('//rate_limit')).status).toBe(404)
    }))

  it('limits the making of content when told to', () =>
    world({ switches: { secondary: 'on' } }, async ({ call }) => {
      const body = { tag_name: 'v9', target_commitish: 'main' }
      for (let index = 0; index < 80; index += 1) await call('POST /releases/generate-notes', body)
      const { status, headers } = await call('POST /releases/generate-notes', body)
      expect([status, headers.get('retry-after')]).toEqual([403, '60'])
      expect(Number(headers.get('x-ratelimit-remaining'))).toBeGreaterThan(0)
    }))

  it('answers injected faults as GitHub would', () => {
    const faults = [429, 403, 502, 503, 500].map((status) => `${status} GET /tags`)
    return world(
      { faults: [...faults, 'html GET /tags', '307 location=http://127.0.0.1:9/x GET /tags'] },
      async ({ get, github }) => {
        const secondary = await get('/tags')
        expect([secondary.status, secondary.headers.get('retry-after')]).toEqual([429, '60'])
        github.switches['refuse-403'] = 'primary'
        const primary = await get('/tags')
        expect([primary.status, primary.headers.get('x-ratelimit-remaining')]).toEqual([403, '0'])
        expect((await get('/tags')).text).toContain('502 Bad Gateway')
        expect((await get('/tags')).json.status).toBe('503')
        expect((await get('/tags')).json.message).toBe('Server Error')
        expect((await get('/tags')).headers.get('content-type')).toBe('text/html')
        expect((await get('/tags')).headers.get('location')).toBe('http://127.0.0.1:9/x')
        expect((await get('/tags')).status).toBe(200)
      },
    )
  })

  it('refuses a switch that does not exist', async () => {
    await expect(world({ switches: { payloads: 'x' } }, async () => undefined)).rejects.toThrow(
      'no switch "payloads"',
    )
  })
})

describe('compare', () => {
  it('tells the four relations of two commits', () => {
    const history = makeHistory()
    const root = history.commit({ message: 'root' })
    const one = history.commit({ message: 'one' })
    history.branch('hot/fix', root)
    const fix = history.commit({ message: 'fix', branch: 'hot/fix' })
    history.tag('v1', root, 'annotated')
    history.forks.set('other:main', one)
    return world({ history }, async ({ get, github }) => {
      const of = async (ends: string) => {
        const { json } = await get(`/compare/${ends}`)
        return [json.status, json.ahead_by, json.behind_by, json.total_commits, json.commits.length]
      }
      expect(await of('v1...main')).toEqual(['ahead', 1, 0, 1, 1])
      expect(await of('main...v1')).toEqual(['behind', 0, 1, 0, 0])
      expect(await of('main...acme%3Amain')).toEqual(['identical', 0, 0, 0, 0])
      expect(await of('main...hot%2Ffix')).toEqual(['diverged', 1, 1, 1, 1])
      expect(await of(`${root.slice(0, 9)}...other:main`)).toEqual(['ahead', 1, 0, 1, 1])
      const { json } = await get('/compare/main...hot%2Ffix')
      expect([json.merge_base_commit.sha, json.base_commit.sha, json.commits[0].sha]).toEqual([
        root,
        one,
        fix,
      ])
      expect((await get(`/compare/${ZEROS}...main`)).status).toBe(404)
      expect((await get('/compare/main...nowhere')).status).toBe(404)
      const alone = history.add({ parents: [], message: 'unrelated' })
      expect((await get(`/compare/${alone}...main`)).status).toBe(404)
      github.switches['short-sha'] = 'off'
      expect((await get(`/compare/${root.slice(0, 9)}...main`)).status).toBe(404)
      expect(github.surprises).toEqual([])
    })
  })

  it('gives the 250 newest without paging, and pages of 30 or up to 100 with it', () => {
    const { history, first, last } = linear(620)
    return world({ history }, async ({ get }) => {
      const whole = await get(`/compare/${first}...main`)
      expect([whole.json.total_commits, whole.json.commits.length]).toEqual([620, 250])
      expect(whole.json.commits.at(-1).sha).toBe(last)
      expect(whole.json.commits[0].commit.message).toBe('feat: change 371')
      expect(whole.headers.get('link')).toBeNull()
      const second = await get(`/compare/${first}...main?page=2`)
      expect([second.json.commits.length, second.json.commits[0].commit.message]).toEqual([
        30,
        'feat: change 31',
      ])
      expect(second.json.files).toBeUndefined()
      const big = await get(`/compare/${first}...main?per_page=250`)
      expect([big.json.commits.length, big.json.files.length]).toEqual([100, 40])
      expect(big.headers.get('link')).toMatch(/per_page=250&page=2>; rel="next", .*page=7>; rel="last"/)
      const end = await get(`/compare/${first}...main?per_page=100&page=7`)
      expect(end.json.commits).toHaveLength(20)
      expect(end.headers.get('link')).not.toContain('next')
    })
  })

  it('pages through 10,000 commits in little time', () => {
    const { history, first } = linear(10_000)
    return world({ history }, async ({ get }) => {
      const started = performance.now()
      const seen = new Set<string>()
      for (let page = 1; page <= 100; page += 1) {
        const { json } = await get(`/compare/${first}...main?per_page=100&page=${page}`)
        for (const commit of json.commits) seen.add(commit.sha)
      }
      expect(seen.size).toBe(10_000)
      expect(performance.now() - started).toBeLessThan(10_000)
    })
  })

  it('shows at most 300 files, with renames, and commits without files', () => {
    const history = makeHistory()
    history.commit({ message: 'start', files: { 'a.txt': 'a\n', 'b.txt': 'b\n', 'c.txt': 'c\n' } })
    history.tag('v1')
    const edits = { 'moved.txt': { from: 'a.txt' }, 'b.txt': null, 'c.txt': 'changed\n' }
    history.commit({ message: 'edit', files: edits })
    history.commit({
      message: 'many',
      files: Object.fromEntries(Array.from({ length: 310 }, (_, index) => [`z/${index}.txt`, 'x\n'])),
    })
    return world({ history }, async ({ get }) => {
      const { json } = await get('/compare/v1...main')
      expect(json.files).toHaveLength(300)
      const few = await get(`/compare/v1...${json.commits[0].sha}`)
      const seen = few.json.files.map(
        (file: { filename: string; status: string; previous_filename?: string }) => [
          file.filename,
          file.status,
          file.previous_filename,
        ],
      )
      expect(seen).toEqual([
        ['b.txt', 'removed', undefined],
        ['c.txt', 'modified', undefined],
        ['moved.txt', 'renamed', 'a.txt'],
      ])
      expect(json.commits[0]).not.toHaveProperty('files')
      expect(json.commits[0]).not.toHaveProperty('stats')
    })
  })

  it('still answers for an overwritten tip until it is forgotten', () => {
    const { history, first, last } = linear(3)
    return world({ history }, async ({ get }) => {
      history.move('main', first)
      history.commit({ message: 'other way' })
      expect((await get(`/compare/${last}...main`)).json.status).toBe('diverged')
      history.forget(last)
      expect((await get(`/compare/${last}...main`)).status).toBe(404)
    })
  })
})

describe('commits, files and pull requests', () => {
  it('shows every kind of author', () => {
    const history = makeHistory()
    history.commit({ message: 'a', author: { name: 'A', email: '', login: 'a' } })
    history.commit({ message: 'b', author: { name: 'B', email: 'b@example.com' } })
    history.commit({ message: 'c', author: { name: 'C', email: 'c@example.com', emptyAccount: true } })
    history.commit({ message: 'd', author: null })
    return world({ history }, async ({ get }) => {
      const [d, c, b, a] = (await get('/commits')).json
      expect([a.commit.author.email, a.author.login]).toEqual(['', 'a'])
      expect(b.author).toBeNull()
      expect(c.author).toEqual({})
      expect([d.commit.author, d.author]).toEqual([null, null])
      expect(b.parents[0].sha).toBe(a.sha)
    })
  })

  it('lists commits newest first, filtered, and 409 for an empty repository', async () => {
    await world({}, async ({ get }) => {
      const all = await get('/commits?per_page=100')
      expect(all.json.length).toBeGreaterThan(30)
      expect(all.json[0].commit.message).toBe('chore: release 1.2.0')
      expect((await get('/commits?per_page=5')).headers.get('link')).toContain('rel="next"')
      const messages = async (query: string) =>
        (await get(`/commits?${query}`)).json.map(
          (each: { commit: { message: string } }) => each.commit.message,
        )
      expect(await messages('path=src/money.ts')).toEqual(['refactor: move price to money'])
      expect(await messages('author=dependabot[bot]')).toHaveLength(2)
      expect((await messages('sha=v1.0.0'))[0]).toBe('chore: release 1.0.0')
      expect(await messages('sha=v1.0.0&until=2026-06-01T08:00:00Z')).toEqual(['chore: start the shop'])
      expect((await get('/commits?sha=nope')).status).toBe(404)
    })
    await world({ history: makeHistory() }, async ({ get }) => {
      expect((await get('/commits')).status).toBe(409)
      expect((await get('/git/ref/heads/main')).status).toBe(409)
    })
  })

  it('gives one commit with its files, 300 a page, or its sha as text', () => {
    const history = makeHistory()
    history.commit({
      message: 'many',
      files: Object.fromEntries(Array.from({ length: 3100 }, (_, index) => [`${index}.txt`, 'x'])),
    })
    return world({ history }, async ({ get }) => {
      const one = await get('/commits/heads%2Fmain')
      expect([one.json.files.length, one.json.stats.total]).toEqual([300, 3000])
      expect(one.headers.get('link')).toContain('page=10>; rel="last"')
      const sha = await get('/commits/main', undefined, { headers: { accept: 'application/vnd.github.sha' } })
      expect([sha.text, sha.headers.get('content-type')]).toEqual([
        one.json.sha,
        'application/vnd.github.sha; charset=utf-8',
      ])
      const etag = sha.headers.get('etag') ?? ''
      const headers = { accept: 'application/vnd.github.sha', 'if-none-match': etag }
      expect((await get('/commits/main', undefined, { headers })).status).toBe(304)
      expect((await get(`/commits/${ZEROS}`)).status).toBe(404)
      expect((await get('/commits/a..b')).status).toBe(422)
    })
  })

  it('reads files at a ref as base64 JSON or raw text', () =>
    world({}, async ({ get }) => {
      const { json } = await get('/contents/package.json?ref=v1.0.0')
      expect(JSON.parse(Buffer.from(json.content, 'base64').toString()).version).toBe('1.0.0')
      const headers = { accept: 'application/vnd.github.raw+json' }
      const raw = await get('/contents/web%2Fpackage.json?ref=web%402.0.0', undefined, { headers })
      expect(JSON.parse(raw.text).name).toBe('@acme/web')
      expect((await get('/contents/src/price.ts')).status).toBe(404)
      expect((await get('/contents/src/price.ts?ref=v1.0.0')).status).toBe(200)
      expect((await get('/contents/web')).json.map((each: { name: string }) => each.name)).toContain(
        'index.html',
      )
      expect((await get('/contents/package.json?ref=nope')).json.message).toBe(
        'No commit found for the ref nope',
      )
    }))

  it.each([
    ['merge', 2, 'Merge pull request #1'],
    ['squash', 1, 'feat: two steps (#1)'],
    ['rebase', 1, 'second'],
  ] as const)('merges a pull request by %s', (method, parents, message) => {
    const history = makeHistory()
    const root = history.commit({ message: 'root' })
    history.branch('feat/a')
    history.commit({ message: 'first', branch: 'feat/a', files: { 'a.txt': '1\n' } })
    const tip = history.commit({ message: 'second', branch: 'feat/a', files: { 'b.txt': '2\n' } })
    history.commit({ message: 'meanwhile' })
    return world({ history }, async ({ get, github }) => {
      github.openPull({ head: 'feat/a', title: 'feat: two steps' })
      const before = (await get('/pulls/1')).json
      expect([before.merged, before.commits, before.head.sha]).toEqual([false, 2, tip])
      expect((await get(`/commits/${before.merge_commit_sha}`)).json.parents).toHaveLength(2)
      expect((await get(`/commits/${tip}/pulls`)).json[0].state).toBe('open')

      const sha = github.mergePull(1, method)
      const { json } = await get('/pulls/1')
      expect([json.merged, json.merge_commit_sha, json.merged_at]).toEqual([
        true,
        sha,
        '2026-07-01T12:00:00Z',
      ])
      const commit = (await get('/commits/main')).json
      expect([commit.sha, commit.parents.length]).toEqual([sha, parents])
      expect(commit.commit.message).toContain(message)
      expect(commit.committer.login).toBe('web-flow')
      expect((await get('/contents/b.txt')).status).toBe(200)
      const [found] = (await get(`/commits/${sha}/pulls`)).json
      expect(found.merged_at).toBeTruthy()
      expect(found).not.toHaveProperty('merged')
      expect(
        (await get('/pulls/1/commits')).json.map(
          (each: { commit: { message: string } }) => each.commit.message,
        ),
      ).toEqual(['first', 'second'])
      expect((await get(`/commits/${root}/pulls`)).json).toEqual([])
      expect((await get('/pulls/2')).status).toBe(404)
    })
  })

  it('gives at most 250 commits of a pull request', () => {
    const { history, first } = linear(1)
    history.branch('long', first)
    history.linear(260, { branch: 'long' })
    return world({ history }, async ({ get, github }) => {
      github.openPull({ head: 'long', title: 'long' })
      expect((await get('/pulls/1')).json.commits).toBe(260)
      expect((await get('/pulls/1/commits?per_page=100&page=3')).json).toHaveLength(50)
    })
  })
})
