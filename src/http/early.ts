// Opens the connection to the provider before there is anything to send: its set-up takes two or three round trips, in
// which the rest of the code is loaded. It is undici's own connector, so certificates are checked as always.
import type { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import buildConnector from 'undici/lib/core/connect.js'
import { proxiesIn } from './proxy.ts'

type Connect = ReturnType<typeof buildConnector>

export interface Early {
  /** undici's connector; the first to ask for the server that was called early gets that connection. */
  readonly connect: Connect
  /** Ends the connection, also when nobody asked for it; a process that leaves at once does not wait for that. */
  close(): void
}

/**
 * How every connection is made. Without HTTP/2, which has nothing to give where one request follows the other: so each
 * service is spoken to in the way that the tests speak.
 */
export const CONNECT = { timeout: 10_000, allowH2: false }

// Servers close connections on which nothing comes; a request that meets the closing might have been taken or not.
// By the clock of the day: the monotonic one would have to be loaded first.
const FRESH_MS = 4_000

/** Begins to connect. Undefined when the environment names a proxy: then only undici knows which way to go. */
export async function openEarly(
  baseUrl: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Early | undefined> {
  if (proxiesIn(env)) return undefined
  const connector = buildConnector(CONNECT)
  const { protocol, host, hostname, port } = new URL(baseUrl)
  const began = Date.now()
  let socket: Socket | undefined
  let opened: Promise<void> | undefined = new Promise((resolve) => {
    socket = connector({ protocol, host, hostname, port }, () => resolve())
  })
  // Node connects in the event loop's next turn, and loading code takes no turn until it is done.
  await nextTurn()
  return {
    connect(options, callback) {
      const isSame = options.protocol === protocol && options.host === host
      const early = isSame ? opened : undefined
      if (!early) return connector(options, callback)
      opened = undefined
      void early.then(() => {
        if (socket?.readyState === 'open' && Date.now() - began < FRESH_MS) return callback(null, socket)
        // It failed or grew old: that is no loss, another one is opened as always.
        socket?.destroy()
        connector(options, callback)
      })
      return socket
    },
    close: () => {
      setImmediate(() => socket?.destroy())
    },
  }
}
