// The Retrace stand-in, tested by plain fetch against the checklist of its contract.
import { describe, expect, it } from '@jest/globals'
import { makeRetrace, type RetraceOptions } from '../../sandbox/retrace/index.ts'
import { makeClock } from '../../sandbox/server.ts'
import { served } from './served.ts'

const START = Date.parse('2026-11-02T10:00:00Z')
const AUTH = { authorization: 'ApiKey retrace-key' }
const DEPLOY = { AppName: 'Shop', EnvironmentName: 'Prod', Version: '1.0' }
const FULL = { ...DEPLOY, Name: 'One', Uri: 'localhost', Branch: 'main', Commit: 'a'.repeat(40) }
const UNKNOWN = { ...DEPLOY, EnvironmentName: 'Production' }

interface Answer {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

async function sandbox(switches: Record<string, string> = {}, options: Partial<RetraceOptions> = {}) {
  const clock = makeClock(START)
  const retrace = makeRetrace({ clock, switches, ...options })
  const server = await served(retrace, { clock })
  async function call(path: string, init: RequestInit = {}): Promise<Answer> {
    const answer = await fetch(server.url + path, { headers: AUTH, ...init })
    return { status: answer.status, text: await answer.text(), headers: answer.headers }
  }
  const post = (command: string, body: unknown = DEPLOY, headers: Record<string, string> = {}) =>
    call(`/api/v1/deployments/${command}`, {
      method: 'POST',
      headers: { ...AUTH, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  /** Sends the commands in order and gives their statuses. */
  async function run(...commands: string[]): Promise<number[]> {
    const statuses: number[] = []
    for (const command of commands) statuses.push((await post(command)).status)
    return statuses
  }
  return { clock, retrace, server, call, post, run }
}

describe('routes and keys', () => {
  it('answers 404 to an unknown path and 405 to a wrong method, and reports both', async () => {
    const { call, retrace } = await sandbox()
    expect((await call('/api/v1/deployments/begin', { method: 'POST' })).status).toBe(404)
    const wrong = await call('/api/v1/deployments/start')
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
    expect(retrace.surprises).toEqual([
      'no such route: POST /api/v1/deployments/begin',
      'no such route: GET /api/v1/deployments/start',
    ])
  })

  it.each([
    ['no key', ''],
    ['another key', 'ApiKey other'],
    ['another scheme word', 'Bearer retrace-key'],
    ['the bare key', 'retrace-key'],
  ])('answers 401 with an empty body to %s', async (_, authorization) => {
    const { post, retrace, call } = await sandbox()
    const answer = await post('start', DEPLOY, { authorization })
    expect([answer.status, answer.text]).toEqual([401, ''])
    expect((await call('/api/v1/deployments', { headers: { authorization } })).status).toBe(401)
    expect(retrace.state.pending).toEqual([])
  })

  it('takes another key and another status for a bad one by option', async () => {
    const { post } = await sandbox({ 'bad-key': '403' }, { apiKey: 'mine' })
    expect((await post('start')).status).toBe(403)
    expect((await post('start', DEPLOY, { authorization: 'ApiKey mine' })).status).toBe(202)
  })

  it('reports a key in the path or the body, and a query', async () => {
    const { call, post, retrace } = await sandbox()
    await call('/api/v1/deployments?key=retrace-key')
    await post('start', { ...DEPLOY, Name: 'retrace-key' })
    expect(retrace.surprises).toEqual([
      '/api/v1/deployments: the key is not only a header',
      '/api/v1/deployments: a query',
      '/api/v1/deployments/start: the key is not only a header',
    ])
  })
})

describe('bodies', () => {
  it.each([
    ['no JSON', 'AppName=Shop'],
    ['a list', []],
    ['null', 'null'],
    ['no AppName', { ...DEPLOY, AppName: undefined }],
    ['an empty EnvironmentName', { ...DEPLOY, EnvironmentName: '' }],
    ['a null Version', { ...DEPLOY, Version: null }],
    ['a number as Version', { ...DEPLOY, Version: 1 }],
    ['camelCase names', { appName: 'Shop', environmentName: 'Prod', version: '1.0' }],
  ])('answers 400 to %s and keeps nothing', async (_, body) => {
    const { post, retrace } = await sandbox()
    expect((await post('complete', body)).status).toBe(400)
    expect(retrace.state.completed).toEqual([])
  })

  it('answers 400 to another content type and takes a charset', async () => {
    const { post } = await sandbox()
    expect((await post('start', DEPLOY, { 'content-type': 'text/plain' })).status).toBe(400)
    expect((await post('start', DEPLOY, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(
      202,
    )
  })

  it('takes names in any case when switched', async () => {
    const { post, retrace } = await sandbox({ 'field-names': 'any-case' })
    const body = { appName: 'Shop', environmentName: 'Prod', version: '1.0', branch: 'main' }
    expect((await post('complete', body)).status).toBe(202)
    expect(retrace.state.completed[0]?.fields).toEqual({ ...DEPLOY, Branch: 'main' })
    expect(retrace.surprises).toEqual([])
  })

  it('reports unknown, empty and misplaced fields, and takes null for a field that is not set', async () => {
    const { post, retrace } = await sandbox()
    await post('start', { ...DEPLOY, Uri: null, Environment: 'Prod', Branch: '' })
    await post('cancel', { ...DEPLOY, Name: 'One' })
    expect(retrace.surprises).toEqual([
      'start: unknown field Environment',
      'start: Branch is empty',
      'cancel: Name is not one of its fields',
    ])
    expect(retrace.state.cancelled[0]?.fields).toEqual({ ...DEPLOY, Name: 'One' })
  })

  it('keeps odd strings as they are', async () => {
    const { post, retrace } = await sandbox()
    const odd = { ...DEPLOY, Version: '@scope/app@1.0+b 1 🚀', Name: 'שלום' }
    expect((await post('complete', odd)).status).toBe(202)
    expect(retrace.state.completed[0]?.fields).toEqual(odd)
  })
})

describe('start, complete and cancel', () => {
  it.each([
    ['start complete', [202, 202]],
    ['start cancel', [202, 202]],
    ['complete', [202]],
    ['cancel', [409]],
    ['start start complete', [202, 202, 202]],
    ['complete complete', [202, 409]],
    ['start cancel complete', [202, 202, 409]],
    ['start cancel cancel', [202, 202, 409]],
    ['start complete cancel', [202, 202, 409]],
    ['start complete start complete', [202, 202, 202, 202]],
    ['start cancel start cancel', [202, 202, 202, 202]],
  ])('answers %s with %j by default', async (commands, statuses) => {
    const { run, retrace } = await sandbox()
    expect(await run(...commands.split(' '))).toEqual(statuses)
    expect(retrace.surprises).toEqual([])
  })

  it.each([
    ['start-twice=refuse', 'start start', [202, 409], { pending: 1, completed: 0, cancelled: 0 }],
    ['start-again=refuse', 'complete start', [202, 409], { pending: 0, completed: 1, cancelled: 0 }],
    ['start-again=refuse', 'start cancel start', [202, 202, 409], { pending: 0, completed: 0, cancelled: 1 }],
    ['complete-twice=accept', 'complete complete', [202, 202], { pending: 0, completed: 1, cancelled: 0 }],
    [
      'complete-after-cancel=accept',
      'start cancel complete',
      [202, 202, 202],
      { completed: 0, cancelled: 1 },
    ],
    ['complete-after-cancel=open', 'start cancel complete', [202, 202, 202], { completed: 1, cancelled: 1 }],
    ['cancel-after-complete=accept', 'complete cancel', [202, 202], { completed: 1, cancelled: 0 }],
    ['bad-transition=422', 'cancel', [422], { pending: 0, completed: 0, cancelled: 0 }],
  ])('with %s answers %s with %j', async (text, commands, statuses, counts) => {
    const [name = '', value = ''] = text.split('=')
    const { run, retrace } = await sandbox({ [name]: value })
    expect(await run(...commands.split(' '))).toEqual(statuses)
    const { pending, completed, cancelled } = retrace.state
    const held = { pending: pending.length, completed: completed.length, cancelled: cancelled.length }
    expect(held).toMatchObject(counts)
  })

  it('tells deployments apart by app, environment and version', async () => {
    const { post, retrace } = await sandbox()
    await post('start')
    for (const other of [{ AppName: 'Billing' }, { EnvironmentName: 'QA' }, { Version: '1.1' }]) {
      expect((await post('cancel', { ...DEPLOY, ...other })).status).toBe(409)
    }
    expect(retrace.state.pending).toHaveLength(1)
  })
})

describe('names', () => {
  it.each([
    ['another environment', UNKNOWN],
    ['another case', { ...DEPLOY, AppName: 'shop' }],
    ['a trailing space', { ...DEPLOY, AppName: 'Shop ' }],
  ])('strict (the default): refuses %s', async (_, body) => {
    const { post, retrace } = await sandbox()
    expect((await post('start', body)).status).toBe(422)
    expect((await post('complete', body)).status).toBe(422)
    expect(retrace.state).toMatchObject({ pending: [], completed: [], dropped: [] })
  })

  it('old: keeps a completed request pending until the app exists', async () => {
    const { post, retrace } = await sandbox({ 'unknown-names': 'old' })
    expect((await post('start', UNKNOWN)).status).toBe(202)
    expect((await post('complete', UNKNOWN)).status).toBe(202)
    retrace.tick()
    expect([retrace.state.pending.length, retrace.state.records.length]).toEqual([1, 0])
    retrace.addApp({ app: 'Shop', environment: 'Production' })
    retrace.tick()
    expect([retrace.state.pending.length, retrace.state.records.length]).toEqual([0, 1])
  })

  it('silent: takes the request in and never shows it', async () => {
    const { post, retrace } = await sandbox({ 'unknown-names': 'silent' })
    expect((await post('start', UNKNOWN)).status).toBe(202)
    expect((await post('complete', UNKNOWN)).status).toBe(202)
    retrace.addApp({ app: 'Shop', environment: 'Production' })
    retrace.tick()
    expect(retrace.state).toMatchObject({ pending: [], completed: [], records: [] })
    expect(retrace.state.dropped).toHaveLength(1)
  })
})

describe('the job and the look-ups', () => {
  it('turns only completed requests into records, within five minutes', async () => {
    const { post, call, clock } = await sandbox()
    const records = async () => JSON.parse((await call('/api/v1/deployments')).text)
    await post('start', FULL)
    clock.advance(60_000)
    expect(await records()).toEqual([])
    await post('complete', DEPLOY)
    await post('start', { ...DEPLOY, Version: '2.0' })
    clock.advance(4 * 60_000 - 1)
    expect(await records()).toEqual([])
    clock.advance(1)
    expect(await records()).toEqual([
      {
        Id: 1,
        AppEnvironmentId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        App: 'Shop',
        Environment: 'Prod',
        Version: '1.0',
        Name: 'One',
        Uri: 'localhost',
        Branch: 'main',
        Commit: FULL.Commit,
        StartedAt: '2026-11-02T10:00:00.000Z',
        EndedAt: '2026-11-02T10:01:00.000Z',
      },
    ])
  })

  it.each([
    ['complete', 'Two'],
    ['start', 'One'],
  ])('keeps the values of %s with merge switched to it', async (merge, name) => {
    const { post, retrace } = await sandbox({ merge })
    await post('start', FULL)
    await post('complete', { ...DEPLOY, Name: 'Two' })
    retrace.tick()
    retrace.tick()
    expect(retrace.state.records.map(({ Name, Branch }) => [Name, Branch])).toEqual([[name, 'main']])
  })

  it('lists apps with their environments for X-Stackify-Key only, on a second port too', async () => {
    const { call, retrace } = await sandbox()
    const headers = { 'x-stackify-key': 'retrace-key' }
    const apps = JSON.parse((await call('/api/apps/envs', { headers })).text)
    expect(apps.map((each: Record<string, unknown>) => [each['AppName'], each['EnvName']])).toEqual([
      ['Shop', 'Prod'],
      ['Shop', 'QA'],
      ['Billing', 'Prod'],
    ])
    expect(apps[2]).toEqual({
      AppName: 'Billing',
      AppEnvId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      AppId: expect.not.stringMatching(apps[0].AppId),
      EnvName: 'Prod',
      EnvId: apps[0].EnvId,
    })
    expect((await call('/api/apps/envs')).status).toBe(401)
    const second = await served(retrace, {})
    expect((await fetch(`${second.url}/api/apps/envs`, { headers })).status).toBe(200)
    expect(retrace.surprises).toEqual([])
  })

  it.each(['404', '401'])('answers the look-up of apps with %s when switched', async (lookup) => {
    const { call } = await sandbox({ lookup })
    const answer = await call('/api/apps/envs', { headers: { 'x-stackify-key': 'retrace-key' } })
    expect(answer.status).toBe(Number(lookup))
  })
})

describe('answers and faults', () => {
  it.each([
    [{}, 202, null, ''],
    [{ body: 'json', status: '200' }, 200, 'application/json', '{"Message":"Accepted"}'],
    [{ body: 'text' }, 202, 'text/plain', 'Accepted'],
  ])('with %j accepts with %i, type %j and the body %j', async (switches, ...expected) => {
    const { post } = await sandbox(switches)
    const { status, headers, text } = await post('complete')
    expect([status, headers.get('content-type'), text]).toEqual(expected)
  })

  it.each([
    ['json', '{"Message":"Cannot cancel 1.0 now."}'],
    ['empty', ''],
    ['text', 'Cannot cancel 1.0 now.'],
  ])('writes an error as %s', async (shape, text) => {
    const { post } = await sandbox({ 'error-body': shape })
    expect((await post('cancel')).text).toBe(text)
  })

  it('takes other statuses for a bad body and bad names by switch', async () => {
    const { post } = await sandbox({ 'bad-body': '422', 'bad-names': '404' })
    expect([(await post('start', {})).status, (await post('start', UNKNOWN)).status]).toEqual([422, 404])
  })

  it.each([
    ['429 retry-after=2', 429, '2', /^$/],
    ['429', 429, null, /^$/],
    ['500', 500, null, /^{"Message":"An error has occurred."}$/],
    ['502', 502, null, /^<html>/],
    ['503 retry-after=1', 503, '1', /^<html>/],
  ])('answers the fault %s in its natural form, once, without acting', async (fault, status, after, text) => {
    const { post, retrace, server } = await sandbox()
    server.faults.add(`${fault} POST /complete`)
    const answer = await post('complete')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, after])
    expect(answer.text).toMatch(text)
    expect(retrace.state.completed).toEqual([])
    expect((await post('complete')).status).toBe(202)
  })

  it('cuts the connection after the request was taken in, and keeps what it was sent', async () => {
    const { post, retrace, server } = await sandbox()
    server.faults.add('cut-after POST /complete')
    await expect(post('complete', FULL)).rejects.toThrow('fetch failed')
    expect(retrace.state.completed).toHaveLength(1)
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]).toMatchObject({ at: START, status: 0, headers: AUTH })
  })

  it('is slow when told to', async () => {
    const { post, server } = await sandbox()
    server.faults.add('slow=20 POST /start')
    const before = performance.now()
    expect((await post('start')).status).toBe(202)
    expect(performance.now() - before).toBeGreaterThan(15)
  })
})

it('refuses a switch or a value that does not exist', () => {
  const clock = makeClock(START)
  expect(() => makeRetrace({ clock, switches: { 'unknown-names': 'loud' } })).toThrow(
    'switch unknown-names: strict, old, silent, not "loud"',
  )
  expect(() => makeRetrace({ clock, switches: { unknown: 'silent' } })).toThrow('no switch "unknown";')
})
