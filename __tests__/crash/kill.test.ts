// The same with real processes: the bundle is killed (SIGKILL) at the write of the deploy, as when a machine goes away;
// then the post stage and a re-run follow.
import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import type { StandInService } from '../../sandbox/kit/stand-in.ts'
import { runMain, runPost, type StageResult } from '../../sandbox/runner.ts'
import { makeClock, serve } from '../../sandbox/server.ts'
import { type Fixture, fixtures } from '../contract/fixtures.ts'
import { isDeployWrite, step } from '../contract/harness.ts'
import { countOf } from './story.ts'

interface Killed {
  readonly world: StandInService
  readonly results: readonly StageResult[]
}

/** Main is killed at the first write of a deploy; a tracked one gets its post stage; then the run is started again. */
async function kill(fixture: Fixture, operation: string, phase: 'before' | 'after'): Promise<Killed> {
  const clock = makeClock()
  const world = fixture.make({ clock })
  let child: ChildProcess | undefined
  const running = await serve(world, {
    clock,
    hook: (when, request) => {
      if (when !== phase || !child || !isDeployWrite(fixture, request)) return undefined
      child.kill('SIGKILL')
      child = undefined
      return 'cut'
    },
  })
  try {
    const options = step(fixture, running, { operation, version: '1.4.0', ...fixture.operations.deploy })
    const github = (attempt: string) => ({ ...options.github, RUN_ATTEMPT: attempt })
    const first = await runMain({
      ...options,
      github: github('1'),
      onStart: (process) => {
        child = process
      },
    })
    child = undefined
    const results = [first]
    if (operation === 'track')
      results.push(await runPost({ ...options, github: github('1'), jobStatus: 'failure' }, first))
    const again = await runMain({ ...options, github: github('2') })
    results.push(again)
    if (operation === 'track')
      results.push(await runPost({ ...options, github: github('2'), jobStatus: 'success' }, again))
    return { world, results }
  } finally {
    await running.close()
  }
}

const cases = fixtures.flatMap((fixture) =>
  (['deploy', 'track'] as const)
    .filter((operation) => fixture.operations[operation])
    .flatMap((operation) =>
      (['before', 'after'] as const).map((phase) => [fixture.id, operation, phase, fixture] as const),
    ),
)

describe('a killed process', () => {
  it.each(
    cases,
  )('of %s, %s, %s the deploy was taken, leaves one good deploy', async (_, operation, phase, fixture) => {
    const { world, results } = await kill(fixture, operation, phase)
    const isKilled = results[0]?.signal === 'SIGKILL'
    // A tracked deploy is written in main only where the service knows open ones.
    expect(isKilled || operation === 'track').toBe(true)
    expect(results.slice(1).map(({ code, seen }) => (code === 0 ? 'fine' : seen))).toEqual(
      results.slice(1).map(() => 'fine'),
    )
    const held = { good: countOf(world, 'good'), open: countOf(world, 'open') }
    // Where nothing can be looked up, what the killed process wrote may stand beside it.
    const most = fixture.identity === 'none' ? { good: 2, open: 1 } : { good: 1, open: 0 }
    expect(held.good).toBeGreaterThan(0)
    expect({ good: Math.max(held.good, most.good), open: Math.max(held.open, most.open) }).toEqual(most)
    expect(world.surprises).toEqual([])
  })
})
