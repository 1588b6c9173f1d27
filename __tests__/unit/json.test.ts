// Foreign JSON.
import { expect, it } from '@jest/globals'
import { parseJson } from '../../src/json.ts'

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
