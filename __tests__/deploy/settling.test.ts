// Ends that may change, and names that fit more than one deploy: in the core, for every provider.
import { describe, expect, it } from '@jest/globals'
import { follow } from '../../src/deploy/follow.ts'
import { pickRollback } from '../../src/deploy/rollback.ts'
import type { DeployState, PastDeploy } from '../../src/provider/provider.ts'

/** Follows these states, each for so many milliseconds, the last one for ever. */
async function followed(...timeline: readonly (readonly [number, DeployState])[]) {
  let at = 0
  const asked: number[] = []
  const read = async (followedMs: number): Promise<DeployState> => {
    asked.push(followedMs)
    return (timeline.find(([until]) => at < until) ?? timeline.at(-1))?.[1] ?? { state: '' }
  }
  const sleep = async (ms: number) => {
    at += ms
  }
  const clock = { deadline: 900_000, uptime: () => at, sleep, random: () => 0.5, info: () => {} }
  const { state } = await follow(read, { clock, provider: { name: 'Fake' } }, { what: 'deploy 7' })
  return { state, at, asked }
}

const failed: DeployState = { state: 'failed', outcome: 'failed', mayChange: true }
const succeeded: DeployState = { state: 'succeeded', outcome: 'succeeded' }

describe('an end that may change', () => {
  it('is final when it stays so for ten seconds, counted from when it was first seen', async () => {
    const { state, at } = await followed([60_000, { state: 'pending' }], [Number.POSITIVE_INFINITY, failed])
    expect(state).toBe('failed')
    expect(at).toBeGreaterThanOrEqual(70_000)
    expect(at).toBeLessThan(100_000)
  })

  it('gives way to what it changes to', async () => {
    const { state, at } = await followed([3_000, failed], [Number.POSITIVE_INFINITY, succeeded])
    expect([state, at < 8_000]).toEqual(['succeeded', true])
  })

  it('is asked for with the time since the first look', async () => {
    const { asked } = await followed([3_000, { state: 'pending' }], [Number.POSITIVE_INFINITY, succeeded])
    expect(asked).toEqual([0, 2_000, 5_000])
  })
})

describe('a rollback to a version that fits more than one deploy', () => {
  const past = (id: string, more: Partial<PastDeploy> = {}): PastDeploy => ({
    id,
    version: 'v3',
    outcome: 'succeeded',
    ...more,
  })

  it('is refused with the ids where the version only numbers them', () => {
    const history = [past('b', { revision: 'slug-2' }), past('a', { revision: 'slug-1' })]
    expect(() => pickRollback(history, 'v3')).toThrow('give the id of the one that is meant, b or a.')
    expect(pickRollback(history, 'a')?.id).toBe('a')
  })

  it('goes to the newest where the version is what was deployed', () => {
    expect(pickRollback([past('b'), past('a')], 'v3')?.id).toBe('b')
  })
})
