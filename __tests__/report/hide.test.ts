// Secrets go from every text of a report, and nothing else changes.
import { expect, it } from '@jest/globals'
import { hideIn } from '../../src/report/hide.ts'
import { planOf, recorded, released, reportOf } from './support.ts'

const hide = (text: string) => text.replaceAll('s3cret', '***')

it('every text is hidden, however deep', () => {
  const value = { a: 's3cret', b: ['x s3cret', { c: 's3crets3cret' }], d: 1, e: undefined, f: null }
  expect(hideIn(value, hide)).toEqual({
    a: '***',
    b: ['x ***', { c: '******' }],
    d: 1,
    e: undefined,
    f: null,
  })
})

it('what is not plain data stays the very same', () => {
  const date = new Date(0)
  const call = () => 's3cret'
  expect(hideIn({ date, call }, hide)).toEqual({ date, call })
})

it('a report without a secret stays as it is', () => {
  const report = reportOf(planOf(), [released, recorded])
  expect(hideIn(report, hide)).toEqual(report)
})
