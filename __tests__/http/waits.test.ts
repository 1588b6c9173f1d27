// What is said and sent around a request: which limit is waited for, and a type only where there is a body.
import { describe, expect, it } from '@jest/globals'
import { decide, type Try } from '../../src/http/retry.ts'
import { onGitHub } from '../support/github-stage.ts'

const answer = (status: number, headers: Record<string, string>, text = ''): Try => ({
  kind: 'answer',
  status,
  headers,
  text,
  body: text,
})
const slow = 'You have exceeded a secondary rate limit.'
const spent = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '10' }

describe('the words of a wait', () => {
  it.each([
    ['a secondary limit', answer(403, { 'retry-after': '60' }, slow), 'answered 403 and asks to slow down'],
    ['one without a time', answer(429, {}, slow), 'answered 429 and asks to slow down'],
    [
      'one by its older name',
      answer(403, {}, 'You have triggered an abuse detection mechanism.'),
      'answered 403 and asks to slow down',
    ],
    ['an hourly limit', answer(403, { ...spent, 'x-ratelimit-resource': 'core' }), 'of this hour is spent'],
    ['another limit', answer(429, spent), 'answered 429: the rate limit is spent'],
    ['no more than a time', answer(429, { 'retry-after': '3' }), 'answered 429'],
  ])('name %s', (_, outcome, words) => {
    const decision = decide({ repeat: 'safe' }, outcome, 1, 0, 0.5)
    expect(decision).toMatchObject({ kind: 'again', why: expect.stringContaining(words) })
  })

  it('say nothing of a limit that has some left', () => {
    const outcome = answer(429, { 'retry-after': '3', 'x-ratelimit-remaining': '12' })
    expect(decide({ repeat: 'safe' }, outcome, 1, 0, 0.5)).toMatchObject({ why: 'answered 429' })
  })
})

it('names the type of a body, and none where there is no body', () =>
  onGitHub(async ({ run, running }) => {
    await run({ environment: 'staging' })
    for (const { text, headers } of running.requests)
      expect(headers['content-type']).toBe(text === '' ? undefined : 'application/json')
    expect(new Set(running.requests.map(({ text }) => text === ''))).toEqual(new Set([true, false]))
  }))
