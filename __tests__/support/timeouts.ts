// Time-outs that follow a test's clock, so that fifteen seconds without an answer take none.
import type { Clock } from '../../sandbox/server.ts'

/** Does something while each new `AbortSignal.timeout` goes by the clock. Let the server leap, or nothing moves it on. */
export async function withTimeouts<T>(clock: Clock, act: () => Promise<T>): Promise<T> {
  const { timeout } = AbortSignal
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController()
    clock.after(ms, () => controller.abort(new DOMException('It took too long.', 'TimeoutError')))
    return controller.signal
  }
  try {
    return await act()
  } finally {
    AbortSignal.timeout = timeout
  }
}

/** Lets time go by until the server has done all that it was sent, what it does late too. */
export async function settle(running: { idle(): Promise<void> }, clock: Clock): Promise<void> {
  let isDone = false
  const idle = running.idle().then(() => {
    isDone = true
  })
  const turn = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  await Promise.race([idle, turn(20)])
  while (!isDone) {
    clock.advance(500)
    await turn(1)
  }
}
