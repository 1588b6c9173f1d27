// Every workflow of the docs, whole or a job's `steps:`, is run against the sandboxes, with the permissions that it names: what
// a person copies works as written. The recipes about the life of a deploy are also looked at from the provider's side.
import { describe, expect, it } from '@jest/globals'
import { FAILED_ID } from '../../sandbox/beanstalk/index.ts'
import { makeHistory } from '../../sandbox/github/history.ts'
import { type GitHub, makeGitHub } from '../../sandbox/github/index.ts'
import type { Level } from '../../sandbox/github/state.ts'
import type { StandInService } from '../../sandbox/kit/stand-in.ts'
import { USER_TOKEN } from '../../sandbox/sentry/index.ts'
import { makeClock, type Running, type Service, serve } from '../../sandbox/server.ts'
import { type Fixture, fixtures } from '../contract/fixtures.ts'
import { providerOf } from '../support/providers.ts'
import { asWorkflow, examples, pages } from './examples.ts'
import { eventOf, type Finished, permissionsOf, runWorkflow, type Surroundings } from './workflow.ts'

const workflows = pages()
  .flatMap(examples)
  .filter(({ isWorkflow, yaml }) => isWorkflow || /^steps:/m.test(yaml))
  .map((example) => ({ ...example, yaml: asWorkflow(example) }))

/** A repository with two packages and a release, and two commits since. */
function shop() {
  const history = makeHistory()
  history.commit({ message: 'chore: start', files: { 'README.md': '# Shop\n' } })
  const before = history.tag('v1.2.0')
  for (const name of ['web@0.3.0', 'api@2.0.0', 'nightly-2026.01.01.1']) history.tag(name)
  history.commit({ message: 'feat(web): new start page', files: { 'packages/web/index.ts': '1' } })
  const head = history.commit({ message: 'fix(api): sort by name', files: { 'packages/api/index.ts': '1' } })
  return { history, before, head }
}

function payloadOf(event: string, { history, before, head }: ReturnType<typeof shop>) {
  const repository = { full_name: 'acme/shop', default_branch: 'main' }
  if (event !== 'push') return { repository, ref: 'refs/heads/main' }
  const commits = [...history.commits.values()]
    .filter(({ sha }) => sha !== before)
    .map(({ sha, message, date }) => ({
      id: sha,
      tree_id: sha,
      distinct: true,
      message,
      timestamp: new Date(date).toISOString(),
      author: { name: 'Shop Developer', email: 'developer@example.com', username: 'shop-developer' },
    }))
  const flags = { created: false, deleted: false, forced: false, base_ref: null }
  return {
    ref: 'refs/heads/main',
    before,
    after: head,
    ...flags,
    commits,
    head_commit: commits.at(-1),
    repository,
  }
}

/** The secrets of the docs are called as the variables that the action reads. */
function secretsOf({ id, tokenEnv, token, with: plain }: Fixture): [string, string][] {
  const more = Object.entries(providerOf(id).inputs).flatMap(([name, { env }]): [string, string][] =>
    env ? [[env, plain[name] ?? '']] : [],
  )
  return [[tokenEnv, token], ...more]
}

interface Scene {
  readonly github: GitHub
  /** The other providers by their id. */
  readonly worlds: Readonly<Record<string, StandInService>>
  readonly head: string
  /** The commit before the push. */
  readonly before: string
  readonly urls: Readonly<Record<string, string>>
  run(over?: Partial<Surroundings>): Promise<Finished>
}

/** Every service is there, and the workflow is ready to run. */
async function onScene(yaml: string, act: (scene: Scene) => Promise<void>): Promise<void> {
  const clock = makeClock()
  const repository = shop()
  const { history, head } = repository
  const permissions = { metadata: 'read', ...permissionsOf(yaml) } as Record<string, Level>
  const tokens = { 'github-token': { login: 'github-actions[bot]', permissions } }
  const github = makeGitHub({ clock, history, tokens })
  const others = fixtures.filter(({ id }) => id !== 'github')
  const worlds = Object.fromEntries(others.map((fixture) => [fixture.id, fixture.make({ clock })]))
  const running: Running[] = []
  const open = async (service: Service) => {
    const served = await serve(service, { clock })
    running.push(served)
    return served.url
  }
  try {
    const url = await open(github)
    const urls: Record<string, string> = {}
    for (const [id, world] of Object.entries(worlds)) urls[id] = await open(world)
    const event = eventOf(yaml)
    const variables = { SHA: head, REF: 'refs/heads/main', REPOSITORY: 'acme/shop', API_URL: url }
    await act({
      github,
      worlds,
      head,
      before: repository.before,
      urls,
      run: (over) =>
        runWorkflow(yaml, {
          secrets: Object.fromEntries(others.flatMap(secretsOf)),
          inputs: { version: '1.0.0', 'deploy-id': FAILED_ID, environment: 'production' },
          github: { sha: head, ref_name: 'main', run_attempt: '1', actor: 'shop-developer' },
          urls,
          options: {
            event: { name: event, payload: payloadOf(event, repository) },
            github: variables,
            token: 'github-token',
            clock,
          },
          outputs: {
            clock: { started: '1767225600' },
            deploy: { url: 'https://preview.example.com/' },
            release: { release_created: 'true', tag_name: 'v1.3.0' },
          },
          ends: {},
          ...over,
        }),
    })
    expect(github.surprises).toEqual([])
    for (const { surprises } of Object.values(worlds)) expect(surprises).toEqual([])
  } finally {
    for (const served of running) await served.close()
  }
}

describe.each(workflows.map(({ name, yaml }) => [name, yaml] as const))('%s', (_, yaml) => {
  it('runs to a good end, without a warning', () =>
    onScene(yaml, async ({ run, before, urls }) => {
      if (yaml.includes('commits-from: last-deploy')) await deployed(before, urls['sentry'] ?? '')
      const { jobs, steps } = await run()
      expect(steps.flatMap(({ main, post }) => [main.ending, post.ending])).toEqual(
        steps.flatMap(() => [{}, {}]),
      )
      expect(steps.flatMap(({ main, post }) => [...main.annotations, ...post.annotations])).toEqual([])
      expect(new Set(Object.values(jobs))).toEqual(new Set(['success']))
      expect(steps.length).toBeGreaterThan(0)
    }))
})

/** What was deployed last, at Sentry: without it a recipe that starts there says that there is none. */
async function deployed(version: string, url: string): Promise<void> {
  const send = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${USER_TOKEN}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api/0/organizations/acme/releases/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(201)
  }
  await send('', { version, projects: ['web', 'api'] })
  await send(`${version}/deploys/`, { environment: 'production' })
}

/** The n-th workflow under a heading of the recipes. */
function recipe(heading: string, index = 0): string {
  const found = workflows.filter(
    ({ name }) => name.startsWith('docs/recipes.md') && name.endsWith(`# ${heading}`),
  )
  const yaml = found[index]?.yaml
  if (yaml === undefined) throw new Error(`there is no recipe ${heading}`)
  return yaml
}

/** The statuses of the only deployment. */
function states({ state }: GitHub): string[] {
  expect(state.deployments).toHaveLength(1)
  return state.statuses.map((status) => status.state)
}

describe('the recipe around a deploy', () => {
  it.each([
    ['success', ['in_progress', 'success']],
    ['failure', ['in_progress', 'failure']],
    ['cancelled', ['in_progress', 'error']],
  ] as const)('closes the deployment of a job that ends with %s', (end, expected) =>
    onScene(recipe('Around a deploy'), async ({ run, github }) => {
      const { jobs } = await run({ ends: { deploy: end } })
      expect(jobs).toEqual({ deploy: end })
      expect(states(github)).toEqual(expected)
    }))
})

describe('the recipe across jobs', () => {
  it.each([
    ['success', ['in_progress', 'success']],
    ['failure', ['in_progress', 'failure']],
    ['cancelled', ['in_progress', 'error']],
  ] as const)('closes one deployment when the job between ends with %s', (end, expected) =>
    onScene(recipe('Across jobs'), async ({ run, github }) => {
      const { jobs, steps } = await run({ ends: { deploy: end } })
      expect(jobs).toEqual({ begin: 'success', deploy: end, end: 'success' })
      expect(states(github)).toEqual(expected)
      expect(steps[1]?.main.outputs['deploy-id']).toBe(steps[0]?.main.outputs['deploy-id'])
    }))

  it('writes one Sentry deploy with the start of the first job', () =>
    onScene(recipe('Across jobs', 1), async ({ run, worlds, head }) => {
      const { steps } = await run()
      expect(worlds['sentry']?.deploys()).toMatchObject([{ version: head, environment: 'production' }])
      expect(steps[1]?.main.outputs).toMatchObject({
        outcome: 'recorded',
        'started-at': steps[0]?.main.outputs['started-at'],
      })
    }))

  it('writes no Sentry deploy when the job between fails', () =>
    onScene(recipe('Across jobs', 1), async ({ run, worlds }) => {
      expect((await run({ ends: { deploy: 'failure' } })).jobs['end']).toBe('skipped')
      expect(worlds['sentry']?.deploys()).toEqual([])
    }))
})

describe('the recipe of a rollback', () => {
  it('records the chosen release again', () =>
    onScene(recipe('Rollback'), async ({ run, worlds }) => {
      const { steps } = await run()
      expect(steps[0]?.main.outputs).toMatchObject({
        version: '1.0.0',
        kind: 'rollback',
        outcome: 'recorded',
      })
      expect(worlds['sentry']?.releases()).toBe(0)
      expect(worlds['sentry']?.deploys()).toMatchObject([{ version: '1.0.0' }])
    }))

  it('has Beanstalk deploy the revision before', () =>
    onScene(recipe('Rollback', 1), async ({ run, worlds, head }) => {
      const { steps } = await run()
      expect(steps[0]?.main.outputs).toMatchObject({ kind: 'rollback', outcome: 'succeeded' })
      const [made, ...more] = worlds['beanstalk']?.deploys() ?? []
      expect(more).toEqual([])
      expect(made?.state).toBe('good')
      expect(made?.version).not.toBe(head)
    }))
})

describe('the recipe of two providers', () => {
  it('speaks of one version at both', () =>
    onScene(recipe('Two providers'), async ({ run, worlds, github, head }) => {
      const { steps } = await run()
      expect(steps.map(({ main }) => main.outputs['version'])).toEqual(['v1.3.0', 'v1.3.0'])
      expect(github.state.releases.map(({ tag_name }) => tag_name)).toEqual(['v1.3.0'])
      expect(github.state.deployments).toMatchObject([{ sha: head, environment: 'production' }])
      expect(worlds['sentry']?.deploys()).toMatchObject([{ version: 'v1.3.0', environment: 'production' }])
    }))
})

describe('the recipe of a monorepo', () => {
  it('gives each package its own release in its own project', () =>
    onScene(recipe('Matrix and monorepo'), async ({ run, worlds, head }) => {
      const { steps } = await run()
      const short = head.slice(0, 7)
      expect(worlds['sentry']?.deploys().map(({ version }) => version)).toEqual([
        `web@${short}`,
        `api@${short}`,
      ])
      expect(steps.map(({ main }) => main.outputs['commit-count'])).toEqual(['1', '1'])
    }))
})
