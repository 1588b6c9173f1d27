// A release that GitHub refuses: which of its reasons it is, and that the deploy is recorded all the same.
import { describe, expect, it } from '@jest/globals'
import { ACTIONS_PERMISSIONS } from '../../sandbox/github/index.ts'
import { push } from '../support/events.ts'
import { type GitHubStage, HEAD, onGitHub } from '../support/github-stage.ts'

const WORKFLOWS = "differ from those of the default branch's tip"
const PERMISSION = 'The token lacks contents: write'

/** The default branch got another workflow file after the run had begun, so its own older commit is refused. */
function mergeWorkflow({ history }: Pick<GitHubStage, 'history'>): void {
  history.commit({ message: 'ci: y', files: { '.github/workflows/y.yml': 'on: push' } })
}

const readOnly = { ...ACTIONS_PERMISSIONS, contents: 'read' } as const

describe('the reason of a refusal', () => {
  it.each(['403', '404'])('is the workflow files where notes may be written: %s', (status) =>
    onGitHub(
      async (stage) => {
        mergeWorkflow(stage)
        const { ending } = await stage.run()
        expect(ending.fails).toContain(`POST /repos/acme/shop/releases answered ${status}`)
        expect(ending.fails).toContain(WORKFLOWS)
        expect(ending.fails).toContain('release from the tip')
        expect(ending.fails).not.toContain(PERMISSION)
        expect(stage.sent('POST', '/generate-notes')).toHaveLength(1)
      },
      { switches: { 'workflow-status': status } },
    ))

  it('is the workflow files where GitHub says so itself', () =>
    onGitHub(
      async (stage) => {
        mergeWorkflow(stage)
        const { ending } = await stage.run()
        expect(ending.fails).toContain(WORKFLOWS)
        expect(ending.fails).not.toContain(PERMISSION)
        expect(stage.sent('POST', '/generate-notes')).toEqual([])
      },
      { switches: { 'workflow-status': 'told' } },
    ))

  it.each([
    ['names', 'A ruleset (Settings → Rules)'],
    ['protected', 'A ruleset (Settings → Rules)'],
    ['hook', 'A hook of the server'],
  ])('is what keeps the tag from being made: %s', (ruleset, cure) =>
    onGitHub(
      async ({ run, github }) => {
        const { ending } = await run({ environment: 'production' })
        expect(ending.fails).toContain(cure)
        expect(github.state.deployments).toHaveLength(1)
      },
      { switches: { ruleset } },
    ))

  it.each([
    [{ message: 'Repository rule violations found\n\nCannot create ref' }, 'A ruleset'],
    [{ errors: ['pre_receive Repository rule violations found'] }, 'A ruleset'],
    [{ message: 'The tag was used by an immutable release.' }, 'is burnt'],
    [{ errors: [{ code: 'invalid', field: 'tag_name' }] }, 'a name that git takes for a tag'],
    [
      { errors: [{ code: 'custom', message: 'Published releases must have a valid tag' }] },
      'could not make the tag',
    ],
    [{ message: 'body is too long (maximum is 125000 characters)' }, 'longer than the 125,000 characters'],
    [{ errors: [{ code: 'custom', message: 'was refused' }] }, ''],
  ])('is read wherever it stands: %j', async (body, cure) => {
    const { releaseRefused } = await import('../../src/github/refused.ts')
    const told = releaseRefused({ headers: {}, body })
    expect(cure === '' ? told : told.includes(cure)).toBe(cure === '' ? '' : true)
  })

  it('is the permission where they may not', () =>
    onGitHub(
      async ({ run }) => {
        const { ending } = await run()
        expect(ending.fails).toContain(PERMISSION)
        expect(ending.fails).not.toContain('.github/workflows')
      },
      { permissions: readOnly },
    ))

  it('is left open, with both cures, where that cannot be told', () =>
    onGitHub(
      async (stage) => {
        mergeWorkflow(stage)
        const { ending } = await stage.run()
        expect(ending.fails).toContain(WORKFLOWS)
        expect(ending.fails).toContain(PERMISSION)
      },
      { switches: { notes: '502' } },
    ))

  it.each(['saml', 'ip', 'archived'])('is asked for no further behind the wall %s', (wall) =>
    onGitHub(
      async ({ run, sent }) => {
        const { ending } = await run()
        expect(ending.fails).not.toContain(WORKFLOWS)
        expect(ending.fails).not.toContain(PERMISSION)
        expect(sent('POST', '/generate-notes')).toEqual([])
      },
      { switches: { wall } },
    ))
})

describe('a deploy whose release is refused', () => {
  it('is recorded, and both are told', () =>
    onGitHub(async (stage) => {
      mergeWorkflow(stage)
      const { ending, outputs, lines, summary } = await stage.run({ environment: 'production' })
      expect(ending.fails).toContain(WORKFLOWS)
      expect(ending.fails).toContain('The deploy was recorded all the same.')
      const [deployment] = stage.github.state.deployments
      expect(deployment).toMatchObject({ sha: HEAD, environment: 'production' })
      expect(stage.states(deployment?.id)).toEqual(['in_progress', 'success'])
      expect(outputs).toMatchObject({
        outcome: 'error',
        created: 'false',
        'release-id': '',
        'deploy-id': String(deployment?.id),
        'commit-count': '0',
      })
      expect(outputs['finished-at']).not.toBe('')
      expect(lines.join('\n')).toContain(`Deploy ${deployment?.id} to production closed: succeeded`)
      for (const told of [lines.at(-1), summary, outputs['message']]) {
        expect(told).toContain('deploy recorded at GitHub, release refused')
        expect(told).not.toContain('NOT recorded')
      }
    }))

  it('is a warning by on-error', () =>
    onGitHub(async (stage) => {
      mergeWorkflow(stage)
      const { ending, outputs } = await stage.run({ environment: 'production', 'on-error': 'warn' })
      expect(ending.isSoftened).toBe(true)
      expect(outputs['outcome']).toBe('error')
      expect(stage.github.state.deployments).toHaveLength(1)
    }))

  it('is found again by a re-run, which tries the release once more', () =>
    onGitHub(async (stage) => {
      mergeWorkflow(stage)
      await stage.run({ environment: 'production' })
      stage.history.refs.set('refs/heads/main', HEAD)
      const again = await stage.run({ environment: 'production' }, { github: { RUN_ATTEMPT: '2' } })
      expect(again.ending).toEqual({})
      expect(again.outputs).toMatchObject({ outcome: 'existing', created: 'true' })
      expect(stage.github.state.deployments).toHaveLength(1)
    }))

  it('is closed by the post stage of track', () =>
    onGitHub(async (stage) => {
      mergeWorkflow(stage)
      const inputs = { environment: 'production', operation: 'track' }
      const { ending, state } = await stage.run(inputs)
      expect(ending.fails).toContain(WORKFLOWS)
      const post = await stage.run(inputs, { state })
      expect(post.ending).toEqual({})
      const [deployment] = stage.github.state.deployments
      expect(stage.states(deployment?.id)).toEqual(['in_progress', 'success'])
    }))

  it('is recorded also where a ruleset restricts tags', () =>
    onGitHub(
      async ({ run, github }) => {
        const { ending } = await run({ environment: 'production' })
        expect(ending.fails).toContain('A ruleset (Settings → Rules)')
        expect(github.state.deployments).toHaveLength(1)
      },
      { switches: { ruleset: 'tags' } },
    ))

  it('is told with its own refusal, when that comes too', () =>
    onGitHub(
      async ({ run, github }) => {
        const { ending } = await run({ environment: 'production' })
        expect(ending.fails).toContain(PERMISSION)
        expect(ending.fails).toContain('The token lacks deployments: write')
        expect(ending.fails).not.toContain('all the same')
        expect(github.state.deployments).toEqual([])
      },
      { permissions: { contents: 'read', deployments: 'read' } },
    ))

  it('is not made when the tag is of another commit', () =>
    onGitHub(async ({ run, history, github }) => {
      history.tag('v1.4.0', history.commit({ message: 'fix: z' }))
      const { ending } = await run({ environment: 'production' }, { event: push() })
      expect(ending.fails).toContain('A tag is never moved')
      expect(github.state.deployments).toEqual([])
    }))
})

describe('a deployment that GitHub refuses', () => {
  it.each([
    ['No ref found for: abc', 'push it before this step'],
    [
      'Branch "main" is not allowed to deploy to production due to environment protection rules.',
      'Settings → Environments',
    ],
  ])('by "%s" gets the cure that fits', async (message, cure) => {
    const { calls } = await import('../../src/providers/github/calls.ts')
    expect(calls.createDeployment.hints[422]({ headers: {}, body: { message } })).toContain(cure)
  })

  it('for another reason gets no advice that is none', async () => {
    const { calls } = await import('../../src/providers/github/calls.ts')
    expect(calls.createDeployment.hints[422]({ headers: {}, body: { message: 'Validation Failed' } })).toBe(
      '',
    )
  })
})
