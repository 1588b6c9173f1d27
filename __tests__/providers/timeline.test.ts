// The earlier deploys in the summary of an ordinary push: where they are read for it, what that costs, and that it can do no
// harm.
import { describe, expect, it } from '@jest/globals'
import { stepEnvironment } from '../../sandbox/runner.ts'
import type { Clock } from '../../sandbox/server.ts'
import { readContext } from '../../src/context/read.ts'
import { cancellation } from '../../src/errors.ts'
import { connect, makeDispatcher } from '../../src/http/connect.ts'
import { readInputs } from '../../src/inputs/read.ts'
import { providers } from '../../src/providers/index.ts'
import { akkerisFixture } from '../contract/akkeris.ts'
import { beanstalkFixture } from '../contract/beanstalk.ts'
import type { Fixture } from '../contract/fixture.ts'
import { fixtures } from '../contract/fixtures.ts'
import { githubFixture } from '../contract/github.ts'
import { onStage, type Stage, step } from '../contract/harness.ts'
import { onBeanstalk } from '../support/beanstalk.ts'
import { pushVariables } from '../support/events.ts'
import type { StepResult } from '../support/step.ts'
import { expensive } from '../support/timeline.ts'

const routes = ({ requests }: Stage['running']) => requests.map(({ method, path }) => `${method} ${path}`)
const previous = ({ summary }: StepResult) => /^\| Previous deploy \| (.*) \|$/m.exec(summary)?.[1]
const figures = ({ outputs }: StepResult) => JSON.parse(outputs['result'] ?? '').figures
const variables = (over: Readonly<Record<string, string>>) => ({
  github: pushVariables(3, { API_URL: 'http://127.0.0.1:9', ...over }),
})

/** A push on a sandbox of its own, and where in it the read for the summary begins. */
async function calm(fixture: Fixture) {
  let told: { readonly result: StepResult; readonly requests: number; readonly first: number } | undefined
  await onStage(fixture, async ({ run, running }) => {
    const result = await run()
    const requests = running.requests.length
    told = { result, requests, first: requests - (providers[fixture.id]?.lookBack ?? 0) + 1 }
  })
  if (!told) throw new Error('the step was not run')
  return told
}

describe.each([
  ['akkeris', akkerisFixture, 'v2, ', 'GET /releases x* after=3'],
  ['beanstalk', beanstalkFixture, '0f1e2d3c4b5a, ', 'GET /repositories/shop.json x* after=1'],
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
      const bars = ({ summary }: StepResult) => summary.match(/[ :]d\d+, /g)?.length
      expect(again.outputs['outcome']).toBe('existing')
      expect(previous(again)).toContain(last)
      expect(bars(again)).toBe(bars(first))
    }))

  it.each([
    '500',
    '401',
    '404',
    '429 retry-after=60',
    'cut',
    'html',
    'empty',
    'truncated',
  ])('ends as it would have when the read gives %s', async (fault) => {
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
  fixtures.flatMap((fixture) => (providers[fixture.id]?.lookBack ? [] : [[fixture.id, fixture] as const])),
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
  const versions = ['1.5.0', '1.6.0', '1.7.0', '1.8.0']

  /** The last of four runs, an hour apart, and how many requests it made. */
  async function lastOf(inputs: Readonly<Record<string, string>>) {
    const results: StepResult[] = []
    let requests = 0
    await onStage(githubFixture, async ({ run, running, clock }) => {
      for (const version of versions) {
        clock.advance(3_600_000)
        const before = running.requests.length
        results.push(await run({ version, ...inputs }, variables({ RUN_ID: `10${version.charAt(2)}` })))
        requests = running.requests.length - before
      }
    })
    const result = results.at(-1)
    if (!result) throw new Error('nothing was run')
    return { result, requests }
  }

  it('shows the deploy before this one and the one before that, for four requests', async () => {
    const { result, requests } = await lastOf({})
    const without = await lastOf({ summary: 'false' })
    expect(requests - without.requests).toBe(4)
    expect(previous(result)).toMatch(/^\[1&#46;7\.0\]\(.*\), 1 h before$/)
    expect(result.summary.match(/^ +\w+ \d+ 1\.\d\.0 :/gm)?.map((bar) => bar.trim().slice(-7, -2))).toEqual(
      versions.slice(1),
    )
    expect(figures(result).hoursSinceLast).toBe(1)
    expect(figures(without.result)).not.toHaveProperty('hoursSinceLast')
  })
})

describe('the requests that a look back may take', () => {
  it('are declared only where there is a history', () => {
    const asked = Object.values(providers).filter(({ lookBack }) => lookBack !== undefined)
    expect(asked.filter(({ history }) => history === undefined)).toEqual([])
    expect(Object.keys(expensive).sort()).toEqual(asked.map(({ id }) => id).sort())
  })

  it.each(Object.entries(expensive))('at %s are what the most expensive one sends', (id, make) => {
    const fixture = fixtures.find((each) => each.id === id)
    if (!fixture) throw new Error(`no fixture ${id}`)
    const dear: Fixture = { ...fixture, make: (clock) => ({ ...fixture.make(clock), service: make(clock) }) }
    return onStage(dear, async ({ running, clock }) => {
      const options = step(fixture, running)
      const env = stepEnvironment(options, '/tmp', '/tmp')
      const { provider, own, token, common } = readInputs(env, () => undefined)
      const connection = provider.connect(own, { token, apiUrl: common.apiUrl, env })
      const dispatcher = await makeDispatcher(env)
      const world = {
        env,
        now: clock.now,
        sleep: () => Promise.reject(new Error('nothing is to be repeated')),
        random: () => 0.5,
        signal: new AbortController().signal,
        info: () => undefined,
        debug: () => undefined,
      }
      const { name, calls, hints } = provider
      const target = { name, calls, hints, connection, deadline: clock.now() + 60_000 }
      try {
        await provider.history?.(
          {
            api: connect(target, world, dispatcher),
            own,
            environment: common.environment || (provider.defaultEnvironment?.(own) ?? ''),
            context: readContext(env, options.event.payload),
            webUrl: connection.baseUrl,
            now: clock.now,
          },
          provider.lookBack,
        )
      } finally {
        await dispatcher.destroy()
      }
      expect(running.requests).toHaveLength(provider.lookBack ?? Number.NaN)
    })
  })
})
