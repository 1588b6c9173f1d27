// The connection that is opened before there is a request: used once, for its own server, and never in the way.
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { makeDispatcher } from '../../src/http/connect.ts'
import { openEarly } from '../../src/http/early.ts'
import { roundTrip } from '../../src/http/round-trip.ts'

let server: Server
let origin: string
let opened: Socket[]

beforeEach(async () => {
  opened = []
  server = createServer((_, answer) => answer.end('{}'))
  server.on('connection', (socket) => opened.push(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // Listens on TCP.
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1))
}

describe('the early connection', () => {
  it('is there before the first request and carries all of them', async () => {
    const early = await openEarly(`${origin}/api`, {})
    await until(() => opened.length === 1)
    const dispatcher = await makeDispatcher({}, 1, early)
    for (const path of ['/a', '/b']) {
      const { status } = await roundTrip(dispatcher, { origin, path, method: 'GET' })
      expect(status).toBe(200)
    }
    expect(opened).toHaveLength(1)
    await dispatcher.destroy()
  })

  it('is replaced when the server has closed it', async () => {
    const early = await openEarly(origin, {})
    await until(() => opened.length === 1)
    opened[0]?.resetAndDestroy()
    await new Promise((resolve) => setTimeout(resolve, 20))
    const dispatcher = await makeDispatcher({}, 1, early)
    const { status } = await roundTrip(dispatcher, { origin, path: '/', method: 'GET' })
    expect(status).toBe(200)
    expect(opened).toHaveLength(2)
    await dispatcher.destroy()
  })

  it('that fails leaves the error to the request', async () => {
    server.close()
    const early = await openEarly(origin, {})
    const dispatcher = await makeDispatcher({}, 1, early)
    await expect(roundTrip(dispatcher, { origin, path: '/', method: 'GET' })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    })
    await dispatcher.destroy()
  })

  it('goes to no other server than its own', async () => {
    const other = createServer((_, answer) => answer.end('{}'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const early = await openEarly(origin, {})
    await until(() => opened.length === 1)
    const dispatcher = await makeDispatcher({}, 1, early)
    const { body } = await roundTrip(dispatcher, {
      origin: `http://127.0.0.1:${(other.address() as AddressInfo).port}`, // Listens on TCP.
      path: '/',
      method: 'GET',
    })
    expect(body.toString()).toBe('{}')
    expect(opened[0]?.bytesRead).toBe(0)
    early?.close()
    await dispatcher.destroy()
    other.close()
  })

  it('ends when it is closed, also when nobody asked for it', async () => {
    const early = await openEarly(origin, {})
    await until(() => opened.length === 1)
    early?.close()
    await until(() => opened[0]?.destroyed === true)
  })

  it('is not opened past a proxy', async () => {
    expect(await openEarly(origin, { HTTPS_PROXY: 'http://127.0.0.1:9' })).toBeUndefined()
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(opened).toHaveLength(0)
  })
})
