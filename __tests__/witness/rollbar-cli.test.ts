// The Rollbar stand-in driven by a client that nobody here wrote: the vendor's own command line.
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { makeRollbar, READ_TOKEN, type Rollbar, WRITE_TOKEN } from '../../sandbox/rollbar/index.ts'
import { makeClock, type Running, serve } from '../../sandbox/server.ts'

const packageFile = createRequire(import.meta.url).resolve('rollbar-cli/package.json')
const cli = join(dirname(packageFile), 'bin/rollbar')
const REVISION = 'a'.repeat(40)

let rollbar: Rollbar
let server: Running
beforeEach(async () => {
  const clock = makeClock()
  rollbar = makeRollbar({ clock })
  server = await serve(rollbar, { clock })
})
afterEach(() => server.close())

interface Ended {
  readonly code: number
  readonly printed: string
}

/** Runs it without anything from our environment. */
function notify(options: Readonly<Record<string, string>>): Promise<Ended> {
  const all = {
    'access-token': WRITE_TOKEN,
    'code-version': REVISION,
    environment: 'production',
    ...options,
  }
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value])
  const env = {
    NODE_OPTIONS: `--require ${join(import.meta.dirname, 'to-loopback.cjs')}`,
    STAND_IN_PORT: String(server.port),
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, 'notify-deploy', ...args], { env }, (error, stdout, stderr) => {
      resolve({
        code: error ? Number(error.code) : 0,
        printed: stripVTControlCharacters(stdout + stderr).trim(),
      })
    })
  })
}

const sent = () =>
  server.requests.map(({ method, path, headers, text, status }) => ({
    request: `${method} ${path}`,
    token: headers['x-rollbar-access-token'],
    body: JSON.parse(text),
    status,
  }))

describe('rollbar-cli', () => {
  it('starts a deploy and tells its id', async () => {
    const { code, printed } = await notify({
      status: 'started',
      'local-username': 'octocat',
      comment: 'first',
    })
    expect(sent()).toEqual([
      {
        request: 'POST /api/1/deploy',
        token: WRITE_TOKEN,
        body: {
          revision: REVISION,
          environment: 'production',
          status: 'started',
          local_username: 'octocat',
          comment: 'first',
        },
        status: 200,
      },
    ])
    expect(code).toBe(0)
    expect(printed).toContain('deploy_id: 12345')
    expect(printed).toContain('Deploy successful')
    expect(rollbar.records).toMatchObject([
      {
        id: 12_345,
        status: 'started',
        revision: REVISION,
        local_username: 'octocat',
        comment: 'first',
        finish_time: null,
      },
    ])
    expect(rollbar.surprises).toEqual([])
  })

  it('closes a deploy, and sends its revision and environment along, which change nothing', async () => {
    const { id } = rollbar.addDeploy({ environment: 'production', revision: REVISION, status: 'started' })
    const { printed } = await notify({ 'code-version': '1.2.3', status: 'failed', 'deploy-id': String(id) })
    expect(sent()).toEqual([
      {
        request: `PATCH /api/1/deploy/${id}`,
        token: WRITE_TOKEN,
        body: { revision: '1.2.3', environment: 'production', status: 'failed' },
        status: 200,
      },
    ])
    expect(printed).toContain('Deploy successful')
    expect(rollbar.records).toMatchObject([
      { id, status: 'failed', revision: REVISION, finish_time: expect.any(Number) },
    ])
    expect(rollbar.surprises).toEqual([])
  })

  it('leaves the status to the service, which takes the deploy for a success', async () => {
    await notify({})
    expect(sent()[0]?.body).toEqual({ revision: REVISION, environment: 'production' })
    expect(rollbar.records).toMatchObject([{ status: 'succeeded', finish_time: expect.any(Number) }])
  })

  it.each([
    ['a token that does not exist', { 'access-token': 'another' }, 401, 'invalid access token'],
    ['a token that may only read', { 'access-token': READ_TOKEN }, 403, 'scope'],
    ['an unknown status', { status: 'done' }, 400, 'invalid status done'],
    ['an unknown deploy', { 'deploy-id': '7', status: 'failed' }, 404, 'Deploy not found in this project.'],
  ])('prints the error of %s, and exits with 0 all the same', async (_, options, status, message) => {
    const { code, printed } = await notify(options)
    expect(sent()).toMatchObject([{ status }])
    expect(printed).toContain('err: 1')
    expect(printed).toContain(message)
    expect({ code, records: rollbar.records }).toEqual({ code: 0, records: [] })
  })

  it('exits with 0 after a 500, too: the deploy is missing and nobody is told', async () => {
    server.faults.add('500 POST /api/1/deploy')
    const { code, printed } = await notify({ status: 'started' })
    expect({ code, records: rollbar.records }).toEqual({ code: 0, records: [] })
    expect(printed).toContain('Refused with 500')
  })
})
