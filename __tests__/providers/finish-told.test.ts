// What `finish` closes is told as it was started, whatever commit and version the closing run has by itself.
import { describe, expect, it } from '@jest/globals'
import { fixtures } from '../contract/fixtures.ts'
import { onStage } from '../contract/harness.ts'
import { push, pushVariables, sha } from '../support/events.ts'

const repository = push().payload['repository']
const [FIRST, HEAD] = [sha(1), sha(3)]

function fixtureOf(id: string) {
  const found = fixtures.find((each) => each.id === id)
  if (!found) throw new Error(`there is no fixture ${id}`)
  return found
}

/** A dispatch at a commit, by another run each time. */
function at(commit: string, run: string) {
  const github = { ...pushVariables(3), SHA: commit, RUN_ID: run, API_URL: 'http://127.0.0.1:9' }
  return { event: { name: 'workflow_dispatch', payload: { repository } }, github }
}

const started = { operation: 'start', version: '7.0.0' }

describe.each(['rollbar', 'grafana'])('a finish at %s by a later run', (id) => {
  const fixture = fixtureOf(id)

  it.each([
    ['success', FIRST],
    ['failure', FIRST],
    // Rollbar shows it by its comment, in which the commit stood.
    ['cancelled', id === 'rollbar' ? '' : FIRST],
  ])('tells the version and commit of what it closes: %s', (status, commit) =>
    onStage(fixture, async ({ run }) => {
      const start = await run(started, at(FIRST, '1'))
      const close = {
        operation: 'finish',
        'deploy-id': start.outputs['deploy-id'] ?? '',
        version: '',
        status,
      }
      const { ending, outputs, summary, annotations } = await run(close, at(HEAD, '2'))
      expect(ending).toEqual({})
      expect(annotations).toEqual([])
      expect(outputs).toMatchObject({ version: '7.0.0', 'head-sha': commit, 'commit-count': '0' })
      expect(`${outputs['message']}${summary}`).not.toContain(HEAD)
    }))

  it('tells its own commit where that is what was started', () =>
    onStage(fixture, async ({ run }) => {
      const start = await run(started, at(HEAD, '1'))
      const close = { operation: 'finish', 'deploy-id': start.outputs['deploy-id'] ?? '', version: '7.0.0' }
      const { outputs } = await run(close, at(HEAD, '2'))
      expect(outputs).toMatchObject({ version: '7.0.0', 'head-sha': HEAD, 'commit-count': '1' })
    }))

  it('says that it is of another environment', () =>
    onStage(fixture, async ({ run }) => {
      const start = await run(started, at(HEAD, '1'))
      const close = { operation: 'finish', 'deploy-id': start.outputs['deploy-id'] ?? '' }
      const { ending, annotations } = await run({ ...close, environment: 'staging' }, at(HEAD, '2'))
      const said = `${ending.fails ?? ''}${annotations.map(({ text }) => text).join()}`
      expect(said).toMatch(/of environment "production", not of "staging"/)
    }))
})
