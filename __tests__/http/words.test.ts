// What a server said, in one line, for every shape that the services' error bodies have.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readLog } from '../../sandbox/runner.ts'
import { parseBody } from '../../src/http/failure.ts'
import { words } from '../../src/http/words.ts'

describe('an error body of Sentry', () => {
  it.each<[string, unknown, string]>([
    ['a detail', { detail: 'Invalid token' }, 'Invalid token'],
    [
      'a detail with a code',
      { detail: { code: 'sso-required', message: 'Must login via SSO', extra: { loginUrl: '/auth/' } } },
      'code: sso-required; Must login via SSO',
    ],
    ['one field', { version: ['This field is required.'] }, 'version: This field is required.'],
    [
      'several messages of a field',
      { projects: ['Invalid project ids.', 'Too many.'] },
      'projects: Invalid project ids., Too many.',
    ],
    [
      'nested fields',
      { commits: { author_email: ['Enter a valid email address.'] } },
      'commits.author_email: Enter a valid email address.',
    ],
    [
      'fields of one commit by its index',
      { commits: { '3': { author_email: ['Ensure this value has at most 75 characters.'] } } },
      'commits.3.author_email: Ensure this value has at most 75 characters.',
    ],
    [
      'a list of commits with errors of some',
      { commits: [{}, { message: ['too long'] }] },
      'commits.message: too long',
    ],
    [
      'a field called status',
      { status: ['"x" is not a valid choice.'] },
      'status: "x" is not a valid choice.',
    ],
    [
      'an id of the error',
      { detail: 'Internal Error', errorId: 'abc123' },
      'Internal Error; errorId: abc123',
    ],
    ['error', { error: 'no' }, 'no'],
    ['non-field errors', { non_field_errors: ['not both'] }, 'not both'],
  ])('with %s', (_, body, expected) => {
    expect(words(body)).toBe(expected)
  })
})

describe('an error body of GitHub', () => {
  it.each<[unknown, string]>([
    [
      { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
      'Bad credentials',
    ],
    [
      {
        message: 'Validation Failed',
        errors: [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }],
        documentation_url: 'https://docs.github.com/rest',
        status: '422',
      },
      'Validation Failed; resource: Release; code: already_exists; field: tag_name',
    ],
    [
      { message: 'Validation Failed', errors: ['No commits between a and b'] },
      'Validation Failed; No commits between a and b',
    ],
    [{ message: 'Reference already exists', status: '422' }, 'Reference already exists'],
    [
      { message: 'Conflict', errors: [{ code: 'custom', message: 'tag is protected' }] },
      'Conflict; code: custom; tag is protected',
    ],
  ])('%j', (body, expected) => {
    expect(words(body)).toBe(expected)
  })
})

describe('any other body', () => {
  it.each<[string, string]>([
    ['', ''],
    ['   \n ', ''],
    ['null', ''],
    ['{}', ''],
    ['[]', ''],
    ['""', ''],
    ['0', '0'],
    ['false', 'false'],
    ['Not Found', 'Not Found'],
    ['"The app was not found."', 'The app was not found.'],
    ['two\r\nlines\tand  spaces', 'two lines and spaces'],
    ['["a","b"]', 'a, b'],
    ['[{"error":"a"},{"error":"b"}]', 'a; b'],
    ['{"a":{"b":{"c":[1,2]}}}', 'a.b.c: 1, 2'],
    ['{"success":false,"reason":"busy"}', 'success: false; reason: busy'],
    ['{"detail":"cut in the mid', '{"detail":"cut in the mid'],
    [
      '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>',
      'an HTML page: 502 Bad Gateway',
    ],
    [
      '<!DOCTYPE html>\n<html><body><h1>Oops</h1><p>Try later</p></body></html>',
      'an HTML page: Oops Try later',
    ],
    ['<html><title></title><body>Gone</body></html>', 'an HTML page: Gone'],
    ['<html><style>body{}</style><script>x()</script><body>Hi</body></html>', 'an HTML page: Hi'],
    ['<html></html>', 'an HTML page'],
    ['<h1>Bad Request (400)</h1>', 'an HTML page: Bad Request (400)'],
    ['a < b and b > c', 'a < b and b > c'],
  ])('%j', (body, expected) => {
    expect(words(parseBody(body))).toBe(expected)
  })

  it('that is nested without end is read to some depth only', () => {
    const deep = (times: number) => `${'{"a":'.repeat(times)}"end"${'}'.repeat(times)}`
    expect(words(parseBody(deep(400)))).toMatch(/^(a\.)+a: …$/)
    expect(words(parseBody(`${'['.repeat(400)}${']'.repeat(400)}`))).toBe('…')
    // Deeper, it is a text.
    expect(words(parseBody(deep(50_000)))).toMatch(/^"?(\{"a":){80,}.*…"?$/)
  })

  it.each([
    ['a text', 'x'.repeat(5_000_000)],
    ['JSON', JSON.stringify({ errors: Array.from({ length: 100_000 }, (_, index) => `error ${index}`) })],
    ['HTML', `<html><body>${'<p>x</p>'.repeat(500_000)}</body></html>`],
    ['HTML made to be slow', `<html>${'<style'.repeat(500_000)}`],
    ['HTML of opening brackets', `<html>${'<'.repeat(2_000_000)}`],
  ])('that is huge, as %s, is cut and quickly read', (_, body) => {
    const began = performance.now()
    expect(words(parseBody(body)).length).toBeLessThanOrEqual(500)
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  it('is one short line that is no command, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string({ unit: 'binary' }),
          fc.constantFrom('::set-output name=a::b', '\r##[error]x', '{"##[error]":"::warning::"}'),
        ),
        (body) => {
          const said = words(parseBody(body))
          expect(said).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
          expect(said.length).toBeLessThanOrEqual(500)
          expect(readLog(said).commands).toEqual([])
        },
      ),
      { numRuns: 300 },
    )
  })
})
