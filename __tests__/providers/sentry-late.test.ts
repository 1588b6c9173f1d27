// Exactly one deploy at Sentry, where its answers are lost, late, or half true: the list, the release and its count.
import { describe, expect, it } from '@jest/globals'
import type { Sentry } from '../../sandbox/sentry/index.ts'
import { pushVariables, sha } from '../support/events.ts'
import { type Scene, scene } from '../support/sentry-stage.ts'

const web = { 'sentry-projects': 'web', summary: 'false' }
const rerun = { github: pushVariables(3, { RUN_ATTEMPT: '2' }) }

/** The name of the deploy that was sent last. */
const nameOf = ({ sent }: Scene) => String(sent('POST', '/deploys/').at(-1)?.['name'])
const deploysOf = (sentry: Sentry) => sentry.release(sha(3))?.deploys ?? []

/** Runs the step, whose first deploy is answered 504, and does this before the second look. */
function losing(here: Scene, act: () => void, inputs = {}) {
  let looks = 0
  const onSleep = () => {
    looks += 1
    if (looks === 2) act()
  }
  return here.run({ ...web, ...inputs }, { onSleep })
}

const lost = ['504 POST /deploys/']

describe('a deploy whose answer was lost', () => {
  it('is found as the last one of its release, where no list shows it', () =>
    scene(
      async (here) => {
        const { outputs, ending } = await losing(here, () => {
          here.sentry.injectDeploy(sha(3), { environment: 'production', name: nameOf(here), projects: [] })
        })
        expect(ending).toEqual({})
        expect(outputs).toMatchObject({ outcome: 'recorded', 'deploy-id': deploysOf(here.sentry)[0]?.id })
        expect(here.sent('POST', '/deploys/')).toHaveLength(1)
      },
      {},
      lost,
    ))

  it('is not sent again where the count has risen by one that cannot be seen', () =>
    scene(
      async (here) => {
        const { ending } = await losing(here, () => {
          here.sentry.injectDeploy(sha(3), { environment: 'production', name: nameOf(here), projects: [] })
          here.sentry.injectDeploy(sha(3), { environment: 'staging', name: 'theirs' })
        })
        expect(ending.fails).toContain('Look in Sentry under Releases')
        expect(here.sent('POST', '/deploys/')).toHaveLength(1)
      },
      {},
      lost,
    ))

  it.each([
    ['environment', { environment: 'staging' }],
    ['project', { environment: 'production', projects: ['api'] }],
  ])("is sent again where the count has risen by another %s's alone", (_, theirs: Parameters<
    Sentry['injectDeploy']
  >[1]) =>
    scene(
      async (here) => {
        const before = () => here.sentry.release(sha(3))?.projects.push(102)
        const { outputs } = await losing(here, () => {
          before()
          here.sentry.injectDeploy(sha(3), { name: 'theirs', ...theirs })
        })
        expect(outputs['outcome']).toBe('recorded')
        expect(here.sent('POST', '/deploys/')).toHaveLength(2)
        expect(deploysOf(here.sentry)).toHaveLength(2)
      },
      {},
      lost,
    ))

  it('is told to be there twice where both were carried out, by whatever of the first can still be seen', () =>
    scene(
      async (here) => {
        let posts = 0
        const onWire = () => {
          const sent = here.sent('POST', '/deploys/')
          // The first lands right before the second, which takes its place in the list.
          if (sent.length === 2 && posts === 0) {
            posts = 1
            const [first] = deploysOf(here.sentry).splice(0, 1)
            here.sentry.injectDeploy(sha(3), { environment: 'production', name: nameOf(here) })
            if (first) deploysOf(here.sentry).push({ ...first, id: String(Number(first.id) + 10) })
          }
        }
        const { outputs, annotations } = await here.run(web, { onWire })
        expect(outputs['outcome']).toBe('recorded')
        expect(deploysOf(here.sentry)).toHaveLength(2)
        expect(annotations.map(({ text }) => text).join()).toMatch(/has this deploy twice, as \d+ and/)
      },
      {},
      lost,
    ))

  it('that lands after it was sent again is named with the other one', () =>
    scene(
      async (here) => {
        let isLate = false
        const onWire = () => {
          if (here.sent('POST', '/deploys/').length < 2 || isLate) return
          isLate = true
          here.sentry.injectDeploy(sha(3), { environment: 'production', name: nameOf(here) })
        }
        const { outputs, annotations } = await here.run(web, { onWire })
        const [first, second] = deploysOf(here.sentry).map(({ id }) => id)
        const told = annotations.filter(({ text }) => text.includes('twice'))
        expect(told).toHaveLength(1)
        expect(told[0]?.text).toContain(`as ${first} and ${second}:`)
        expect(outputs).toMatchObject({ outcome: 'recorded', 'deploy-id': first })
      },
      {},
      lost,
    ))

  it('is found on any page of the list', () =>
    scene(
      async (here) => {
        const { outputs } = await losing(here, () => {
          const old = Date.UTC(2026, 0, 1)
          here.sentry.injectDeploy(sha(3), {
            environment: 'production',
            name: nameOf(here),
            dateFinished: old,
          })
          for (const environment of ['a', 'b', 'c', 'd', 'e'])
            here.sentry.injectDeploy(sha(3), { environment, name: 'theirs' })
        })
        expect(outputs['deploy-id']).toBe(deploysOf(here.sentry)[0]?.id)
        expect(here.sent('POST', '/deploys/')).toHaveLength(1)
      },
      { pageSize: '2' },
      lost,
    ))
})

describe('a deploy that is read back', () => {
  /** Does this right after the deploy was made. */
  const onceMade = (here: Scene, act: () => void) => {
    let isDone = false
    return () => {
      if (isDone || deploysOf(here.sentry).length === 0) return
      isDone = true
      act()
    }
  }

  it('is found on any page of the list', () =>
    scene(
      async (here) => {
        const onWire = onceMade(here, () => {
          for (const environment of ['a', 'b', 'c', 'd', 'e'])
            here.sentry.injectDeploy(sha(3), { environment, dateFinished: here.clock.now() + 1_000 })
        })
        const { outputs, annotations } = await here.run(
          { ...web, 'finished-at': '2026-01-01T00:00:00Z' },
          { onWire },
        )
        expect(outputs['outcome']).toBe('recorded')
        expect(annotations).toEqual([])
      },
      { pageSize: '2' },
    ))

  it('in another environment is an error that names both', () =>
    scene(async (here) => {
      const onWire = onceMade(here, () => {
        const [made] = deploysOf(here.sentry).splice(0, 1)
        if (made) deploysOf(here.sentry).push({ ...made, environment: 'prod' })
      })
      const { ending, outputs } = await here.run(web, { onWire })
      const [{ id } = { id: '' }] = deploysOf(here.sentry)
      expect(ending.fails).toContain(
        `Sentry took deploy ${id} of release "${sha(3)}" to "production", but read back that it went to "prod".`,
      )
      expect(outputs).toMatchObject({ outcome: 'error', 'deploy-id': id })
    }))

  it("is not superseded by another project's newer one: the list is asked for ours alone", () =>
    scene(async (here) => {
      here.sentry.addRelease(sha(3), { projects: ['web', 'api'] })
      const onWire = onceMade(here, () => {
        here.sentry.injectDeploy(sha(3), { environment: 'production', projects: ['api'] })
      })
      const { outputs, annotations } = await here.run(web, { onWire })
      expect(outputs['outcome']).toBe('recorded')
      expect(annotations).toEqual([])
      const list = here.running.requests.find(
        ({ method, path }) => method === 'GET' && path.endsWith('/deploys/'),
      )
      expect(list?.query.getAll('project')).toEqual(['101'])
    }))

  it('is superseded by a newer one, and not by an older one while ours is not shown yet', () =>
    scene(async (here) => {
      here.sentry.addRelease(sha(3), { projects: ['web'] })
      here.sentry.injectDeploy(sha(3), { environment: 'production', name: 'older' })
      const hidden: ReturnType<typeof deploysOf> = []
      let isHidden = false
      const onWire = () => {
        if (isHidden || deploysOf(here.sentry).length < 2) return
        isHidden = true
        hidden.push(...deploysOf(here.sentry).splice(1, 1))
      }
      const onSleep = () => deploysOf(here.sentry).push(...hidden.splice(0, 1))
      const { outputs } = await here.run(web, { onWire, onSleep })
      expect(outputs['outcome']).toBe('recorded')
    }))

  it('keeps an id of 64 bits to its last digit', () =>
    scene(
      async (here) => {
        const { outputs } = await here.run(web)
        const [{ id } = { id: '' }] = deploysOf(here.sentry)
        expect(BigInt(id)).toBeGreaterThan(2n ** 53n)
        expect(outputs['deploy-id']).toBe(id)
      },
      { longIds: 'true' },
    ))
})

describe('a re-run', () => {
  it('finds its deploy on any page, and makes no second one', () =>
    scene(
      async (here) => {
        await here.run({ ...web, 'finished-at': '2026-01-01T00:00:00Z' })
        for (const environment of ['a', 'b', 'c', 'd', 'e'])
          here.sentry.injectDeploy(sha(3), { environment, dateFinished: here.clock.now() + 1_000 })
        const { outputs } = await here.run(web, rerun)
        expect(outputs['outcome']).toBe('existing')
        expect(here.sent('POST', '/deploys/')).toHaveLength(1)
      },
      { pageSize: '2' },
    ))

  it('finds its deploy as the last one of the release, where no list shows it', () =>
    scene(async (here) => {
      const first = await here.run(web)
      const [made] = deploysOf(here.sentry).splice(0, 1)
      if (made) deploysOf(here.sentry).push({ ...made, projects: [] })
      const { outputs } = await here.run(web, rerun)
      expect(outputs).toMatchObject({ outcome: 'existing', 'deploy-id': first.outputs['deploy-id'] })
      expect(here.sent('POST', '/deploys/')).toHaveLength(1)
    }))
})
