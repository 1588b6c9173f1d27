// Calls on the wire, against a server that counts: how often each is sent, how long is waited, what an error says.
import { createServer } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { Agent } from 'undici'
import { ApiError, cancellation, InputError, mayHaveHappened, NetworkError } from '../../src/errors.ts'
import { fillPath } from '../../src/http/request.ts'
import { errorOf, onWire, Thing, TOKEN } from '../support/wire.ts'

describe('a request', () => {
  it('goes over one connection, however many there are', () =>
    onWire({}, async ({ api, running }) => {
      for (let count = 0; count < 10; count++) await api.send('show', { name: 'a' }, { schema: Thing })
      await Promise.all(Array.from({ length: 10 }, () => api.send('make', {}, { body: {} })))
      expect(running.requests).toHaveLength(20)
      expect(running.connections()).toBe(1)
    }))

  it('names itself, carries the token and speaks JSON', () =>
    onWire({}, async ({ api, requests }) => {
      await api.send('make', {}, { body: { text: 'ünï' } })
      const [request] = requests()
      expect(request?.headers).toMatchObject({
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'record-deploy',
      })
      expect(request?.text).toBe('{"text":"ünï"}')
    }))

  it.each([
    '@scope/app@1.0+b 1',
    'a/b',
    '100%',
    '%2e%2e',
    '?x=1',
    '#1',
    'ünï-🚀',
    'שלום',
    "it's (a) ~!*",
  ])('percent-encodes %j once', (name) =>
    onWire({}, async ({ api, requests }) => {
      const { body } = await api.send('in', { shelf: 'a b', name }, { schema: Thing })
      expect(body).toEqual({ id: 1 })
      expect(requests()[0]?.path).toBe(`/shelves/a%20b/things/${encodeURIComponent(name)}`)
      expect(requests()[0]?.hasQuery).toBe(false)
    }))

  it('refuses a path with an empty part, which would be another path', () => {
    expect(() => fillPath('GET /a/{name}/b', { name: '' })).toThrow('no value for {name}')
    expect(() => fillPath('GET /a/{name}/b', {})).toThrow('no value for {name}')
  })

  it.each(['.', '..'])('refuses a part of dots, which would be resolved away: %s', (name) => {
    const problem = `"${name}" cannot stand in an address: give another name.`
    expect(() => fillPath('GET /a/{name}/b', { name })).toThrow(new InputError([problem]))
    expect(fillPath('GET /a/{name}/b', { name: `${name}x` })).toBe(`GET /a/${name}x/b`)
  })

  it('keeps any text whole on its way through a path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        fc.pre(!/^\.\.?$/.test(name))
        const path = fillPath('/a/{name}/b', { name })
        expect(decodeURIComponent(path.slice('/a/'.length, -'/b'.length))).toBe(name)
        expect(path.split('/')).toHaveLength(4)
      }),
    )
  })

  it('repeats a query parameter for each value and leaves out what is not set', () =>
    onWire({}, async ({ api, requests }) => {
      await api.send('show', { name: 'a' }, { query: { tag: ['x y', 'z&'], page: 2, none: undefined } })
      expect([...(requests()[0]?.query ?? [])]).toEqual([
        ['tag', 'x y'],
        ['tag', 'z&'],
        ['page', '2'],
      ])
    }))

  it('goes below the path of the base URL', () =>
    onWire({}, async ({ api, running, requests }) => {
      await api.send('show', { name: 'a' })
      expect(requests()[0]?.path).toBe('/things/a')
      await onWire({ connection: { baseUrl: `${running.url}/api/v3` } }, async (other) => {
        await other.api.send('show', { name: 'a' })
      })
      expect(requests()[1]?.path).toBe('/api/v3/things/a')
    }))
})

describe('an answer', () => {
  it('gives what the schema makes of the body, its status, and the body as it came', () =>
    onWire({}, async ({ api }) => {
      expect(await api.send('show', { name: 'a' }, { schema: Thing })).toMatchObject({
        status: 200,
        body: { id: 1 },
        raw: { id: 1, name: 'a' },
        text: '{"id":1,"name":"a"}',
      })
    }))

  it('may be a status that the call names as a result, without the schema', () =>
    onWire({}, async ({ api }) => {
      expect(await api.send('show', { name: 'absent' }, { schema: Thing })).toMatchObject({
        status: 404,
        body: undefined,
        raw: { detail: 'no such thing' },
      })
    }))

  it.each(['html', 'empty'])('of 2xx with a body that is %s is an error, not a value', (action) =>
    onWire({ faults: [`${action} * /things x*`] }, async ({ api, requests }) => {
      const read = await errorOf(api.send('show', { name: 'a' }, { schema: Thing }))
      expect(read).toBeInstanceOf(ApiError)
      expect(read.message).toContain('Shelf did not show "a"')
      expect(read.message).toContain('GET /things/a answered 200, but not in the promised form')
      expect(mayHaveHappened(read)).toBe(false)
      const write = await errorOf(api.send('make', {}, { body: {}, schema: Thing }))
      expect(write.message).toContain('Shelf may or may not have done this: make a thing')
      expect(mayHaveHappened(write)).toBe(true)
      // The read was asked again, the write was not.
      expect(requests()).toHaveLength(5)
    }))

  it('needs no form where no schema is given', () =>
    onWire({ faults: ['empty POST /things', 'html POST /things'] }, async ({ api }) => {
      expect(await api.send('make', {}, { body: {} })).toMatchObject({ status: 201, raw: '' })
      expect(await api.send('make', {}, { body: {} })).toMatchObject({ status: 200 })
    }))

  it('names the field that is missing', () =>
    onWire(
      {
        faults: [
          {
            action: { kind: 'reply', reply: { status: 200, json: { id: 'seven' } }, acted: false },
            method: '*',
            path: '/things',
            times: 1,
            skip: 0,
            headers: {},
          },
        ],
      },
      async ({ api }) => {
        const { message } = await errorOf(api.send('show', { name: 'a' }, { schema: Thing }))
        expect(message).toContain('(id; it said: "id: seven")')
      },
    ))

  it.each([301, 302, 307, 308])('of %i is an error: the token follows no redirect', (status) =>
    onWire({ faults: [`${status} location=http://127.0.0.1:1/ * /things x*`] }, async ({ api, requests }) => {
      const error = await errorOf(api.send('show', { name: 'a' }))
      expect(error.message).toContain(`answered ${status}`)
      expect(error.message).toContain('a token never follows a redirect: set api-url to the final address')
      expect(requests()).toHaveLength(1)
    }))
})

describe('a failing service', () => {
  it.each([
    '408',
    '425',
    '500',
    '502',
    '503',
    '504',
    '520',
    'cut',
    'cut-after',
  ])('that answers %s once is asked again by a safe call only', (action) =>
    onWire({ faults: [`${action} * /things x1`] }, async ({ api, requests, waits }) => {
      expect(await api.send('put', { name: 'a' })).toMatchObject({ status: 200 })
      expect(requests()).toHaveLength(2)
      expect(waits).toEqual([250])
    }).then(() =>
      onWire({ faults: [`${action} * /things x1`] }, async ({ api, requests, waits }) => {
        const error = await errorOf(api.send('make', {}, { body: {} }))
        expect(mayHaveHappened(error)).toBe(true)
        expect(error.message).toContain('It may have happened all the same.')
        expect(requests()).toHaveLength(1)
        expect(waits).toEqual([])
      }),
    ))

  it.each([
    '429',
    '429 retry-after=1',
    '503 retry-after=1',
  ])('that answers %s refused the write, so it is sent again', (action) =>
    onWire({ faults: [`${action} POST /things x2`] }, async ({ api, requests, shelf }) => {
      expect(await api.send('make', {}, { body: {} })).toMatchObject({ status: 201 })
      expect(requests()).toHaveLength(3)
      expect(shelf.things).toHaveLength(1)
    }))

  it.each(['500', 'cut', '429'])('that goes on with %s is asked four times in all', (action) =>
    onWire({ faults: [`${action} * /things x*`] }, async ({ api, requests, waits }) => {
      const error = await errorOf(api.send('put', { name: 'a' }))
      expect(error.message).toContain('after 4 tries')
      expect(error.message).toContain('Run it again later')
      expect(mayHaveHappened(error)).toBe(false)
      expect(requests()).toHaveLength(4)
      expect(waits).toEqual([250, 500, 1_000])
    }))

  it.each([
    400, 401, 403, 404, 409, 410, 413, 422,
  ])('that answers %i to a write is not asked again', (status) =>
    onWire({ faults: [`${status} * /things x*`] }, async ({ api, requests }) => {
      const error = await errorOf(api.send('make', {}, { body: {} }))
      expect(error).toBeInstanceOf(ApiError)
      expect(error).toMatchObject({ status, mayHaveHappened: false })
      expect(error.message).toMatch(
        new RegExp(`^Shelf did not make a thing: POST /things answered ${status} \\("refused"\\)\\.`),
      )
      expect(requests()).toHaveLength(1)
    }))

  it('is given the hint of the call, else of the provider', () =>
    onWire({ faults: ['403 GET /things', '401 GET /things'] }, async ({ api }) => {
      const refused = await errorOf(api.send('show', { name: 'a' }))
      expect(refused.message.endsWith('answered 403 ("refused"). Ask the owner.')).toBe(true)
      expect((await errorOf(api.send('show', { name: 'a' }))).message).toContain('. Check the token.')
    }))

  it('names other hosts of the token after a 401', () =>
    onWire(
      { faults: ['401 GET /things'], connection: { otherHosts: ['de.example.com'] } },
      async ({ api, running }) => {
        const { message } = await errorOf(api.send('show', { name: 'a' }))
        expect(message).toContain(`Asked was 127.0.0.1:${running.port}; the token also names de.example.com.`)
      },
    ))

  it('that hangs is left when the deadline comes, and a write may have happened', () =>
    onWire({ faults: ['hang POST /things x*'], timeoutMs: 150 }, async ({ api, requests }) => {
      const began = performance.now()
      const error = await errorOf(api.send('make', {}, { body: {} }))
      expect(performance.now() - began).toBeLessThan(2_000)
      expect(error).toBeInstanceOf(NetworkError)
      expect(error.message).toContain('no answer from 127.0.0.1')
      expect(mayHaveHappened(error)).toBe(true)
      expect(requests()).toHaveLength(1)
    }))

  it('that cuts an answer in its middle gave no answer', async () => {
    const sockets = new Set<{ destroy(): void }>()
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.once('data', () => {
        socket.write('HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"id"', () => socket.destroy())
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    try {
      await onWire({ connection: { baseUrl: `http://127.0.0.1:${port}` } }, async ({ api, lines }) => {
        const error = await errorOf(api.send('make', {}, { body: {}, schema: Thing }))
        expect(error).toBeInstanceOf(NetworkError)
        expect(mayHaveHappened(error)).toBe(true)
        expect((await errorOf(api.send('show', { name: 'a' }))).message).toContain('after 4 tries')
        expect(lines[0]).toBe('Shelf gave no answer; trying to show "a" again in 250 ms')
      })
    } finally {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    }
  })

  it('that fails again and again is given pauses that grow, whatever chance says', () => {
    const chances = [0.8, 0.1, 0.9]
    const random = () => chances.shift() ?? 0
    return onWire({ connection: { baseUrl: 'http://127.0.0.1:1' }, random }, async ({ api, waits }) => {
      await errorOf(api.send('show', { name: 'a' }))
      expect(waits).toEqual([400, 400, 1_800])
    })
  })

  it('that nobody listens at is tried again by every call, because nothing was sent', () =>
    onWire({ connection: { baseUrl: 'http://127.0.0.1:1' } }, async ({ api, waits }) => {
      const error = await errorOf(api.send('make', {}, { body: {} }))
      expect(error).toBeInstanceOf(NetworkError)
      expect(error.message).toBe(
        "Shelf did not make a thing: POST /things: no connection to 127.0.0.1:1 (ECONNREFUSED) after 4 tries. Check api-url and the runner's way there (proxy, firewall).",
      )
      expect(mayHaveHappened(error)).toBe(false)
      expect(waits).toHaveLength(3)
    }))
})

describe('time', () => {
  it('obeys a server that says when to come back, however often, up to the deadline', () =>
    onWire({ faults: ['429 retry-after=60 POST /things x9'] }, async ({ api, requests, waits }) => {
      expect(await api.send('make', {}, { body: {} })).toMatchObject({ status: 201 })
      expect(requests()).toHaveLength(10)
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(60_000)
    }))

  it('never waits past the deadline, and says why it stopped', () =>
    onWire({ faults: ['429 retry-after=60 POST /things x*'] }, async ({ api, requests, waits }) => {
      const error = await errorOf(api.send('make', {}, { body: {} }))
      expect(error.message).toContain('and asks to wait 1 min 10 s, for which the timeout leaves no room')
      expect(mayHaveHappened(error)).toBe(false)
      expect(waits.reduce((sum, each) => sum + each, 0)).toBeLessThan(1_200_000)
      expect(requests().length).toBeGreaterThan(15)
    }))

  it('does not wait at all when the server asks for more than is left', () =>
    onWire({ faults: ['503 retry-after=3600 GET /things x*'] }, async ({ api, requests, waits }) => {
      expect((await errorOf(api.send('show', { name: 'a' }))).message).toContain('answered 503')
      expect([requests().length, waits.length]).toEqual([1, 0])
    }))

  it('waits for a status that the call names as busy to the deadline, not for four tries', () =>
    onWire({ faults: ['409 PUT /things x12'] }, async ({ api, requests }) => {
      expect(await api.send('put', { name: 'a' })).toMatchObject({ status: 200 })
      expect(requests()).toHaveLength(13)
    }))

  it('sends nothing when the deadline is over', () =>
    onWire({ timeoutMs: 0 }, async ({ api, requests }) => {
      const error = await errorOf(api.send('make', {}, { body: {} }))
      expect(error).toBeInstanceOf(NetworkError)
      expect(error.message).toContain('the timeout was over before it could be sent')
      expect(mayHaveHappened(error)).toBe(false)
      expect(requests()).toEqual([])
    }))

  it('keeps the sum of all waits within the deadline, whatever the jitter and the deadline', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1 }),
        fc.integer({ min: 200, max: 30_000 }),
        fc.constantFrom('500', '429', '429 retry-after=2', '503 retry-after=9'),
        async (randoms, timeoutMs, action) => {
          let count = 0
          const random = () => randoms[count++ % randoms.length] ?? 0
          await onWire(
            { faults: [`${action} GET /things x*`], timeoutMs, random },
            async ({ api, waits }) => {
              await errorOf(api.send('show', { name: 'a' }))
              expect(waits.reduce((sum, each) => sum + each, 0)).toBeLessThan(timeoutMs)
            },
          )
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('a cancelled job', () => {
  it('ends a request under way; a write may have happened, a read has nothing to have done', () =>
    onWire({ faults: ['hang * /things x*'] }, async ({ api, cancel, requests }) => {
      const writing = errorOf(api.send('make', {}, { body: {} }))
      while (requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      cancel.abort(new NetworkError('cancelled', false))
      const error = await writing
      expect(error).toBeInstanceOf(NetworkError)
      expect(error.message).toBe('Shelf did not make a thing: the job was cancelled.')
      expect(mayHaveHappened(error)).toBe(true)
      expect(mayHaveHappened(await errorOf(api.send('show', { name: 'a' })))).toBe(false)
      expect(requests()).toHaveLength(1)
    }))

  it('does not wait for a connection that nobody answers, and neither does the deadline', async () => {
    let asked = 0
    const deaf = () => new Agent({ connect: () => void asked++ })
    const cancel = new AbortController()
    await onWire({ dispatcher: deaf(), cancel }, async ({ api }) => {
      const writing = errorOf(api.send('make', {}, { body: {} }))
      while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      cancel.abort(cancellation('cancelled', false))
      expect((await writing).message).toBe('Shelf did not make a thing: the job was cancelled.')
      // Nothing was sent.
      expect(mayHaveHappened(await writing)).toBe(false)
    })
    await onWire({ dispatcher: deaf(), timeoutMs: 100 }, async ({ api }) => {
      const error = await errorOf(api.send('make', {}, { body: {} }))
      expect(error.message).toContain('the timeout leaves no room')
      expect(mayHaveHappened(error)).toBe(false)
    })
  })

  it('ends a wait between two tries', () => {
    const cancel = new AbortController()
    const reason = new NetworkError('cancelled', false)
    return onWire(
      { faults: ['500 GET /things x*'], cancel, onWait: () => cancel.abort(reason) },
      async ({ api, requests }) => {
        expect(await errorOf(api.send('show', { name: 'a' }))).toBe(reason)
        expect(requests()).toHaveLength(1)
      },
    )
  })
})

describe('a secret', () => {
  const echo = `got Bearer ${TOKEN}, i.e. ${Buffer.from(TOKEN).toString('base64')} or ${encodeURIComponent(TOKEN)}`
  it.each([
    ['JSON', { json: { detail: echo } }],
    ['text', { text: echo }],
    ['HTML', { text: `<html><title>${echo}</title></html>` }],
    ['a text that is cut in the middle of it', { text: `${'x '.repeat(238)}${TOKEN}${'y'.repeat(100)}` }],
  ])('that a server echoes in %s is not in the error', (_, reply) =>
    onWire({ faults: ['400 * /things'], refusal: { status: 0, ...reply } }, async ({ api, debugged }) => {
      const { message } = await errorOf(api.send('make', {}, { body: {} }))
      expect(message).toContain('***')
      for (const form of [TOKEN, 'tok/en', Buffer.from(TOKEN).toString('base64'), encodeURIComponent(TOKEN)])
        expect(message).not.toContain(form)
      expect(debugged.join('\n')).not.toContain(TOKEN)
    }))

  it('that a server echoes in a strange 200 is not in the error', () =>
    onWire(
      {
        faults: [
          {
            action: { kind: 'reply', reply: { status: 200, text: echo }, acted: false },
            method: '*',
            path: '/',
            times: Number.POSITIVE_INFINITY,
            skip: 0,
            headers: {},
          },
        ],
      },
      async ({ api }) => {
        const { message } = await errorOf(api.send('show', { name: 'a' }, { schema: Thing }))
        expect(message).toContain('***')
        expect(message).not.toContain(TOKEN)
      },
    ))
})

it('throws what is wrong in our own code as it is', () =>
  onWire({ connection: { headers: { authorization: 'Bearer a\nb' } } }, async ({ api, requests }) => {
    const error = await errorOf(api.send('show', { name: 'a' }))
    expect(error).not.toBeInstanceOf(NetworkError)
    expect(error).not.toBeInstanceOf(ApiError)
    expect(requests()).toEqual([])
  }))
