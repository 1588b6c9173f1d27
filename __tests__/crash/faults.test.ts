// Every operation of every provider against servers that are slow, lagging, rude or broken: one record with the right
// state, or a red step that says what may have happened; never two, and never the id of another's.
import { describe, expect, it } from '@jest/globals'
import { fixtures } from '../contract/fixtures.ts'
import { type Kind, kindsOf } from './kinds.ts'
import { messagesOf, problemsOf, type Script, scriptsOf, tell } from './story.ts'

const cases = fixtures.flatMap((fixture) =>
  kindsOf(fixture).map((kind) => [fixture.id, kind.faults.join(', '), fixture, kind] as const),
)

describe('a run of every operation', () => {
  it.each(cases)('of %s survives %s', async (_, __, fixture, kind) => {
    const wrong: unknown[] = []
    for (const script of scriptsOf(fixture)) {
      for (const faults of await linesOf(kind, fixture, script)) {
        const told = await tell(fixture, script, undefined, faults)
        const problems = problemsOf(fixture, script, told)
        const messages = messagesOf(told)
        // Where nothing can be looked up (Retrace) a lost answer ends in a message; everywhere else in a good deploy.
        if (fixture.identity !== 'none' && messages.at(-1) !== 'fine')
          problems.push('the re-run did not end well')
        if (problems.length > 0) wrong.push({ script, faults, problems, messages })
      }
    }
    expect(wrong).toEqual([])
  })
})

/** The faults of one story each: at every write that the calm run makes, or once for all. */
async function linesOf(kind: Kind, fixture: (typeof fixtures)[number], script: Script): Promise<string[][]> {
  if (kind.at === 'always') return [[...kind.faults]]
  const { running } = await tell(fixture, script, undefined)
  const [first = '', ...rest] = kind.faults
  return running.requests.flatMap(({ method }, index) =>
    method === 'GET' ? [] : [[`${first} after=${index}`, ...rest]],
  )
}
