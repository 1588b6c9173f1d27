// One small HTTP server that every stand-in runs on. It records requests, applies faults, counts
// connections, and leaves all knowledge of a service to the service's own file.
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { applyFault, type Fault, type Faults, faultList } from './faults.ts'

/** A request as a service sees it: the path is raw (still percent-encoded), the body is text. */
export interface SandboxRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** True when a `?` stood in the URL, even with nothing behind it. */
  readonly hasQuery: boolean
  readonly headers: http.IncomingHttpHeaders
  readonly text: string
  /** Milliseconds since the epoch, by the service's clock. */
  readonly at: number
}

/** An answer: `json` is written as JSON, `text` as it is; with neither the body is empty. */
export interface SandboxReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly text?: string
  /** Compress the body (a service sets it when the client accepts gzip and the real server does so). */
  readonly gzip?: boolean
}

/** What a stand-in must offer. State and switches are its own business. */
export interface Service {
  readonly id: string
  handle(request: SandboxRequest): SandboxReply | Promise<SandboxReply>
  /** The service's natural answer for an injected status, e.g. Sentry's 429 with its headers. */
  refuse(status: number, request: SandboxRequest): SandboxReply
  /** A printable picture of what the service holds now, for the demo. */
  describe(): unknown
}

/** A clock that a test can move: it stands still where it was started, or follows the system's. */
export interface Clock {
  now(): number
  advance(ms: number): void
}

export function makeClock(start?: number): Clock {
  let offset = 0
  return {
    now: () => (start ?? Date.now()) + offset,
    advance: (ms) => {
      offset += ms
    },
  }
}

export interface Recorded extends SandboxRequest {
  /** Rises by one with each TCP connection; equal numbers mean one kept-open connection. */
  readonly connection: number
  /** The status that was answered; 0 when the connection was cut or left hanging. */
  status: number
}

export interface ServeOptions {
  readonly port?: number
  readonly clock?: Clock
  readonly faults?: readonly (Fault | string)[]
  readonly tls?: { readonly key: string; readonly cert: string }
  /** Called before a request is handled and after it; `cut` ends the connection at that moment without an answer. */
  readonly hook?: (phase: 'before' | 'after', request: Recorded) => unknown
}

export interface Running {
  readonly url: string
  readonly port: number
  readonly requests: Recorded[]
  readonly faults: Faults
  connections(): number
  /** Cuts every open connection, as a gateway does that was restarted; the next one is taken as usual. */
  drop(): void
  /** Resolves when the service has done what it was sent, also for clients that are gone. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** Starts a service on loopback and resolves when it listens. Port 0 (the default) picks a free one. */
export async function serve(service: Service, options: ServeOptions = {}): Promise<Running> {
  const requests: Recorded[] = []
  const faults = faultList(options.faults ?? [])
  const clock = options.clock ?? makeClock()
  const sockets = new Map<Socket, number>()
  const busy = new Set<Promise<void>>()
  let opened = 0

  const listener: http.RequestListener = (incoming, outgoing) => {
    const work = answer(incoming, outgoing)
      .catch((error: unknown) => {
        // A fault of the sandbox itself must never look like an answer of the service.
        console.error(`sandbox ${service.id}:`, error)
        outgoing.destroy()
      })
      .finally(() => busy.delete(work))
    busy.add(work)
  }

  async function answer(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
    const request = await record(incoming, sockets.get(incoming.socket) ?? 0, clock)
    requests.push(request)
    if ((await options.hook?.('before', request)) === 'cut') return void incoming.socket.destroy()
    const fault = faults.take(request)
    const handle = async () => service.handle(request)
    const reply = fault ? await applyFault(fault, request, service, handle) : await handle()
    if (reply === 'cut' || (await options.hook?.('after', request)) === 'cut')
      return void incoming.socket.destroy()
    if (reply === 'hang') return
    request.status = reply.status
    send(outgoing, reply)
  }

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
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    requests,
    faults,
    connections: () => opened,
    drop: () => {
      for (const socket of sockets.keys()) socket.destroy()
    },
    idle: async () => {
      while (busy.size > 0) await Promise.all(busy)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        for (const socket of sockets.keys()) socket.destroy()
      }),
  }
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

/** Writes a reply; a service that wants another content type for JSON says so in the headers. */
function send(outgoing: http.ServerResponse, reply: SandboxReply): void {
  const plain = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json)
  const packed = reply.gzip === true && plain !== ''
  const body = packed ? gzipSync(plain) : Buffer.from(plain)
  const type = reply.json === undefined ? {} : { 'content-type': 'application/json' }
  outgoing.writeHead(reply.status, {
    ...type,
    ...reply.headers,
    ...(packed ? { 'content-encoding': 'gzip' } : {}),
    'content-length': String(body.length),
  })
  outgoing.end(body)
}
