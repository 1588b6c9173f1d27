// A small discrete-event model of many runs at one Sentry: it sends nothing and asks the real retry rules what to do.
// One tick is a millisecond.
import { decide } from '../src/http/retry.ts'
import type { Loaded } from './load.ts'

interface Model {
  /** Milliseconds of runs that were not refused; each run of the model has one of them, drawn by chance. */
  readonly lengths: readonly number[]
}

interface Fleet {
  readonly runs: number
  /** How many may run at once; left out: all. */
  readonly pool?: number
  /** So many milliseconds from the first run of a pool to the first of the next; left out: as soon as there is room. */
  readonly waveMs?: number
  /** Requests a second by others, of the 40. */
  readonly othersPerSecond?: number
  readonly seed?: number
}

export interface Simulated {
  /** When each run was through, in milliseconds, rising. */
  readonly doneAt: readonly number[]
  /** Milliseconds of each run. */
  readonly times: readonly number[]
  readonly requests: number
  readonly refused: number
  /** Tries of the limited requests in each second. */
  readonly triesPerSecond: readonly number[]
}

interface Run {
  readonly startedAt: number
  readonly requestMs: number
}

// Sentry's limits (middleware/ratelimit.py): 40 a second and 25 at once, on creating and on listing releases, a run's first
// request and its last one. The two between are free.
const PER_SECOND = 40
const AT_ONCE = 25
const REQUESTS_A_RUN = 4
const SHARE_BEFORE_FIRST_REQUEST = 0.6

/** Runs as long as the real ones that were not refused. */
export function calibrate({ undisturbed }: Pick<Loaded, 'undisturbed'>): Model {
  return { lengths: undisturbed }
}

/** Each on a machine of its own: as long as the fastest quarter of runs that shared one. */
export function apart({ lengths }: Model): Model {
  const sorted = [...lengths].sort((a, b) => a - b)
  return { lengths: sorted.slice(0, Math.max(1, Math.floor(sorted.length / 4))) }
}

/** The real runs, as a fleet for the model. */
export function replayOf({ runs, pool, waveMs, othersPerSecond }: Loaded): Fleet {
  return { runs, pool, waveMs, othersPerSecond }
}

/** All runs at once, a pool of them, or one pool after the other. */
export function simulateFleet(
  { lengths }: Model,
  { runs, pool = runs, waveMs = 0, othersPerSecond = 0, seed = 1 }: Fleet,
): Simulated {
  const random = randomFrom(seed)
  const agenda = new Map<number, (() => void)[]>()
  const at = (tick: number, act: () => void) => {
    agenda.set(tick, [...(agenda.get(tick) ?? []), act])
  }
  const doneAt: number[] = []
  const times: number[] = []
  const triesPerSecond: number[] = []
  let begun = 0
  let refused = 0
  let now = 0
  let second = -1
  let used = 0
  let atOnce = 0

  const isAllowed = (): boolean => {
    if (Math.floor(now / 1000) !== second) {
      second = Math.floor(now / 1000)
      used = 0
    }
    used += 1
    // What the others took of this second so far.
    const others = Math.floor(((now % 1000) / 1000) * othersPerSecond)
    return used + others <= PER_SECOND && atOnce < AT_ONCE
  }
  /** Sends a limited request; false when it is refused. */
  const isTaken = (requestMs: number): boolean => {
    const tick = Math.floor(now / 1000)
    triesPerSecond[tick] = (triesPerSecond[tick] ?? 0) + 1
    if (!isAllowed()) {
      refused += 1
      return false
    }
    atOnce += 1
    at(now + requestMs, () => {
      atOnce -= 1
    })
    return true
  }
  const start = () => {
    const due = Math.floor(begun / pool) * waveMs
    begun += 1
    if (now < due) at(due, begin)
    else begin()
  }
  const begin = () => {
    const length = lengths[Math.floor(random() * lengths.length)] ?? 1
    const requestMs = Math.max(1, Math.round((length * (1 - SHARE_BEFORE_FIRST_REQUEST)) / REQUESTS_A_RUN))
    const run = { startedAt: now, requestMs }
    at(now + Math.max(1, Math.round(length * SHARE_BEFORE_FIRST_REQUEST)), () => attempt(run, 1))
  }
  const attempt = (run: Run, failures: number) => {
    const { requestMs } = run
    if (isTaken(requestMs)) {
      at(now + requestMs * (REQUESTS_A_RUN - 1), () => readBack(run))
      return
    }
    const headers = { 'x-sentry-rate-limit-reset': String(Math.floor(now / 1000) + 1) }
    const outcome = { kind: 'answer', status: 429, headers } as const
    const decision = decide({ repeat: 'safe' }, outcome, failures, now, random())
    if (decision.kind === 'stop') throw new Error('the rules give up on a 429')
    at(now + requestMs + Math.max(1, decision.waitMs), () => attempt(run, failures + 1))
  }
  /** Tried once; when it is refused, another request, which is free, does in its place. */
  const readBack = ({ startedAt, requestMs }: Run) => {
    const isRead = isTaken(requestMs)
    at(now + requestMs * (isRead ? 1 : 2), () => finish(startedAt))
  }
  const finish = (startedAt: number) => {
    doneAt.push(now)
    times.push(now - startedAt)
    if (begun < runs) start()
  }

  for (let index = 0; index < Math.min(pool, runs); index++) start()
  while (doneAt.length < runs) {
    const acts = agenda.get(now) ?? []
    for (let act = acts.shift(); act; act = acts.shift()) act()
    agenda.delete(now)
    now += 1
  }
  return {
    doneAt,
    times,
    requests: runs * REQUESTS_A_RUN + refused,
    refused,
    triesPerSecond: Array.from(triesPerSecond, (tries) => tries ?? 0),
  }
}

/** mulberry32: the same numbers from the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
