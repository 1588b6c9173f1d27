// Which earlier deploy a rollback takes.
import { describe, expect, it } from '@jest/globals'
import type { PastDeploy } from '../../src/provider.ts'
import { pickRollback } from '../../src/rollback.ts'

const past = (id: string, sha: string, outcome: PastDeploy['outcome']): PastDeploy => ({ id, sha, outcome })

describe('the target of a rollback', () => {
  const history = [
    past('6', 'c', 'failed'),
    past('5', 'b', 'succeeded'),
    past('4', 'b', 'succeeded'),
    past('3', 'x', 'skipped'),
    past('2', 'a', 'succeeded'),
    past('1', 'z', 'recorded'),
  ]

  it('is the newest good deploy of another revision than the live one', () => {
    expect(pickRollback(history, '')?.id).toBe('2')
  })

  it('is the deploy that was named, whatever its outcome', () => {
    expect(pickRollback(history, '3')).toEqual(history[3])
  })

  it('is known by its id alone when it is not listed', () => {
    expect(pickRollback(history, '77')).toEqual({ id: '77', outcome: 'unknown' })
  })

  it('is nothing when all good deploys are of one revision, or there are none', () => {
    expect(pickRollback(history.slice(0, 4), '')).toBeUndefined()
    expect(pickRollback([], '')).toBeUndefined()
  })
})
