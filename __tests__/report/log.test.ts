// What the log says: the plan first, one line a receipt, the end; short enough to be read without scrolling.
import { describe, expect, it } from '@jest/globals'
import { runMain } from '../../sandbox/runner.ts'
import { makeSentry, USER_TOKEN } from '../../sandbox/sentry/index.ts'
import { makeClock, serve } from '../../sandbox/server.ts'
import type { PastDeploy, Receipt } from '../../src/provider/provider.ts'
import { describeEnd, describePlan, describeReceipt } from '../../src/report/log.ts'
import { push, pushVariables } from '../support/events.ts'
import { sentryInputs } from '../support/sentry.ts'
import { runStep } from '../support/step.ts'
import { beanstalk, planOf, recorded, released, reportOf } from './support.ts'

describe('the plan in the log', () => {
  it('says what will be done, with what, and where', () => {
    expect(describePlan(planOf())).toEqual([
      'deploy with Sentry (it records, and deploys nothing)',
      '  version      web@1.4.0 (given)',
      `  commits      3, 5d3e5d3e5d3e..5d3e5d3e5d3e (push: what the push brought)`,
      '  environment  production, as "Deploy #42" [1a2b3c4d]',
      '  steps        release → deploy',
    ])
  })

  it('says that a real deployment starts, or that none does', () => {
    expect(describePlan(planOf({ provider: beanstalk }))[0]).toBe(
      'deploy with Beanstalk (this starts a real deployment)',
    )
    expect(describePlan(planOf({ dryRun: true }))[0]).toContain('Dry run, nothing will be sent')
    expect(describePlan(planOf({ provider: beanstalk, dryRun: true }))[0]).toBe(
      'Dry run, nothing will be sent: deploy with Beanstalk (this would start a real deployment)',
    )
  })

  it('says when it is no plain deploy, or a re-run', () => {
    const lines = describePlan(planOf({ kind: 'rollback', looksFirst: true })).join('\n')
    expect(lines).toContain('production, a rollback, as')
    expect(lines).toContain('looks for its earlier deploy first')
  })

  it('says what a rollback deploys again where the version is only a label', () => {
    const linesFor = (rollbackTo: PastDeploy) => {
      const deploy = { ...planOf().deploy, rollbackTo }
      return describePlan(
        planOf({ operation: 'rollback', kind: 'rollback', steps: ['deploy', 'wait'], deploy }),
      )
    }
    const sha = 'c'.repeat(40)
    expect(linesFor({ id: 'f00d', version: 'v1', outcome: 'succeeded' })[2]).toBe(
      '  back to      v1 (deploy f00d)',
    )
    expect(linesFor({ id: '400', sha, outcome: 'succeeded' })[2]).toBe(
      '  back to      cccccccccccc (deploy 400)',
    )
    expect(linesFor({ id: sha, sha, outcome: 'unknown' })[2]).toBe('  back to      cccccccccccc')
    expect(linesFor({ id: '400', sha, outcome: 'succeeded' })[3]).toBe(
      '  commits      3 (what the push brought)',
    )
  })

  it('leaves the commits to the main stage', () => {
    expect(describePlan(planOf({ stage: 'post', steps: [] })).join('\n')).not.toContain('commits')
    expect(describePlan(planOf({ stage: 'post', steps: [] })).join('\n')).toContain('no deploy is written')
  })
})

describe('a receipt in the log', () => {
  const lines: [Receipt, string][] = [
    [released, 'Release web@1.4.0 created with 3 commits'],
    [{ ...released, created: false, outcome: 'existing' }, 'Release web@1.4.0 was there already'],
    [recorded, 'Deploy 1007 to production recorded'],
    [
      {
        step: 'finish',
        outcome: 'accepted',
        id: 'shop/production/1.4.0',
        note: 'it shows within about 5 minutes',
      },
      'Deploy shop/production/1.4.0 to production closed: accepted: it shows within about 5 minutes',
    ],
    [{ step: 'wait', outcome: 'failed', id: '7' }, 'Deploy 7 to production ended: failed'],
    [{ step: 'retry', outcome: 'started', id: '7' }, 'Deploy 7 started again'],
    [{ step: 'build', outcome: 'succeeded', id: '7' }, 'Build 7 succeeded'],
    [{ step: 'revision', outcome: 'succeeded' }, 'Revision is there'],
    [{ step: 'revision', outcome: 'failed', note: 'gone' }, 'Revision did not arrive: gone'],
  ]
  for (const [receipt, line] of lines) {
    it(`is the one line "${line}"`, () => {
      expect(describeReceipt(receipt, planOf())).toBe(line)
    })
  }
})

describe('the closing line', () => {
  it('says how it came out and how long it took', () => {
    expect(describeEnd(reportOf(planOf(), [released, recorded]))).toBe(
      'Done in 850 ms: web@1.4.0 to production: recorded at Sentry, the deploy took 3 min 20 s',
    )
  })

  it('leads to the error', () => {
    const report = reportOf(planOf({ environment: '' }), [], { problem: 'Sentry did not.' })
    expect(describeEnd(report)).toBe('Done in 850 ms: web@1.4.0: NOT recorded at Sentry (see the error)')
  })
})

async function withSentry<T>(use: (inputs: Record<string, string>) => Promise<T>): Promise<T> {
  const clock = makeClock()
  const running = await serve(makeSentry({ clock }), { clock })
  try {
    return await use(sentryInputs(running.url))
  } finally {
    await running.close()
  }
}

describe('a whole run', () => {
  const event = push({ count: 15 })
  const github = pushVariables(15)

  it('is at most ten lines long when all goes well', async () => {
    const { lines, annotations, ending } = await withSentry((inputs) =>
      runStep({ with: inputs, event, github }),
    )
    expect(ending).toEqual({})
    expect(annotations).toEqual([])
    expect(lines.length).toBeGreaterThan(4)
    expect(lines.length).toBeLessThanOrEqual(10)
    expect(lines[0]).toContain('deploy with Sentry')
    expect(lines.at(-1)).toContain('recorded at Sentry')
  })

  it('ends a refusal with one titled error, its cure and where it is explained', async () => {
    const { ending, summary, outputs } = await withSentry((inputs) =>
      runStep({
        with: { ...inputs, 'sentry-projects': 'nowhere' },
        event,
        github: { ...github, ACTION_REPOSITORY: 'acme/record-deploy', ACTION_REF: 'v1' },
      }),
    )
    expect(ending.title).toBe('Sentry: refused')
    expect(ending.fails).toMatch(
      /Check sentry-projects[\s\S]*\nSee https:\S+\/blob\/v1\/docs\/errors\.md#refused$/,
    )
    expect(summary).toContain('> [!CAUTION]\n> Sentry did not create')
    expect(summary).toContain('(https://github.com/acme/record-deploy/blob/v1/docs/errors.md#refused)')
    expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({ outcome: 'error' })
  })

  it('has one error for all problems with the inputs', async () => {
    const { ending, outputs } = await runStep({
      with: { provider: 'sentry', 'started-at': 'yesterday' },
      event,
      github,
    })
    expect(ending.title).toBe('Inputs')
    expect(ending.fails?.split('\n- ').length).toBeGreaterThan(2)
    expect(ending.fails).toMatch(/See docs\/errors\.md#input$/)
    expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({
      problem: expect.stringContaining('started-at'),
    })
  })

  it('hides a secret in a commit message before the message is cut or escaped', async () => {
    const message = (index: number) => `fix: ${'x'.repeat(index === 3 ? 60 : 0)} ${USER_TOKEN}`
    const { everything, summary } = await withSentry((inputs) =>
      runStep({ with: inputs, event: push({ message }), github: pushVariables() }),
    )
    const start = USER_TOKEN.slice(0, 12)
    expect(everything).not.toContain(start)
    expect(summary).not.toContain(start)
    expect(summary).not.toContain(start.replaceAll('_', '&#95;'))
    expect(summary).toContain('&#42;&#42;&#42;')
  })
})

describe('the bundle', () => {
  it('prints debug lines only when the job is debugged', async () => {
    await withSentry(async (inputs) => {
      const options = { with: inputs, event: push(), github: pushVariables() }
      expect((await runMain(options)).log).not.toContain('::debug::')
      expect((await runMain({ ...options, debug: true })).log).toContain('::debug::POST /api/0/')
    })
  })
})
