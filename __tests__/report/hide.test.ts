// Secrets go from every text of a report, and nothing else changes.
import { expect, it } from '@jest/globals'
import { hideIn, hideInOutput } from '../../src/report/hide.ts'
import { toOutputs } from '../../src/report/outputs.ts'
import { makeSecretStore } from '../../src/secrets.ts'
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

it.each([
  'true',
  'main',
  'recorded',
  'deploy',
  '7002',
  'production',
  'false',
  'https',
  'schema',
  'step',
  'release',
])('outputs and result stay whole although the token is %j (F17)', (token) => {
  const secrets = makeSecretStore()
  secrets.add(token)
  const report = reportOf(planOf(), [released, recorded])
  const [open, shown] = [toOutputs(report), toOutputs(hideIn(report, secrets.hide))]
  // The message is prose, where any word that is the token goes.
  const {
    result,
    message: _,
    ...rest
  } = Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [name, hideInOutput(name, value, secrets.hide)]),
  )
  const { result: openResult, message: __, ...openRest } = open
  expect(rest).toEqual(openRest)
  const [one, other] = [JSON.parse(result ?? ''), JSON.parse(openResult)]
  expect(Object.keys(one)).toEqual(Object.keys(other))
  for (const key of Object.keys(rest)) expect(one[key]).toBe(other[key])
  expect(one.receipts.map(({ step, outcome, id }: Record<string, unknown>) => [step, outcome, id])).toEqual(
    other.receipts.map(({ step, outcome, id }: Record<string, unknown>) => [step, outcome, id]),
  )
})

it.each(['{beta', '{}x', '{"a": 1}'])('a name is no JSON, whatever it begins with: %s', (name) => {
  expect(hideInOutput('version', name, hide)).toBe(name)
})

it('result shows a secret in no form, and stays JSON (F27)', () => {
  const secret = 'nQ"\\u0041/+=sntryu_0123456789'
  const secrets = makeSecretStore()
  secrets.add(secret)
  const forms = [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('hex'),
    Buffer.from(`u:${secret}`).toString('base64'),
    `${secret.slice(0, 12)}\n${secret.slice(12)}`,
  ]
  const report = reportOf(planOf(), [{ ...recorded, warnings: forms, id: secret, note: secret }], {
    problem: secret,
  })
  const { result } = toOutputs(report)
  const hidden = hideInOutput('result', result, secrets.hide)
  expect(() => JSON.parse(hidden)).not.toThrow()
  for (const form of [...forms.slice(0, 3), forms[3]?.slice(4, -4) ?? '', '0123456789'])
    expect(hidden).not.toContain(form)
})

it('a text of a megabyte is cut before anything is looked for in it', () => {
  expect(hideIn({ message: 'x'.repeat(1_000_000) }, hide).message.length).toBe(10_000)
})
