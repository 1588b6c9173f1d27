// The last deploys at Sentry: those of our projects, in versions that others share, behind pages of events.
import { describe, expect, it } from '@jest/globals'
import type { Sentry } from '../../sandbox/sentry/index.ts'
import { pushVariables, sha } from '../support/events.ts'
import { addDeployed, type Scene, scene } from '../support/sentry-stage.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-01-01T00:00:00Z')
const event = { name: 'workflow_dispatch', payload: { repository: { full_name: 'acme/shop' } } }
const step = { event, github: pushVariables(3) }
const web = { 'sentry-projects': 'web', 'github-token': '', summary: 'false' }

/** 1.4.0 of web and api, deployed for web; 1.5.0 of web; then 1.4.0 for api. */
function shared(sentry: Sentry) {
  const commits = (number: number) => [{ id: sha(number), message: 'x' }]
  sentry.addRelease('1.3.0', { projects: ['web'], commits: commits(13), dateCreated: START - HOUR })
  sentry.addRelease('1.4.0', { projects: ['web', 'api'], commits: commits(14), dateCreated: START })
  sentry.addRelease('1.5.0', { projects: ['web'], commits: commits(15), dateCreated: START + HOUR })
  const to = (version: string, project: string, hours: number) =>
    sentry.injectDeploy(version, {
      environment: 'production',
      projects: [project],
      dateFinished: START + hours * HOUR,
    })
  to('1.3.0', 'web', 0)
  to('1.4.0', 'web', 1)
  to('1.5.0', 'web', 5)
  to('1.4.0', 'api', 9)
}

/** Releases that only events made known in production, newer than all that was deployed. */
function events(sentry: Sentry, count: number) {
  for (let number = 0; number < count; number++)
    sentry.injectEvents(`sdk-${number}`, {
      environment: 'production',
      firstSeen: START + (100 + number) * HOUR,
    })
}

const listsOf = ({ running }: Scene) =>
  running.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/releases/'))

describe('a version that another project shares', () => {
  it('is asked for by project, so a rollback goes back to what web ran before', () =>
    scene(async (here) => {
      shared(here.sentry)
      const { outputs } = await here.run({ ...web, operation: 'rollback' }, step)
      expect(outputs).toMatchObject({ version: '1.4.0', 'head-sha': sha(14), outcome: 'recorded' })
      const asked = here.running.requests.find(({ path }) => path.endsWith('/1.4.0/deploys/'))
      expect(asked?.query.getAll('project')).toEqual(['101'])
    }))

  it('is no base for commits where api alone deployed it last', () =>
    scene(async (here) => {
      shared(here.sentry)
      const { outputs } = await here.run({ ...web, 'commits-from': 'last-deploy' }, step)
      expect(outputs['base-sha']).toBe(sha(15))
    }))

  it('is that of each of our projects where both are ours, and costs no request', () =>
    scene(async (here) => {
      shared(here.sentry)
      const { outputs } = await here.run(
        { ...web, 'sentry-projects': 'web api', 'commits-from': 'last-deploy' },
        step,
      )
      expect(outputs['base-sha']).toBe(sha(14))
    }))

  it.each([
    ['web', '1.4.0'],
    ['web api', '1.4.0'],
    ['mobile', '1.3.0'],
  ])('is told apart where three share it, for %s', (projects, version) =>
    scene(async (here) => {
      const { sentry } = here
      sentry.state.organizations[0]?.projects.push({ id: 103, slug: 'mobile', name: 'Mobile' })
      const commits = (number: number) => [{ id: sha(number), message: 'x' }]
      const all = ['web', 'api', 'mobile']
      const add = (name: string, number: number, hours: number) =>
        sentry.addRelease(name, {
          projects: all,
          commits: commits(number),
          dateCreated: START + hours * HOUR,
        })
      const to = (name: string, of: string[], hours: number) =>
        sentry.injectDeploy(name, {
          environment: 'production',
          projects: of,
          dateFinished: START + hours * HOUR,
        })
      add('1.3.0', 13, 0)
      add('1.4.0', 14, 1)
      add('1.5.0', 15, 2)
      to('1.3.0', all, 0)
      to('1.4.0', ['web', 'api'], 1)
      to('1.5.0', ['web', 'api'], 2)
      to('1.4.0', ['mobile'], 9)
      to('1.3.0', ['web'], 0.5)
      const { outputs } = await here.run({ ...web, 'sentry-projects': projects, operation: 'rollback' }, step)
      expect(outputs).toMatchObject({ version, outcome: 'recorded' })
    }))

  it('is found by ids as well', () =>
    scene(async (here) => {
      shared(here.sentry)
      const { outputs } = await here.run({ ...web, 'sentry-projects': '101', operation: 'rollback' }, step)
      expect(outputs['version']).toBe('1.4.0')
    }))
})

describe('a release that was archived after its deploy', () => {
  it('is nothing that a rollback goes back to by itself', () =>
    scene(async (here) => {
      shared(here.sentry)
      const last = here.sentry.state.organizations[0]?.releases.find(({ version }) => version === '1.4.0')
      if (last) last.status = 'archived'
      const rollback = { ...web, operation: 'rollback' }
      expect((await here.run(rollback, step)).outputs['version']).toBe('1.3.0')
      expect((await here.run({ ...rollback, version: '1.4.0' }, step)).outputs['version']).toBe('1.4.0')
    }))

  it('is live all the same', () =>
    scene(async (here) => {
      shared(here.sentry)
      const live = here.sentry.state.organizations[0]?.releases.find(({ version }) => version === '1.5.0')
      if (live) live.status = 'archived'
      const range = await here.run({ ...web, 'commits-from': 'last-deploy', 'dry-run': 'true' }, step)
      expect(range.outputs['base-sha']).toBe(sha(15))
      const { outputs } = await here.run({ ...web, operation: 'rollback' }, step)
      expect(outputs).toMatchObject({ version: '1.4.0', 'head-sha': sha(14), outcome: 'recorded' })
    }))
})

describe('releases that only events made known', () => {
  it('are passed over, page by page, until deploys are found', () =>
    scene(async (here) => {
      shared(here.sentry)
      events(here.sentry, 130)
      const { outputs } = await here.run({ ...web, operation: 'rollback' }, step)
      expect(outputs['version']).toBe('1.4.0')
      expect(listsOf(here).map(({ query }) => query.get('per_page'))).toEqual(['100', '100'])
      expect(here.running.requests.some(({ path }) => path.includes('sdk-'))).toBe(false)
    }))

  it('end the search after ten pages', () =>
    scene(
      async (here) => {
        shared(here.sentry)
        events(here.sentry, 40)
        const { ending } = await here.run({ ...web, operation: 'rollback' }, step)
        expect(ending.fails).toContain('lists no earlier successful deploy')
        expect(listsOf(here)).toHaveLength(10)
      },
      { pageSize: '2' },
    ))

  it('are passed over at an older server too, which takes no slugs in a query', () =>
    scene(
      async (here) => {
        shared(here.sentry)
        events(here.sentry, 5)
        const { outputs } = await here.run({ ...web, operation: 'rollback' }, step)
        expect(outputs['version']).toBe('1.4.0')
        expect(listsOf(here).filter(({ status }) => status === 400)).toHaveLength(1)
      },
      { pageSize: '2', numericProjects: 'true' },
    ))
})

describe('the read for the summary', () => {
  it('asks for one page, and for five releases at most', () =>
    scene(async (here) => {
      for (let number = 1; number <= 30; number++) {
        const at = START + number * HOUR
        addDeployed(here.sentry, `r${number}`, { at, environments: ['production', 'staging'] })
      }
      const { outputs } = await here.run({ 'sentry-projects': 'web' })
      expect(outputs['outcome']).toBe('recorded')
      expect(listsOf(here)).toHaveLength(1)
      const asked = here.running.requests.filter(({ path }) => /\/r\d+\/deploys\/$/.test(path))
      expect(asked).toHaveLength(5)
    }))
})

describe('the commit of a deployed release', () => {
  it.each([
    ['the version that is one', sha(3)],
    ['the version that ends in one behind a prefix', `web@${sha(3)}`],
  ])('is %s, and not the newest by time', (_, version) =>
    scene(async (here) => {
      const commits = [
        { id: sha(3), message: 'head', timestamp: START },
        { id: sha(2), message: 'newer by its clock', timestamp: START + HOUR },
      ]
      here.sentry.addRelease(version, { projects: ['web'], commits, dateCreated: START })
      here.sentry.injectDeploy(version, { environment: 'production', dateFinished: START })
      const { outputs } = await here.run(
        { ...web, 'commits-from': 'last-deploy' },
        { event, github: pushVariables(9) },
      )
      expect(outputs['base-sha']).toBe(sha(3))
    }))
})
