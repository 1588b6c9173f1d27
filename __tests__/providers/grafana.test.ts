// What is special about Grafana: an annotation that becomes a region, tags as all that is known of it, HTML that dashboards
// render, and a host of the user's own, with whatever stands in front of it.
import { describe, expect, it } from '@jest/globals'
import { type Grafana, makeGrafana, standIn, TOKEN, VIEWER } from '../../sandbox/grafana/index.ts'
import type { MakeOptions } from '../../sandbox/kit/stand-in.ts'
import { onStage, type Stage, type StageOptions } from '../contract/harness.ts'
import { push, pushVariables, sha } from '../support/events.ts'

type World = Stage<Grafana>

function onGrafana(act: (stage: World) => Promise<void>, options: StageOptions = {}): Promise<void> {
  const make = (given: MakeOptions) => makeGrafana(given)
  return onStage({ ...standIn, id: 'grafana', make }, act, options)
}

const variables = (more: Readonly<Record<string, string>>) => ({
  github: pushVariables(3, { API_URL: 'http://127.0.0.1:9', ...more }),
})

const OURS = ['deploy', 'environment:production', 'repository:acme/shop']

/** A deploy that somebody recorded before. */
const earlier = (version: string, more: readonly string[] = []) => ({
  text: version,
  tags: [...OURS, `version:${version}`, 'status:success', ...more],
})

describe('the region', () => {
  it.each([
    ['success', 'recorded'],
    ['failure', 'failed'],
    ['cancelled', 'cancelled'],
  ])('spans a tracked job that ends in %s', (status, outcome) =>
    onGrafana(async ({ run, world, clock }) => {
      const main = await run({ operation: 'track', status })
      expect(main.outputs['outcome']).toBe('started')
      const [made] = world.annotations
      const { time = 0, timeEnd } = made ?? {}
      expect(timeEnd).toBe(time)
      expect(made?.tags.at(-1)).toBe('status:started')
      const tags = made?.tags ?? []
      clock.advance(90_000)
      const post = await run({ operation: 'track', status }, { state: main.state })
      expect(post.ending).toEqual({})
      expect(post.lines.at(-1)).toMatch(new RegExp(`to production: ${outcome}`))
      expect(world.annotations).toMatchObject([{ time, tags: [...tags.slice(0, -1), `status:${status}`] }])
      const seconds = ((world.annotations[0]?.timeEnd ?? 0) - time) / 1000
      expect(seconds).toBeGreaterThanOrEqual(90)
      expect(seconds).toBeLessThan(95)
    }))

  it('spans two jobs that start and finish, and keeps the tags of the first and those of a person', () =>
    onGrafana(async ({ run, world, clock }) => {
      const { outputs } = await run({ operation: 'start', version: '1.4.0' })
      const [made] = world.annotations
      const tags = made?.tags.slice(0, -1) ?? []
      if (made) made.tags = [...made.tags, 'seen']
      clock.advance(60_000)
      const inputs = { operation: 'finish', version: '1.4.0', 'deploy-id': outputs['deploy-id'] ?? '' }
      expect((await run(inputs, variables({ JOB: 'close' }))).ending).toEqual({})
      expect(world.annotations[0]?.tags).toEqual([...tags, 'seen', 'status:success'])
      // The first job, run again, still knows it.
      const again = await run({ operation: 'start', version: '1.4.0' }, variables({ RUN_ATTEMPT: '2' }))
      expect(again.outputs['outcome']).toBe('existing')
      expect(world.annotations).toHaveLength(1)
    }))

  it('has the true times that were given', () =>
    onGrafana(async ({ run, world }) => {
      await run({ 'started-at': '2026-01-01T00:00:00Z', 'finished-at': '2026-01-01T00:02:00Z' })
      const [time, timeEnd] = ['2026-01-01T00:00:00Z', '2026-01-01T00:02:00Z'].map(Date.parse)
      expect(world.annotations).toMatchObject([{ time, timeEnd }])
    }))

  it('of another repository, environment, version or service is not closed without an id', () =>
    onGrafana(async ({ run, world }) => {
      const open = (...tags: string[]) =>
        world.add({ text: 'x', tags: ['deploy', ...tags, 'status:started'] })
      open('environment:production', 'repository:acme/other', 'version:1.4.0', 'service:web')
      open('environment:staging', 'repository:acme/shop', 'version:1.4.0', 'service:web')
      open('environment:production', 'repository:acme/shop', 'version:1.3.0', 'service:web')
      open('environment:production', 'repository:acme/shop', 'version:1.4.0', 'service:api')
      const inputs = { operation: 'finish', version: '1.4.0', 'grafana-tags': 'service:web' }
      expect((await run(inputs)).ending.fails).toContain('there is no open deploy of production at Grafana')
      const { id } = open('environment:production', 'repository:acme/shop', 'version:1.4.0', 'service:web')
      expect((await run(inputs)).outputs['deploy-id']).toBe(String(id))
    }))

  it('of a tracked job keeps the tags that a person added meanwhile', () =>
    onGrafana(async ({ run, world }) => {
      const main = await run({ operation: 'track' })
      const [made] = world.annotations
      const tags = made?.tags.slice(0, -1) ?? []
      if (made) made.tags = [...made.tags, 'incident']
      await run({ operation: 'track' }, { state: main.state })
      expect(world.annotations[0]?.tags).toEqual([...tags, 'incident', 'status:success'])
    }))

  it('of a tracked job is closed whatever a person has made of its tags', () =>
    onGrafana(async ({ run, world }) => {
      const main = await run({ operation: 'track' })
      const [made] = world.annotations
      if (made) made.tags = ['incident', 'status:started']
      const { ending } = await run({ operation: 'track' }, { state: main.state })
      expect(ending).toEqual({})
      expect(world.annotations[0]?.tags).toEqual(['incident', 'status:success'])
    }))

  it('that another commit opened is told with its own version and commit when it is closed', () =>
    onGrafana(async ({ run }) => {
      const { outputs } = await run({ operation: 'start', version: '1.4.0' }, { github: pushVariables(2) })
      const inputs = { operation: 'finish', 'deploy-id': outputs['deploy-id'] ?? '' }
      const closed = await run(inputs, variables({ JOB: 'close' }))
      expect(closed.outputs).toMatchObject({ version: '1.4.0', 'head-sha': sha(2), outcome: 'recorded' })
    }))

  it.each([
    ['of environment "staging", not of "production"', ['deploy', 'environment:staging', 'status:started']],
    ['an annotation without the tag deploy', ['incident']],
  ])('is not made of %s', (what, tags) =>
    onGrafana(async ({ run, world, requests }) => {
      const { id } = world.add({ text: 'x', tags })
      const { ending } = await run({ operation: 'finish', 'deploy-id': String(id) })
      expect(ending.fails).toContain(`deploy-id ${id} is ${what}`)
      expect(requests()).toEqual([`GET /api/annotations/${id}`])
    }))

  it('says what to check when deploy-id is no annotation', () =>
    onGrafana(async ({ run }) => {
      const { ending } = await run({ operation: 'finish', version: '1.4.0', 'deploy-id': '77' })
      expect(ending.fails).toContain('answered 404')
      expect(ending.fails).toContain('Check deploy-id')
    }))
})

describe('the text', () => {
  const hostile = '<img src=x onerror="alert(1)"> & \'it\' `too`'
  const safe = '&#60;img src=x onerror=&#34;alert(1)&#34;&#62; &#38; &#39;it&#39; &#96;too&#96;'

  it('escapes what comes from commits, version, environment, name and address', () =>
    onGrafana(async ({ run, world }) => {
      const inputs = {
        version: '<b>1',
        environment: '<i>live',
        'deploy-name': hostile,
        url: 'https://ci.example.com/"><script>',
      }
      const { ending } = await run(inputs, { event: push({ count: 1, message: () => hostile }) })
      expect(ending).toEqual({})
      const text = world.annotations[0]?.text ?? ''
      expect(text.split(safe)).toHaveLength(3)
      expect(text).toContain('&#60;b&#62;1 to &#60;i&#62;live, <a href="')
      // Nothing but our own.
      expect(text.match(/<[^>]*>/g)).toEqual([expect.stringMatching(/^<a href="[^"<>]+">$/), '</a>', '<br>'])
    }))

  it('has the first lines of ten commits and says how many more there are', () =>
    onGrafana(async ({ run, world }) => {
      await run({}, { event: push({ count: 12, message: (index) => `fix: no ${index}\n\nat length` }) })
      const lines = world.annotations[0]?.text.split('<br>') ?? []
      expect(lines).toHaveLength(12)
      expect(lines.at(-1)).toBe('and 2 more')
      expect(lines.join('\n')).not.toContain('at length')
    }))
})

describe('tags', () => {
  it('tell version, commit, repository and marker, and those that were given', () =>
    onGrafana(async ({ run, world }) => {
      await run({ version: '1.4.0', 'grafana-tags': 'team:web urgent' })
      expect(world.annotations[0]?.tags).toEqual([
        ...OURS,
        'team:web',
        'urgent',
        'version:1.4.0',
        `commit:${sha(3)}`,
        expect.stringMatching(/^record-deploy:[0-9a-f]{8}$/),
        'status:success',
      ])
    }))

  it('keep a colon in a value, which Grafana would cut', () =>
    onGrafana(async ({ run, world }) => {
      const inputs = { version: 'sha256:abc:d', environment: 'eu:live' }
      await run(inputs)
      const [made] = world.annotations
      expect(made?.tags).toEqual(
        expect.arrayContaining(['version:sha256%3Aabc%3Ad', 'environment:eu%3Alive']),
      )
      for (const environment of ['eu%3Alive', 'eu%3Atest']) {
        const own = [`environment:${environment}`, 'repository:acme/shop', 'version:2', `commit:${sha(1)}`]
        world.add({ text: '2', tags: ['deploy', ...own, 'status:success'] })
      }
      const { outputs } = await run({ operation: 'rollback', environment: 'eu:live' })
      expect(outputs).toMatchObject({ version: 'sha256:abc:d', environment: 'eu:live', kind: 'rollback' })
      expect(world.annotations.at(-1)?.tags).toContain('kind:rollback')
      expect(world.annotations.at(-1)?.tags).toContain('version:sha256%3Aabc%3Ad')
    }))

  it('that are too many are refused by the server with a hint', () =>
    onGrafana(async ({ run, world }) => {
      const { ending } = await run({
        'grafana-tags': Array.from({ length: 60 }, (_, n) => `tag-${n}`).join(),
      })
      expect(ending.fails).toContain('exceeds the maximum allowed (500)')
      expect(ending.fails).toContain('Fewer or shorter tags may help')
      expect(world.annotations).toEqual([])
    }))

  it('have room for the longest version and environment that are taken', () =>
    onGrafana(async ({ run }) => {
      const inputs = { version: 'v'.repeat(128), environment: 'e'.repeat(100) }
      expect((await run(inputs)).ending).toEqual({})
      expect((await run({ ...inputs, operation: 'rollback' })).ending).toEqual({})
    }))

  it('keep the earlier deploys of another repository and service out of a rollback', () =>
    onGrafana(async ({ run, world }) => {
      const other = (version: string) => ({
        ...earlier(version),
        tags: earlier(version).tags.with(2, 'repository:acme/x'),
      })
      world.add(earlier('1.0.0', ['service:web']))
      world.add(earlier('1.1.0', ['service:web']))
      world.add(earlier('5.0.0', ['service:api']))
      world.add(other('8.0.0'))
      world.add(other('9.0.0'))
      const { outputs } = await run({ operation: 'rollback', 'grafana-tags': 'service:web' })
      expect(outputs['version']).toBe('1.0.0')
    }))
})

it('a rollback looks past two hundred deploys of the live version', () =>
  onGrafana(async ({ run, world, clock }) => {
    world.add(earlier('1.0.0', [`commit:${sha(1)}`]))
    for (let number = 0; number < 200; number += 1) {
      clock.advance(60_000)
      world.add(earlier('1.1.0', [`commit:${sha(2)}`]))
    }
    clock.advance(60_000)
    const { outputs } = await run({ operation: 'rollback' })
    expect(outputs).toMatchObject({ version: '1.0.0', 'head-sha': sha(1) })
  }))

describe('the place', () => {
  it('is the whole organization, or a dashboard, or one of its panels', () =>
    onGrafana(async ({ run, world, running }) => {
      await run()
      await run({ 'grafana-dashboard': 'abc' })
      const { outputs } = await run({ 'grafana-dashboard': 'abc', 'grafana-panel': '2' })
      expect(world.annotations).toMatchObject([
        { dashboardUID: null, panelId: 0 },
        { dashboardUID: 'abc', panelId: 0 },
        { dashboardUID: 'abc', panelId: 2 },
      ])
      expect(outputs['deploy-url']).toBe(`${running.url}/d/abc`)
    }))

  it.each([
    [{ 'grafana-dashboard': 'abc' }, { 'grafana-dashboard': 'xyz' }],
    [{ 'grafana-dashboard': 'abc' }, {}],
    [{}, { 'grafana-dashboard': 'abc' }],
    [{ 'grafana-dashboard': 'abc' }, { 'grafana-dashboard': 'abc', 'grafana-panel': '2' }],
  ] as Record<
    string,
    string
  >[][])('%j is not that of %j: each has deploys of its own', (ours = {}, theirs = {}) =>
    onGrafana(async ({ run, world, clock }) => {
      const close = variables({ JOB: 'close' })
      for (const version of ['1.0.0', '1.1.0']) {
        await run({ ...ours, version }, { github: pushVariables(version === '1.0.0' ? 1 : 2) })
        clock.advance(60_000)
      }
      const { outputs } = await run({ ...ours, operation: 'start', version: '1.4.0' })
      clock.advance(60_000)
      await run({ ...theirs, operation: 'start', version: '1.4.0' })
      const closed = await run({ ...ours, operation: 'finish', version: '1.4.0', status: 'failure' }, close)
      expect(closed.outputs['deploy-id']).toBe(outputs['deploy-id'])
      clock.advance(60_000)
      await run({ ...theirs, version: '9.0.0' }, variables({ RUN_ID: '9' }))
      const back = await run({ ...ours, operation: 'rollback' }, close)
      expect(back.outputs['version']).toBe('1.0.0')
      expect(world.annotations.filter(({ tags }) => tags.includes('status:started'))).toHaveLength(1)
    }))

  it.each([
    [{ 'api-url': '' }, 'api-url is required when provider is grafana'],
    [{ 'grafana-panel': '2' }, 'grafana-panel must be'],
    [{ 'grafana-dashboard': 'https://g.example/d/abc/shop' }, 'grafana-dashboard must be the UID'],
    [{ 'grafana-dashboard': 'abc', 'grafana-panel': 'two' }, 'grafana-panel must be'],
  ])('is asked for before any request: %j', (inputs, message) =>
    onGrafana(async ({ run, requests }) => {
      const { ending } = await run({ ...inputs, 'on-error': 'warn' })
      expect(ending.isSoftened).not.toBe(true)
      expect(ending.fails).toContain(message)
      expect(requests()).toEqual([])
    }))

  it('may lie under a sub-path', () =>
    onGrafana(
      async ({ run, running, requests }) => {
        const { ending, outputs } = await run({
          'api-url': `${running.url}/team/grafana/`,
          'grafana-dashboard': 'abc',
        })
        expect(ending).toEqual({})
        expect(outputs['deploy-url']).toBe(`${running.url}/team/grafana/d/abc`)
        expect(requests().every((each) => each.includes(' /team/grafana/api/annotations'))).toBe(true)
      },
      { switches: { 'sub-path': '/team/grafana' } },
    ))

  it.each([
    ['without its sub-path', { 'sub-path': '/grafana' }],
    ['of a server without the legacy API', { 'api-gone': 'true' }],
  ])('tells an address %s', (_, switches) =>
    onStage(
      {
        ...standIn,
        id: 'grafana',
        // Such an address is a route that the stand-in does not know.
        make: (options) => ({ ...makeGrafana(options), surprises: [] }),
      },
      async ({ run, running }) => {
        const { ending } = await run({ 'api-url': running.url })
        expect(ending.fails).toContain('answered 404')
        expect(ending.fails).toContain('Check api-url')
      },
      { switches },
    ))
})

describe('what stands in front', () => {
  it.each([
    'deploy',
    'track',
    'rollback',
  ])('a login page with 200 is told as such, and never counts as success: %s', (operation) =>
    onGrafana(
      async ({ run, requests }) => {
        const { ending, outputs } = await run({ operation })
        expect(outputs['outcome']).toBe('error')
        expect(ending.fails).toContain('answered 200')
        expect(ending.fails).toContain('an HTML page: Sign in')
        expect(ending.fails).toContain('login page')
        expect(requests().filter((each) => each.startsWith('POST')).length).toBeLessThanOrEqual(1)
      },
      { switches: { 'login-page': 'true' } },
    ))

  it('a login page that answers the change makes the step fail, too', () =>
    onGrafana(
      async ({ run }) => {
        const { ending } = await run()
        expect(ending.fails).toContain('login page')
      },
      { faults: ['html PATCH / x*'] },
    ))

  it('tells a token without the right, and one of another Grafana', () =>
    onGrafana(async ({ run, world }) => {
      const viewer = await run({ token: VIEWER })
      expect(viewer.ending.fails).toContain('Permissions needed: annotations:create')
      expect(viewer.ending.fails).toContain('the role Editor is')
      const other = await run({ token: `${TOKEN}-of-another` })
      expect(other.ending.fails).toContain('answered 401')
      expect(other.ending.fails).toContain('Check the token')
      expect(world.annotations).toEqual([])
    }))
})
