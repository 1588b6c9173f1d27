// What is special about GitHub's deployments: their defaults, statuses that only add up, records that GitHub makes by
// itself, and every side of what the stand-in assumes.
import { describe, expect, it } from '@jest/globals'
import { ACTIONS_PERMISSIONS } from '../../sandbox/github/index.ts'
import { SWITCHES } from '../../sandbox/github/options.ts'
import { push, sha } from '../support/events.ts'
import { HEAD, onGitHub } from '../support/github-stage.ts'

const RUN_URL = 'https://github.com/acme/shop/actions/runs/4242424242'
const toStaging = { environment: 'staging' }
const dispatch = { name: 'workflow_dispatch', payload: { repository: push().payload['repository'] } }

describe('a deployment', () => {
  it('is of the sha, merges nothing, requires no check, and carries the marker in its payload', () =>
    onGitHub(async ({ run, sent, github, states }) => {
      const { ending, outputs } = await run({ ...toStaging, url: 'https://staging.example.com' })
      expect(ending).toEqual({})
      expect(sent('POST', '/deployments')).toEqual([
        {
          ref: HEAD,
          task: 'deploy',
          auto_merge: false,
          required_contexts: [],
          payload: {
            record_deploy: expect.stringMatching(/^[0-9a-f]{8}$/),
            version: 'v1.4.0',
            run_id: '4242424242',
            job: 'deploy',
            matrix_key: '0',
          },
          environment: 'staging',
          description: 'fix: change 3',
          production_environment: false,
          transient_environment: false,
        },
      ])
      const common = { log_url: RUN_URL, environment_url: 'https://staging.example.com' }
      expect(sent('POST', '/statuses')).toEqual([
        { state: 'in_progress', description: 'fix: change 3', ...common },
        { state: 'success', description: 'fix: change 3', ...common },
      ])
      expect(states(outputs['deploy-id'])).toEqual(['in_progress', 'success'])
      expect(outputs).toMatchObject({
        outcome: 'succeeded',
        'deploy-url': 'https://github.com/acme/shop/deployments/staging',
      })
      expect(github.surprises).toEqual([])
    }))

  it('goes through with a branch behind the default branch and a red check', () =>
    onGitHub(async ({ run, github }) => {
      github.context(HEAD, 'ci/test', 'failure')
      expect((await run(toStaging)).ending).toEqual({})
      expect(github.state.deployments).toHaveLength(1)
    }))

  it('has a description of at most 140 characters, and no environment URL when that is the page of the run', () =>
    onGitHub(async ({ run, sent }) => {
      await run({ ...toStaging, description: '🚀'.repeat(200) })
      for (const { description, ...rest } of [
        ...sent('POST', '/deployments'),
        ...sent('POST', '/statuses'),
      ]) {
        expect(String(description).length).toBeLessThanOrEqual(140)
        expect(rest).not.toHaveProperty('environment_url')
      }
    }))

  it.each([
    ['production', true, false],
    ['prod-eu', true, false],
    ['web/Production', true, false],
    ['pre-production', false, false],
    ['non-prod', false, false],
    ['product-list', false, false],
    ['staging', false, false],
    ['preview/search', false, true],
    ['pr-12', false, true],
    ['review-app', false, true],
    ['sprint', false, false],
  ])('to %s has the flags production %s and transient %s', (environment, production, transient) =>
    onGitHub(async ({ run, sent }) => {
      await run({ environment })
      expect(sent('POST', '/deployments')).toMatchObject([
        { production_environment: production, transient_environment: transient },
      ])
    }))

  it('is not retired by another job of the same run, but by the next run', () =>
    onGitHub(async ({ run, states }) => {
      const earlier = await run(toStaging, { github: { RUN_ID: '1' } })
      const first = await run(toStaging)
      const sibling = await run(toStaging, { jobIndex: 1 })
      expect(states(earlier.outputs['deploy-id']).at(-1)).toBe('inactive')
      expect(states(first.outputs['deploy-id']).at(-1)).toBe('success')
      expect(states(sibling.outputs['deploy-id']).at(-1)).toBe('success')
      await run(toStaging, { github: { RUN_ID: '9' } })
      expect(states(first.outputs['deploy-id']).at(-1)).toBe('inactive')
      expect(states(sibling.outputs['deploy-id']).at(-1)).toBe('inactive')
    }))

  it('is retired by the jobs of a run that began together, but none of these', () =>
    onGitHub(async ({ run, states }) => {
      const earlier = await run(toStaging, { github: { RUN_ID: '1' } })
      const half = (operation: string, jobIndex: number) => run({ ...toStaging, operation }, { jobIndex })
      const begun = [await half('start', 0), await half('start', 1)]
      for (const jobIndex of [0, 1]) await half('finish', jobIndex)
      const ids = [earlier, ...begun].map(({ outputs }) => outputs['deploy-id'])
      expect(ids.map((id) => states(id).at(-1))).toEqual(['inactive', 'success', 'success'])
    }))

  it('of a re-run is no start for its own commits, where it was the first', () =>
    onGitHub(async ({ run }) => {
      const inputs = { ...toStaging, 'github-release': 'false', 'commits-from': 'last-deploy' }
      const first = await run(inputs, { event: dispatch })
      const again = await run(inputs, { event: dispatch, github: { RUN_ATTEMPT: '2' } })
      expect(first.outputs).toMatchObject({ 'range-source': 'single-commit', outcome: 'succeeded' })
      expect(again.outputs).toMatchObject({ 'range-source': 'single-commit', outcome: 'existing' })
    }))

  it('of a re-run has the commits of the first attempt, and is no redeploy', () =>
    onGitHub(async ({ run }) => {
      const inputs = { ...toStaging, 'github-release': 'false', 'commits-from': 'last-deploy' }
      await run(inputs, { github: { SHA: sha(1), RUN_ID: '1' } })
      const first = await run(inputs)
      const again = await run(inputs, { github: { RUN_ATTEMPT: '2' } })
      expect(first.outputs).toMatchObject({ 'base-sha': sha(1), kind: 'deploy', outcome: 'succeeded' })
      expect(again.outputs).toMatchObject({ 'base-sha': sha(1), kind: 'deploy', outcome: 'existing' })
    }))

  it('leaves the release out with github-release: false, and then takes a sha as the version', () =>
    onGitHub(async ({ run, running, github }) => {
      const { ending } = await run({
        ...toStaging,
        version: '',
        'version-from': 'sha',
        'github-release': 'false',
      })
      expect(ending).toEqual({})
      expect(running.requests.filter(({ path }) => /releases|\/git\//.test(path))).toEqual([])
      expect(github.state.deployments).toHaveLength(1)
    }))
})

describe('track, start and finish', () => {
  it.each([
    ['success', 'success'],
    ['failure', 'failure'],
    ['cancelled', 'error'],
  ] as const)('closes a tracked deploy of a job that ended with %s as %s', (jobStatus, state) =>
    onGitHub(async ({ run, states, github }) => {
      const main = await run({ ...toStaging, operation: 'track' })
      expect(main.outputs['outcome']).toBe('started')
      expect(states(main.outputs['deploy-id'])).toEqual(['in_progress'])
      const post = await run({ ...toStaging, operation: 'track' }, { jobStatus, state: main.state })
      expect(post.ending).toEqual({})
      expect(states(main.outputs['deploy-id'])).toEqual(['in_progress', state])
      const last = github.state.statuses.at(-1)?.description ?? ''
      expect(last.startsWith('cancelled: ')).toBe(jobStatus === 'cancelled')
    }))

  it('closes a tracked deploy whose first status was refused', () =>
    onGitHub(
      async ({ run, states }) => {
        const main = await run({ ...toStaging, operation: 'track' })
        expect(main.ending).toEqual({})
        expect(main.annotations).toMatchObject([{ level: 'warning', text: expect.stringContaining('422') }])
        const post = await run({ ...toStaging, operation: 'track' }, { state: main.state })
        expect(post.ending).toEqual({})
        expect(states(main.outputs['deploy-id'])).toEqual(['success'])
      },
      { faults: ['422 POST /statuses'] },
    ))

  it('finishes by the id, and succeeds although the deploy failed', () =>
    onGitHub(async ({ run, states }) => {
      const start = await run({ ...toStaging, operation: 'start' })
      const id = start.outputs['deploy-id'] ?? ''
      const finish = await run({ ...toStaging, operation: 'finish', 'deploy-id': id, status: 'failure' })
      expect(finish.ending).toEqual({})
      expect(finish.outputs).toMatchObject({ outcome: 'failed', 'deploy-id': id })
      expect(states(id)).toEqual(['in_progress', 'failure'])
    }))

  it('tells the version, commit and start of what it closes, and not of a later run', () =>
    onGitHub(async ({ run, clock, states }) => {
      const legs = [0, 1].map((jobIndex) => ({ jobIndex, github: { SHA: sha(1), RUN_ID: '7' } }))
      const started = []
      for (const leg of legs)
        started.push(await run({ ...toStaging, operation: 'start', version: 'v1.2.3' }, leg))
      clock.advance(60_000)
      const at = Date.parse(started[0]?.outputs['started-at'] ?? '')
      for (const { outputs } of started) {
        const close = { ...toStaging, operation: 'finish', 'version-from': 'conventional', version: '' }
        const done = await run({ ...close, 'deploy-id': outputs['deploy-id'] ?? '' }, { event: dispatch })
        expect(done.ending).toEqual({})
        expect(done.annotations).toEqual([])
        expect(done.outputs).toMatchObject({ version: 'v1.2.3', 'head-sha': sha(1), 'commit-count': '0' })
        expect(done.summary).toContain('v1.2.3')
        expect(Math.abs(Date.parse(done.outputs['started-at'] ?? '') - at)).toBeLessThan(2_000)
      }
      // Each leg retires nothing of the other, whatever commit the closing run is of.
      expect(started.map(({ outputs }) => states(outputs['deploy-id']).at(-1))).toEqual([
        'success',
        'success',
      ])
    }))

  it('of which only the closing is planned goes nowhere in a dry run', () =>
    onGitHub(async ({ run }) => {
      const dry = { ...toStaging, 'deploy-id': '1', 'dry-run': 'true' }
      const of = async (operation: string) =>
        (await run({ ...dry, operation, status: 'failure' })).outputs['message']
      expect(await of('finish')).toMatch(/^\*v1\.4\.0\* → staging: dry run, nothing was sent/)
      expect(await of('deploy')).toMatch(/^\*v1\.4\.0\* would go to staging: dry run/)
      expect(await of('rollback')).toMatch(/^\*v1\.4\.0\* would go to staging \(rollback\): dry run/)
    }))

  it('closes nothing of another environment', () =>
    onGitHub(async ({ run, states }) => {
      const { outputs } = await run({ ...toStaging, operation: 'start' })
      const id = outputs['deploy-id'] ?? ''
      const close = { operation: 'finish', 'deploy-id': id, environment: 'production' }
      const { ending } = await run(close)
      expect(ending.fails).toContain(`deploy-id ${id} is of environment "staging", not of "production".`)
      expect(states(id)).toEqual(['in_progress'])
      expect((await run({ ...close, environment: 'Staging' })).ending).toEqual({})
    }))

  it('is closed although nobody can read it', () =>
    onGitHub(
      async ({ run, states }) => {
        const { outputs } = await run({ ...toStaging, operation: 'start' })
        const id = outputs['deploy-id'] ?? ''
        expect((await run({ ...toStaging, operation: 'finish', 'deploy-id': id })).ending).toEqual({})
        expect(states(id)).toEqual(['in_progress', 'success'])
      },
      { faults: ['404 GET /deployments/102 x1'] },
    ))

  it('finishes the newest open deployment of environment and head when no id is given', () =>
    onGitHub(async ({ run, states }) => {
      const other = { github: { RUN_ID: '7' } }
      await run(toStaging, other)
      const open = await run({ ...toStaging, operation: 'start' }, other)
      const done = await run({ ...toStaging, operation: 'finish' })
      expect(done.outputs['deploy-id']).toBe(open.outputs['deploy-id'])
      expect(states(open.outputs['deploy-id'])).toEqual(['in_progress', 'success'])
      expect((await run({ ...toStaging, operation: 'finish' })).ending.fails).toContain(
        'deploy-id is required',
      )
    }))

  it('takes a start of its own before the record that GitHub made for the finishing job', () =>
    onGitHub(async ({ run, github }) => {
      const start = await run({ ...toStaging, operation: 'start' }, { github: { RUN_ID: '7' } })
      github.jobEnvironment('staging', HEAD, 4242424242)
      const done = await run({ ...toStaging, operation: 'finish' })
      expect(done.outputs['deploy-id']).toBe(start.outputs['deploy-id'])
    }))
})

describe('a job with environment:', () => {
  it('has its own deployment completed instead of a second one made', () =>
    onGitHub(async ({ run, github, states }) => {
      const id = github.jobEnvironment('staging', HEAD, 4242424242)
      const { outputs, annotations, lines } = await run({ ...toStaging, url: 'https://staging.example.com' })
      expect(outputs['deploy-id']).toBe(String(id))
      expect(github.state.deployments).toHaveLength(1)
      expect(states(id)).toEqual(['in_progress', 'success'])
      expect(github.state.statuses.at(-1)?.environment_url).toBe('https://staging.example.com')
      expect(annotations).toEqual([])
      expect(lines.join('\n')).toContain("made by GitHub for the job's environment")
    }))

  it.each([
    ['of another run', [77]],
    ['of two jobs of this run', [4242424242, 4242424242]],
  ])('gets a warning with the cure when the deployment is %s', (_, runs) =>
    onGitHub(async ({ run, github }) => {
      for (const id of runs) github.jobEnvironment('staging', HEAD, id)
      const { ending, annotations } = await run(toStaging)
      expect(ending).toEqual({})
      expect(github.state.deployments).toHaveLength(runs.length + 1)
      expect(annotations).toMatchObject([
        {
          level: 'warning',
          text: expect.stringContaining('environment: {name: staging, deployment: false}'),
        },
      ])
    }))

  it('is not taken for another run whose number only begins with the same digits', () =>
    onGitHub(async ({ run, github }) => {
      github.jobEnvironment('staging', HEAD, 42424242420)
      await run(toStaging)
      expect(github.state.deployments).toHaveLength(2)
    }))

  it('of another commit or environment, or one that is over, is not looked at', () =>
    onGitHub(async ({ run, github }) => {
      github.jobEnvironment('staging', sha(1), 4242424242)
      github.jobEnvironment('production', HEAD, 4242424242)
      const { annotations } = await run(toStaging)
      expect(annotations).toEqual([])
      expect(github.state.deployments).toHaveLength(3)
    }))

  it('is warned that a rollback deploys another commit than the record says', () =>
    onGitHub(async ({ run, github, history }) => {
      history.tag('v1.0.0', sha(1))
      github.jobEnvironment('staging', HEAD, 4242424242)
      const { annotations } = await run({ ...toStaging, operation: 'rollback', version: 'v1.0.0' })
      expect(annotations[0]?.text).toContain('which this rollback does not deploy')
    }))
})

describe('a rollback', () => {
  it.each([
    ['a lightweight tag', undefined],
    ['an annotated tag', 'Version 1.0.0'],
  ])('deploys the commit of %s', (_, message) =>
    onGitHub(async ({ run, history, sent, github }) => {
      history.tag('v1.0.0', sha(1), message)
      const { ending, outputs } = await run({ ...toStaging, operation: 'rollback', version: 'v1.0.0' })
      expect(ending).toEqual({})
      expect(sent('POST', '/deployments')).toMatchObject([{ ref: sha(1) }])
      expect(outputs).toMatchObject({ outcome: 'succeeded', kind: 'rollback', version: 'v1.0.0' })
      expect(github.state.releases).toEqual([])
    }))

  it('deploys a sha, also with github-release: false', () =>
    onGitHub(async ({ run, sent }) => {
      await run({ ...toStaging, operation: 'rollback', version: sha(2), 'github-release': 'false' })
      expect(sent('POST', '/deployments')).toMatchObject([{ ref: sha(2) }])
    }))

  it('takes the newest successful deploy with another revision when no target is given', () =>
    onGitHub(async ({ run, sent, github }) => {
      const at = (number: number, RUN_ID: string) => ({ github: { SHA: sha(number), RUN_ID } })
      const recorded = { ...toStaging, 'github-release': 'false' }
      await run({ ...recorded, version: 'v1' }, at(1, '1'))
      await run({ ...recorded, version: 'v2' }, at(2, '2'))
      await run({ ...recorded, version: 'v3', operation: 'start' }, at(3, '3'))
      await run({ ...recorded, version: 'v3', operation: 'finish', status: 'failure' }, at(3, '3'))
      await run({ ...recorded, version: 'v2' }, at(2, '4'))
      const { ending, outputs } = await run({ ...recorded, operation: 'rollback', version: '' })
      expect(ending).toEqual({})
      expect(outputs).toMatchObject({ version: 'v1', kind: 'rollback' })
      expect(sent('POST', '/deployments').at(-1)).toMatchObject({ ref: sha(1) })
      expect(github.surprises).toEqual([])
    }))

  it('is done by a re-run whose own deploy is the live one', () =>
    onGitHub(async ({ run, sent }) => {
      const recorded = { ...toStaging, 'github-release': 'false' }
      await run({ ...recorded, version: 'v1' }, { github: { SHA: sha(1), RUN_ID: '1' } })
      await run({ ...recorded, version: 'v2' })
      const again = { github: { RUN_ATTEMPT: '2' } }
      expect((await run({ ...recorded, version: 'v2' }, again)).outputs['outcome']).toBe('existing')
      const back = { ...recorded, operation: 'rollback', version: '' }
      expect((await run(back, again)).outputs).toMatchObject({ version: 'v1', outcome: 'succeeded' })
      expect((await run(back, { github: { RUN_ATTEMPT: '3' } })).outputs['outcome']).toBe('existing')
      expect(sent('POST', '/deployments').map(({ ref }) => ref)).toEqual([sha(1), HEAD, sha(1)])
    }))

  it('goes back to the deploy with the id that was given', () =>
    onGitHub(async ({ run, sent }) => {
      const old = await run(
        { ...toStaging, version: 'v1', 'github-release': 'false' },
        { github: { SHA: sha(1) } },
      )
      const id = old.outputs['deploy-id'] ?? ''
      const { outputs } = await run({ ...toStaging, operation: 'rollback', version: '', 'deploy-id': id })
      expect(sent('POST', '/deployments').at(-1)).toMatchObject({ ref: sha(1) })
      expect(outputs['version']).toBe('v1')
      expect(outputs['deploy-id']).not.toBe(id)
    }))

  it.each([
    { version: 'v0.9.0' },
    { version: 'abcdef0' },
  ])('to something that is not there says so: %j', (inputs) =>
    onGitHub(async ({ run, github }) => {
      const { ending } = await run({ ...toStaging, operation: 'rollback', ...inputs })
      expect(ending.fails).toContain(`GitHub has no tag or commit "${inputs.version}" in acme/shop`)
      expect(github.state.deployments).toEqual([])
    }))

  it('without anything to go back to asks for a version', () =>
    onGitHub(async ({ run }) => {
      const { ending } = await run({ ...toStaging, operation: 'rollback', version: '' })
      expect(ending.fails).toContain('version or deploy-id is required')
    }))
})

describe('what GitHub refuses', () => {
  const without = (permission: string) => ({
    permissions: Object.fromEntries(
      Object.entries(ACTIONS_PERMISSIONS).filter(([name]) => name !== permission),
    ),
  })

  it('names contents: write and shows the two lines', () =>
    onGitHub(
      async ({ run }) => {
        const { ending } = await run()
        expect(ending.fails).toContain('GitHub did not create the release')
        expect(ending.fails).toContain('permissions:\n  contents: write')
      },
      { permissions: { ...ACTIONS_PERMISSIONS, contents: 'read' } },
    ))

  it.each([
    without('deployments'),
    { permissions: { ...ACTIONS_PERMISSIONS, deployments: 'read' as const } },
  ])('names deployments: write and shows the two lines: %#', (setting) =>
    onGitHub(async ({ run, github }) => {
      const { ending } = await run(toStaging)
      expect(ending.fails).toContain('answered 403')
      expect(ending.fails).toContain('permissions:\n  deployments: write')
      expect(github.state.deployments).toEqual([])
    }, setting))

  it.each([
    ['403', 'secondary'],
    ['403', 'bare'],
    ['429', 'secondary'],
    ['429', 'bare'],
  ])('waits at least a minute after a secondary limit: %s, %s', (status, variant) =>
    onGitHub(
      async ({ run, github }) => {
        const { ending, waitedMs } = await run(toStaging)
        expect(ending).toEqual({})
        expect(waitedMs).toBeGreaterThanOrEqual(60_000)
        expect(github.state.deployments).toHaveLength(1)
      },
      { faults: [`${status} POST /deployments`], switches: { [`refuse-${status}`]: variant } },
    ))

  it('does not call a spent limit a missing permission', () =>
    onGitHub(
      async ({ run, github }) => {
        const { ending } = await run(toStaging)
        expect(ending.fails).toContain('API rate limit exceeded')
        expect(ending.fails).toContain('for which the timeout leaves no room')
        expect(ending.fails).not.toContain('permissions:')
        expect(github.state.deployments).toEqual([])
      },
      { faults: ['403 POST /deployments'], switches: { 'refuse-403': 'primary' } },
    ))

  it('does not take a merge for a deployment', () =>
    onGitHub(async ({ run, running, github }) => {
      running.faults.add({
        action: {
          kind: 'reply',
          acted: false,
          reply: { status: 202, json: { message: 'Auto-merged main into x on deployment.' } },
        },
        method: 'POST',
        path: '/deployments',
        times: 1,
        skip: 0,
        headers: {},
      })
      const { ending } = await run(toStaging)
      expect(ending.fails).toContain('Auto-merged main into x on deployment.')
      expect(ending.fails).toContain('deployed nothing')
      expect(github.state.deployments).toEqual([])
    }))

  it('explains the 409 of a deployment', () =>
    onGitHub(
      async ({ run }) => {
        const { ending } = await run(toStaging)
        expect(ending.fails).toContain('answered 409')
        expect(ending.fails).toContain('a merge conflict or a check that is not green')
      },
      { faults: ['409 POST /deployments'] },
    ))
})

describe('inputs', () => {
  it('refuses what cannot be, before any request', () =>
    onGitHub(async ({ run, running }) => {
      const latest = await run({ 'github-latest': 'true', 'github-draft': 'true' })
      expect(latest.ending.fails).toContain('a draft or prerelease cannot be the latest')
      const nothing = await run({ 'github-release': 'false' })
      expect(nothing.ending.fails).toContain('nothing is left to do')
      const foreign = await run({ 'api-url': 'https://ghes.example.com/api/v3' })
      expect(foreign.ending.fails).toContain("the workflow's own token belongs to another host")
      for (const operation of ['finish', 'rollback']) {
        const { ending } = await run({
          ...toStaging,
          operation,
          version: '',
          'deploy-id': 'v1',
          'on-error': 'warn',
        })
        expect(ending).toMatchObject({
          isSoftened: false,
          fails: expect.stringContaining('number of a deployment'),
        })
      }
      expect(running.requests).toEqual([])
    }))

  it.each([
    'a..b',
    '.hidden',
    'web/.x',
    'x.lock',
    'x/',
    'a//b',
    '-x',
    '@',
    'a@{b',
    'a^b',
  ])('refuses the tag %j', (version) =>
    onGitHub(async ({ run, running }) => {
      expect((await run({ version })).ending.fails).toContain('GitHub refuses')
      expect(running.requests).toEqual([])
    }))

  it('takes a package tag with its slash and at', () =>
    onGitHub(async ({ run, history }) => {
      const { ending, outputs } = await run({ version: '@acme/web@2.0.0', ...toStaging })
      expect(ending).toEqual({})
      expect(history.refs.get('refs/tags/@acme/web@2.0.0')).toBe(HEAD)
      expect(outputs['release-url']).toContain('%40acme%2Fweb%402.0.0')
    }))
})

describe('hosts', () => {
  it.each([
    ['', '/graphql'],
    ['/api/v3', '/api/graphql'],
  ])('works under the prefix "%s" of GITHUB_API_URL, with GraphQL at %s', (prefix, graphql) =>
    onGitHub(
      async ({ run, running, github }) => {
        const { ending, outputs } = await run(toStaging, {
          github: { SERVER_URL: 'https://ghes.example.com' },
        })
        expect(ending).toEqual({})
        expect(outputs['deploy-url']).toBe('https://ghes.example.com/acme/shop/deployments/staging')
        const paths = running.requests.map(({ path }) => path)
        expect(paths.pop()).toBe(graphql)
        expect(paths.filter((path) => !path.startsWith(`${prefix}/repos/acme/shop/`))).toEqual([])
        expect(github.surprises).toEqual([])
      },
      { prefix },
    ))
})

describe('every side of what the stand-in assumes', () => {
  const sides: [string, string][] = [
    ['payload', 'string'],
    ['deployment-order', 'oldest'],
    ['rate-limit', 'off'],
    ['link', 'off'],
    ['lag', '1'],
    ['immutable', 'on'],
    ['make-latest', 'loose'],
    ['latest', 'date'],
    ['ambiguous', 'branch'],
    ['unknown-commit', '422'],
    ['unknown-object', '404'],
    ['auto-merge-commit', '201'],
    ['private', 'yes'],
    ['scheme', 'https'],
    ['short-sha', 'off'],
    ['unknown-previous-tag', '404'],
    ['immutable-status', '403'],
  ]

  it('is about switches that exist', () => {
    expect(sides.map(([name]) => name).filter((name) => !(name in SWITCHES))).toEqual([])
  })

  it.each(sides)('deploys, finds its deploy again and rolls back with %s: %s', (name, value) =>
    onGitHub(
      async ({ run, github, history, sent }) => {
        history.tag('v1.0.0', sha(1), 'Version 1.0.0')
        const first = await run(toStaging)
        expect(first.ending).toEqual({})
        const again = await run(toStaging, { github: { RUN_ATTEMPT: '2' } })
        expect(again.outputs).toMatchObject({ outcome: 'existing', 'deploy-id': first.outputs['deploy-id'] })
        await run({ ...toStaging, operation: 'rollback', version: 'v1.0.0' })
        const back = await run(
          { ...toStaging, operation: 'rollback', version: '' },
          { github: { RUN_ID: '5' } },
        )
        expect(back.ending).toEqual({})
        expect(sent('POST', '/deployments').map(({ ref }) => ref)).toEqual([HEAD, sha(1), HEAD])
        expect(github.state.releases).toHaveLength(1)
        expect(github.surprises).toEqual([])
      },
      { switches: { [name]: value } },
    ))
})
