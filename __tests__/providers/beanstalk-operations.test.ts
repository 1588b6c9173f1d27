// Beanstalk: rollback, retry and finish, and a second run of each.
import { describe, expect, it } from '@jest/globals'
import { FAILED_ID, PREVIOUS } from '../../sandbox/beanstalk/index.ts'
import { OLD_REVISION } from '../../sandbox/beanstalk/objects.ts'
import { attempt, onBeanstalk } from '../support/beanstalk.ts'
import { sha } from '../support/events.ts'

const HEAD = sha(3)
/** Of the release that failed, as the stand-in holds it. */
const FAILED = OLD_REVISION
const rollback = { operation: 'rollback' }

describe('what was deployed', () => {
  it.each([
    [{ 'beanstalk-revision': sha(7) }, { version: sha(7), 'head-sha': sha(7) }],
    [
      { 'beanstalk-revision': sha(7), version: '1.4.0' },
      { version: '1.4.0', 'head-sha': sha(7) },
    ],
    [
      { 'beanstalk-revision': sha(7), wait: 'false' },
      { version: sha(7), 'head-sha': sha(7) },
    ],
    [
      { operation: 'finish', 'deploy-id': '398' },
      { version: PREVIOUS, 'head-sha': PREVIOUS },
    ],
    [
      { operation: 'finish', 'deploy-id': '400', version: '1.4.0' },
      { version: '1.4.0', 'head-sha': OLD_REVISION },
    ],
    [
      { operation: 'retry', 'deploy-id': FAILED_ID },
      { version: FAILED, 'head-sha': FAILED },
    ],
    [
      { operation: 'retry', 'deploy-id': FAILED_ID, wait: 'false' },
      { version: FAILED, 'head-sha': FAILED },
    ],
    [
      { 'beanstalk-repository': 'legacy', environment: 'Live', 'beanstalk-revision': '12' },
      { version: '12', 'head-sha': '' },
    ],
  ])('by %j is told, and not the commit of the run', (inputs, told) =>
    onBeanstalk(async ({ run }) => {
      const { ending, outputs, summary } = await run(inputs)
      expect(ending).toEqual({})
      expect(outputs).toMatchObject({ ...told, 'commit-count': '0', 'lead-time': '' })
      expect(`${outputs['message']}${summary}`).not.toContain(HEAD)
    }))

  it('is the commit of the run where nothing else is named', () =>
    onBeanstalk(async ({ run }) => {
      expect((await run({})).outputs).toMatchObject({ version: HEAD, 'head-sha': HEAD, 'commit-count': '3' })
    }))
})

describe('a rollback', () => {
  it('deploys the revision of the successful release before the live one', () =>
    onBeanstalk(async ({ run, sent, requests }) => {
      const { ending, outputs, summary } = await run(rollback)
      expect(ending).toEqual({})
      expect(summary).toMatch(
        /^## `bbbbbbbbbbbb` is live in Production \(rollback\): deployed by Beanstalk\n/,
      )
      expect(outputs).toMatchObject({ outcome: 'succeeded', kind: 'rollback', 'deploy-id': '401' })
      expect(sent()).toMatchObject([
        {
          revision: PREVIOUS,
          comment: expect.stringMatching(/^Rollback to bbbbbbbbbbbb.* \[[0-9a-f]{8}\]$/),
        },
      ])
      expect(requests().filter((each) => each.includes('/changesets/'))).toEqual([])
    }))

  it.each(['newest', 'oldest'])('whichever way the list is sorted (%s first)', (order) =>
    onBeanstalk(
      async ({ run, sent }) => {
        await run(rollback)
        expect(sent().map(({ revision }) => revision)).toEqual([PREVIOUS])
      },
      { switches: { order } },
    ))

  it.each([
    [{ 'beanstalk-revision': sha(7) }, sha(7)],
    [{ 'deploy-id': '398' }, PREVIOUS],
    [{ 'deploy-id': '400' }, OLD_REVISION],
    [{ 'deploy-id': '398', 'beanstalk-revision': sha(7) }, sha(7)],
    [{ environment: 'Staging', 'deploy-id': '398' }, PREVIOUS],
  ])('deploys what %j names', (inputs, revision) =>
    onBeanstalk(async ({ run, sent }) => {
      expect((await run({ ...rollback, ...inputs })).ending).toEqual({})
      expect(sent().map((each) => each['revision'])).toEqual([revision])
    }))

  it('goes back to what was live before a retry of an older release', () =>
    onBeanstalk(async ({ run, sent, clock, beanstalk }) => {
      const { state } = beanstalk
      state.releases = state.releases.map((each) => (each.id === 399 ? { ...each, revision: sha(5) } : each))
      clock.advance(60_000)
      const retried = { github: attempt(1, sha(9)) }
      await run({ operation: 'retry', 'deploy-id': FAILED_ID }, retried)
      clock.advance(60_000)
      const { outputs } = await run(rollback)
      expect(sent().map(({ revision }) => revision)).toEqual([OLD_REVISION])
      expect(outputs['head-sha']).toBe(OLD_REVISION)
    }))

  it('asks for a revision where there is no earlier release, before any write', () =>
    onBeanstalk(async ({ run, sent }) => {
      const { ending } = await run({ ...rollback, environment: 'Staging', 'on-error': 'warn' })
      expect(ending.fails).toContain('beanstalk-revision is required for this rollback')
      expect(ending.isSoftened).not.toBe(true)
      const dry = await run({ ...rollback, environment: 'Staging', 'dry-run': 'true' })
      expect(dry.ending.fails).toBe(ending.fails)
      expect(sent()).toEqual([])
    }))

  it('is not rolled forward by a re-run, whose live release is the rollback itself', () =>
    onBeanstalk(async ({ run, beanstalk, sent }) => {
      await run(rollback)
      const { outputs } = await run(rollback, { github: attempt(2, HEAD) })
      expect(outputs).toMatchObject({ outcome: 'existing', 'deploy-id': '401' })
      expect(sent()).toHaveLength(1)
      expect(beanstalk.state.environments[0]?.current_version).toBe(PREVIOUS)
    }))

  it('is another release than the deploy of the same job, also when its answer is lost', () =>
    onBeanstalk(async ({ run, running, world }) => {
      await run()
      running.faults.add('cut POST /releases.json')
      const { outputs } = await run({ ...rollback, version: '' })
      expect(outputs['deploy-id']).toBe('402')
      expect(world.deploys().map(({ version }) => version)).toEqual([HEAD, OLD_REVISION])
    }))

  it('shows its target in a dry run only by reading', () =>
    onBeanstalk(async ({ run, sent }) => {
      const { outputs } = await run({ ...rollback, 'deploy-id': '398', 'dry-run': 'true' })
      expect(outputs['outcome']).toBe('planned')
      expect(sent()).toEqual([])
    }))
})

describe('a retry', () => {
  const retry = { operation: 'retry', 'deploy-id': FAILED_ID }

  it('repeats the failed release under its own id and follows it', () =>
    onBeanstalk(async ({ run, requests, beanstalk }) => {
      const { ending, outputs } = await run(retry)
      expect(ending).toEqual({})
      expect(outputs).toMatchObject({ outcome: 'succeeded', 'deploy-id': FAILED_ID })
      expect(requests().filter((each) => each.startsWith('PUT'))).toEqual([
        'PUT /api/7/releases/399/retry.json',
      ])
      expect(beanstalk.state.releases.find(({ id }) => id === 399)?.retries).toBe(1)
    }))

  it('of a release that did not fail is no success because an answer was lost', () =>
    onBeanstalk(
      async ({ run }) => {
        const { ending } = await run({ operation: 'retry', 'deploy-id': '400' })
        expect(ending.fails).toContain('Only a release that failed can be retried')
      },
      { faults: ['cut PUT /retry.json'] },
    ))

  it('that fails again fails the step', () =>
    onBeanstalk(async ({ run }) => expect((await run(retry)).outputs['outcome']).toBe('failed'), {
      switches: { 'retry-states': 'retry,waiting,pending,failed' },
    }))

  it('of a release that did not fail is told from success although the 422 is empty', () =>
    onBeanstalk(async ({ run }) => {
      const { ending, outputs } = await run({ ...retry, 'deploy-id': '400' })
      expect(ending.fails).toContain('answered 422 (with an empty body)')
      expect(ending.fails).toContain('Only a release that failed can be retried')
      expect(outputs['outcome']).toBe('error')
    }))

  it.each([
    ['cut-after', 'retry,success', 1],
    ['cut-after', 'failed', 1],
    ['502-after', 'retry,success', 1],
    ['cut', 'retry,success', 2],
  ])('whose answer is lost (%s, then %s) happens once', (action, states, sentTimes) =>
    onBeanstalk(
      async ({ run, requests, beanstalk }) => {
        const { outputs } = await run(retry)
        expect(outputs['outcome']).toBe(states === 'failed' ? 'failed' : 'succeeded')
        expect(beanstalk.state.releases.find(({ id }) => id === 399)?.retries).toBe(1)
        expect(requests().filter((each) => each.startsWith('PUT'))).toHaveLength(sentTimes)
      },
      { switches: { 'retry-states': states }, faults: [`${action} PUT /retry.json`] },
    ))

  it('that makes room for a newer release is superseded', () =>
    onBeanstalk(async ({ run }) => expect((await run(retry)).outputs['outcome']).toBe('superseded'), {
      switches: { 'retry-states': 'retry,gone' },
    }))

  it.each(['404', '410'])('of a release that is not there is an input error (%s)', (status) =>
    onBeanstalk(
      async ({ run, requests }) => {
        const { ending } = await run({ ...retry, 'deploy-id': '12345', 'on-error': 'warn' })
        expect(ending.fails).toContain('deploy-id 12345 is not a release')
        expect(ending.isSoftened).not.toBe(true)
        expect(requests().filter((each) => !each.startsWith('GET'))).toEqual([])
      },
      { switches: { 'missing-status': status } },
    ))
})

describe('finish', () => {
  const finish = { operation: 'finish' }

  it('says how a release ended, and nothing is written', () =>
    onBeanstalk(async ({ run, requests }) => {
      expect((await run({ ...finish, 'deploy-id': '400' })).outputs['outcome']).toBe('succeeded')
      expect((await run({ ...finish, 'deploy-id': FAILED_ID })).outputs['outcome']).toBe('failed')
      expect(requests().every((each) => each.startsWith('GET'))).toBe(true)
    }))

  it('takes a release that vanished after start as superseded, and one that never was as an input error', () =>
    onBeanstalk(async ({ run }) => {
      const first = await run({ operation: 'start', version: '1' })
      await run({ operation: 'start', version: '2' })
      const { outputs, ending } = await run({ ...finish, 'deploy-id': first.outputs['deploy-id'] ?? '' })
      expect(ending).toEqual({})
      expect(outputs['outcome']).toBe('superseded')
      const never = await run({ ...finish, 'deploy-id': '9999' })
      expect(never.ending.fails).toContain('deploy-id 9999 is not a release')
    }))

  it('refuses the release of another environment', () =>
    onBeanstalk(async ({ run }) => {
      const { ending } = await run({ ...finish, 'deploy-id': '400', environment: 'Staging' })
      expect(ending.fails).toContain('is a release of environment "Production", not of "Staging"')
    }))
})

describe('a re-run', () => {
  it('follows the release of its first attempt when that is still under way', () =>
    onBeanstalk(
      async ({ run, sent }) => {
        await run({ wait: 'false' })
        const { outputs } = await run({}, { github: attempt(2, HEAD) })
        expect(outputs).toMatchObject({ outcome: 'existing', 'deploy-id': '401' })
        expect(sent()).toHaveLength(1)
      },
      { switches: { states: 'new,waiting,pending,success' } },
    ))

  it.each(['failed', 'skipped'])('makes a new release after one that %s', (state) =>
    onBeanstalk(async ({ run, beanstalk, sent }) => {
      beanstalk.plan(['new', state])
      await run()
      const { outputs } = await run({}, { github: attempt(2, HEAD) })
      expect(outputs).toMatchObject({ outcome: 'succeeded', 'deploy-id': '402' })
      expect(sent()).toHaveLength(2)
    }))

  it('makes a new release after one that a newer one deleted', () =>
    onBeanstalk(async ({ run, beanstalk }) => {
      beanstalk.plan(['new', 'gone'])
      await run()
      const { outputs } = await run({}, { github: attempt(2, HEAD) })
      expect(outputs).toMatchObject({ outcome: 'succeeded', 'deploy-id': '402' })
    }))
})
