// What an organization token says of itself chooses the host that gets it, so nothing in it is taken on trust.
import { describe, expect, it } from '@jest/globals'
import { claimOf, hostsOf } from '../../src/providers/sentry/token.ts'

const tokenOf = (claim: unknown) =>
  `sntrys_${Buffer.from(JSON.stringify(claim)).toString('base64')}_0123456789`

describe('a host in the claim', () => {
  it.each([
    'http://127.evil.invalid',
    'http://localhost.evil.invalid',
    'http://127.0.0.1@evil.invalid',
    'http://127.0.0.1:80@evil.invalid',
    'https://user:pass@evil.invalid',
    'http://evil.invalid#127.0.0.1',
    'https://evil.invalid/?x=',
    'https://evil.invalid/#x',
    'ftp://127.0.0.1',
    '//evil.invalid',
    'javascript:alert(1)',
    'https://',
    '',
  ])('is not asked when it is %j (F18)', (url) => {
    const hosts = hostsOf(claimOf(tokenOf({ org: 'acme', url, region_url: url })), '')
    expect(hosts).toEqual({ api: 'https://sentry.io', web: 'https://sentry.io', others: [] })
  })

  it.each([
    ['https://de.sentry.io', 'https://de.sentry.io'],
    ['https://sentry.example/base/', 'https://sentry.example/base'],
    ['http://127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['http://127.1:9000//', 'http://127.0.0.1:9000'],
    ['http://localhost', 'http://localhost'],
    ['http://[::1]:9000', 'http://[::1]:9000'],
  ])('%j is asked as %j', (url, api) => {
    expect(hostsOf(claimOf(tokenOf({ org: 'acme', region_url: url })), '').api).toBe(api)
  })

  it('is never asked in place of api-url', () => {
    const claim = claimOf(tokenOf({ org: 'acme', url: 'https://a.example', region_url: 'https://b.example' }))
    expect(hostsOf(claim, 'https://own.example')).toEqual({
      api: 'https://own.example',
      web: 'https://own.example',
      others: ['b.example', 'a.example'],
    })
  })
})

it.each(['null', '[]', '5', '"x"', '{', ''])('a claim that is %s is none', (text) => {
  const claim = claimOf(`sntrys_${Buffer.from(text).toString('base64')}_x`)
  expect(claim?.org ?? '').toBe('')
})
