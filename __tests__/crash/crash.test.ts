// Whatever breaks, and whenever: after the post stage and a re-run the service holds one release and one good deploy.
import { describe, expect, it } from '@jest/globals'
import { providers } from '../../src/providers/index.ts'
import type { Fixture } from '../contract/fixture.ts'
import { fixtures } from '../contract/fixtures.ts'
import { type Crash, type Told, tell } from './story.ts'

const OPERATIONS = ['deploy', 'track', 'rollback'] as const

describe.each(fixtures.map((fixture) => [fixture.id, fixture] as const))('%s', (_, fixture) => {
  const operations = OPERATIONS.filter((operation) => fixture.operations[operation])
  it.each(operations)('leaves one good deploy after a crash at any moment of %s', async (operation) => {
    const inputs = {
      operation,
      ...(operation === 'rollback' ? {} : { version: '1.4.0' }),
      ...fixture.operations[operation],
    }
    const calm = await tell(fixture, inputs, undefined)
    expectOneGood(fixture, operation, calm, undefined)
    const count = calm.running.requests.length
    expect(count).toBeGreaterThan(1)
    for (const crash of crashes(count))
      expectOneGood(fixture, operation, await tell(fixture, inputs, crash), crash)
  })
})

/** Every moment of every request, once by a kill and once by a cut connection. */
function crashes(count: number): Crash[] {
  const requests = Array.from({ length: count }, (_, index) => index + 1)
  return (['kill', 'cut'] as const).flatMap((kind) =>
    (['before', 'after'] as const).flatMap((phase) => requests.map((request) => ({ kind, phase, request }))),
  )
}

function expectOneGood(
  fixture: Fixture,
  operation: string,
  { world, stages }: Told,
  crash: Crash | undefined,
): void {
  const deploys = world.deploys()
  const good = deploys.filter(({ state }) => fixture.good.includes(state)).length
  const open = deploys.filter(({ state }) => fixture.open.includes(state)).length
  const expectedReleases = providers[fixture.id]?.createRelease && operation !== 'rollback' ? 1 : 0
  const messages = stages.map((stage) => (stage === 'killed' ? 'killed' : (stage.ending.fails ?? 'fine')))
  const seen = { crash, messages, good, open, releases: world.releases(), surprises: world.surprises() }
  if (fixture.isBlind) {
    // Nothing can be looked up: never two, and a failure says what may have happened or why it was refused.
    expect({ ...seen, good: Math.min(good, 1) }).toEqual({
      crash,
      messages,
      good: Math.min(good, 1),
      open: expect.any(Number),
      releases: 0,
      surprises: [],
    })
    expect(good).toBeLessThanOrEqual(1)
    for (const message of messages)
      expect(message).toMatch(/^(killed|fine)$|may have happened|may or may not|answered 4\d\d/)
    return
  }
  expect(seen).toEqual({ crash, messages, good: 1, open: 0, releases: expectedReleases, surprises: [] })
}
