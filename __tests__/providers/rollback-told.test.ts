// A rollback tells what was brought back, at every provider: never the head of the run, which it does not deploy.
import { describe, expect, it } from '@jest/globals'
import { fixtures } from '../contract/fixtures.ts'
import { onStage } from '../contract/harness.ts'
import { push } from '../support/events.ts'

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

/** Where each lists its deploys. */
const LISTS: Readonly<Record<string, string>> = {
  datadog: 'POST /dora/deployments',
  newrelic: 'POST /graphql',
  rollbar: 'GET /deploys',
  grafana: 'GET /annotations',
}

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

describe.each(
  listing.filter(({ id }) => id !== 'sentry').map((fixture) => [fixture.id, fixture] as const),
)('a rollback to a version that was given, at %s', (_, fixture) => {
  const rollback = { operation: 'rollback', version: '1.0.0' }

  it('tells and records the commit that the list knows', () =>
    onStage(fixture, async ({ run, running }) => {
      const back = await run({ operation: 'rollback', version: '', 'dry-run': 'true' })
      const { outputs } = await run(rollback)
      expect(outputs).toMatchObject({ version: '1.0.0', 'head-sha': expect.stringMatching(/^[0-9a-f]{40}$/) })
      expect(outputs['head-sha']).toBe(back.outputs['head-sha'])
      const sent = running.requests.filter(({ method }) => method === 'POST').map(({ text }) => text)
      expect(sent.join('\n')).toContain(outputs['head-sha'])
    }))

  it('goes on without it where the list cannot be read', () =>
    onStage(
      fixture,
      async ({ run }) => {
        const { ending, outputs } = await run({ ...rollback, timeout: '2m', summary: 'false' })
        expect([ending, outputs['head-sha'], outputs['version']]).toEqual([{}, '', '1.0.0'])
      },
      { faults: [`404 ${LISTS[fixture.id]}`] },
    ))
})
