// Whatever breaks, and whenever: after the post stage and a re-run the service holds one release and one good deploy.
import { describe, expect, it } from '@jest/globals'
import type { Fixture } from '../contract/fixture.ts'
import { fixtures } from '../contract/fixtures.ts'
import { type Crash, messagesOf, problemsOf, type Told, tell } from './story.ts'

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

function expectOneGood(fixture: Fixture, operation: string, told: Told, crash: Crash | undefined): void {
  const messages = messagesOf(told)
  expect({ crash, messages, problems: problemsOf(fixture, operation, told) }).toEqual({
    crash,
    messages,
    problems: [],
  })
  // Where nothing can be looked up (Retrace) a lost answer ends in a message; everywhere else in a good deploy.
  if (!fixture.isBlind)
    expect({ crash, messages, last: messages.at(-1) }).toEqual({ crash, messages, last: 'fine' })
}
