// How the earlier deploys of an environment are found at Sentry, which lists releases by their own date.
import { describe, expect, it } from '@jest/globals'
import type { Sentry } from '../../sandbox/sentry/index.ts'
import { allOf, pagesOf } from '../../src/providers/sentry/pages.ts'
import { pushVariables, sha } from '../support/events.ts'
import { addDeployed, type Scene, scene } from '../support/sentry-stage.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-01-01T00:00:00Z')

/** Releases 1 … count, an hour apart, each deployed to these environments, a minute apart. */
function releases(sentry: Sentry, count: number, environments: readonly string[]) {
  for (let number = 1; number <= count; number++) {
    const at = START + number * HOUR
    const commits = [{ id: sha(number), message: 'x' }]
    addDeployed(sentry, `r${number}`, { at, environments, commits })
  }
}

/** A step without a range of its own; it starts at the last deploy. */
async function dispatch({ run, running }: Scene, environment: string) {
  const event = { name: 'workflow_dispatch', payload: { repository: { full_name: 'acme/shop' } } }
  const inputs = { environment, 'sentry-projects': 'web', 'github-token': '' }
  const result = await run(inputs, { event, github: pushVariables(3) })
  expect(result.ending).toEqual({})
  const [first, ...others] = running.requests.filter(({ method }) => method === 'GET')
  const asked = others
    .slice(
      0,
      others.findIndex(({ path }) => path.endsWith(`/${sha(3)}/`)),
    )
    .map(({ path }) => path.split('/').at(-3))
  return { ...result, first, asked }
}

const base = ({ outputs }: { outputs: Readonly<Record<string, string>> }) => outputs['base-sha']

it('a list whose pages are far larger than they were asked for is not read for ever', async () => {
  const item = { id: '1' }
  const answer = (cursor = '0') => ({
    status: 200,
    body: Array.from({ length: 30_000 }, () => item),
    raw: undefined,
    text: '',
    headers: { link: `<x>; rel="next"; results="true"; cursor="${Number(cursor) + 1}"` },
  })
  const asked: (string | undefined)[] = []
  const pages = pagesOf(async (cursor) => {
    asked.push(cursor)
    return answer(cursor)
  }, 100)
  expect(await allOf(pages)).toHaveLength(120_000)
  expect(asked).toEqual([undefined, '1', '2', '3'])
})

describe('the last deploy at Sentry', () => {
  it('of an environment that releases reach last is found with one request', () =>
    scene(async (here) => {
      releases(here.sentry, 20, ['staging', 'production'])
      const result = await dispatch(here, 'production')
      expect(base(result)).toBe(sha(20))
      expect(result.asked).toEqual([])
    }))

  it('of one that they leave again asks for ten releases, one after the other', () =>
    scene(async (here) => {
      releases(here.sentry, 20, ['staging', 'production'])
      const result = await dispatch(here, 'staging')
      expect(base(result)).toBe(sha(20))
      expect(result.asked).toEqual([20, 19, 18, 17, 16, 15, 14, 13, 12, 11].map((number) => `r${number}`))
      expect(here.running.connections()).toBe(1)
    }))

  it('is the one that was deployed last, not that of the newest release', () =>
    scene(async (here) => {
      releases(here.sentry, 20, ['staging', 'production'])
      here.sentry.injectDeploy('r2', { environment: 'staging', dateFinished: START + 100 * HOUR })
      expect(base(await dispatch(here, 'staging'))).toBe(sha(2))
    }))

  it('is that of our project, however many others the organization has', () =>
    scene(async (here) => {
      here.sentry.addRelease('ours', { projects: ['web'], commits: [{ id: sha(50), message: 'x' }] })
      here.sentry.injectDeploy('ours', { environment: 'production', dateFinished: START })
      for (let number = 0; number < 30; number++) {
        here.sentry.addRelease(`other-${number}`, { projects: ['api'], dateCreated: Date.now() + HOUR })
        here.sentry.injectDeploy(`other-${number}`, { environment: 'production' })
      }
      const result = await dispatch(here, 'production')
      expect(base(result)).toBe(sha(50))
      expect(result.first?.query.getAll('project')).toEqual(['web'])
    }))

  it('is found at an older server too, which takes no slugs in a query', () =>
    scene(
      async (here) => {
        releases(here.sentry, 2, ['production'])
        expect(base(await dispatch(here, 'production'))).toBe(sha(2))
      },
      { numericProjects: true },
    ))

  it('of an environment that Sentry never heard of is none, which is no fault', () =>
    scene(async (here) => {
      const { annotations, outputs } = await dispatch(here, 'production')
      expect(outputs).toMatchObject({ 'range-source': 'single-commit', outcome: 'recorded' })
      expect(annotations).toEqual([])
    }))
})
