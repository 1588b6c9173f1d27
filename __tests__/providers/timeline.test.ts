// The earlier deploys in the summary of an ordinary push: where they are read for it, what that costs, and that it can do no
// harm.
import { describe, expect, it } from '@jest/globals'
import type { Clock } from '../../sandbox/server.ts'
import { cancellation } from '../../src/errors.ts'
import { type Fixture, fixtureNamed, fixtures } from '../contract/fixtures.ts'
import { githubFixture } from '../contract/github.ts'
import { onStage, type Stage } from '../contract/harness.ts'
import { onBeanstalk } from '../support/beanstalk.ts'
import { pushVariables } from '../support/events.ts'
import { loaded, providerOf } from '../support/providers.ts'
import type { StepResult } from '../support/step.ts'
import { bars, figures, previous, TROUBLES } from '../support/timeline.ts'

const routes = ({ requests }: Stage['running']) => requests.map(({ method, path }) => `${method} ${path}`)
const variables = (over: Readonly<Record<string, string>>) => ({
  github: pushVariables(3, { API_URL: 'http://127.0.0.1:9', ...over }),
})

/** A push on a sandbox of its own, and where in it the read for the summary begins. */
async function calm(fixture: Fixture) {
  let told: { readonly result: StepResult; readonly requests: number; readonly first: number } | undefined
  await onStage(fixture, async ({ run, running }) => {
    const result = await run()
    const requests = running.requests.length
    told = { result, requests, first: requests - (fixture.readsForSummary ?? 0) + 1 }
  })
  if (!told) throw new Error('the step was not run')
  return told
}

describe.each([
  ['akkeris', fixtureNamed('akkeris'), 'v2, ', 'GET /releases x* after=3'],
  ['beanstalk', fixtureNamed('beanstalk'), '0f1e2d3c4b5a, ', 'GET /repositories/shop.json x* after=1'],
] as const)('a push to %s', (_, fixture, last, read) => {
  it('shows the timeline and the deploy before this one, and counts the hours since', () =>
    onStage(fixture, async ({ run }) => {
      const result = await run()
      expect(result.summary).toContain('### Last deploys of ')
      expect(result.summary).toContain('```mermaid')
      expect(previous(result)).toContain(last)
      expect(figures(result).hoursSinceLast).toBeGreaterThan(0.5)
    }))

  it('sends no read for a summary that is not written', async () => {
    const { first } = await calm(fixture)
    await onStage(fixture, async ({ run, running }) => {
      const result = await run({ summary: 'false' })
      expect(running.requests).toHaveLength(first - 1)
      expect(figures(result)).not.toHaveProperty('hoursSinceLast')
    })
  })

  it('has the deploy of the run before it as its previous one', () =>
    onStage(fixture, async ({ run, clock }) => {
      const first = await run()
      clock.advance(3_600_000)
      const second = await run({ description: 'another run' }, variables({ RUN_ID: '777' }))
      expect(second.outputs['deploy-id']).not.toBe(first.outputs['deploy-id'])
      expect(previous(second)).toContain('1 h before')
    }))

  it('that is run again shows what came before its own deploy, and nothing newer', () =>
    onStage(fixture, async ({ run, clock, world }) => {
      const first = await run()
      clock.advance(3_600_000)
      await run({ description: 'a newer run' }, variables({ RUN_ID: '777' }))
      expect(world.deploys()).toHaveLength(2)
      clock.advance(3_600_000)
      const again = await run({}, variables({ RUN_ATTEMPT: '2' }))
      const countOfBars = ({ summary }: StepResult) => summary.match(/[ :]d\d+, /g)?.length
      expect(again.outputs['outcome']).toBe('existing')
      expect(previous(again)).toContain(last)
      expect(countOfBars(again)).toBe(countOfBars(first))
    }))

  it.each(TROUBLES)('ends as it would have when the read gives %s', async (fault) => {
    const { result: good, first } = await calm(fixture)
    await onStage(
      fixture,
      async ({ run, running }) => {
        const result = await run()
        expect(running.requests.length).toBeGreaterThanOrEqual(first)
        expect(result.ending).toEqual({})
        expect(result.outputs['outcome']).toBe('succeeded')
        expect(result.annotations).toEqual(good.annotations)
        expect(result.lines).toHaveLength(good.lines.length)
        expect(result.waitedMs - good.waitedMs).toBeLessThanOrEqual(5_000)
        expect(result.summary).not.toContain('mermaid')
        expect(previous(result)).toBeUndefined()
      },
      { faults: [`${fault} ${read}`] },
    )
  })

  it('asks no further once the read has taken five seconds', async () => {
    const { first } = await calm(fixture)
    let seen = 0
    let clock: Clock | undefined
    const hook = (phase: 'before' | 'after') => {
      if (phase !== 'before') return
      seen += 1
      if (seen === first) clock?.advance(5_001)
    }
    await onStage(
      fixture,
      async (stage) => {
        clock = stage.clock
        const result = await stage.run()
        expect(result.ending).toEqual({})
        expect(result.outputs['outcome']).toBe('succeeded')
        expect(stage.running.requests).toHaveLength(first)
        expect(result.summary).not.toContain('mermaid')
      },
      { hook },
    )
  })

  it('is over with the timeout of the step when the read hangs', async () => {
    const { first } = await calm(fixture)
    let seen = 0
    let clock: Clock | undefined
    let end = 0
    const hook = (phase: 'before' | 'after') => {
      if (phase === 'after') seen += 1
      if (phase === 'after' && seen === first - 1) clock?.advance(end - 100 - clock.now())
    }
    await onStage(
      fixture,
      async (stage) => {
        clock = stage.clock
        end = clock.now() + 60_000
        const result = await stage.run({ timeout: '1m' })
        expect(result.ending).toEqual({})
        expect(result.outputs['outcome']).toBe('succeeded')
        expect(result.annotations).toEqual([])
        expect(stage.running.requests.length).toBeLessThanOrEqual(first)
      },
      { hook, faults: [`hang ${read}`] },
    )
  })

  it('stays a success when the job is cancelled in the read', async () => {
    const { first } = await calm(fixture)
    const controller = new AbortController()
    let seen = 0
    const hook = (phase: 'before' | 'after') => {
      if (phase !== 'before') return
      seen += 1
      if (seen === first) controller.abort(cancellation('The job was cancelled.', false))
    }
    await onStage(
      fixture,
      async ({ run, running }) => {
        const { ending, outputs, summary } = await run({}, { signal: controller.signal })
        expect(ending).toEqual({})
        expect(outputs['outcome']).toBe('succeeded')
        expect(summary).toContain('deployed by')
        expect(running.requests).toHaveLength(first)
      },
      { hook },
    )
  })

  it('shows what was read for the range, and does not read it again', () =>
    onStage(fixture, async ({ run, running }) => {
      const inputs = { 'commits-from': 'last-deploy', 'github-token': '' }
      const result = await run(inputs)
      expect(previous(result)).toContain(last)
      expect(running.requests).toHaveLength((await calm(fixture)).requests)
    }))

  it('shows nothing of a dry run', async () => {
    await onStage(fixture, async ({ run }) => {
      const { summary, outputs } = await run({ 'dry-run': 'true' })
      expect(outputs['outcome']).toBe('planned')
      expect(summary).not.toContain('mermaid')
    })
  })
})

it('does not read a list again that was empty', () =>
  onBeanstalk(async ({ run, requests }) => {
    const inputs = { environment: 'Staging', 'commits-from': 'last-deploy', 'github-token': '' }
    expect((await run(inputs)).outputs['outcome']).toBe('succeeded')
    // For the history, and to find out where the deploy goes.
    expect(requests().filter((each) => each === 'GET /api/repositories/shop.json')).toHaveLength(2)
  }))

it('shows nothing from a list that does not reach to this deploy', () =>
  onBeanstalk(
    async ({ run, beanstalk }) => {
      const [first] = beanstalk.state.releases
      if (!first) throw new Error('no release')
      beanstalk.state.releases.unshift(
        ...Array.from({ length: 60 }, (_, index) => ({ ...first, id: 300 + index })),
      )
      const result = await run()
      expect(result.outputs['outcome']).toBe('succeeded')
      expect(result.summary).not.toContain('mermaid')
    },
    { switches: { order: 'oldest' } },
  ))

it.each(
  fixtures.flatMap((fixture) => (providerOf(fixture.id).recent ? [] : [[fixture.id, fixture] as const])),
)('a push to %s sends no more requests for the summary', async (_, fixture) => {
  const sent: string[][] = []
  for (const summary of ['true', 'false'])
    await onStage(fixture, async ({ run, running }) => {
      expect((await run({ summary })).ending).toEqual({})
      sent.push(routes(running))
    })
  expect(sent[0]?.length).toBeGreaterThan(0)
  expect(sent[0]).toHaveLength(sent[1]?.length ?? Number.NaN)
})

describe('a push to github', () => {
  const versions = Array.from({ length: 12 }, (_, index) => `1.${index + 10}.0`)

  /** The last of some runs, an hour apart, and how many requests it made. */
  async function lastOf(inputs: Readonly<Record<string, string>>, faults: readonly string[] = []) {
    const results: StepResult[] = []
    let requests: readonly string[] = []
    await onStage(
      githubFixture,
      async ({ run, running, clock }) => {
        for (const version of versions) {
          clock.advance(3_600_000)
          const before = running.requests.length
          results.push(await run({ version, ...inputs }, variables({ RUN_ID: `10${version.slice(2, 4)}` })))
          requests = routes(running).slice(before)
        }
      },
      { faults },
    )
    const result = results.at(-1)
    if (!result) throw new Error('nothing was run')
    return { result, requests }
  }

  it('shows the last ten deploys for one request', async () => {
    const { result, requests } = await lastOf({})
    const without = await lastOf({ summary: 'false' })
    expect(requests).toEqual([...without.requests, 'POST /graphql'])
    expect(previous(result)).toMatch(/^\[1&#46;20\.0\]\(.*\), 1 h before$/)
    expect(bars(result)).toEqual(versions.slice(2))
    expect(figures(result).hoursSinceLast).toBe(1)
    expect(figures(without.result)).not.toHaveProperty('hoursSinceLast')
  })

  it('tells those that failed apart, also where they were replaced since', async () => {
    await onStage(githubFixture, async ({ run, clock }) => {
      // In an environment like this a success makes those before it inactive.
      const steps = [
        { version: '1.1.0' },
        { version: '1.2.0', operation: 'start' },
        { version: '1.2.0', operation: 'finish', status: 'failure' },
        { version: '1.3.0' },
        { version: '1.4.0' },
      ]
      const results: StepResult[] = []
      for (const each of steps) {
        clock.advance(3_600_000)
        const over = variables({ RUN_ID: each.version.replaceAll('.', '') })
        results.push(await run({ environment: 'staging', ...each }, over))
      }
      const last = results.at(-1)
      expect(last && bars(last)).toEqual(['1.1.0', '1.3.0', '1.4.0'])
      expect(last?.summary).toMatch(/ 1\.2\.0 :crit, milestone/)
      expect(last && previous(last)).toContain('1&#46;3')
    })
  })

  it.each(TROUBLES)('ends as it would have when the query gives %s', async (fault) => {
    const { result } = await lastOf({ environment: 'staging' }, [`${fault} POST /graphql x*`])
    expect(result.ending).toEqual({})
    expect(result.annotations).toEqual([])
    expect(result.waitedMs).toBe(0)
    expect(result.summary).not.toContain('mermaid')
  })

  it('knows its own deploy by the marker where the query gives no number', async () => {
    await onStage(githubFixture, async ({ run, clock, world }) => {
      const original = world.handle
      world.handle = async (request) => {
        const reply = await original(request)
        if (!request.path.endsWith('/graphql')) return reply
        return {
          ...reply,
          json: JSON.parse(JSON.stringify(reply.json).replace(/"databaseId":\d+/g, '"databaseId":null')),
        }
      }
      await run({ version: '1.1.0', environment: 'staging' }, variables({ RUN_ID: '1' }))
      clock.advance(3_600_000)
      const result = await run({ version: '1.2.0', environment: 'staging' }, variables({ RUN_ID: '2' }))
      expect(bars(result)).toEqual(['1.1.0', '1.2.0'])
    })
  })

  it('takes an answer of errors for none', () =>
    onStage(githubFixture, async ({ run, world }) => {
      const original = world.handle
      world.handle = async (request) =>
        request.path.endsWith('/graphql')
          ? { status: 200, json: { data: { repository: null }, errors: [{ message: 'no' }] } }
          : original(request)
      const result = await run({ environment: 'staging' })
      expect(result.ending).toEqual({})
      expect(result.annotations).toEqual([])
      expect(result.summary).not.toContain('mermaid')
    }))
})

it('is declared only where there is a history', () => {
  const recent = loaded.filter((each) => each.recent !== undefined)
  expect(recent.filter(({ history }) => history === undefined)).toEqual([])
  const read = fixtures.filter(({ readsForSummary }) => readsForSummary !== undefined)
  expect(read.map(({ id }) => id).sort()).toEqual(recent.map(({ id }) => id).sort())
})
