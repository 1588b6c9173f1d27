// What is special about Datadog: an id of our own, one record a service, and what cannot be known without a second key.
import { describe, expect, it } from '@jest/globals'
import type { Datadog } from '../../sandbox/datadog/index.ts'
import { APP_KEY, standIn } from '../../sandbox/datadog/index.ts'
import { datadog } from '../../src/providers/datadog/index.ts'
import { fixtureOf } from '../contract/fixtures.ts'
import { onStage, type Stage, type StageOptions } from '../contract/harness.ts'
import { pushVariables } from '../support/events.ts'

type World = ReturnType<typeof standIn.make> & Datadog

const fixture = fixtureOf<World>('datadog', standIn)
const HOUR = 3_600_000
const CREATE = '/api/v2/dora/deployment'

function onDatadog(act: (stage: Stage<World>) => Promise<void>, options?: StageOptions) {
  return onStage<World>(fixture, act, options)
}

const attempt = (number: number) => ({
  github: pushVariables(3, { API_URL: 'http://127.0.0.1:9', RUN_ATTEMPT: String(number) }),
})

const attributesOf = (body: Record<string, unknown> | undefined) => {
  const { attributes } = (body?.['data'] ?? {}) as { attributes: Record<string, unknown> }
  return attributes
}

const created = ({ sent }: Stage<World>) => sent('POST', CREATE).map(attributesOf)

describe('a deployment', () => {
  it('is sent whole: our id, both times in milliseconds, version, commit, team and tags', () =>
    onDatadog(async (stage) => {
      const inputs = { 'started-at': '2026-01-01T10:00:00Z', 'finished-at': '2026-01-01T10:05:00Z' }
      const { outputs } = await stage.run({
        ...inputs,
        version: '1.4.0',
        'datadog-team': 'web',
        'datadog-tags': 'tier:front region:eu',
      })
      expect(created(stage)).toEqual([
        {
          id: expect.stringMatching(/^rd-[0-9a-f]{8}-\d{10,}$/),
          service: 'shop',
          env: 'production',
          version: '1.4.0',
          started_at: Date.parse('2026-01-01T10:00:00Z'),
          finished_at: Date.parse('2026-01-01T10:05:00Z'),
          git: { repository_url: 'https://github.com/acme/shop', commit_sha: outputs['head-sha'] },
          team: 'web',
          custom_tags: ['tier:front', 'region:eu'],
        },
      ])
    }))

  it('is written once for each service, each under its own id, and deploy-id names all', () =>
    onDatadog(async (stage) => {
      const { outputs, ending } = await stage.run({ 'datadog-service': 'shop, cart\npay' })
      expect(ending).toEqual({})
      expect(created(stage).map(({ service }) => service)).toEqual(['shop', 'cart', 'pay'])
      const ids = stage.world.deploys().map(({ id }) => id)
      expect(new Set(ids).size).toBe(3)
      expect(outputs['deploy-id']).toBe(ids.join(' '))
    }))

  it('of several services goes on where an earlier attempt broke off', () =>
    onDatadog(
      async ({ run, world }) => {
        const inputs = { version: '1.4.0', 'datadog-service': 'shop cart' }
        const first = await run(inputs)
        expect(first.ending.fails).toContain('did not record the deployment of cart')
        expect(first.outputs['deploy-id']).toBe(world.deploys()[0]?.id)
        const { ending, outputs } = await run(inputs, attempt(2))
        expect(ending).toEqual({})
        expect(world.deploys()).toHaveLength(2)
        expect(outputs['kind']).toBe('deploy')
        expect(outputs['deploy-id']).toBe(
          world
            .deploys()
            .map(({ id }) => id)
            .join(' '),
        )
      },
      { faults: [`422 POST ${CREATE} x1 after=1`] },
    ))

  it('of another service, by another call of the same reusable workflow, has another id', () =>
    onDatadog(async ({ run, world }) => {
      await run({ version: '1.4.0' })
      await run({ version: '1.4.0', 'datadog-service': 'cart' })
      expect(new Set(world.deploys().map(({ id }) => id)).size).toBe(2)
    }))

  it.each(['one', 'second', '409'])('is there once, whatever a second create does (%s)', (mode) =>
    onDatadog(
      async ({ run, world }) => {
        const { ending, outputs } = await run({ version: '1.4.0' })
        expect(ending).toEqual({})
        expect(world.deploys()).toHaveLength(1)
        expect(outputs['outcome']).toBe('recorded')
      },
      { switches: { 'same-id': mode }, faults: [`500-after POST ${CREATE}`] },
    ))

  it.each(['404', '400', 'null'])('is seen as missing when an unknown id is answered with %s', (answer) =>
    onDatadog(
      async ({ run, world }) => {
        const { ending } = await run({ version: '1.4.0' }, attempt(2))
        expect(ending).toEqual({})
        expect(world.deploys()).toHaveLength(1)
      },
      { switches: { 'unknown-id': answer } },
    ))

  it('may be taken with delay', () =>
    onDatadog(async ({ run }) => expect((await run()).outputs['outcome']).toBe('recorded'), {
      switches: { created: '202' },
    }))

  it('that an incident delays is accepted, with a warning, when it is not shown at once', () =>
    onDatadog(
      async ({ run, world }) => {
        const { outputs, ending, annotations } = await run()
        expect([outputs['outcome'], ending]).toEqual(['accepted', {}])
        expect(annotations.map(({ text }) => text).join()).toContain('delayed by an incident (202)')
        expect(outputs['deploy-id']).toBe(world.deploys().at(-1)?.id)
      },
      { switches: { created: '202', 'shown-after': 'never' } },
    ))

  it('is read back with patience', () =>
    onDatadog(async ({ run }) => expect((await run()).outputs['outcome']).toBe('recorded'), {
      switches: { 'shown-after': '25000' },
    }))

  it.each(['cut-after', '504-after'])('is not sent again after %s, when it is shown after 25 s', (fault) =>
    onDatadog(
      async ({ run, world }) => {
        expect((await run({ version: '1.4.0' })).outputs['outcome']).toBe('recorded')
        expect(world.deploys()).toHaveLength(1)
      },
      {
        switches: { 'shown-after': '25000', 'same-id': 'second' },
        faults: [`${fault} POST ${CREATE}`],
      },
    ))

  it('that is never shown is told with its id', () =>
    onDatadog(
      async ({ run, world }) => {
        const { outputs, ending } = await run()
        expect(ending.fails).toContain('does not show it after 30 s')
        expect(outputs['deploy-id']).toBe(world.deploys().at(-1)?.id)
      },
      { switches: { 'shown-after': 'never' } },
    ))
})

describe('without an application key', () => {
  const blind = { 'datadog-app-key': '', version: '1.4.0' }

  it('is written with one request, and said to be only accepted', () =>
    onDatadog(async ({ run, requests }) => {
      const { outputs, lines, ending } = await run(blind)
      expect(ending).toEqual({})
      expect(outputs['outcome']).toBe('accepted')
      expect(lines.join('\n')).toContain('not read back')
      expect(requests()).toEqual([`POST ${CREATE}`])
    }))

  it.each(['one', '409'])('is one record after a lost answer, by its id (%s)', (mode) =>
    onDatadog(
      async (stage) => {
        const { ending, outputs } = await stage.run(blind)
        expect(ending).toEqual({})
        const [first, second] = created(stage)
        expect(second?.['id']).toBe(first?.['id'])
        expect(stage.world.deploys().map(({ id }) => id)).toEqual([outputs['deploy-id']])
      },
      { switches: { 'same-id': mode }, faults: [`cut-after POST ${CREATE}`] },
    ))

  it('needs a version for a rollback', () =>
    onDatadog(async ({ run, requests }) => {
      const { ending } = await run({ 'datadog-app-key': '', operation: 'rollback' })
      expect(ending.fails).toContain('version or deploy-id is required for this rollback')
      expect(requests()).toEqual([])
    }))
})

describe('a tracked deploy', () => {
  it('is written when the job ends, with the true start', () =>
    onDatadog(async (stage) => {
      const track = { operation: 'track', version: '1.4.0' }
      const main = await stage.run(track)
      expect(stage.requests().filter((each) => each === `POST ${CREATE}`)).toEqual([])
      const begun = stage.clock.now()
      stage.clock.advance(HOUR)
      await stage.run(track, { state: main.state, jobStatus: 'success' })
      const [sent] = created(stage)
      expect(Math.abs(Number(sent?.['started_at']) - begun)).toBeLessThan(5_000)
      expect(Number(sent?.['finished_at']) - Number(sent?.['started_at'])).toBeGreaterThanOrEqual(HOUR)
    }))

  it.each([
    ['failure', 'failed'],
    ['cancelled', 'cancelled'],
  ] as const)('of a job that ended with %s leaves nothing, and says so', (jobStatus, outcome) =>
    onDatadog(async ({ run, world }) => {
      const track = { operation: 'track', version: '1.4.0' }
      const main = await run(track)
      const post = await run(track, { state: main.state, jobStatus })
      expect(post.ending).toEqual({})
      expect(world.deploys()).toEqual([])
      expect(post.everything).toContain(outcome)
    }))
})

describe('a rollback', () => {
  it('looks past a hundred deployments of the live version', () =>
    onDatadog(async ({ run, clock, world }) => {
      for (let number = 0; number < 100; number += 1) {
        clock.advance(60_000)
        world.addDeployment({ version: '1.2.0', id: `another-tool-${number}-0123` })
      }
      clock.advance(60_000)
      expect((await run({ operation: 'rollback' })).outputs['version']).toBe('1.1.0')
    }))

  it('records the version before, with its commit, and marks what it replaced as a change failure', () =>
    onDatadog(async (stage) => {
      const { outputs, ending } = await stage.run({ operation: 'rollback' })
      expect(ending).toEqual({})
      expect(outputs).toMatchObject({ version: '1.0.0', kind: 'rollback' })
      const [sent] = created(stage)
      expect(sent).toMatchObject({ version: '1.0.0', git: { commit_sha: `0${'b'.repeat(39)}` } })
      const marked = stage.world.deployments.filter(({ changeFailure }) => changeFailure)
      expect(marked).toMatchObject([
        {
          attributes: { version: '1.1.0' },
          remediation: { type: 'rollback', id: outputs['deploy-id'] },
        },
      ])
    }))

  it('whose mark failed warns, and a re-run marks the same deployment although a later one came', () =>
    onDatadog(
      async ({ run, world, clock }) => {
        const rollback = { operation: 'rollback', version: '1.0.0' }
        const first = await run(rollback)
        expect(first.ending).toEqual({})
        expect(first.annotations.map(({ text }) => text).join()).toContain('mark deployment')
        clock.advance(HOUR)
        await run({ version: '2.0.0' }, { jobIndex: 7 })
        const second = await run(rollback, attempt(2))
        expect(second.outputs['outcome']).toBe('existing')
        const marked = world.deployments.filter(({ changeFailure }) => changeFailure)
        expect(marked).toMatchObject([{ attributes: { version: '1.1.0' } }])
      },
      { faults: ['422 PATCH /api/v2/dora/deployments/'] },
    ))

  it('marks nothing where nothing else was deployed', () =>
    onDatadog(async ({ run, requests }) => {
      const { ending } = await run({ operation: 'rollback', version: '0.9.0', 'datadog-service': 'cart' })
      expect(ending).toEqual({})
      expect(requests().filter((each) => each.startsWith('PATCH'))).toEqual([])
    }))
})

describe('an event', () => {
  it('goes to the graphs beside the deployment, once', () =>
    onDatadog(async ({ run, world }) => {
      const inputs = { version: '1.4.0', 'datadog-event': 'true', 'datadog-tags': 'tier:front' }
      const { outputs } = await run(inputs)
      await run(inputs, attempt(2))
      expect(world.events).toMatchObject([
        {
          title: 'shop 1.4.0 deployed to production',
          tags: ['service:shop', 'env:production', 'version:1.4.0', 'tier:front'],
        },
      ])
      expect(outputs['outcome']).toBe('recorded')
    }))

  it('that is refused leaves the deployment recorded, and warns', () =>
    onDatadog(
      async ({ run, world }) => {
        const { ending, annotations } = await run({ 'datadog-event': 'true' })
        expect(ending).toEqual({})
        expect(world.deploys()).toHaveLength(1)
        expect(annotations.map(({ text }) => text).join()).toContain('did not put the event on the graphs')
      },
      { faults: ['400 POST /api/v1/events'] },
    ))

  it('carries no markup of the deploy’s name', () =>
    onDatadog(async ({ run, world }) => {
      await run({ 'datadog-event': 'true', 'deploy-name': 'a](https://evil.example) [b' })
      expect(String(world.events[0]?.['text'])).toContain('[a (https://evil.example)  b](')
    }))
})

describe('the inputs', () => {
  it.each([
    [{ 'datadog-service': '' }, 'datadog-service is required'],
    [{ 'datadog-tags': 'tier:front odd' }, 'datadog-tags must be key:value, unlike odd.'],
    [{ 'datadog-tags': Array.from({ length: 101 }, (_, i) => `a:${i}`).join(' ') }, 'datadog-tags are 101'],
    [{ 'datadog-site': 'ddog-gov.com' }, 'datadog-site must be one of'],
  ])('are refused before any request: %j', (inputs, words) =>
    onDatadog(async ({ run, requests }) => {
      expect((await run(inputs)).ending.fails).toContain(words)
      expect(requests()).toEqual([])
    }))

  it.each([
    ['datadoghq.com', 'https://api.datadoghq.com', 'https://app.datadoghq.com'],
    ['datadoghq.eu', 'https://api.datadoghq.eu', 'https://app.datadoghq.eu'],
    ['us5.datadoghq.com', 'https://api.us5.datadoghq.com', 'https://us5.datadoghq.com'],
  ])('have site %s speak with its own host', (datadogSite, api, web) => {
    const own = { datadogSite, datadogAppKey: '', datadogService: [], datadogTeam: '', datadogTags: [] }
    const access = { token: 'key', apiUrl: '', env: {} }
    expect(datadog.connect({ ...own, datadogEvent: false }, access)).toMatchObject({
      baseUrl: api,
      webUrl: web,
    })
  })

  it('are quoted in a search where they are no plain word', () =>
    onDatadog(async ({ run, sent }) => {
      await run({ environment: 'a "b" c' })
      expect(attributesOf(sent('POST', '/dora/deployments')[0])).toMatchObject({
        query: 'service:shop env:"a \\"b\\" c"',
      })
    }))

  it('hide the application key wherever it is said', () =>
    onDatadog(async ({ run }) => {
      const { everything } = await run({ version: APP_KEY })
      expect(everything).not.toContain(APP_KEY)
    }))
})
