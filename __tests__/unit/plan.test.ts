// What will be done: the table of operations for each kind of provider, and what the plan takes from the inputs.
import { describe, expect, it } from '@jest/globals'
import { kindOf } from '../../src/deploy/plan.ts'
import type { AnyProvider, Operation, Step } from '../../src/provider/provider.ts'
import { actsOf, context, fakeProvider, planOf, range } from '../support/plans.ts'

const never = () => Promise.reject(new Error('a plan calls nothing'))

// The four kinds of providers that there are.
const kinds: Readonly<Record<string, AnyProvider>> = {
  // Sentry: releases, and deploys that are a moment.
  moment: fakeProvider(actsOf({ createRelease: never, confirmRelease: never, findDeploy: never })),
  // Retrace: a deploy is opened and closed; no releases.
  tracker: fakeProvider(actsOf({ finishDeploy: never })),
  // Beanstalk, Akkeris: carries the deploy out.
  deployer: fakeProvider(
    actsOf({ arrives: never, createBuild: never, readDeploy: never, retryDeploy: never }),
  ),
  // GitHub: releases, and deploys that are opened and closed.
  forge: fakeProvider(
    actsOf({ createRelease: never, confirmRelease: never, finishDeploy: never, findOpen: never }),
  ),
}

const table: readonly (readonly [string, Operation, 'main' | 'post', readonly Step[]])[] = [
  ['moment', 'deploy', 'main', ['release', 'deploy']],
  ['moment', 'release', 'main', ['release']],
  ['moment', 'track', 'main', ['release']],
  ['moment', 'track', 'post', ['confirm', 'deploy']],
  ['moment', 'start', 'main', ['release']],
  ['moment', 'finish', 'main', ['confirm', 'deploy']],
  ['moment', 'rollback', 'main', ['confirm', 'deploy']],
  ['tracker', 'deploy', 'main', ['deploy', 'finish']],
  ['tracker', 'track', 'main', ['deploy']],
  ['tracker', 'track', 'post', ['finish']],
  ['tracker', 'start', 'main', ['deploy']],
  ['tracker', 'finish', 'main', ['finish']],
  ['tracker', 'rollback', 'main', ['deploy', 'finish']],
  ['deployer', 'deploy', 'main', ['revision', 'build', 'deploy', 'wait']],
  ['deployer', 'start', 'main', ['revision', 'build', 'deploy']],
  ['deployer', 'finish', 'main', ['wait']],
  ['deployer', 'rollback', 'main', ['deploy', 'wait']],
  ['deployer', 'retry', 'main', ['retry', 'wait']],
  ['forge', 'deploy', 'main', ['release', 'deploy', 'finish']],
  ['forge', 'release', 'main', ['release']],
  ['forge', 'track', 'main', ['release', 'deploy']],
  ['forge', 'track', 'post', ['finish']],
  ['forge', 'start', 'main', ['release', 'deploy']],
  ['forge', 'finish', 'main', ['finish']],
  ['forge', 'rollback', 'main', ['confirm', 'deploy', 'finish']],
]

const providerOf = (kind: string): AnyProvider => kinds[kind] ?? fakeProvider()

describe('the steps', () => {
  it.each(table)('of a %s for %s, %s stage', (kind, operation, stage, steps) => {
    expect(planOf(providerOf(kind), { operation }, { stage }).steps).toEqual(steps)
  })

  it.each(['failure', 'cancelled'] as const)('of closing a job that ended with %s', (status) => {
    const close = (kind: string) =>
      planOf(providerOf(kind), { operation: 'track', status }, { stage: 'post' }).steps
    // A provider that knows only finished deploys is told nothing of one that was not finished.
    expect(close('moment')).toEqual([])
    expect(close('tracker')).toEqual(['finish'])
    expect(close('forge')).toEqual(['finish'])
  })

  it('make only the release when there is no environment', () => {
    expect(planOf(providerOf('moment'), {}, { environment: '' }).steps).toEqual(['release'])
    expect(planOf(providerOf('forge'), {}, { environment: '' }).steps).toEqual(['release'])
  })

  it('do not wait when wait is false, but finish always does', () => {
    const steps = (operation: Operation) => planOf(providerOf('deployer'), { operation, wait: false }).steps
    expect(steps('deploy')).toEqual(['revision', 'build', 'deploy'])
    expect(steps('retry')).toEqual(['retry'])
    expect(steps('finish')).toEqual(['wait'])
  })

  it('lack what the inputs of the provider switch off', () => {
    const provider = { ...providerOf('forge'), leaveOut: (): readonly Step[] => ['release'] }
    expect(planOf(provider).steps).toEqual(['deploy', 'finish'])
  })
})

describe('the kind', () => {
  it.each([
    ['rollback', 'push', 'ahead', 'rollback'],
    ['deploy', 'push', 'behind', 'deploy'],
    ['deploy', 'last-deploy', 'ahead', 'deploy'],
    ['deploy', 'last-deploy', 'diverged', 'deploy'],
    ['deploy', 'last-deploy', 'unknown', 'deploy'],
    ['deploy', 'last-deploy', 'identical', 'redeploy'],
    ['deploy', 'last-deploy', 'behind', 'rollback'],
  ] as const)('of a %s from %s that is %s is %s', (operation, source, status, kind) => {
    expect(kindOf(operation, { source, status, head: range.head })).toBe(kind)
  })

  it('is a redeploy when the head was deployed last with success, whatever the range starts at', () => {
    const other = 'b'.repeat(40)
    const past = (sha: string, outcome: 'failed' | 'succeeded') => ({ id: sha, sha, outcome })
    const kindAfter = (...history: ReturnType<typeof past>[]) => kindOf('deploy', range, history)
    expect(kindAfter(past(range.head, 'succeeded'))).toBe('redeploy')
    expect(kindAfter(past(other, 'failed'), past(range.head, 'succeeded'))).toBe('redeploy')
    expect(kindAfter(past(range.head, 'failed'))).toBe('deploy')
    expect(kindAfter(past(other, 'succeeded'), past(range.head, 'succeeded'))).toBe('deploy')
    expect(kindOf('rollback', range, [past(range.head, 'succeeded')])).toBe('rollback')
  })
})

describe('the plan', () => {
  const provider = providerOf('moment')

  it('has no environment when only a release is asked for', () => {
    expect(planOf(providerOf('forge'), { operation: 'release' }).environment).toBe('')
    expect(planOf(providerOf('forge')).environment).toBe('production')
  })

  it('names the deploy after the run and its head commit, when nothing else is given', () => {
    expect(planOf(provider).deploy).toMatchObject({
      name: 'Deploy #42',
      description: 'fix: a thing',
      url: context.runUrl,
      startedAt: 1_000,
      status: 'success',
      ignore: [],
    })
    expect(planOf(provider).deploy).not.toHaveProperty('finishedAt')
  })

  it('prefers the head commit of the event for the description', () => {
    const headCommit = { sha: 'b', message: '\nfeat: head\nbody' }
    const plan = planOf(provider, {}, { context: { ...context, headCommit } })
    expect(plan.deploy.description).toBe('feat: head')
    expect(planOf(provider, {}, { range: { ...range, commits: [] } }).deploy.description).toBe('')
  })

  it('takes name, description, url and times from the inputs', () => {
    const { deploy } = planOf(provider, {
      deployName: 'n',
      description: 'd',
      url: 'https://x.example',
      startedAt: 5,
      finishedAt: 9,
    })
    expect(deploy).toMatchObject({
      name: 'n',
      description: 'd',
      url: 'https://x.example',
      startedAt: 5,
      finishedAt: 9,
    })
  })

  it('of a deploy that ended in the past begins no later than it ended (B7)', () => {
    expect(planOf(provider, { finishedAt: 9 }).deploy).toMatchObject({ startedAt: 9, finishedAt: 9 })
  })

  it('takes the status only for a deploy that was begun before', () => {
    const statusFor = (operation: Operation) =>
      planOf(provider, { operation, status: 'failure' }).deploy.status
    expect([statusFor('finish'), statusFor('track')]).toEqual(['failure', 'failure'])
    expect([statusFor('deploy'), statusFor('rollback')]).toEqual(['success', 'success'])
  })

  it('looks first on a re-run, where that can be done, and unless each attempt is to be new', () => {
    const second = { context: { ...context, runAttempt: 2 } }
    expect(planOf(provider).looksFirst).toBe(false)
    expect(planOf(provider, {}, second).looksFirst).toBe(true)
    expect(planOf(provider, { onRerun: 'new' }, second).looksFirst).toBe(false)
    expect(planOf(providerOf('tracker'), {}, second).looksFirst).toBe(false)
  })

  it('carries the same marker in both stages and all attempts', () => {
    const main = planOf(provider, { operation: 'track' })
    const post = planOf(provider, { operation: 'track', status: 'failure' }, { stage: 'post' })
    const again = planOf(provider, { operation: 'track' }, { context: { ...context, runAttempt: 3 } })
    expect([post.deploy.marker, again.deploy.marker]).toEqual([main.deploy.marker, main.deploy.marker])
  })

  it('hands on what a rollback goes back to', () => {
    const rollbackTo = { id: '3', outcome: 'succeeded' } as const
    expect(planOf(provider, { operation: 'rollback' }, { rollbackTo })).toMatchObject({
      kind: 'rollback',
      deploy: { rollbackTo },
    })
  })
})
