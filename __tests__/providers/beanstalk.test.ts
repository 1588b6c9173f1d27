// What is special about deploying through Beanstalk: requests, states, skipped, vanished, arriving revisions.
import { describe, expect, it } from '@jest/globals'
import { cancellation } from '../../src/errors.ts'
import { onBeanstalk } from '../support/beanstalk.ts'
import { sha } from '../support/events.ts'

const HEAD = sha(3)

describe('a deploy through Beanstalk', () => {
  it('leads from the summary to the account, as no page of a deploy is documented', () =>
    onBeanstalk(async ({ run, running }) => {
      const { summary } = await run()
      expect(summary).toContain(`| Provider | [Beanstalk](${running.url}/) (carries the deploy out) |`)
    }))

  it.each([
    [
      'true',
      ['GET /api/repositories/shop.json', 'GET /api/7/server_environments.json', 'GET /api/7/releases.json'],
    ],
    ['false', []],
  ])('resolves the names, waits for the revision, creates one release and follows it; with summary: %s then sends %j', (summary, last) =>
    onBeanstalk(async ({ run, running, requests, sent }) => {
      const { ending, outputs } = await run({ version: '1.4.0', summary })
      expect(ending).toEqual({})
      expect(requests()).toEqual([
        'GET /api/repositories/shop.json',
        'GET /api/7/server_environments.json',
        'GET /api/7/releases.json',
        `GET /api/changesets/${HEAD}.json`,
        'POST /api/7/releases.json',
        'GET /api/7/releases/401.json',
        ...last,
      ])
      expect(running.requests.find(({ method }) => method === 'POST')?.query.toString()).toBe(
        'environment_id=21',
      )
      expect(sent()).toEqual([
        {
          revision: HEAD,
          comment: expect.stringMatching(/^1\.4\.0: fix: change 3 \[[0-9a-f]{8}\]$/),
          deploy_from_scratch: false,
          do_not_notify: false,
        },
      ])
      expect(outputs).toMatchObject({ outcome: 'succeeded', 'deploy-id': '401', environment: 'Production' })
    }))

  it('sends its switches and the given revision', () =>
    onBeanstalk(async ({ run, sent, beanstalk }) => {
      await run({
        'beanstalk-from-scratch': 'true',
        'beanstalk-notify': 'false',
        'beanstalk-revision': sha(9).toUpperCase(),
        description: 'Nightly',
        version: 'Nightly',
      })
      expect(sent()).toEqual([
        {
          revision: sha(9),
          comment: expect.stringMatching(/^Nightly \[/),
          deploy_from_scratch: true,
          do_not_notify: true,
        },
      ])
      expect(beanstalk.state.environments[0]?.current_version).toBe(sha(9))
    }))

  it('does not say the revision again in the comment when it is the version', () =>
    onBeanstalk(async ({ run, sent }) => {
      await run()
      expect(sent()[0]?.['comment']).toMatch(/^fix: change 3 \[[0-9a-f]{8}\]$/)
    }))

  it.each(['', '/', '/api', '/api/'])('takes an api-url that ends in "%s"', (end) =>
    onBeanstalk(async ({ run, running }) => {
      const { outputs } = await run({ 'api-url': `${running.url}${end}` })
      expect(outputs['outcome']).toBe('succeeded')
    }))

  it('takes ids instead of names', () =>
    onBeanstalk(async ({ run, world }) => {
      const { outputs } = await run({ 'beanstalk-repository': '7', environment: '22' })
      expect(outputs['outcome']).toBe('succeeded')
      expect(world.deploys()[0]?.environment).toBe('Staging')
    }))

  it('deploys a Subversion number, and asks for one where none was given', () =>
    onBeanstalk(async ({ run, sent }) => {
      const legacy = { 'beanstalk-repository': 'legacy', environment: 'Live' }
      const without = await run({ ...legacy, 'on-error': 'warn' })
      expect(without.ending.fails).toContain('beanstalk-revision must be a number')
      expect(without.ending.isSoftened).not.toBe(true)
      expect((await run({ ...legacy, 'beanstalk-revision': '12' })).ending).toEqual({})
      expect(sent().map(({ revision }) => revision)).toEqual(['12'])
      expect((await run({ 'beanstalk-revision': '12' })).ending.fails).toContain('full git sha')
    }))

  it('says that the environment had the revision already', () =>
    onBeanstalk(async ({ run }) => {
      await run()
      const { lines } = await run({ description: 'once more' })
      expect(lines.join('\n')).toContain('the environment had this revision already')
    }))

  it('hides the pair of user and token in every form', () =>
    onBeanstalk(async ({ run }) => {
      const { masked } = await run()
      expect(masked).toContain(Buffer.from('deployer:beanstalk-token').toString('base64'))
    }))

  it.each(['+0800', '-0530', '+0000'])('reads times with the offset %s', (offset) =>
    onBeanstalk(
      async ({ run, beanstalk }) => {
        const { outputs } = await run()
        const at = beanstalk.state.releases.find(({ id }) => id === 401)?.deployed_at ?? 0
        expect(outputs['finished-at']).toBe(new Date(Math.floor(at / 1000) * 1000).toISOString())
      },
      { switches: { offset } },
    ))
})

describe('the states of a release', () => {
  it('follows the queue to success and says each state once', () =>
    onBeanstalk(
      async ({ run }) => {
        const { lines, outputs } = await run()
        expect(outputs['outcome']).toBe('succeeded')
        const waits = lines.filter((line) => line.startsWith('waiting for'))
        expect(waits.map((line) => /: (\w+) \(/.exec(line)?.[1])).toEqual(['waiting', 'pending', 'oddly'])
      },
      { switches: { states: 'new,waiting,waiting,pending,oddly,success' } },
    ))

  it('also by the clock', () =>
    onBeanstalk(async ({ run }) => expect((await run()).outputs['outcome']).toBe('succeeded'), {
      switches: { timeline: 'clock', 'state-ms': '30000', states: 'new,waiting,pending,success' },
    }))

  it('fails the step when the release failed', () =>
    onBeanstalk(
      async ({ run }) => {
        const { ending, outputs } = await run({ 'on-error': 'warn' })
        expect(outputs).toMatchObject({ outcome: 'failed', 'deploy-id': '401' })
        expect(ending.fails).toContain('deploy 401')
        expect(ending.isSoftened).not.toBe(true)
      },
      { switches: { states: 'new,pending,failed' } },
    ))

  it('ends a word that it does not know at the timeout, and names it', () =>
    onBeanstalk(
      async ({ run }) => {
        const { ending, outputs } = await run({ timeout: '3m' })
        expect(outputs['outcome']).toBe('unknown')
        expect(ending.fails).toContain('oddly')
      },
      { switches: { states: 'new,oddly' } },
    ))

  it.each([
    ['success', 0, undefined],
    ['warn', 1, undefined],
    ['fail', 0, 'beanstalk-skipped: fail'],
  ])('takes a skipped release by beanstalk-skipped: %s', (meaning, warned, fails) =>
    onBeanstalk(
      async ({ run }) => {
        const { ending, outputs, annotations } = await run({ 'beanstalk-skipped': meaning })
        expect(outputs['outcome']).toBe('skipped')
        expect(annotations.filter(({ text }) => text.includes('skipped release 401'))).toHaveLength(warned)
        if (fails) expect(ending.fails).toContain(fails)
        else expect(ending).toEqual({})
      },
      { switches: { states: 'new,waiting,skipped' } },
    ))

  it.each(['404', '410'])('calls a release that vanished superseded (%s), with a warning', (status) =>
    onBeanstalk(
      async ({ run, beanstalk }) => {
        beanstalk.plan(['new', 'waiting', 'gone'])
        const { ending, outputs, annotations } = await run()
        expect(ending).toEqual({})
        expect(outputs).toMatchObject({ outcome: 'superseded', 'deploy-id': '401' })
        expect(annotations.map(({ text }) => text).join()).toContain('a newer release took its place')
      },
      { switches: { 'missing-status': status } },
    ))

  it('is left unknown by a cancelled job, which did not stop it', () =>
    onBeanstalk(
      async ({ run }) => {
        const controller = new AbortController()
        const onSleep = () => controller.abort(cancellation('The job was cancelled.', false))
        const { ending, outputs } = await run({ 'on-error': 'warn' }, { signal: controller.signal, onSleep })
        expect(ending.isSoftened).toBe(false)
        expect(outputs).toMatchObject({ outcome: 'unknown', 'deploy-id': '401' })
      },
      { switches: { states: 'pending' } },
    ))

  it('returns at once with wait: false, and finish follows it later', () =>
    onBeanstalk(
      async ({ run, requests }) => {
        const { outputs } = await run({ wait: 'false' })
        expect(outputs).toMatchObject({ outcome: 'started', 'deploy-id': '401' })
        expect(requests().filter((each) => each.startsWith('POST'))).toEqual(['POST /api/7/releases.json'])
        expect(requests().filter((each) => /releases\/401/.test(each))).toEqual([])
        const finish = await run({ operation: 'finish', 'deploy-id': outputs['deploy-id'] ?? '' })
        expect(finish.outputs['outcome']).toBe('succeeded')
      },
      { switches: { states: 'new,waiting,pending,success' } },
    ))
})

describe('a revision that is mirrored', () => {
  it.each(['404', '410'])('is waited for until Beanstalk has it (%s before)', (status) =>
    onBeanstalk(
      async ({ run, requests }) => {
        const { lines, outputs } = await run()
        expect(outputs['outcome']).toBe('succeeded')
        expect(requests().filter((each) => each.includes('/changesets/'))).toHaveLength(4)
        expect(lines.join('\n')).toContain('is the mirror push done?')
      },
      { switches: { 'changeset-after': '3', 'missing-status': status } },
    ))

  it('that never comes ends at the timeout and nothing is deployed', () =>
    onBeanstalk(
      async ({ run, world }) => {
        const { ending, outputs } = await run({ timeout: '1m', 'beanstalk-revision': sha(9) })
        expect(ending.fails).toContain(
          `The timeout came before the arrival of the revision: the last state seen was "${sha(9).slice(0, 12)} is not in Beanstalk (is the mirror push done?)". Nothing was deployed`,
        )
        expect(outputs['outcome']).toBe('error')
        expect(world.deploys()).toEqual([])
      },
      { switches: { known: 'pushed' } },
    ))

  it('is not asked for with beanstalk-wait-for-revision: false', () =>
    onBeanstalk(async ({ run, requests }) => {
      await run({ 'beanstalk-wait-for-revision': 'false' })
      expect(requests().filter((each) => each.includes('/changesets/'))).toEqual([])
    }))

  it.each([
    '200',
    '400',
    '422',
    '500',
  ])('is an error when Beanstalk refuses it as unknown with %s', (status) =>
    onBeanstalk(
      async ({ run, world, sent }) => {
        const { ending, outputs } = await run({ 'beanstalk-wait-for-revision': 'false', 'on-error': 'warn' })
        expect(ending).toMatchObject({
          isSoftened: true,
          fails: expect.stringContaining('Revision is unknown'),
        })
        expect(ending.fails).toContain(`answered ${status}`)
        expect(outputs['outcome']).toBe('error')
        expect(world.deploys()).toEqual([])
        expect(ending.fails).not.toContain('may have happened')
        expect(sent()).toHaveLength(1)
      },
      { switches: { known: 'pushed', 'error-status': status } },
    ))

  it('fails the step when Beanstalk takes it and then cannot deploy it', () =>
    onBeanstalk(
      async ({ run }) => {
        const { outputs } = await run({ 'beanstalk-wait-for-revision': 'false' })
        expect(outputs['outcome']).toBe('failed')
      },
      { switches: { known: 'pushed', 'unknown-revision': 'fail' } },
    ))
})
