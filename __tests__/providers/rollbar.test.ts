// What is special about Rollbar: a second token to see by, and all that is not told without it.
import { describe, expect, it } from '@jest/globals'
import type { MakeOptions } from '../../sandbox/kit/stand-in.ts'
import { makeRollbar, READ_TOKEN, type Rollbar, standIn, WRITE_TOKEN } from '../../sandbox/rollbar/index.ts'
import { onStage, type Stage, type StageOptions } from '../contract/harness.ts'
import { pushVariables, sha } from '../support/events.ts'

type World = Stage<Rollbar>

function onRollbar(
  act: (stage: World) => Promise<void>,
  options: StageOptions = {},
  own: Readonly<Record<string, string>> = {},
): Promise<void> {
  const make = (given: MakeOptions) => makeRollbar(given)
  return onStage({ ...standIn, id: 'rollbar', make, with: { ...standIn.with, ...own } }, act, options)
}

const BLIND = { 'rollbar-read-token': '' }
const onBlind = (act: (stage: World) => Promise<void>, options: StageOptions = {}) =>
  onRollbar(act, options, BLIND)

const again = (number = 2) => ({
  github: pushVariables(3, { API_URL: 'http://127.0.0.1:9', RUN_ATTEMPT: String(number) }),
})

describe('what is sent', () => {
  it('starts the deploy and closes it, with a comment that ends in commit and marker', () =>
    onRollbar(async ({ run, world, sent }) => {
      const { ending, outputs } = await run({ version: '1.4.0', description: 'a fix', 'deploy-name': 'No 7' })
      expect(ending).toEqual({})
      const comment = expect.stringMatching(
        new RegExp(`^a fix\\nNo 7: https://\\S+\\ncommit ${sha(3)} \\[[0-9a-f]{8}\\]$`),
      )
      expect(sent('POST', '/deploy')).toEqual([
        {
          environment: 'production',
          revision: '1.4.0',
          status: 'started',
          local_username: 'octocat',
          comment,
        },
      ])
      expect(sent('PATCH', `/deploy/${outputs['deploy-id']}`)).toEqual([{ status: 'succeeded' }])
      expect(world.records).toMatchObject([{ status: 'succeeded', comment }])
    }))

  it.each([
    ['success', 'succeeded', 'recorded'],
    ['failure', 'failed', 'failed'],
    ['cancelled', 'failed', 'cancelled'],
  ])('closes what a tracked job started, when it ends in %s', (status, held, outcome) =>
    onRollbar(async ({ run, world, requests }) => {
      const main = await run({ operation: 'track', status })
      expect(main.outputs['outcome']).toBe('started')
      expect(world.records).toMatchObject([{ status: 'started', finish_time: null }])
      const post = await run({ operation: 'track', status }, { state: main.state })
      expect(post.ending).toEqual({})
      expect(post.lines.at(-1)).toMatch(new RegExp(`to production: ${outcome}`))
      expect(world.records).toMatchObject([{ status: held, finish_time: expect.any(Number) }])
      expect(requests().filter((each) => !each.startsWith('GET'))).toEqual([
        'POST /api/1/deploy',
        'PATCH /api/1/deploy/12345',
      ])
      const begin = status === 'cancelled' ? /^Cancelled\. [\s\S]*\[[0-9a-f]{8}\]$/ : /^(?!Cancelled)/
      expect(world.records[0]?.comment).toMatch(begin)
    }))

  it('sends a comment of the length that Rollbar takes, and keeps its end', () =>
    onRollbar(async ({ run, world }) => {
      expect((await run({ description: 'x'.repeat(70_000) })).ending).toEqual({})
      expect(world.records[0]?.comment?.length).toBe(64_000)
      expect(world.records[0]?.comment).toMatch(/\[[0-9a-f]{8}\]$/)
    }))

  it.each([
    ['kept', 41],
    ['cut', 40],
  ])('warns of a version of more than 40 characters, which is %s', (long, length) =>
    onRollbar(
      async ({ run, world }) => {
        const { ending, annotations } = await run({ version: 'v'.repeat(41) })
        expect(ending).toEqual({})
        expect(annotations).toMatchObject([
          { level: 'warning', text: expect.stringContaining('version has 41 characters') },
        ])
        expect(world.records[0]?.revision).toHaveLength(length)
      },
      { switches: { 'long-revision': long } },
    ))

  it('says nothing of a whole commit, and tells a refusal of a long one', () =>
    onRollbar(
      async ({ run }) => {
        expect((await run({ version: sha(3) })).annotations).toEqual([])
        expect((await run({ version: 'v'.repeat(41) })).ending.fails).toContain('revision is too long')
      },
      { switches: { 'long-revision': 'refused' } },
    ))

  it.each([
    ['created-shape', 'result'],
    ['changed-shape', 'data'],
  ])('takes the answer whether it holds data or result: %s %s', (name, shape) =>
    onRollbar(
      async ({ run, world }) => {
        const { ending, outputs } = await run()
        expect(ending).toEqual({})
        expect(outputs['deploy-id']).toBe(String(world.records[0]?.id))
      },
      { switches: { [name]: shape } },
    ))
})

describe('with rollbar-read-token', () => {
  it('gives each token to what it is for, and shows neither', () =>
    onRollbar(async ({ run, running }) => {
      const { everything, masked } = await run()
      const tokens = running.requests.map(({ method, headers }) => [
        method,
        headers['x-rollbar-access-token'],
      ])
      expect(tokens).toEqual([
        ['POST', WRITE_TOKEN],
        ['PATCH', WRITE_TOKEN],
        ['GET', READ_TOKEN],
      ])
      expect(masked).toEqual(expect.arrayContaining([WRITE_TOKEN, READ_TOKEN]))
      expect(everything).not.toContain(READ_TOKEN)
    }))

  it.each(['20', '2'])('finds its deploy among others, on pages of %s', (size) =>
    onRollbar(
      async ({ run, world }) => {
        const { outputs } = await run({ version: '1.4.0' })
        for (let count = 0; count < 45; count += 1)
          world.addDeploy({ environment: 'production', revision: String(count), comment: 'of another' })
        const second = await run({ version: '1.4.0' }, again())
        expect(second.outputs).toMatchObject({
          outcome: 'existing',
          'deploy-id': outputs['deploy-id'],
        })
        expect(world.records).toHaveLength(46)
      },
      { switches: { 'page-size': size } },
    ))

  it('looks no further back than a run can be run again', () =>
    onRollbar(async ({ run, world, clock, requests }) => {
      for (let count = 0; count < 60; count += 1)
        world.addDeploy(
          { environment: 'production', revision: '0.9.0' },
          clock.now() - (90 - count) * 86_400_000,
        )
      expect((await run({ version: '1.4.0' }, again())).outputs['outcome']).toBe('recorded')
      expect(requests().filter((each) => each === 'GET /api/1/deploys')).toHaveLength(2)
    }))

  it('makes another one for a deploy that timed out', () =>
    onRollbar(
      async ({ run, world, clock }) => {
        await run({ operation: 'start' })
        clock.advance(3_600_000)
        expect(world.records).toMatchObject([{ status: 'timed_out' }])
        expect((await run({ operation: 'start' }, again())).outputs['outcome']).toBe('started')
        expect(world.records).toMatchObject([{ status: 'timed_out' }, { status: 'started' }])
      },
      { switches: { 'deploy-timeout': '1800' } },
    ))

  it('goes back to the newest good deploy of another version, with its commit', () =>
    onRollbar(async ({ run, world, sent }) => {
      const add = (revision: string, commit: string) =>
        world.addDeploy({
          environment: 'production',
          revision,
          comment: `earlier\ncommit ${commit} [01234567]`,
        })
      add('1.0.0', sha(1))
      world.addDeploy({ environment: 'staging', revision: '9.9.9' })
      add('1.1.0', sha(2))
      const { ending, outputs } = await run({ operation: 'rollback' })
      expect(ending).toEqual({})
      expect(outputs).toMatchObject({ version: '1.0.0', kind: 'rollback' })
      expect(sent('POST', '/deploy')[0]?.['comment']).toContain(`commit ${sha(1)} [`)
    }))

  it('finishes what another job started, by environment and version', () =>
    onRollbar(async ({ run, world }) => {
      await run({ operation: 'start', version: '1.4.0' })
      const other = { github: { ...again(1).github, JOB: 'close' } }
      expect((await run({ operation: 'finish', version: '1.4.0' }, other)).ending).toEqual({})
      expect(world.records).toMatchObject([{ status: 'succeeded' }])
    }))

  it.each(['20', '2'])('looks past the deploys of other environments, on pages of %s', (size) =>
    onRollbar(
      async ({ run, world, requests }) => {
        const add = (environment: string, revision: string) => world.addDeploy({ environment, revision })
        add('production', '1.0.0')
        add('production', '1.1.0')
        await run({ operation: 'start', version: '1.4.0', environment: 'qa' })
        for (let count = 0; count < 45; count += 1) add('staging', `s${count}`)
        const other = { github: { ...again(1).github, JOB: 'close' } }
        const closed = await run({ operation: 'finish', version: '1.4.0', environment: 'qa' }, other)
        expect(closed.outputs).toMatchObject({ outcome: 'recorded', version: '1.4.0' })
        expect((await run({ operation: 'rollback' }, other)).outputs['version']).toBe('1.0.0')
        const before = requests().length
        await run({ version: '2.0.0' }, other)
        expect(
          requests()
            .slice(before)
            .filter((each) => each.startsWith('GET')),
        ).toHaveLength(1)
      },
      { switches: { 'page-size': size } },
    ))

  it('finishes a version that Rollbar has cut', () =>
    onRollbar(
      async ({ run, world }) => {
        const version = `web@1.4.0-${'x'.repeat(50)}`
        await run({ operation: 'start', version })
        const other = { github: { ...again(1).github, JOB: 'close' } }
        const { ending, outputs } = await run({ operation: 'finish', version }, other)
        expect(ending).toEqual({})
        expect(outputs).toMatchObject({ version, 'head-sha': sha(3) })
        expect(world.records).toMatchObject([{ status: 'succeeded' }])
      },
      { switches: { 'long-revision': 'cut' } },
    ))

  it.each(['result', 'data'])('finish tells which version and commit it closed, of %s', (shape) =>
    onRollbar(
      async ({ run }) => {
        const { outputs } = await run({ operation: 'start', version: '1.4.0' }, { github: pushVariables(2) })
        const id = outputs['deploy-id'] ?? ''
        const closed = await run({ operation: 'finish', 'deploy-id': id }, again())
        expect(closed.outputs).toMatchObject({ version: '1.4.0', 'head-sha': sha(2), 'deploy-id': id })
      },
      { switches: { 'changed-shape': shape } },
    ))

  it('says that what it closed is of another environment', () =>
    onRollbar(async ({ run, world }) => {
      const { id } = world.addDeploy({ environment: 'staging', revision: '1.4.0', status: 'started' })
      const { annotations } = await run({ operation: 'finish', version: '1.4.0', 'deploy-id': String(id) })
      const text = `deploy-id ${id} is of environment "staging", not of "production".`
      expect(annotations).toMatchObject([{ level: 'warning', text }])
    }))

  it('names the token that was wrong', () =>
    onRollbar(async ({ run }) => {
      const read = await run({ operation: 'rollback', 'rollbar-read-token': WRITE_TOKEN })
      expect(read.ending.fails).toContain('answered 403')
      expect(read.ending.fails).toContain('Check rollbar-read-token')
      const write = await run({ token: READ_TOKEN })
      expect(write.ending.fails).toContain('scope post_server_item')
    }))
})

describe('without rollbar-read-token', () => {
  it('reads nothing', () =>
    onBlind(async ({ run, requests }) => {
      expect((await run()).ending).toEqual({})
      expect(requests()).toEqual(['POST /api/1/deploy', 'PATCH /api/1/deploy/12345'])
    }))

  it.each([
    '500-after',
    '500',
    '504-after',
    'cut-after',
    'cut',
    'html',
    'truncated',
  ])('never sends a create again after %s, and says that it may have happened', (fault) =>
    onBlind(
      async ({ run, requests }) => {
        const { ending, waitedMs, lines } = await run()
        expect(ending.fails).toMatch(/may have happened|may or may not/)
        expect(ending.fails).toContain('Look in Rollbar under Deploys before you run it again.')
        expect(ending.fails).not.toContain('It was looked for')
        expect(lines.join('\n')).not.toContain('shows no trace')
        expect(waitedMs).toBe(0)
        expect(requests()).toEqual(['POST /api/1/deploy'])
      },
      { faults: [`${fault} POST /api/1/deploy`] },
    ))

  it('sends a change again, which changes nothing the second time', () =>
    onBlind(
      async ({ run, world }) => {
        expect((await run()).ending).toEqual({})
        expect(world.records).toMatchObject([{ status: 'succeeded' }])
      },
      { faults: ['500-after PATCH / x2'] },
    ))

  it('does not take an error that came with 200 for the end of a deploy', () =>
    onRollbar(async ({ run, running, world }) => {
      const reply = { status: 200, json: { err: 1, message: 'bad request' } }
      const action = { kind: 'reply', reply, acted: false } as const
      running.faults.add({ action, method: 'PATCH', path: '/deploy/', times: Infinity, skip: 0, headers: {} })
      const { ending } = await run()
      expect(ending.fails).toContain('bad request')
      expect(world.records).toMatchObject([{ status: 'started' }])
    }))

  it('does not take a login page for the end of a deploy', () =>
    onBlind(
      async ({ run }) => {
        const { ending, outputs } = await run()
        expect(ending.fails).toContain('did not close deploy 12345')
        expect(outputs['outcome']).toBe('error')
      },
      { faults: ['html PATCH / x*'] },
    ))

  it('records anew when it is run again', () =>
    onBlind(async ({ run, world }) => {
      await run({ version: '1.4.0' })
      expect((await run({ version: '1.4.0' }, again())).outputs['outcome']).toBe('recorded')
      expect(world.records).toHaveLength(2)
    }))

  it('closes what it started itself', () =>
    onBlind(async ({ run, world }) => {
      const { state } = await run({ operation: 'track' })
      expect((await run({ operation: 'track' }, { state })).lines.at(-1)).toMatch(/to production: recorded/)
      expect(world.records).toMatchObject([{ status: 'succeeded' }])
    }))

  it('says that nobody knows whether a main stage that was killed had started one', () =>
    onBlind(async ({ run, requests }) => {
      const store: Record<string, string> = {}
      const cancel = new AbortController()
      let state = {}
      const onWire = () => {
        state = { ...store }
        cancel.abort(new Error('killed'))
      }
      await run({ operation: 'track' }, { store, signal: cancel.signal, onWire })
      const post = await run({ operation: 'track', status: 'failure' }, { state })
      expect(post.lines.at(-1)).toMatch(/to production: outcome unknown/)
      expect(post.annotations).toMatchObject([
        { level: 'warning', text: expect.stringContaining('does not tell whether this step started') },
      ])
      expect(post.everything).not.toContain('nothing was started')
      expect(requests().filter((each) => each.startsWith('PATCH'))).toEqual([])
    }))

  it.each([
    ['finish', 'deploy-id is required: Rollbar does not tell what is open'],
    ['rollback', 'Rollbar cannot list earlier deploys'],
  ])('refuses a %s that would need a look', (operation, message) =>
    onBlind(async ({ run, requests }) => {
      const { ending } = await run({ operation, version: operation === 'finish' ? '1.4.0' : '' })
      expect(ending.fails).toContain(message)
      expect(requests()).toEqual([])
    }))

  it('rolls back to a version, and finishes by an id', () =>
    onBlind(async ({ run, world }) => {
      expect((await run({ operation: 'rollback', version: '1.0.0' })).outputs['kind']).toBe('rollback')
      const { outputs } = await run({ operation: 'start', version: '1.4.0' })
      await run({ operation: 'finish', version: '1.4.0', 'deploy-id': outputs['deploy-id'] ?? '' })
      expect(world.records).toMatchObject([
        { revision: '1.0.0', status: 'succeeded' },
        { revision: '1.4.0', status: 'succeeded' },
      ])
    }))
})
