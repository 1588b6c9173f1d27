// The stand-in of Rollbar by what its clients and documentation say; the vendor's own command line drives it in
// __tests__/witness/rollbar-cli.test.ts.
import { expect, it } from '@jest/globals'
import { makeRollbar, READ_TOKEN, type Rollbar, WRITE_TOKEN } from '../../sandbox/rollbar/index.ts'
import { type Clock, makeClock, type Running } from '../../sandbox/server.ts'
import { ask, served } from './served.ts'

interface Stage {
  readonly rollbar: Rollbar
  readonly clock: Clock
  readonly server: Running
  send(
    method: string,
    path: string,
    body?: unknown,
    token?: string,
  ): Promise<{ status: number; json: unknown }>
}

async function onStage(act: (stage: Stage) => Promise<void>, switches = {}): Promise<void> {
  const clock = makeClock()
  const rollbar = makeRollbar({ clock, switches })
  const server = await served(rollbar, { clock })
  const send: Stage['send'] = async (method, path, body, token) => {
    const right = method === 'GET' ? READ_TOKEN : WRITE_TOKEN
    const headers = { 'x-rollbar-access-token': token ?? right, 'content-type': 'application/json' }
    const { status, json } = await ask(`${server.url}/api/1${path}`, method, body, headers)
    return { status, json }
  }
  await act({ rollbar, clock, server, send })
}

const DEPLOY = { environment: 'production', revision: '1.0.0', status: 'started' }

it.each(['/deploy', '/deploy/'])('takes a deploy at %s, and shows and lists it', (path) =>
  onStage(async ({ send, rollbar }) => {
    expect(await send('POST', path, DEPLOY)).toEqual({ status: 200, json: { data: { deploy_id: 12_345 } } })
    expect(await send('GET', '/deploy/12345')).toMatchObject({ json: { err: 0, result: DEPLOY } })
    expect(await send('GET', '/deploys')).toMatchObject({ json: { result: { deploys: [DEPLOY], page: 1 } } })
    expect(rollbar.surprises).toEqual([])
  }))

it('lists the newest first, in pages of 20, the one after the last empty', () =>
  onStage(async ({ send, rollbar }) => {
    for (let count = 0; count < 21; count += 1) rollbar.addDeploy({ ...DEPLOY, revision: String(count) })
    const page = async (number: number) => (await send('GET', `/deploys?page=${number}`)).json
    expect(await page(1)).toMatchObject({ result: { deploys: { length: 20, 0: { revision: '20' } } } })
    expect(await page(2)).toMatchObject({ result: { deploys: [{ revision: '0' }] } })
    expect(await page(3)).toMatchObject({ result: { deploys: [] } })
    expect((await send('GET', '/deploys?page=0')).status).toBe(400)
  }))

it('lets what was started time out by the clock', () =>
  onStage(
    async ({ send, rollbar, clock }) => {
      await send('POST', '/deploy', DEPLOY)
      clock.advance(59_000)
      expect(rollbar.records).toMatchObject([{ status: 'started', finish_time: null }])
      clock.advance(2_000)
      expect(rollbar.records).toMatchObject([{ status: 'timed_out', finish_time: expect.any(Number) }])
    },
    { 'deploy-timeout': '60' },
  ))

it.each(['400', '422'])('refuses what is missing or wrong with %s', (status) =>
  onStage(
    async ({ send, rollbar }) => {
      const wrong = [
        { ...DEPLOY, environment: undefined },
        { ...DEPLOY, revision: undefined },
        { ...DEPLOY, status: 'done' },
        { ...DEPLOY, comment: 7 },
        { ...DEPLOY, comment: 'x'.repeat(64_001) },
        { ...DEPLOY, environment: 'x'.repeat(256) },
      ]
      for (const body of wrong) expect((await send('POST', '/deploy', body)).status).toBe(Number(status))
      expect(rollbar.records).toEqual([])
    },
    { 'bad-body': status },
  ))

it('keeps the scopes apart', () =>
  onStage(async ({ send }) => {
    expect((await send('POST', '/deploy', DEPLOY, READ_TOKEN)).status).toBe(403)
    expect((await send('GET', '/deploys', undefined, WRITE_TOKEN)).status).toBe(403)
    expect(await send('GET', '/deploys', undefined, 'another')).toEqual({
      status: 401,
      json: { err: 1, message: 'invalid access token' },
    })
  }))

it('takes the token from a form and from the query, and is surprised', () =>
  onStage(async ({ server, rollbar }) => {
    const body = new URLSearchParams({ ...DEPLOY, access_token: WRITE_TOKEN })
    expect((await fetch(`${server.url}/api/1/deploy`, { method: 'POST', body })).status).toBe(200)
    expect((await fetch(`${server.url}/api/1/deploys?access_token=${READ_TOKEN}`)).status).toBe(200)
    expect(rollbar.surprises.filter((each) => each.includes('the token is not a header'))).toHaveLength(2)
  }))
