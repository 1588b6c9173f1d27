// The relay of the benchmark: what it delays, and that nothing overtakes.
import net from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from '@jest/globals'
import { inOrder, startRelay } from '../../bench/relay.ts'

describe('the order of delayed actions', () => {
  it('lets a later, shorter delay not overtake an earlier, longer one', () => {
    const timers: { act: () => void; ms: number }[] = []
    const done: string[] = []
    let now = 0
    const later = inOrder(
      (act, ms) => timers.push({ act, ms }),
      () => now,
    )
    later(() => done.push('handshake'), 60)
    now = 5
    later(() => done.push('data'), 20)
    expect(timers.map(({ ms }) => ms)).toEqual([60, 55])
    for (const { act } of timers.reverse()) act()
    expect(done).toEqual(['handshake', 'data'])
  })
})

describe('the relay', () => {
  it('passes everything on in both directions, to the end, and counts it', async () => {
    const echo = net.createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket))
    await new Promise<void>((resolve) => {
      echo.listen(0, '127.0.0.1', resolve)
    })
    const address = echo.address()
    const relay = await startRelay(typeof address === 'object' && address ? address.port : 0, 4)
    const socket = net.connect(relay.port, '127.0.0.1')
    socket.write('one ')
    socket.end('two')
    expect(await text(socket)).toBe('one two')
    expect(relay.counts()).toEqual({ connections: 1, bytesUp: 7, bytesDown: 7 })
    relay.reset()
    expect(relay.counts()).toEqual({ connections: 0, bytesUp: 0, bytesDown: 0 })
    await relay.close()
    echo.close()
  })
})
