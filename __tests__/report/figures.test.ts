// Lead time and the time between deploys.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { makeFigures, median, percentile, previousDeploy } from '../../src/report/figures.ts'
import { commitOf, HOUR, NOW, pastOf, planOf, rangeOf } from './support.ts'

const planWith = (times: (number | undefined)[], total = times.length) =>
  planOf({
    range: rangeOf({
      total,
      commits: times.map((time, index) => {
        const { time: _, ...commit } = commitOf(index)
        return time === undefined ? commit : { ...commit, time }
      }),
    }),
  })

describe('the figures', () => {
  it('are median, 90th percentile and longest from commit to deploy, in seconds', () => {
    const ages = [10, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    const figures = makeFigures(planWith(ages.map((hours) => NOW - hours * HOUR)), NOW)
    expect(figures).toEqual({
      leadTime: 5.5 * 3600,
      leadTimeP90: 9 * 3600,
      leadTimeMax: 10 * 3600,
      commitsPerDeploy: 10,
    })
  })

  it('leave out commits without a time and take one from the future as new', () => {
    expect(makeFigures(planWith([undefined, NOW + HOUR, Number.NaN]), NOW)).toEqual({
      leadTime: 0,
      leadTimeP90: 0,
      leadTimeMax: 0,
      commitsPerDeploy: 3,
    })
  })

  it('count the commits of the range, not only those that were fetched', () => {
    expect(makeFigures(planWith([NOW], 1_234), NOW).commitsPerDeploy).toBe(1_234)
  })

  it('have no lead time without commits', () => {
    expect(makeFigures(planWith([]), NOW)).toEqual({ commitsPerDeploy: 0 })
  })

  for (const kind of ['rollback', 'redeploy'] as const) {
    it(`are none for a ${kind}`, () => {
      expect(makeFigures(planOf({ kind }), NOW, pastOf(2))).toEqual({})
    })
  }

  it('are none when the version did not arrive', () => {
    expect(makeFigures(planOf(), undefined, pastOf(2))).toEqual({})
  })

  it('tell the hours since the last deploy', () => {
    expect(makeFigures(planOf(), NOW, pastOf(3)).hoursSinceLast).toBe(26)
  })

  it('stay in order for any times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: NOW }), { minLength: 1 }), (times) => {
        const { leadTime = -1, leadTimeP90 = -1, leadTimeMax = -1 } = makeFigures(planWith(times), NOW)
        expect(leadTime).toBeGreaterThanOrEqual(0)
        expect(leadTimeP90).toBeGreaterThanOrEqual(leadTime)
        expect(leadTimeMax).toBeGreaterThanOrEqual(leadTimeP90)
      }),
    )
  })
})

describe('the previous deploy', () => {
  it('is the newest that arrived, whatever the order of the history', () => {
    const [first, second, third] = pastOf(3)
    if (!first || !second || !third) throw new Error('three were asked for')
    const history = [third, { ...first, outcome: 'failed' as const }, second]
    expect(previousDeploy(history)?.id).toBe(second.id)
  })

  it('is none when none has a time', () => {
    const timeless = pastOf(3).map(({ at: _, ...past }) => past)
    expect(previousDeploy(timeless)).toBeUndefined()
  })
})

it('a median between two numbers is their mean, and a percentile is one of the numbers', () => {
  expect([median([1]), median([1, 2, 9]), median([1, 2, 4, 9])]).toEqual([1, 2, 3])
  expect([percentile([1, 2, 3], 0.9), percentile([1], 0.9), percentile([1, 2, 3, 4], 0.5)]).toEqual([3, 1, 2])
})
