// Which earlier deploy a rollback takes.
import { describe, expect, it } from '@jest/globals'
import { pickRollback } from '../../src/deploy/rollback.ts'
import { isEnough, type PastDeploy } from '../../src/provider/provider.ts'

const past = (id: string, sha: string, outcome: PastDeploy['outcome']): PastDeploy => ({ id, sha, outcome })

const of = (id: string, revision: string, over: Partial<PastDeploy> = {}): PastDeploy => ({
  id,
  revision,
  outcome: 'succeeded',
  ...over,
})

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

  it('is the deploy of the version that was named', () => {
    const named = [of('c', '3', { version: 'v3' }), of('a', '1', { version: 'v1' })]
    expect(pickRollback(named, 'v1')).toBe(named[1])
  })

  it('has another revision by the own name that a provider has for one, else by sha, else by version', () => {
    expect(pickRollback([of('c', '2'), of('b', '2', { sha: 'other' }), of('a', '1')], '')?.id).toBe('a')
    const version = (id: string, name: string) => ({ ...past(id, '', 'recorded'), version: name })
    expect(pickRollback([version('c', '2'), version('b', '2'), version('a', '1')], '')?.id).toBe('a')
  })

  it.each(['unknown', 'started'] as const)('is what ran before a newest deploy that is %s', (outcome) => {
    expect(pickRollback([of('b', '2', { outcome }), of('a', '1')], '')?.id).toBe('a')
  })

  it('is, in a re-run, where the earlier attempt went, and not what it left', () => {
    const back = [of('c', '1', { rollbackOf: 'a' }), of('b', '2'), of('a', '1')]
    expect(pickRollback(back, '', () => false)?.id).toBe('a')
    expect(pickRollback(back, '')?.id).toBe('b')
  })
})

describe('enough earlier deploys', () => {
  const one = of('b', '2', { sha: 'x' })
  const named = (version: string) => ({ ...past('a', 'x', 'succeeded'), version })

  it.each([
    ['summary', [], true],
    ['range', [], false],
    ['range', [one], true],
    ['rollback', [one, of('a', '2')], false],
    ['rollback', [one, of('a', '1')], true],
    // Two names of one commit, and one that does not say what it is of: a rollback goes to neither.
    ['rollback', [named('v2'), named('v1')], false],
    ['rollback', [one, past('a', '', 'succeeded')], false],
  ] as const)('for a %s: %j is %s', (use, good, expected) => {
    expect(isEnough(use, good)).toBe(expected)
  })
})
