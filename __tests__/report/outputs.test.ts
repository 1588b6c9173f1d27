// Every declared output is always set, and `result` always fits.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { outputs } from '../../src/inputs/common.ts'
import { emptyOutputs, toOutputs } from '../../src/report/outputs.ts'
import { bytes } from '../../src/text.ts'
import { commitOf, commitsOf, NOW, pastOf, planOf, rangeOf, recorded, released, reportOf } from './support.ts'

const names = Object.keys(outputs).sort()

function expectWhole(values: Readonly<Record<string, unknown>>): void {
  expect(Object.keys(values).sort()).toEqual(names)
  for (const value of Object.values(values)) expect(typeof value).toBe('string')
  const result = String(values['result'])
  expect(bytes(result)).toBeLessThanOrEqual(65_536)
  const parsed: unknown = JSON.parse(result)
  expect(parsed).toMatchObject({ schema: 1, outcome: values['outcome'] })
  expect(Object.keys(Object(parsed))).toEqual(
    expect.arrayContaining(names.filter((name) => name !== 'result')),
  )
}

describe('the outputs', () => {
  it('hold no name in place of the base sha', () => {
    const range = { ...planOf().range, base: 'v1.0.0' }
    expect(toOutputs(reportOf({ ...planOf(), range }, []))['base-sha']).toBe('')
  })

  it('tell everything about a deploy', () => {
    const values = toOutputs(reportOf(planOf(), [released, recorded], { history: pastOf(1) }))
    const { result, ...plain } = values
    expect(plain).toEqual({
      version: 'web@1.4.0',
      'deploy-id': '1007',
      'release-id': 'web@1.4.0',
      'release-url': released.url,
      'deploy-url': recorded.url,
      environment: 'production',
      outcome: 'recorded',
      created: 'true',
      kind: 'deploy',
      'commit-count': '3',
      'base-sha': planOf().range.base,
      'head-sha': planOf().range.head,
      'range-source': 'push',
      'started-at': '2026-10-02T13:59:52.000Z',
      'finished-at': '2026-10-02T14:03:12.000Z',
      'lead-time': '14400',
      message: expect.stringMatching(
        /^\*<https:\S+\|web@1\.4\.0>\* is live in production: recorded at Sentry/,
      ),
    })
    expect(JSON.parse(result)).toEqual({
      schema: 1,
      ...plain,
      figures: {
        leadTime: 14_400,
        leadTimeP90: 21_600,
        leadTimeMax: 21_600,
        commitsPerDeploy: 3,
        hoursSinceLast: 26,
      },
      warnings: [],
      problem: '',
      receipts: [
        released,
        {
          ...recorded,
          startedAt: '2026-10-02T13:59:52.000Z',
          finishedAt: '2026-10-02T14:03:12.000Z',
        },
      ],
    })
  })

  it('have no lead time for a rollback', () => {
    const values = toOutputs(reportOf(planOf({ kind: 'rollback' }), [recorded]))
    expect(values['lead-time']).toBe('')
    expect(JSON.parse(values.result)).toMatchObject({ kind: 'rollback', figures: {} })
  })

  it('never show what only a later step needs', () => {
    const secretive = { ...recorded, facts: { isExisting: true }, detail: ['a line of a build log'] }
    const { result } = toOutputs(reportOf(planOf(), [secretive]))
    expect(result).not.toMatch(/isExisting|a line of a build log/)
  })

  it('keep an end that no date can hold empty', () => {
    for (const finishedAt of [Number.NaN, 9e15, Number.POSITIVE_INFINITY]) {
      expect(toOutputs(reportOf(planOf(), [{ ...recorded, finishedAt }]))['finished-at']).toBe('')
    }
  })

  it('are all set when the run could not begin', () => {
    expectWhole(emptyOutputs('none'))
    expectWhole(emptyOutputs('error', 'x'.repeat(100_000)))
    expect(JSON.parse(emptyOutputs('error', 'why').result)).toMatchObject({
      outcome: 'error',
      problem: 'why',
    })
  })

  it('fit where every text and list of every receipt is as long as it gets', () => {
    const worst = '\u0000'.repeat(1_000)
    const many = Array.from({ length: 60 }, () => worst)
    const receipts = Array.from({ length: 60 }, () => ({
      ...recorded,
      id: worst,
      url: worst,
      note: worst,
      fails: worst,
      warnings: many,
      notices: many,
    }))
    const plan = planOf({ environment: worst, warnings: many })
    expectWhole(toOutputs(reportOf(plan, receipts, { problem: worst })))
  })

  it('hold a message of at most 3,000 characters, with all the commits that fit', () => {
    const commits = commitsOf(500, (index) => `fix: ${'a < b & c '.repeat(index % 20)}(#${index})`)
    const plan = planOf({ range: rangeOf({ commits, total: 500 }) })
    const { message } = toOutputs(reportOf(plan, [released, recorded]))
    expect(message.length).toBeLessThanOrEqual(3_000)
    expect(message.length).toBeGreaterThan(2_500)
    expect(message).toMatch(/and \d+ more commits$|and \d+ more commits\n/)
  })

  it('fit for any texts and any number of receipts', () => {
    const long = fc
      .tuple(fc.constantFrom('x', '\u0000', '\ud800', '"', '漢', '😀'), fc.integer({ min: 0, max: 30_000 }))
      .map(([sign, count]) => sign.repeat(count))
    const count = fc.integer({ min: 0, max: 300 })
    fc.assert(
      fc.property(long, long, count, long, (version, problem, receipts, note) => {
        const plan = planOf({
          version: { version, reason: note, isDerived: false, isNew: true, warnings: [problem, note] },
          environment: note,
        })
        const warnings = Array.from({ length: Math.min(100, receipts) }, () => note.slice(0, 1_000))
        const all = Array.from({ length: receipts }, () => ({
          ...recorded,
          id: version.slice(0, 200),
          note: note.slice(0, 2_000),
          warnings: warnings.slice(0, 3),
        }))
        expectWhole(toOutputs(reportOf(plan, all, { problem, now: NOW })))
      }),
      { numRuns: 30 },
    )
  })
})

it('the message mentions nobody, written out or as Slack writes it', () => {
  const commits = ['feat: ask @Here', 'fix: <!channel> @everyone', 'docs: mail@hereford.example'].map(
    (message, index) => commitOf(index, { message, authorName: '@channel' }),
  )
  const { message } = toOutputs(reportOf(planOf({ range: rangeOf({ commits }) }), [released, recorded]))
  expect(message).not.toMatch(/@(here|channel|everyone)\b|<!/i)
  expect(message).toContain('mail@hereford.example')
})
