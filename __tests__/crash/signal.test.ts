// A cancelled job, as real processes: main gets its signal in the middle of its last request about the deploy, or of the last
// one for the summary, ends at once with all it knows, and the post stage closes what was opened.
import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import { runMain, runPost } from '../../sandbox/runner.ts'
import { makeClock, serve } from '../../sandbox/server.ts'
import { outputs } from '../../src/inputs/common.ts'
import { effectOf } from '../../src/provider/provider.ts'
import { type Fixture, fixtures } from '../contract/fixtures.ts'
import { onStage, step } from '../contract/harness.ts'
import { providerOf } from '../support/providers.ts'
import { countOf } from './story.ts'

/** How many requests main makes when nothing goes wrong. */
async function requestsOf(fixture: Fixture, inputs: Readonly<Record<string, string>>): Promise<number> {
  let count = 0
  await onStage(fixture, async ({ run, running }) => {
    await run(inputs)
    count = running.requests.length
  })
  return count
}

const cases = fixtures.flatMap((fixture) => {
  const operation = fixture.operations.track ? 'track' : 'deploy'
  // What only records a moment sends nothing in the main stage of `track`, so there is nothing to be cancelled in.
  const { release, finish } = providerOf(fixture.id)
  if (operation === 'track' && !release && !finish) return []
  // The last request is one about the deploy without a summary; with it, where that costs one, the read for it.
  const summaries = effectOf(providerOf(fixture.id)) === 'deploys' ? ['false', 'true'] : ['false']
  return (['SIGINT', 'SIGTERM'] as const).flatMap((signal) =>
    summaries.map((summary) => [fixture.id, operation, signal, summary, fixture] as const),
  )
})

describe('a cancelled job', () => {
  it.each(cases)('at %s, %s, %s, with summary: %s: ends main within 2 s, and leaves nothing open', async (...[
    ,
    operation,
    signal,
    summary,
    fixture,
  ]) => {
    const inputs = { operation, summary, version: '1.4.0', ...fixture.operations[operation] }
    const last = await requestsOf(fixture, inputs)
    const clock = makeClock()
    const world = fixture.make({ clock })
    let child: ChildProcess | undefined
    let sentAt = 0
    let late = 0
    const running = await serve(world, {
      clock,
      hook: async (phase) => {
        if (phase !== 'before' || !child) return undefined
        if (sentAt > 0) late += 1
        if (running.requests.length !== last) return undefined
        sentAt = performance.now()
        child.kill(signal)
        // No answer, until the process is gone.
        await new Promise((resolve) => child?.once('exit', resolve))
        return 'cut'
      },
    })
    try {
      const options = step(fixture, running, inputs)
      const main = await runMain({
        ...options,
        onStart: (process) => {
          child = process
        },
      })
      child = undefined
      expect(sentAt).toBeGreaterThan(0)
      expect(performance.now() - sentAt).toBeLessThan(2_000)
      expect([main.signal, late]).toEqual([null, 0])
      expect(Object.keys(main.outputs).sort()).toEqual(Object.keys(outputs).sort())
      expect(JSON.parse(main.state['run'] ?? '')).toMatchObject({ phase: expect.any(String) })
      if (operation === 'deploy') {
        // It goes on without us, so only the provider can say how it ends; when only the summary is left, it has said so.
        const [outcome, code] = summary === 'true' ? ['succeeded', 0] : ['unknown', 1]
        expect(main.outputs).toMatchObject({ outcome, 'deploy-id': expect.stringMatching(/./) })
        expect(main.code).toBe(code)
        return
      }
      const post = await runPost({ ...options, jobStatus: 'cancelled' }, main)
      expect([post.code, post.seen]).toEqual([0, post.seen])
      expect([countOf(world, 'good'), countOf(world, 'open')]).toEqual([0, 0])
    } finally {
      await running.close()
    }
  })
})
