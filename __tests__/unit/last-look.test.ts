// A wait uses its time: the last look comes a second before the deadline.
import { expect, it } from '@jest/globals'
import { follow } from '../../src/deploy/follow.ts'
import type { Clock } from '../../src/deploy/wait.ts'

const target = { what: 'deploy 7', where: 'there' }

function makeWaiting(deadline: number) {
  let at = 0
  const clock: Clock = {
    deadline,
    uptime: () => at,
    sleep: async (ms) => {
      at += ms
    },
    random: () => 0.5,
    info: () => undefined,
  }
  return { clock, provider: { name: 'Fake' } }
}

it.each([
  [4_000, [0, 2_000, 3_000]],
  [10_000, [0, 2_000, 5_000, 9_000]],
  [1_500, [0, 500]],
  [900, [0]],
])('with %i ms looks at %j', async (deadline, expected) => {
  const waiting = makeWaiting(deadline)
  const looks: number[] = []
  const read = async () => {
    looks.push(waiting.clock.uptime())
    return { state: 'pending' }
  }
  await expect(follow(read, waiting, target)).rejects.toMatchObject({ reason: 'left' })
  expect(looks).toEqual(expected)
})

it('sees an end that comes right before the deadline', async () => {
  const waiting = makeWaiting(4_000)
  const state = async () =>
    waiting.clock.uptime() < 2_500 ? { state: 'pending' } : ({ state: 'done', outcome: 'succeeded' } as const)
  expect(await follow(state, waiting, target)).toEqual({ state: 'done', outcome: 'succeeded' })
})
