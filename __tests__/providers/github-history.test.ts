// Earlier deployments at GitHub: many of them, in any order, and which of them is live.
import { describe, expect, it } from '@jest/globals'
import { type Placed, placeDeployment } from '../../sandbox/github/deployments.ts'
import { pushVariables, sha } from '../support/events.ts'
import { type GitHubStage, onGitHub } from '../support/github-stage.ts'

const MINUTE = 60_000
const event = {
  name: 'workflow_dispatch',
  payload: { repository: { full_name: 'acme/shop', default_branch: 'main' } },
}
const inputs = { environment: 'staging', 'github-release': 'false' }

/** Another run, of this commit. */
const of = ({ running }: GitHubStage, commit: number, run: string) => ({
  event,
  github: pushVariables(commit, { API_URL: running.url, RUN_ID: run }),
})

/** Deployments that other tools made, a minute apart. */
function place(
  { github, clock }: GitHubStage,
  commit: number,
  status: string,
  count = 1,
  more: Partial<Placed> = {},
) {
  for (let number = 0; number < count; number += 1) {
    clock.advance(MINUTE)
    const placed = { environment: 'staging', sha: sha(commit), ref: 'main', creator: 'octocat', status }
    placeDeployment(github.state, { ...placed, ...more }, clock.now())
  }
  clock.advance(MINUTE)
}

describe.each(['newest', 'oldest'])('in a list with the %s first', (order) => {
  const switches = { 'deployment-order': order }

  it('a rollback looks past 60 deploys of the same commit, and a range past 30 that failed', () =>
    onGitHub(
      async (stage) => {
        place(stage, 1, 'success')
        place(stage, 2, 'success', 60)
        place(stage, 3, 'failure', 30)
        const range = await stage.run(
          { ...inputs, 'commits-from': 'last-deploy', 'dry-run': 'true' },
          of(stage, 4, '7'),
        )
        expect(range.outputs['base-sha']).toBe(sha(2))
        const back = await stage.run({ ...inputs, version: '', operation: 'rollback' }, of(stage, 4, '8'))
        expect(back.outputs).toMatchObject({ 'head-sha': sha(1), outcome: 'succeeded' })
      },
      { switches },
    ))

  it('a re-run finds its deployment behind 130 of the same commit', () =>
    onGitHub(
      async (stage) => {
        const first = await stage.run(inputs, of(stage, 3, '7'))
        place(stage, 3, 'success', 130)
        const again = { event, github: { ...of(stage, 3, '7').github, RUN_ATTEMPT: '2' } }
        const { outputs } = await stage.run(inputs, again)
        expect(outputs).toMatchObject({ outcome: 'existing', 'deploy-id': first.outputs['deploy-id'] })
      },
      { switches },
    ))
})

it('a draft behind a hundred releases is reused', () =>
  onGitHub(async (stage) => {
    const draft = { ...inputs, 'github-release': 'true', 'github-draft': 'true', environment: '' }
    const first = await stage.run(draft, of(stage, 3, '7'))
    const { releases } = stage.github.state
    for (let number = 0; number < 110; number += 1)
      releases.push(
        ...releases.slice(0, 1).map((each) => ({ ...each, id: 9_000 + number, tag_name: `v0.${number}` })),
      )
    const { outputs } = await stage.run(draft, of(stage, 3, '8'))
    expect(outputs).toMatchObject({ created: 'false', 'release-id': first.outputs['release-id'] })
  }))

describe('the live deployment', () => {
  it('is the one that ended last: a slow one outlasts a newer one', () =>
    onGitHub(async (stage) => {
      const { run, clock } = stage
      const slow = await run({ ...inputs, version: 'v1', operation: 'start' }, of(stage, 1, '1'))
      clock.advance(MINUTE)
      await run({ ...inputs, version: 'v2' }, of(stage, 2, '2'))
      clock.advance(MINUTE)
      const id = slow.outputs['deploy-id'] ?? ''
      await run({ ...inputs, version: 'v1', operation: 'finish', 'deploy-id': id }, of(stage, 1, '1'))
      clock.advance(MINUTE)
      const range = await run(
        { ...inputs, version: 'v3', 'commits-from': 'last-deploy', 'dry-run': 'true' },
        of(stage, 3, '3'),
      )
      expect(range.outputs['base-sha']).toBe(sha(1))
      const back = await run({ ...inputs, version: '', operation: 'rollback' }, of(stage, 3, '4'))
      expect(back.outputs).toMatchObject({ version: 'v2', 'head-sha': sha(2) })
    }))
})

describe('finish', () => {
  it.each([
    [],
    ['504-after POST /statuses after=1'],
  ])('tells what it closed, whatever the run is of (%j)', (...faults) =>
    onGitHub(
      async (stage) => {
        const begun = await stage.run({ ...inputs, version: 'v1', operation: 'start' }, of(stage, 1, '1'))
        const given = { ...inputs, version: '', 'version-from': 'sha', operation: 'finish' }
        const id = begun.outputs['deploy-id'] ?? ''
        const { ending, outputs } = await stage.run({ ...given, 'deploy-id': id }, of(stage, 3, '2'))
        expect(ending).toEqual({})
        expect(outputs).toMatchObject({
          version: 'v1',
          'head-sha': sha(1),
          outcome: 'succeeded',
          'deploy-id': id,
        })
      },
      { faults },
    ))

  it('without an id closes the deployment of its version, where another one of the commit is newer', () =>
    onGitHub(async (stage) => {
      const job = (name: string) => ({ event, github: { ...of(stage, 3, '7').github, JOB: name } })
      const begin = (version: string) => stage.run({ ...inputs, version, operation: 'start' }, job(version))
      const [web, api] = [await begin('web@1.0.0'), await begin('api@1.0.0')].map(
        ({ outputs }) => outputs['deploy-id'],
      )
      const end = (version: string, status: string) =>
        stage.run({ ...inputs, version, status, operation: 'finish' }, job('close'))
      expect((await end('web@1.0.0', 'failure')).outputs).toMatchObject({
        version: 'web@1.0.0',
        'deploy-id': web,
      })
      expect((await end('other', 'success')).outputs).toMatchObject({
        version: 'api@1.0.0',
        'deploy-id': api,
      })
      expect([stage.states(web), stage.states(api)]).toEqual([
        ['in_progress', 'failure'],
        ['in_progress', 'success'],
      ])
    }))

  it('of a deployment that others made tells its commit', () =>
    onGitHub(async (stage) => {
      place(stage, 1, 'in_progress')
      const id = String(stage.github.state.deployments[0]?.id)
      const given = { ...inputs, version: '', 'version-from': 'sha', operation: 'finish', 'deploy-id': id }
      const { outputs } = await stage.run(given, of(stage, 3, '2'))
      expect(outputs).toMatchObject({ version: sha(1), 'head-sha': sha(1) })
    }))

  it('refuses a deployment to another environment, before it writes', () =>
    onGitHub(async (stage) => {
      place(stage, 3, 'in_progress', 1, { environment: 'production' })
      const id = stage.github.state.deployments[0]?.id
      const given = { ...inputs, operation: 'finish', 'deploy-id': String(id) }
      const { ending } = await stage.run(given, of(stage, 3, '2'))
      expect(ending.fails).toContain(`deploy-id ${id} is of environment "production", not of "staging"`)
      expect(stage.states(id)).toEqual(['in_progress'])
    }))
})

it.each([
  { version: '' },
  { version: 'v1.0.0' },
])('a rollback by %j tells the release of what it brings back', (target) =>
  onGitHub(async (stage) => {
    const given = { environment: 'staging' }
    const first = await stage.run({ ...given, version: 'v1.0.0' }, of(stage, 1, '1'))
    stage.clock.advance(MINUTE)
    await stage.run({ ...given, version: 'v1.1.0' }, of(stage, 2, '2'))
    stage.clock.advance(MINUTE)
    const { outputs } = await stage.run({ ...given, ...target, operation: 'rollback' }, of(stage, 3, '3'))
    const names = ['version', 'release-id', 'release-url', 'head-sha']
    expect(names.map((name) => outputs[name])).toEqual(names.map((name) => first.outputs[name]))
    expect(outputs['created']).toBe('false')
  }))
