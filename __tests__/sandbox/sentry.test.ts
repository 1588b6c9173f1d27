// The Sentry stand-in by plain HTTP, point by point of what it promises.
import { describe, expect, it } from '@jest/globals'
import { makeOrgToken, makeSentry, ORG_TOKEN, USER_TOKEN } from '../../sandbox/sentry/index.ts'
import { makeClock, type SandboxRequest } from '../../sandbox/server.ts'
import { START, start } from './sentry-harness.ts'

const SHA = (digit: number) => String(digit).repeat(40)

/** A request given to the service itself, to have several at the same moment whatever the network does. */
function request(method: string, text = ''): SandboxRequest {
  const headers = { authorization: `Bearer ${USER_TOKEN}`, 'content-type': 'application/json' }
  const path = '/api/0/organizations/acme/releases/'
  return { method, path, query: new URLSearchParams(), hasQuery: false, headers, text, at: START }
}

describe('routes and access', () => {
  it('serves only known paths, with the slash at the end, and notes what it does not know', async () => {
    const { call, sentry } = await start()
    for (const [method, path] of [
      ['GET', 'teams/'],
      ['GET', 'releases'],
      ['GET', 'releases/a%2Fb/'],
    ] as const) {
      const answer = await call(method, path)
      expect(answer.status).toBe(404)
      expect(answer.body).toEqual({ detail: 'The requested resource does not exist' })
      expect(answer.headers.get('content-type')).toBe('application/json')
    }
    expect(sentry.surprises).toHaveLength(3)
  })

  it('checks token, scope, organization and release in that order', async () => {
    const { call, create } = await start()
    expect(await call('GET', 'repos/', undefined, 'nope')).toMatchObject({
      status: 401,
      body: { detail: 'Invalid token' },
    })
    expect(await call('GET', 'repos/', undefined, USER_TOKEN)).toMatchObject({
      status: 403,
      body: { detail: 'You do not have permission to perform this action.' },
    })
    const missing = { status: 404, body: { detail: 'The requested resource does not exist' } }
    expect(await call('GET', '/api/0/organizations/other/repos/')).toMatchObject(missing)
    expect(await call('GET', 'releases/none/')).toMatchObject(missing)
    expect((await create({}, USER_TOKEN)).status).toBe(201)
    expect((await call('GET', '/api/0/organizations/1/releases/1.0.0/', undefined, ORG_TOKEN)).status).toBe(
      200,
    )
  })

  it('answers 401 to an organization token it does not know or of another region', async () => {
    const { call, sentry, server } = await start()
    const refusal = { status: 401, body: { detail: 'Invalid org token' } }
    const token = makeOrgToken({ org: 'acme', url: 'https://sentry.io', regionUrl: 'https://de.sentry.io' })
    expect(await call('GET', 'repos/', undefined, token)).toMatchObject(refusal)
    sentry.state.tokens.push({ value: token, scopes: ['org:ci'], region: 'https://de.sentry.io' })
    expect(await call('GET', 'repos/', undefined, token)).toMatchObject(refusal)
    sentry.state.tokens.push({ value: 'plain', scopes: ['org:ci'], region: server.url })
    expect((await call('GET', 'repos/', undefined, 'plain')).status).toBe(200)
  })

  it('hides releases of projects that a token does not see', async () => {
    const { call, create, sentry } = await start()
    sentry.state.tokens.push({ value: 'web-only', scopes: ['project:releases'], projects: ['web'] })
    await create({ projects: ['web', 'api'] })
    expect((await call('GET', 'releases/1.0.0/', undefined, 'web-only')).status).toBe(200)
    expect((await call('PUT', 'releases/1.0.0/', {}, 'web-only')).status).toBe(404)
    expect((await create({}, 'web-only')).body).toEqual({
      projects: ['You do not have permission to one of the projects: web, api'],
    })
    expect((await create({ version: '2', projects: ['api'] }, 'web-only')).body).toEqual({
      projects: ['Invalid project ids or slugs'],
    })
  })

  it('takes versions decoded once, with odd characters', async () => {
    const { call, create } = await start()
    for (const version of ['@scope+app@1.0.0+b 1', 'a#b?c', '1.0–2 🚀', '%41']) {
      expect((await create({ version })).status).toBe(201)
      const found = await call('GET', `releases/${encodeURIComponent(version)}/`)
      expect(found.body).toMatchObject({ version })
    }
  })

  it('notes fields and parameters that Sentry ignores, but not those sentry-cli is known to send', async () => {
    const { call, create, sentry } = await start()
    await create({ dateStarted: '2026-11-22T04:08:44.934437380Z' })
    await call('PUT', 'releases/1.0.0/', { projects: ['web'], version: 'x' })
    await call('GET', 'repos/?cursor=')
    expect(sentry.surprises).toEqual([])
    await create({ sha: 'x', commits: [{ id: SHA(1), author: 'x' }] })
    await call('GET', 'repos/?page=2')
    expect(sentry.surprises.map((text) => text.split(':')[0])).toEqual([
      'unknown field commits[].author',
      'unknown field sha',
      'unknown parameter page',
    ])
  })
})

describe('create, update and delete a release', () => {
  it('answers 201, then 208, then 201 when a project is added, and leaves the first values', async () => {
    const { create } = await start()
    const first = await create({
      ref: 'main',
      url: 'https://x.example',
      dateReleased: '2026-11-20T10:00:00Z',
    })
    expect(first).toMatchObject({ status: 201, body: { ref: 'main', dateReleased: '2026-11-20T10:00:00Z' } })
    const repeat = { ref: 'other', url: 'https://y.example', dateReleased: '2027-01-01T00:00:00Z' }
    const second = await create(repeat)
    expect(second.status).toBe(208)
    expect(second.body).toEqual(first.body)
    const third = await create({ projects: ['web', 102] })
    expect(third).toMatchObject({ status: 201, body: { ref: 'main', projects: [{ id: 101 }, { id: 102 }] } })
  })

  it('leaves a release unfinalized without dateReleased', async () => {
    expect((await (await start()).create()).body).toMatchObject({
      id: expect.any(Number),
      dateReleased: null,
      commitCount: 0,
      deployCount: 0,
      lastCommit: null,
      lastDeploy: null,
      dateCreated: '2026-11-20T10:00:00Z',
    })
  })

  it.each([
    ['version', { version: undefined }, 'This field is required.'],
    ['version', { version: 'a/b' }, 'Release with name a/b is not allowed'],
    ['version', { version: ' Latest' }, 'Release with name  Latest is not allowed'],
    ['version', { version: 'x'.repeat(201) }, 'Ensure this field has no more than 200 characters.'],
    ['projects', { projects: undefined }, 'This field is required.'],
    ['projects', { projects: ['web', 'none'] }, 'Invalid project ids or slugs'],
    ['ref', { ref: 'x'.repeat(201) }, 'Ensure this field has no more than 200 characters.'],
    ['url', { url: 'nope' }, 'Enter a valid URL.'],
    ['dateReleased', { dateReleased: 'today' }, expect.stringContaining('Datetime has wrong format')],
    ['status', { status: 'closed' }, 'Invalid status "closed"'],
    ['owner', { owner: 'nobody' }, 'Unknown actor input'],
  ])('refuses a bad %s and makes nothing (row %#)', async (field, values, message) => {
    const { create, sentry } = await start()
    expect(await create(values)).toMatchObject({ status: 400, body: { [field]: [message] } })
    expect(sentry.state.organizations[0]?.releases).toEqual([])
  })

  it('takes project ids as numbers and numeric strings, on old servers only as numbers', async () => {
    const { create } = await start()
    expect((await create({ projects: ['101', 102] })).status).toBe(201)
    const old = await start({ numericProjects: true })
    expect((await old.create({ projects: ['101'] })).status).toBe(400)
    expect((await old.create({ projects: [101, 'api'] })).status).toBe(201)
  })

  it('makes a release without projects that nobody can read', async () => {
    const { call, create } = await start()
    expect((await create({ projects: [] })).status).toBe(201)
    expect((await call('GET', 'releases/1.0.0/')).status).toBe(404)
  })

  it('finalizes by PUT, ignores falsy values and overwrites the date on a repeat', async () => {
    const { call, create } = await start()
    await create()
    const put = (body: object) => call('PUT', 'releases/1.0.0/', body)
    expect(await put({ dateReleased: '2026-11-20T11:00:00.934437380Z' })).toMatchObject({
      status: 200,
      body: { dateReleased: '2026-11-20T11:00:00.934000Z' },
    })
    expect((await put({ dateReleased: null, url: '', ref: null })).body).toMatchObject({
      dateReleased: '2026-11-20T11:00:00.934000Z',
    })
    expect((await put({ dateReleased: '2026-11-20T12:00:00+01:00' })).body).toMatchObject({
      dateReleased: '2026-11-20T11:00:00Z',
    })
  })

  it('crashes on a URL over 200 characters', async () => {
    const { create } = await start()
    expect(await create({ url: `https://x.example/${'x'.repeat(200)}` })).toMatchObject({
      status: 500,
      body: { detail: 'Internal Error', errorId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    })
  })

  it('deletes only without events and never for an organization token', async () => {
    const { call, create, sentry } = await start()
    await create()
    expect((await call('DELETE', 'releases/1.0.0/', undefined, ORG_TOKEN)).status).toBe(403)
    const release = sentry.injectEvents('1.0.0', { environment: 'production' })
    expect((await call('DELETE', 'releases/1.0.0/')).status).toBe(400)
    release.events.length = 0
    expect((await call('DELETE', 'releases/1.0.0/')).status).toBe(204)
    expect(sentry.release('1.0.0')).toBeUndefined()
  })

  it('lists open releases newest first, by text, project and environment', async () => {
    const { call, sentry } = await start()
    sentry.addRelease('app@1', { dateReleased: START + 1000 })
    sentry.addRelease('app@2', { projects: ['api'] })
    sentry.addRelease('lib@1').status = 'archived'
    sentry.injectDeploy('app@2', { environment: 'production' })
    const versions = async (query: string) => {
      const { body } = await call('GET', `releases/${query}`)
      return Array.isArray(body) ? body.map((each) => each.version) : body
    }
    expect(await versions('')).toEqual(['app@1', 'app@2'])
    expect(await versions('?status=archived')).toEqual(['lib@1'])
    expect(await versions('?query=APP@2')).toEqual(['app@2'])
    expect(await versions('?project=101')).toEqual(['app@1'])
    expect(await versions('?environment=production')).toEqual(['app@2'])
  })

  it('serves the old per-project routes', async () => {
    const { call } = await start()
    const path = '/api/0/projects/acme/web/releases/'
    expect((await call('POST', path, { version: '1', projects: ['web'] })).status).toBe(201)
    expect((await call('PUT', `${path}1/`, { dateReleased: '2026-11-20T11:00:00Z' })).status).toBe(200)
    expect((await call('GET', path)).body).toMatchObject([{ version: '1' }])
    expect((await call('PUT', '/api/0/projects/acme/api/releases/1/', {})).status).toBe(404)
  })
})

describe('commits and refs', () => {
  it('replaces the whole list, newest first, without #skipsentry, and makes unknown repositories', async () => {
    const { call, create } = await start()
    const commit = (digit: number, values: object = {}) => ({
      id: SHA(digit),
      timestamp: `2026-11-0${digit}T00:00:00Z`,
      author_name: 'A B',
      ...values,
    })
    const commits = [
      commit(1),
      commit(3, { repository: 'acme/new' }),
      commit(2, { message: 'x #skipsentry' }),
    ]
    expect((await create({ commits })).body).toMatchObject({
      commitCount: 2,
      lastCommit: { id: SHA(3), message: null, repository: { name: 'acme/new' } },
      authors: [{ name: 'A B', email: 'ab@localhost' }],
    })
    const { body } = await call('GET', 'repos/')
    expect(body).toMatchObject([
      { id: '201', name: 'acme/app' },
      { name: 'acme/api' },
      { name: 'acme/new', url: null },
      { name: 'organization-1' },
    ])
    expect((await call('PUT', 'releases/1.0.0/', { commits: [commit(4)] })).body).toMatchObject({
      commitCount: 1,
    })
    expect((await call('PUT', 'releases/1.0.0/', { commits: [] })).body).toMatchObject({ commitCount: 1 })
    expect((await call('GET', 'releases/1.0.0/commits/')).body).toMatchObject([{ id: SHA(4) }])
  })

  it.each([
    ['id', {}, 'This field is required.'],
    ['repository', { repository: 'x'.repeat(65) }, 'Ensure this field has no more than 64 characters.'],
    ['author_name', { author_name: 'x'.repeat(129) }, 'Ensure this field has no more than 128 characters.'],
    ['author_email', { author_email: 'x'.repeat(201) }, 'Ensure this field has no more than 200 characters.'],
    ['timestamp', { timestamp: 1 }, expect.stringContaining('Datetime has wrong format')],
  ])('refuses a bad commit %s', async (field, values, message) => {
    const { create } = await start()
    const commits = [{ ...(field === 'id' ? {} : { id: SHA(1) }), ...values }]
    expect(await create({ commits })).toMatchObject({
      status: 400,
      body: { commits: { [field]: [message] } },
    })
  })

  it('refuses patch sets of other types or with long paths, and keys errors by index when switched', async () => {
    const { create } = await start({ oldLimits: true, indexedErrors: true })
    const patched = (path: string, type: string) =>
      create({ commits: [{ id: SHA(1) }, { id: SHA(2), patch_set: [{ path, type }] }] })
    expect((await patched('a', 'R')).body).toEqual({
      commits: { 1: { patch_set: { 0: { type: ['Commit patch_set type R is not supported.'] } } } },
    })
    expect((await patched('x'.repeat(256), 'A')).status).toBe(400)
    expect((await create({ commits: [{ id: SHA(1), author_email: 'x'.repeat(76) }] })).status).toBe(400)
    expect((await patched('x'.repeat(255), 'A')).status).toBe(201)
  })

  it.each([
    ['mixed timestamps', [{ id: SHA(1), timestamp: '2026-11-01T00:00:00Z' }, { id: SHA(2) }]],
    ['a null message', [{ id: SHA(1), message: null }]],
  ])('crashes on %s, with the release made', async (_, commits) => {
    const { create, sentry } = await start()
    expect((await create({ commits })).status).toBe(500)
    expect(sentry.release('1.0.0')?.commits).toEqual([])
    expect((await create({ commits: [{ id: SHA(1) }] })).status).toBe(208)
  })

  it('leaves refs to a task that a test ends, and clears with an empty list', async () => {
    const { call, create, sentry } = await start()
    const refs = [{ repository: 'acme/app', commit: `${SHA(1)}..${SHA(2)}` }]
    expect(await create({ refs })).toMatchObject({ status: 201, body: { commitCount: 0 } })
    expect(sentry.release('1.0.0')).toMatchObject({
      fetch: 'pending',
      heads: [{ repository: 'acme/app', commit: SHA(2), previousCommit: SHA(1) }],
    })
    sentry.finishFetch('1.0.0')
    expect((await call('GET', 'releases/1.0.0/')).body).toMatchObject({
      commitCount: 1,
      lastCommit: { id: SHA(2) },
    })
    expect((await call('PUT', 'releases/1.0.0/', { refs: [] })).body).toMatchObject({ commitCount: 0 })
  })

  it('refuses refs of unknown repositories after it made the release', async () => {
    const { create, sentry } = await start()
    const refs = [{ repository: 'acme/none', commit: SHA(1), previousCommit: null }]
    expect((await create({ refs })).body).toEqual({ refs: ['Invalid repository names: acme/none'] })
    expect(sentry.release('1.0.0')).toBeDefined()
  })

  it('refuses commits at once while a test holds the lock, though the release is made', async () => {
    const { clock, create, sentry } = await start()
    const commits = [{ id: SHA(1) }]
    const free = sentry.lockCommits('1.0.0')
    expect(await create({ commits })).toMatchObject({
      status: 409,
      body: { detail: 'Release commits are currently being processed' },
    })
    expect(sentry.release('1.0.0')).toBeDefined()
    free()
    expect((await create({ commits })).status).toBe(208)
    sentry.lockCommits('1.0.0', { refusals: 1 })
    expect([(await create({ commits })).status, (await create({ commits })).status]).toEqual([409, 208])
    sentry.lockCommits('1.0.0')
    clock.advance(10 * 60_000)
    expect((await create({ commits })).status).toBe(208)
  })

  it('lets one of several parallel calls set the commits', async () => {
    const sentry = makeSentry({ clock: makeClock(START), switches: { commitLock: 5 } })
    const calls = [1, 2, 3].map((digit) => {
      const body = { version: '1.0.0', projects: ['web'], commits: [{ id: SHA(digit) }] }
      return sentry.handle(request('POST', JSON.stringify(body)))
    })
    const answers = await Promise.all(calls)
    expect(answers.map((each) => each.status)).toEqual([201, 409, 409])
    expect(sentry.release('1.0.0')?.commits).toMatchObject([{ id: SHA(1) }])
  })

  it('finds the previous release with commits: none, an earlier one, or the same', async () => {
    const { call, clock, create, sentry } = await start()
    const previous = async () => (await call('GET', 'releases/1.0.0/previous-with-commits/')).body
    sentry.addRelease('other', { projects: ['api'], commits: [{ id: SHA(9) }] })
    clock.advance(1000)
    await create()
    expect(await previous()).toEqual({})
    sentry.addRelease('0.9', { commits: [{ id: SHA(1) }], dateCreated: START })
    expect(await previous()).toMatchObject({ version: '0.9', lastCommit: { id: SHA(1) } })
    await create({ commits: [{ id: SHA(2) }] })
    expect(await previous()).toMatchObject({ version: '1.0.0' })
  })
})

describe('deploys', () => {
  it('makes a row with each call, ids as text and the finish now', async () => {
    const { call, create } = await start()
    await create()
    const post = () =>
      call('POST', 'releases/1.0.0/deploys/', { environment: ' production ', name: null, url: null })
    const [first, second] = [await post(), await post()]
    expect(first).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^\d+$/) } })
    expect(second.body).toEqual({
      id: expect.any(String),
      environment: 'production',
      dateStarted: null,
      dateFinished: '2026-11-20T10:00:00Z',
      name: null,
      url: null,
    })
    expect((await call('GET', 'releases/1.0.0/')).body).toMatchObject({
      deployCount: 2,
      lastDeploy: second.body,
    })
  })

  it.each([
    [{}, 400, { environment: ['This field is required.'] }],
    [{ environment: 'a/b' }, 400, { environment: ['Invalid value for environment'] }],
    [{ environment: ' ' }, 400, { environment: ['This field may not be blank.'] }],
    [{ name: 'x'.repeat(65) }, 400, { name: ['Ensure this field has no more than 64 characters.'] }],
    [{ projects: [] }, 400, { projects: ['This list may not be empty.'] }],
    [{ projects: ['none'] }, 400, { projects: ['Invalid project'] }],
    [
      { projects: ['api'] },
      400,
      {
        detail: {
          code: 'parameter-validation-error',
          message: 'Invalid projects (api) for release 1.0.0',
          extra: {},
        },
      },
    ],
    [{ dateFinished: null }, 500, { detail: 'Internal Error', errorId: expect.any(String) }],
  ])('refuses a bad deploy (row %#)', async (values, status, body) => {
    const { call, create, sentry } = await start()
    await create()
    const environment =
      'environment' in values || Object.keys(values).length === 0 ? {} : { environment: 'x' }
    const answer = await call('POST', 'releases/1.0.0/deploys/', { ...environment, ...values })
    expect(answer).toMatchObject({ status, body })
    expect(sentry.release('1.0.0')?.deploys).toEqual([])
  })

  it('lists only the last of each project and environment, newest finish first', async () => {
    const { call, sentry } = await start()
    sentry.addRelease('1.0.0', { projects: ['web', 'api'] })
    sentry.injectDeploy('1.0.0', { environment: 'production', name: 'both' })
    sentry.injectDeploy('1.0.0', { environment: 'production', name: 'web', projects: ['web'] })
    sentry.injectDeploy('1.0.0', { environment: 'test', name: 'old' })
    sentry.injectDeploy('1.0.0', { environment: 'test', name: 'late', dateFinished: START + 5000 })
    const names = async (query = '') => {
      const { body } = await call('GET', `releases/1.0.0/deploys/${query}`)
      return Array.isArray(body) ? body.map((each) => each.name) : body
    }
    expect(await names()).toEqual(['late', 'web', 'both'])
    expect(await names('?project=101')).toEqual(['late', 'web'])
  })
})

describe('pages, limits and faults', () => {
  it('pages repositories and deploys with a Link header', async () => {
    const { call, sentry } = await start({ pageSize: 1 })
    const first = await call('GET', 'repos/?cursor=')
    expect(first.body).toMatchObject([{ name: 'acme/app' }])
    const link = first.headers.get('link') ?? ''
    expect(link).toMatch(
      /rel="previous"; results="false"; cursor="0:0:1", .*rel="next"; results="true"; cursor="0:1:0"/,
    )
    const second = await call('GET', 'repos/?cursor=0:1:0')
    expect(second.body).toMatchObject([{ name: 'acme/api' }])
    expect(second.headers.get('link')).toContain('rel="next"; results="false"')
    sentry.addRelease('1')
    sentry.injectDeploy('1', { environment: 'a' })
    sentry.injectDeploy('1', { environment: 'b' })
    expect((await call('GET', 'releases/1/deploys/')).headers.get('link')).toContain(
      'rel="next"; results="true"',
    )
  })

  it('shows rate-limit headers on every answer, none when self-hosted', async () => {
    const { call } = await start()
    for (const path of ['repos/', 'releases/none/', 'nope/']) {
      const { headers } = await call('GET', path)
      expect(headers.get('x-sentry-rate-limit-limit')).toBe('40')
      expect(headers.get('x-sentry-rate-limit-reset')).toBe(String(START / 1000 + 1))
      expect(headers.get('x-sentry-rate-limit-concurrentlimit')).toBe('25')
    }
    const own = await start({ selfHosted: true })
    const { headers } = await own.call('GET', 'repos/')
    expect([...headers.keys()].filter((name) => name.startsWith('x-sentry'))).toEqual([])
  })

  it('refuses the 41st request of a second, as JSON under another type and without Retry-After', async () => {
    const { call, clock } = await start({ rateLimits: true })
    for (let count = 0; count < 40; count++) expect((await call('GET', 'releases/')).status).toBe(200)
    const refused = await call('GET', 'releases/')
    expect(refused).toMatchObject({
      status: 429,
      body: {
        detail: 'You are attempting to use this endpoint too frequently. Limit is 40 requests in 1 seconds',
      },
    })
    expect(refused.headers.get('content-type')).toBe('text/html')
    expect(refused.headers.get('x-sentry-rate-limit-remaining')).toBe('0')
    expect(refused.headers.has('retry-after')).toBe(false)
    expect((await call('GET', 'releases/none/deploys/')).status).toBe(404)
    clock.advance(1000)
    expect((await call('GET', 'releases/')).status).toBe(200)
  })

  it('refuses the 26th request at once', async () => {
    const sentry = makeSentry({ clock: makeClock(START), switches: { rateLimits: true, latency: 5 } })
    const answers = await Promise.all(Array.from({ length: 30 }, () => sentry.handle(request('GET'))))
    expect(answers.filter((each) => each.status === 200)).toHaveLength(25)
    expect(answers[25]).toMatchObject({
      status: 429,
      text: expect.stringContaining('Concurrency limit is 25'),
    })
    expect((await sentry.handle(request('GET'))).status).toBe(200)
  })

  it('answers injected statuses as Sentry does', async () => {
    const { call, server, sentry } = await start()
    sentry.addRelease('1')
    const json = 'application/json'
    for (const [status, type, text] of [
      [401, json, 'Invalid token'],
      [403, json, 'permission'],
      [404, json, 'does not exist'],
      [409, json, 'currently being processed'],
      [413, 'text/html', '<html>'],
      [429, 'text/html', '{"detail":"You are attempting'],
      [500, json, 'errorId'],
      [502, 'text/html', '<html>'],
      [503, 'text/html', '<html>'],
      [504, 'text/html', '<html>'],
    ] as const) {
      server.faults.add(`${status} GET /releases/1/`)
      const answer = await call('GET', 'releases/1/')
      expect(answer).toMatchObject({ status, text: expect.stringContaining(text) })
      expect(answer.headers.get('content-type')).toBe(type)
    }
  })

  it('keeps the deploy whose answer was lost', async () => {
    const { call, sentry } = await start({}, ['cut-after POST /deploys/'])
    sentry.addRelease('1')
    await expect(call('POST', 'releases/1/deploys/', { environment: 'production' })).rejects.toThrow()
    expect((await call('GET', 'releases/1/deploys/')).body).toMatchObject([{ environment: 'production' }])
  })

  it('refuses switches it does not know', () => {
    const switches: Record<string, string> = { nope: '1' }
    expect(() => makeSentry({ clock: makeClock(), switches })).toThrow('no switch "nope"')
    expect(() => makeSentry({ clock: makeClock(), switches: { latency: 'slow' } })).toThrow('switch latency')
  })

  it('describes what it holds, without tokens', () => {
    const sentry = makeSentry({ clock: makeClock(START) })
    sentry.addRelease('1', { commits: [{ id: SHA(1) }] })
    sentry.injectDeploy('1', { environment: 'production' })
    expect(sentry.describe()).toMatchObject([
      {
        organization: 'acme',
        releases: [{ version: '1', commits: [SHA(1)], deploys: [{ environment: 'production' }] }],
      },
    ])
    expect(JSON.stringify(sentry.describe())).not.toContain('sntry')
  })
})
