// One suite for every provider in the registry, against its sandbox.

import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, it } from '@jest/globals'
import { outputs } from '../../src/inputs/common.ts'
import { effectOf, operationsOf } from '../../src/provider/provider.ts'
import { providers } from '../../src/providers/index.ts'
import { push } from '../support/events.ts'
import { providerOf } from '../support/providers.ts'
import { type Fixture, fixtures } from './fixtures.ts'
import { deployWrites, markerIn, onStage, type Stage, writes } from './harness.ts'

type Run = NonNullable<Fixture['further']>[number]

/** What is sent with a token where the stand-in says nothing else. */
const bearer =
  (token: string) =>
  ({ authorization }: IncomingHttpHeaders) =>
    authorization === `Bearer ${token}`

it('has a stand-in for every provider', () => {
  expect(fixtures.map(({ id }) => id).sort()).toEqual(Object.keys(providers).sort())
})

describe.each(fixtures.map((fixture) => [fixture.id, fixture] as const))('%s', (id, fixture) => {
  const provider = providerOf(id)
  const { name } = provider
  const { further = [], isAuthentic = bearer(fixture.token) } = fixture
  // Nothing can be looked up: a lost answer ends in a message, and another attempt writes once more.
  const isBlind = fixture.identity === 'none'
  const fault = (action: string, times = 'x1') =>
    `${action} ${fixture.write.method} ${fixture.write.path} ${times}`

  it('makes the right record, once, and says so', () =>
    onStage(fixture, async ({ run, world }) => {
      const { outputs: set, ending } = await run({ version: '1.4.0' })
      expect(ending).toEqual({})
      expect(world.surprises).toEqual([])
      const held = world.deploys()
      expect(held).toHaveLength(1)
      expect(held[0]).toMatchObject({
        environment: set['environment'],
        version: fixture.versionOf?.('1.4.0', set['head-sha'] ?? '') ?? '1.4.0',
      })
      expect(set).toMatchObject({
        version: '1.4.0',
        outcome: fixture.outcome,
        kind: 'deploy',
        'deploy-id': held[0]?.id,
      })
      expect(Object.keys(set).sort()).toEqual(Object.keys(outputs).sort())
    }))

  it(`carries the marker ${fixture.marker === 'shown' ? 'where a person can see it' : 'out of sight'}`, () =>
    onStage(fixture, async ({ run, world }) => {
      for (const version of ['1.4.0', '1.5.0']) await run({ version })
      const markers = world.deploys().map(markerIn)
      // Each version has its own: so nothing else in the text, e.g. the commit, is taken for it.
      const shown = [expect.any(String), expect.any(String)]
      expect(markers).toEqual(fixture.marker === 'hidden' ? [undefined, undefined] : shown)
      if (fixture.marker === 'shown') expect(new Set(markers).size).toBe(2)
    }))

  it.each<Run>([
    { with: {} },
    ...further,
  ])('sends auth and user agent with each request, the JSON type with each body, on one connection, and no secret in a path: %j', ({
    with: inputs,
    switches = {},
  }) => {
    const check = async ({ run, running }: Stage) => {
      await run({ version: '1.4.0', ...inputs })
      expect(running.requests.length).toBeGreaterThan(0)
      for (const { headers, path, query, text } of running.requests) {
        expect(isAuthentic(headers, path)).toBe(true)
        expect(headers['user-agent']).toMatch(/^record-deploy/)
        if (text !== '') expect(headers['content-type']).toBe('application/json')
        for (const secret of [fixture.token, ...(fixture.secrets ?? [])])
          expect(`${path}?${query}`).not.toContain(secret)
      }
      expect(running.connections()).toBe(1)
    }
    return onStage(fixture, check, { switches })
  })

  it('supports exactly the operations it has inputs for here', () => {
    expect(Object.keys(fixture.operations).sort()).toEqual([...operationsOf(provider)].sort())
  })

  it('says in the same word how a deploy is known again, and has what that takes', () => {
    expect(provider.identity).toBe(fixture.identity)
    expect(provider.deploy.find !== undefined).toBe(fixture.identity !== 'none')
  })

  it.each([
    'deploy',
    'release',
    'track',
    'start',
    'finish',
    'rollback',
    'retry',
    'deactivate',
  ])('does or refuses %s', (operation) =>
    onStage(fixture, async ({ run, running, world }) => {
      const inputs = Object.entries(fixture.operations).find(([each]) => each === operation)?.[1]
      const { ending } = await run({ operation, ...inputs })
      if (inputs) {
        expect(ending).toEqual({})
        expect(world.surprises).toEqual([])
        return
      }
      expect(ending.fails).toContain(`operation ${operation} is not possible with ${name}`)
      expect(ending.fails).toContain('it supports deploy')
      expect(running.requests).toEqual([])
    }))

  it('uses every declared call and makes no other request', async () => {
    const seen = new Set<string>()
    const plain: Run[] = Object.entries(fixture.operations).map(([operation, inputs]) => ({
      with: { operation, ...inputs },
    }))
    for (const { with: inputs, switches = {} } of [...plain, ...further]) {
      const act = async ({ run, running }: Stage) => {
        const main = await run(inputs)
        if (inputs['operation'] === 'track') await run(inputs, { state: main.state })
        // What is there by then is read as well.
        else await run(inputs)
        for (const { method, path } of running.requests) seen.add(`${method} ${path}`)
      }
      await onStage(fixture, act, { switches })
    }
    const patterns = Object.entries(provider.calls).map(([call, { route }]) => {
      const [method, path = ''] = route.split(' ')
      // `api-url` may already hold the path's beginning (`/api`).
      return {
        call,
        pattern: new RegExp(`^${method} (/api)?${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
      }
    })
    const unknown = [...seen].filter((request) => !patterns.some(({ pattern }) => pattern.test(request)))
    const unused = patterns.filter(({ pattern }) => ![...seen].some((request) => pattern.test(request)))
    const expected = { unknown: [], unused: fixture.elsewhere ?? [] }
    expect({ unknown, unused: unused.map(({ call }) => call) }).toEqual(expected)
  })

  it('leaves the same state on a re-run of the same workflow run', () =>
    onStage(fixture, async ({ run, world }) => {
      const first = await run({ version: '1.4.0' })
      const second = await run({ version: '1.4.0' }, { github: { ...attempt(2) } })
      if (isBlind) return
      expect(second.ending.fails).toBeUndefined()
      expect(world.deploys()).toHaveLength(1)
      // With a key the same write is sent again, and the service knows it.
      const outcome = fixture.identity === 'key' ? second.outputs['outcome'] : 'existing'
      expect(second.outputs).toMatchObject({ outcome, 'deploy-id': first.outputs['deploy-id'] })
    }))

  it('makes another deploy on a re-run with on-rerun: new', () =>
    onStage(fixture, async ({ run, world }) => {
      if (isBlind) return
      await run({ version: '1.4.0', 'on-rerun': 'new' })
      const { outputs: set } = await run(
        { version: '1.4.0', 'on-rerun': 'new' },
        { github: { ...attempt(2) } },
      )
      expect(world.deploys().map(({ id: each }) => each)).toContain(set['deploy-id'])
      expect(world.deploys()).toHaveLength(2)
      expect(set['outcome']).toBe(fixture.outcome)
    }))

  it('sends nothing but reads in a dry run', () =>
    onStage(fixture, async ({ run, running, world }) => {
      const { ending, outputs: set } = await run({ 'dry-run': 'true' })
      expect(ending).toEqual({})
      expect(set['outcome']).toBe('planned')
      expect(writes(running, fixture)).toEqual([])
      expect(world.deploys()).toEqual([])
    }))

  describe('when the deploy is refused', () => {
    it.each([400, 401, 403, 404, 413, 422])('says what %i means, once, without trying again', (status) =>
      onStage(
        fixture,
        async ({ run, running }) => {
          const { ending, outputs: set } = await run({ version: '1.4.0', 'on-error': 'warn' })
          expect(ending.isSoftened).toBe(true)
          expect(ending.fails).toContain(`${name} did not`)
          expect(ending.fails).toContain(`answered ${status}`)
          expect(ending.fails).toContain(fixture.write.method)
          expect(set['outcome']).toBe('error')
          expect(set['version']).toBe('1.4.0')
          expect(deployWrites(fixture, running)).toHaveLength(1)
        },
        { faults: [fault(String(status))] },
      ))

    it('waits as told after 429 and then goes on', () =>
      onStage(
        fixture,
        async ({ run, world }) => {
          const { ending, waitedMs } = await run({ version: '1.4.0' })
          expect(ending).toEqual({})
          expect(waitedMs).toBeGreaterThanOrEqual(6_000)
          expect(world.deploys()).toHaveLength(1)
        },
        { faults: [fault('429 retry-after=3', 'x2')] },
      ))

    it('follows no redirect with its token', () =>
      onStage(
        fixture,
        async ({ run, running }) => {
          const { ending } = await run({ version: '1.4.0' })
          expect(ending.fails).toContain('redirect')
          expect(deployWrites(fixture, running)).toHaveLength(1)
        },
        { faults: [fault('redirect=http://127.0.0.1:1/elsewhere')] },
      ))
  })

  describe('when the answer to the deploy is lost', () => {
    const acted = ['500-after', '502-after', '504-after', 'cut-after']
    it.each([...acted, 'hang-after'])('finds what %s had done and makes no second one', (action) =>
      onStage(
        fixture,
        async ({ run, running, world }) => {
          // Only an answer that never comes is waited for in real time.
          const timeout = action === 'hang-after' ? '2s' : '20m'
          const { ending, outputs: set } = await run({ version: '1.4.0', timeout })
          expect(world.deploys().length).toBeLessThanOrEqual(1)
          if (isBlind || action === 'hang-after') {
            expect(ending.fails).toMatch(/may have happened|may or may not/)
            expect(ending.fails).toContain(provider.where)
            if (fixture.identity !== 'key') expect(deployWrites(fixture, running)).toHaveLength(1)
            return
          }
          expect(ending).toEqual({})
          expect(world.deploys()).toHaveLength(1)
          expect(set['deploy-id']).toBe(world.deploys()[0]?.id)
        },
        { faults: [fault(action)] },
      ))

    it.each([
      '500',
      '502',
      '503',
      'cut',
    ])('sends it again after %s only when nobody can carry it out any more', (action) =>
      onStage(
        fixture,
        async ({ run, running, world }) => {
          const { ending, waitedMs } = await run({ version: '1.4.0' })
          // A gateway's 5xx does not end what is behind it, and a second real deploy is worse than a red step.
          const isRefused = action === 'cut' || (action === '503' && fixture.tells503)
          const mayStillCome = effectOf(provider) === 'deploys' && !isRefused
          if (isBlind || mayStillCome) {
            expect(ending.fails).toContain('may have happened')
            expect(deployWrites(fixture, running)).toHaveLength(1)
            if (!isBlind) expect(ending.fails).toContain('It was looked for during 20 s')
            return
          }
          expect(ending).toEqual({})
          expect(world.deploys()).toHaveLength(1)
          if (action === '503' && fixture.tells503) return
          expect(waitedMs).toBeGreaterThan(action === 'cut' ? 4_900 : 19_900)
        },
        { faults: [fault(action)] },
      ))
  })

  describe('when the service answers nonsense', () => {
    it.each(['html', 'empty', 'truncated'])('reports %s instead of believing it', (action) =>
      onStage(
        fixture,
        async ({ run, world }) => {
          const { ending } = await run({ version: '1.4.0' })
          if (fixture.takesAnyBody) expect(ending).toEqual({})
          else if (ending.fails) expect(ending.fails).toContain(name)
          expect(world.deploys()).toHaveLength(1)
        },
        { faults: [fault(action)] },
      ))
  })

  if (fixture.read) {
    const { method, path } = fixture.read
    it('repeats a read that failed, four times at most', async () => {
      await onStage(
        fixture,
        async ({ run }) => expect((await run({ version: '1.4.0' })).ending).toEqual({}),
        {
          faults: [`500 ${method} ${path} x3`],
        },
      )
      await onStage(
        fixture,
        async ({ run }) => expect((await run({ version: '1.4.0' })).ending.fails).toContain('answered 500'),
        { faults: [`500 ${method} ${path} x*`] },
      )
    })
  }

  it('warns instead of failing with on-error: warn, but never about inputs', () =>
    onStage(
      fixture,
      async ({ run }) => {
        const softly = { version: '1.4.0', 'on-error': 'warn' }
        expect((await run(softly)).ending).toMatchObject({ isSoftened: true })
        const bad = await run({ ...softly, timeout: 'soon' })
        expect(bad.ending).toMatchObject({ fails: expect.stringContaining('timeout') })
        expect(bad.ending.isSoftened).not.toBe(true)
      },
      { faults: [fault('403', 'x*')] },
    ))

  it('says that a dead service could not be reached', () =>
    onStage(fixture, async ({ run, running }) => {
      const { port } = running
      await running.close()
      const { ending } = await run({ version: '1.4.0' })
      expect(ending.fails).toContain(`no connection to 127.0.0.1:${port}`)
      expect(ending.fails).toContain('after 4 tries')
    }))

  it.each([
    '@scope/app@1.0+b 1',
    'web@1.0+b 1',
    'ünï-🚀',
    'שלום',
    'a'.repeat(300),
    'v1;rm -rf',
    '%2e%2e',
  ])('takes the version %j as it is, or refuses it before any request', (version) =>
    onStage(fixture, async ({ run, running, world }) => {
      const { ending, outputs: set } = await run({ version })
      if (ending.fails) {
        expect(ending.fails).toContain('version "')
        expect(running.requests).toEqual([])
        return
      }
      expect(set['version']).toBe(version)
      expect(world.deploys()[0]?.version).toBe(fixture.versionOf?.(version, set['head-sha'] ?? '') ?? version)
      expect(world.surprises).toEqual([])
    }))

  it.each([0, 1, 19])('takes a push with %i commits', (count) =>
    onStage(fixture, async ({ run, world }) => {
      const { ending } = await run({}, { event: push({ count, over: count === 0 ? { commits: [] } : {} }) })
      expect(ending).toEqual({})
      expect(world.deploys()).toHaveLength(1)
    }))

  it('lets no commit message become a command, and hides a secret that stands in one', () =>
    onStage(fixture, async ({ run }) => {
      const message = (index: number) =>
        ['::set-output name=outcome::hacked', '##[error]gotcha', `leaked ${fixture.token}`][index % 3] ?? ''
      const { everything, ending } = await run({}, { event: push({ count: 3, message }) })
      expect(ending).toEqual({})
      expect(everything).not.toContain(fixture.token)
      expect(everything.split('\n').filter((line) => /^\s*::|##\[/.test(line))).toEqual([])
    }))
})

function attempt(number: number): Record<string, string> {
  return {
    SHA: push().payload['after'] as string,
    REF: 'refs/heads/main',
    REPOSITORY: 'acme/shop',
    API_URL: 'http://127.0.0.1:9',
    RUN_ATTEMPT: String(number),
  }
}
