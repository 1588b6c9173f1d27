// The model of many runs at once: it must give the same for the same seed, and keep what the service allows.
import { describe, expect, it } from '@jest/globals'
import { apart, simulateFleet } from '../../bench/simulate.ts'

const model = { lengths: [100, 120, 140, 400] }

describe('the simulation', () => {
  it('gives the same for the same seed and something else for another', () => {
    const once = simulateFleet(model, { runs: 200, seed: 7 })
    expect(simulateFleet(model, { runs: 200, seed: 7 })).toEqual(once)
    expect(simulateFleet(model, { runs: 200, seed: 8 }).doneAt).not.toEqual(once.doneAt)
  })

  it('brings every run through, never more than 40 in a second', () => {
    const { doneAt, requests, refused } = simulateFleet(model, { runs: 300 })
    expect(doneAt).toHaveLength(300)
    expect(requests).toBe(300 * 4 + refused)
    expect(refused).toBeGreaterThan(0)
    const seconds = new Set(doneAt.map((at) => Math.floor(at / 1000)))
    // A run is through some tens of milliseconds after its limited request, so two seconds can meet in one.
    for (const second of seconds)
      expect(doneAt.filter((at) => Math.floor(at / 1000) === second).length).toBeLessThanOrEqual(80)
    expect(doneAt.at(-1)).toBeGreaterThan((300 / 40 - 1) * 1000)
  })

  it('never refuses a pool that stays below the limit', () => {
    expect(simulateFleet(model, { runs: 100, pool: 2 }).refused).toBe(0)
  })

  it('refuses more when others use up the limit', () => {
    const alone = simulateFleet(model, { runs: 100, pool: 8 })
    expect(simulateFleet(model, { runs: 100, pool: 8, othersPerSecond: 38 }).refused).toBeGreaterThan(
      alone.refused,
    )
  })

  it('begins a wave no sooner than it is due', () => {
    const { doneAt, times } = simulateFleet(model, { runs: 24, pool: 8, waveMs: 5_000 })
    const startedAt = doneAt.map((at, index) => at - (times[index] ?? 0))
    expect(startedAt.map((at) => Math.floor(at / 5_000))).toEqual(
      [0, 1, 2].flatMap((wave) => Array(8).fill(wave)),
    )
  })

  it('takes the fastest quarter for runs on machines of their own', () => {
    expect(apart(model).lengths).toEqual([100])
  })
})
