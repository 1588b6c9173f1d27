// What a stand-in must offer to the server that it runs on.
import type { IncomingHttpHeaders } from 'node:http'

/** A request as a service sees it: the path is raw (still percent-encoded), the body is text. */
export interface SandboxRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** True when a `?` stood in the URL, even with nothing behind it. */
  readonly hasQuery: boolean
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** Milliseconds since the epoch, by the service's clock. */
  readonly at: number
  /** Set by faults: do it without its parts, as a server that breaks off in between; only where the service knows that. */
  readonly isHalf?: boolean
  /** Set by faults: lists the other way round, and no more than so many on a page (kit/lists.ts). */
  readonly isReversed?: boolean
  readonly mostOnPage?: number
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
  /** Some of its writes can be done by half. */
  readonly knowsHalves?: true
  handle(request: SandboxRequest): SandboxReply | Promise<SandboxReply>
  /** The service's natural answer for an injected status, e.g. Sentry's 429 with its headers. */
  refuse(status: number, request: SandboxRequest): SandboxReply
  /** A printable picture of what the service holds now, for the demo. */
  describe(): unknown
}

export interface Recorded extends SandboxRequest {
  /** Rises by one with each TCP connection; equal numbers mean one kept-open connection. */
  readonly connection: number
  /** The status that was answered; 0 when the connection was cut or left hanging. */
  status: number
}
