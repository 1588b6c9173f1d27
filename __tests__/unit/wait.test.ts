// Following something to its end, by a clock that jumps.
import { describe, expect, it } from '@jest/globals'
import { type FollowTarget, follow } from '../../src/deploy/follow.ts'
import { type Clock, lookFor } from '../../src/deploy/wait.ts'
import { cancellation, NetworkError } from '../../src/errors.ts'
import type { DeployState } from '../../src/provider/provider.ts'

function makeClock({ deadline = 3_600_000, random = 0.5 } = {}) {
  let at = 0
  const waits: number[] = []
  const lines: string[] = []
  const clock: Clock = {
    deadline,
    uptime: () => at,
    sleep: async (ms) => {
      waits.push(ms)
      at += ms
    },
    random: () => random,
    info: (line) => lines.push(line),
  }
  const target: FollowTarget = { what: 'deploy 7', where: 'in the portal' }
  const followed = (read: Parameters<typeof follow>[0], own = target) =>
    follow(read, { clock, provider: { name: 'Fake' } }, own)
  return { clock, followed, waits, lines, now: () => at }
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
    const { followed, waits, lines } = makeClock()
    expect(await followed(states(done))).toEqual(done)
    expect([waits, lines]).toEqual([[], []])
  })

  it('asks every 2 s at first, then less and less often, down to every 15 s', async () => {
    const { followed, waits } = makeClock()
    const list = Array.from({ length: 9 }, () => pending)
    await followed(states(...list, done))
    expect(waits).toEqual([2_000, 3_000, 4_500, 6_750, 10_125, 15_000, 15_000, 15_000, 15_000])
  })

  it('spreads the pauses by a fifth to either side', async () => {
    for (const [random, first] of [
      [0, 1_600],
      [0.999_999, 2_400],
    ] as const) {
      const { followed, waits } = makeClock({ random })
      await followed(states(pending, done))
      expect(waits[0]).toBeCloseTo(first, 0)
    }
  })

  it('says the state when it changes', async () => {
    const { followed, lines } = makeClock()
    await followed(states(pending, pending, { state: 'running' }, { state: 'running' }, done))
    expect(lines).toEqual([
      'waiting for Fake: deploy 7: pending (0 ms)',
      'waiting for Fake: deploy 7: running (5 s)',
    ])
  })

  it('says an unchanged state once a minute', async () => {
    const { followed, lines, now } = makeClock({ deadline: 600_000 })
    await expect(followed(states(pending))).rejects.toThrow('The timeout came before')
    expect(now()).toBeGreaterThan(580_000)
    expect(lines.length).toBeGreaterThanOrEqual(8)
    expect(lines.length).toBeLessThanOrEqual(10)
  })

  it('stops before the deadline, with the last state seen', async () => {
    const { followed, now } = makeClock({ deadline: 30_000 })
    await expect(followed(states(pending, { state: 'halfway' }))).rejects.toThrow(
      'The timeout came before deploy 7: the last state seen was "halfway".',
    )
    expect(now()).toBeLessThan(30_000)
  })

  it('names the last state too when the last look gets no answer before the deadline', async () => {
    const { clock, followed } = makeClock({ deadline: 30_000 })
    const read = async () => {
      if (clock.uptime() < 10_000) return pending
      await clock.sleep(30_000 - clock.uptime())
      throw new NetworkError('no answer', false)
    }
    await expect(followed(read)).rejects.toThrow(
      'The timeout came before deploy 7: the last state seen was "pending".',
    )
  })

  it('lets no state of a server become a command', async () => {
    const { followed, lines } = makeClock()
    await followed(states({ state: 'a\n::error::x ##[error]y' }, done))
    expect(lines).toEqual(['waiting for Fake: deploy 7: a ::error::x ## [error]y (0 ms)'])
  })

  it('ends with what reading throws', async () => {
    const error = new NetworkError('gone', false)
    await expect(makeClock().followed(() => Promise.reject(error))).rejects.toBe(error)
    const gone = cancellation('gone', false)
    await expect(makeClock().followed(() => Promise.reject(gone))).rejects.toBe(gone)
  })

  it('names the last state when a pause or a look is cancelled', async () => {
    const gone = cancellation('gone', false)
    const told =
      'The job was cancelled before deploy 7: the last state seen was "pending". It goes on without us: look in the portal.'
    const { clock, followed } = makeClock()
    clock.sleep = () => Promise.reject(gone)
    await expect(followed(states(pending))).rejects.toMatchObject({ message: told, reason: 'cancelled' })
    let count = 0
    const read = async () => {
      if (count++ > 0) throw gone
      return pending
    }
    await expect(makeClock().followed(read)).rejects.toMatchObject({ message: told, reason: 'cancelled' })
  })
})

describe('looking for something', () => {
  const never = async () => undefined

  it('gives what is found', async () => {
    const { clock, waits } = makeClock()
    let count = 0
    expect(await lookFor(async () => (++count === 3 ? 'it' : undefined), 60_000, clock)).toBe('it')
    expect(waits).toEqual([2_000, 3_000])
  })

  it('looks once when it may take no time', async () => {
    const { clock, waits } = makeClock()
    expect(await lookFor(never, 0, clock)).toBeUndefined()
    expect(waits).toEqual([])
  })

  it('gives up within the time, and never after the deadline', async () => {
    const { clock, now } = makeClock()
    expect(await lookFor(never, 20_000, clock)).toBeUndefined()
    expect(now()).toBeLessThan(20_000)
    expect(now()).toBeGreaterThanOrEqual(19_000)
    const short = makeClock({ deadline: 6_000 })
    await lookFor(never, 60_000, short.clock)
    expect(short.now()).toBeLessThan(6_000)
  })
})

it('names the last state when the deadline came first, and what to do', async () => {
  const { followed } = makeClock({ deadline: 30_000 })
  await expect(followed(states(pending))).rejects.toMatchObject({
    name: 'NetworkError',
    mayHaveHappened: false,
    reason: 'left',
    message:
      'The timeout came before deploy 7: the last state seen was "pending". It goes on without us: look in the portal, or raise timeout.',
  })
  const { followed: awaited } = makeClock({ deadline: 30_000 })
  const revision = { what: 'the arrival of the revision' }
  await expect(awaited(states({ state: 'missing' }), revision)).rejects.toMatchObject({
    reason: 'deadline',
    message: expect.stringContaining(
      'Nothing was deployed: bring it there before this step, or raise timeout',
    ),
  })
})
