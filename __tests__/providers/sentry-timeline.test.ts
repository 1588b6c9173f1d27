// The earlier deploys in the summary of a push to Sentry: the request that reads the deploy back tells them as well, and
// when it does not, the deploy is read back as it would have been without them.
import { describe, expect, it } from '@jest/globals'
import type { Sentry } from '../../sandbox/sentry/index.ts'
import { makeClock } from '../../sandbox/server.ts'
import { pushVariables } from '../support/events.ts'
import { addDeployed, type Scene, scene } from '../support/sentry-stage.ts'
import type { StepResult } from '../support/step.ts'
import { bars, figures, previous, TROUBLES } from '../support/timeline.ts'

const HOUR = 3_600_000
const hoursAgo = (hours: number) => Date.now() - hours * HOUR
const web = { 'sentry-projects': 'web' }

const readsBack = ({ running }: Scene) =>
  running.requests.filter(({ method }) => method === 'GET').map(({ path }) => path.split('/').at(-2))

/** Three releases, a day apart, that went to these environments. */
function past(sentry: Sentry, environments: readonly string[]) {
  for (const number of [1, 2, 3])
    addDeployed(sentry, `1.${number}.0`, { at: hoursAgo((4 - number) * 24), environments })
}

describe('a push to Sentry', () => {
  it('shows the last deploys and the one before this one, and counts the hours since', () =>
    scene(async (here) => {
      past(here.sentry, ['production'])
      const result = await here.run(web)
      expect(bars(result).slice(0, 3)).toEqual(['1.1.0', '1.2.0', '1.3.0'])
      expect(bars(result)).toHaveLength(4)
      expect(previous(result)).toContain('1 d before')
      expect(figures(result).hoursSinceLast).toBe(24)
      expect(here.running.requests).toHaveLength(4)
      expect(readsBack(here).at(-1)).toBe('releases')
    }))

  it('shows ten at most, and asks for no more', () =>
    scene(async (here) => {
      for (let number = 10; number < 40; number++)
        addDeployed(here.sentry, `r${number}`, { at: hoursAgo(100 - number), environments: ['production'] })
      const result = await here.run(web)
      expect(bars(result)).toHaveLength(10)
      expect(bars(result)[0]).toBe('r31')
      expect(here.running.requests.at(-1)?.query.get('per_page')).toBe('100')
    }))

  it('is told nothing by a release that went elsewhere since, nor by what is older', () =>
    scene(async (here) => {
      past(here.sentry, ['production'])
      addDeployed(here.sentry, '1.4.0', { at: hoursAgo(2), environments: ['production', 'edge'] })
      const result = await here.run(web)
      expect(result.outputs['outcome']).toBe('recorded')
      expect(bars(result)).toEqual([])
      expect(previous(result)).toBeUndefined()
      expect(figures(result)).not.toHaveProperty('hoursSinceLast')
      expect(here.running.requests).toHaveLength(4)
    }))

  it('shows what is newer than a release that went elsewhere', () =>
    scene(async (here) => {
      addDeployed(here.sentry, '0.9.0', { at: hoursAgo(100), environments: ['production', 'edge'] })
      past(here.sentry, ['production'])
      expect(bars(await here.run(web)).slice(0, -1)).toEqual(['1.1.0', '1.2.0', '1.3.0'])
    }))

  it('shows those of its own projects, at a server too that takes no slugs in a query', () =>
    scene(
      async (here) => {
        past(here.sentry, ['production'])
        for (let number = 0; number < 30; number++)
          addDeployed(here.sentry, `other-${number}`, {
            at: hoursAgo(1),
            environments: ['production'],
            projects: ['api'],
          })
        const result = await here.run(web)
        expect(bars(result).slice(0, -1)).toEqual(['1.1.0', '1.2.0', '1.3.0'])
        expect(here.running.requests.map(({ status }) => status)).not.toContain(400)
      },
      { numericProjects: true },
    ))

  it('that is run again shows what came before its own deploy, and nothing newer', () =>
    scene(async ({ run, sentry }) => {
      past(sentry, ['production'])
      const first = await run(web)
      addDeployed(sentry, '2.0.0', { at: Date.now() + HOUR, environments: ['production'] })
      const again = await run(web, { github: pushVariables(3, { RUN_ATTEMPT: '2' }) })
      expect(again.outputs['outcome']).toBe('existing')
      expect(bars(again)).toEqual(bars(first))
      expect(previous(again)).toBe(previous(first))
    }))

  it('that deploys the same version again has that as the one before', () =>
    scene(async ({ run, sentry }) => {
      past(sentry, ['production'])
      const result = await run({ ...web, version: '1.3.0' })
      expect(bars(result)).toEqual(['1.1.0', '1.2.0', '1.3.0', '1.3.0'])
      expect(previous(result)).toContain('1&#46;3')
    }))

  it('that is run again and deploys anew has its own earlier deploy as the one before', () =>
    scene(async ({ run, sentry }) => {
      past(sentry, ['production'])
      await run(web)
      const clock = makeClock()
      clock.advance(2 * HOUR)
      const again = { clock, github: pushVariables(3, { RUN_ATTEMPT: '2' }) }
      const result = await run({ ...web, 'on-rerun': 'new' }, again)
      expect(result.outputs['outcome']).toBe('recorded')
      expect(previous(result)).toContain(', 2 h before')
      expect(bars(result)).toHaveLength(5)
    }))

  it('that deploys the same version again is told nothing of it where another one went elsewhere since', () =>
    scene(async ({ run, sentry }) => {
      past(sentry, ['production'])
      addDeployed(sentry, '1.4.0', { at: hoursAgo(2), environments: ['production', 'edge'] })
      expect(previous(await run({ ...web, version: '1.3.0' }))).toBeUndefined()
    }))

  it('does not take the deploy of the same version by the job of another project for the one before', () =>
    scene(async ({ run, sentry }) => {
      addDeployed(sentry, '1.0.0', {
        at: hoursAgo(24),
        environments: ['production'],
        projects: ['web', 'api'],
      })
      await run({ 'sentry-projects': 'api', 'matrix-key': '1' })
      const result = await run(web)
      expect(result.outputs['outcome']).toBe('recorded')
      expect(previous(result)).toContain('1&#46;0')
      expect(bars(result)).toHaveLength(2)
    }))

  it('that archives its release, which no list shows, is four requests all the same', () =>
    scene(async (here) => {
      past(here.sentry, ['production'])
      const result = await here.run({ ...web, 'sentry-status': 'archived' })
      expect(result.outputs['outcome']).toBe('recorded')
      expect(here.running.requests).toHaveLength(4)
      expect(readsBack(here).at(-1)).toBe('deploys')
    }))

  it('has time left to read its deploy back when the releases hang', () =>
    scene(
      async ({ run }) => {
        const clock = makeClock()
        let answers = 0
        const onWire = (moment: string) => {
          if (moment === 'answered') answers += 1
          if (moment === 'answered' && answers === 3) clock.advance(59_800)
        }
        const result = await run({ ...web, timeout: '1m' }, { clock, onWire })
        expect(result.outputs['outcome']).toBe('recorded')
        expect(result.annotations).toEqual([])
      },
      {},
      ['hang GET /releases/ x1 after=1'],
    ))

  it('is read back whatever the name of another release', () =>
    scene(async ({ run, sentry }) => {
      const { handle } = sentry
      const other = { projects: [{ slug: 'web' }], lastDeploy: { id: '9', environment: 'production' } }
      sentry.handle = async (request) => {
        const reply = await handle(request)
        if (!request.query.has('environment')) return reply
        return { ...reply, json: [reply.json, { ...other, version: '\ud800' }].flat() }
      }
      expect((await run(web)).outputs['outcome']).toBe('recorded')
    }))

  it('that must look for an older release still reads its deploy back', () =>
    scene(async (here) => {
      addDeployed(here.sentry, '0.1.0', {
        at: hoursAgo(500),
        dateReleased: hoursAgo(500),
        environments: ['edge'],
      })
      for (let number = 0; number < 20; number++)
        addDeployed(here.sentry, `r${number}`, { at: hoursAgo(100 - number), environments: ['production'] })
      const result = await here.run({ ...web, version: '0.1.0' })
      expect(result.outputs['outcome']).toBe('recorded')
      expect(readsBack(here).slice(-2)).toEqual(['releases', 'deploys'])
      expect(bars(result)).toEqual([])
    }))

  it.each(
    TROUBLES,
  )('reads the deploy back in the list of its release when the releases give %s', async (fault) => {
    const read = async (faults: readonly string[]) => {
      let told: StepResult | undefined
      const act = async (here: Scene) => {
        past(here.sentry, ['production'])
        told = await here.run(web)
        if (faults.length > 0) expect(readsBack(here).slice(-2)).toEqual(['releases', 'deploys'])
      }
      await scene(act, {}, faults)
      if (!told) throw new Error('the step was not run')
      return told
    }
    const good = await read([])
    const result = await read([`${fault} GET /releases/ x1 after=1`])
    expect(result.ending).toEqual({})
    expect(result.outputs['outcome']).toBe('recorded')
    expect(result.annotations).toEqual([])
    expect(result.lines).toHaveLength(good.lines.length)
    expect(result.waitedMs).toBe(0)
    expect(bars(result)).toEqual([])
  })

  it('asks for no releases where the summary would not show them', () =>
    scene(async (here) => {
      past(here.sentry, ['production'])
      for (const inputs of [
        { summary: 'false' },
        { operation: 'release', environment: '' },
        { 'dry-run': 'true' },
      ])
        await here.run({ ...web, ...inputs })
      expect(here.running.requests.filter(({ query }) => query.has('environment'))).toEqual([])
    }))

  it('asks once where the range was found by them', () =>
    scene(async (here) => {
      past(here.sentry, ['production'])
      const result = await here.run({ ...web, 'commits-from': 'last-deploy', 'github-token': '' })
      expect(bars(result)).toHaveLength(4)
      expect(here.running.requests.filter(({ query }) => query.has('environment'))).toHaveLength(1)
    }))
})
