// A small `fetch` through one of our dispatchers, for a client that brings its own requests (Octokit). undici's own
// would load all of the fetch standard, a quarter of a megabyte, for the five members that Octokit uses.
import type { Dispatcher } from 'undici'
import { roundTrip } from './round-trip.ts'

export interface FetchOptions {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly signal?: AbortSignal
}

/** What Octokit reads of a response. */
export interface FetchAnswer {
  readonly status: number
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  text(): Promise<string>
  arrayBuffer(): Promise<ArrayBuffer>
}

/** A `fetch` that goes through the dispatcher. It follows no redirect: that is an answer like any other. */
export function makeFetch(
  dispatcher: Dispatcher,
): (url: string, options?: FetchOptions) => Promise<FetchAnswer> {
  return async (url, { method = 'GET', headers = {}, body = null, signal } = {}) => {
    const { origin, pathname, search } = new URL(url)
    const reply = await roundTrip(
      dispatcher,
      {
        origin,
        path: `${pathname}${search}`,
        // Octokit's are the methods of HTTP.
        method: method as Dispatcher.HttpMethod,
        headers: { ...headers, 'accept-encoding': 'gzip' },
        body,
      },
      signal,
    )
    return {
      status: reply.status,
      url,
      headers: new Map(
        Object.entries(reply.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
      ),
      text: async () => reply.body.toString('utf8'),
      arrayBuffer: async () => new Uint8Array(reply.body).buffer,
    }
  }
}
