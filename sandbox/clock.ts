// The clock of a stand-in and of whoever talks to it: time goes by on it by itself, and as a test moves it on.

/** A clock that a test can move: it stands still where it was started, or follows the system's. */
export interface Clock {
  now(): number
  /** Lets so much time go by at once; what falls due in it is done in its order and at its own time. A negative one sets the clock back. */
  advance(ms: number): void
  /** Calls back when so much time has gone by, in real time or by `advance`; also on a clock that stands still. */
  after(ms: number, act: () => void): void
}

interface Waiter {
  /** By `elapsed`, which nobody sets back. */
  readonly due: number
  /** By `now`. */
  readonly at: number
  readonly act: () => void
}

export function makeClock(start?: number): Clock {
  const waiting: Waiter[] = []
  let offset = 0
  let skipped = 0
  let timer: NodeJS.Timeout | undefined
  const now = () => (start ?? Date.now()) + offset
  const elapsed = () => performance.now() + skipped

  /** Does what is due until then; the clock shows its time meanwhile, as far as it may be moved. */
  function runUntil(end: number, furthest: number): void {
    for (;;) {
      const [next] = waiting
      if (!next || next.due > end) return
      waiting.shift()
      offset = Math.max(offset, Math.min(furthest, offset + next.at - now()))
      skipped += Math.max(0, next.due - elapsed())
      next.act()
    }
  }

  /** One timer for the next to wake up; it holds no process back. */
  function arm(): void {
    clearTimeout(timer)
    const [next] = waiting
    if (!next) return
    const wake = () => {
      runUntil(elapsed(), offset)
      arm()
    }
    timer = setTimeout(wake, Math.max(0, next.due - elapsed())).unref()
  }

  function advance(ms: number): void {
    const [toOffset, toSkipped] = [offset + ms, skipped + ms]
    if (ms < 0) {
      offset = toOffset
      return
    }
    runUntil(elapsed() + ms, toOffset)
    offset = Math.max(offset, toOffset)
    skipped = Math.max(skipped, toSkipped)
    arm()
  }

  return {
    now,
    advance,
    after: (ms, act) => {
      waiting.push({ due: elapsed() + ms, at: now() + ms, act })
      waiting.sort((a, b) => a.due - b.due)
      arm()
    },
  }
}

/** Resolves when so much time has gone by on the clock. */
export function wait(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve))
}
