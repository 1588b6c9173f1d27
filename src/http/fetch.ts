// A small `fetch` through one of our dispatchers, for a client that brings its own requests (Octokit). undici's own
// would load all of the fetch standard, a quarter of a megabyte, for the five members that Octokit uses.
import { gunzipSync } from 'node:zlib'
import type { Dispatcher } from 'undici'
import { request } from './undici.ts'
import { until } from './until.ts'

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
    const asked = request.call(dispatcher, {
      origin,
      path: `${pathname}${search}`,
      method,
      headers: { ...headers, 'accept-encoding': 'gzip' },
      body,
      ...(signal ? { signal } : {}),
    })
    const answer = await (signal ? until(signal, asked) : asked)
    const isPacked = answer.headers['content-encoding'] === 'gzip'
    const read = async (): Promise<Buffer> => {
      const bytes = Buffer.from(await answer.body.arrayBuffer())
      return isPacked ? gunzipSync(bytes) : bytes
    }
    return {
      status: answer.statusCode,
      url,
      headers: new Map(
        Object.entries(answer.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
      ),
      text: async () => (await read()).toString('utf8'),
      arrayBuffer: async () => new Uint8Array(await read()).buffer,
    }
  }
}
