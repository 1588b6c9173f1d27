// Whatever breaks, and whenever: after what follows on the runner (post stage, second half, re-run) the service holds one
// release and one deploy with the right state.
import { describe, expect, it } from '@jest/globals'
import { type Fixture, fixtures } from '../contract/fixtures.ts'
import { type Crash, messagesOf, problemsOf, type Script, scriptsOf, type Told, tell } from './story.ts'

describe.each(fixtures.map((fixture) => [fixture.id, fixture] as const))('%s', (_, fixture) => {
  const scripts = scriptsOf(fixture).map((script) => [script.operation, script.status, script] as const)
  it.each(scripts)('holds one deploy after a crash at any moment of %s that ends in %s', async (...[
    ,
    ,
    script,
  ]) => {
    const calm = await tell(fixture, script, undefined)
    expectRight(fixture, script, calm, undefined)
    const count = calm.running.requests.length
    expect(count).toBeGreaterThan(0)
    for (const crash of crashes(count))
      expectRight(fixture, script, await tell(fixture, script, crash), crash)
  })
})

/** Every moment of every request: by a kill, by a cancellation, by a cut connection. */
function crashes(count: number): Crash[] {
  const requests = Array.from({ length: count }, (_, index) => index + 1)
  return (['kill', 'cancel', 'cut'] as const).flatMap((kind) =>
    (['unsent', 'before', 'after', 'answered'] as const).flatMap((phase) =>
      requests.map((request) => ({ kind, phase, request })),
    ),
  )
}

function expectRight(fixture: Fixture, script: Script, told: Told, crash: Crash | undefined): void {
  const messages = messagesOf(told)
  expect({ crash, messages, problems: problemsOf(fixture, script, told) }).toEqual({
    crash,
    messages,
    problems: [],
  })
  // Where nothing can be looked up a lost answer ends in a message; everywhere else in a good deploy.
  if (fixture.identity !== 'none')
    expect({ crash, messages, last: messages.at(-1) }).toEqual({ crash, messages, last: 'fine' })
}
