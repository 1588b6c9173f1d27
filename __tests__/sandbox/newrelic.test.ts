// The New Relic stand-in itself: what its contract says of answers that our own client does not provoke.
import { describe, expect, it } from '@jest/globals'
import { ENTITIES, KEY, makeNewRelic, type NewRelic } from '../../sandbox/newrelic/index.ts'
import { makeClock } from '../../sandbox/server.ts'
import { ask as askAt, served } from './served.ts'

const [{ guid: SHOP } = { guid: '' }] = ENTITIES
const DAY = 86_400_000
const clock = makeClock(Date.parse('2026-11-20T10:00:00Z'))

interface Answer {
  readonly status: number
  readonly body: { readonly data?: unknown; readonly errors?: readonly { readonly message: string }[] }
}

async function ask(newrelic: NewRelic, query: string, variables?: object, key = KEY): Promise<Answer> {
  const { url } = await served(newrelic, { clock })
  const sent = { query, ...(variables ? { variables } : {}) }
  const { status, json } = await askAt(`${url}/graphql`, 'POST', sent, {
    'api-key': key,
    'content-type': 'application/json',
  })
  return { status, body: json }
}

const CREATE = `mutation ($deployment: ChangeTrackingDeploymentInput!, $rules: ChangeTrackingDataHandlingRules) {
  changeTrackingCreateDeployment(deployment: $deployment, dataHandlingRules: $rules) { deploymentId version } }`
const deployment = (more: object = {}) => ({ deployment: { entityGuid: SHOP, version: '1', ...more } })
const search = (filter: string) =>
  `{ actor { entity(guid: "${SHOP}") { deploymentSearch(filter: ${filter}) { results { version groupId } } } } }`

describe('a mutation', () => {
  it('takes its arguments inline as well', async () => {
    const newrelic = makeNewRelic({ clock })
    const query = `mutation { changeTrackingCreateDeployment(deployment: { entityGuid: "${SHOP}", version: "1", deploymentType: ROLLING }) { deploymentId entityGuid version timestamp } }`
    const made = {
      deploymentId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      version: '1',
    }
    const data = { changeTrackingCreateDeployment: { ...made, entityGuid: SHOP, timestamp: clock.now() } }
    expect(await ask(newrelic, query)).toEqual({ status: 200, body: { data } })
    expect(newrelic.deployments).toMatchObject([{ deploymentType: 'ROLLING' }])
  })

  it.each([
    ['no version', { version: undefined }, 'version'],
    ['an entity that is not there', { entityGuid: 'none' }, 'Valid entityGuids are required'],
    ['a time of more than a day ago', { timestamp: clock.now() - DAY - 1 }, 'not be more than 24 hours'],
    ['a time in more than a day', { timestamp: clock.now() + DAY + 1 }, 'not be more than 24 hours'],
    ['the time 0', { timestamp: 0 }, 'not be more than 24 hours'],
    ['a kind that does not exist', { deploymentType: 'QUICK' }, 'QUICK'],
    ['a field that does not exist', { environment: 'production' }, 'environment'],
  ])('with %s is refused with 200 and an error', async (_, more, words) => {
    const newrelic = makeNewRelic({ clock })
    const { status, body } = await ask(newrelic, CREATE, deployment(more))
    expect(status).toBe(200)
    expect(body.errors?.map(({ message }) => message).join()).toContain(words)
    expect(newrelic.deployments).toEqual([])
  })

  it('cuts what is too long, unless the rule says to refuse it', async () => {
    const newrelic = makeNewRelic({ clock })
    const long = deployment({ description: 'x'.repeat(5_000) })
    await ask(newrelic, CREATE, long)
    expect(newrelic.deployments[0]?.description).toHaveLength(4096)
    const rules = { validationFlags: ['FAIL_ON_FIELD_LENGTH'] }
    const { body } = await ask(newrelic, CREATE, { ...long, rules })
    expect(body.errors?.[0]?.message).toContain('Field length exceeded: description')
    expect(newrelic.deployments).toHaveLength(1)
  })
})

describe('a search', () => {
  it('shows what is asked for, in the time window', async () => {
    const newrelic = makeNewRelic({ clock })
    for (const [groupId, at] of [
      ['a', 0],
      ['b', 0],
      ['a', 3 * DAY],
    ] as const)
      newrelic.addDeployment({ entityGuid: SHOP, version: groupId, groupId, timestamp: clock.now() - at })
    const window = `timeWindow: { startTime: ${clock.now() - DAY}, endTime: ${clock.now() + DAY} }`
    const { body } = await ask(
      newrelic,
      search(`{ ${window}, query: "groupId = 'a' AND version = 'a'", limit: 9 }`),
    )
    const results = [{ version: 'a', groupId: 'a' }]
    expect(body.data).toEqual({ actor: { entity: { deploymentSearch: { results } } } })
  })

  it.each([
    ['3000', 2_000, 0],
    ['3000', 3_000, 1],
    ['never', 60_000, 0],
  ])('that shows things after %s ms has after %i ms %i of them', async (after, passed, count) => {
    const newrelic = makeNewRelic({ clock, switches: { 'shown-after': after } })
    await ask(newrelic, CREATE, deployment())
    clock.advance(passed)
    const { body } = await ask(newrelic, search('{ limit: 9 }'))
    expect(JSON.stringify(body).split('"version"')).toHaveLength(count + 1)
  })

  it('whose conditions cannot be read is refused', async () => {
    const { body } = await ask(makeNewRelic({ clock }), search('{ query: "groupId ~ 1" }'))
    expect(body.errors?.[0]?.message).toContain('cannot be read')
  })
})

it.each([
  ['401', 401],
  ['200', 200],
])('tells a wrong key by %s', async (way, status) => {
  const newrelic = makeNewRelic({ clock, switches: { 'bad-key': way } })
  const answer = await ask(newrelic, '{ actor { entitySearch(query: "") { count } } }', {}, 'NRAK-OTHER')
  expect(answer).toMatchObject({ status, body: { errors: [{ extensions: { error_code: 'BAD_API_KEY' } }] } })
})

it('is troubled once', async () => {
  const newrelic = makeNewRelic({ clock, switches: { trouble: 'SERVER_ERROR' } })
  expect((await ask(newrelic, CREATE, deployment())).body).toMatchObject({
    errors: [{ extensions: { errorClass: 'SERVER_ERROR' } }],
  })
  expect((await ask(newrelic, CREATE, deployment())).body.errors).toBeUndefined()
})
