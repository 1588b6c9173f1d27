// Which earlier deploy a rollback brings back.
import { describe, expect, it } from '@jest/globals'
import type { PastDeploy } from '../../src/provider.ts'
import { rollbackTarget } from '../../src/rollback.ts'

const past = (id: string, revision: string, over: Partial<PastDeploy> = {}): PastDeploy => ({
  id,
  revision,
  outcome: 'succeeded',
  ...over,
})

describe('rollbackTarget', () => {
  it('names the deploy that was asked for, by id or version, or just its id when it is not listed', () => {
    const history = [past('c', '3', { version: 'v3' }), past('a', '1', { version: 'v1' })]
    expect(rollbackTarget(history, 'a', false)).toBe(history[1])
    expect(rollbackTarget(history, 'v1', false)).toBe(history[1])
    expect(rollbackTarget(history, 'x', false)).toEqual({ id: 'x', outcome: 'none' })
  })

  it('takes the newest successful deploy of another revision than what is live', () => {
    const history = [past('d', '2'), past('c', '2'), past('b', '3', { outcome: 'failed' }), past('a', '1')]
    expect(rollbackTarget(history, '', false)?.id).toBe('a')
  })

  it('passes over a newest deploy that failed, because what ran before still runs', () => {
    const history = [past('c', '3', { outcome: 'failed' }), past('b', '2'), past('a', '1')]
    expect(rollbackTarget(history, '', false)?.id).toBe('a')
  })

  it.each(['unknown', 'started'] as const)('goes back from a newest deploy that is %s', (outcome) => {
    expect(rollbackTarget([past('b', '2', { outcome }), past('a', '1')], '', false)?.id).toBe('a')
  })

  it('compares shas, versions and ids where there is no revision', () => {
    const bare = (id: string, over: Partial<PastDeploy> = {}): PastDeploy => ({
      id,
      outcome: 'recorded',
      ...over,
    })
    const shas = [bare('c', { sha: '2' }), bare('b', { sha: '2' }), bare('a', { sha: '1' })]
    expect(rollbackTarget(shas, '', false)?.id).toBe('a')
    const versions = [bare('c', { version: '2' }), bare('b', { version: '2' }), bare('a', { version: '1' })]
    expect(rollbackTarget(versions, '', false)?.id).toBe('a')
    expect(rollbackTarget([bare('b'), bare('a')], '', false)?.id).toBe('a')
  })

  it('does not roll forward in a re-run, but goes where the earlier attempt went', () => {
    const history = [past('c', '1', { rollbackOf: 'a' }), past('b', '2'), past('a', '1')]
    expect(rollbackTarget(history, '', true)?.id).toBe('a')
    expect(rollbackTarget(history, '', false)?.id).toBe('b')
  })

  it('finds nothing where nothing earlier is', () => {
    expect(rollbackTarget([], '', false)).toBeUndefined()
    expect(rollbackTarget([past('a', '1')], '', true)).toBeUndefined()
  })
})
