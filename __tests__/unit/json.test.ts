// Foreign JSON.
import { describe, expect, it } from '@jest/globals'
import { readEvent } from '../../src/event/events.ts'
import { entryAt, parseJson } from '../../src/json.ts'
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
