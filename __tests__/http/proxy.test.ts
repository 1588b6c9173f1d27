// Which way a request goes, by the variables of the environment alone.
import { describe, expect, it } from '@jest/globals'
import { InputError } from '../../src/errors.ts'
import { proxyFor, shownProxy } from '../../src/http/proxy.ts'

const PROXY = 'http://proxy.corp:3128'
const both = { http_proxy: PROXY, https_proxy: PROXY }
const way = (url: string, env: Readonly<Record<string, string>>) => proxyFor(new URL(url), env)

describe('the proxy for a server', () => {
  it.each([
    'http://127.0.0.1:9000',
    'http://localhost',
    'https://localhost:8443',
    'http://[::1]:1',
    'http://127.255.0.7',
    'https://127.1',
    'https://0x7f.1',
    'https://[::ffff:127.0.0.1]',
    'https://LOCALHOST.',
  ])('is none for the machine itself: %s (F9)', (url) => {
    expect(way(url, both)).toBeUndefined()
  })

  it.each([
    'http://127.evil.example',
    'http://localhost.evil.example',
    'http://127.0.0.1@evil.example',
  ])('is asked for what only begins like the machine itself: %s', (url) => {
    expect(way(url, both)).toBe(PROXY)
  })

  it('comes from the variable of its protocol alone (F21)', () => {
    expect(way('https://sentry.io', { HTTP_PROXY: PROXY, http_proxy: PROXY })).toBeUndefined()
    expect(way('http://sentry.io', { HTTPS_PROXY: PROXY, https_proxy: PROXY })).toBeUndefined()
    expect(way('https://sentry.io', { HTTPS_PROXY: PROXY })).toBe(PROXY)
    expect(way('http://sentry.io', { HTTP_PROXY: PROXY })).toBe(PROXY)
    expect(way('https://sentry.io', { HTTPS_PROXY: 'http://other:1', https_proxy: PROXY })).toBe(PROXY)
  })

  it.each([
    ['sentry.io', 'https://sentry.io', true],
    ['sentry.io', 'https://de.sentry.io', true],
    ['.sentry.io', 'https://de.sentry.io', true],
    ['*.sentry.io', 'https://de.sentry.io', true],
    ['*.sentry.io', 'https://sentry.io', false],
    ['sentry.io', 'https://notsentry.io', false],
    ['SENTRY.io', 'https://sentry.IO', true],
    ['sentry.io.', 'https://sentry.io', true],
    ['sentry.io', 'https://de.sentry.io.', true],
    ['sentry.io.:443', 'https://sentry.io', true],
    ['other, sentry.io', 'https://sentry.io', true],
    ['other sentry.io', 'https://sentry.io', true],
    ['*', 'https://sentry.io', true],
    ['sentry.io:443', 'https://sentry.io', true],
    ['sentry.io:8443', 'https://sentry.io', false],
    ['*:443', 'https://sentry.io', true],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['192.168.4.0/22', 'https://192.168.7.255', true],
    ['192.168.4.0/22', 'https://192.168.8.0', false],
    ['fd00::/8', 'https://[fd12::1]', true],
    ['fd00::/8', 'https://[fe80::1]', false],
    ['fe80::1', 'https://[fe80::1]', true],
    ['[fe80::1]:443', 'https://[fe80::1]', true],
    ['10.1.2.3', 'https://10.1.2.3', true],
    ['2.3', 'https://10.1.2.3', false],
    ['10.0.0.0/99', 'https://10.1.2.3', false],
    ['10.0.0.0/x', 'https://10.1.2.3', false],
    ['10.0.0.0/8', 'https://sentry.io', false],
    ['', 'https://sentry.io', false],
    [',,', 'https://sentry.io', false],
  ])('with NO_PROXY %j for %s: past it is %j (F21)', (noProxy, url, isPast) => {
    expect(way(url, { ...both, NO_PROXY: noProxy })).toBe(isPast ? undefined : PROXY)
  })

  it.each([
    ['p%w', 'p%w'],
    ['100%', '100%'],
    ['p%25w', 'p%w'],
    ['%ff', '%ff'],
    ['p@ss', 'p@ss'],
    ['a:b', 'a:b'],
    ['%40', '@'],
  ])('has the password that is meant by %j (F20)', (written, meant) => {
    const url = new URL(way('https://sentry.io', { https_proxy: `http://dev:${written}@proxy:3128` }) ?? '')
    expect([url.username, decodeURIComponent(url.password), url.host]).toEqual(['dev', meant, 'proxy:3128'])
    expect(shownProxy(url.href)).toBe('proxy:3128')
  })

  it('is refused without its password where it is no URL', () => {
    const read = () => way('https://sentry.io', { https_proxy: 'ftp://dev:s3cret@proxy' })
    expect(read).toThrow(InputError)
    expect(read).not.toThrow('s3cret')
  })
})
