// Releases at Sentry: what is sent of them when, what stays as it was, and what is said of a refusal.
import { describe, expect, it } from '@jest/globals'
import { USER_TOKEN } from '../../sandbox/sentry/index.ts'
import { sentry as provider } from '../../src/providers/sentry/index.ts'
import { pushVariables, sha } from '../support/events.ts'
import { type Scene, scene } from '../support/sentry-stage.ts'

const web = { 'sentry-projects': 'web', summary: 'false' }
const dispatch = {
  event: { name: 'workflow_dispatch', payload: { repository: { full_name: 'acme/shop' } } },
  github: pushVariables(3),
}
const idsOf = ({ sentry }: Scene, version: string) =>
  sentry
    .release(version)
    ?.commits.map(({ id }) => id)
    .sort()

describe('a finalize', () => {
  it('of a given version sends its date alone, and leaves ref and url as another tool set them', () =>
    scene(async ({ run, sent, sentry }) => {
      const url = 'https://ci.example.com/builds/77'
      const release = sentry.addRelease('web@2.0.0', { commits: [{ id: sha(77), message: 'x' }] })
      Object.assign(release, { ref: 'v2.0.0', url })
      await run({ ...web, version: 'web@2.0.0' }, dispatch)
      expect(sent('PUT', '/web@2.0.0/')).toEqual([{ dateReleased: expect.any(String) }])
      expect(sentry.release('web@2.0.0')).toMatchObject({ ref: 'v2.0.0', url })
    }))

  it.each([
    ['both', {}, { ref: 'main', url: expect.stringContaining(sha(3)) }],
    ['ref', { url: 'https://ci.example.com/1' }, { ref: 'main' }],
    ['url', { ref: 'theirs' }, { url: expect.stringContaining(sha(3)) }],
    ['neither', { ref: 'theirs', url: 'https://ci.example.com/1' }, {}],
  ])('of our own version sends what is missing: %s', (_, has, missing) =>
    scene(async ({ run, sent, sentry }) => {
      Object.assign(sentry.addRelease(sha(3)), has)
      await run(web)
      expect(sent('PUT', `/${sha(3)}/`)).toEqual([{ dateReleased: expect.any(String), ...missing }])
    }))
})

describe('release-id', () => {
  it.each([
    'deploy',
    'release',
    'rollback',
    'track',
    'start',
    'finish',
  ])('is the server’s id after %s', (operation) =>
    scene(async ({ run, sentry }) => {
      sentry.addRelease('1.0.0')
      const { outputs } = await run({ ...web, version: '1.0.0', operation, 'started-at': '1700000000' })
      expect(outputs['release-id']).toBe(String(sentry.release('1.0.0')?.id))
      expect(outputs['version']).toBe('1.0.0')
    }))
})

describe('the date of a release', () => {
  it('comes with the successful end of a tracked deploy, and not before', () =>
    scene(async ({ run, sent, sentry }) => {
      const { state } = await run({ ...web, operation: 'track' })
      expect(sent('POST', '/releases/')[0]).not.toHaveProperty('dateReleased')
      expect(sentry.release(sha(3))?.dateReleased).toBeNull()
      await run({ ...web, operation: 'track', status: 'success' }, { state })
      expect(sent('PUT', `/${sha(3)}/`)).toEqual([{ dateReleased: expect.any(String) }])
      expect(sentry.release(sha(3))?.dateReleased).not.toBeNull()
      expect(sentry.release(sha(3))?.deploys).toHaveLength(1)
    }))

  it.each(['failure', 'cancelled'])('does not come where a tracked deploy ends with %s', (status) =>
    scene(async ({ run, sentry }) => {
      const { state } = await run({ ...web, operation: 'track' })
      await run({ ...web, operation: 'track', status }, { state })
      expect(sentry.release(sha(3))).toMatchObject({ dateReleased: null, deploys: [] })
    }))

  it('comes with finish, not with start, of a release that is there as well', () =>
    scene(async ({ run, sentry }) => {
      sentry.addRelease('1.0.0')
      await run({ ...web, operation: 'start', version: '1.0.0' })
      expect(sentry.release('1.0.0')?.dateReleased).toBeNull()
      const inputs = { ...web, operation: 'finish', version: '1.0.0', status: 'success' }
      await run({ ...inputs, 'sentry-finalize': 'false', 'started-at': '1700000000' })
      expect(sentry.release('1.0.0')?.dateReleased).toBeNull()
      await run({ ...inputs, 'started-at': '1700000000' })
      expect(sentry.release('1.0.0')?.dateReleased).not.toBeNull()
    }))

  it.each(['release', 'deploy'])('comes at once with %s', (operation) =>
    scene(async ({ run, sent }) => {
      await run({ ...web, operation })
      expect(sent('POST', '/releases/')[0]).toHaveProperty('dateReleased')
    }))
})

describe('commits of another step', () => {
  it('stay beside ours where each sends those of its own paths', () =>
    scene(async (here) => {
      const theirs = [
        {
          id: sha(90),
          message: 'fix: theirs',
          repository: 'acme/shop',
          author_name: 'Ann',
          author_email: 'ann@example.com',
          timestamp: Date.UTC(2026, 0, 1),
        },
        { id: sha(91), message: 'fix: more', repository: 'acme/lib', timestamp: Date.UTC(2026, 0, 2) },
      ]
      here.sentry.addRelease(sha(3), { commits: theirs })
      const { outputs } = await here.run({ ...web, paths: '**' })
      const [body] = here.sent('POST', '/releases/')
      const sentIds = (body?.['commits'] as { id: string }[]).map(({ id }) => id)
      expect(sentIds).toEqual(expect.arrayContaining([sha(90), sha(91)]))
      expect(idsOf(here, sha(3))).toEqual([...sentIds].sort())
      expect(outputs['commit-count']).toBe(String(sentIds.length))
      expect(here.sentry.release(sha(3))?.commits.find(({ id }) => id === sha(90))).toMatchObject({
        author: { name: 'Ann', email: 'ann@example.com' },
        repository: { name: 'acme/shop' },
        timestamp: Date.UTC(2026, 0, 1),
      })
    }))

  it('are read to the last page before ours are added', () =>
    scene(
      async (here) => {
        const commits = Array.from({ length: 7 }, (_, index) => ({ id: sha(90 + index), message: 'x' }))
        here.sentry.addRelease(sha(3), { commits })
        await here.run({ ...web, paths: '**' })
        expect(here.sentry.release(sha(3))?.commits.length).toBeGreaterThan(7)
      },
      { pageSize: '2' },
    ))

  it('are not sent again by the same step', () =>
    scene(async (here) => {
      await here.run({ ...web, paths: '**' })
      await here.run({ ...web, paths: '**' })
      expect(here.sent('POST', '/releases/')[1]).not.toHaveProperty('commits')
    }))

  it.each(['previous-tag', 'last-deploy', sha(1)])('are kept, with a warning, for commits-from: %s', (from) =>
    scene(async (here) => {
      const commits = Array.from({ length: 7 }, (_, index) => ({ id: sha(90 + index), message: 'x' }))
      here.sentry.addRelease('9.9.9', { commits })
      const given = { ...web, version: '9.9.9', 'commits-from': from, summary: 'true' }
      const { annotations, outputs, summary } = await here.run(given)
      expect(here.sentry.release('9.9.9')?.commits).toHaveLength(7)
      expect(outputs['commit-count']).toBe('7')
      expect(annotations.map(({ text }) => text).join()).toContain(
        'release "9.9.9" has 7 commits already and keeps them',
      )
      // What is told is what Sentry holds: no commit of this run is among it.
      expect(summary).toContain('| Commits | 7 (kept by the release, without those of this run) |')
      expect(summary).not.toMatch(/fix: change|### \d+ commit/)
      expect(outputs['message']).not.toContain('change')
      expect(outputs['base-sha']).toBe('')
    }))

  it('are looked for where commits-from could replace those of our own version', () =>
    scene(async (here) => {
      const commits = Array.from({ length: 7 }, (_, index) => ({ id: sha(90 + index), message: 'x' }))
      here.sentry.addRelease(sha(3), { commits })
      await here.run({ ...web, 'commits-from': 'previous-tag' })
      expect(here.sentry.release(sha(3))?.commits).toHaveLength(7)
    }))
})

describe('a rollback', () => {
  it.each([
    ['the commit of its release', '1.0.0', [{ id: sha(99), message: 'x' }], sha(99)],
    ['the version that is a commit', sha(98), [], sha(98)],
    ['no commit where the release tells none, and never that of the run', '1.0.0', [], ''],
  ])('tells as head-sha %s', (_, version, commits, head) =>
    scene(async ({ run, sentry }) => {
      sentry.addRelease(version, { commits })
      const { outputs, ending } = await run({ ...web, operation: 'rollback', version })
      expect(ending).toEqual({})
      expect(outputs).toMatchObject({ version, 'head-sha': head, kind: 'rollback' })
    }))
})

it.each([
  'rollback',
  'finish',
])('%s of a release that our project is not in says so, and leaves it as it is', (operation) =>
  scene(async ({ run, sentry, running }) => {
    sentry.addRelease('4.0.0', { projects: ['api'] })
    const { ending } = await run({ operation, 'sentry-projects': 'web', version: '4.0.0' })
    expect(ending.fails).toContain('Sentry has release "4.0.0", but not in project web. Check version and')
    expect(running.requests.every(({ method }) => method === 'GET')).toBe(true)
  }))

describe('the hint of a 400', () => {
  const hint = provider.hints[400] as (refusal: { headers: object; body: unknown }) => string

  it.each([
    [{ projects: ['Invalid project ids or slugs'] }, 'sentry-projects'],
    [
      { detail: { code: 'parameter-validation-error', message: 'Invalid projects (api) for release 1' } },
      'sentry-projects',
    ],
    [{ version: ['Release name cannot be "latest".'] }, 'Check version'],
    [{ refs: ['Invalid repository names: acme/x'] }, 'sentry-repository'],
    [{ commits: { '3': { author_email: ['too long'] } } }, 'commits: refs'],
    [{ environment: ['Invalid'] }, 'Check environment'],
    [{ url: ['Enter a valid URL.'] }, 'Check url'],
    [{ ref: ['Ensure this field has no more than 200 characters.'] }, 'the name of the branch or tag'],
    [{ dateReleased: ['Datetime has wrong format.'] }, 'sentry-finalize: false'],
    [
      { environment: ['Invalid'], name: ['too long'] },
      'Check environment: Sentry does not take this name. Check deploy-name.',
    ],
    [{ projects: ['Insufficient access to project'] }, 'sentry-projects'],
  ])('is for the field that was refused: %j', (body, words) => {
    expect(hint({ headers: {}, body })).toContain(words)
  })

  it.each([
    [{ detail: 'Invalid request' }],
    ['a page'],
    [null],
    [{ constructor: ['x'], toString: ['y'] }],
  ])('is none where the answer names no field of ours: %j', (body) => {
    expect(hint({ headers: {}, body })).toBe('')
  })

  it('names sentry-repository where Sentry does not know it', () =>
    scene(async ({ run }) => {
      const { ending } = await run({ ...web, commits: 'refs', 'sentry-repository': 'acme/unknown' })
      expect(ending.fails).toContain('Invalid repository names: acme/unknown')
      expect(ending.fails).toContain('Check sentry-repository')
      expect(ending.fails).not.toContain('sentry-projects')
    }))

  it('names the teams of a personal token where a project is refused', () =>
    scene(async ({ run }) => {
      const { ending } = await run({ ...web, 'sentry-projects': 'nowhere', token: USER_TOKEN })
      expect(ending.fails).toContain('of a team that its user is in')
    }))
})
