// What main leaves for post.
import { describe, expect, it } from '@jest/globals'
import { idle, readSaved, type SavedState, save } from '../../src/deploy/saved.ts'

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
    const saved: SavedState = {
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
})
