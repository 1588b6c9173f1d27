// What is special about New Relic: GraphQL, whose refusals come with 200; a search that lags; entities in the place of
// environments; and only times within a day.
import { describe, expect, it } from '@jest/globals'
import { ENTITIES, type NewRelic, standIn } from '../../sandbox/newrelic/index.ts'
import { newrelic } from '../../src/providers/newrelic/index.ts'
import { fixtureOf } from '../contract/fixtures.ts'
import { onStage, type Stage, type StageOptions } from '../contract/harness.ts'
import { push, pushVariables } from '../support/events.ts'

type World = ReturnType<typeof standIn.make> & NewRelic

const fixture = fixtureOf<World>('newrelic', standIn)
const HOUR = 3_600_000
const [SHOP = '', CART = ''] = ENTITIES.map(({ guid }) => guid)

function onNewRelic(act: (stage: Stage<World>) => Promise<void>, options?: StageOptions) {
  return onStage<World>(fixture, act, options)
}

const attempt = (number: number) => ({
  github: pushVariables(3, { API_URL: 'http://127.0.0.1:9', RUN_ATTEMPT: String(number) }),
})

/** The mutations that were sent. */
const created = ({ sent }: Stage<World>) => sent('POST', '/graphql').filter(isMutation)
const isMutation = ({ query }: Record<string, unknown>) => String(query).startsWith('mutation')
const made = ({ world }: Stage<World>) => world.deployments.slice(2)

describe('a deployment', () => {
  it('is sent whole, with the rule that refuses what is too long', () =>
    onNewRelic(async (stage) => {
      const message = (index: number) => `fix: thing ${index}\n\nat length`
      const { outputs } = await stage.run({ version: '1.4.0' }, { event: push({ count: 3, message }) })
      const [sent] = created(stage)
      expect(sent?.['variables']).toEqual({
        deployment: {
          entityGuid: SHOP,
          version: '1.4.0',
          deploymentType: 'BASIC',
          timestamp: expect.any(Number),
          groupId: expect.stringMatching(/^record-deploy \[[0-9a-f]{8}\]$/),
          commit: outputs['head-sha'],
          changelog: '- fix: thing 3\n- fix: thing 2\n- fix: thing 1',
          description: 'fix: thing 3',
          deepLink: 'https://github.com/acme/shop/actions/runs/4242424242',
          user: 'octocat',
        },
        rules: { validationFlags: ['FAIL_ON_FIELD_LENGTH'] },
      })
      expect(outputs).toMatchObject({ outcome: 'recorded', 'deploy-id': made(stage)[0]?.deploymentId })
    }))

  it.each([
    ['blue_green', 'BLUE_GREEN'],
    ['Canary', 'CANARY'],
    ['other', 'OTHER'],
  ])('has the kind %s', (given, sent) =>
    onNewRelic(async (stage) => {
      await stage.run({ 'newrelic-type': given })
      expect(made(stage)).toMatchObject([{ deploymentType: sent }])
    }))

  it('is written once for each entity, each under its own group, and deploy-id names all', () =>
    onNewRelic(async (stage) => {
      const { outputs, ending } = await stage.run({ 'newrelic-guid': `${SHOP} ${CART}` })
      expect(ending).toEqual({})
      expect(made(stage).map(({ entityGuid }) => entityGuid)).toEqual([SHOP, CART])
      expect(new Set(made(stage).map(({ groupId }) => groupId)).size).toBe(2)
      expect(outputs['deploy-id']).toBe(
        made(stage)
          .map(({ deploymentId }) => deploymentId)
          .join(' '),
      )
    }))

  it('of several entities is not written again by a re-run', () =>
    onNewRelic(async (stage) => {
      const inputs = { version: '1.4.0', 'newrelic-guid': `${SHOP} ${CART}` }
      const first = await stage.run(inputs)
      const second = await stage.run(inputs, attempt(2))
      expect(second.outputs).toMatchObject({
        outcome: 'existing',
        kind: 'deploy',
        'deploy-id': first.outputs['deploy-id'],
      })
      expect(made(stage)).toHaveLength(2)
    }))

  it.each(['3000', '25000'])('is read back with patience, when it is shown after %s ms', (ms) =>
    onNewRelic(
      async ({ run }) => {
        const { outputs, waitedMs } = await run()
        expect(outputs['outcome']).toBe('recorded')
        expect(waitedMs).toBeGreaterThanOrEqual(Number(ms))
      },
      { switches: { 'shown-after': ms } },
    ))

  it.each(['cut-after', '504-after'])('is not written again after %s, when it is shown after 25 s', (fault) =>
    onNewRelic(
      async (stage) => {
        expect((await stage.run()).outputs['outcome']).toBe('recorded')
        expect(made(stage)).toHaveLength(1)
      },
      { switches: { 'shown-after': '25000' }, faults: [`${fault} POST /graphql`] },
    ))

  it.each([
    [SHOP, ''],
    ['', "name = 'shop'"],
  ])('is recorded, and once, where the answers hold nulls: %s %s', (guid, entity) =>
    onNewRelic(
      async (stage) => {
        const inputs = { version: '1.4.0', 'newrelic-guid': guid, 'newrelic-entity': entity }
        expect((await stage.run(inputs, attempt(2))).outputs['outcome']).toBe('recorded')
        expect((await stage.run(inputs, attempt(3))).outputs['outcome']).toBe('existing')
        expect(made(stage)).toHaveLength(1)
      },
      { switches: { nulls: 'some' } },
    ))

  it('that no search shows is told with its id', () =>
    onNewRelic(
      async (stage) => {
        const { outputs, ending } = await stage.run()
        expect(ending.fails).toContain('does not show it after 30 s')
        expect(outputs['deploy-id']).toBe(made(stage)[0]?.deploymentId)
        expect(made(stage)).toHaveLength(1)
      },
      { switches: { 'shown-after': 'never' } },
    ))
})

describe('an answer with 200 that tells an error', () => {
  it.each([
    'SERVER_ERROR',
    'INTERNAL_SERVER_ERROR',
    'TIMEOUT',
    'done-SERVER_ERROR',
    'done-partly',
  ])('is looked up after %s, and one is there in the end', (trouble) =>
    onNewRelic(
      async (stage) => {
        const { ending, outputs } = await stage.run({ version: '1.4.0' })
        expect(ending).toEqual({})
        expect(made(stage)).toHaveLength(1)
        expect(outputs['deploy-id']).toBe(made(stage)[0]?.deploymentId)
      },
      { switches: { trouble } },
    ))

  it.each(['401', '200'])('of a wrong key names the key, also told by %s', (way) =>
    onNewRelic(
      async (stage) => {
        const { ending } = await stage.run({ token: 'NRAK-OTHER' })
        expect(ending.fails).toContain(`answered ${way}`)
        expect(ending.fails).toContain('Check the token: a user key (NRAK-…)')
        expect(created(stage)).toHaveLength(1)
      },
      { switches: { 'bad-key': way } },
    ))

  it('of an unknown entity says what New Relic says, and what to check', () =>
    onNewRelic(async (stage) => {
      const { ending, outputs } = await stage.run({ 'newrelic-guid': 'MXxBUE18QVBQTElDQVRJT058OTk' })
      expect(ending.fails).toContain(
        'New Relic did not record the deployment of MXxBUE18QVBQTElDQVRJT058OTk: POST /graphql answered 200 ("Valid entityGuids are required',
      )
      expect(ending.fails).toContain('Check newrelic-guid')
      expect(outputs['outcome']).toBe('error')
      expect(created(stage)).toHaveLength(1)
    }))

  it('of a text that is too long is not one of a cut text', () =>
    onNewRelic(async (stage) => {
      const { ending } = await stage.run({ version: 'x'.repeat(1_100) })
      expect(ending.fails).toContain('A text is longer than New Relic takes: shorten it.')
      expect(made(stage)).toEqual([])
    }))

  it('of a read is asked again when it is the server’s', () =>
    onNewRelic(
      async ({ run }) => {
        const { ending } = await run({ 'newrelic-guid': '', 'newrelic-entity': "name = 'shop'" })
        expect(ending).toEqual({})
      },
      { switches: { trouble: 'SERVER_ERROR' } },
    ))
})

describe('a read that fails', () => {
  it('after the write is repeated, four times at most', async () => {
    const after = 'after=1'
    await onNewRelic(async ({ run }) => expect((await run()).ending).toEqual({}), {
      faults: [`500 POST /graphql x3 ${after}`],
    })
    await onNewRelic(
      async (stage) => {
        expect((await stage.run()).ending.fails).toContain('answered 500')
        expect(made(stage)).toHaveLength(1)
      },
      { faults: [`500 POST /graphql x* ${after}`] },
    )
  })
})

describe('newrelic-entity', () => {
  const entity = (query: string) => ({ 'newrelic-guid': '', 'newrelic-entity': query })

  it('finds the one entity that it matches', () =>
    onNewRelic(async (stage) => {
      const { ending, outputs } = await stage.run(entity("name = 'cart' AND domain = 'APM'"))
      expect(ending).toEqual({})
      expect(made(stage)).toMatchObject([{ entityGuid: CART }])
      expect(outputs['deploy-url']).toContain(`/redirect/entity/${CART}`)
    }))

  it('names those that it matches when there are several', () =>
    onNewRelic(async (stage) => {
      const { ending } = await stage.run(entity("name LIKE 'shop'"))
      expect(ending.fails).toContain('newrelic-entity must match exactly one entity. It matches 2: shop (')
      expect(ending.fails).toContain('and shop-worker (')
      expect(created(stage)).toEqual([])
    }))

  it('suggests what is near when it matches none', () =>
    onNewRelic(async ({ run }) => {
      const { ending } = await run(entity("name = 'shpo'"))
      expect(ending.fails).toContain(`Did you mean shop (${SHOP})?`)
      expect((await run(entity("name = 'nothing-like-it'"))).ending.fails).toContain(
        'exactly one entity. Or give',
      )
    }))

  it('is looked up in a dry run too', () =>
    onNewRelic(async ({ run }) => {
      const { ending } = await run({ ...entity("name = 'none'"), 'dry-run': 'true' })
      expect(ending.fails).toContain('newrelic-entity must match exactly one')
    }))

  it('tells two steps of one run apart', () =>
    onNewRelic(async (stage) => {
      await stage.run(entity("name = 'shop'"))
      await stage.run(entity("name = 'cart'"))
      expect(new Set(made(stage).map(({ groupId }) => groupId)).size).toBe(2)
    }))
})

describe('the 24 hours', () => {
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString()

  it.each([25 * HOUR, -25 * HOUR])('are an input error before anything is written: %i ms', (ms) =>
    onNewRelic(async (stage) => {
      expect((await stage.run({ 'started-at': ago(ms) })).ending.fails).toContain('within 24 hours')
      expect(created(stage)).toEqual([])
    }))

  it('are kept to the hour', () =>
    onNewRelic(async (stage) => {
      const at = ago(23 * HOUR)
      expect((await stage.run({ 'started-at': at })).ending).toEqual({})
      expect(made(stage)).toMatchObject([{ timestamp: Date.parse(at) }])
    }))

  it('do not lose a tracked deploy that took longer', () =>
    onNewRelic(async (stage) => {
      const track = { operation: 'track', version: '1.4.0' }
      const main = await stage.run(track)
      stage.clock.advance(30 * HOUR)
      const post = await stage.run(track, { state: main.state, jobStatus: 'success' })
      expect(post.ending).toEqual({})
      expect(made(stage)).toHaveLength(1)
    }))
})

describe('a tracked deploy', () => {
  it('is written at the end with its true start', () =>
    onNewRelic(async (stage) => {
      const track = { operation: 'track', version: '1.4.0' }
      const begun = stage.clock.now()
      const main = await stage.run(track)
      expect(created(stage)).toEqual([])
      stage.clock.advance(HOUR)
      await stage.run(track, { state: main.state, jobStatus: 'success' })
      expect(Math.abs((made(stage)[0]?.timestamp ?? 0) - begun)).toBeLessThan(5_000)
    }))

  it.each(['failure', 'cancelled'] as const)('of a job that ended with %s leaves nothing', (jobStatus) =>
    onNewRelic(async (stage) => {
      const track = { operation: 'track', version: '1.4.0' }
      const main = await stage.run(track)
      expect((await stage.run(track, { state: main.state, jobStatus })).ending).toEqual({})
      expect(made(stage)).toEqual([])
    }))
})

describe('a rollback', () => {
  it('is a deployment of the version before, with its commit and no changelog of another', () =>
    onNewRelic(async (stage) => {
      const { outputs, ending } = await stage.run({ operation: 'rollback' })
      expect(ending).toEqual({})
      expect(outputs).toMatchObject({ version: '1.0.0', kind: 'rollback' })
      const [record] = made(stage)
      expect(record).toMatchObject({ version: '1.0.0', commit: 'b'.repeat(40), deploymentType: 'OTHER' })
      expect(record?.description).toMatch(/^Rollback\. /)
      expect(record?.changelog).toBeUndefined()
    }))

  it('looks a year back where a month tells too little', () =>
    onNewRelic(async ({ run, clock }) => {
      clock.advance(45 * 24 * HOUR)
      expect((await run({ operation: 'rollback' })).outputs['version']).toBe('1.0.0')
    }))

  it.each([
    'newest',
    'oldest',
    'mixed',
  ])('finds the newest among more than a search gives (%s first)', (order) =>
    onNewRelic(
      async ({ run, clock, world }) => {
        for (let number = 0; number < 300; number += 1) {
          clock.advance(HOUR)
          world.addDeployment({ entityGuid: SHOP, version: `2.${number}` })
        }
        expect((await run({ operation: 'rollback' })).outputs['version']).toBe('2.298')
      },
      { switches: { order } },
    ))

  it('asks for whole milliseconds, however short the time', () =>
    onNewRelic(
      async (stage) => {
        for (let number = 0; number < 250; number += 1) {
          stage.clock.advance(1)
          stage.world.addDeployment({ entityGuid: SHOP, version: '2.0.0' })
        }
        await stage.run({ operation: 'rollback' })
        const sent = JSON.stringify(stage.sent('POST', '/graphql'))
        const times = [...sent.matchAll(/"startTime":([^,]+)/g)].map(([, time]) => Number(time))
        expect(times.length).toBeGreaterThan(20)
        expect(times.filter((time) => !Number.isInteger(time))).toEqual([])
      },
      { switches: { order: 'oldest' } },
    ))

  it('looks past a quiet fortnight behind more than a search gives, by one search where that begins with the newest', () =>
    onNewRelic(
      async (stage) => {
        const { run, clock, world } = stage
        const add = (version: string) => world.addDeployment({ entityGuid: SHOP, version })
        for (let number = 0; number < 250; number += 1) {
          clock.advance(HOUR)
          add(`2.${number}`)
        }
        clock.advance(10 * 24 * HOUR)
        add('3.0.0')
        clock.advance(6 * 24 * HOUR)
        expect((await run({ operation: 'rollback' })).outputs['version']).toBe('2.249')
        // The search, the mutation, and the search for it.
        expect(stage.sent('POST', '/graphql')).toHaveLength(3)
      },
      { switches: { order: 'newest' } },
    ))

  it('keeps the kind that was asked for', () =>
    onNewRelic(async (stage) => {
      await stage.run({ operation: 'rollback', 'newrelic-type': 'canary' })
      expect(made(stage)).toMatchObject([{ deploymentType: 'CANARY' }])
    }))
})

describe('the inputs', () => {
  it.each([
    [{ 'newrelic-guid': '' }, 'newrelic-guid or newrelic-entity is required'],
    [{ 'newrelic-entity': "name = 'shop'" }, 'are both set; keep one'],
    [{ token: 'NRII-insertkey' }, 'token is not a user key'],
    [{ token: `${'a'.repeat(36)}NRAL` }, 'token is not a user key'],
    [{ 'newrelic-region': 'mars' }, 'newrelic-region must be one of'],
  ])('are refused before any request: %j', (inputs, words) =>
    onNewRelic(async ({ run, requests }) => {
      expect((await run(inputs)).ending.fails).toContain(words)
      expect(requests()).toEqual([])
    }))

  it.each([
    ['us', 'https://api.newrelic.com', 'https://one.newrelic.com'],
    ['eu', 'https://api.eu.newrelic.com', 'https://one.eu.newrelic.com'],
    ['jp', 'https://api.jp.newrelic.com', 'https://one.jp.newrelic.com'],
    ['gov', 'https://gov-api.newrelic.com', 'https://gov-one.newrelic.com'],
  ] as const)('have region %s speak with its own host', (newrelicRegion, api, web) => {
    const own = { newrelicRegion, newrelicGuid: [], newrelicEntity: '', newrelicType: 'basic' }
    const access = { token: 'key', apiUrl: '', env: {} }
    expect(newrelic.connect(own, access)).toMatchObject({ baseUrl: api, webUrl: web })
  })

  it('may give the address with its /graphql', () =>
    onNewRelic(async ({ run, running, requests }) => {
      expect((await run({ 'api-url': `${running.url}/graphql` })).ending).toEqual({})
      expect(new Set(requests())).toEqual(new Set(['POST /graphql']))
    }))
})
