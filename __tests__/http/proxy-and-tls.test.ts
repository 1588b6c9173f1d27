// Ways to the service: through a proxy with credentials, past it, and over TLS that is not trusted.
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { describe, expect, it } from '@jest/globals'
import { InputError, mayHaveHappened, NetworkError } from '../../src/errors.ts'
import { certificateWords } from '../../src/http/failure.ts'
import { makeDispatcher } from '../../src/http/proxy.ts'
import { roundTrip } from '../../src/http/round-trip.ts'
import { BEHIND, startProxy, type TestProxy } from '../support/proxy.ts'
import { errorOf, onWire, Thing } from '../support/wire.ts'

const PASSWORD = 'p@ss/w:rd'

async function withProxy(
  act: (proxy: TestProxy, url: string) => Promise<void>,
  refusal?: number,
): Promise<void> {
  const proxy = await startProxy('dev', PASSWORD, refusal)
  try {
    await act(proxy, `http://dev:${encodeURIComponent(PASSWORD)}@127.0.0.1:${proxy.port}`)
  } finally {
    await proxy.close()
  }
}

const pem = (name: string) => readFileSync(join(import.meta.dirname, '..', 'support', 'tls', name), 'utf8')
const tls = { key: pem('test-only-key.pem'), cert: pem('test-only-cert.pem') }

const behind = { host: BEHIND }

describe('a proxy of the environment', () => {
  it.each(['http_proxy', 'HTTP_PROXY'])('in %s is used for an http target, in absolute form', (name) =>
    withProxy((proxy, url) =>
      onWire({ env: { [name]: url }, ...behind }, async ({ api, running }) => {
        await api.send('show', { name: 'a b' }, { schema: Thing })
        await api.send('make', {}, { body: {} })
        const target = `http://${BEHIND}:${running.port}`
        expect(proxy.seen).toEqual([`GET ${target}/things/a%20b 200`, `POST ${target}/things 200`])
      }),
    ))

  it('in HTTPS_PROXY is asked by CONNECT for an https target', () =>
    withProxy((proxy, url) =>
      onWire({ env: { HTTPS_PROXY: url }, tls, ...behind }, async ({ api, running }) => {
        await errorOf(api.send('show', { name: 'a' }))
        expect(proxy.seen).toEqual([`CONNECT ${BEHIND}:${running.port} 200`])
      }),
    ))

  it.each(['http_proxy', 'https_proxy'])('in %s never sees what goes to the machine itself (F9)', (name) =>
    withProxy((proxy, url) =>
      onWire(
        { env: { [name]: url }, ...(name === 'https_proxy' ? { tls } : {}), host: 'localhost' },
        async ({ api }) => {
          await api.send('show', { name: 'a' }, { schema: Thing }).catch(() => 'not trusted')
          expect(proxy.seen).toEqual([])
        },
      ),
    ))

  it('in HTTP_PROXY alone sees nothing of https (F21)', () =>
    withProxy((proxy, url) =>
      onWire({ env: { HTTP_PROXY: url }, tls, ...behind }, async ({ api }) => {
        const error = await errorOf(api.send('show', { name: 'a' }, { schema: Thing }))
        expect(error.message).toContain('no connection to service.invalid:')
        expect(proxy.seen).toEqual([])
      }),
    ))

  it.each([
    BEHIND,
    `example.com, ${BEHIND}`,
    '*',
    '.invalid',
  ])('is passed by for hosts in NO_PROXY: %s', (hosts) =>
    withProxy((proxy, url) =>
      onWire({ env: { HTTP_PROXY: url, NO_PROXY: hosts }, ...behind }, async ({ api }) => {
        await errorOf(api.send('show', { name: 'a' }, { schema: Thing }))
        expect(proxy.seen).toEqual([])
      }),
    ))

  it('gives way to the lower-case spelling, and may be written without a scheme', () =>
    withProxy((proxy, url) =>
      onWire(
        { env: { http_proxy: url.slice('http://'.length), HTTP_PROXY: 'http://127.0.0.1:1' }, ...behind },
        async ({ api }) => {
          await api.send('show', { name: 'a' }, { schema: Thing })
          expect(proxy.seen).toHaveLength(1)
        },
      ),
    ))

  it('keeps its connection for all requests', () =>
    withProxy((_, url) =>
      onWire({ env: { HTTP_PROXY: url }, ...behind }, async ({ api, running }) => {
        for (let count = 0; count < 5; count++) await api.send('show', { name: 'a' }, { schema: Thing })
        await api.send('make', {}, { body: {} })
        expect(running.requests).toHaveLength(6)
      }),
    ))

  it.each([
    ['http_proxy', {}],
    ['https_proxy', { tls }],
  ])('that refuses our credentials is named at once, never shown, and counts as not connected: %s (F20)', (name, serving) =>
    withProxy(async (proxy) => {
      const wrong = `http://dev:wrong-pass@127.0.0.1:${proxy.port}`
      await onWire(
        { env: { [name]: wrong }, ...serving, ...behind },
        async ({ api, debugged, lines, requests }) => {
          for (const call of [
            () => api.send('make', {}, { body: {} }),
            () => api.send('show', { name: 'a' }),
          ]) {
            const error = await errorOf(call())
            expect(error.message).toContain(
              `the proxy 127.0.0.1:${proxy.port} wants other credentials (407). Check the user name and password in ${name.toUpperCase()}`,
            )
            expect(mayHaveHappened(error)).toBe(false)
            expect([error.message, ...debugged, ...lines].join('\n')).not.toMatch(/wrong-pass|dev:/)
          }
          expect([requests(), proxy.seen.length]).toEqual([[], 2])
        },
      )
    }))

  it('that does not know the host is named at once, with what to do', () =>
    withProxy(
      (proxy, url) =>
        onWire({ env: { HTTPS_PROXY: url }, tls, ...behind }, async ({ api }) => {
          const { message } = await errorOf(api.send('make', {}, { body: {} }))
          expect(message).toContain(
            `the proxy 127.0.0.1:${proxy.port} does not let requests through to ${BEHIND} (403). Allow that host there`,
          )
          expect(proxy.seen).toHaveLength(1)
        }),
      403,
    ))

  it('that is in trouble is asked again, and named', () =>
    withProxy(
      (proxy, url) =>
        onWire({ env: { HTTPS_PROXY: url }, tls, ...behind }, async ({ api }) => {
          const error = await errorOf(api.send('make', {}, { body: {} }))
          expect(error.message).toContain(
            `through the proxy 127.0.0.1:${proxy.port} (the proxy answered 502) after 4 tries`,
          )
          expect([mayHaveHappened(error), proxy.seen.length]).toEqual([false, 4])
        }),
      502,
    ))

  it.each([
    'p%w',
    '100%',
    'p%25',
    '%zz',
  ])('takes a bare percent sign in its password as it is: %s (F20)', async (password) => {
    const proxy = await startProxy('dev', password.replace('%25', '%'))
    try {
      await onWire(
        { env: { http_proxy: `http://dev:${password}@127.0.0.1:${proxy.port}` }, ...behind },
        async ({ api }) => {
          await api.send('show', { name: 'a' }, { schema: Thing })
          expect(proxy.seen).toHaveLength(1)
        },
      )
    } finally {
      await proxy.close()
    }
  })

  it.each([
    'http_proxy',
    'https_proxy',
  ])('that cannot be reached is named, without its password: %s', (name) =>
    onWire(
      {
        env: { [name]: 'http://dev:s3cret-pass@127.0.0.1:1' },
        ...(name === 'https_proxy' ? { tls } : {}),
        ...behind,
      },
      async ({ api, debugged, lines }) => {
        const error = await errorOf(api.send('make', {}, { body: {} }))
        expect(error).toBeInstanceOf(NetworkError)
        expect(mayHaveHappened(error)).toBe(false)
        expect(error.message).toContain('through the proxy 127.0.0.1:1 (ECONNREFUSED) after 4 tries')
        expect([error.message, ...debugged, ...lines].join('\n')).not.toContain('s3cret-pass')
      },
    ))

  it.each([
    'http://',
    'ftp://proxy:21',
    'http://dev:s3cret-pass@proxy:99999',
  ])('that is no URL is an input error without the value: %s', async (value) => {
    const error = await errorOf((async () => makeDispatcher({ HTTPS_PROXY: value }))())
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toContain('https_proxy (or HTTPS_PROXY) does not hold the URL of a proxy')
    expect(error.message).not.toContain('s3cret-pass')
  })

  it('that is empty is none', async () => {
    await onWire({ env: { http_proxy: '', HTTPS_PROXY: ' ' } }, async ({ api, requests }) => {
      await api.send('show', { name: 'a' }, { schema: Thing })
      expect(requests()).toHaveLength(1)
    })
  })
})

describe('a connection over TLS', () => {
  /** What each connection offers to speak, told before the client looks at our certificate. */
  async function offered(host: string, act: (origin: string) => Promise<unknown>): Promise<string[][]> {
    const offers: string[][] = []
    const ALPNCallback = ({ protocols }: { protocols: string[] }) => {
      offers.push(protocols)
      return protocols[0]
    }
    const server = createServer({ ...tls, ALPNCallback }).on('tlsClientError', () => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      // Listens on TCP.
      await act(`https://${host}:${(server.address() as AddressInfo).port}`)
    } finally {
      server.close()
    }
    return offers
  }

  async function ask(origin: string, env: Record<string, string>): Promise<void> {
    const dispatcher = makeDispatcher(env)
    await roundTrip(dispatcher, { origin, path: '/', method: 'GET' }).catch(() => 'not trusted')
    await dispatcher.destroy()
  }

  it('offers HTTP/1.1 alone, which is what the services are tested with, also through a proxy', () =>
    withProxy(async (_, url) => {
      expect(await offered('127.0.0.1', (origin) => ask(origin, {}))).toEqual([['http/1.1']])
      expect(await offered(BEHIND, (origin) => ask(origin, { https_proxy: url }))).toEqual([['http/1.1']])
    }))
})

describe('a certificate', () => {
  it('that is not trusted ends the call at once, with the way to trust it', () =>
    onWire({ tls }, async ({ api, requests, waits }) => {
      const error = await errorOf(api.send('make', {}, { body: {} }))
      expect(error).toBeInstanceOf(NetworkError)
      expect(error.message).toMatch(
        /^Shelf did not make a thing: the server's certificate is not trusted \(\w+\)/,
      )
      expect(error.message).toContain('NODE_EXTRA_CA_CERTS')
      expect(mayHaveHappened(error)).toBe(false)
      expect([requests().length, waits.length]).toEqual([0, 0])
    }))

  it.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'NODE_EXTRA_CA_CERTS'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another host name'],
    ['CERT_HAS_EXPIRED', 'expired'],
  ])('with %s gets its own words', (code, words) => {
    expect(certificateWords(code)).toContain(words)
  })

  it('is not blamed for other faults', () => {
    for (const code of ['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET', 'EPROTO', ''])
      expect(certificateWords(code)).toBe('')
  })
})
