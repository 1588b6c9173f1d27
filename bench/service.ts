// Starts a stand-in in its own process and speaks to it.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Certificate } from './certificate.ts'
import type { Counts } from './relay.ts'

/** Of an internal integration: sentry-cli also lists the repositories, which needs org:read. */
export const TOKEN = { value: `sntryu_${'b0'.repeat(32)}`, scopes: ['project:releases', 'org:read'] }

export type Asked =
  | {
      readonly kind: 'start'
      readonly service: 'sentry' | 'github'
      readonly roundTripMs: number
      readonly tls?: Certificate
      readonly switches: Readonly<Record<string, string>>
      readonly commits: number
      readonly othersPerSecond: number
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'count'; readonly bodies: boolean }

export interface SentRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Empty unless bodies were asked for. */
  readonly text: string
  readonly status: number
}

export type Told =
  | {
      readonly kind: 'started'
      readonly port: number
      readonly relayPort: number
      /** GitHub: the shas of the branch, oldest first. */
      readonly shas: readonly string[]
    }
  | { readonly kind: 'reset' }
  | ({ readonly kind: 'counted'; readonly requests: readonly SentRequest[]; readonly held: unknown } & Counts)

export interface RemoteService {
  /** Directly to the service. */
  readonly url: string
  /** Through the relay, which delays and counts. */
  readonly relayUrl: string
  readonly shas: readonly string[]
  /** Forgets everything that it holds and counted. */
  reset(): Promise<void>
  count(options?: { bodies?: boolean }): Promise<Extract<Told, { kind: 'counted' }>>
  close(): void
}

interface ServiceOptions {
  readonly service: 'sentry' | 'github'
  readonly roundTripMs?: number
  readonly tls?: Certificate
  readonly switches?: Readonly<Record<string, string>>
  /** GitHub: how many commits its branch has. */
  readonly commits?: number
  /** Sentry: requests by another client, which count against the same limit. */
  readonly othersPerSecond?: number
}

/** Starts a service with a relay before it. */
export async function startService(options: ServiceOptions): Promise<RemoteService> {
  const child = fork(join(import.meta.dirname, 'server.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const { service, roundTripMs = 0, tls, switches = {}, commits = 0, othersPerSecond = 0 } = options
  const started = await ask(child, {
    kind: 'start',
    service,
    roundTripMs,
    switches,
    commits,
    othersPerSecond,
    ...(tls ? { tls } : {}),
  })
  if (started.kind !== 'started') throw new Error(`the service answered ${started.kind}`)
  const scheme = tls ? 'https' : 'http'
  return {
    url: `${scheme}://127.0.0.1:${started.port}`,
    relayUrl: `${scheme}://127.0.0.1:${started.relayPort}`,
    shas: started.shas,
    reset: async () => {
      await ask(child, { kind: 'reset' })
    },
    count: async ({ bodies = false } = {}) => {
      const told = await ask(child, { kind: 'count', bodies })
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
