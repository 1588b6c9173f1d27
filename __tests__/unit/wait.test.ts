// Following something to its end, by a clock that jumps.
import { describe, expect, it } from '@jest/globals'
import { follow, lookFor, tooLate, tooSoon, type WaitOptions } from '../../src/deploy/wait.ts'
import { cancellation, NetworkError } from '../../src/errors.ts'
import type { DeployState } from '../../src/provider/provider.ts'

function makeClock({ deadline = 3_600_000, random = 0.5 } = {}) {
  let at = 0
  const waits: number[] = []
  const lines: string[] = []
  const waiting: WaitOptions = {
    what: 'deploy 7',
    deadline,
    uptime: () => at,
    sleep: async (ms) => {
      waits.push(ms)
      at += ms
    },
    random: () => random,
    info: (line) => lines.push(line),
  }
  return { waiting, waits, lines, now: () => at }
}

/** Answers these states one after the other, the last one for ever. */
function states(...list: readonly DeployState[]) {
  let count = 0
  return async (): Promise<DeployState> => list[Math.min(count++, list.length - 1)] ?? { state: '' }
}
const pending: DeployState = { state: 'pending' }
const done: DeployState = { state: 'success', outcome: 'succeeded' }

describe('following', () => {
  it('asks at once, and does not wait for what is final', async () => {
    const { waiting, waits, lines } = makeClock()
    expect(await follow(states(done), waiting)).toEqual({ state: done })
    expect([waits, lines]).toEqual([[], []])
  })

  it('asks every 2 s at first, then less and less often, down to every 15 s', async () => {
    const { waiting, waits } = makeClock()
    const list = Array.from({ length: 9 }, () => pending)
    await follow(states(...list, done), waiting)
    expect(waits).toEqual([2_000, 3_000, 4_500, 6_750, 10_125, 15_000, 15_000, 15_000, 15_000])
  })

  it('spreads the pauses by a fifth to either side', async () => {
    for (const [random, first] of [
      [0, 1_600],
      [0.999_999, 2_400],
    ] as const) {
      const { waiting, waits } = makeClock({ random })
      await follow(states(pending, done), waiting)
      expect(waits[0]).toBeCloseTo(first, 0)
    }
  })

  it('says the state when it changes', async () => {
    const { waiting, lines } = makeClock()
    await follow(states(pending, pending, { state: 'running' }, { state: 'running' }, done), waiting)
    expect(lines).toEqual(['waiting for deploy 7: pending (0 ms)', 'waiting for deploy 7: running (5 s)'])
  })

  it('says an unchanged state once a minute', async () => {
    const { waiting, lines, now } = makeClock({ deadline: 600_000 })
    await follow(states(pending), waiting)
    expect(now()).toBeGreaterThan(580_000)
    expect(lines.length).toBeGreaterThanOrEqual(8)
    expect(lines.length).toBeLessThanOrEqual(10)
  })

  it('stops before the deadline, with the last state seen', async () => {
    const { waiting, now } = makeClock({ deadline: 30_000 })
    const { state, before } = await follow(states(pending, { state: 'halfway' }), waiting)
    expect([state.state, before]).toEqual(['halfway', 'deadline'])
    expect(now()).toBeLessThan(30_000)
  })

  it('names the last state too when the last look gets no answer before the deadline', async () => {
    const { waiting } = makeClock({ deadline: 30_000 })
    const read = async () => {
      if (waiting.uptime() < 10_000) return pending
      await waiting.sleep(30_000 - waiting.uptime())
      throw new NetworkError('no answer', false)
    }
    expect(await follow(read, waiting)).toEqual({ state: pending, before: 'deadline' })
  })

  it('lets no state of a server become a command', async () => {
    const { waiting, lines } = makeClock()
    await follow(states({ state: 'a\n::error::x ##[error]y' }, done), waiting)
    expect(lines).toEqual(['waiting for deploy 7: a ::error::x ## [error]y (0 ms)'])
  })

  it('ends with what reading throws', async () => {
    const error = new NetworkError('gone', false)
    await expect(follow(() => Promise.reject(error), makeClock().waiting)).rejects.toBe(error)
    const gone = cancellation('gone', false)
    await expect(follow(() => Promise.reject(gone), makeClock().waiting)).rejects.toBe(gone)
  })

  it('names the last state when a pause or a look is cancelled', async () => {
    const gone = cancellation('gone', false)
    const waiting = { ...makeClock().waiting, sleep: () => Promise.reject(gone) }
    expect(await follow(states(pending), waiting)).toEqual({ state: pending, before: 'cancelled' })
    let count = 0
    const read = async () => {
      if (count++ > 0) throw gone
      return pending
    }
    expect(await follow(read, makeClock().waiting)).toEqual({ state: pending, before: 'cancelled' })
    expect(tooSoon('deploy 7', pending, 'in the portal').message).toBe(
      'The job was cancelled before deploy 7: the last state seen was "pending". It goes on without us: look in the portal.',
    )
  })
})

describe('looking for something', () => {
  const never = async () => undefined

  it('gives what is found', async () => {
    const { waiting, waits } = makeClock()
    let count = 0
    expect(await lookFor(async () => (++count === 3 ? 'it' : undefined), 60_000, waiting)).toBe('it')
    expect(waits).toEqual([2_000, 3_000])
  })

  it('looks once when it may take no time', async () => {
    const { waiting, waits } = makeClock()
    expect(await lookFor(never, 0, waiting)).toBeUndefined()
    expect(waits).toEqual([])
  })

  it('gives up within the time, and never after the deadline', async () => {
    const { waiting, now } = makeClock()
    expect(await lookFor(never, 20_000, waiting)).toBeUndefined()
    expect(now()).toBeLessThan(20_000)
    expect(now()).toBeGreaterThanOrEqual(19_000)
    const short = makeClock({ deadline: 6_000 })
    await lookFor(never, 60_000, short.waiting)
    expect(short.now()).toBeLessThan(6_000)
  })
})

it('names the last state when the deadline came first, and what to do', () => {
  const error = tooLate('deploy 7', { state: 'pending' }, 'in the portal')
  expect(error).toBeInstanceOf(NetworkError)
  expect(error.mayHaveHappened).toBe(false)
  expect(error.message).toContain('The timeout came before deploy 7: the last state seen was "pending"')
  expect(error.message).toContain('It goes on without us: look in the portal, or raise timeout')
  const nothing = tooLate('the arrival of the revision', { state: 'missing' })
  expect(nothing.message).toContain('Nothing was deployed: bring it there before this step, or raise timeout')
})
