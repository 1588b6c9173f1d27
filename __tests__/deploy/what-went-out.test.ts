// The bundle as the runner starts it: what is deployed is what was merged, exactly that, and all of it is told.
import { describe, expect, it } from '@jest/globals'
import { standIn as beanstalk } from '../../sandbox/beanstalk/index.ts'
import { type History, makeHistory } from '../../sandbox/github/history.ts'
import { type GitHub, makeGitHub } from '../../sandbox/github/index.ts'
import { runMain, runPost, type StageResult, type StepOptions } from '../../sandbox/runner.ts'
import { makeSentry } from '../../sandbox/sentry/index.ts'
import { makeClock, type Running, serve } from '../../sandbox/server.ts'
import { commonInputs } from '../../src/inputs/common.ts'
import { sentryInputs } from '../support/sentry.ts'

interface Place {
  readonly github: GitHub
  readonly hub: Running
  readonly sentry: Running
  /** A step with `provider: github` unless told otherwise. */
  step(over: Partial<StepOptions>): StepOptions
  run(over: Partial<StepOptions>): Promise<StageResult>
  /** From now on it is an hour later; it begins an hour ago. */
  later(): void
}

const repository = { full_name: 'acme/shop', default_branch: 'main' }

const HOUR_MS = 3_600_000

async function place(history: History, test: (place: Place) => Promise<void>): Promise<void> {
  const clock = makeClock()
  clock.advance(-HOUR_MS)
  const github = makeGitHub({ clock, history })
  const hub = await serve(github, { clock })
  const sentry = await serve(makeSentry({ clock }), { clock })
  const step = (over: Partial<StepOptions>): StepOptions => ({
    token: 'github-token',
    event: { name: 'workflow_dispatch', payload: { repository } },
    ...over,
    with: { provider: 'github', environment: 'production', ...over.with },
    github: { API_URL: hub.url, ...over.github },
  })
  try {
    await test({
      github,
      hub,
      sentry,
      step,
      run: (over) => runMain(step(over)),
      later: () => clock.advance(HOUR_MS),
    })
  } finally {
    await Promise.all([hub.close(), sentry.close()])
  }
}

function commits(count: number) {
  const history = makeHistory()
  const shas = Array.from({ length: count }, (_, index) => history.commit({ message: `feat: c${index + 1}` }))
  return { history, at: (number: number): string => shas[number - 1] ?? '' }
}

const payloadCommit = (id: string) => ({
  id,
  message: 'feat: x',
  timestamp: '2026-01-05T09:00:00Z',
  author: { name: 'Shop Developer', email: 'developer@example.com' },
})

function push(before: string, after: string): Pick<StepOptions, 'event' | 'github'> {
  const own = payloadCommit(after)
  const payload = { ref: 'refs/heads/main', before, after, commits: [own], head_commit: own, repository }
  return { event: { name: 'push', payload }, github: { SHA: after } }
}

const writes = ({ requests }: Running) =>
  requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql')

describe('only what was merged', () => {
  const { history, at } = commits(3)
  const fork = {
    conclusion: 'success',
    event: 'pull_request',
    head_sha: at(3),
    head_branch: 'main',
    head_repository: { full_name: 'mallory/web' },
  }
  const run = (over: object) => ({
    event: { name: 'workflow_run', payload: { workflow_run: { ...fork, ...over }, repository } },
    github: { SHA: at(2) },
  })

  it.each([
    'deploy',
    'release',
    'track',
    'start',
    'rollback',
  ])('a run of a fork’s pull request is refused for %s, and ref is named', async (operation) => {
    await place(history, async ({ run: start, hub }) => {
      const result = await start({ ...run({}), with: { operation } })
      expect(result.code).toBe(1)
      expect(result.seen).toMatch(/another repository \(mallory\/web\).*name the commit by ref/)
      expect(hub.requests).toEqual([])
    })
  })

  it('naming the commit by ref is the way to deploy a preview', async () => {
    await place(history, async ({ run: start }) => {
      const given = { ref: at(3), environment: 'preview', 'github-release': 'false', 'version-from': 'sha' }
      const result = await start({ ...run({}), with: given })
      expect(result).toMatchObject({ code: 0, outputs: { outcome: 'succeeded', 'head-sha': at(3) } })
    })
  })

  it('a run that failed is a notice, and nothing is sent', async () => {
    await place(history, async ({ run: start, hub }) => {
      const result = await start(run({ conclusion: 'failure', head_repository: repository }))
      expect(result).toMatchObject({ code: 0, outputs: { outcome: 'none' } })
      expect(result.seen).toMatch(/ended with failure; there is nothing to record/)
      expect(hub.requests).toEqual([])
    })
  })

  it('a branch as the version is refused', async () => {
    await place(history, async ({ run: start, hub }) => {
      const result = await start({ ...push(at(2), at(3)), with: { version: 'refs/heads/main' } })
      expect(result.code).toBe(1)
      expect(result.seen).toMatch(/version "refs\/heads\/main" is no version/)
      expect(hub.requests).toEqual([])
    })
  })
})

describe('exactly that commit', () => {
  it('a run that a tag started goes out as that tag', async () => {
    const { history, at } = commits(4)
    history.tag('v1.0.0', at(1))
    history.tag('v1.1.0', at(3), 'Version 1.1.0')
    const about = { conclusion: 'success', event: 'push', head_sha: at(3), head_branch: 'v1.1.0' }
    await place(history, async ({ run, sentry }) => {
      const payload = { workflow_run: { ...about, head_repository: repository }, repository }
      const result = await run({
        with: { ...sentryInputs(sentry.url), 'version-from': 'tag' },
        event: { name: 'workflow_run', payload },
        github: { SHA: at(4) },
      })
      const outputs = { version: 'v1.1.0', 'head-sha': at(3), 'commit-count': '2' }
      expect(result).toMatchObject({ code: 0, outputs })
    })
  })

  it('an older tag by ref goes out with its own commits, at Sentry', async () => {
    const { history, at } = commits(6)
    history.tag('v1.0.0', at(1))
    history.tag('v1.2.3', at(3), 'Version 1.2.3')
    await place(history, async ({ run, sentry }) => {
      const given = { ...sentryInputs(sentry.url), ref: 'v1.2.3', 'patch-set': 'false' }
      const result = await run({ with: given, github: { SHA: at(6) } })
      expect(result).toMatchObject({
        code: 0,
        outputs: { version: 'v1.2.3', 'head-sha': at(3), 'base-sha': at(1), kind: 'deploy' },
      })
      const [release] = writes(sentry)
      expect(JSON.parse(release?.text ?? '').commits.map(({ id }: { id: string }) => id)).toEqual([
        at(3),
        at(2),
      ])
    })
  })

  it('promotion of a tag to another environment is a deploy of that tag', async () => {
    const { history, at } = commits(5)
    history.tag('v1.2.3', at(3))
    await place(history, async ({ run, github }) => {
      const given = { ref: 'v1.2.3', 'github-notes': 'none' }
      const result = await run({ with: given, github: { SHA: at(5) } })
      expect(result).toMatchObject({
        code: 0,
        outputs: { version: 'v1.2.3', 'head-sha': at(3), kind: 'deploy', outcome: 'succeeded' },
      })
      expect(github.state.deployments.map(({ sha }) => sha)).toEqual([at(3)])
    })
  })

  it.each(['v1.0.0', 'v1.1.0'])('the older tag %s is a plain deploy also after a newer one', async (ref) => {
    const { history, at } = commits(6)
    history.tag('v1.0.0', at(1), 'Version 1.0.0')
    history.tag('v1.1.0', at(3))
    history.tag('v1.2.0', at(5))
    await place(history, async ({ run, sentry, later }) => {
      const given = { ...sentryInputs(sentry.url), environment: 'staging', 'patch-set': 'false' }
      await run({ with: { ...given, ref: 'v1.2.0' }, github: { SHA: at(6), RUN_ID: '1' } })
      later()
      const result = await run({ with: { ...given, ref }, github: { SHA: at(6), RUN_ID: '2' } })
      expect(result).toMatchObject({ code: 0, outputs: { kind: 'deploy', version: ref } })
      expect(result.outputs['commit-count']).toBe(ref === 'v1.0.0' ? '1' : '2')
      expect(result.seen).not.toMatch(/WARNING/)
    })
  })

  it('a version is only a label where an input names the revision', async () => {
    const { history, at } = commits(6)
    history.tag('v1.1.0', at(3))
    await place(history, async ({ run }) => {
      const clock = makeClock()
      const running = await serve(beanstalk.make({ clock }), { clock })
      const given = {
        ...beanstalk.with,
        provider: 'beanstalk',
        token: beanstalk.token,
        'api-url': running.url,
      }
      const deploy = { ...given, environment: 'Production', version: 'v1.1.0', wait: 'false' }
      const labelled = { ...deploy, 'beanstalk-revision': at(3) }
      expect(await run({ with: labelled, github: { SHA: at(6) } })).toMatchObject({ code: 0 })
      expect(await run({ with: deploy, github: { SHA: at(6) } })).toMatchObject({ code: 1 })
      await running.close()
    })
  })

  it.each(['github', 'sentry'])('a rollback does not guess what ref alone means (%s)', async (provider) => {
    const { history, at } = commits(3)
    history.tag('v1.0.0', at(1))
    await place(history, async ({ run, sentry, hub }) => {
      const given = { ...(provider === 'sentry' ? sentryInputs(sentry.url) : {}), operation: 'rollback' }
      const result = await run({ with: { ...given, ref: 'v1.0.0' }, github: { SHA: at(3) } })
      expect(result.code).toBe(1)
      expect(result.seen).toMatch(/ref alone does not say which deploy a rollback goes back to/)
      expect([...writes(hub), ...writes(sentry)]).toEqual([])
    })
  })

  it('a version that is the tag of another commit needs ref', async () => {
    const { history, at } = commits(5)
    history.tag('v1.2.3', at(3))
    await place(history, async ({ run, hub }) => {
      const result = await run({ with: { version: 'v1.2.3' }, github: { SHA: at(5) } })
      expect(result.code).toBe(1)
      expect(result.seen).toMatch(/is the tag of another commit .* give it as ref/)
      expect(writes(hub)).toEqual([])
    })
  })
})

describe('all of it', () => {
  const given = { 'github-release': 'false', 'version-from': 'sha' }

  it('commits between the last deploy and the push are counted and told', async () => {
    const { history, at } = commits(6)
    await place(history, async ({ run, later }) => {
      await run({ ...push(at(1), at(2)), with: given })
      later()
      const result = await run({
        ...push(at(5), at(6)),
        with: given,
        debug: true,
        github: { SHA: at(6), RUN_ID: '2' },
      })
      expect(result.code).toBe(0)
      const told = /3 commits between the last deploy of production .* set commits-from: last-deploy\./
      expect(result.seen).toMatch(told)
      expect(JSON.parse(result.outputs['result'] ?? '').warnings.join()).toMatch(told)
    })
  })

  it('nothing is told, and nothing compared, where the push starts at the last deploy', async () => {
    const { history, at } = commits(6)
    await place(history, async ({ run, hub, later }) => {
      await run({ ...push(at(1), at(2)), with: given })
      later()
      const result = await run({ ...push(at(2), at(3)), with: given, github: { SHA: at(3), RUN_ID: '2' } })
      expect(result.seen).not.toMatch(/commits-from: last-deploy/)
      expect(hub.requests.filter(({ path }) => path.includes('/compare/'))).toEqual([])
    })
  })

  it('of a monorepo only the commits that touch its paths are a gap', async () => {
    const history = makeHistory()
    const edit = (name: string) =>
      history.commit({ message: `feat: ${name}`, files: { [`${name}/a`]: name } })
    const shas = ['start', 'web', 'api', 'api2', 'web'].map(edit)
    const [start = '', web = '', , api = '', last = ''] = shas
    await place(history, async ({ run, later }) => {
      const paths = { ...given, paths: 'web/**' }
      await run({ ...push(start, web), with: paths })
      later()
      const result = await run({ ...push(api, last), with: paths, github: { SHA: last, RUN_ID: '2' } })
      expect(result).toMatchObject({ code: 0 })
      expect(result.seen).not.toMatch(/commits-from: last-deploy/)
    })
  })

  it('package with an unchanged version releases nothing, and is green', async () => {
    const history = makeHistory()
    const first = history.commit({ message: 'start', files: { 'package.json': '{"version":"1.2.3"}' } })
    history.tag('v1.2.3', first)
    const head = history.commit({ message: 'docs: more' })
    await place(history, async ({ run, github }) => {
      const more = { 'version-from': 'package', 'version-prefix': 'v', operation: 'release' }
      const result = await run({ ...push(first, head), with: more })
      expect(result).toMatchObject({ code: 0, outputs: { created: 'false', version: 'v1.2.3' } })
      expect(result.seen).toMatch(/notice.*Nothing to release: package\.json/i)
      expect(result.seen).not.toMatch(/warning/i)
      expect(github.state.releases).toEqual([])
    })
  })
})

describe('a composite action that uses the step twice', () => {
  const empty = Object.fromEntries([...Object.keys(commonInputs), 'github-release'].map((name) => [name, '']))
  const tracked = (environment: string) => ({
    operation: 'track',
    environment,
    'github-release': 'false',
    'version-from': 'sha',
  })

  it('closes the right deploy where the inputs come out empty, and its token is in the environment', async () => {
    const { history, at } = commits(3)
    await place(history, async ({ step, github }) => {
      const main = step({ ...push(at(1), at(2)), with: tracked('eu') })
      const started = await runMain(main)
      const post = { ...main, with: { ...empty, status: 'failure' }, env: { GITHUB_TOKEN: 'github-token' } }
      expect(await runPost(post, started)).toMatchObject({ code: 0 })
      expect(github.state.statuses.map(({ state }) => state)).toEqual(['in_progress', 'failure'])
    })
  })

  it('says which deploy is open where nothing tells how the job ended', async () => {
    const { history, at } = commits(3)
    await place(history, async ({ step }) => {
      const main = step({ ...push(at(1), at(2)), with: tracked('eu') })
      const started = await runMain(main)
      const ended = await runPost({ ...main, with: empty }, started)
      expect(ended.code).toBe(1)
      expect(ended.seen).toContain(
        `Deploy ${started.outputs['deploy-id']} of ${at(2)} to eu (provider github) may still be open: close it with operation: finish.`,
      )
    })
  })

  it('closes nothing by the state of the other one, and says which deploy is open', async () => {
    const { history, at } = commits(3)
    await place(history, async ({ step, github }) => {
      const eu = step({ ...push(at(1), at(2)), with: tracked('eu') })
      const us = step({ ...push(at(1), at(2)), with: tracked('us') })
      await runMain(eu)
      const state = await runMain(us)
      expect(await runPost(us, state)).toMatchObject({ code: 0 })
      const ended = await runPost(eu, state)
      expect(ended.code).toBe(1)
      expect(ended.seen).toMatch(
        /environment is "eu" here, and "us" in the state\. The deploy to eu .* still open/,
      )
      expect(github.state.statuses.map(({ state: word }) => word)).toEqual([
        'in_progress',
        'in_progress',
        'success',
      ])
    })
  })

  it('closes what ref named, whatever the event is about', async () => {
    const { history, at } = commits(3)
    history.branch('preview', at(1))
    await place(history, async ({ step, github }) => {
      const given = { ...tracked('preview'), ref: 'preview' }
      const main = step({ ...push(at(2), at(3)), with: given })
      const started = await runMain(main)
      const ended = await runPost({ ...main, with: { ...given, ref: 'gone' } }, started)
      expect(ended).toMatchObject({ code: 0 })
      expect(github.state.deployments.map(({ sha }) => sha)).toEqual([at(1)])
      expect(github.state.statuses.map(({ state }) => state)).toEqual(['in_progress', 'success'])
    })
  })

  it.each([
    ['x', 'fail', 'error'],
    ['[]', 'warn', 'warning'],
    ['{"phase":"started"}', 'fail', 'error'],
    ['{"phase":"started","version":5}', 'warn', 'warning'],
    ['', 'fail', 'error'],
    ['', 'warn', 'warning'],
  ])('says in one annotation when the state is lost: %s, on-error: %s (F23)', async (run, onError, level) => {
    const { history, at } = commits(2)
    await place(history, async ({ step, hub }) => {
      const options = step({ ...push(at(1), at(2)), with: { ...tracked('eu'), 'on-error': onError } })
      const ended = await runPost(options, { state: run === '' ? {} : { run } })
      expect(ended.code).toBe(level === 'error' ? 1 : 0)
      expect(ended.commands.filter(({ name }) => ['error', 'warning'].includes(name))).toEqual([
        expect.objectContaining({
          name: level,
          data: expect.stringMatching(
            /^The .* may still be open: look at the provider, and close it with operation: finish\./,
          ),
        }),
      ])
      expect(ended.summary).toContain('The deploy was not closed')
      expect(hub.requests).toEqual([])
    })
  })

  it('keeps no secret for the post stage', async () => {
    const { history, at } = commits(3)
    await place(history, async ({ run }) => {
      const { state } = await run({ ...push(at(1), at(2)), with: tracked('eu') })
      expect(JSON.stringify(state)).not.toContain('github-token"')
      expect(JSON.stringify(state)).toContain('INPUT_ENVIRONMENT')
    })
  })
})
