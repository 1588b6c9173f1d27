// What main leaves for post.
import { describe, expect, it } from '@jest/globals'
import { idle, readSaved, type SavedState, save, savedProblem } from '../../src/deploy/saved.ts'

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

  const good: SavedState = {
    phase: 'started',
    version: '1.4.0',
    environment: 'production',
    startedAt: 1_767_355_200_123,
    deployId: '42',
    target: { commit: { sha: 'a'.repeat(40) }, ref: 'main', refKind: 'branch' },
    given: { INPUT_PROVIDER: 'sentry' },
  }

  it.each([
    ['no object', '[]'],
    ['a number', '5'],
    ['cut', JSON.stringify(good).slice(0, -9)],
    ['of too little', '{"phase":"started"}'],
    ['of an unknown phase', JSON.stringify({ ...good, phase: 'open' })],
    ['without a version', JSON.stringify({ ...good, version: '' })],
    ['of a version that is none', JSON.stringify({ ...good, version: 5 })],
    ['of an environment that is none', JSON.stringify({ ...good, environment: null })],
    ['of a start that is none', JSON.stringify({ ...good, startedAt: 'x' })],
    ['of a start that no calendar has', JSON.stringify({ ...good, startedAt: 1e300 })],
    ['of a start before all computers', JSON.stringify({ ...good, startedAt: 0 })],
    ['of a deploy that is none', JSON.stringify({ ...good, deployId: 7 })],
    ['of a commit that is none', JSON.stringify({ ...good, target: 'main' })],
    ['of inputs that are no text', JSON.stringify({ ...good, given: { INPUT_PROVIDER: 7 } })],
  ])('that is %s is none, and says what may be open (F23)', (_, run) => {
    const state = makeState({ run })
    expect(readSaved(state)).toBeUndefined()
    expect(savedProblem({ ...state, env: {} })).toMatch(
      /^The state that the main stage left is not readable\. .* may still be open: look at the provider, and close it with operation: finish\.$/,
    )
  })

  it('that is missing is a problem only where something was to be tracked', () => {
    const state = makeState()
    const problem = (operation: string) => savedProblem({ ...state, env: { INPUT_OPERATION: operation } })
    expect([problem('deploy'), problem('')]).toEqual([undefined, undefined])
    expect(problem(' Track ')).toMatch(/^The main stage left no state\. .* operation: finish\.$/)
  })

  it('with more than this version knows is read', () => {
    expect(readSaved(makeState({ run: JSON.stringify({ ...good, newer: 1 }) }))).toEqual(good)
  })
})
