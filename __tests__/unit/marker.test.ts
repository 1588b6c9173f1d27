// The mark by which a run finds its own deploy again.
import { describe, expect, it } from '@jest/globals'
import { bareMarker, type MarkerParts, makeMarker, markerAtEnd } from '../../src/deploy/marker.ts'
import type { RunContext } from '../../src/event/context.ts'
import { context } from '../support/plans.ts'

const parts: MarkerParts = {
  context,
  matrixKey: '0',
  target: ['sentry', 'acme', 'web'],
  environment: 'production',
  isNewEachAttempt: false,
}
const mark = ({ version = '1.4.0', ...over }: Partial<MarkerParts> & { version?: string } = {}) =>
  makeMarker({ ...parts, ...over })(version)
const inContext = (over: Partial<RunContext>) => mark({ context: { ...context, ...over } })

describe('the marker', () => {
  it('is 8 hex characters in square brackets', () => {
    expect(mark()).toMatch(/^\[[0-9a-f]{8}\]$/)
  })

  it('never changes between releases of this action, or a re-run would not find its deploy', () => {
    expect(mark()).toBe('[cf9cacac]')
  })

  it.each<[string, string]>([
    ['repository', inContext({ repository: { owner: 'acme', name: 'app', full: 'acme/app' } })],
    ['run', inContext({ runId: '4243' })],
    ['job', inContext({ job: 'other' })],
    ['job of a matrix', mark({ matrixKey: '1' })],
    ['step', inContext({ step: '__run_2' })],
    ['target', mark({ target: ['sentry', 'acme', 'api'] })],
    ['environment', mark({ environment: 'staging' })],
    ['version', mark({ version: '1.4.1' })],
  ])('is another for another %s', (_, other) => {
    expect(other).not.toBe(mark())
  })

  it('is the same for every attempt of a run, unless each is to be new', () => {
    expect(inContext({ runAttempt: 2 })).toBe(mark())
    const second = { context: { ...context, runAttempt: 2 }, isNewEachAttempt: true }
    expect(mark(second)).not.toBe(mark({ isNewEachAttempt: true }))
    expect(mark({ isNewEachAttempt: true })).not.toBe(mark())
  })

  it('does not care about what else a run knows', () => {
    expect(inContext({ actor: 'x', ref: 'y', runNumber: '1', event: 'schedule', headSha: 'b' })).toBe(mark())
  })

  it('cannot be the same for parts that only read the same side by side', () => {
    expect(mark({ environment: 'a', version: 'b,c' })).not.toBe(mark({ environment: 'a,b', version: 'c' }))
  })

  it('can be read without its brackets, and found again at the end of a text', () => {
    expect(bareMarker('[1a2b3c4d]')).toBe('1a2b3c4d')
    expect(markerAtEnd(`deploy #12 ${mark()}`)).toBe(mark())
    expect(markerAtEnd('[1a2b3c4d] deploy #12')).toBeUndefined()
  })
})
