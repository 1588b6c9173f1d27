// The notes of a release: what GitHub cannot write or take, what heads them, and what else is told of a release.
import { describe, expect, it } from '@jest/globals'
import { push, sha } from '../support/events.ts'
import { type GitHubStage, HEAD, onGitHub } from '../support/github-stage.ts'
import type { StepResult } from '../support/step.ts'

const bodyOf = ({ github }: GitHubStage) => String(github.state.releases[0]?.body)
const warningsOf = ({ annotations }: StepResult) =>
  annotations.filter(({ level }) => level === 'warning').map(({ text }) => text)
const counted = { version: '', 'version-from': 'conventional' }

describe('notes that are too long', () => {
  it('are asked for apart and cut, with a line that says so, where GitHub puts them in itself', () =>
    onGitHub(
      async (stage) => {
        const { ending, outputs } = await stage.run({ description: 'The summer release' })
        expect(ending).toEqual({})
        expect(outputs['created']).toBe('true')
        const body = bodyOf(stage)
        expect(body).toMatch(/^The summer release\n\n\* a change\n/)
        expect(body).toMatch(
          /\* a change\n\n…and more, which is longer than the notes of a release may be\.$/,
        )
        expect(body.length).toBeGreaterThan(124_000)
        expect(body.length).toBeLessThanOrEqual(125_000)
        expect(stage.sent('POST', '/releases')).toMatchObject([
          { generate_release_notes: true },
          { body: expect.stringContaining('…and more') },
        ])
      },
      { switches: { 'notes-length': '135000' } },
    ))

  it('are cut where they start at the previous matching tag', () =>
    onGitHub(
      async (stage) => {
        stage.history.tag('v1.3.0', sha(0))
        expect((await stage.run(counted)).ending).toEqual({})
        expect(bodyOf(stage)).toMatch(/…and more, [^\n]+$/)
        expect(stage.sent('POST', '/releases')).toHaveLength(1)
      },
      { switches: { 'notes-length': '135000' } },
    ))

  it('are cut by whole characters when they are a single line', () =>
    onGitHub(async (stage) => {
      const event = push({ count: 900, message: (index) => `feat: ${'𝄞'.repeat(90)} ${index}` })
      const inputs = { 'github-notes': 'commits', 'github-token': '', token: 'github-token' }
      expect((await stage.run(inputs, { event })).ending).toEqual({})
      expect(bodyOf(stage)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/)
    }))
})

describe('notes that GitHub cannot write', () => {
  it.each(['400', '404', '422', '500', '503'])('are the commits instead, with a warning: %s', (notes) =>
    onGitHub(
      async (stage) => {
        stage.history.tag('v1.3.0', sha(0))
        const result = await stage.run(counted)
        expect(result.ending).toEqual({})
        expect(result.outputs['created']).toBe('true')
        expect(bodyOf(stage)).toContain('## Fixes')
        const [warning, ...more] = warningsOf(result)
        expect(warning).toContain(`answered ${notes}`)
        expect(warning).toContain('The notes list the commits instead')
        expect(more).toEqual([])
      },
      { switches: { notes } },
    ))

  it('into the release itself are the commits, once the release is known not to be there', () =>
    onGitHub(
      async (stage) => {
        const { ending, annotations } = await stage.run({ environment: 'staging' })
        expect(ending).toEqual({})
        expect(stage.github.state.releases).toHaveLength(1)
        expect(bodyOf(stage)).toContain('## Fixes')
        expect(annotations.map(({ text }) => text)).toEqual([
          expect.stringContaining('The notes list the commits instead'),
        ])
        expect(stage.github.state.deployments).toHaveLength(1)
      },
      { switches: { notes: '500' } },
    ))
})

describe('what heads the notes', () => {
  it.each(['generate', 'commits'])('is nothing by default, also not the subject of a merge: %s', (kind) =>
    onGitHub(async (stage) => {
      const event = push({ count: 3, message: () => 'Merge pull request #21 from acme/feat\n\nfix: it' })
      expect((await stage.run({ 'github-notes': kind }, { event })).ending).toEqual({})
      expect(bodyOf(stage)).not.toContain('Merge pull request')
      expect(bodyOf(stage)).toMatch(/^(## Fixes|\*\*Full Changelog)/)
    }))

  it.each(['generate', 'commits'])('is the description that is given: %s', (kind) =>
    onGitHub(async (stage) => {
      await stage.run({ 'github-notes': kind, description: 'The *summer* release' })
      expect(bodyOf(stage)).toMatch(/^The &#42;summer&#42; release\n/)
    }))
})

describe('github-prerelease', () => {
  it.each([
    ['v1.4.0-rc.1', 'auto', true],
    ['web@1.4.0-beta', 'auto', true],
    ['1.4.0-0.3.7+build.5', 'auto', true],
    ['v1.4.0', 'auto', false],
    ['v1.4.0+build-7', 'auto', false],
    ['release-1.4.0', 'auto', false],
    ['2026.11.28.1', 'auto', false],
    ['1.2.3.4-rc.1', 'auto', false],
    ['v1.4-rc.1', 'auto', false],
    ['nightly-7', 'auto', false],
    ['v1.4.0-rc.1', 'false', false],
    ['v1.4.0', 'true', true],
  ])('makes of %s with %s: %s', (version, given, prerelease) =>
    onGitHub(async ({ run, sent }) => {
      expect((await run({ version, 'github-prerelease': given })).ending).toEqual({})
      const [body] = sent('POST', '/releases')
      expect(body).toMatchObject({ prerelease })
      expect(body?.['make_latest']).toBe(prerelease ? undefined : 'legacy')
    }))

  it('refuses to make the latest release of a version that is a pre-release', () =>
    onGitHub(async ({ run, running }) => {
      const { ending } = await run({
        version: 'v1.4.0-rc.1',
        'github-latest': 'true',
        environment: 'staging',
      })
      expect(ending.fails).toContain('v1.4.0-rc.1 is a pre-release by its version')
      expect(ending.fails).toContain('set github-prerelease to false')
      expect(running.requests.filter(({ method }) => method !== 'GET')).toEqual([])
    }))
})

describe('a draft of the same tag', () => {
  it('is told and left as it is, when a release is published beside it', () =>
    onGitHub(async ({ run, github }) => {
      await run({ 'github-draft': 'true', description: 'Written by hand' })
      const result = await run({}, { github: { RUN_ID: '9' } })
      expect(result.ending).toEqual({})
      expect(result.outputs['created']).toBe('true')
      expect(warningsOf(result)).toEqual([expect.stringContaining('there is a draft of v1.4.0 too')])
      expect(github.state.releases.map(({ draft }) => draft)).toEqual([true, false])
      expect(github.state.releases[0]?.body).toContain('Written by hand')
    }))

  it('of another tag is not told', () =>
    onGitHub(async ({ run }) => {
      await run({ 'github-draft': 'true', version: 'v1.5.0' })
      expect(warningsOf(await run())).toEqual([])
    }))

  it('that cannot be looked for keeps nothing from being published', () =>
    onGitHub(
      async ({ run }) => {
        const result = await run()
        expect(result.ending).toEqual({})
        expect(warningsOf(result)).toEqual([])
        expect(result.outputs['created']).toBe('true')
      },
      { faults: ['500 GET /releases times=4'] },
    ))
})

describe('version, notes and commit-count', () => {
  it('speak of the same commits: those since the tag that the version was counted from', () =>
    onGitHub(async ({ run, history, sent, github }) => {
      history.tag('v1.3.0', sha(1))
      const event = push({ count: 1 })
      const { outputs, ending } = await run(
        { ...counted, 'github-notes': 'commits' },
        { event, github: { SHA: HEAD } },
      )
      expect(ending).toEqual({})
      expect(outputs).toMatchObject({
        'commit-count': '2',
        'base-sha': sha(1),
        'range-source': 'previous-tag',
      })
      expect(String(github.state.releases[0]?.body)).toContain('compare/v1.3.0...')
      await run({ ...counted, version: 'v9.0.0', 'commits-from': 'previous-tag' })
      expect(sent('POST', '/generate-notes')).toHaveLength(1)
    }))
})
