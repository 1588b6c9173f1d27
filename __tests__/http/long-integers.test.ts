// A number of JavaScript holds 53 bits; ids have 64, so longer integers of an answer are read as text.
import { describe, expect, it } from '@jest/globals'
import { parseBody } from '../../src/http/failure.ts'

describe('an integer beyond 2^53 in an answer', () => {
  it.each([
    ['{"id":4611686018427387905}', { id: '4611686018427387905' }],
    ['[-9223372036854775808, 9007199254740992]', ['-9223372036854775808', '9007199254740992']],
    ['18446744073709551615', '18446744073709551615'],
  ])('keeps its digits: %s', (text, value) => {
    expect(parseBody(text)).toEqual(value)
  })

  it.each([
    ['9007199254740991', 9_007_199_254_740_991],
    ['{"n":1234567890123456}', { n: 1_234_567_890_123_456 }],
    [
      '[0.12345678901234567, 1234567890123456789e2]',
      [Number('0.12345678901234567'), Number('1234567890123456789e2')],
    ],
    ['{"t":"say \\"4611686018427387905\\" \\\\"}', { t: 'say "4611686018427387905" \\' }],
    ['{"4611686018427387905":"4611686018427387905"}', { '4611686018427387905': '4611686018427387905' }],
  ])('is told from what is none, or is in a text: %s', (text, value) => {
    expect(parseBody(text)).toEqual(value)
  })

  it('makes no JSON of what is none', () => {
    expect(parseBody('{4611686018427387905:1}')).toBe('{4611686018427387905:1}')
    expect(parseBody('"4611686018427387905')).toBe('"4611686018427387905')
  })

  it('takes time that grows with the text and no faster', () => {
    const texts = [
      `["${'\\"'.repeat(2_000_000)}",4611686018427387905]`,
      `[${'4611686018427387905,'.repeat(200_000)}0]`,
      `["${'1'.repeat(4_000_000)}",${'1'.repeat(4_000_000)}]`,
    ]
    for (const text of texts) {
      const began = performance.now()
      expect(typeof parseBody(text)).toBe('object')
      expect(performance.now() - began).toBeLessThan(3_000)
    }
  })
})
