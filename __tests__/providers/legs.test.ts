// The jobs of a matrix deploy the same commit to the same environment: none of them is the last deploy for another.
import { expect, it } from '@jest/globals'
import { makeGitHub } from '../../sandbox/github/index.ts'
import { serve } from '../../sandbox/server.ts'
import { fixtures } from '../contract/fixtures.ts'
import { onStage } from '../contract/harness.ts'
import { push, pushVariables, sha } from '../support/events.ts'
import { numberedHistory } from '../support/github-history.ts'

const event = { name: 'workflow_dispatch', payload: { repository: push().payload['repository'] } }

it.each([
  'sentry',
  'github',
  'datadog',
  'newrelic',
  'rollbar',
  'grafana',
])('each job of a matrix at %s has the commits since the run before', (id) => {
  const fixture = fixtures.find((each) => each.id === id)
  if (!fixture) throw new Error(`there is no fixture ${id}`)
  return onStage(fixture, async ({ run, clock, running }) => {
    const hub =
      id === 'github' ? running : await serve(makeGitHub({ clock, history: numberedHistory() }), { clock })
    try {
      const own = {
        'version-from': 'sha',
        version: '',
        ...(id === 'github' ? { 'github-release': 'false' } : {}),
      }
      const leg = (number: number, runId: string, jobIndex: number, attempt = '1') => {
        const github = { ...pushVariables(number), API_URL: hub.url, RUN_ID: runId, RUN_ATTEMPT: attempt }
        return run(own, { event, github, jobIndex, token: 'github-token' })
      }
      await leg(2, '1', 0)
      clock.advance(3_600_000)
      const outputs = {
        'base-sha': sha(2),
        'range-source': 'last-deploy',
        'commit-count': '3',
        kind: 'deploy',
      }
      for (const jobIndex of [0, 1, 2]) expect(await leg(5, '2', jobIndex)).toMatchObject({ outputs })
      expect(await leg(5, '2', 2, '2')).toMatchObject({ outputs: { ...outputs, outcome: 'existing' } })
      clock.advance(3_600_000)
      expect((await leg(5, '3', 0)).outputs).toMatchObject({ 'base-sha': sha(5), kind: 'redeploy' })
    } finally {
      if (hub !== running) await hub.close()
    }
  })
})
