// Names against what a vendor refuses.
import { describe, expect, it } from '@jest/globals'
import { checkLimit } from '../../src/inputs/limits.ts'
import type { Limit } from '../../src/provider/provider.ts'

const check = (value: string, limit: Limit) => checkLimit('version', value, limit, 'Vendor')

describe('a limit', () => {
  it.each<[string, string, Limit, string]>([
    ['bytes', 'ünï', { maxBytes: 4 }, 'version "ünï" has 5 bytes; Vendor takes at most 4.'],
    ['characters', 'abc', { maxLength: 2 }, 'version "abc" has 3 characters; Vendor takes at most 2.'],
    [
      'signs',
      'a/b',
      { forbidden: ['/'] },
      'version "a/b" holds "/", which Vendor refuses; use "-" or another sign.',
    ],
    [
      'words',
      'Latest',
      { reserved: ['latest'] },
      'version "Latest" is a reserved word at Vendor; choose another name.',
    ],
    ['white space', ' a', { trimmed: true }, 'version "a" has white space around it; remove it.'],
    ['controls', 'a\nb', {}, 'version "a b" holds a control character; remove it.'],
  ])('on %s says what is wrong with the name and what to do', (_, value, limit, expected) => {
    expect(check(value, limit)).toContain(expected)
  })

  it.each<[string, Limit]>([
    ['abcd', { maxBytes: 4, maxLength: 4 }],
    ['latest-1', { reserved: ['latest'] }],
    ['a b', { trimmed: true }],
  ])('lets %j pass under %j', (value, limit) => {
    expect(check(value, limit)).toEqual([])
  })

  it('says everything that is wrong at once', () => {
    expect(check('a/b\\\u0000', { forbidden: ['/', '\\'], maxLength: 2 })).toHaveLength(4)
  })

  it('that does not exist refuses nothing', () => {
    expect(checkLimit('version', '\u0000', undefined, 'Vendor')).toEqual([])
  })

  it('lets no name become a command or a long line', () => {
    const [problem = ''] = check(`##[error]${'x'.repeat(500)}`, { maxLength: 5 })
    expect(problem).not.toContain('##[')
    expect(problem.length).toBeLessThan(200)
  })
})
