// Reading from GitHub may take half of the time, so that the provider always has the other half.
import { expect, it } from '@jest/globals'
import { makeGitHub } from '../../sandbox/github/index.ts'
import { serve } from '../../sandbox/server.ts'
import { push } from '../support/events.ts'
import { numberedHistory } from '../support/github-history.ts'
import { scene } from '../support/sentry-stage.ts'

const repository = push().payload['repository']

it.each([
  [20, 20_000],
  [40, 0],
])('a wait of %i s for GitHub, of a timeout of 60 s, is waited for %i ms', (told, waited) =>
  scene(async ({ run, clock }) => {
    const faults = [`503 retry-after=${told} GET /deployments`]
    const hub = await serve(makeGitHub({ clock, history: numberedHistory() }), { clock, faults })
    try {
      const { outputs, waitedMs } = await run(
        { timeout: '60s' },
        {
          token: 'github-token',
          event: { name: 'workflow_dispatch', payload: { repository } },
          github: { SHA: '3'.padStart(40, 'a'), REF: 'refs/heads/main', API_URL: hub.url },
        },
      )
      expect(outputs['outcome']).toBe('recorded')
      expect(Math.floor(waitedMs / 1_000) * 1_000).toBe(waited)
    } finally {
      await hub.close()
    }
  }))
