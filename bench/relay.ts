// A TCP relay that makes the way to a server longer: each direction takes half a round trip, and a connection is
// only ready after a whole one, as with the TCP handshake. It also counts connections and bytes on the wire.
import net from 'node:net'

interface Relay {
  readonly port: number
  /** Since the start or the last reset. */
  counts(): Counts
  reset(): void
  close(): Promise<void>
}

export interface Counts {
  readonly connections: number
  readonly bytesUp: number
  readonly bytesDown: number
}

const NOTHING: Counts = { connections: 0, bytesUp: 0, bytesDown: 0 }

/** Runs actions in the order given, each not before its delay is over; a later, shorter delay does not overtake. */
export function inOrder(
  schedule: (act: () => void, ms: number) => void = setTimeout,
  now: () => number = () => performance.now(),
): (act: () => void, ms: number) => void {
  const waiting: (() => void)[] = []
  let last = 0
  return (act, ms) => {
    last = Math.max(last, now() + ms)
    waiting.push(act)
    schedule(() => waiting.shift()?.(), last - now())
  }
}

/** Starts a relay on loopback to a port on loopback. */
export async function startRelay(target: number, roundTripMs: number): Promise<Relay> {
  let counts = NOTHING
  const sockets = new Set<net.Socket>()
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    counts = { ...counts, connections: counts.connections + 1 }
    const far = net.connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    // The kernel answered the handshake at once; the client's first bytes wait for the round trip that it costs.
    link(near, far, roundTripMs, roundTripMs, (length) => {
      counts = { ...counts, bytesUp: counts.bytesUp + length }
    })
    link(far, near, roundTripMs, 0, (length) => {
      counts = { ...counts, bytesDown: counts.bytesDown + length }
    })
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    }
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    counts: () => counts,
    reset: () => {
      counts = NOTHING
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Passes on what comes from one socket to the other: half a round trip later, and nothing before the set-up is over. */
function link(
  from: net.Socket,
  to: net.Socket,
  roundTripMs: number,
  setUpMs: number,
  count: (length: number) => void,
): void {
  const readyAt = performance.now() + setUpMs
  const later = inOrder()
  const pass = (act: () => void) =>
    roundTripMs === 0 ? act() : later(act, Math.max(0, readyAt - performance.now()) + roundTripMs / 2)
  from.on('data', (data) => {
    count(data.length)
    pass(() => to.write(data))
  })
  from.on('end', () => pass(() => to.end()))
  from.on('error', () => to.destroy())
  from.on('close', () => pass(() => to.destroy()))
}
