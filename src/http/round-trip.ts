// One request and its whole answer. undici's own `request` would give the answer as a stream and not tell when the request
// is begun; and it looks at a signal only once a connection stands, which may take as long as a name look-up hangs.
import type { Dispatcher } from 'undici'
import { tooLarge } from './fault.ts'
import { type Reply, unpack } from './unpack.ts'

/** No answer that is of use is nearly as large; a larger one is refused while it is read, packed or unpacked. */
export const MAX_BODY = 10 * 1024 * 1024

/**
 * Sends a request and reads its answer to the end; a redirect is an answer like any other.
 * @param begun called when the request starts to be written, i.e. when a connection stands
 * @throws the signal's reason, the moment that it aborts; an error with the code TOO_LARGE; else what undici or zlib throws
 */
export async function roundTrip(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal?: AbortSignal,
  begun: () => void = () => undefined,
): Promise<Reply> {
  signal?.throwIfAborted()
  return unpack(await exchange(dispatcher, request, signal, begun), MAX_BODY)
}

function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal: AbortSignal | undefined,
  begun: () => void,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    const stop = () => {
      reject(signal?.reason)
      controller?.abort(signal?.reason)
    }
    signal?.addEventListener('abort', stop, { once: true })
    const done = () => signal?.removeEventListener('abort', stop)
    let head: Omit<Reply, 'body'> | undefined
    const body = makeBody()
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
      onResponseData(reading, chunk) {
        if (!body.add(chunk)) reading.abort(tooLarge(head?.status))
      },
      onResponseEnd() {
        done()
        if (head) resolve({ ...head, body: body.whole() })
      },
      onResponseError(_, error) {
        done()
        reject(error)
      },
    })
  })
}

function makeBody() {
  const chunks: Buffer[] = []
  let size = 0
  return {
    /** False, and the chunk is let go, once it is more than anything of use can be. */
    add: (chunk: Buffer): boolean => {
      size += chunk.length
      if (size <= MAX_BODY) chunks.push(chunk)
      return size <= MAX_BODY
    },
    whole: () => Buffer.concat(chunks),
  }
}
