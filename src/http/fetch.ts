// undici's fetch through one of our dispatchers, for clients that bring their own requests (Octokit). Loaded when first
// needed: most runs never read from GitHub.
import type { Dispatcher } from 'undici'

/** A `fetch` that goes through the dispatcher. By the fetch standard a redirect to another host loses the token. */
export async function makeFetch(
  dispatcher: Dispatcher,
): Promise<(url: string, init?: Record<string, unknown>) => Promise<unknown>> {
  const { fetch } = await import(/* webpackMode: "eager" */ 'undici')
  return (url, init = {}) => fetch(url, { ...init, dispatcher })
}
