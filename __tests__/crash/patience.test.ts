// What one look, one marker for a whole job, or one list would get wrong: each test falls when that one thing is switched off.
import { describe, expect, it } from '@jest/globals'
import { type Fixture, fixtureNamed, fixtures } from '../contract/fixtures.ts'
import { deployWrites, onStage, type Stage } from '../contract/harness.ts'
import { pushVariables } from '../support/events.ts'
import { settle, withTimeouts } from '../support/timeouts.ts'
import { problemsOf, tell } from './story.ts'

/** A sandbox whose time-outs and late acts follow one clock. */
function on(
  fixture: Fixture,
  faults: readonly string[],
  act: (stage: Stage) => Promise<void>,
): Promise<void> {
  return onStage(fixture, (stage) => withTimeouts(stage.clock, () => act(stage)), { faults, leaps: true })
}

const sentry = fixtureNamed('sentry')
const known = fixtures.filter(({ identity }) => identity === 'lookup')
const named = (all: readonly Fixture[]) => all.map((fixture) => [fixture.id, fixture] as const)
const looking = named(known)
const recording = named(known.filter(({ failing }) => !failing))
const deploying = named(known.filter(({ failing }) => failing))

const plain = (fixture: Fixture) => ({ operation: 'deploy', version: '1.4.0', ...fixture.operations.deploy })
const write = ({ write: { method, path } }: Fixture) => `${method} ${path}`
const sent = (fixture: Fixture, { running }: Stage) => deployWrites(fixture, running).length
const ids = ({ world }: Stage) => [...new Set(world.deploys().map(({ id }) => id))]

describe('the patience of a look', () => {
  it.each(
    looking,
  )('%s: a write that was answered 504 and carried out three seconds later is one record', async (_, fixture) => {
    await on(fixture, [`504-late=3000 ${write(fixture)}`], async (stage) => {
      const { outputs } = await stage.run(plain(fixture))
      await settle(stage.running, stage.clock)
      expect([ids(stage).length, sent(fixture, stage)]).toEqual([1, 1])
      expect(outputs['deploy-id'] || ids(stage)[0]).toBe(ids(stage)[0])
    })
  })

  it.each(
    looking,
  )('%s: a write that is carried out two seconds after our time-out is one record', async (_, fixture) => {
    await on(fixture, [`slow=17000,18000 ${write(fixture)}`], async (stage) => {
      await stage.run(plain(fixture))
      await settle(stage.running, stage.clock)
      expect([ids(stage).length, sent(fixture, stage)]).toEqual([1, 1])
    })
  })

  it.each(
    looking,
  )('%s: a write that is carried out three seconds after a cut is found and not sent again', async (_, fixture) => {
    await on(fixture, [`cut-late=3000 ${write(fixture)}`], async (stage) => {
      const { ending } = await stage.run(plain(fixture))
      await settle(stage.running, stage.clock)
      expect(ending).toEqual({})
      expect([ids(stage).length, sent(fixture, stage)]).toEqual([1, 1])
    })
  })

  it.each(
    recording,
  )('%s: a write that a server never carried out is sent again in the end', async (_, fixture) => {
    await on(fixture, [`504 ${write(fixture)}`], async (stage) => {
      const { ending } = await stage.run(plain(fixture))
      expect(ending).toEqual({})
      expect([ids(stage).length, sent(fixture, stage)]).toEqual([1, 2])
    })
  })

  it.each(
    deploying,
  )('%s: a deploy that was answered 504 is never made to happen twice, and the step says so', async (_, fixture) => {
    await on(fixture, [`504 ${write(fixture)}`], async (stage) => {
      const { ending } = await stage.run(plain(fixture))
      expect(ending.fails).toContain('may have happened')
      expect([ids(stage).length, sent(fixture, stage)]).toEqual([0, 1])
    })
  })

  it.each(looking)('%s: what was just made may be shown a second late', async (_, fixture) => {
    await on(fixture, ['lag=1000 GET / x*'], async (stage) => {
      const { ending, outputs } = await stage.run(plain(fixture))
      expect(ending).toEqual({})
      expect([outputs['deploy-id'], ids(stage).length]).toEqual([ids(stage)[0], 1])
    })
  })

  it('Sentry: the release that a killed main made a moment ago is waited for before its deploy is closed', async () => {
    await on(sentry, ['lag=3000 GET / x*'], async (stage) => {
      const main = await stage.run({ ...plain(sentry), operation: 'track', timeout: '1s' })
      expect(main.ending.fails).toBeDefined()
      const { ending, outputs } = await stage.run({ ...plain(sentry), operation: 'finish' })
      expect(ending).toEqual({})
      expect([outputs['deploy-id'], ids(stage).length]).toEqual([ids(stage)[0], 1])
    })
  })

  it.each(
    looking.filter(([, { operations }]) => operations.track),
  )('%s: what a killed main stage sent is closed by its post stage although it is shown late', async (_, fixture) => {
    const script = { operation: 'track', status: 'success' } as const
    for (let request = 1; request <= 4; request++) {
      const crash = { kind: 'kill', phase: 'after', request } as const
      const told = await tell(fixture, script, crash, ['lag=3000 GET / x*'])
      expect(problemsOf(fixture, script, told)).toEqual([])
    }
  })

  it('Rollbar: a post stage looks again when the look that took long began before the write was carried out', async () => {
    const rollbar = fixtureNamed('rollbar')
    const script = { operation: 'track', status: 'failure' } as const
    const faults = ['hang-late=17000 * / x1', '504-late=17000,15500 GET / x2 after=2']
    const told = await tell(rollbar, script, { kind: 'kill', phase: 'answered', request: 1 }, faults)
    expect(problemsOf(rollbar, script, told)).toEqual([])
  })

  it('Rollbar: a look that took long is followed by one that begins when the time is over', async () => {
    const rollbar = fixtureNamed('rollbar')
    // The first page is read before the write is carried out; the second keeps the look until the patience is over.
    await on(rollbar, [`hang-late=17000 ${write(rollbar)}`, 'hang GET / x2 after=1'], async (stage) => {
      const { ending } = await stage.run(plain(rollbar))
      await settle(stage.running, stage.clock)
      expect(ending).toEqual({})
      expect([ids(stage).length, sent(rollbar, stage)]).toEqual([1, 1])
    })
  })

  it('Sentry: a deploy that its release counts and no list shows is found', async () => {
    await on(sentry, [`500-half ${write(sentry)}`], async (stage) => {
      await stage.run(plain(sentry))
      expect([ids(stage).length, sent(sentry, stage)]).toEqual([1, 1])
    })
  })

  it('Sentry: two records that came about all the same are named in a warning', async () => {
    // The first is carried out while the second is under way, unless it was waited for.
    await on(sentry, [`504-late=25000 ${write(sentry)}`, `slow=10000 ${write(sentry)}`], async (stage) => {
      const { annotations } = await stage.run(plain(sentry))
      await settle(stage.running, stage.clock)
      const held = ids(stage)
      const warned = annotations.filter(({ level }) => level !== 'notice').map(({ text }) => text)
      // Sentry lists only the last one of an environment; its count tells of the other.
      if (held.length > 1) expect(warned).toEqual([expect.stringMatching(/has this deploy twice/)])
      if (held.length > 1) expect(warned[0]).toContain(held.at(-1))
    })
  })
})

/** A second step of the same job: the runner tells the two apart by GITHUB_ACTION. */
const secondStep = (more: Readonly<Record<string, string>> = {}) => ({
  github: pushVariables(3, { API_URL: 'http://127.0.0.1:9', ACTION: '__record-deploy_2', ...more }),
})

describe('the record of a step', () => {
  it.each(looking)('%s: is its own, where the second step loses its write', async (_, fixture) => {
    await on(fixture, [], async (stage) => {
      const first = await stage.run(plain(fixture))
      stage.running.faults.add(`cut ${write(fixture)}`)
      const second = await stage.run(plain(fixture), secondStep())
      expect([first.ending, second.ending]).toEqual([{}, {}])
      expect(second.outputs['deploy-id']).not.toBe(first.outputs['deploy-id'])
      expect(stage.world.deploys().map(({ text }) => text)).toHaveLength(2)
    })
  })

  it.each(
    looking,
  )('%s: is its own in a re-run, where the second step was refused before', async (_, fixture) => {
    await on(fixture, [], async (stage) => {
      const first = await stage.run(plain(fixture))
      stage.running.faults.add(`403 ${write(fixture)}`)
      expect((await stage.run(plain(fixture), secondStep())).ending.fails).toBeDefined()
      const again = await stage.run(plain(fixture), secondStep({ RUN_ATTEMPT: '2' }))
      expect(again.ending).toEqual({})
      expect(again.outputs['deploy-id']).not.toBe(first.outputs['deploy-id'])
      expect(ids(stage)).toHaveLength(2)
    })
  })

  it.each(looking)('%s: is found again by the same step of a re-run', async (_, fixture) => {
    await on(fixture, [], async (stage) => {
      const first = await stage.run(plain(fixture), secondStep())
      const again = await stage.run(plain(fixture), secondStep({ RUN_ATTEMPT: '2' }))
      expect(again.outputs['deploy-id']).toBe(first.outputs['deploy-id'])
      expect(ids(stage)).toHaveLength(1)
    })
  })

  it('Sentry: of two calls of one reusable workflow for two projects is each its own', async () => {
    await on(sentry, [], async (stage) => {
      const web = await stage.run({ ...plain(sentry), 'sentry-projects': 'web' })
      stage.running.faults.add(`cut ${write(sentry)}`)
      const api = await stage.run({ ...plain(sentry), 'sentry-projects': 'api' })
      expect([web.ending, api.ending]).toEqual([{}, {}])
      expect(api.outputs['deploy-id']).not.toBe(web.outputs['deploy-id'])
      expect(ids(stage)).toHaveLength(2)
    })
  })
})

describe('a server that closes after each answer without a word', () => {
  it.each(
    fixtures.map((fixture) => [fixture.id, fixture] as const),
  )('%s: loses nothing', async (_, fixture) => {
    for (const fault of ['close=0', 'close=1', 'close=2', 'close=3', 'reset=0', 'reset=3']) {
      await on(fixture, [`${fault} * / x*`], async (stage) => {
        const { ending } = await stage.run(plain(fixture))
        expect({ fault, ending, held: ids(stage).length }).toEqual({ fault, ending: {}, held: 1 })
      })
    }
  })
})
