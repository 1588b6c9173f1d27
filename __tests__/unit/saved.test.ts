// What main leaves for post.
import { describe, expect, it } from '@jest/globals'
import { hasToClose, idle, readSaved, type Saved, save, savedProblem } from '../../src/saved.ts'

function makeState(initial: Readonly<Record<string, string>> = {}) {
  const held: Record<string, string> = { ...initial }
  return {
    held,
    saveState: (name: string, value: string) => {
      held[name] = value
    },
    readState: (name: string) => held[name] ?? '',
  }
}

describe('the state between the stages', () => {
  it('comes back as it was saved, the last one counting', () => {
    const state = makeState()
    const saved: Saved = {
      phase: 'started',
      version: 'web@1.0 "ü"\n::x',
      environment: 'prod=1',
      startedAt: 1_767_355_200_123,
      deployId: '42',
    }
    save(state, idle)
    save(state, saved)
    expect(Object.keys(state.held)).toEqual(['run'])
    expect(readSaved(state)).toEqual(saved)
  })

  it('is one line, as the file of the runner wants it', () => {
    const state = makeState()
    save(state, { ...idle, version: 'a\nb' })
    expect(state.held['run']).not.toContain('\n')
  })

  it('is nothing before anything was saved', () => {
    expect(readSaved(makeState())).toBeUndefined()
  })

  it('of another version of this action has what it lacks filled in', () => {
    expect(readSaved(makeState({ run: '{"phase":"started"}' }))).toEqual({ ...idle, phase: 'started' })
  })

  it.each([
    'not JSON',
    '{"phase":',
    'null',
    '[]',
    '"started"',
    '5',
    '{}x',
    '{"phase":"begun"}',
    '{"phase":5}',
    '{"phase":"started","version":5}',
    '{"phase":"started","version":null}',
    '{"phase":"started","environment":5}',
    '{"phase":"started","startedAt":"x"}',
    '{"phase":"started","startedAt":1e300}',
    '{"phase":"started","deployId":{}}',
    '\ufeff{}',
  ])('that is not of our making counts as nothing, aloud: %s (F13, F23)', (run) => {
    const state = makeState({ run })
    expect([readSaved(state), hasToClose(readSaved(state))]).toEqual([undefined, false])
    expect(savedProblem(state)).toMatch(/^STATE_run does not hold what the main stage saved, so /)
  })

  it('has no problem where there is none', () => {
    expect(savedProblem(makeState())).toBe('')
    expect(savedProblem(makeState({ run: JSON.stringify(idle) }))).toBe('')
  })
})
