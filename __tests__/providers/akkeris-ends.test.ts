// How releases and builds end at the real controller: ends that change, and records that never end.
import { describe, expect, it } from '@jest/globals'
import { akkerisSeed } from '../../sandbox/akkeris/index.ts'
import { again, atAkkeris, builtAt, IMAGE, madeAt, ROLLBACK, routesOf } from '../support/akkeris.ts'

const MINUTE = 60_000

describe('a refused release', () => {
  it('promises nothing about what runs', () =>
    atAkkeris({ release: 'refused', dynos: 'web,worker' }, async ({ run }) => {
      const { ending, outputs } = await run()
      expect(outputs['outcome']).toBe('failed')
      expect(ending.fails).toContain('Dynos of other types may already run the new build')
      expect(ending.fails).not.toContain('what ran before')
    }))

  it.each([
    ['refused,succeeded@3', 'refused'],
    ['pending,failed,succeeded@9', 'failed while it was followed'],
  ])('is a success when it comes up after all (%s, %s)', (release) =>
    atAkkeris({ release, dynos: 'web,worker' }, async ({ run, world }) => {
      const { ending, outputs } = await run({ 'akkeris-status': 'true' })
      expect(ending).toEqual({})
      expect(outputs['outcome']).toBe('succeeded')
      expect(madeAt(world).map(({ statuses }) => statuses.map(({ state }) => state))).toEqual([['success']])
    }))

  it('that nobody reports is failed after some ten seconds', () =>
    atAkkeris({ release: 'refused' }, async ({ run }) => {
      const { outputs, waitedMs } = await run()
      expect(outputs['outcome']).toBe('failed')
      expect(waitedMs).toBeGreaterThan(9_000)
      expect(waitedMs).toBeLessThan(30_000)
    }))

  it('is failed at once where nobody waits', () =>
    atAkkeris({ release: 'refused' }, async ({ run }) => {
      const { outputs, waitedMs } = await run({ wait: 'false' })
      expect(outputs['outcome']).toBe('failed')
      expect(waitedMs).toBeLessThan(2_000)
    }))

  it('that came up meanwhile is found by a re-run, which corrects its status', () =>
    atAkkeris({}, async ({ run, world, clock }) => {
      world.scriptRelease('refused,succeeded@300')
      expect((await run({ 'akkeris-status': 'true' })).outputs['outcome']).toBe('failed')
      clock.advance(5 * MINUTE)
      const second = await run({ 'akkeris-status': 'true' }, again)
      expect(second.outputs['outcome']).toBe('existing')
      expect(madeAt(world)).toHaveLength(1)
      expect(madeAt(world)[0]?.statuses.map(({ state }) => state)).toEqual(['success'])
    }))

  it.each(['refused,succeeded@3', 'refused'])('by auto-release is looked at again as well (%s)', (release) =>
    atAkkeris({ 'auto-release': 'on', 'auto-release-delay': '0', release }, async ({ run, world }) => {
      const { outputs } = await run(IMAGE)
      expect(outputs['outcome']).toBe(release === 'refused' ? 'failed' : 'succeeded')
      expect(madeAt(world)).toHaveLength(1)
    }))

  it('of a rollback is looked at again as well', () =>
    atAkkeris({ release: 'refused,succeeded@3' }, async ({ run, world }) => {
      expect((await run(ROLLBACK)).outputs['outcome']).toBe('succeeded')
      expect(madeAt(world)).toHaveLength(1)
    }))

  it('is read again by finish', () =>
    atAkkeris({ release: 'refused' }, async ({ run, world }) => {
      const first = await run({ wait: 'false' })
      const [release] = madeAt(world)
      const onSleep = () => {
        if (release) release.status = 'succeeded'
      }
      const inputs = { operation: 'finish', 'deploy-id': first.outputs['deploy-id'] ?? '' }
      expect((await run(inputs, { onSleep })).outputs['outcome']).toBe('succeeded')
    }))
})

describe('an unknown release', () => {
  it('is looked at once more before that is told', () =>
    atAkkeris({ release: 'pending,unknown@600,succeeded@606' }, async ({ run }) => {
      const { ending, outputs, annotations } = await run({ 'akkeris-unknown': 'fail' })
      expect(ending).toEqual({})
      expect(outputs['outcome']).toBe('succeeded')
      expect(annotations).toEqual([])
    }))
})

describe('a build whose builder is out of service', () => {
  it('is told with the 503, at once and not after the timeout', () =>
    atAkkeris({ 'build-service': 'down' }, async ({ run, world }) => {
      const { ending, outputs, waitedMs } = await run(IMAGE)
      expect(ending.fails).toContain('answered 503 ("Service Unavailable Error")')
      expect(ending.fails).toContain('The builder of the installation is out of service')
      expect(ending.fails).not.toContain('It goes on without us')
      expect(outputs['outcome']).toBe('error')
      expect(waitedMs).toBeLessThan(MINUTE)
      expect(builtAt(world)).toHaveLength(1)
      expect(madeAt(world)).toEqual([])
    }))

  it('is looked for at the builds', () =>
    atAkkeris({ 'build-service': 'down' }, async ({ run }) => {
      const { ending } = await run(IMAGE)
      expect(ending.fails).toContain("Look at the app's builds (aka builds)")
      expect(ending.fails).not.toContain('aka releases')
    }))

  it.each([
    [0, 5],
    [4, 1],
    [6, 0],
    [90, 0],
  ])('is built anew by a re-run %d minutes later, when it is five minutes old', (minutes, waited) =>
    atAkkeris({}, async ({ run, world, clock }) => {
      world.scriptBuild('refused')
      await run(IMAGE)
      clock.advance(minutes * MINUTE)
      const { ending, outputs, waitedMs, annotations } = await run(IMAGE, again)
      expect(ending).toEqual({})
      expect(outputs['outcome']).toBe('succeeded')
      expect(annotations.map(({ text }) => text)).toEqual([
        expect.stringContaining('is queued for longer than a build that still comes to an end'),
      ])
      expect(waitedMs).toBeLessThan((waited + 1) * MINUTE)
      expect(builtAt(world).map(({ status }) => status)).toEqual(['queued', 'succeeded'])
      expect(madeAt(world)).toHaveLength(1)
    }))

  it.each(['502', '504'])('is followed all the same when a builder picks it up behind a %s', (status) =>
    atAkkeris(
      { build: 'queued,queued,pending,succeeded' },
      async ({ run, world }) => {
        expect((await run(IMAGE)).outputs['outcome']).toBe('succeeded')
        expect(builtAt(world)).toHaveLength(1)
      },
      [`${status}-after POST /builds`],
    ))

  it('is followed when the answer was cut, for it may only wait for its turn', () =>
    atAkkeris(
      { build: 'queued@0,queued,queued,queued,pending,succeeded' },
      async ({ run, world }) => {
        expect((await run(IMAGE)).outputs['outcome']).toBe('succeeded')
        expect(builtAt(world)).toHaveLength(1)
      },
      ['cut-after POST /builds'],
    ))
})

describe('a build that an earlier attempt left', () => {
  it.each([
    'queued@0,pending@200,succeeded@300',
    'queued@0,pending@200,succeeded@1300',
  ])('is followed while it waits for its turn: %s', (build) =>
    atAkkeris({ build }, async ({ run, world, clock }) => {
      expect((await run({ ...IMAGE, timeout: '1m' })).outputs['outcome']).toBe('unknown')
      clock.advance(MINUTE)
      const { outputs, annotations } = await run({ ...IMAGE, timeout: '40m' }, again)
      expect([outputs['outcome'], annotations]).toEqual(['succeeded', []])
      expect(builtAt(world)).toHaveLength(1)
    }))

  it('is waited for to the timeout, and then the way out is told', () =>
    atAkkeris({ build: 'pending' }, async ({ run }) => {
      const inputs = { ...IMAGE, timeout: '2m' }
      expect((await run(inputs)).ending.fails).not.toContain('A new run')
      expect((await run(inputs, again)).ending.fails).toContain('A new run makes another one.')
    }))

  it('is passed over where a later one of the same run has succeeded, beside its pending release', () =>
    atAkkeris({ release: 'pending@0,succeeded@400' }, async ({ run, world, clock }) => {
      world.scriptBuild('refused')
      await run(IMAGE)
      clock.advance(6 * MINUTE)
      expect((await run({ ...IMAGE, timeout: '1m' }, again)).outputs['outcome']).toBe('unknown')
      expect((await run(IMAGE, again)).outputs['outcome']).toBe('existing')
      expect(builtAt(world).map(({ status }) => status)).toEqual(['queued', 'succeeded'])
      expect(madeAt(world)).toHaveLength(1)
    }))

  it('is followed while the builder works on it', () =>
    atAkkeris({ build: 'pending@1,succeeded@300' }, async ({ run, world, clock }) => {
      await run({ ...IMAGE, timeout: '1m' })
      clock.advance(MINUTE)
      expect((await run(IMAGE, again)).outputs['outcome']).toBe('succeeded')
      expect(builtAt(world)).toHaveLength(1)
    }))

  it('is built anew when it is pending for longer than the builder lets it', () =>
    atAkkeris({}, async ({ run, world, clock }) => {
      world.scriptBuild('pending@1')
      expect((await run({ ...IMAGE, timeout: '10m' })).outputs['outcome']).toBe('unknown')
      clock.advance(15 * MINUTE)
      const { outputs, waitedMs } = await run(IMAGE, again)
      expect(outputs['outcome']).toBe('succeeded')
      expect(waitedMs).toBeLessThan(MINUTE)
      expect(builtAt(world)).toHaveLength(2)
    }))
})

describe('a release that stays pending for ever', () => {
  it('is unknown after eleven minutes, whatever the timeout', () =>
    atAkkeris({ release: 'pending' }, async ({ run }) => {
      const { ending, outputs, waitedMs } = await run({ timeout: '30m' })
      expect(outputs['outcome']).toBe('unknown')
      expect(ending.fails).toContain('its controller was restarted in between')
      expect(waitedMs).toBeGreaterThan(10 * MINUTE)
      expect(waitedMs).toBeLessThan(12 * MINUTE)
    }))

  it.each([
    ['a build', {}],
    ['an image', IMAGE],
    ['a rollback', { ...ROLLBACK, 'deploy-id': 'v1' }],
  ])('is made anew by a re-run of %s', (_, inputs) =>
    atAkkeris({}, async ({ run, world }) => {
      world.scriptRelease('pending')
      expect((await run(inputs)).outputs['outcome']).toBe('unknown')
      const second = await run(inputs, again)
      expect(second.outputs['outcome']).toBe('succeeded')
      expect(second.waitedMs).toBeLessThan(MINUTE)
      expect(madeAt(world).map(({ status }) => status)).toEqual(['pending', 'succeeded'])
    }))

  it('is followed by a re-run while it may still end', () =>
    atAkkeris({ release: 'pending,pending,pending,pending,succeeded@300' }, async ({ run, world }) => {
      expect((await run({ timeout: '2m' })).outputs['outcome']).toBe('unknown')
      expect((await run({}, again)).outputs['outcome']).toBe('existing')
      expect(madeAt(world)).toHaveLength(1)
    }))

  it('is overtaken, and not made anew, where a newer one is up', () =>
    atAkkeris({}, async ({ run, world, clock }) => {
      world.scriptRelease('pending')
      await run({ wait: 'false' })
      clock.advance(20 * MINUTE)
      await run({ 'matrix-key': '2' })
      const { outputs } = await run({}, again)
      expect(outputs['outcome']).toBe('superseded')
      expect(madeAt(world)).toHaveLength(2)
    }))

  it('is told with its own commit by finish, which makes no other', () =>
    atAkkeris({ release: 'pending' }, async ({ run, world, clock }) => {
      await run({ operation: 'start' })
      clock.advance(12 * MINUTE)
      const inputs = { operation: 'finish', 'akkeris-slug': '', 'deploy-id': madeAt(world)[0]?.id ?? '' }
      const { ending, outputs } = await run({ ...inputs, 'akkeris-status': 'true' })
      expect(outputs).toMatchObject({
        outcome: 'unknown',
        'head-sha': '2'.repeat(40),
        version: '2'.repeat(40),
      })
      expect(madeAt(world)[0]?.statuses).toMatchObject([
        { state: 'error', description: `finish of ${'2'.repeat(40)}: unknown` },
      ])
      expect(ending.fails).toContain('Make another release.')
      expect(ending.fails).not.toContain('Run the step again')
    }))

  it('is told as unknown by finish', () =>
    atAkkeris({ release: 'pending' }, async ({ run, clock }) => {
      const first = await run({ wait: 'false' })
      clock.advance(60 * MINUTE)
      const inputs = { operation: 'finish', 'deploy-id': first.outputs['deploy-id'] ?? '' }
      const { outputs, waitedMs } = await run(inputs)
      expect(outputs['outcome']).toBe('unknown')
      expect(waitedMs).toBeLessThan(MINUTE)
    }))

  it('is not one because the clock of the server is another', () =>
    atAkkeris({ release: 'pending,pending,succeeded' }, async ({ run, world }) => {
      const onWire = () => {
        const [release] = madeAt(world)
        if (release) Object.assign(release, { createdAt: release.createdAt - 3 * MINUTE })
      }
      expect((await run({}, { onWire })).outputs['outcome']).toBe('succeeded')
    }))
})

describe('two releases of one version', () => {
  const race = { 'version-race': 'on' }

  it('do not overtake each other when they came at the same moment', () =>
    atAkkeris({ ...race, release: 'pending' }, async ({ run, world }) => {
      const first = await run({ wait: 'false' })
      await run({ wait: 'false', 'matrix-key': '2' })
      const [one, two] = madeAt(world)
      expect(one?.version).toBe(two?.version)
      if (two) Object.assign(two, { status: 'succeeded', createdAt: one?.createdAt })
      const inputs = { operation: 'finish', 'deploy-id': first.outputs['deploy-id'] ?? '', timeout: '5m' }
      const { ending, outputs } = await run(inputs)
      expect(outputs['outcome']).toBe('unknown')
      expect(ending.fails).toContain('The timeout came before')
    }))

  it('are ordered by time before version', () =>
    atAkkeris({}, async ({ run, world }) => {
      await run({ 'akkeris-slug': akkerisSeed.olderBuild })
      await run({ 'matrix-key': '2' })
      const [older, newer] = madeAt(world)
      const at = world.state.clock.now()
      if (older && newer) {
        Object.assign(older, { version: 9, createdAt: at - 2_000 })
        Object.assign(newer, { version: 8, createdAt: at - 1_000 })
      }
      await run(ROLLBACK)
      expect(madeAt(world).at(-1)?.slug).toBe(akkerisSeed.olderBuild)
      expect(madeAt(world).at(-1)?.description).toBe(`Rollback to ${older?.id}`)
    }))

  it('are no target for a rollback by that version, and both ids are named', () =>
    atAkkeris(race, async ({ run, world, running }) => {
      await run({ wait: 'false', 'akkeris-slug': akkerisSeed.olderBuild })
      await run({ wait: 'false', 'matrix-key': '2' })
      const [one, two] = madeAt(world)
      for (const release of [one, two])
        if (release) Object.assign(release, { version: 3, status: 'succeeded' })
      const before = routesOf(running).length
      const { ending } = await run({ ...ROLLBACK, 'deploy-id': 'v3' })
      expect(ending.fails).toContain('deploy-id v3 names more than one deploy')
      expect(ending.fails).toContain(one?.id)
      expect(ending.fails).toContain(two?.id)
      expect(routesOf(running).slice(before)).not.toContain('POST /apps/web-acme/releases')
      await run({ ...ROLLBACK, 'deploy-id': one?.id ?? '' })
      expect(madeAt(world).at(-1)?.description).toBe(`Rollback to ${one?.id}`)
    }))
})
