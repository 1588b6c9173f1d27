// The table of outcomes, row by row, and what else is summed up from receipts.
import { describe, expect, it } from '@jest/globals'
import type { Plan } from '../../src/deploy/plan.ts'
import { NetworkError } from '../../src/errors.ts'
import type { Outcome, Receipt } from '../../src/provider/provider.ts'
import { NOW, planOf, recorded, released, reportOf } from './support.ts'

const receipt = (step: Receipt['step'], outcome: Receipt['outcome'], more: Partial<Receipt> = {}) => ({
  step,
  outcome,
  ...more,
})
const failing = { fails: 'Beanstalk carried out deploy 7 and it failed.' }
const withStatus = (status: Plan['deploy']['status'], over: Partial<Plan> = {}) =>
  planOf({ ...over, deploy: { ...planOf().deploy, status } })
/** The provider goes on without us. */
const late = new NetworkError('x', false, undefined, 'left')
const post = { stage: 'post', operation: 'track' } as const

const rows: [Outcome, string, Plan, Receipt[]][] = [
  ['recorded', 'a deploy that was read back', planOf(), [released, recorded]],
  [
    'succeeded',
    'a deploy that was followed to its end',
    planOf(),
    [receipt('deploy', 'started'), receipt('wait', 'succeeded')],
  ],
  [
    'succeeded',
    'a deploy that was closed',
    planOf(),
    [released, receipt('deploy', 'started'), receipt('finish', 'succeeded')],
  ],
  [
    'accepted',
    'a deploy of which no more can be known',
    planOf(),
    [receipt('deploy', 'started'), receipt('finish', 'accepted')],
  ],
  ['existing', 'a re-run that found its deploy', planOf(), [released, receipt('deploy', 'existing')]],
  [
    'existing',
    'a re-run that followed its deploy',
    planOf(),
    [receipt('deploy', 'started'), receipt('wait', 'existing')],
  ],
  [
    'started',
    'start where the deploy is a moment',
    planOf({ operation: 'start' }),
    [receipt('release', 'existing')],
  ],
  ['started', 'start', planOf({ operation: 'start' }), [receipt('deploy', 'started', { id: '7' })]],
  ['started', 'track in the main stage', planOf({ operation: 'track' }), [released]],
  ['started', 'a deploy that is not waited for', planOf(), [receipt('deploy', 'created', { id: '7' })]],
  [
    'started',
    'a retry that is not waited for',
    planOf({ operation: 'retry' }),
    [receipt('retry', 'started')],
  ],
  ['none', 'a new release only', planOf({ operation: 'release', environment: '' }), [released]],
  ['none', 'an old release only', planOf({ operation: 'release' }), [receipt('release', 'existing')]],
  ['none', 'a deploy without an environment', planOf({ environment: '' }), [released]],
  ['planned', 'a dry run', planOf({ dryRun: true }), []],
  ['planned', 'a dry run of a tracked deploy', planOf({ dryRun: true, operation: 'track' }), []],
  [
    'cancelled',
    'finish with cancelled, on the record',
    withStatus('cancelled', { operation: 'finish' }),
    [receipt('finish', 'cancelled')],
  ],
  [
    'cancelled',
    'finish with cancelled, without a record',
    withStatus('cancelled', { operation: 'finish' }),
    [],
  ],
  ['cancelled', 'the end of a cancelled job', withStatus('cancelled', post), []],
  ['skipped', 'a skipped deploy', planOf(), [receipt('deploy', 'started'), receipt('wait', 'skipped')]],
  ['skipped', 'a skipped deploy that fails the step', planOf(), [receipt('wait', 'skipped', failing)]],
  ['superseded', 'a deploy overtaken by a newer one', planOf(), [released, receipt('deploy', 'superseded')]],
  ['unknown', 'a deploy that ends unknown', planOf(), [receipt('wait', 'unknown')]],
  [
    'failed',
    'a deploy that failed',
    planOf(),
    [receipt('deploy', 'started'), receipt('wait', 'failed', failing)],
  ],
  ['failed', 'a build that failed', planOf(), [receipt('build', 'failed', failing)]],
  [
    'failed',
    'finish with failure, on the record',
    withStatus('failure', { operation: 'finish' }),
    [receipt('finish', 'failed')],
  ],
  ['failed', 'finish with failure, without a record', withStatus('failure', { operation: 'finish' }), []],
  ['failed', 'the end of a failed job', withStatus('failure', post), []],
  ['recorded', 'the end of a good job', planOf(post), [receipt('release', 'existing'), recorded]],
  ['none', 'a tracked deploy that never began', planOf(post), [receipt('finish', 'none')]],
  ['error', 'a release step that fails by itself', planOf(), [receipt('release', 'created', failing)]],
]

describe('the outcome', () => {
  for (const [outcome, name, plan, receipts] of rows) {
    it(`is ${outcome} for ${name}`, () => {
      expect(reportOf(plan, receipts).outcome).toBe(outcome)
    })
  }

  it('is what the error means when one ended the steps', () => {
    expect(reportOf(planOf(), [released], { problem: 'x' }).outcome).toBe('error')
    expect(reportOf(planOf(), [], { failure: late }).outcome).toBe('unknown')
    expect(reportOf(planOf({ dryRun: true }), [], { problem: 'x' }).outcome).toBe('error')
  })
})

describe('the report', () => {
  it('keeps what succeeded when a later step failed', () => {
    const report = reportOf(planOf(), [released], { problem: 'Sentry did not create the deploy.' })
    expect(report).toMatchObject({
      outcome: 'error',
      created: true,
      commitCount: 3,
      releaseId: 'web@1.4.0',
      releaseUrl: released.url,
      problem: 'Sentry did not create the deploy.',
    })
    expect(report.startedAt).toBeUndefined()
    expect(report.figures).toEqual({})
  })

  it('has no end while the deploy goes on, and none that was not seen', () => {
    expect(reportOf(planOf(), [receipt('deploy', 'started')]).finishedAt).toBeUndefined()
    const report = reportOf(planOf(), [receipt('deploy', 'started')], { failure: late })
    expect(report).toMatchObject({ startedAt: planOf().deploy.startedAt })
    expect(report.finishedAt).toBeUndefined()
  })

  it('takes the end from the provider, else from the input, else now', () => {
    expect(reportOf(planOf(), [receipt('finish', 'succeeded', { finishedAt: 5 })]).finishedAt).toBe(5)
    const plan = planOf({ deploy: { ...planOf().deploy, finishedAt: 6 } })
    expect(reportOf(plan, [receipt('finish', 'succeeded')]).finishedAt).toBe(6)
    expect(reportOf(planOf(), [receipt('finish', 'succeeded')]).finishedAt).toBe(NOW)
  })

  it('counts no commits for a release that could not be made', () => {
    expect(reportOf(planOf(), [], { problem: 'x' }).commitCount).toBe(0)
    expect(reportOf(planOf({ dryRun: true }), []).commitCount).toBe(3)
    expect(reportOf(planOf({ steps: ['deploy'] }), [recorded]).commitCount).toBe(3)
  })

  it('has a lead time only for a version that arrived', () => {
    const leadTimeOf = (outcome: Outcome) =>
      reportOf(planOf(), [receipt('deploy', outcome, { finishedAt: NOW })]).figures.leadTime
    const arrived: Outcome[] = ['recorded', 'succeeded', 'accepted', 'existing']
    const others: Outcome[] = ['started', 'failed', 'cancelled', 'skipped', 'superseded', 'unknown']
    expect(arrived.map(leadTimeOf)).toEqual([14_400, 14_400, 14_400, 14_400])
    expect(others.map(leadTimeOf)).toEqual(others.map(() => undefined))
  })

  it('gathers the warnings of the run, the plan and the receipts in order', () => {
    const plan = planOf({ warnings: ['of the version', 'of the range'] })
    const report = reportOf(plan, [{ ...recorded, warnings: ['of the deploy'] }], {
      warnings: ['of an input'],
    })
    expect(report.warnings).toEqual(['of an input', 'of the version', 'of the range', 'of the deploy'])
  })

  it('points to help only when something went wrong', () => {
    expect(reportOf(planOf(), [released, recorded]).help).toBe('')
    expect(reportOf(planOf(), [receipt('wait', 'failed', failing)])).toMatchObject({
      problem: failing.fails,
      help: expect.stringContaining('docs/errors.md#'),
    })
  })

  it('knows the deploy that was given when no step made one', () => {
    const plan = planOf({ deploy: { ...planOf().deploy, id: '7' } })
    expect(reportOf(plan, [receipt('finish', 'succeeded')]).deployId).toBe('7')
    expect(reportOf(plan, [receipt('retry', 'started', { id: '8' })]).deployId).toBe('8')
  })
})
