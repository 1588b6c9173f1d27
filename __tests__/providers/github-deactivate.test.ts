// operation: deactivate: what GitHub still shows as active in an environment becomes inactive, once.
import { describe, expect, it } from '@jest/globals'
import { onGitHub } from '../support/github-stage.ts'

const preview = { environment: 'preview/pr-7', 'github-release': 'false', 'version-from': 'sha' }
const down = { environment: 'preview/pr-7', operation: 'deactivate' }

describe('deactivate', () => {
  it('makes what is active inactive, and nothing twice', () =>
    onGitHub(async ({ run, sent, github }) => {
      const made = await run(preview)
      expect(made.outputs['outcome']).toBe('succeeded')
      const before = sent('POST', '/statuses').length
      const { ending, outputs } = await run(down)
      expect(ending).toEqual({})
      expect(outputs['deploy-id']).toBe(made.outputs['deploy-id'])
      expect(sent('POST', '/statuses').slice(before)).toMatchObject([{ state: 'inactive' }])
      const again = await run(down)
      expect(again.ending).toEqual({})
      expect(again.lines.join('\n')).toContain('nothing was active')
      expect(sent('POST', '/statuses')).toHaveLength(before + 1)
      expect(
        github.state.deployments.filter(({ environment }) => environment === 'preview/pr-7'),
      ).toHaveLength(1)
    }))

  it('is told as the end of what was there, and of no version that came', () =>
    onGitHub(async ({ run }) => {
      await run(preview)
      const dry = await run({ ...down, 'dry-run': 'true' })
      const done = await run({ ...down, version: '' })
      const refused = await run({ ...down, 'on-error': 'warn' }, { token: 'ghs_somebody_elses_token_x' })
      const told = [
        [dry, 'dry run, nothing was sent'],
        [done, 'made inactive at GitHub'],
        [refused, 'NOT made inactive at GitHub'],
      ] as const
      for (const [{ outputs, summary, lines }, words] of told) {
        const heading = summary.split('\n')[0]
        expect(outputs['message']).toMatch(new RegExp(`^preview/pr-7: ${words} \\(`))
        expect(heading?.replace('&#45;', '-')).toBe(`## preview/pr-7: ${words}`)
        expect(summary).not.toContain('| Version |')
        expect(lines.at(-1)).toMatch(new RegExp(`^Done in .*: preview/pr-7: ${words}`))
      }
    }))

  it('says nothing of there being nothing to release', () =>
    onGitHub(async ({ run }) => {
      const counted = { version: '', 'version-from': 'conventional' }
      await run({ operation: 'release', version: 'v9.9.9' })
      const released = await run({ ...counted, operation: 'release' })
      expect(released.annotations).toMatchObject([{ level: 'notice', title: 'Version' }])
      expect((await run({ ...down, ...counted })).annotations).toEqual([])
    }))

  it('leaves other environments as they are, and makes no deployment or release', () =>
    onGitHub(async ({ run, sent }) => {
      const { ending, outputs } = await run({ ...down, environment: 'preview/none' })
      expect(ending).toEqual({})
      expect(outputs['deploy-id']).toBe('')
      expect(sent('POST', '/deployments')).toEqual([])
      expect(sent('POST', '/statuses')).toEqual([])
      expect(sent('POST', '/releases')).toEqual([])
    }))

  it('reaches those before the newest hundred, and counts no version', () =>
    onGitHub(async ({ run, running, github, states }) => {
      const made = await run(preview)
      const first = made.outputs['deploy-id']
      const [one] = github.state.deployments
      for (let id = 1_000; one && id < 1_100; id += 1)
        github.state.deployments.push({ ...one, id, created_at: one.created_at })
      const before = running.requests.length
      const { outputs } = await run({ ...down, version: '' })
      expect(states(first).at(-1)).toBe('inactive')
      expect(outputs['version']).toMatch(/^[0-9a-f]{40}$/)
      const asked = running.requests.slice(before).map(({ path }) => path)
      expect(asked.filter((path) => !/\/deployments(\/|$)|graphql/.test(path))).toEqual([])
    }))

  it('loses no deployment and repeats no status when an answer is lost', () =>
    onGitHub(
      async ({ run, sent }) => {
        await run(preview)
        const before = sent('POST', '/statuses').length
        const { ending } = await run(down)
        expect(ending).toEqual({})
        expect(sent('POST', '/statuses').slice(before)).toMatchObject([{ state: 'inactive' }])
      },
      { faults: ['cut-after POST /statuses after=2'] },
    ))
})
