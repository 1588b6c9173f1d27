// One request and its whole answer. undici's own `request` would give the answer as a stream and not tell when the request
// is begun; and it looks at a signal only once a connection stands, which may take as long as a name look-up hangs.
import type { Dispatcher } from 'undici'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/**
 * Sends a request and reads its answer to the end; a redirect is an answer like any other.
 * @param begun called when the request starts to be written, i.e. when a connection stands
 * @throws the signal's reason, the moment that it aborts; else what undici throws
 */
export function roundTrip(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal?: AbortSignal,
  begun: () => void = () => undefined,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    const stop = () => {
      reject(signal?.reason)
      controller?.abort(signal?.reason)
    }
    if (signal?.aborted) return stop()
    signal?.addEventListener('abort', stop, { once: true })
    const done = () => signal?.removeEventListener('abort', stop)
    let head: Omit<Reply, 'body'> | undefined
    const chunks: Buffer[] = []
    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started
        if (signal?.aborted) return started.abort(signal.reason)
        begun()
      },
      onResponseStart(_, status, headers) {
        // 1xx comes before the answer.
        if (status >= 200) head = { status, headers }
      },
      onResponseData(_, chunk) {
        chunks.push(chunk)
      },
      onResponseEnd() {
        done()
        if (head) resolve({ ...head, body: Buffer.concat(chunks) })
      },
      onResponseError(_, error) {
        done()
        reject(error)
      },
    })
  })
}
