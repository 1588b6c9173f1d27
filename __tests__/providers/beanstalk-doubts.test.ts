// Beanstalk where things are not certain: releases it starts itself, lost answers, and what its documentation leaves open.
import { describe, expect, it } from '@jest/globals'
import { listReleases } from '../../src/providers/beanstalk/look.ts'
import { onBeanstalk } from '../support/beanstalk.ts'
import { sha } from '../support/events.ts'

const HEAD = sha(3)

describe('an automatic environment', () => {
  const staging = { environment: 'Staging' }

  it('gets a warning, and the release that Beanstalk started is followed instead of a second one', () =>
    onBeanstalk(async ({ run, beanstalk, sent }) => {
      beanstalk.push(HEAD)
      const { annotations, outputs, lines } = await run(staging)
      expect(annotations.map(({ text }) => text).join()).toContain('is automatic')
      expect(outputs).toMatchObject({ outcome: 'succeeded', 'deploy-id': '401' })
      expect(lines.join('\n')).toContain('Beanstalk started it by itself')
      expect(sent()).toEqual([])
    }))

  it('is given a moment to start it after the import', () =>
    onBeanstalk(
      async ({ run, beanstalk, sent }) => {
        const onSleep = () => {
          if (beanstalk.state.releases.every(({ id }) => id <= 400)) beanstalk.push(HEAD)
        }
        expect((await run(staging, { onSleep })).outputs['deploy-id']).toBe('401')
        expect(sent()).toEqual([])
      },
      { switches: { known: 'any' } },
    ))

  it.each([
    ['failed', {}],
    ['skipped', {}],
    ['success', { 'beanstalk-from-scratch': 'true' }],
    ['success', { 'beanstalk-revision': sha(8) }],
  ])('gets a release of ours where its own %s one is not enough (%j)', (state, inputs) =>
    onBeanstalk(async ({ run, beanstalk, sent }) => {
      beanstalk.plan(['new', state])
      beanstalk.push(HEAD)
      await run({ operation: 'finish', 'deploy-id': '401', ...staging })
      const { outputs } = await run({ ...staging, ...inputs })
      expect(outputs).toMatchObject({ outcome: 'succeeded', 'deploy-id': '402' })
      expect(sent()).toHaveLength(1)
    }))

  it.each([
    [{ operation: 'rollback', 'beanstalk-revision': sha(1) }, []],
    [{ 'beanstalk-from-scratch': 'true' }, [expect.not.stringContaining('is followed instead')]],
  ])('is promised nothing that %j does not do', (inputs, texts) =>
    onBeanstalk(async ({ run }) => {
      const { annotations } = await run({ ...staging, ...inputs })
      expect(annotations.map(({ text }) => text)).toEqual(texts)
    }))

  it('is not looked at for releases of its own when it is manual', () =>
    onBeanstalk(
      async ({ run, requests }) => {
        const { annotations } = await run({ ...staging, summary: 'false' })
        expect(requests().filter((each) => each === 'GET /api/7/releases.json')).toHaveLength(1)
        expect(annotations).toEqual([])
      },
      { switches: { automatic: 'none' } },
    ))
})

describe('a lost answer to the create', () => {
  it.each(['newest', 'oldest'])('is found again in a list with the %s first', (order) =>
    onBeanstalk(
      async ({ run, world }) => {
        expect((await run()).outputs['deploy-id']).toBe('401')
        expect(world.deploys()).toHaveLength(1)
      },
      { switches: { order }, faults: ['cut-after POST /releases.json'] },
    ))

  it('is not sent again when a newer release may have deleted ours', () =>
    onBeanstalk(
      async ({ run, beanstalk, sent }) => {
        const onSleep = () => {
          const { releases } = beanstalk.state
          beanstalk.state.releases = releases.map((each) =>
            each.id === 401 ? { ...each, id: 402, comment: 'somebody else' } : each,
          )
        }
        const { ending } = await run({}, { onSleep })
        expect(ending.fails).toContain('It may have happened all the same')
        expect(ending.fails).toContain("in Beanstalk under the repository's Deployments")
        expect(sent()).toHaveLength(1)
      },
      { faults: ['cut-after POST /releases.json'] },
    ))

  it('is found by reading on when the list does not reach to the newest', () =>
    onBeanstalk(
      async ({ run, beanstalk, sent }) => {
        const [first] = beanstalk.state.releases
        if (!first) throw new Error('no release')
        const many = Array.from({ length: 60 }, (_, index) => ({ ...first, id: 300 + index }))
        beanstalk.state.releases.unshift(...many)
        expect((await run()).outputs['outcome']).toBe('succeeded')
        expect(sent()).toHaveLength(1)
      },
      { switches: { order: 'oldest' }, faults: ['cut-after POST /releases.json'] },
    ))

  it.each([
    [true, 'succeeded', 1],
    [false, 'error', 0],
  ])('covers a good answer without an id (made: %s)', (acted, outcome, made) =>
    onBeanstalk(async ({ run, running, world, sent }) => {
      const reply = { status: 201, json: { release: { state: 'new' } } }
      running.faults.add({
        action: { kind: 'reply', reply, acted },
        method: 'POST',
        path: '/releases.json',
        times: 1,
        skip: 0,
        headers: {},
      })
      expect((await run()).outputs['outcome']).toBe(outcome)
      expect(world.deploys()).toHaveLength(made)
      expect(sent()).toHaveLength(1)
    }))
})

describe('what the documentation leaves open', () => {
  const values: [string, string[]][] = [
    ['create-status', ['200', '201']],
    ['deletion-scope', ['environment', 'repository']],
    ['newer-create', ['skip', 'keep']],
    ['missing-revision', ['refuse', 'newest']],
    ['order', ['newest', 'oldest']],
    ['paging', ['all', 'documented']],
    ['names', ['everywhere', 'lookup']],
    ['headers', ['strict', 'lax']],
  ]
  it.each(
    values.flatMap(([name, all]) => all.map((value) => [name, value] as const)),
  )('works with %s = %s', (name, value) =>
    onBeanstalk(
      async ({ run, world }) => {
        expect((await run()).outputs['outcome']).toBe('succeeded')
        expect(world.deploys()).toHaveLength(1)
      },
      { switches: { [name]: value } },
    ))

  it.each(['401', '403', '404'])('says what a refusal for lack of rights means (%s)', (status) =>
    onBeanstalk(
      async ({ run, world }) => {
        const { ending } = await run()
        expect(ending.fails).toContain(`answered ${status} ("You are not allowed to deploy")`)
        expect(ending.fails).toMatch(/access token of that user|right to deploy|may deploy/)
        expect(world.deploys()).toEqual([])
      },
      { switches: { rights: 'none', 'no-rights-status': status } },
    ))

  it('says that the API must be enabled', () =>
    onBeanstalk(async ({ run }) => expect((await run()).ending.fails).toContain('must enable API access'), {
      switches: { api: 'off' },
    }))

  it('says that the user name matters on a 401', () =>
    onBeanstalk(async ({ run }) => {
      const { ending } = await run({ 'beanstalk-username': 'Deployer' })
      expect(ending.fails).toContain('not the e-mail address')
    }))

  it('says what an empty 422 means', () =>
    onBeanstalk(async ({ run, running }) => {
      const reply = { status: 422, text: '' }
      const action = { kind: 'reply', reply, acted: false } as const
      running.faults.add({ action, method: 'POST', path: '/releases.json', times: 1, skip: 0, headers: {} })
      const { ending } = await run()
      expect(ending.fails).toContain('answered 422 (with an empty body)')
      expect(ending.fails).toContain('mirror the push there first')
    }))
})

it('a list that has other releases on every page is not read for ever', async () => {
  const asked: unknown[] = []
  let id = 1_000_000
  const send = async (_: string, __: object, { query }: { query: { page?: number } }) => {
    asked.push(query.page)
    const body = Array.from({ length: 6_000 }, () => ({ id: String(--id), state: 'success' }))
    return { status: 200, body, raw: body, text: '', headers: {} }
  }
  const place = { repo: '7', isSubversion: false, environment: { id: '5', name: 'x' } }
  const found = await listReleases({ api: { send } } as never, place as never, () => false)
  expect(asked).toEqual([undefined, 2])
  expect([found.releases.length, found.hasNewest, found.isWhole]).toEqual([12_000, true, false])
})
