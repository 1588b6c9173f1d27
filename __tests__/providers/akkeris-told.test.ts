// What is told of a deploy to Akkeris, here and there: what really went out, and statuses that others may take for a gate.
import { describe, expect, it } from '@jest/globals'
import { type Akkeris, akkerisSeed } from '../../sandbox/akkeris/index.ts'
import {
  type AkkerisStage,
  again,
  atAkkeris,
  bodiesOf,
  builtAt,
  IMAGE,
  madeAt,
  ROLLBACK,
  routesOf,
  type Switches,
} from '../support/akkeris.ts'
import { push } from '../support/events.ts'

const older = '1'.repeat(40)
const newer = '2'.repeat(40)
const withStatus = { 'akkeris-status': 'true' }
const statesOf = (world: Akkeris) =>
  madeAt(world).map(({ statuses }) => statuses.map(({ state, description }) => `${state}: ${description}`))

describe('a rollback', () => {
  it.each([
    ['the previous release', ''],
    ['a version', 'v1'],
    ['a version in capitals', 'V1'],
    ['an id', akkerisSeed.olderRelease],
    ['an id in capitals', akkerisSeed.olderRelease.toUpperCase()],
  ])('to %s tells the release and the commit that it brought back', (_, id) =>
    atAkkeris({}, async ({ run, world }) => {
      const { outputs, summary, lines } = await run({ ...ROLLBACK, ...withStatus, 'deploy-id': id })
      expect(outputs).toMatchObject({
        version: 'v1',
        'head-sha': older,
        'base-sha': '',
        'commit-count': '0',
        'lead-time': '',
        kind: 'rollback',
        outcome: 'succeeded',
      })
      const head = push().payload['after']
      expect(outputs['message']).not.toContain(head)
      expect(summary).not.toContain(head)
      expect(lines.at(-1)).toContain('v1 to web-acme')
      expect(statesOf(world)).toEqual([['success: rollback to v1: succeeded']])
    }))

  it('tells the same when a re-run finds it, in a dry run, and when nobody waits', () =>
    atAkkeris({}, async ({ run }) => {
      const dry = await run({ ...ROLLBACK, 'dry-run': 'true' })
      expect(dry.outputs).toMatchObject({ version: 'v1', outcome: 'planned' })
      const first = await run({ ...ROLLBACK, wait: 'false' })
      expect(first.outputs).toMatchObject({ version: 'v1', 'head-sha': older, outcome: 'started' })
      const second = await run(ROLLBACK, again)
      expect(second.outputs).toMatchObject({ version: 'v1', 'head-sha': older, outcome: 'existing' })
    }))

  it('tells no commit where the build names none', () =>
    atAkkeris({ 'older-commit': '' }, async ({ run }) => {
      const { outputs } = await run(ROLLBACK)
      expect(outputs).toMatchObject({ version: 'v1', 'head-sha': '', outcome: 'succeeded' })
    }))
})

describe('a build of another commit', () => {
  it.each([
    ['by its id', {}],
    ['as the latest', { 'akkeris-slug': 'latest' }],
    ['by its id in capitals', { 'akkeris-slug': akkerisSeed.newerBuild.toUpperCase() }],
  ])('that is released %s is told with its own commit, and without the commits of the run', (_, inputs) =>
    atAkkeris({}, async ({ run, world }) => {
      const { outputs, summary } = await run({ ...inputs, ...withStatus })
      expect(outputs).toMatchObject({
        version: newer,
        'head-sha': newer,
        'base-sha': '',
        'commit-count': '0',
        'lead-time': '',
        outcome: 'succeeded',
      })
      expect(outputs['message']).not.toContain('fix: change')
      expect(summary).not.toContain('fix: change')
      expect(statesOf(world)).toEqual([[`success: deploy of ${newer}: succeeded`]])
    }))

  it('is no redeploy because the head of the run is live', () =>
    atAkkeris({ commit: push().payload['after'] as string }, async ({ run }) => {
      const older = { 'akkeris-slug': akkerisSeed.olderBuild, 'commits-from': 'last-deploy' }
      expect((await run(older)).outputs['kind']).toBe('deploy')
    }))

  it('keeps a version that was given', () =>
    atAkkeris({}, async ({ run }) => {
      const { outputs } = await run({ version: '1.4.0' })
      expect(outputs).toMatchObject({ version: '1.4.0', 'head-sha': newer, 'commit-count': '0' })
    }))

  it.each([
    ['is the same one', push().payload['after'] as string],
    ['is the same one in short', (push().payload['after'] as string).slice(0, 12)],
    ['is not told', ''],
  ])('is none where the commit %s', (_, commit) =>
    atAkkeris({ commit }, async ({ run }) => {
      const { outputs } = await run()
      expect(outputs).toMatchObject({ 'head-sha': push().payload['after'], 'commit-count': '3' })
    }))

  it('is none where the build cannot be read, and the deploy goes on', () =>
    atAkkeris(
      {},
      async ({ run }) => {
        const { ending, outputs } = await run()
        expect(ending).toEqual({})
        expect(outputs['head-sha']).toBe(push().payload['after'])
      },
      ['500 GET /slugs x*'],
    ))

  it('is told by finish as well', () =>
    atAkkeris({}, async ({ run }) => {
      const { outputs } = await run({ operation: 'start' })
      expect(outputs).toMatchObject({ version: newer, 'head-sha': newer })
      const finish = { operation: 'finish', 'deploy-id': outputs['deploy-id'] ?? '' }
      const closed = await run(finish)
      expect(closed.outputs).toMatchObject({ version: newer, 'head-sha': newer })
      expect(closed.outputs['release-id']).toBe(outputs['release-id'])
    }))

  it('is none where the step builds the image itself', () =>
    atAkkeris({}, async ({ run }) => {
      const { outputs } = await run(IMAGE)
      expect(outputs).toMatchObject({ 'head-sha': push().payload['after'], 'commit-count': '3' })
    }))
})

describe('a release status', () => {
  it.each([
    ['succeeded', {}, {}, 'success'],
    ['failed', { release: 'refused' }, {}, 'failure'],
    ['is unknown', { release: 'pending,unknown@600' }, {}, 'error'],
    ['is unknown and may be', { release: 'pending,unknown@600' }, { 'akkeris-unknown': 'success' }, 'error'],
    [
      'is unknown and must not be',
      { release: 'pending,unknown@600' },
      { 'akkeris-unknown': 'fail' },
      'error',
    ],
    ['will never end', { release: 'pending' }, {}, 'error'],
  ] as readonly (readonly [
    string,
    Switches,
    Switches,
    string,
  ])[])('of a deploy that %s says so', (_, switches, inputs, state) =>
    atAkkeris(switches, async ({ run, running }) => {
      await run({ ...withStatus, ...inputs })
      expect(bodiesOf(running, '/statuses').map((body) => body['state'])).toEqual([state])
    }))

  it('of a superseded deploy is an error', () =>
    atAkkeris({}, async ({ run, running, clock }) => {
      const first = await run({ wait: 'false' })
      await run({ 'matrix-key': '2' })
      clock.advance(90_000)
      await run({ ...withStatus, operation: 'finish', 'deploy-id': first.outputs['deploy-id'] ?? '' })
      expect(bodiesOf(running, '/statuses').map(({ state }) => state)).toEqual(['error'])
    }))

  it.each([
    ['the timeout came first', { timeout: '1m' }],
    ['nobody waits', { wait: 'false' }],
    ['it is only started', { operation: 'start' }],
  ] as readonly (readonly [string, Switches])[])('is not attached where %s', (_, inputs) =>
    atAkkeris({ release: 'pending' }, async ({ run, running }) => {
      await run({ ...withStatus, ...inputs })
      expect(bodiesOf(running, '/statuses')).toEqual([])
    }))

  const finish = async ({ run }: AkkerisStage, id = '') =>
    run({ ...withStatus, operation: 'finish', 'deploy-id': id })

  it('that turned out wrong is corrected, without its context', () =>
    atAkkeris({ release: 'pending,unknown@600' }, async (stage) => {
      const { run, running, world } = stage
      const first = await run({ ...withStatus, 'akkeris-unknown': 'fail' })
      const [release] = madeAt(world)
      if (release) release.status = 'succeeded'
      const second = await finish(stage, first.outputs['deploy-id'])
      expect(second.ending).toEqual({})
      expect(second.annotations).toEqual([])
      expect(release?.statuses.map(({ state }) => state)).toEqual(['success'])
      const [changed] = running.requests.filter(({ method }) => method === 'PATCH')
      expect(changed?.path).toBe(
        `/apps/web-acme/releases/${release?.id}/statuses/${release?.statuses[0]?.id}`,
      )
      expect(Object.keys(JSON.parse(changed?.text ?? '{}')).sort()).toEqual([
        'description',
        'name',
        'state',
        'target_url',
      ])
    }))

  it('that says the same is left alone', () =>
    atAkkeris({}, async ({ run, running, world }) => {
      await run(withStatus)
      await run(withStatus, again)
      expect(running.requests.filter(({ method }) => method === 'PATCH')).toEqual([])
      expect(statesOf(world)).toHaveLength(1)
    }))

  it('of another tool on the same release is left alone', () =>
    atAkkeris({}, async (stage) => {
      const { run, world } = stage
      const first = await run({ ...withStatus, wait: 'false' })
      const [release] = madeAt(world)
      const theirs = {
        context: 'quality-gate',
        state: 'failure',
        name: 'gate',
        description: 'no',
        target_url: '',
      }
      const usual = { id: akkerisSeed.app, created_at: '', updated_at: '', image_url: '' }
      release?.statuses.push({ ...theirs, ...usual })
      release?.statuses.push({ ...theirs, ...usual, id: akkerisSeed.olderBuild, context: 'record-deploy' })
      await finish(stage, first.outputs['deploy-id'])
      expect(release?.statuses.map(({ state }) => state)).toEqual(['failure', 'success'])
    }))

  it.each(['403 PATCH', '500 PATCH', '500 GET'])('that cannot be corrected (%s) is a warning', (fault) =>
    atAkkeris({ release: 'refused' }, async (stage) => {
      const { run, running, world } = stage
      const first = await run(withStatus)
      const [release] = madeAt(world)
      if (release) release.status = 'succeeded'
      running.faults.add(`${fault} /statuses x*`)
      const { ending, outputs, annotations } = await finish(stage, first.outputs['deploy-id'])
      expect(ending).toEqual({})
      expect(outputs['outcome']).toBe('succeeded')
      expect(annotations.map(({ level }) => level)).toEqual(['warning'])
    }))
})

describe('small things', () => {
  it('created is true for a new release, and for no other', () =>
    atAkkeris({}, async ({ run }) => {
      const first = await run()
      expect(first.outputs['created']).toBe('true')
      expect((await run({}, again)).outputs['created']).toBe('false')
      const finish = { operation: 'finish', 'deploy-id': first.outputs['deploy-id'] ?? '' }
      expect((await run(finish)).outputs['created']).toBe('false')
    }))

  it.each(['500-after POST /releases', 'cut-after POST /releases'])('created is true when %s', (fault) =>
    atAkkeris(
      {},
      async ({ run }) => {
        expect((await run()).outputs['created']).toBe('true')
      },
      [fault],
    ))

  it('a release of auto-release is created as well', () =>
    atAkkeris({ 'auto-release': 'on', 'auto-release-delay': '0' }, async ({ run }) => {
      expect((await run(IMAGE)).outputs['created']).toBe('true')
    }))

  it.each([[], ['403 POST /releases']])('a rollback that makes nothing has no deploy-id: %j', (...faults) =>
    atAkkeris(
      {},
      async ({ run }) => {
        const inputs = { operation: 'rollback', 'akkeris-slug': '', 'deploy-id': 'v1' }
        const { outputs } = await run({ ...inputs, 'dry-run': String(faults.length === 0) })
        expect(outputs['deploy-id']).toBe('')
      },
      faults,
    ))

  it('a deploy-id in capitals is found by finish', () =>
    atAkkeris({}, async ({ run }) => {
      const { ending, outputs } = await run({
        operation: 'finish',
        'deploy-id': akkerisSeed.newerRelease.toUpperCase(),
      })
      expect(ending).toEqual({})
      expect(outputs).toMatchObject({ outcome: 'succeeded', 'deploy-id': akkerisSeed.newerRelease })
    }))

  it('NUL goes out of every text, which the database would refuse', () =>
    atAkkeris({}, async ({ run, running, world }) => {
      const event = push({ message: () => 'fix: a\0b', branch: 'm\0ain' })
      const { ending } = await run({ ...IMAGE, ...withStatus }, { event })
      expect(ending).toEqual({})
      expect(builtAt(world)).toHaveLength(1)
      expect(running.requests.map(({ text }) => text).join()).not.toContain('\\u0000')
      expect(bodiesOf(running, '/builds')[0]?.['message']).toMatch(/^fix: ab \[/)
    }))

  it.each([
    ['422', 'an app that another one is promoted to in a pipeline'],
    ['503', 'The region of the app may be out of service'],
  ])('a %s for a release says what may be the cause', (status, words) =>
    atAkkeris(
      {},
      async ({ run }) => {
        expect((await run()).ending.fails).toContain(words)
      },
      [`${status} POST /releases x*`],
    ))

  it('a build whose end is not seen is looked for at the builds', () =>
    atAkkeris({ build: 'pending' }, async ({ run, running }) => {
      const { ending } = await run({ ...IMAGE, timeout: '2m' })
      expect(ending.fails).toContain("look at the app's builds (aka builds)")
      expect(routesOf(running)).not.toContain('POST /apps/web-acme/releases')
    }))
})
