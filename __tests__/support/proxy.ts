// A forward proxy that asks for credentials: CONNECT for https, absolute form for http. It counts what it lets through. What
// goes to the machine itself never comes here, so every host is one name for a server of the test.
import http from 'node:http'
import { connect, type Socket } from 'node:net'

/** A name that no resolver knows, and that the test certificate holds: the proxy alone leads to it. */
export const BEHIND = 'service.invalid'

export interface TestProxy {
  readonly port: number
  /** `CONNECT host:port` and `GET http://…`, in order, with the answer's status. */
  readonly seen: string[]
  close(): Promise<void>
}

/** A proxy; with `refusal` it answers so to everybody. */
export async function startProxy(user: string, password: string, refusal?: number): Promise<TestProxy> {
  const seen: string[] = []
  const sockets = new Set<Socket>()
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const statusFor = ({ headers }: http.IncomingMessage) =>
    refusal ?? (headers['proxy-authorization'] === expected ? 200 : 407)
  const server = http.createServer((incoming, outgoing) => {
    const status = statusFor(incoming)
    seen.push(`${incoming.method} ${incoming.url} ${status}`)
    if (status !== 200) return void outgoing.writeHead(status).end()
    const { 'proxy-authorization': _, ...headers } = incoming.headers
    const { port, pathname, search } = new URL(incoming.url ?? '')
    const to = { host: '127.0.0.1', port, path: `${pathname}${search}`, method: incoming.method, headers }
    const onward = http.request(to, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.writeHead(502).end())
    incoming.pipe(onward)
  })
  server.on('connection', (socket) => sockets.add(socket))
  server.on('connect', (incoming, socket: Socket) => {
    const status = statusFor(incoming)
    seen.push(`CONNECT ${incoming.url} ${status}`)
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\n\r\n`)
    const port = Number((incoming.url ?? '').split(':').at(-1))
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    sockets.add(onward)
    for (const end of [socket, onward]) end.on('error', () => end.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
