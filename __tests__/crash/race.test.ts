// Many jobs at once, as real processes: one release, and one deploy for each matrix key and environment.
import { describe, expect, it } from '@jest/globals'
import { runMain } from '../../sandbox/runner.ts'
import { makeClock, serve } from '../../sandbox/server.ts'
import { fixtures } from '../contract/fixtures.ts'
import { markerIn, step } from '../contract/harness.ts'

const KEYS = 8

describe.each(
  fixtures.flatMap(({ race, ...fixture }) => (race ? [[fixture.id, fixture, race] as const] : [])),
)('%s', (_, fixture, { environments, switches, releases, overtakes = false }) => {
  it('lets 16 jobs make the same release and their own deploys', async () => {
    const clock = makeClock()
    const world = fixture.make({ clock, switches })
    const running = await serve(world, {
      clock,
      faults: [`429 retry-after=1 ${fixture.write.method} / x6 after=3`],
    })
    try {
      const jobs = Array.from({ length: KEYS * environments.length }, (_, index) => ({
        jobIndex: index % KEYS,
        environment: environments[Math.floor(index / KEYS)] ?? '',
      }))
      const results = await Promise.all(
        jobs.map(({ jobIndex, environment }) =>
          runMain({ ...step(fixture, running, { version: '1.4.0', environment }), jobIndex }),
        ),
      )
      expect(results.map(({ code, seen }) => (code === 0 ? 'fine' : seen))).toEqual(jobs.map(() => 'fine'))
      expect(world.releases()).toBe(releases)
      const markers = world.deploys().map((each) => `${each.environment} ${markerIn(each)}`)
      expect(new Set(markers).size).toBe(markers.length)
      // A job whose deploy was removed says so; at Sentry, "superseded" is kept and only no longer listed.
      const removed = results.filter(({ outputs }) => outputs['outcome'] === 'superseded')
      expect(markers).toHaveLength(jobs.length - (overtakes ? removed.length : 0))
      expect(markers.length).toBeGreaterThan(0)
      expect(world.surprises).toEqual([])
    } finally {
      await running.close()
    }
  })
})
