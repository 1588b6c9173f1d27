// What is special about Akkeris: its traps, one by one, against the sandbox.
import { describe, expect, it } from '@jest/globals'
import { type Akkeris, akkerisSeed, standIn } from '../../sandbox/akkeris/index.ts'
import type { Running } from '../../sandbox/server.ts'
import { fixtureOf } from '../contract/fixtures.ts'
import { onStage, type Stage, writes } from '../contract/harness.ts'
import { push, pushVariables } from '../support/events.ts'

type Switches = Readonly<Record<string, string>>

interface Scene extends Stage<Akkeris> {
  readonly akkeris: Akkeris
}

function scene(
  switches: Switches,
  act: (scene: Scene) => Promise<void>,
  faults: readonly string[] = [],
): Promise<void> {
  const check = async (stage: Stage<Akkeris>) => {
    const { world: akkeris, running } = stage
    await act({ ...stage, akkeris })
    expect(running.requests.filter(({ hasQuery, path }) => hasQuery || path.endsWith('/'))).toEqual([])
    expect(akkeris.state.apps.map(({ restarts }) => restarts)).toEqual([0])
  }
  return onStage(fixtureOf('akkeris', standIn), check, { switches, faults })
}

const IMAGE = { 'akkeris-slug': '', 'akkeris-image': 'docker://registry.example:5000/web:1.4.0' }
const again = { github: pushVariables(3, { API_URL: 'http://127.0.0.1:9', RUN_ATTEMPT: '2' }) }

const routes = ({ requests }: Running) => requests.map(({ method, path }) => `${method} ${path}`)
const bodies = (running: Running, end: string): Record<string, string>[] =>
  writes(running)
    .filter(({ path }) => path.endsWith(end))
    .map(({ text }) => JSON.parse(text))
/** Releases since the start, without the two that were there. */
const made = ({ state }: Akkeris) => state.releases.slice(2)

describe('the inputs of Akkeris', () => {
  const refused: readonly (readonly [string, Switches, string])[] = [
    ['no api-url', { 'api-url': '' }, 'api-url is required when provider is akkeris'],
    ['no app', { 'akkeris-app': '' }, 'akkeris-app is required'],
    ['an app without a space', { 'akkeris-app': 'web' }, 'akkeris-app must be name-space'],
    ['an app with a slash', { 'akkeris-app': 'web-acme/x' }, 'akkeris-app must be name-space'],
    ['neither slug nor image', { 'akkeris-slug': '' }, 'akkeris-slug or akkeris-image is required'],
    [
      'slug and image together',
      { 'akkeris-image': 'docker://registry.example/web:1' },
      'akkeris-slug and akkeris-image are both set',
    ],
    ['a slug that is no uuid', { 'akkeris-slug': 'v3' }, 'akkeris-slug must be the id of a build'],
    ['an unknown word', { 'akkeris-unknown': 'maybe' }, 'akkeris-unknown must be one of success, warn, fail'],
    [
      'an image without a tag',
      { ...IMAGE, 'akkeris-image': 'docker://registry.example:5000/web' },
      'has no tag',
    ],
    [
      'an image without a host',
      { ...IMAGE, 'akkeris-image': 'docker://web:1' },
      'with the host of the registry',
    ],
    [
      'an image without docker://',
      { ...IMAGE, 'akkeris-image': 'registry.example/web:1' },
      'must be docker://',
    ],
    [
      'an image with a stray sign',
      { ...IMAGE, 'akkeris-image': 'docker://bot:12/s3cret@registry.example/web:1' },
      'a sign in it does not belong there',
    ],
    [
      'finish with a version',
      { operation: 'finish', 'deploy-id': 'v3' },
      'deploy-id must be the id of a release',
    ],
    [
      'rollback to a word',
      { operation: 'rollback', 'deploy-id': 'previous' },
      'deploy-id must be the id of a release (a uuid) or its version',
    ],
  ]

  it.each(refused)('are refused before any request with %s', (_, inputs, message) =>
    scene({}, async ({ run, running }) => {
      const { ending, everything } = await run({ ...inputs, 'on-error': 'warn' })
      expect(ending.fails).toContain(message)
      expect(ending.isSoftened).not.toBe(true)
      expect(running.requests).toEqual([])
      expect(everything).not.toContain('s3cret')
    }))

  it('say all their problems at once', () =>
    scene({}, async ({ run }) => {
      const { ending } = await run({ 'akkeris-app': 'web', 'akkeris-slug': '', 'api-url': '' })
      expect(ending.fails).toMatch(/^3 inputs need attention/)
    }))

  it.each([
    'docker://registry.example/web:1',
    'docker://registry.example:5000/team/web:1.4.0-rc.1',
    `docker://registry.example/web@sha256:${'a1'.repeat(32)}`,
    `docker://registry.example/web:1@sha256:${'a1'.repeat(32)}`,
  ])('take the image %s', (image) =>
    scene({}, async ({ run, running }) => {
      expect((await run({ ...IMAGE, 'akkeris-image': image })).ending).toEqual({})
      expect(bodies(running, '/builds')[0]?.['url']).toBe(image)
    }))

  it('take the token from AKKERIS_TOKEN', () =>
    scene({}, async ({ run }) => {
      const { ending } = await run({ token: '' }, { env: { AKKERIS_TOKEN: 'akkeris-token' } })
      expect(ending).toEqual({})
    }))

  it('hide the credentials of an image, decoded and encoded, where a server repeats them', () =>
    scene({}, async ({ run, running }) => {
      const image = 'docker://ci-bot:p%40ss%2Fw0rd@registry.example/web:1'
      const text = `no access to ${image} as ci-bot:p@ss/w0rd`
      const action = { kind: 'reply', reply: { status: 422, text }, acted: false } as const
      running.faults.add({ action, method: 'POST', path: '/builds', times: 1, skip: 0, headers: {} })
      const { ending, everything } = await run({ ...IMAGE, 'akkeris-image': image })
      expect(ending.fails).toContain('Akkeris did not create the build')
      expect(everything).toContain('no access to docker://***@registry.example/web:1 as ***')
      expect(everything).not.toMatch(/p%40ss|p@ss/)
      expect(bodies(running, '/builds')[0]?.['url']).toBe(image)
    }))

  it('hide a user that stands alone, which is a token', () =>
    scene({}, async ({ run }) => {
      const { masked } = await run({ ...IMAGE, 'akkeris-image': 'docker://t0ken123@registry.example/web:1' })
      expect(masked).toContain('t0ken123')
    }))
})

describe('a release of a build', () => {
  it.each([
    ['true', ['GET /apps/web-acme/releases', `GET /slugs/${akkerisSeed.newerBuild}`]],
    ['false', []],
  ])('looks at the app, its releases and the build, makes one and polls it; with summary: %s then sends %j', (summary, last) =>
    scene({}, async ({ run, running, akkeris }) => {
      const { outputs, ending } = await run({ description: 'the new basket', summary })
      expect(ending).toEqual({})
      const [release] = made(akkeris)
      expect(routes(running)).toEqual([
        'GET /apps/web-acme',
        'GET /apps/web-acme/releases',
        `GET /slugs/${akkerisSeed.newerBuild}`,
        'POST /apps/web-acme/releases',
        `GET /apps/web-acme/releases/${release?.id}`,
        `GET /apps/web-acme/releases/${release?.id}`,
        ...last,
      ])
      expect(bodies(running, '/releases')).toEqual([
        {
          slug: akkerisSeed.newerBuild,
          description: expect.stringMatching(/^the new basket \[[0-9a-f]{8}\]$/),
        },
      ])
      expect(outputs).toMatchObject({
        outcome: 'succeeded',
        environment: 'web-acme',
        'deploy-id': release?.id,
        'release-id': release?.id,
        'deploy-url': 'https://web-acme.example/',
      })
      expect(outputs['result']).toContain('release v3')
    }))

  it('resolves latest to the newest build that succeeded, whatever changed last', () =>
    scene({}, async ({ run, running, akkeris }) => {
      const [app] = akkeris.state.apps
      if (!app) throw new Error('no app')
      const at = akkeris.state.clock.now()
      akkeris.addBuild(app, { at: at - 1_000, timeline: 'failed@0' })
      akkeris.addBuild(app, { at: at - 90_000_000, timeline: 'succeeded@0' })
      await run({ 'akkeris-slug': 'latest' })
      expect(bodies(running, '/releases')[0]?.['slug']).toBe(akkerisSeed.newerBuild)
    }))

  it('says that nothing can be released when latest names no build', () =>
    scene({ history: 'none' }, async ({ run, running }) => {
      const { ending } = await run({ 'akkeris-slug': 'latest' })
      expect(ending.fails).toContain('no build of web-acme has succeeded')
      expect(writes(running)).toEqual([])
    }))

  it('explains a build that cannot be released', () =>
    scene({}, async ({ run, akkeris }) => {
      const [app] = akkeris.state.apps
      if (!app) throw new Error('no app')
      const { id } = akkeris.addBuild(app, { timeline: 'failed@0' })
      const { ending } = await run({ 'akkeris-slug': id })
      expect(ending.fails).toContain(
        `answered 409 ("The slug ${id} does not exist or is still in process of building")`,
      )
      expect(ending.fails).toContain('A build can be released when it has succeeded')
    }))

  it('names the app that is not there', () =>
    scene({}, async ({ run }) => {
      const { ending } = await run({ 'akkeris-app': 'Web-acme' })
      expect(ending.fails).toContain('Akkeris did not show app "Web-acme": GET /apps/Web-acme answered 404')
      expect(ending.fails).toContain('in the right case')
    }))

  it('takes the app by its id', () =>
    scene({}, async ({ run }) => {
      const { ending, outputs } = await run({ 'akkeris-app': akkerisSeed.app })
      expect(ending).toEqual({})
      expect(outputs['environment']).toBe(akkerisSeed.app)
    }))

  it('polls status and never state, which says success all along', () =>
    scene({ release: 'pending,pending,pending,succeeded' }, async ({ run }) => {
      const { outputs, waitedMs } = await run()
      expect(outputs['outcome']).toBe('succeeded')
      expect(waitedMs).toBeGreaterThan(5_000)
    }))

  it('reports a refused deploy, which answers 500 and stays behind as failed, as what it is', () =>
    scene({ release: 'refused' }, async ({ run, running, akkeris }) => {
      const { ending, outputs } = await run()
      expect(ending.fails).toContain('Akkeris recorded release v3 of web-acme as failed')
      expect(outputs).toMatchObject({ outcome: 'failed', 'deploy-id': made(akkeris)[0]?.id })
      expect(writes(running)).toHaveLength(1)
    }))

  it('makes a new release when a re-run finds the refused one', () =>
    scene({}, async ({ run, akkeris }) => {
      akkeris.scriptRelease('refused')
      expect((await run()).outputs['outcome']).toBe('failed')
      const second = await run({}, again)
      expect(second.outputs['outcome']).toBe('succeeded')
      expect(made(akkeris)).toHaveLength(2)
      expect(second.outputs['deploy-id']).toBe(made(akkeris)[1]?.id)
    }))

  it('reports a release that fails while it is followed', () =>
    scene({ release: 'pending,failed' }, async ({ run }) => {
      const { ending, outputs } = await run()
      expect(outputs['outcome']).toBe('failed')
      expect(ending.fails).toContain('as failed: the platform refused to deploy it')
    }))

  it('ends with its own deadline when a release stays pending for ever', () =>
    scene({ release: 'pending' }, async ({ run }) => {
      const { ending, outputs, waitedMs } = await run({ timeout: '15m' })
      expect(ending.fails).toContain('the last state seen was "pending"')
      expect(outputs['outcome']).toBe('unknown')
      expect(waitedMs).toBeGreaterThan(600_000)
    }))

  it.each([
    ['success', {}, 0],
    ['warn', {}, 1],
    [
      'fail',
      {
        fails: expect.stringContaining('no dyno reported to be up within 10 minutes'),
        isSoftened: false,
        title: 'Akkeris: the deploy ended unknown',
      },
      0,
    ],
  ])('takes unknown as %s when told so', (means, ending, warnings) =>
    scene({ release: 'pending,unknown@600' }, async ({ run }) => {
      const result = await run({ 'akkeris-unknown': means })
      expect(result.ending).toEqual(ending)
      expect(result.outputs['outcome']).toBe('unknown')
      expect(result.annotations.filter(({ text }) => text.includes('no dyno reported'))).toHaveLength(
        warnings,
      )
    }))

  it('calls a release superseded when a newer one is up, long before it would end unknown', () =>
    scene({}, async ({ run, akkeris }) => {
      const first = await run({ wait: 'false' })
      const overtaken = first.outputs['deploy-id'] ?? ''
      const second = await run({ 'matrix-key': '2' })
      expect(second.outputs['outcome']).toBe('succeeded')
      const { ending, outputs, annotations, waitedMs } = await run({
        operation: 'finish',
        'deploy-id': overtaken,
      })
      expect(ending).toEqual({})
      expect(outputs).toMatchObject({ outcome: 'superseded', 'deploy-id': overtaken })
      expect(annotations.map(({ text }) => text)).toEqual([
        'release v3 was overtaken by release v4 before its dynos were up',
      ])
      expect(waitedMs).toBeLessThan(90_000)
      expect(made(akkeris)).toHaveLength(2)
    }))

  it('goes on waiting when only older releases are up, or a newer one is not', () =>
    scene({ release: 'pending' }, async ({ run, running }) => {
      const first = await run({ wait: 'false' })
      await run({ 'matrix-key': '2', wait: 'false' })
      const { outputs, waitedMs } = await run({
        operation: 'finish',
        'deploy-id': first.outputs['deploy-id'] ?? '',
        timeout: '5m',
      })
      expect(outputs['outcome']).toBe('unknown')
      expect(waitedMs).toBeGreaterThan(250_000)
      // For the first minute the list is not read.
      const reads = routes(running).filter((route) => route === 'GET /apps/web-acme/releases').length
      const polls = routes(running).filter((route) => /^GET .*\/releases\/./.test(route)).length
      expect(reads).toBeLessThan(polls)
    }))

  it('does not wait with wait: false, and finish follows it later', () =>
    scene({}, async ({ run, running }) => {
      const first = await run({ wait: 'false', 'akkeris-status': 'true' })
      expect(first.outputs['outcome']).toBe('started')
      expect(routes(running).filter((each) => /releases\/[^/]+$/.test(each))).toEqual([])
      const second = await run({ operation: 'finish', 'deploy-id': first.outputs['deploy-id'] ?? '' })
      expect(second.outputs).toMatchObject({ outcome: 'succeeded', 'deploy-id': first.outputs['deploy-id'] })
    }))

  it('says which release finish does not find', () =>
    scene({}, async ({ run }) => {
      const { ending } = await run({ operation: 'finish', 'deploy-id': akkerisSeed.newerBuild })
      expect(ending.fails).toContain(`The specified release ${akkerisSeed.newerBuild} was not found.`)
      expect(ending.fails).toContain('Check deploy-id')
    }))

  it('does not take the release of an earlier step with the same marker for its own lost one', () =>
    scene({}, async ({ run, running, akkeris }) => {
      await run({ 'akkeris-slug': akkerisSeed.olderBuild })
      running.faults.add('cut POST /releases')
      const { outputs } = await run()
      expect(made(akkeris).map(({ slug }) => slug)).toEqual([akkerisSeed.olderBuild, akkerisSeed.newerBuild])
      expect(outputs['deploy-id']).toBe(made(akkeris)[1]?.id)
    }))

  it.each([
    ['502 POST /releases x*', 'an HTML page: 502 Bad Gateway'],
    ['503 POST /releases x*', '"Internal Server Error"'],
    ['424 POST /releases', 'The app waits for a resource'],
    ['401 GET /apps', 'aka token'],
  ])('puts the answer of %s into one line', (fault, words) =>
    scene(
      {},
      async ({ run }) => {
        const { ending } = await run({ 'on-error': 'warn' })
        expect(ending.fails).toContain(words)
        expect(ending.isSoftened).toBe(true)
      },
      [fault],
    ))
})

describe('an image', () => {
  it('is built with what is known of the commit, then released', () =>
    scene({}, async ({ run, running, akkeris }) => {
      const { ending, outputs } = await run({ ...IMAGE, version: '1.4.0' })
      expect(ending).toEqual({})
      const [build] = bodies(running, '/builds')
      const head = push().payload['head_commit'] as { id: string }
      expect(build).toEqual({
        url: IMAGE['akkeris-image'],
        sha: head.id,
        branch: 'main',
        version: '1.4.0',
        repo: 'https://github.com/acme/shop',
        author: 'dev-0',
        message: expect.stringMatching(/^fix: change 3 \[[0-9a-f]{8}\]$/),
      })
      expect(bodies(running, '/releases')[0]?.['slug']).toBe(akkeris.state.builds.at(-1)?.id)
      expect(outputs['outcome']).toBe('succeeded')
    }))

  it('is cut to what the columns hold, where one sign more would be a 500', () =>
    scene({}, async ({ run, running }) => {
      const long = 'ü🚀'.repeat(600)
      const event = push({ branch: long, message: () => long })
      const { ending } = await run({ ...IMAGE, version: 'v'.repeat(500) }, { event })
      expect(ending).toEqual({})
      const [build] = bodies(running, '/builds')
      expect(build?.['branch']).toHaveLength(128)
      expect(build?.['version']).toHaveLength(128)
      expect(build?.['message']?.length).toBeLessThanOrEqual(1_024)
      expect(build?.['message']).toMatch(/… \[[0-9a-f]{8}\]$/)
    }))

  it('that cannot be built shows the tail of the log and is not released', () =>
    scene({ build: 'pending,failed' }, async ({ run, akkeris }) => {
      const result = await run(IMAGE)
      const build = akkeris.state.builds.at(-1)
      expect(result.ending.fails).toBe(
        `Akkeris could not build the image: build ${build?.id} ended as failed. The last line of its log: "ERROR: the image could not be pulled."\nSee docs/errors.md#failed`,
      )
      expect(result.lines.join('\n')).toContain('Akkeris says\n  Build 3 started.\n  Pulling the image.')
      expect(result.outputs).toMatchObject({ outcome: 'failed', 'deploy-id': '' })
      expect(made(akkeris)).toEqual([])
    }))

  it('that cannot be built is reported although the log cannot be read', () =>
    scene(
      { build: 'pending,failed' },
      async ({ run }) => {
        const { ending, annotations } = await run(IMAGE)
        expect(ending.fails).toMatch(/^Akkeris could not build the image/)
        expect(annotations.map(({ text }) => text).join()).toContain('did not show the log')
      },
      ['500 GET /result x*'],
    ))

  it('waits for its build only as long as the timeout, and names its state', () =>
    scene({ build: 'queued' }, async ({ run }) => {
      const { ending, outputs } = await run({ ...IMAGE, timeout: '30m', 'on-error': 'warn' })
      expect(ending.fails).toMatch(/The timeout came before build .*: the last state seen was "queued"/)
      // The build goes on, and auto-release may deploy it: nothing that on-error may soften.
      expect(ending).toMatchObject({ isSoftened: false, fails: expect.stringContaining('aka builds') })
      expect(outputs['outcome']).toBe('unknown')
    }))

  it('makes no second build where a builder out of service left one behind', () =>
    scene({ 'build-service': 'down' }, async ({ run, akkeris }) => {
      const { ending } = await run(IMAGE)
      expect(ending.fails).toContain('answered 503 ("Service Unavailable Error")')
      expect(akkeris.state.builds).toHaveLength(3)
    }))

  it.each(['500-after', 'cut-after', 'empty', 'html'])('is built once when %s loses the answer', (action) =>
    scene(
      {},
      async ({ run, akkeris }) => {
        expect((await run(IMAGE)).ending).toEqual({})
        expect(akkeris.state.builds).toHaveLength(3)
        expect(made(akkeris)).toHaveLength(1)
      },
      [`${action} POST /builds`],
    ))

  it('is sent again when its build is certainly not there', () =>
    scene(
      {},
      async ({ run, akkeris }) => {
        expect((await run(IMAGE)).ending).toEqual({})
        expect(akkeris.state.builds).toHaveLength(3)
      },
      ['cut POST /builds'],
    ))

  it('that could not be built is built again by a re-run', () =>
    scene({}, async ({ run, akkeris }) => {
      akkeris.scriptBuild('pending,failed')
      expect((await run(IMAGE)).outputs['outcome']).toBe('failed')
      expect((await run(IMAGE, again)).outputs['outcome']).toBe('succeeded')
      expect(akkeris.state.builds).toHaveLength(4)
    }))

  it('whose build failed is not taken for the lost build of a re-run', () =>
    scene({}, async ({ run, running, akkeris }) => {
      akkeris.scriptBuild('pending,failed')
      await run(IMAGE)
      running.faults.add('cut POST /builds')
      expect((await run(IMAGE, again)).outputs['outcome']).toBe('succeeded')
      expect(akkeris.state.builds).toHaveLength(4)
    }))

  it.each(['socs', 'prod'])('is refused by a space with compliance %s, with the way out', (compliance) =>
    scene({ compliance }, async ({ run }) => {
      const { ending } = await run(IMAGE)
      expect(ending.fails).toContain('answered 403 ("Arbitrary builds on this application can only')
      expect(ending.fails).toContain('use akkeris-slug')
    }))

  it('is taken from an administrator there', () =>
    scene({ compliance: 'socs', elevated: 'on' }, async ({ run }) => {
      expect((await run(IMAGE)).ending).toEqual({})
    }))
})

describe('auto-release', () => {
  it.each([
    '0',
    '1r',
    '3r',
    '6r',
    '15',
    '40',
    'never',
  ])('gives exactly one release of an image when its ticker comes after %s', (delay) =>
    scene({ 'auto-release': 'on', 'auto-release-delay': delay }, async ({ run, akkeris }) => {
      const { ending, outputs } = await run(IMAGE)
      akkeris.tick()
      expect(ending).toEqual({})
      expect(made(akkeris)).toHaveLength(1)
      expect(outputs).toMatchObject({ outcome: 'succeeded', 'deploy-id': made(akkeris)[0]?.id })
      expect(made(akkeris)[0]?.description).toMatch(
        delay === 'never' ? /\[[0-9a-f]{8}\]$/ : /^Auto-Deploy [0-9a-f]{8}$/,
      )
    }))

  it('is waited for no longer than a minute', () =>
    scene({ 'auto-release': 'on', 'auto-release-delay': 'never' }, async ({ run }) => {
      const { waitedMs } = await run(IMAGE)
      expect(waitedMs).toBeGreaterThan(40_000)
      expect(waitedMs).toBeLessThan(75_000)
    }))

  it('is not waited for when it is off, or when a given build is released', async () => {
    await scene({}, async ({ run, running }) => {
      expect((await run(IMAGE)).waitedMs).toBeLessThan(10_000)
      expect(routes(running)).toContain('GET /apps/web-acme/features')
    })
    await scene({ 'auto-release': 'on', 'auto-release-delay': 'never' }, async ({ run, running }) => {
      expect((await run()).waitedMs).toBeLessThan(10_000)
      expect(routes(running)).not.toContain('GET /apps/web-acme/features')
    })
  })

  it('counts as off where the installation knows no features', () =>
    scene(
      {},
      async ({ run }) => {
        expect((await run(IMAGE)).ending).toEqual({})
      },
      ['404 GET /features'],
    ))

  it.each(['on', 'off'])('is %s: a re-run makes neither a second build nor a second release', (auto) =>
    scene({ 'auto-release': auto, 'auto-release-delay': '3r' }, async ({ run, akkeris }) => {
      const first = await run(IMAGE)
      const second = await run(IMAGE, again)
      expect(second.outputs).toMatchObject({ outcome: 'existing', 'deploy-id': first.outputs['deploy-id'] })
      expect(akkeris.state.builds).toHaveLength(3)
      expect(made(akkeris)).toHaveLength(1)
    }))

  it('that was refused is reported as failed, and a re-run releases the build itself', () =>
    scene({ 'auto-release': 'on', 'auto-release-delay': '0' }, async ({ run, akkeris }) => {
      akkeris.scriptRelease('refused')
      expect((await run(IMAGE)).outputs['outcome']).toBe('failed')
      const second = await run(IMAGE, again)
      expect(second.outputs['outcome']).toBe('succeeded')
      expect(second.waitedMs).toBeLessThan(10_000)
      expect(akkeris.state.builds).toHaveLength(3)
    }))
})

describe('a rollback', () => {
  const rollback = { operation: 'rollback', 'akkeris-slug': '' }

  it.each([
    ['the previous good release', ''],
    ['a version', 'v1'],
    ['an id', akkerisSeed.olderRelease],
  ])('goes back to %s', (_, id) =>
    scene({}, async ({ run, running, akkeris }) => {
      const { ending, outputs, lines, summary } = await run({ ...rollback, 'deploy-id': id })
      expect(ending).toEqual({})
      expect(bodies(running, '/releases')).toEqual([{ release: akkerisSeed.olderRelease }])
      expect(made(akkeris).map(({ slug }) => slug)).toEqual([akkerisSeed.olderBuild])
      expect(outputs).toMatchObject({
        outcome: 'succeeded',
        kind: 'rollback',
        'deploy-id': made(akkeris)[0]?.id,
      })
      expect(lines.join('\n')).toContain('release v3, which brings back v1')
      expect(summary).toMatch(
        /^## \[`v1`\]\(https:\/\/web-acme\.example\/\) is live in web&#45;acme \(rollback\): deployed by Akkeris\n/,
      )
    }))

  it.each(['500-after', 'cut-after', 'cut', 'empty'])('happens once when %s loses the answer', (action) =>
    scene(
      {},
      async ({ run, akkeris }) => {
        expect((await run(rollback)).ending).toEqual({})
        expect(made(akkeris)).toHaveLength(1)
      },
      [`${action} POST /releases`],
    ))

  it('does not take an older rollback to the same release for its own lost one', () =>
    scene({}, async ({ run, running, akkeris }) => {
      const to = { ...rollback, 'deploy-id': akkerisSeed.olderRelease }
      await run(to)
      await run()
      running.faults.add('cut POST /releases')
      expect((await run(to)).outputs['deploy-id']).toBe(akkeris.state.releases[4]?.id)
      expect(made(akkeris)).toHaveLength(3)
    }))

  it.each(['', 'v1'])('is not done again by a re-run with deploy-id "%s"', (id) =>
    scene({}, async ({ run, akkeris }) => {
      const first = await run({ ...rollback, 'deploy-id': id })
      const second = await run({ ...rollback, 'deploy-id': id }, again)
      expect(second.outputs).toMatchObject({ outcome: 'existing', 'deploy-id': first.outputs['deploy-id'] })
      expect(made(akkeris)).toHaveLength(1)
    }))

  it('is done again by a re-run with on-rerun: new, also when its answer is lost and it did not happen', () =>
    scene({}, async ({ run, running, akkeris }) => {
      const to = { ...rollback, 'deploy-id': 'v1', 'on-rerun': 'new' }
      await run(to)
      running.faults.add('cut POST /releases')
      const second = await run(to, again)
      expect(made(akkeris)).toHaveLength(2)
      expect(second.outputs['deploy-id']).toBe(made(akkeris)[1]?.id)
    }))

  it('is refused when the version is not there, or nothing earlier is', async () => {
    await scene({}, async ({ run, running }) => {
      const { ending } = await run({ ...rollback, 'deploy-id': 'v9' })
      expect(ending.fails).toContain('deploy-id is v9, but web-acme has no such release')
      const unknown = { ...rollback, 'deploy-id': akkerisSeed.app }
      expect((await run(unknown)).ending.fails).toContain('has no such release')
      const dry = await run({ ...rollback, 'deploy-id': 'v9', 'dry-run': 'true' })
      expect(dry.ending.fails).toBe(ending.fails)
      expect(writes(running)).toEqual([])
    })
    await scene({ history: 'none' }, async ({ run, running }) => {
      const { ending } = await run(rollback)
      expect(ending.fails).toContain('has no earlier release of another build that succeeded')
      expect(writes(running)).toEqual([])
    })
  })

  it('and a range start at earlier releases under any version-prefix: it is of versions, not of numbers', () =>
    scene({}, async ({ run }) => {
      const prefix = { 'version-prefix': 'web@' }
      const range = await run({ ...prefix, 'commits-from': 'last-deploy', 'dry-run': 'true' })
      expect(range.outputs['base-sha']).toBe('2'.repeat(40))
      const back = await run({ ...rollback, ...prefix })
      expect(back.outputs).toMatchObject({ version: 'v1', outcome: 'succeeded' })
    }))

  it('passes over releases that failed and those of the same build', () =>
    scene({}, async ({ run, running, akkeris }) => {
      akkeris.scriptRelease('refused')
      await run({ 'akkeris-slug': akkerisSeed.olderBuild })
      await run()
      await run(rollback)
      expect(bodies(running, '/releases').at(-1)).toEqual({ release: akkerisSeed.olderRelease })
    }))
})

describe('a release status', () => {
  const withStatus = { 'akkeris-status': 'true', version: '1.4.0' }
  const attached = (akkeris: Akkeris) =>
    made(akkeris).flatMap(({ statuses }) =>
      statuses.map(({ context, state, target_url }) => ({ context, state, target_url })),
    )
  const url = 'https://github.com/acme/shop/actions/runs/4242424242'

  it.each([
    ['succeeded', 'pending,succeeded', 'success'],
    ['failed', 'pending,failed', 'failure'],
    ['was refused', 'refused', 'failure'],
    ['is unknown', 'pending,unknown@600', 'error'],
  ])('tells that a deploy %s, with the URL of the run', (_, release, state) =>
    scene({ release }, async ({ run, akkeris }) => {
      await run(withStatus)
      expect(attached(akkeris)).toEqual([{ context: 'record-deploy', state, target_url: url }])
    }))

  it('is not attached unless asked for', () =>
    scene({}, async ({ run, running }) => {
      await run()
      expect(routes(running).filter((route) => route.includes('statuses'))).toEqual([])
    }))

  it('has a name long enough for a workflow with a short one, and no URL that is too long', () =>
    scene({}, async ({ run, running }) => {
      const long = `https://example.com/${'x'.repeat(300)}`
      const { annotations } = await run({ ...withStatus, 'deploy-name': 'CD', url: long })
      expect(bodies(running, '/statuses')[0]).toEqual({
        state: 'success',
        context: 'record-deploy',
        name: 'record-deploy CD',
        description: 'deploy of 1.4.0: succeeded',
      })
      expect(annotations).toEqual([])
    }))

  it('that is there already, by a re-run or a lost answer, is a result', () =>
    scene({}, async ({ run, running, akkeris }) => {
      running.faults.add('500-after POST /statuses')
      expect((await run(withStatus)).annotations).toEqual([])
      expect((await run(withStatus, again)).annotations).toEqual([])
      expect(attached(akkeris)).toHaveLength(1)
    }))

  it.each([
    '403',
    '422',
    '500',
  ])('that cannot be attached (%s) is a warning beside a deploy that succeeded', (code) =>
    scene(
      {},
      async ({ run }) => {
        const { ending, outputs, annotations } = await run(withStatus)
        expect(ending).toEqual({})
        expect(outputs['outcome']).toBe('succeeded')
        expect(annotations.map(({ level, text }) => `${level} ${text}`)).toEqual([
          expect.stringMatching(/^warning Akkeris did not attach a status to /),
        ])
      },
      [`${code} POST /statuses x*`],
    ))
})

describe('installations differ, and the client takes each', () => {
  const faces: readonly Switches[] = [
    { face: 'gateway' },
    // The controller compares the whole header with its shared secret.
    { face: 'controller', token: 'Bearer akkeris-token' },
  ]
  const all = faces.flatMap((face) =>
    ['on', 'off'].flatMap((older) => ['on', 'off'].map((auto) => ({ ...face, older, 'auto-release': auto }))),
  )

  it.each(all)('deploys a slug, an image and a rollback at %j', (switches) =>
    scene(switches, async ({ run, akkeris }) => {
      for (const inputs of [{}, IMAGE, { operation: 'rollback', 'akkeris-slug': '' }]) {
        const before = akkeris.state.releases.length
        const { ending, outputs } = await run({ ...inputs, 'akkeris-status': 'true' })
        expect(ending).toEqual({})
        expect(outputs).toMatchObject({
          outcome: 'succeeded',
          'deploy-id': akkeris.state.releases.at(-1)?.id,
        })
        expect(akkeris.state.releases).toHaveLength(before + 1)
      }
    }))

  it.each(all)('finds a lost release, and that of an earlier attempt, at %j', (switches) =>
    scene(
      switches,
      async ({ run, akkeris }) => {
        const first = await run()
        expect(first.ending).toEqual({})
        const second = await run({}, again)
        expect(second.outputs).toMatchObject({ outcome: 'existing', 'deploy-id': first.outputs['deploy-id'] })
        expect(made(akkeris)).toHaveLength(1)
      },
      ['502-after POST /releases'],
    ))
})
