// Every error has a family, and every family an address.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { ApiError, InputError, NetworkError } from '../../src/errors.ts'
import { type Family, families, familyOf, helpUrl } from '../../src/report/help.ts'

const answered = (status: number, mayHaveHappened = false) => new ApiError('x', { status, mayHaveHappened })

const table: [string, unknown, boolean, Family][] = [
  ['an input error', new InputError(['x']), false, 'input'],
  ['a 403', answered(403), false, 'refused'],
  ['a 409', answered(409), false, 'refused'],
  ['a redirect', answered(302), false, 'refused'],
  ['a strange body', answered(200), false, 'unexpected'],
  ['a 408', answered(408), false, 'unavailable'],
  ['a 429', answered(429), false, 'unavailable'],
  ['a 500', answered(500), false, 'unavailable'],
  ['no connection', new NetworkError('x', false), false, 'unavailable'],
  ['a lost answer of a write', new NetworkError('x', true), false, 'uncertain'],
  ['a 502 after a write', answered(502, true), false, 'uncertain'],
  ['the deadline', new NetworkError('x', false, undefined, 'deadline'), false, 'deadline'],
  ['a cancelled wait', new NetworkError('x', false), true, 'cancelled'],
  ['a write cut by a cancellation', new NetworkError('x', true), true, 'uncertain'],
  ['anything else', new TypeError('x'), false, 'bug'],
  ['no error at all', 'text', false, 'bug'],
]

describe('the family of an error', () => {
  for (const [name, error, isCancelled, family] of table) {
    it(`is ${family} for ${name}`, () => {
      expect(familyOf(error, isCancelled)).toBe(family)
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
