// Every error has a family, and every family an address.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { ApiError, cancellation, InputError, NetworkError } from '../../src/errors.ts'
import { type Family, families, familyOf, helpUrl } from '../../src/report/help.ts'

const answered = (status: number, mayHaveHappened = false) => new ApiError('x', { status, mayHaveHappened })

const table: [string, unknown, Family][] = [
  ['an input error', new InputError(['x']), 'input'],
  ['a 403', answered(403), 'refused'],
  ['a 409', answered(409), 'refused'],
  ['a redirect', answered(302), 'refused'],
  ['a strange body', answered(200), 'unexpected'],
  ['a 408', answered(408), 'unavailable'],
  ['a 429', answered(429), 'unavailable'],
  ['a 500', answered(500), 'unavailable'],
  ['no connection', new NetworkError('x', false), 'unavailable'],
  ['a lost answer of a write', new NetworkError('x', true), 'uncertain'],
  ['a 502 after a write', answered(502, true), 'uncertain'],
  ['the deadline', new NetworkError('x', false, undefined, 'deadline'), 'deadline'],
  ['a cancelled wait', cancellation('x', false), 'cancelled'],
  ['a write cut by a cancellation', cancellation('x', true), 'uncertain'],
  ['anything else', new TypeError('x'), 'bug'],
  ['no error at all', 'text', 'bug'],
]

describe('the family of an error', () => {
  for (const [name, error, family] of table) {
    it(`is ${family} for ${name}`, () => {
      expect(familyOf(error)).toBe(family)
    })
  }
})

describe('the address of a family', () => {
  it('is a heading of docs/errors.md', () => {
    const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings.sort()).toEqual(Object.keys(families).sort())
  })

  it('is the file at the version of the action that runs', () => {
    const env = { GITHUB_ACTION_REPOSITORY: 'acme/record-deploy', GITHUB_ACTION_REF: 'v1.2.3' }
    expect(helpUrl('refused', env)).toBe(
      'https://github.com/acme/record-deploy/blob/v1.2.3/docs/errors.md#refused',
    )
  })

  it('is on main when the action has no ref', () => {
    expect(helpUrl('bug', { GITHUB_ACTION_REPOSITORY: 'acme/record-deploy' })).toBe(
      'https://github.com/acme/record-deploy/blob/main/docs/errors.md#bug',
    )
  })

  it('is the path of the file when the action is a folder of the repository', () => {
    expect(helpUrl('failed', { GITHUB_ACTION_REPOSITORY: '' })).toBe('docs/errors.md#failed')
  })
})
