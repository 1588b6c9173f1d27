// Which addresses may get a token.
import { describe, expect, it } from '@jest/globals'
import { baseOf, isLoopback, isPrivate, withoutSlashes } from '../../src/address.ts'
import { InputError } from '../../src/errors.ts'
import { readContext } from '../../src/event/read.ts'

describe('plain http', () => {
  it.each([
    'http://127.0.0.1',
    'http://127.1',
    'http://0x7f000001:80',
    'http://localhost:1',
    'http://LOCALHOST.:1',
    'http://[::ffff:127.0.0.1]',
    'http://127.0.0.1.',
    'http://[::1]',
    'https://x.example',
  ])('may carry a token to %s', (url) => {
    expect(isPrivate(new URL(url))).toBe(true)
  })

  it.each([
    'http://127.evil.invalid',
    'http://127.0.0.1.evil.invalid',
    'http://localhost.evil.invalid',
    'http://localhost..',
    'http://[::ffff:128.0.0.1]',
    'http://[::ffff:0:7f00:1]',
    'http://127.0.0.1@evil.invalid',
    'http://128.0.0.1',
    'http://0.0.0.0',
    'http://[::2]',
    'http://x.example',
    'ftp://127.0.0.1',
  ])('may carry none to %s (F18)', (url) => {
    expect(isPrivate(new URL(url))).toBe(false)
  })
})

it('a host is looked at as the parser reads it', () => {
  expect(['127.0.0.1', '127.9.9.9', 'localhost', '[::1]'].map(isLoopback)).toEqual([true, true, true, true])
  expect(['127.0.0.1.x', 'x127.0.0.1', '127.0.0', ''].map(isLoopback)).toEqual([false, false, false, false])
})

it('slashes at the end go, in linear time', () => {
  expect(withoutSlashes('https://a/b///')).toBe('https://a/b')
  expect(withoutSlashes('///')).toBe('')
  expect(withoutSlashes(`${'/'.repeat(1_000_000)}x`)).toHaveLength(1_000_001)
  expect(baseOf(new URL('https://a/b/?c#d'))).toBe('https://a/b')
})

it.each(['nonsense', 'https://', 'ftp://x'])('GITHUB_API_URL %j is refused in words (F20)', (url) => {
  const env = {
    GITHUB_REPOSITORY: 'acme/web',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_EVENT_NAME: 'push',
    GITHUB_API_URL: url,
  }
  expect(() => readContext(env, {})).toThrow(InputError)
  expect(() => readContext(env, {})).toThrow("is not the address of GitHub's API")
})
