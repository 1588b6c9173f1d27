// Starts the stand-in of Sentry in its own process and speaks to it.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Certificate } from './certificate.ts'
import type { Counts } from './relay.ts'

/** Of an internal integration: sentry-cli also lists the repositories, which needs org:read. */
export const TOKEN = { value: `sntryu_${'b0'.repeat(32)}`, scopes: ['project:releases', 'org:read'] }

export type Asked =
  | { readonly kind: 'start'; readonly roundTripMs: number; readonly tls: Certificate }
  | { readonly kind: 'reset' }
  | { readonly kind: 'count' }

export interface SentRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

export type Told =
  | { readonly kind: 'started'; readonly port: number; readonly relayPort: number }
  | { readonly kind: 'reset' }
  | ({ readonly kind: 'counted'; readonly requests: readonly SentRequest[] } & Counts)

export interface RemoteService {
  /** Directly to the service. */
  readonly url: string
  /** Through the relay, which delays and counts. */
  readonly relayUrl: string
  /** Forgets everything that it holds and counted. */
  reset(): Promise<void>
  count(): Promise<Extract<Told, { kind: 'counted' }>>
  close(): void
}

interface ServiceOptions {
  readonly roundTripMs: number
  readonly tls: Certificate
}

/** Starts a service with a relay before it. */
export async function startService(options: ServiceOptions): Promise<RemoteService> {
  const child = fork(join(import.meta.dirname, 'server.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const started = await ask(child, { kind: 'start', ...options })
  if (started.kind !== 'started') throw new Error(`the service answered ${started.kind}`)
  return {
    url: `https://127.0.0.1:${started.port}`,
    relayUrl: `https://127.0.0.1:${started.relayPort}`,
    reset: async () => {
      await ask(child, { kind: 'reset' })
    },
    count: async () => {
      const told = await ask(child, { kind: 'count' })
      if (told.kind !== 'counted') throw new Error(`the service answered ${told.kind}`)
      return told
    },
    close: () => child.disconnect(),
  }
}

async function ask(child: ChildProcess, asked: Asked): Promise<Told> {
  const waiting = new AbortController()
  const { signal } = waiting
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error('the process of the service ended')
  })
  const answer = once(child, 'message', { signal })
  child.send(asked)
  const [told] = await Promise.race([answer, ended])
  waiting.abort()
  return told as Told // Sent by server.ts, which is of the same version.
}
