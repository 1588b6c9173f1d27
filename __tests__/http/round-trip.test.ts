// One request and its answer: what is told when, and that a signal ends it at every moment.
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { makeDispatcher } from '../../src/http/proxy.ts'
import { roundTrip } from '../../src/http/round-trip.ts'

const open: http.Server[] = []
const dispatcher = await makeDispatcher({})

async function listen(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer)
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // Listens on TCP.
}

afterEach(() => {
  for (const server of open.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

/** A request, whether it was begun, and the way to stop it. */
function start(origin: string, stopper = new AbortController()) {
  const begun: string[] = []
  const request = { origin, path: '/', method: 'GET' as const }
  const reply = roundTrip(dispatcher, request, stopper.signal, () => begun.push('begun'))
  return { reply, begun, stop: () => stopper.abort(new Error('stopped')) }
}

describe('a round trip', () => {
  it('gives the whole answer, in however many pieces it comes', async () => {
    const origin = await listen((_, answer) => {
      answer.writeHead(202, { 'x-own': 'yes' }).write('one ')
      setTimeout(() => answer.end('two'), 10)
    })
    const { reply, begun } = start(origin)
    const { status, headers, body } = await reply
    expect([status, headers['x-own'], body.toString(), begun]).toEqual([202, 'yes', 'one two', ['begun']])
  })

  it('waits past an early hint for the answer', async () => {
    const origin = await listen((_, answer) => {
      answer.writeEarlyHints({ link: '</style.css>; rel=preload' })
      answer.end('the answer')
    })
    const { status, body } = await start(origin).reply
    expect([status, body.toString()]).toEqual([200, 'the answer'])
  })

  it('fails when the answer is cut off', async () => {
    const origin = await listen((_, answer) => {
      answer.writeHead(200, { 'content-length': '100' }).write('a part')
      setTimeout(() => answer.destroy(), 10)
    })
    await expect(start(origin).reply).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' })
  })

  it('was not begun where nobody answers the connection', async () => {
    const { reply, begun } = start('http://127.0.0.1:1')
    await expect(reply).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(begun).toEqual([])
  })

  it('sends nothing when it was stopped before', async () => {
    const asked: unknown[] = []
    const origin = await listen((request, answer) => {
      asked.push(request.url)
      answer.end()
    })
    const stopper = new AbortController()
    stopper.abort(new Error('stopped'))
    const { reply, begun } = start(origin, stopper)
    await expect(reply).rejects.toThrow('stopped')
    await start(origin).reply
    expect([asked, begun]).toEqual([['/'], []])
  })

  it('that is stopped while its connection is set up never reaches the server', async () => {
    const asked: unknown[] = []
    const origin = await listen((request, answer) => {
      asked.push(request.url)
      answer.end()
    })
    const { reply, begun, stop } = start(origin)
    stop()
    await expect(reply).rejects.toThrow('stopped')
    await start(origin).reply
    expect([asked, begun]).toEqual([['/'], []])
  })

  it('that is stopped in the middle of the answer gives its connection up', async () => {
    let closed: (() => void) | undefined
    const gone = new Promise<void>((resolve) => {
      closed = resolve
    })
    const origin = await listen((_, answer) => {
      answer.on('close', () => closed?.())
      answer.writeHead(200).write('a part')
      setTimeout(() => stop(), 10)
    })
    const { reply, stop } = start(origin)
    await expect(reply).rejects.toThrow('stopped')
    await gone
  })
})
