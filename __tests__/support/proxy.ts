// A forward proxy that asks for credentials: CONNECT for https, absolute form for http. It counts what it lets through.
import http from 'node:http'
import { connect, type Socket } from 'node:net'

export interface TestProxy {
  readonly port: number
  /** `CONNECT host:port` and `GET http://…`, in order, with the answer's status. */
  readonly seen: string[]
  close(): Promise<void>
}

export async function startProxy(user: string, password: string): Promise<TestProxy> {
  const seen: string[] = []
  const sockets = new Set<Socket>()
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const server = http.createServer((incoming, outgoing) => {
    const isKnown = incoming.headers['proxy-authorization'] === expected
    seen.push(`${incoming.method} ${incoming.url} ${isKnown ? 200 : 407}`)
    if (!isKnown) return void outgoing.writeHead(407).end()
    const { 'proxy-authorization': _, ...headers } = incoming.headers
    const onward = http.request(incoming.url ?? '', { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.writeHead(502).end())
    incoming.pipe(onward)
  })
  server.on('connection', (socket) => sockets.add(socket))
  server.on('connect', (incoming, socket: Socket) => {
    const isKnown = incoming.headers['proxy-authorization'] === expected
    seen.push(`CONNECT ${incoming.url} ${isKnown ? 200 : 407}`)
    if (!isKnown) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    const [host = '', port = ''] = (incoming.url ?? '').split(':')
    const onward = connect(Number(port), host, () => {
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
