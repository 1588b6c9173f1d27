// Answers as no server should give them, from sockets that write what they like: each is a fault of the network and no
// whole answer, and none takes more memory than an answer may have.
import net, { type AddressInfo } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from '@jest/globals'
import { isNetworkFault, TOO_LARGE, tooLarge } from '../../src/http/fault.ts'
import { makeDispatcher } from '../../src/http/proxy.ts'
import { MAX_BODY, roundTrip } from '../../src/http/round-trip.ts'

const open: net.Server[] = []
const dispatcher = await makeDispatcher({})
const MB = 1024 * 1024

/** Gives every request to `answer`, with the socket as it is. */
async function listen(answer: (socket: net.Socket) => void): Promise<string> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => answer(socket))
  })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // Listens on TCP.
}

afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

const ask = (origin: string) => roundTrip(dispatcher, { origin, path: '/', method: 'POST', body: '{}' })

/** What came of the request: its body, or what was thrown. */
async function outcome(origin: string): Promise<unknown> {
  return ask(origin).then(
    ({ body }) => body.toString(),
    (error: unknown) => error,
  )
}

const OK = 'HTTP/1.1 200 OK\r\n'
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`

const BROKEN: Readonly<Record<string, string>> = {
  'no HTTP at all': 'SSH-2.0-OpenSSH_9.6\r\n',
  'nothing but a line': '\r\n',
  'another protocol version': 'HTTP/9.9 200 OK\r\n\r\n',
  'the status 000': 'HTTP/1.1 000 Nothing\r\n\r\n',
  'a status that is a word': 'HTTP/1.1 fine OK\r\n\r\n',
  'a status line that ends early': 'HTTP/1.1 2',
  'a head that ends early': `${OK}content-le`,
  'a control character in a header': `${OK}x-a: \u0001\u0000b\r\n\r\n`,
  'a header without a colon': `${OK}x-a b\r\ncontent-length: 0\r\n\r\n`,
  'a negative length': `${OK}content-length: -1\r\n\r\n`,
  'a length that is a word': `${OK}content-length: many\r\n\r\n`,
  'two lengths': `${OK}content-length: 2\r\ncontent-length: 3\r\n\r\nabc`,
  'a length and chunks': `${OK}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n`,
  'a length that is too long': `${OK}content-length: 100\r\n\r\n{"id":1}`,
  'a chunk size that is none': `${CHUNKED}zz\r\n{}\r\n0\r\n\r\n`,
  'a chunk that is longer than its size': `${CHUNKED}2\r\n{"id":1}\r\n0\r\n\r\n`,
  'an end within a chunk': `${CHUNKED}64\r\n{"id":`,
  'an end between chunks': `${CHUNKED}2\r\n{}\r\n`,
  'an end within the trailer': `${CHUNKED}2\r\n{}\r\n0\r\nx-trail`,
  'a broken trailer': `${CHUNKED}2\r\n{}\r\n0\r\nx trailer\u0000\r\n\r\n`,
  'an upgrade that nobody asked for':
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n',
  'an early hint and no answer': 'HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n',
  'headers without end': `${OK}${'x-a: 0123456789\r\n'.repeat(10_000)}`,
  'what is called packed and is not': `${OK}content-encoding: gzip\r\ncontent-length: 8\r\n\r\n{"id":1}`,
  'what is called brotli and is not': `${OK}content-encoding: br\r\ncontent-length: 8\r\n\r\n{"id":1}`,
}

describe('an answer that breaks the rules', () => {
  it.each(Object.entries(BROKEN))('with %s is a network fault and no answer', async (_, bytes) => {
    const thrown = await outcome(await listen((socket) => socket.end(bytes, 'latin1')))
    expect({ thrown, isFault: isNetworkFault(thrown) }).toEqual({ thrown, isFault: true })
  })

  it.each([
    'resetAndDestroy',
    'destroy',
  ] as const)('by an end (%s) in the middle of the body is a network fault', async (end) => {
    const origin = await listen((socket) => {
      socket.write(`${OK}content-length: 100\r\n\r\n{"id":1}`)
      setTimeout(() => socket[end](), 20)
    })
    expect(isNetworkFault(await outcome(origin))).toBe(true)
  })

  it('by packing half of it is a network fault', async () => {
    const half = gzipSync('{"id":1}').subarray(0, 20)
    const origin = await listen((socket) => {
      socket.write(`${OK}content-encoding: gzip\r\ncontent-length: ${half.length}\r\n\r\n`)
      socket.end(half)
    })
    expect(isNetworkFault(await outcome(origin))).toBe(true)
  })
})

describe('what is thrown for another reason', () => {
  it.each([
    ['a bug', new TypeError('x is not a function')],
    ['a wrong argument', Object.assign(new TypeError('bad'), { code: 'ERR_INVALID_ARG_TYPE' })],
    ['a value out of range', Object.assign(new RangeError('bad'), { code: 'ERR_OUT_OF_RANGE' })],
    ['a wrong use of undici', Object.assign(new Error('bad'), { code: 'UND_ERR_INVALID_ARG' })],
    ['an answer that is too large', tooLarge(200)],
    ['a text', 'HTTPParserError'],
  ])('such as %s is no network fault', (_, thrown) => {
    expect(isNetworkFault(thrown)).toBe(false)
  })
})

/** Writes until the other side is gone; counts what was taken. */
function pour(socket: net.Socket, bytes: Buffer, sent: { bytes: number }): void {
  const more = () => {
    while (socket.writable) {
      sent.bytes += bytes.length
      if (!socket.write(bytes)) return void socket.once('drain', more)
    }
  }
  more()
}

async function answering(head: string, body: Buffer): Promise<string> {
  return listen((socket) => {
    socket.write(`${OK}${head}content-length: ${body.length}\r\n\r\n`)
    socket.end(body)
  })
}

describe('a large answer', () => {
  it('is taken up to ten megabytes', async () => {
    const { body } = await ask(await answering('', Buffer.alloc(MAX_BODY, 'x')))
    expect(body.length).toBe(10 * MB)
  })

  it('is refused with one byte more', async () => {
    await expect(ask(await answering('', Buffer.alloc(MAX_BODY + 1, 'x')))).rejects.toMatchObject({
      code: TOO_LARGE,
      status: 200,
    })
  })

  it.each([
    ['with a status of failure', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['that is called packed', `${OK}content-encoding: gzip\r\n\r\n`],
    ['in chunks', `${OK}\r\n`],
  ])('without end, %s, is given up while it is read', async (_, head) => {
    const sent = { bytes: 0 }
    const before = process.memoryUsage().rss
    const origin = await listen((socket) => {
      socket.write(head)
      pour(socket, Buffer.alloc(MB, 'x'), sent)
    })
    await expect(ask(origin)).rejects.toMatchObject({ code: TOO_LARGE })
    expect(sent.bytes).toBeLessThan(40 * MB)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MB)
  })
})

describe('a packed answer', () => {
  it.each([
    ['gzip', gzipSync('{"é":1}')],
    ['x-gzip', gzipSync('{"é":1}')],
    ['GZIP', gzipSync('{"é":1}')],
    ['deflate', deflateSync('{"é":1}')],
    ['deflate', deflateRawSync('{"é":1}')],
    ['br', brotliCompressSync('{"é":1}')],
    ['deflate, gzip', gzipSync(deflateSync('{"é":1}'))],
    ['identity', Buffer.from('{"é":1}')],
  ])('by %s is unpacked, and says so no more', async (packing, bytes) => {
    const { body, headers } = await ask(await answering(`content-encoding: ${packing}\r\n`, bytes))
    expect([body.toString(), headers['content-encoding']]).toEqual(['{"é":1}', undefined])
  })

  it('of nothing is nothing', async () => {
    const { body } = await ask(await answering('content-encoding: gzip\r\n', Buffer.alloc(0)))
    expect(body.length).toBe(0)
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('by %s of a few bytes that would unpack to a hundred megabytes is given up at ten', async (packing, pack) => {
    const bytes = pack(Buffer.alloc(100 * MB, 'x'))
    const origin = await answering(`content-encoding: ${packing}\r\n`, bytes)
    const before = process.memoryUsage().rss
    await expect(ask(origin)).rejects.toMatchObject({ code: TOO_LARGE })
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MB)
  })
})
