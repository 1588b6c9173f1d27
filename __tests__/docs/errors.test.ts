// Every family of errors can be met, ends with a link to its own section of docs/errors.md, and the page tells the truth
// about its title, its outcome and what on-error: warn makes of it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { cancellation } from '../../src/errors.ts'
import { type Family, families } from '../../src/report/help.ts'
import { fixtureNamed } from '../contract/fixtures.ts'
import { onStage, type StageOptions } from '../contract/harness.ts'
import type { RunOptions } from '../support/step.ts'
import { root } from './examples.ts'

interface Meeting {
  /** The provider, Sentry by default. */
  readonly id?: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly stage?: StageOptions
  readonly options?: () => Partial<RunOptions>
}

/** An event file that cannot be read as one: nothing that a user could cause. */
const broken = {
  get repository(): unknown {
    throw new TypeError('the event is broken')
  },
}

/** The runner cancels the job during the first wait, as src/host.ts tells it. */
function cancelled(): Partial<RunOptions> {
  const controller = new AbortController()
  const reason = cancellation('The job was cancelled before this step was done.', false)
  return { signal: controller.signal, onSleep: () => controller.abort(reason) }
}

const meetings: Readonly<Record<Family, Meeting>> = {
  input: { inputs: { 'started-at': 'yesterday' } },
  refused: { stage: { faults: ['403 POST /releases/ x*'] } },
  unexpected: { stage: { faults: ['html POST /releases/ x*'] } },
  unavailable: { stage: { faults: ['503 POST /releases/ x*'] } },
  uncertain: { id: 'retrace', stage: { faults: ['502-after POST /complete'] } },
  failed: { id: 'beanstalk', stage: { switches: { states: 'new,failed' } } },
  deadline: { id: 'beanstalk', inputs: { timeout: '60s' }, stage: { switches: { states: 'new' } } },
  cancelled: { stage: { faults: ['503 POST /releases/ x*'] }, options: cancelled },
  bug: { options: () => ({ event: { name: 'push', payload: broken } }) },
}

const page = readFileSync(join(root, 'docs/errors.md'), 'utf8')
/** A row of the table at the top: family, title, outcome, what on-error: warn does. */
const rows = [...page.matchAll(/^\| \[(\w+)\]\(#\w+\) \| (.*) \| (.*) \| (.*) \|$/gm)].map(
  ([, family = '', title = '', outcome = '', soft = '']) => ({ family, title, outcome, soft }),
)

it('lists every family', () => {
  expect(rows.map(({ family }) => family)).toEqual(Object.keys(families))
})

it.each(['false', ' FALSE '])('writes no summary of wrong inputs with summary: %j', (flag) =>
  onStage(fixtureNamed('sentry'), async ({ run }) => {
    const { ending, summary } = await run({ 'started-at': 'yesterday', summary: flag })
    expect(ending.fails).toContain('started-at')
    expect(summary).toBe('')
  }))

describe.each(rows.map((row) => [row.family, row] as const))('the family %s', (family, row) => {
  const { id = 'sentry', inputs = {}, stage = {}, options } = meetings[family as Family]

  it('is met as the page says', () =>
    onStage(
      fixtureNamed(id),
      async ({ run }) => {
        const { ending, outputs, summary } = await run(inputs, options?.())
        const { fails = '', title = '' } = ending
        expect(fails.split('\n').at(-1)).toMatch(new RegExp(`docs/errors\\.md#${family}$`))
        const [, words = ''] = row.title.split('PROVIDER: ')
        expect(title).toContain(row.title === 'Inputs' ? 'Inputs' : words.replace(' …', ''))
        expect(row.outcome).toContain(`\`${outputs['outcome']}\``)
        // Annotation, output and summary tell the same.
        expect(summary.match(/^> \[!CAUTION\]$/gm)).toHaveLength(1)
      },
      stage,
    ))

  it('is softened by on-error: warn where the page says so', () =>
    onStage(
      fixtureNamed(id),
      async ({ run }) => {
        const { ending } = await run({ ...inputs, 'on-error': 'warn' }, options?.())
        const isReal = id === 'beanstalk'
        const isSoft = row.soft.startsWith('a warning') && !(isReal && row.soft.includes('fails'))
        expect(ending).toMatchObject({ fails: expect.any(String), isSoftened: isSoft })
      },
      stage,
    ))
})
