// The Datadog stand-in driven by a client that nobody here wrote: the vendor's own. It refuses answers that do not have the
// vendor's form, and what it sends is what our own provider has to send.

import { client, v1, v2 } from '@datadog/datadog-api-client'
import { ServerConfiguration } from '@datadog/datadog-api-client/dist/packages/datadog-api-client-common/servers.js'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { API_KEY, APP_KEY, type Datadog, makeDatadog } from '../../sandbox/datadog/index.ts'
import { makeClock, type Running, serve } from '../../sandbox/server.ts'
import { fixtureNamed } from '../contract/fixtures.ts'
import { onStage } from '../contract/harness.ts'

const OURS = 'rd-0123abcd-4242424242'
const STARTED = Date.parse('2026-11-20T10:00:00Z')

let datadog: Datadog
let running: Running

beforeEach(async () => {
  datadog = makeDatadog({ clock: makeClock() })
  running = await serve(datadog)
})
afterEach(() => running.close())

function configuration(appKey = APP_KEY) {
  const server = new ServerConfiguration(running.url, {})
  const authMethods = { apiKeyAuth: API_KEY, ...(appKey ? { appKeyAuth: appKey } : {}) }
  return client.createConfiguration({ authMethods, baseServer: server, enableRetry: false })
}

const dora = (appKey?: string) => new v2.DORAMetricsApi(configuration(appKey))

function creation(more: Partial<v2.DORADeploymentRequestAttributes> = {}) {
  const git = { repositoryUrl: 'https://github.com/acme/shop', commitSha: 'a'.repeat(40) }
  const attributes = { service: 'shop', startedAt: STARTED, finishedAt: STARTED + 60_000, git, ...more }
  return { body: { data: { attributes } } }
}

const wish = (query: string) =>
  ({
    body: {
      data: { type: 'dora_deployments_list_request', attributes: { query, sort: '-started_at', limit: 5 } },
    },
  }) as const

describe('the vendor’s client', () => {
  it('creates a deployment with an id of its own choice, by the first key alone', async () => {
    const answer = await dora('').createDORADeployment(
      creation({ id: OURS, env: 'production', version: '1' }),
    )
    expect(answer.data).toMatchObject({ id: OURS, type: 'dora_deployment' })
    expect(running.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/v2/dora/deployment',
    ])
    expect(datadog.surprises).toEqual([])
  })

  it('reads it back, with times as dates although they went in as numbers', async () => {
    await dora().createDORADeployment(creation({ id: OURS, env: 'production', version: '1' }))
    const { data } = await dora().getDORADeployment({ deploymentId: OURS })
    expect(data).toMatchObject({ id: OURS, attributes: { service: 'shop', env: 'production', version: '1' } })
    expect(data?.attributes?.startedAt.getTime()).toBe(STARTED)
    expect(running.requests.at(-1)?.path).toBe(`/api/v2/dora/deployments/${OURS}`)
  })

  it('lists what it asks for, the newest first', async () => {
    for (const [index, env] of ['production', 'staging', 'production'].entries())
      await dora().createDORADeployment(creation({ env, version: `${index}`, startedAt: STARTED + index }))
    const { data = [] } = await dora().listDORADeployments(wish('service:shop env:production'))
    expect(data.map(({ attributes }) => attributes?.version)).toEqual(['2', '0'])
    expect((await dora().listDORADeployments(wish('service:other'))).data).toEqual([])
    expect(datadog.surprises).toEqual([])
  })

  it('marks a change failure with its remediation', async () => {
    await dora().createDORADeployment(creation({ id: OURS }))
    const attributes = { changeFailure: true, remediation: { type: 'rollback', id: 'other' } } as const
    const data = { id: OURS, type: 'dora_deployment_patch_request', attributes } as const
    await dora().patchDORADeployment({ deploymentId: OURS, body: { data } })
    expect(datadog.deployments).toMatchObject([
      { id: OURS, changeFailure: true, remediation: { type: 'rollback', id: 'other' } },
    ])
  })

  it('deletes a deployment, under the singular path', async () => {
    await dora().createDORADeployment(creation({ id: OURS }))
    await dora().deleteDORADeployment({ deploymentId: OURS })
    expect(datadog.deployments).toEqual([])
    expect(running.requests.at(-1)?.path).toBe(`/api/v2/dora/deployment/${OURS}`)
  })

  it('posts an event', async () => {
    const events = new v1.EventsApi(configuration(''))
    const { status, event } = await events.createEvent({
      body: { title: 'Deploy', text: 'of shop', tags: ['a:b'] },
    })
    expect(status).toBe('ok')
    expect(event).toMatchObject({ title: 'Deploy', text: 'of shop' })
    expect(datadog.surprises).toEqual([])
  })

  it('is refused what needs the second key', async () => {
    await expect(dora('wrong').getDORADeployment({ deploymentId: OURS })).rejects.toMatchObject({ code: 403 })
  })

  it('sends the same create as our provider, and both are taken', async () => {
    await dora('').createDORADeployment(
      creation({ id: OURS, env: 'production', version: '1.4.0', team: 'web', customTags: ['tier:front'] }),
    )
    const theirs: unknown = JSON.parse(running.requests[0]?.text ?? '')
    await onStage(fixtureNamed('datadog'), async ({ run, sent }) => {
      await run({ version: '1.4.0', 'datadog-team': 'web', 'datadog-tags': 'tier:front' })
      const [ours] = sent('POST', '/dora/deployment')
      expect(formOf(ours)).toEqual(formOf(theirs))
    })
  })
})

/** The names and types of a body. */
function formOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(formOf)
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, each]): [string, unknown] => [name, formOf(each)])
      .sort(([a], [b]) => a.localeCompare(b)),
  )
}

describe('what the vendor’s own recordings show', () => {
  const send = async (method: string, path: string, body: unknown) => {
    const headers = {
      'dd-api-key': API_KEY,
      'dd-application-key': APP_KEY,
      'content-type': 'application/json',
    }
    const answer = await fetch(`${running.url}${path}`, { method, headers, body: JSON.stringify(body) })
    const text = await answer.text()
    return { status: answer.status, type: answer.headers.get('content-type'), body: JSON.parse(text) }
  }
  const create = (attributes: object) => send('POST', '/api/v2/dora/deployment', { data: { attributes } })
  const whole = { service: 'shop', started_at: 1693491974000000000, finished_at: 1693491984000000000 }

  it('answers a create with 200, JSON:API, and 16 hex of its own', async () => {
    expect(await create(whole)).toEqual({
      status: 200,
      type: 'application/vnd.api+json',
      body: { data: { id: expect.stringMatching(/^[0-9a-f]{16}$/), type: 'dora_deployment' } },
    })
  })

  it('gives the id back that was sent', async () => {
    expect((await create({ ...whole, id: OURS })).body).toEqual({
      data: { id: OURS, type: 'dora_deployment' },
    })
  })

  it('refuses a list without its type, in these words', async () => {
    const refused = await send('POST', '/api/v2/dora/deployments', { data: { attributes: {} } })
    const detail = 'got type "" expected one of "dora_deployments_list_request"'
    const errors = [{ status: '400', title: 'Bad Request', detail }]
    expect(refused).toMatchObject({ status: 400, body: { errors } })
  })

  it('answers a list of nothing with an empty one', async () => {
    const data = { type: 'dora_deployments_list_request', attributes: {} }
    const answer = await send('POST', '/api/v2/dora/deployments', { data })
    expect(answer).toMatchObject({ status: 200, body: { data: [] } })
  })

  it('answers a change with 202 and no data, and refuses a remediation that it does not know', async () => {
    await create({ ...whole, id: OURS })
    const change = (type: string) => {
      const attributes = { change_failure: true, remediation: { type, id: 'other' } }
      const data = { id: OURS, type: 'dora_deployment_patch_request', attributes }
      return send('PATCH', `/api/v2/dora/deployments/${OURS}`, { data })
    }
    expect(await change('rollback')).toMatchObject({ status: 202, body: { data: null } })
    const detail = 'attribute "type" must be one of "rollback rollforward"'
    expect(await change('undo')).toMatchObject({ status: 400, body: { errors: [{ detail }] } })
  })

  it('does not know the singular path for a change', async () => {
    expect((await send('PATCH', `/api/v2/dora/deployment/${OURS}`, {})).status).toBe(404)
  })

  it('takes an event with 202, a title over 100 characters too, and refuses one of long ago', async () => {
    const event = { title: 'x'.repeat(150), text: 'of shop' }
    const id = { id: expect.any(Number), id_str: expect.any(String), url: expect.any(String) }
    expect(await send('POST', '/api/v1/events', event)).toMatchObject({
      status: 202,
      body: { status: 'ok', event: id },
    })
    expect(await send('POST', '/api/v1/events', { ...event, date_happened: 1 })).toEqual({
      status: 400,
      type: 'text/plain',
      body: { errors: ['Event too far in the past'] },
    })
  })

  it.each([
    ['no service', { service: undefined }],
    ['no start', { started_at: undefined }],
    ['no end', { finished_at: undefined }],
    ['a time that is a text', { started_at: '2026-11-20T10:00:00Z' }],
    ['an id of 15', { id: 'a'.repeat(15) }],
    ['an id of 129', { id: 'a'.repeat(129) }],
    ['an id with another sign', { id: `${'a'.repeat(16)}/` }],
    ['101 tags', { custom_tags: Array.from({ length: 101 }, (_, index) => `a:${index}`) }],
  ])('refuses a deployment with %s', async (_, attributes) => {
    expect((await create({ ...whole, ...attributes })).status).toBe(400)
    expect(datadog.deployments).toEqual([])
  })

  it.each([
    ['seconds', 1_700_000_000],
    ['milliseconds', 1_700_000_000_000],
    ['nanoseconds', 1_700_000_000_000_000_000],
  ])('keeps times in %s', async (_, at) => {
    await create({ ...whole, started_at: at, id: OURS })
    expect(datadog.deployments[0]?.attributes['started_at']).toBe('2023-11-14T22:13:20.000Z')
  })
})
