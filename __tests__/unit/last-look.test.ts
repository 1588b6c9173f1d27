// A wait uses its time: the last look comes a second before the deadline.
import { expect, it } from '@jest/globals'
import { follow, type WaitOptions } from '../../src/deploy/wait.ts'

function makeWaiting(deadline: number): { waiting: WaitOptions; looks: number[] } {
  let at = 0
  const waiting: WaitOptions = {
    what: 'deploy 7',
    deadline,
    uptime: () => at,
    sleep: async (ms) => {
      at += ms
    },
    random: () => 0.5,
    info: () => undefined,
  }
  return { waiting, looks: [] }
}

it.each([
  [4_000, [0, 2_000, 3_000]],
  [10_000, [0, 2_000, 5_000, 9_000]],
  [1_500, [0, 500]],
  [900, [0]],
])('with %i ms looks at %j', async (deadline, expected) => {
  const { waiting, looks } = makeWaiting(deadline)
  const { before } = await follow(async () => {
    looks.push(waiting.uptime())
    return { state: 'pending' }
  }, waiting)
  expect(before).toBe('deadline')
  expect(looks).toEqual(expected)
})

it('sees an end that comes right before the deadline', async () => {
  const { waiting } = makeWaiting(4_000)
  const state = async () =>
    waiting.uptime() < 2_500 ? { state: 'pending' } : ({ state: 'done', outcome: 'succeeded' } as const)
  expect(await follow(state, waiting)).toEqual({ state: { state: 'done', outcome: 'succeeded' } })
})
