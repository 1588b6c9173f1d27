// Foreign JSON.
import { describe, expect, it } from '@jest/globals'
import * as v from 'valibot'
import { readEvent } from '../../src/event/events.ts'
import { entryAt, parseJson } from '../../src/json.ts'
import { AddressedId } from '../../src/provider/fields.ts'
import { endOf } from '../../src/providers/akkeris/shapes.ts'
import { finalOutcome } from '../../src/providers/beanstalk/words.ts'
import { notesFromCommits } from '../../src/providers/github/notes.ts'

it('keeps an id that no number can hold exactly (F24)', () => {
  expect(parseJson('{"id":90071992547409931234,"n":1}')).toEqual({ id: '90071992547409931234', n: 1 })
  expect(parseJson('[9007199254740991,-90071992547409931234,0.1234567890123456,1e30]')).toEqual([
    9007199254740991,
    '-90071992547409931234',
    0.1234567890123456,
    1e30,
  ])
})

it('is undefined for what is no JSON', () => {
  expect(['', '{', 'x', '\ufeff1'].map(parseJson)).toEqual([undefined, undefined, undefined, undefined])
})

describe.each([
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
])('the word %s, which every object has', (word) => {
  const sha = 'a'.repeat(40)

  it('is in no table', () => {
    expect(entryAt({ a: 1 }, word)).toBeUndefined()
    expect(entryAt({ [word]: 1, a: 1 }, 'a')).toBe(1)
  })

  it('is an event like any other', () => {
    const facts = { event: word, sha, ref: 'refs/heads/main', payload: {}, repository: 'acme/web' }
    expect(readEvent(facts)).toEqual(readEvent({ ...facts, event: 'other' }))
  })

  it('is a state of a deploy like any other', () => {
    expect([finalOutcome(word), endOf({ status: word })]).toEqual([undefined, undefined])
  })

  it('is a type of commits like any other', () => {
    const notes = (type: string) =>
      notesFromCommits({
        range: {
          head: sha,
          source: 'push',
          reason: '',
          status: 'ahead',
          commits: [{ sha, message: `${type}: mend it` }],
          total: 1,
          warnings: [],
        },
        tag: 'v1',
        base: undefined,
        home: 'https://github.com/acme/web',
        heading: '',
      })
    expect(notes(word).replace(/\S+: mend it/, '')).toBe(notes('other').replace(/\S+: mend it/, ''))
  })
})

it.each(['', '.', '..', null])('an answer with the id %j is none', (id) => {
  expect(v.safeParse(AddressedId, id).success).toBe(false)
})

it.each([7, '7', '...', 'a/b', '..a'])('an answer may have the id %j', (id) => {
  expect(v.parse(AddressedId, id)).toBe(String(id))
})

describe('a whole number', () => {
  it.each([
    ['{"id":12345678901234567890}', { id: '12345678901234567890' }],
    ['[-9007199254740993, 9007199254740991]', ['-9007199254740993', 9_007_199_254_740_991]],
    ['{"id":1234567890123456}', { id: 1_234_567_890_123_456 }],
    ['{"time":1790000000.1234567890123456}', { time: Number('1790000000.1234567890123456') }],
    ['{"a":1e20,"b":12345678901234567890.5}', { a: 1e20, b: Number('12345678901234567890.5') }],
    [
      '{"12345678901234567890":"a 12345678901234567890"}',
      { '12345678901234567890': 'a 12345678901234567890' },
    ],
    [
      '["\\\\", 12345678901234567890, "\\"12345678901234567890"]',
      ['\\', '12345678901234567890', '"12345678901234567890'],
    ],
  ])('that JavaScript cannot hold keeps its digits in %s', (text, value) => {
    expect(parseJson(text)).toEqual(value)
  })
})

describe('a text', () => {
  it.each([
    ['that is no JSON', '{"a":'],
    ['that opens a string for ever', `"${'\\"'.repeat(200_000)}1234567890123456`],
    ['of a million lists', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
    ['of a million numbers', `[${'1,'.repeat(1_000_000)}1]`],
    ['of lists within lists that no stack takes', `{"errors":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['of objects within objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ])('%s is none', (_, text) => {
    expect(parseJson(text)).toBeUndefined()
  })

  it('may hold things beside each other', () => {
    const items = Array.from({ length: 2_000 }, () => ({ a: [{}] }))
    expect(parseJson(JSON.stringify(items))).toEqual(items)
  })

  it('may hold as many signs as it likes', () => {
    const patch = '[{,"\\'.repeat(400_000)
    expect(parseJson(JSON.stringify({ patch }))).toEqual({ patch })
  })
})
