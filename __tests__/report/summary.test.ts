// What the job summary shows, in which order, and how much of it.
import { describe, expect, it } from '@jest/globals'
import { subjectOf } from '../../src/report/commits.ts'
import { toStopped, toSummary } from '../../src/report/summary.ts'
import { bytes } from '../../src/text.ts'
import {
  beanstalk,
  commitOf,
  commitsOf,
  DAY,
  HOUR,
  NOW,
  pastOf,
  planOf,
  rangeOf,
  recorded,
  released,
  reportOf,
} from './support.ts'

const summaryOf = (...all: Parameters<typeof reportOf>) => toSummary(reportOf(...all))
const rowOf = (summary: string, name: string) =>
  summary.split('\n').find((line) => line.startsWith(`| ${name} |`)) ?? ''

describe('the summary of a deploy', () => {
  const summary = summaryOf(planOf(), [released, recorded], { history: pastOf(12) })

  it('starts with one line that tells it all', () => {
    expect(summary.split('\n')[0]).toBe(
      `## [\`web@1.4.0\`](${released.url}) is live in production: recorded at Sentry`,
    )
  })

  it('has a row for each fact that the heading does not tell', () => {
    const rows = [...summary.matchAll(/^\| ([A-Z][a-z ]+) \| (?!Message|Version \|)/gm)].map(
      ([, name]) => name,
    )
    expect(rows).toEqual(['Deploy', 'Time', 'Started by', 'Commits', 'Lead time'])
    expect(rowOf(summary, 'Time')).toContain('2026-10-02 14:03 UTC, took 3 min 20 s')
    expect(rowOf(summary, 'Started by')).toContain('(https://github.com/acme/shop/actions/runs/4242)')
    expect(rowOf(summary, 'Commits')).toMatch(
      /\| 3, \[\w{7}\.\.\.\w{7}\]\(https:\S+\/compare\/\w{40}\.\.\.\w{40}\)/,
    )
    expect(rowOf(summary, 'Lead time')).toContain('4 h median, 6 h worst')
  })

  it('shows version and deploy so that they can be copied as they are', () => {
    const sha = '0123456789'.repeat(4)
    const plan = planOf({ version: { ...planOf().version, version: sha } })
    const row = rowOf(summaryOf(plan, [recorded]), 'Version')
    expect(row).toBe(`| Version | \`${sha}\` |`)
    const retrace = summaryOf(planOf(), [{ step: 'finish', outcome: 'accepted', id: `Shop/Prod/${sha}` }])
    expect(rowOf(retrace, 'Deploy')).toBe(`| Deploy | \`Shop/Prod/${sha}\` |`)
  })

  it('has words for a commit that was deployed at once', () => {
    const range = rangeOf({ commits: [commitOf(0, { time: NOW })], total: 1 })
    expect(rowOf(summaryOf(planOf({ range }), [recorded]), 'Lead time')).toBe('| Lead time | under 1 s |')
  })

  it('tells the last ten deploys in a table, the newest first, each with how long it was live', () => {
    const table = summary.slice(
      summary.indexOf('### Last deploys of production'),
      summary.indexOf('<details>'),
    )
    const rows = table.split('\n').filter((line) => line.startsWith('| 2026'))
    expect(rows).toHaveLength(10)
    expect(rows[0]).toBe(`| 2026-10-02 14:03 | [\`web@1.4.0\`](${recorded.url}) (this) | recorded | live |`)
    expect(rows[1]).toMatch(/`web@1\.3\.20`\]\(https:\S+\) \| recorded \| 1 d 2 h \|$/)
  })

  it('folds the chart of the last ten deploys, this one last', () => {
    const tasks = summary.split('\n').filter((line) => /^ {4}[A-Z].*:.*d\d/.test(line))
    expect(tasks).toHaveLength(10)
    expect(tasks[0]).toMatch(/^ {4}Sep 22 web@1\.3\.12 :done, d0, \d+, \d+$/)
    expect(tasks[9]).toMatch(/^ {4}Oct 2 web@1\.4\.0 :d9, \d+, \d+$/)
  })

  it('has no box when nothing went wrong, and no emoji', () => {
    expect(summary).not.toContain('> [!')
    expect(summary).not.toMatch(/\p{Extended_Pictographic}/u)
  })
})

describe('a row that would repeat the heading', () => {
  it('is left out, and stands where it adds a word', () => {
    const names = (summary: string) => [...summary.matchAll(/^\| (Kind|Environment|Provider) \|/gm)].length
    expect(names(summaryOf(planOf({ kind: 'rollback' }), [recorded]))).toBe(0)
    const cancelled = { ...recorded, step: 'finish', outcome: 'cancelled' } as const
    expect(rowOf(summaryOf(planOf(), [cancelled]), 'Provider')).toBe(
      '| Provider | Sentry (records the deploy) |',
    )
    const dry = summaryOf(planOf({ dryRun: true, kind: 'redeploy' }), [])
    expect(dry).toContain('## `web@1.4.0` would go to production (redeploy): dry run')
    expect(rowOf(dry, 'Kind')).toBe('')
    expect(rowOf(dry, 'Provider')).toBe(
      '| Provider | [Sentry](https://acme.sentry.io/) (records the deploy) |',
    )
    const released = planOf({ environment: '', operation: 'release', kind: 'redeploy' })
    expect(rowOf(summaryOf(released, []), 'Kind')).toBe('| Kind | redeploy |')
  })

  it('of the version stands where the heading shortens it', () => {
    expect(rowOf(summaryOf(planOf(), [released]), 'Version')).toBe('')
    const version = '0123456789'.repeat(4)
    const plan = planOf({ version: { ...planOf().version, version } })
    expect(rowOf(summaryOf(plan, []), 'Version')).toBe(`| Version | \`${version}\` |`)
  })
})

describe('the commits', () => {
  it('are the first fifty, then a count and where to see them all', () => {
    const range = rangeOf({ commits: commitsOf(60), total: 12_345 })
    const summary = summaryOf(planOf({ range }), [released, recorded])
    expect(summary.match(/\/commit\/\w{40}\)/g)).toHaveLength(50)
    expect(summary).toContain('<summary>12345 commits, 3 sent</summary>')
    expect(summary).toMatch(/And 12295 more commits: \[all of them on GitHub\]\(https:\S+\/compare\//)
    expect(summary).toContain('Authors: dev&#45;one (20), dev&#45;two (20), dev&#45;three (20)')
  })

  it('link their pull requests', () => {
    const range = rangeOf({ commits: commitsOf(2, (index) => (index === 0 ? 'Fix it (#12)' : 'Add it')) })
    const summary = summaryOf(planOf({ range }), [])
    expect(summary).toContain(
      '| Fix it [&#35;\u200b12](https://github.com/acme/shop/pull/12) | dev&#45;one |',
    )
    expect(summary).toContain('| Add it | dev&#45;two |')
  })

  const messages: [string, string, number | undefined][] = [
    ['Fix it (#12)', 'Fix it', 12],
    ['Fix it (#12)\n\nLong story (#13)', 'Fix it', 12],
    ['Backport: fix it (#12) (#15)', 'Backport: fix it (#12)', 15],
    ['Merge pull request #7 from acme/dev\n\nAdd it', 'Merge pull request from acme/dev', 7],
    ['Closes #12', 'Closes #12', undefined],
    ['See (#12) for more', 'See (#12) for more', undefined],
    ['(#12)', '(#12)', undefined],
    ['', '', undefined],
  ]
  for (const [message, subject, pull] of messages) {
    it(`of ${JSON.stringify(message)} ${pull ? `name pull request ${pull}` : 'name none'}`, () => {
      expect(subjectOf(message)).toEqual({ subject, ...(pull === undefined ? {} : { pull }) })
    })
  }

  it('of a new branch have nothing to be compared with', () => {
    const summary = summaryOf(planOf({ range: rangeOf({ base: '0'.repeat(40) }) }), [released, recorded])
    expect(summary).not.toContain('/compare/')
  })
})

describe('what went wrong', () => {
  const problem =
    'Sentry did not create the release: POST /x answered 403 ("no"). The token needs the scope project:releases.'

  it('stands on top, with the cure and where it is explained', () => {
    const lines = summaryOf(planOf(), [], { problem }).split('\n')
    expect(lines[0]).toContain('NOT recorded at Sentry (the deploy itself is not affected)')
    expect(lines.slice(2, 4)).toEqual(['> [!CAUTION]', expect.stringContaining('project:releases')])
    expect(lines[5]).toBe(
      '> [What this means and what to do](https://github.com/acme/record-deploy/blob/v1/docs/errors.md#refused)',
    )
  })

  it('is a list when there are several warnings, and at most twenty', () => {
    const warnings = Array.from({ length: 25 }, (_, index) => `number ${index}`)
    const summary = summaryOf(planOf(), [released, { ...recorded, warnings }])
    expect(summary).toContain('> [!WARNING]\n> - number 0\n> - number 1\n')
    expect(summary).toContain('> - number 19\n> - 5 more warnings\n')
  })

  it('is a plain sentence for one warning', () => {
    expect(summaryOf(planOf(), [{ ...recorded, warnings: ['mind this'] }])).toContain(
      '> [!WARNING]\n> mind this\n',
    )
  })
})

describe('a stage that stopped before there was a plan', () => {
  const problem = '2 inputs need attention:\n- version is <b>, and\n- token is required'
  const help = 'https://github.com/acme/record-deploy/blob/v1/docs/errors.md#input'

  const stopped = { problem, help, family: 'input', isSoftened: false } as const

  it('has a summary of what went wrong alone, escaped, and where it is explained', () => {
    expect(toStopped('main', stopped).split('\n')).toEqual([
      '## record-deploy: 2 inputs to fix, nothing was recorded or deployed',
      '',
      '> [!CAUTION]',
      '> 2 inputs need attention:',
      expect.stringMatching(/^> - version is &#?\w+;b&#?\w+;, and$/),
      '> - token is required',
      '> ',
      `> [What this means and what to do](${help})`,
      '',
      '',
    ])
  })

  it('says after main that the deploy is still open, and names a bug as one', () => {
    const heading = (...all: Parameters<typeof toStopped>) => toStopped(...all).split('\n')[0]
    expect(heading('post', stopped)).toBe('### The deploy was not closed')
    expect(heading('post', { ...stopped, family: 'bug' })).toBe('## Stopped by a bug in record-deploy')
  })

  it('says that nothing was done, and is no alarm in a job that goes on (B3, B4)', () => {
    const summary = toStopped('main', { ...stopped, problem, family: 'unavailable', isSoftened: true })
    expect(summary).toContain('## record-deploy stopped: nothing was recorded or deployed\n\n> [!WARNING]\n')
  })
})

describe('other summaries', () => {
  it('a dry run says plainly that nothing was sent', () => {
    const summary = summaryOf(planOf({ dryRun: true }), [])
    expect(summary).toContain('production: dry run, nothing was sent')
    expect(summary).toContain('Dry run: nothing was sent but reads. It would do: release, deploy.')
    expect(summary).not.toContain('| Time |')
  })

  it('a rollback is named as one, without a lead time', () => {
    const summary = summaryOf(planOf({ kind: 'rollback' }), [recorded])
    expect(summary).toContain('production (rollback): recorded at Sentry')
    expect(summary).not.toContain('Lead time')
  })

  it('a rollback shows what it brought back where the version is only a label', () => {
    const range = rangeOf({ commits: [], total: 0, reason: 'a rollback brings no new commits' })
    const plan = planOf({ operation: 'rollback', kind: 'rollback', range })
    const deploy = { ...recorded, outcome: 'started', deployed: { version: 'v1' } } as const
    const summary = summaryOf(plan, [deploy, { ...recorded, step: 'wait', outcome: 'succeeded' }], {
      history: pastOf(2),
    })
    expect(summary.split('\n')[0]).toContain(
      `## [\`v1\`](${recorded.url}) is live in production (rollback): `,
    )
    expect(rowOf(summary, 'Commits')).toBe('| Commits | 0 (a rollback brings no new commits) |')
    expect(summary).toMatch(/^ {4}Oct 2 v1 :d2, /m)
    expect(summary).not.toContain('web@1.4.0')
  })

  it('a real deployment says so', () => {
    const summary = summaryOf(planOf({ provider: beanstalk }), [{ step: 'wait', outcome: 'succeeded' }])
    expect(summary).toContain('deployed by Beanstalk')
    expect(rowOf(summary, 'Provider')).toBe(
      '| Provider | [Beanstalk](https://acme.beanstalkapp.com/) (carries the deploy out) |',
    )
  })

  it("the provider's note stands with the outcome", () => {
    const receipt = { step: 'finish', outcome: 'accepted', note: 'shows within 5 minutes' } as const
    expect(summaryOf(planOf(), [receipt])).toContain('| Outcome | accepted: shows within 5 minutes |')
  })

  it('a release without an environment has neither arrow nor diagram', () => {
    const plan = planOf({ environment: '', operation: 'release' })
    const summary = summaryOf(plan, [released])
    expect(summary.split('\n')[0]).toBe(`## [\`web@1.4.0\`](${released.url}) released at Sentry`)
    expect(rowOf(summary, 'Provider')).toBe('')
    expect(summary).not.toContain('mermaid')
    expect(summary).not.toContain('| Kind |')
  })

  it('the main stage of a tracked deploy says in one line that it began', () => {
    const plan = planOf({ operation: 'track', steps: ['release'] })
    expect(summaryOf(plan, [released])).toBe(
      `## [\`web@1.4.0\`](${released.url}) → production: started at Sentry\n\nWhat became of it follows below, when the job has ended.\n\n`,
    )
  })

  it('the post stage tells the whole of it', () => {
    const plan = planOf({ stage: 'post', operation: 'track' })
    const summary = summaryOf(plan, [recorded], { history: pastOf(2) })
    expect(summary.split('\n')[0]).toBe(
      `## [\`web@1.4.0\`](${released.url}) is live in production: recorded at Sentry`,
    )
    expect(rowOf(summary, 'Time')).toContain('took 3 min 20 s')
    expect(summary).toContain('The job ended with success.')
    expect(summary).toContain('### Last deploys of production')
  })

  it('the post stage of a failed job is seen at once, and says that there is no record', () => {
    const deploy = { ...planOf().deploy, status: 'failure' } as const
    const summary = summaryOf(planOf({ stage: 'post', operation: 'track', deploy }), [])
    expect(summary).toContain(
      '## `web@1.4.0` → production: failed\n\n> [!CAUTION]\n> The deploy of production failed.',
    )
    expect(summary).toContain('Sentry has no record of it')
  })

  it('an error that on-error makes a warning has a yellow box', () => {
    const problem = 'Sentry did not.'
    expect(summaryOf(planOf(), [], { problem, onError: 'warn' })).toContain('> [!WARNING]\n> Sentry did not')
    expect(summaryOf(planOf(), [], { problem })).toContain('> [!CAUTION]\n> Sentry did not')
  })
})

describe('the diagram', () => {
  const axisOf = (spanMs: number) => {
    const [past] = pastOf(1)
    const history = past ? [{ ...past, at: NOW - spanMs }] : []
    const summary = summaryOf(planOf(), [recorded], { history })
    return /axisFormat (.*)\n {4}tickInterval (.*)/.exec(summary)?.slice(1)
  }

  it('has an axis that fits its span', () => {
    expect(axisOf(HOUR)).toEqual(['%H:%M', '11minute'])
    expect(axisOf(20 * HOUR)).toEqual(['%H:%M', '4hour'])
    expect(axisOf(20 * DAY)).toEqual(['%b %d', '4day'])
    expect(axisOf(300 * DAY)).toEqual(['%b %Y', '2month'])
    expect(axisOf(9_000 * DAY)).toEqual(['%b %Y', '12month'])
  })

  it('shows a failed deploy as a mark between those that were live', () => {
    const history = pastOf(3).map((past, index) =>
      index === 1 ? { ...past, outcome: 'failed' as const } : past,
    )
    const tasks = summaryOf(planOf(), [recorded], { history })
      .split('\n')
      .filter((line) => /^ {4}(Sep|Oct)/.test(line))
    expect(tasks[1]).toMatch(/:crit, milestone, d1, \d+, 0d$/)
    const [, , , end] = tasks[0]?.split(/, /) ?? []
    expect(tasks[2]).toContain(`d2, ${end}, `)
  })

  it('is left out for the first deploy, and for deploys without a time', () => {
    expect(summaryOf(planOf(), [recorded])).not.toContain('mermaid')
    const history = pastOf(3).map(({ at: _, ...past }) => past)
    expect(summaryOf(planOf(), [recorded], { history })).not.toContain('mermaid')
  })

  it('does not show a found deploy of this run twice', () => {
    const [past] = pastOf(1)
    const history = past ? [{ ...past, id: recorded.id ?? '', at: NOW }, ...pastOf(2)] : []
    const summary = summaryOf(planOf(), [{ ...recorded, outcome: 'existing' }], { history })
    expect(summary.match(/[ :]d\d, /g)).toHaveLength(3)
  })
})

it('a summary of 10,000 commits with the worst signs stays far under 1 MiB', () => {
  const worst = '@#|`😀'.repeat(3_000)
  const commits = commitsOf(10_000, () => worst).map((commit, index) => ({
    ...commit,
    authorName: `${worst.slice(0, 300)} ${index}`,
  }))
  const plan = planOf({
    range: rangeOf({ commits, total: 10_000, warnings: Array.from({ length: 1_000 }, () => worst) }),
    environment: worst,
    version: { version: worst, reason: worst, isDerived: false, isNew: true, warnings: [] },
  })
  const problem = Array.from({ length: 1_000 }, () => worst).join('\n')
  const summary = summaryOf(plan, [{ ...recorded, id: worst, note: worst, url: `https://x/${worst}` }], {
    problem,
    history: pastOf(500).map((past) => ({ ...past, version: worst })),
  })
  expect(bytes(summary)).toBeGreaterThan(10_000)
  expect(bytes(summary)).toBeLessThan(786_432)
})

it('a version with a bar is copied as it is from the heading, and ends no cell', () => {
  const plan = planOf({
    version: { version: 'web|1.4', reason: 'given', isDerived: false, isNew: true, warnings: [] },
  })
  const report = reportOf(plan, [released, recorded], { history: pastOf(2) })
  const [heading = '', ...rest] = toSummary(report).split('\n')
  expect(heading).toContain('`web|1.4`')
  expect(rest.join('\n')).toContain('`web\\|1.4`')
})
