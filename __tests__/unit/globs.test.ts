// Globs match as picomatch has it, and no name holds them up.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import picomatch from 'picomatch'
import { globProblem, matcherOf } from '../../src/globs.ts'

const parts = [
  'a',
  'b',
  'ab',
  '*',
  '**',
  '?',
  'a*',
  '*b',
  'a*b',
  '*a*',
  '.a',
  '*.ts',
  '[ab]',
  '[^a]',
  '[a-c]b',
  'a?b',
]
const names = ['a', 'b', 'ab', 'abc', '.a', 'x.ts', 'a.b', '.ts', 'cb', 'aab', 'é']

describe('a glob', () => {
  it('matches what picomatch matches', () => {
    const some = (words: readonly string[]) =>
      fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((each) => each.join('/'))
    fc.assert(
      fc.property(some(parts), some(names), (glob, path) => {
        const matches = matcherOf(glob)
        // Whether `x/**` is `x` itself, picomatch answers by how x is written; here it always is.
        fc.pre(!glob.endsWith('/**') || !matcherOf(glob.slice(0, -3))(path))
        expect([glob, path, matches(path)]).toEqual([glob, path, picomatch(glob, { dot: true })(path)])
      }),
      { numRuns: 5_000 },
    )
  })

  it.each([
    ['./web/**', 'web/a', true],
    ['src/@(a|b).ts', 'src/a.ts', true],
    ['src/*.{ts}x', 'src/a.{ts}x', true],
    ['web/**', 'web', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['**', 'a/.b/c', true],
    ['web', 'web', true],
    ['web', 'Web', false],
    ['[!a]', 'b', true],
    ['[!a]', 'a', false],
  ])('%j for %j: %j', (glob, path, expected) => {
    expect(matcherOf(glob)(path)).toBe(expected)
  })

  it.each([
    '*a*a*a*a*a*a*a*b',
    '**/a/**/a/**/a/**/b',
    '*?*?*?*?*b',
    '[a]*[a]*[a]*[a]*b',
  ])('%j looks at a long name in linear time (F25)', (glob) => {
    const matches = matcherOf(glob)
    expect(globProblem(glob)).toBeUndefined()
    const began = performance.now()
    for (const path of ['a'.repeat(60_000), 'a/'.repeat(30_000)]) expect(matches(path)).toBe(false)
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  it.each([
    ['+(a|aa)+(a|aa)b', 'joins parentheses'],
    ['*(a*)b', 'joins parentheses'],
    ['+((a))', 'joins parentheses'],
    ['{1..1000000}', 'joins parentheses'],
    ['a'.repeat(501), 'is longer than 500 characters'],
    ['src/@(a|b).ts', undefined],
    ['!(a).ts', undefined],
    ['**/*.ts', undefined],
  ])('%j that could blow up is refused: %j', (glob, problem) => {
    const found = globProblem(glob)
    expect(found).toEqual(problem === undefined ? undefined : expect.stringContaining(problem))
  })
})
