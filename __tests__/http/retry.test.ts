// When a request is sent again: the table of docs/architecture.md, row by row.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { backOff, decide, type RetryRule, type Try, toldToWait } from '../../src/http/retry.ts'

const NOW = Date.UTC(2026, 0, 1, 12)
const answer = (status: number, headers: Record<string, string> = {}): Try => ({
  kind: 'answer',
  status,
  headers,
  text: '',
  body: '',
})
const safe: RetryRule = { repeat: 'safe' }
const unsafe: RetryRule = { repeat: 'unsafe' }

/** `again`, `told` (again, as the server told), `stop`, or `look` (stop: it may have happened). */
function wordOf(rule: RetryRule, outcome: Try): string {
  const decision = decide(rule, outcome, 1, NOW, 0.5)
  if (decision.kind === 'stop') return decision.mayHaveHappened ? 'look' : 'stop'
  return decision.told ? 'told' : 'again'
}

const after = { 'retry-after': '7' }
const spent = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 30) }

describe('what follows a try', () => {
  it.each<[string, Try, string, string]>([
    ['could not connect', { kind: 'not-connected' }, 'again', 'again'],
    ['time-out or connection cut midway', { kind: 'no-answer' }, 'again', 'look'],
    ['429 without a time', answer(429), 'again', 'again'],
    ['429 with Retry-After', answer(429, after), 'told', 'told'],
    [
      '429 with a reset time',
      answer(429, { 'x-sentry-rate-limit-reset': String(NOW / 1000 + 3) }),
      'told',
      'told',
    ],
    ['503 with Retry-After', answer(503, after), 'told', 'told'],
    ['503 without it', answer(503), 'again', 'look'],
    [
      '503 with only a reset time',
      answer(503, { 'x-ratelimit-reset': String(NOW / 1000 + 3) }),
      'again',
      'look',
    ],
    ['408', answer(408), 'again', 'look'],
    ['425', answer(425), 'again', 'look'],
    ['500', answer(500), 'again', 'look'],
    ['500 with Retry-After, which is no refusal', answer(500, after), 'again', 'look'],
    ['502', answer(502), 'again', 'look'],
    ['504', answer(504), 'again', 'look'],
    ['507', answer(507), 'again', 'look'],
    ['520 of a gateway', answer(520), 'again', 'look'],
    ['530 of a gateway', answer(530), 'again', 'look'],
    ['403 about rights', answer(403), 'stop', 'stop'],
    ['403 with calls left', answer(403, { 'x-ratelimit-remaining': '4999' }), 'stop', 'stop'],
    ['403 of a spent rate limit', answer(403, spent), 'told', 'told'],
    ['403 of a secondary rate limit', answer(403, after), 'told', 'told'],
    ['400', answer(400), 'stop', 'stop'],
    ['400 with Retry-After', answer(400, after), 'stop', 'stop'],
    ['401', answer(401), 'stop', 'stop'],
    ['404', answer(404), 'stop', 'stop'],
    ['409 of a call that does not call it busy', answer(409), 'stop', 'stop'],
    ['413', answer(413), 'stop', 'stop'],
    ['422', answer(422), 'stop', 'stop'],
    ['301', answer(301), 'stop', 'stop'],
    ['302', answer(302), 'stop', 'stop'],
    ['304', answer(304), 'stop', 'stop'],
    ['307', answer(307), 'stop', 'stop'],
    ['308', answer(308), 'stop', 'stop'],
  ])('%s: safe and unsafe calls each by the table', (_, outcome, whenSafe, whenUnsafe) => {
    expect([wordOf(safe, outcome), wordOf(unsafe, outcome)]).toEqual([whenSafe, whenUnsafe])
  })

  it('waits as told for a status that the call names as busy, whether safe or not', () => {
    for (const repeat of ['safe', 'unsafe'] as const) {
      expect(wordOf({ repeat, busy: [409] }, answer(409))).toBe('told')
      expect(decide({ repeat, busy: [409] }, answer(409, after), 1, NOW, 0)).toMatchObject({ waitMs: 7_000 })
    }
  })

  it('puts jitter on top of the time told, never below it', () => {
    expect(decide(unsafe, answer(429, after), 1, NOW, 0)).toMatchObject({ waitMs: 7_000 })
    expect(decide(unsafe, answer(429, after), 1, NOW, 0.5)).toMatchObject({ waitMs: 7_250 })
  })

  it('says why in words that follow the name of the service', () => {
    expect(decide(safe, { kind: 'not-connected' }, 1, NOW, 0)).toMatchObject({ why: 'could not be reached' })
    expect(decide(safe, { kind: 'no-answer' }, 1, NOW, 0)).toMatchObject({ why: 'gave no answer' })
    expect(decide(safe, answer(502), 1, NOW, 0)).toMatchObject({ why: 'answered 502' })
  })
})

describe('how long the server asks to wait', () => {
  it.each<[Record<string, string>, number | undefined]>([
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after': 'Thu, 01 Jan 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 11:59:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after': 'soon', 'x-ratelimit-reset': String(NOW / 1000 + 5) }, 5_000],
    [{ 'retry-after': '2', 'x-ratelimit-reset': String(NOW / 1000 + 50) }, 2_000],
    [{ 'x-sentry-rate-limit-reset': String(NOW / 1000 + 4) }, 4_000],
    [{ 'x-ratelimit-reset': String(NOW / 1000 + 60) }, 60_000],
    // A reset that is now, or over, by a clock that differs a little.
    [{ 'x-ratelimit-reset': String(NOW / 1000) }, 1_000],
    [{ 'x-ratelimit-reset': String(NOW / 1000 - 10) }, 1_000],
    [{ 'x-ratelimit-reset': 'later' }, undefined],
    [{}, undefined],
  ])('reads %j', (headers, expected) => {
    expect(toldToWait(headers, NOW)).toBe(expected)
  })

  it('never throws, and gives no negative time, whatever the headers hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (after, reset) => {
        const ms = toldToWait({ 'retry-after': after, 'x-ratelimit-reset': reset }, NOW)
        expect(ms === undefined || ms >= 0).toBe(true)
      }),
    )
  })
})

describe('back-off', () => {
  it('lies between nothing and half a second doubled with each failure, at most 20 s', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (failures, random) => {
          const ms = backOff(failures, random)
          expect(Number.isInteger(ms)).toBe(true)
          expect(ms).toBeGreaterThanOrEqual(0)
          expect(ms).toBeLessThan(Math.min(20_000, 500 * 2 ** (failures - 1)) + 1)
        },
      ),
    )
  })

  it('uses the whole width of the jitter', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((failures) => backOff(failures, 0.999_999))).toEqual([
      499, 999, 1_999, 3_999, 7_999, 15_999, 19_999, 19_999,
    ])
    expect(backOff(5, 0)).toBe(0)
  })
})
