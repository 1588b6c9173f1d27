// A stand-in of Sentry in a process of its own, with its relays, so that it does not share an event loop with what is
// measured. Forked by service.ts; it answers messages.
import { makeSentry } from '../sandbox/sentry/index.ts'
import { makeClock, type Service, serve } from '../sandbox/server.ts'
import { startRelay } from './relay.ts'
import { type Asked, TOKEN, type Told } from './service.ts'

let stop = (): void => process.exit(0)
process.on('disconnect', () => stop())
process.on('message', (asked: Asked) => {
  if (asked.kind === 'start') void start(asked)
})

async function start({ roundTripMs, tls }: Extract<Asked, { kind: 'start' }>): Promise<void> {
  const clock = makeClock()
  const make = () => makeSentry({ clock, tokens: [TOKEN] })
  let current = make()
  // A new service takes the place of the old one at each reset; the port stays.
  const standIn: Service = {
    id: current.id,
    handle: (request) => current.handle(request),
    refuse: (status, request) => current.refuse(status, request),
    describe: () => current.describe(),
  }
  const running = await serve(standIn, { clock, ...(tls ? { tls } : {}) })
  const relay = await startRelay(running.port, roundTripMs)
  const tell = (told: Told) => process.send?.(told)
  stop = () => process.exit(0)
  process.on('message', (asked: Asked) => {
    if (asked.kind === 'reset') {
      current = make()
      running.requests.length = 0
      relay.reset()
      tell({ kind: 'reset' })
    }
    if (asked.kind === 'count') {
      const requests = running.requests.map(({ method, path, query, headers, text }) => ({
        method,
        path: query.size > 0 ? `${path}?${query}` : path,
        headers,
        text,
      }))
      tell({ kind: 'counted', requests, ...relay.counts() })
    }
  })
  tell({ kind: 'started', port: running.port, relayPort: relay.port })
}
