// The Beanstalk stand-in, by plain fetch: it must answer as its contract says, and refuse what is not in it.
import { describe, expect, it } from '@jest/globals'
import { makeBeanstalk } from '../../sandbox/beanstalk/index.ts'
import type { BeanstalkState } from '../../sandbox/beanstalk/objects.ts'
import { OLD_REVISION } from '../../sandbox/beanstalk/objects.ts'
import { standIns } from '../../sandbox/index.ts'
import { makeClock, type ServeOptions } from '../../sandbox/server.ts'
import { ask, served } from './served.ts'

const NOW = Date.UTC(2026, 10, 3, 21, 4, 8)
const SHA = 'a'.repeat(40)
const NEXT = 'b'.repeat(40)
const HEADERS = {
  authorization: `Basic ${Buffer.from('deployer:beanstalk-token').toString('base64')}`,
  'user-agent': 'record-deploy-test',
  'content-type': 'application/json',
}

async function start(
  switches: Record<string, string> = {},
  options: Pick<ServeOptions, 'faults'> & { prepare?: (state: BeanstalkState) => void } = {},
) {
  const clock = makeClock(NOW)
  const { prepare = () => undefined, ...rest } = options
  const service = makeBeanstalk({ clock, switches, prepare })
  const running = await served(service, { clock, ...rest })
  const call = (method: string, path: string, body?: unknown, headers = {}) =>
    ask(`${running.url}/api${path}`, method, body, { ...HEADERS, ...headers })
  const get = (path: string, headers = {}) => call('GET', path, undefined, headers)
  const create = (revision: unknown = SHA, environment = 21, repo = '7', extra = {}) =>
    call('POST', `/${repo}/releases.json?environment_id=${environment}`, { release: { revision, ...extra } })
  return { service, running, clock, call, get, create }
}

const errors = (...texts: string[]) => ({ errors: texts })
const release = (fields: object) => ({ release: expect.objectContaining(fields) })

describe('the door', () => {
  it('lets the user in with the token and nobody else', async () => {
    const { get, service } = await start()
    expect(await get('/users/current.json')).toMatchObject({
      status: 200,
      json: { user: { login: 'deployer' } },
    })
    for (const pair of ['deployer:wrong', 'Deployer:beanstalk-token', ':beanstalk-token']) {
      const authorization = `Basic ${Buffer.from(pair).toString('base64')}`
      expect((await get('/users/current.json', { authorization })).status).toBe(401)
    }
    expect(service.surprises).toEqual([])
  })

  it('answers 400 to a request without its headers, and only notes it when lax', async () => {
    for (const [headers, status] of [
      ['strict', 400],
      ['lax', 200],
    ] as const) {
      const { get, service } = await start({ headers })
      expect((await get('/repositories.json', { 'content-type': 'text/plain' })).status).toBe(status)
      expect((await get('/repositories.json', { 'user-agent': 'node' })).status).toBe(status)
      expect(service.surprises).toEqual([
        'GET /api/repositories.json: missing Content-Type',
        'GET /api/repositories.json: missing User-Agent',
      ])
    }
  })

  it('answers 403 while API access is off', async () => {
    const { get } = await start({ api: 'off' })
    expect((await get('/users/current.json')).status).toBe(403)
  })

  it('refuses and notes unknown routes, parameters, fields and bodies', async () => {
    const { get, call, create, service, running } = await start()
    expect((await get('/7/releases')).status).toBe(404)
    expect((await call('DELETE', '/7/releases/400.json')).status).toBe(404)
    expect((await get('/7/%E0%A4%A/400.json')).status).toBe(404)
    expect((await fetch(`${running.url}/repositories.json`, { headers: HEADERS })).status).toBe(404)
    expect((await get('/7/releases.json?env=21')).status).toBe(400)
    expect((await create(SHA, 21, '7', { commnt: 'x' })).status).toBe(400)
    expect((await create(12)).status).toBe(400)
    expect((await create(SHA, 21, '7', { do_not_notify: 'true' })).status).toBe(400)
    expect((await create(SHA, 21, '7', { environment_id: 22 })).status).toBe(400)
    expect((await call('POST', '/7/releases.json?environment_id=21', { revision: SHA })).status).toBe(400)
    expect((await call('PUT', '/7/releases/400/retry.json', {})).status).toBe(400)
    expect(service.surprises).toHaveLength(11)
    expect(service.state.releases).toHaveLength(1)
  })
})

describe('look-ups', () => {
  it('finds a repository by id and by name', async () => {
    const { get } = await start()
    for (const key of ['7', 'shop']) {
      const found = await get(`/repositories/${key}.json`)
      expect(found).toMatchObject({ status: 200, json: { repository: { id: 7, name: 'shop', vcs: 'git' } } })
      expect((await get(`/${key}/server_environments.json`)).json).toMatchObject([
        { server_environment: { id: 21, automatic: false, current_version: OLD_REVISION } },
        { server_environment: { id: 22, automatic: true, current_version: null } },
      ])
    }
    expect((await get('/repositories/nothing.json')).status).toBe(404)
    expect((await get('/nothing/releases.json')).status).toBe(404)
    expect((await get('/7/server_environments/31.json')).status).toBe(404)
    expect((await get('/8/server_environments/31.json')).json).toMatchObject({
      server_environment: { id: 31 },
    })
    expect((await get('/repositories/8/branches.json')).json).toEqual([])
  })

  it('takes names below /repositories only, when switched so', async () => {
    const { get } = await start({ names: 'lookup' })
    expect((await get('/repositories/shop.json')).status).toBe(200)
    expect((await get('/shop/releases.json')).status).toBe(404)
    expect((await get('/7/releases.json')).status).toBe(200)
  })

  it('writes times with slashes and an offset', async () => {
    const stamp = async (switches: Record<string, string>) => {
      const { create } = await start(switches)
      return (await create()).json
    }
    expect(await stamp({})).toEqual(release({ created_at: '2026/11/04 05:04:08 +0800' }))
    expect(await stamp({ offset: '-0330' })).toEqual(release({ created_at: '2026/11/03 17:34:08 -0330' }))
  })

  it('pages lists newest first, clamps per_page and ends with an empty array', async () => {
    const { get, service } = await start(
      {},
      {
        prepare: (state) => {
          const [first] = state.releases
          const [change] = state.changesets
          for (let id = 401; first && change && id < 460; id += 1) {
            state.releases.push({ ...first, id, environment_id: id % 2 ? 21 : 22 })
            state.changesets.push({ ...change, id: 5000 + id, time: change.time + id })
          }
        },
      },
    )
    const ids = async (path: string) => {
      const { json } = await get(path)
      return (
        JSON.stringify(json)
          .match(/"id":\d+/g)
          ?.map((text) => Number(text.slice(5))) ?? []
      )
    }
    expect(await ids('/7/releases.json')).toEqual([459, 458, 457, 456, 455, 454, 453, 452, 451, 450])
    expect(await ids('/7/releases.json?per_page=80')).toHaveLength(50)
    expect(await ids('/releases.json?per_page=50&page=2')).toHaveLength(10)
    expect((await get('/7/releases.json?per_page=50&page=3')).json).toEqual([])
    expect(await ids('/7/releases.json?environment_id=21&per_page=2')).toEqual([459, 457])
    expect(await ids('/8/releases.json')).toEqual([])
    expect(await ids('/changesets/repository.json?repository_id=shop')).toHaveLength(15)
    expect(await ids('/changesets.json?per_page=99')).toHaveLength(30)
    expect((await ids('/changesets.json?order_field=time&order=ASC'))[0]).toBe(5000)
    expect(await ids('/repositories.json?page=2')).toEqual([])
    expect(service.surprises).toEqual([])
  })

  it('shows a changeset only after the given number of polls', async () => {
    const { get, create } = await start({ 'changeset-after': '2' })
    const look = async () => (await get(`/changesets/${SHA}.json?repository_id=7`)).status
    expect((await create()).status).toBe(422)
    expect([await look(), await look(), await look(), await look()]).toEqual([404, 404, 200, 200])
    expect((await create()).status).toBe(201)
    expect((await get(`/changesets/${SHA}.json?repository_id=shop`)).json).toMatchObject({
      revision_cache: { hash_id: SHA, revision: 'aaaaaaaa', user_id: null, changed_properties: null },
    })
  })

  it('knows only pushed revisions, when switched so', async () => {
    const { get, service } = await start({ known: 'pushed' })
    const look = async (revision: string) =>
      (await get(`/changesets/${revision}.json?repository_id=7`)).status
    expect(await look(SHA)).toBe(404)
    service.push(SHA)
    expect([await look(SHA), await look(NEXT), await look(OLD_REVISION)]).toEqual([200, 404, 200])
  })
})

describe('creating a release', () => {
  it('answers with the whole object in state new', async () => {
    const { create, service, running } = await start()
    const made = await create(SHA, 21, 'shop', {
      comment: 'Näh 🚀',
      deploy_from_scratch: true,
      do_not_notify: true,
    })
    expect(made.status).toBe(201)
    expect(made.json).toEqual({
      release: {
        id: 401,
        state: 'new',
        auto: false,
        revision: SHA,
        comment: 'Näh 🚀',
        author: 'Deploy User',
        user_id: 11,
        account_id: 3,
        repository_id: 7,
        environment_id: 21,
        environment_name: 'Production',
        environment_revision: OLD_REVISION,
        environment_branch_name: 'main',
        deploy_from_scratch: true,
        do_not_notify: true,
        deployed: false,
        skipped: false,
        retries: 0,
        created_at: '2026/11/04 05:04:08 +0800',
        updated_at: '2026/11/04 05:04:08 +0800',
        deployed_at: null,
        retried_at: null,
      },
    })
    expect(service.surprises).toEqual([])
    expect(running.requests.filter((each) => each.method === 'POST')).toHaveLength(1)
    expect(running.requests[0]?.headers['user-agent']).toBe('record-deploy-test')
  })

  it('refuses what lacks an environment, a revision or a known revision, by the switched code', async () => {
    for (const status of [422, 200]) {
      const { create, call, service } = await start({ 'error-status': String(status) })
      const noServer = { status, json: errors("Server can't be blank") }
      expect(await call('POST', '/7/releases.json', { release: { revision: SHA } })).toMatchObject(noServer)
      expect(await create(SHA, 31)).toMatchObject(noServer)
      expect(await create('')).toMatchObject({ status, json: errors("Revision can't be blank") })
      expect(await create(SHA, 21, '7', { revision: undefined })).toMatchObject({
        status,
        json: errors("Revision can't be blank"),
      })
      expect(await create('abc')).toMatchObject({ status, json: errors('Revision is unknown') })
      expect(service.state.releases).toHaveLength(1)
    }
  })

  it('accepts an unknown revision and fails it, takes the newest for none, and answers 200, when switched so', async () => {
    const { create, get, service } = await start({
      'unknown-revision': 'fail',
      'missing-revision': 'newest',
      'create-status': '200',
    })
    service.plan(['new', 'success'])
    expect(await create('abc')).toMatchObject({ status: 200, json: { release: { state: 'new' } } })
    const seen = [
      await get('/7/releases/401.json'),
      await get('/7/releases/401.json'),
      await get('/7/releases/401.json'),
    ]
    expect(seen[2]?.json).toEqual(release({ state: 'failed', deployed: false }))
    const call = await create(SHA, 21, '7', { revision: undefined })
    expect(call.json).toEqual(release({ revision: OLD_REVISION }))
    expect((await get('/7/releases/402.json')).json).toEqual(release({ state: 'success' }))
  })

  it('deletes what is new or in retry within the switched scope and bypasses what waits', async () => {
    for (const scope of ['environment', 'repository']) {
      const { create, get, service } = await start({ 'deletion-scope': scope })
      await create(SHA, 21)
      await create(SHA, 22)
      await create(NEXT, 21)
      expect((await get('/7/releases/401.json')).status).toBe(404)
      expect((await get('/7/releases/402.json')).status).toBe(scope === 'environment' ? 200 : 404)
      expect((await get('/7/releases/403.json')).json).toEqual(release({ state: 'waiting' }))
      await create(SHA, 21)
      expect((await get('/7/releases/403.json')).json).toEqual(release({ state: 'skipped', skipped: true }))
      expect(service.state.releases.some((each) => each.id === 400)).toBe(true)
    }
  })

  it('needs the right to deploy to the environment', async () => {
    for (const status of [401, 403, 404]) {
      const { create, get, call } = await start({ rights: 'none', 'no-rights-status': String(status) })
      expect((await create()).status).toBe(status)
      expect((await call('PUT', '/7/releases/400/retry.json')).status).toBe(status)
      expect((await get('/7/releases.json')).status).toBe(200)
    }
    const { create, get } = await start({ rights: 'environment' })
    expect([(await create(SHA, 21)).status, (await create(SHA, 22)).status]).toEqual([403, 201])
    expect((await get('/permissions/11.json')).json).toMatchObject([
      { permission: { server_environment_id: 22, full_deployments_access: false } },
    ])
    expect((await get('/permissions/12.json')).json).toEqual([])
  })
})

describe('the states', () => {
  it('go one forward with each GET until success, which makes the revision current', async () => {
    const { create, get, clock } = await start()
    await create()
    const poll = async () => (await get('/7/releases/401.json')).json
    expect(await poll()).toEqual(release({ state: 'waiting', deployed: false }))
    await get('/7/releases.json')
    expect(await poll()).toEqual(release({ state: 'pending', deployed_at: null }))
    expect((await get('/7/server_environments/21.json')).text).toContain(OLD_REVISION)
    clock.advance(1000)
    const done = { state: 'success', deployed: true, deployed_at: '2026/11/04 05:04:09 +0800' }
    expect(await poll()).toEqual(release({ ...done, updated_at: done.deployed_at }))
    expect(await poll()).toEqual(release(done))
    expect((await get('/7/server_environments/21.json')).json).toMatchObject({
      server_environment: { current_version: SHA },
    })
    expect((await get('/7/release_servers.json?environment_id=21')).json).toMatchObject([
      { release_server: { id: 121, revision: SHA } },
    ])
  })

  it('go by the clock, when switched so', async () => {
    const { create, get, clock, service } = await start({ timeline: 'clock', 'state-ms': '500' })
    await create()
    const poll = async () => (await get('/7/releases/401.json')).json
    expect([await poll(), await poll()]).toEqual([release({ state: 'new' }), release({ state: 'new' })])
    clock.advance(999)
    expect(await poll()).toEqual(release({ state: 'waiting' }))
    clock.advance(10_000)
    expect(service.state.releases[1]).toMatchObject({ state: 'success', deployed_at: NOW + 1500 })
  })

  it('follow the script, through a word never seen and into nothing', async () => {
    const { create, get, service } = await start({ states: 'new,skipped' })
    service.plan(['new', 'defrosting', 'gone'])
    await create()
    expect((await get('/7/releases/401.json')).json).toEqual(release({ state: 'defrosting' }))
    expect((await get('/7/releases/401.json')).status).toBe(404)
    await create()
    const skipped = release({ state: 'skipped', skipped: true, deployed: false, deployed_at: null })
    expect((await get('/7/releases/402.json')).json).toEqual(skipped)
  })

  it('start again with a retry of a failed release only', async () => {
    const { create, get, call, service } = await start()
    const retry = () => call('PUT', '/7/releases/401/retry.json')
    service.plan(['new', 'failed'])
    service.planRetry(['retry', 'failed'])
    await create()
    expect(await retry()).toMatchObject({ status: 422, text: '' })
    await get('/7/releases/401.json')
    expect(await retry()).toMatchObject({ status: 200, text: '' })
    expect(service.state.releases[1]).toMatchObject({ state: 'retry', retries: 1, retried_at: NOW })
    expect(await retry()).toMatchObject({ status: 422, text: '' })
    await get('/7/releases/401.json')
    await retry()
    const states = []
    for (let poll = 0; poll < 3; poll += 1) {
      states.push((await get('/7/releases/401.json')).text.match(/"state":"(\w+)"/)?.[1])
    }
    expect(states).toEqual(['waiting', 'pending', 'success'])
    expect((await call('PUT', '/7/releases/999/retry.json')).status).toBe(404)
    expect(service.surprises).toEqual([])
  })
})

describe('a mirror push', () => {
  it('deploys to an automatic environment by itself, once', async () => {
    const { get, service } = await start()
    service.push(SHA)
    service.push(SHA)
    service.push(NEXT, { branch: 'other' })
    const found = await get('/7/releases.json?environment_id=22')
    expect(found.json).toEqual([release({ id: 401, auto: true, revision: SHA, state: 'new' })])
    expect((await get('/7/releases/401.json')).json).toEqual(release({ state: 'waiting' }))
  })

  it('deploys when the import is done, and nowhere without an automatic environment', async () => {
    const slow = await start({ 'changeset-after': '1' })
    slow.service.push(SHA)
    expect(slow.service.state.releases).toHaveLength(1)
    await slow.get(`/changesets/${SHA}.json?repository_id=7`)
    await slow.get(`/changesets/${SHA}.json?repository_id=7`)
    expect(slow.service.state.releases[1]).toMatchObject({ auto: true, environment_name: 'Staging' })
    const none = await start({ automatic: 'none' })
    none.service.push(SHA)
    expect(none.service.state.releases).toHaveLength(1)
  })
})

describe('faults', () => {
  it('have the answers of a service of this kind', async () => {
    const faults = ['200', '422', '429', '500', '503'].map((status) => `${status} POST /releases`)
    const { create, call, running, service } = await start({}, { faults })
    expect(await create()).toMatchObject({ status: 200, json: errors("Server can't be blank") })
    expect(await create()).toMatchObject({ status: 422, json: errors("Server can't be blank") })
    const limited = await create()
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1'])
    expect((await create()).text).toContain('<html>')
    expect((await create()).status).toBe(503)
    expect(service.state.releases).toHaveLength(1)
    running.faults.add('422 PUT /retry')
    expect(await call('PUT', '/7/releases/400/retry.json')).toMatchObject({ status: 422, text: '' })
    running.faults.add('cut-after POST /releases')
    await expect(create()).rejects.toThrow()
    expect(service.state.releases).toHaveLength(2)
  })
})

describe('switches', () => {
  it('refuse names and values that do not exist', () => {
    const make = (switches: Record<string, string>) => () =>
      standIns['beanstalk']?.make({ clock: makeClock(), switches })
    expect(make({ deletes: 'repository' })).toThrow(/no switch "deletes"/)
    expect(make({ 'create-status': '204' })).toThrow(/create-status/)
    expect(make({ order: 'oldest', paging: 'documented' })()?.id).toBe('beanstalk')
  })

  it('turn the order of lists and leave undocumented paging out', async () => {
    const { create, get } = await start({ order: 'oldest', paging: 'documented', 'missing-status': '403' })
    await create()
    expect((await get('/7/releases.json')).json).toEqual([release({ id: 400 }), release({ id: 401 })])
    expect((await get('/repositories.json?page=9')).json).toHaveLength(2)
    expect((await get('/7/releases/999.json')).status).toBe(403)
  })
})
