// One small HTTP server that every stand-in runs on. It records requests, applies faults, counts
// connections, and leaves all knowledge of a service to the service's own file.
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { whole } from './answer.ts'
import { type Clock, makeClock } from './clock.ts'
import { type Fault, type Faults, faultList } from './faults.ts'
import { makeFresh } from './lag.ts'
import type { Recorded, SandboxReply, SandboxRequest, Service } from './service.ts'
import { type Closing, type Strike, strike } from './strike.ts'

export { type Clock, makeClock } from './clock.ts'
export type { Recorded, SandboxReply, SandboxRequest, Service } from './service.ts'

export interface ServeOptions {
  readonly port?: number
  readonly clock?: Clock
  readonly faults?: readonly (Fault | string)[]
  readonly tls?: { readonly key: string; readonly cert: string }
  /** Called before a request is handled and after it; `cut` ends the connection at that moment without an answer. */
  readonly hook?: (phase: 'before' | 'after', request: Recorded) => unknown
  /**
   * While a client waits for an answer that is withheld, the clock does not: it goes on in leaps, until the answer goes out
   * or the client is gone. For a client whose time-outs follow the same clock.
   */
  readonly leaps?: true
}

export interface Running {
  readonly url: string
  readonly port: number
  readonly requests: Recorded[]
  readonly faults: Faults
  connections(): number
  /** Cuts every open connection, as a gateway does that was restarted; the next one is taken as usual. */
  drop(): void
  /** Resolves when the service has done what it was sent, also for clients that are gone, and what faults make it do late. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** Starts a service on loopback and resolves when it listens. Port 0 (the default) picks a free one. */
export async function serve(service: Service, options: ServeOptions = {}): Promise<Running> {
  const clock = options.clock ?? makeClock()
  const faults = faultList(options.faults ?? [])
  const sockets = new Map<Socket, number>()
  const desk = makeDesk(service, options, clock, faults)
  let opened = 0
  const listener: http.RequestListener = (incoming, outgoing) =>
    desk.take(incoming, outgoing, sockets.get(incoming.socket) ?? 0)
  const server = options.tls ? https.createServer({ ...options.tls }, listener) : http.createServer(listener)
  server.keepAliveTimeout = 60_000
  server.on(options.tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    opened += 1
    sockets.set(socket, opened)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const drop = () => {
    for (const socket of sockets.keys()) socket.destroy()
  }
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    requests: desk.requests,
    faults,
    connections: () => opened,
    drop,
    idle: desk.idle,
    close: () => {
      desk.close()
      return new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        drop()
      })
    },
  }
}

/** Where requests come in, are handed to the service, and answered. */
function makeDesk(service: Service, options: ServeOptions, clock: Clock, faults: Faults) {
  const requests: Recorded[] = []
  const { later, idle } = makeWork(service.id)
  const closing = new WeakSet<Socket>()
  const fresh = makeFresh()
  let isClosed = false

  async function handle(request: SandboxRequest): Promise<SandboxReply> {
    if (isClosed) return { status: 0 }
    const reply = await service.handle(request)
    fresh.note(request, reply, clock.now())
    return reply
  }

  async function answer(incoming: http.IncomingMessage, outgoing: http.ServerResponse, connection: number) {
    const { socket } = incoming
    const request = await record(incoming, connection, clock)
    requests.push(request)
    if ((await options.hook?.('before', request)) === 'cut') return socket.destroy()
    const fault = faults.take(request)
    const isWithheld = fault?.action.kind === 'hang' || fault?.action.answerMs !== undefined
    if (options.leaps && isWithheld) leap(clock, outgoing)
    const struck: Strike = fault
      ? await strike({ fault, request, service, clock, fresh, handle, later })
      : { kind: 'answer', outgoing: whole(await handle(request)) }
    if (struck.kind === 'cut' || (await options.hook?.('after', request)) === 'cut') return socket.destroy()
    if (struck.kind === 'hang') return
    request.status = struck.outgoing.status
    if (struck.closes) {
      closing.add(socket)
      outgoing.once('finish', closer(socket, struck.closes))
    }
    struck.outgoing.write(outgoing)
  }

  return {
    requests,
    take: (incoming: http.IncomingMessage, outgoing: http.ServerResponse, connection: number) => {
      // It is closing, so nobody reads what comes on it any more.
      if (closing.has(incoming.socket)) return void incoming.socket.destroy()
      later(answer(incoming, outgoing, connection), () => outgoing.destroy())
    },
    idle,
    close: () => {
      isClosed = true
    },
  }
}

/** What is being done, of which a request may no longer know. */
function makeWork(id: string) {
  const busy = new Set<Promise<unknown>>()
  function later(work: Promise<unknown>, failed: () => void = () => undefined): void {
    const done = work
      .catch((error: unknown) => {
        // A fault of the sandbox itself must never look like an answer of the service.
        console.error(`sandbox ${id}:`, error)
        failed()
      })
      .finally(() => busy.delete(done))
    busy.add(done)
  }

  return {
    later,
    idle: async () => {
      while (busy.size > 0) await Promise.all(busy)
    },
  }
}

/** Half a second of the clock for a moment of real time, as long as the client waits. */
function leap(clock: Clock, outgoing: http.ServerResponse): void {
  if (outgoing.headersSent || outgoing.destroyed) return
  clock.advance(500)
  setTimeout(() => leap(clock, outgoing), 1).unref()
}

/** In real time, as the client is one that must see it come. */
function closer(socket: Socket, { kind, ms }: Closing): () => void {
  const close = () => (kind === 'reset' ? socket.resetAndDestroy() : socket.destroy())
  return ms === 0 ? close : () => void setTimeout(close, ms)
}

async function record(incoming: http.IncomingMessage, connection: number, clock: Clock): Promise<Recorded> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const [path = '/', ...rest] = (incoming.url ?? '/').split('?')
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(rest.join('?')),
    hasQuery: rest.length > 0,
    headers: incoming.headers,
    text: Buffer.concat(chunks).toString('utf8'),
    at: clock.now(),
    connection,
    status: 0,
  }
}
