// A rollback tells what was brought back, at every provider: never the head of the run, which it does not deploy.
import { describe, expect, it } from '@jest/globals'
import { fixtures } from '../contract/fixtures.ts'
import { onStage } from '../contract/harness.ts'
import { push, pushVariables } from '../support/events.ts'

const head = push().payload['after'] as string

describe.each(
  fixtures.flatMap((fixture) => ('rollback' in fixture.operations ? [[fixture.id, fixture] as const] : [])),
)('a rollback at %s', (_, fixture) => {
  it.each(['false', 'true'])("tells no word of the run's own head, with dry-run: %s", (dry) =>
    onStage(fixture, async ({ run }) => {
      const inputs = { version: '', ...fixture.operations.rollback, operation: 'rollback', 'dry-run': dry }
      const { outputs, summary, ending, lines } = await run(inputs)
      expect(ending).toEqual({})
      expect(outputs['kind']).toBe('rollback')
      expect(outputs).not.toMatchObject({ version: head })
      expect(outputs).not.toMatchObject({ 'head-sha': head })
      expect(outputs).toMatchObject({ 'commit-count': '0', 'lead-time': '' })
      expect(`${outputs['message']}${summary}${lines.join('\n')}`).not.toContain(head)
    }))
})

const listing = fixtures.filter(({ id }) =>
  ['sentry', 'datadog', 'newrelic', 'rollbar', 'grafana'].includes(id),
)

it.each(
  listing.map((fixture) => [fixture.id, fixture] as const),
)('%s: a deploy-id that is not listed is named', (_, fixture) =>
  onStage(fixture, async ({ run }) => {
    const { ending } = await run({ version: '', operation: 'rollback', 'deploy-id': '99999' })
    expect(ending.fails).toContain('deploy-id 99999 is not among the earlier deploys of this environment')
  }))

describe.each([
  ['datadog', 'POST /api/v2/dora/deployments'],
  ['newrelic', 'POST /graphql'],
  ['rollbar', 'GET /api/1/deploys'],
  ['grafana', 'GET /api/annotations'],
])('a rollback to a version at %s, which only lists deploys', (id, list) => {
  const fixture = fixtures.find((each) => each.id === id)
  if (!fixture) throw new Error(`there is no fixture ${id}`)
  const back = { operation: 'rollback', version: '1.0.0' }

  it('is of the commit that was deployed under it', () =>
    onStage(fixture, async ({ run }) => {
      const first = await run({ ...fixture.operations.rollback, operation: 'rollback', version: '' })
      const { outputs, ending } = await run(back, { github: { ...pushVariables(3), RUN_ID: '2' } })
      expect(ending).toEqual({})
      expect(first.outputs['version']).toBe('1.0.0')
      expect(outputs).toMatchObject({ version: '1.0.0', 'head-sha': first.outputs['head-sha'] })
      expect(outputs['head-sha']).toMatch(/^[0-9a-f]{40}$/)
    }))

  it('is of no commit that is known where the list fails, or has no such version', () =>
    onStage(
      fixture,
      async ({ run }) => {
        const failed = await run(back)
        const unknown = await run({ ...back, version: '9.9.9' })
        for (const { outputs, ending } of [failed, unknown]) {
          expect(ending).toEqual({})
          expect(outputs).toMatchObject({ outcome: 'recorded', 'head-sha': '' })
        }
        // The rollback that was recorded without its commit does not hide the deploy that tells it.
        const again = await run(back, { github: { ...pushVariables(3), RUN_ID: '2' } })
        expect(again.outputs['head-sha']).toMatch(/^[0-9a-f]{40}$/)
      },
      { faults: [`503 ${list}`] },
    ))
})

it.each(
  fixtures
    .filter(({ id }) => ['datadog', 'grafana', 'rollbar'].includes(id))
    .map((each) => [each.id, each] as const),
)('%s: a rollback goes back from the one that ended last, which a slow deploy may be', (_, fixture) =>
  onStage(fixture, async ({ run, clock }) => {
    const of = (id: string) => ({
      github: pushVariables(Number(id), { API_URL: 'http://127.0.0.1:9', RUN_ID: id }),
    })
    const main = await run({ operation: 'track', version: '2.0.0' }, of('1'))
    clock.advance(3_600_000)
    await run({ version: '3.0.0' }, of('2'))
    clock.advance(3_600_000)
    await run({ operation: 'track', version: '2.0.0' }, { ...of('1'), state: main.state })
    clock.advance(3_600_000)
    expect((await run({ operation: 'rollback', version: '' }, of('3'))).outputs['version']).toBe('3.0.0')
  }))
