// Databases take no NUL. Git takes none either, but a payload may bring one: it goes out of every text before that is sent.
import { expect, it } from '@jest/globals'
import { fixtures } from '../contract/fixtures.ts'
import { onStage } from '../contract/harness.ts'
import { push } from '../support/events.ts'

it.each(fixtures.map((fixture) => [fixture.id, fixture] as const))('%s is sent no NUL', (_, fixture) =>
  onStage(fixture, async ({ run, running }) => {
    const event = push({ message: () => 'fix: a\0b' })
    const { ending } = await run({ version: '1.4.0', ...fixture.operations.deploy }, { event })
    expect(ending).toEqual({})
    const sent = running.requests.map(({ text }) => text).join()
    expect(sent).not.toBe('')
    expect(sent).not.toContain('\\u0000')
  }))
