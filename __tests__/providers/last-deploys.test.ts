// The earlier deploys in the summary of an ordinary push: they are read where they can be, and whatever comes of that read, the
// run ends as it would have without it.
import { describe, expect, it } from '@jest/globals'
import { fixtures } from '../contract/fixtures.ts'
import { onStage } from '../contract/harness.ts'
import { providerOf } from '../support/providers.ts'
import type { StepResult } from '../support/step.ts'

/** What the read may meet, as faults of the stand-in without their route. */
const TROUBLES = ['500', '401', '403', '404', '429 retry-after=60', 'cut', 'html', 'empty', 'truncated']

const withHistory = fixtures.filter(({ id }) => providerOf(id).history !== undefined)
const rows = ({ summary }: StepResult) => summary.match(/^### Last deploys of .*\n\n(\|.*\n)+/m)?.[0] ?? ''

describe.each(withHistory.map((fixture) => [fixture.id, fixture] as const))('a push to %s', (_, fixture) => {
  /** What an undisturbed push sends, with and without the summary. */
  const sent = async (summary: string) => {
    const found: string[] = []
    await onStage(fixture, async ({ run, running }) => {
      expect((await run({ summary })).ending).toEqual({})
      found.push(...running.requests.map(({ method, path }) => `${method} ${path}`))
    })
    return found
  }

  it('shows the deploys before its own', async () => {
    await onStage(fixture, async ({ run, clock }) => {
      await run()
      clock.advance(3_600_000)
      const second = await run({ version: 'another-1.0' })
      expect(second.ending).toEqual({})
      expect(rows(second)).toContain('|')
    })
  })

  it.each(TROUBLES)('ends as it would have when that read gives %s', async (fault) => {
    const [full, bare] = [await sent('true'), await sent('false')]
    // Where the list was read before the deploy, there is no read of its own.
    if (full.length === bare.length) return
    const read = full[bare.length] ?? ''
    const before = full
      .slice(0, bare.length)
      .filter(
        (each) => each.startsWith(read.replace(/ .*/, ' ')) && each.includes(read.replace(/.* /, '')),
      ).length
    let annotations: unknown
    await onStage(fixture, async ({ run }) => {
      annotations = (await run()).annotations
    })
    await onStage(
      fixture,
      async ({ run, running }) => {
        const result = await run()
        expect(running.requests.length).toBeGreaterThan(bare.length)
        expect(result.ending).toEqual({})
        expect(result.outputs['outcome']).not.toBe('error')
        expect(result.annotations).toEqual(annotations)
      },
      { faults: [`${fault} ${read} x* after=${before}`] },
    )
  })

  it('shows nothing of a dry run', () =>
    onStage(fixture, async ({ run }) => {
      const { outputs, summary } = await run({ 'dry-run': 'true' })
      expect(outputs['outcome']).toBe('planned')
      expect(summary).toContain('Dry run')
    }))
})
