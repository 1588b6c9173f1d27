// Each kind of input: what it takes, what it makes of it, and what it says about the rest.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  choice,
  flag,
  type Input,
  link,
  list,
  secret,
  span,
  text,
  time,
  url,
  wordOr,
} from '../../src/inputs/kinds.ts'

const bad = (input: Input, value: string) => {
  const read = input.read(value)
  return 'problem' in read ? read.problem : undefined
}

/** Cases of one kind: text → value, or `/words of the problem/`. */
function reads<T>(input: Input<T>, cases: readonly (readonly [string, T | RegExp])[]): void {
  it.each(cases)('reads %j', (value, expected) => {
    if (expected instanceof RegExp) expect(bad(input, value)).toMatch(expected)
    else expect(input.read(value)).toEqual({ value: expected })
  })
}

describe('text and secret', () => {
  reads(text(''), [
    ['', ''],
    ['any thing', 'any thing'],
  ])
  reads(secret(''), [
    ['', ''],
    ['tok', 'tok'],
  ])
})

describe('list', () => {
  reads<readonly string[]>(list(''), [
    ['', []],
    [' ,\n, ', []],
    ['a', ['a']],
    ['a b,c\nd\t e', ['a', 'b', 'c', 'd', 'e']],
    ['a, b, a', ['a', 'b']],
    ['A a', ['A', 'a']],
  ])
})

describe('flag', () => {
  reads(flag('', true), [
    ['', true],
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['FALSE', false],
    ['fAlSe', false],
    ['yes', /must be true or false/],
    ['1', /must be true or false/],
  ])
  it('is what it falls back to when empty', () => {
    expect(flag('', false).read('')).toEqual({ value: false })
  })
})

describe('choice', () => {
  reads<string>(choice('', ['one', 'two'], 'two'), [
    ['', 'two'],
    ['one', 'one'],
    ['ONE', 'one'],
    ['three', /must be one of one, two/],
  ])
  reads<string>(choice('', ['one', 'two']), [
    ['', ''],
    ['two', 'two'],
    ['t', /must be one of one, two/],
  ])
})

describe('url', () => {
  const https = /must start with https:/
  reads(url(''), [
    ['', ''],
    ['https://example.com', 'https://example.com'],
    ['https://example.com/', 'https://example.com'],
    ['https://example.com/api/v3//', 'https://example.com/api/v3'],
    ['HTTPS://Example.COM/Api', 'https://example.com/Api'],
    ['https://example.com:443', 'https://example.com'],
    ['https://example.com:8443/', 'https://example.com:8443'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['http://127.1.2.3:1', 'http://127.1.2.3:1'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
    ['http://example.com', https],
    ['http://localhost.example.com', https],
    ['http://127.0.0.1.example.com', https],
    ['http://127.0.0.1@example.com', https],
    ['http://[::2]', https],
    ['http://10.0.0.1', https],
    ['ftp://example.com', https],
    ['javascript:alert(1)', https],
    ['file:///etc/passwd', https],
    ['example.com', /must be a full URL/],
    ['https://', /must be a full URL/],
    ['https://exa mple.com', /must be a full URL/],
    ['https://user:secret@example.com', /must not hold a user name or password/],
    ['https://example.com?x=1', /must not hold a query or fragment/],
    ['https://example.com/#x', /must not hold a query or fragment/],
  ])
})

describe('link', () => {
  reads(link(''), [
    ['', ''],
    ['https://example.com/a?b#c', 'https://example.com/a?b#c'],
    ['http://example.com', 'http://example.com'],
    ['javascript:alert(1)', /must be an http or https URL/],
    ['example.com', /must be an http or https URL/],
  ])
})

describe('time', () => {
  const noon = Date.UTC(2026, 0, 2, 12)
  reads<number | undefined>(time(''), [
    ['', undefined],
    ['2026-01-02T12:00:00Z', noon],
    ['2026-01-02T12:00Z', noon],
    ['2026-01-02T12:00:00', noon],
    ['2026-01-02 12:00:00', noon],
    ['2026-01-02 12:00:00Z', noon],
    ['2026-01-02T12:00:00.250Z', noon + 250],
    ['2026-01-02T14:00:00+02:00', noon],
    ['2026-01-02T14:00:00+0200', noon],
    ['2026-01-02T07:00:00-05:00', noon],
    ['2026-01-02T14:00:00+02', noon],
    ['2026-01-02 14:00:00 +0200', noon],
    ['2026-01-02 12:00:00,25Z', noon + 250],
    ['2026-01-02t12:00:00z', noon],
    ['2026-01-02', Date.UTC(2026, 0, 2)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['1767355200', noon],
    ['1767355200.5', noon + 500],
    ['0', 0],
    ...[
      'yesterday',
      '2026-02-30',
      '2026-02-29T10:00:00Z',
      '2026-13-01',
      '2026-01-02T25:00:00Z',
      '2026-01-02T12:00:00+99',
      '02.01.2026',
      'Fri, 02 Jan 2026 12:00:00 GMT',
      '-5',
      '1767355200000',
      '2026-01',
      '2026',
      '202601',
      '20260102',
      '2026-01-02+02:00',
    ].map((value): [string, RegExp] => [value, /must be ISO 8601 or Unix seconds/]),
  ])
})

describe('a word, or any text', () => {
  reads<string>(wordOr(['auto', 'last-deploy'], text('')), [
    ['Last_Deploy', 'last-deploy'],
    ['AUTO', 'auto'],
    ['Main', 'Main'],
  ])
})

describe('duration', () => {
  const wrong = /must be a time such as 90s, 20m or 1h, at most 24h/
  reads(span('', '20m'), [
    ['', 1_200_000],
    ['90s', 90_000],
    ['20m', 1_200_000],
    ['1h', 3_600_000],
    ['1H', 3_600_000],
    ['1h30m', 5_400_000],
    ['24h', 86_400_000],
    ...['0s', '20', '25h', '-1m', '1.5h', '1h 30m', 'soon', '5ms', '1d', `${'9'.repeat(400)}h`].map(
      (value): [string, RegExp] => [value, wrong],
    ),
  ])
})

it('never throws, and says every problem as the end of a sentence', () => {
  const kinds: Input[] = [
    text(''),
    secret(''),
    list(''),
    flag('', true),
    choice('', ['a', 'b'], 'a'),
    url(''),
    link(''),
    time(''),
    span('', '1m'),
  ]
  const values = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.stringMatching(/^[-0-9T:.+Zhms ]{0,30}$/),
    fc.constantFrom('__proto__', 'constructor', 'toString'),
  )
  fc.assert(
    fc.property(values, fc.constantFrom(...kinds), (value, input) => {
      const read = input.read(value)
      if ('problem' in read) expect(read.problem).toMatch(/^must (not )?\S/)
      else if (input.kind === 'time' || input.kind === 'duration')
        expect(read.value === undefined || Number.isFinite(read.value)).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})
