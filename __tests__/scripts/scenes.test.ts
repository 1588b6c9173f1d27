// What the demo shows of a push, run in this process.
import { expect, it } from '@jest/globals'
import { standIns } from '../../sandbox/index.ts'
import { makeClock, serve } from '../../sandbox/server.ts'
import { sceneOf } from '../../scripts/demo/scenes.ts'
import { providerOf } from '../support/providers.ts'
import { runStep } from '../support/step.ts'

const shown = Object.keys(standIns).filter((id) => providerOf(id).history !== undefined)

it.each(shown)('the demo of %s shows the last deploys', async (provider) => {
  const clock = makeClock()
  const scene = sceneOf(provider, { clock, fails: false })
  const running = await serve(scene.service, { clock })
  // The others have the commits from the event alone.
  const isGitHub = scene.github === scene.service
  const token = isGitHub ? { 'github-token': 'github-token' } : {}
  try {
    const { summary, ending } = await runStep({
      clock,
      with: { provider, 'api-url': running.url, 'patch-set': 'false', ...token, ...scene.inputs },
      event: { name: 'push', payload: scene.event.payload },
      github: { ...scene.event.variables, API_URL: isGitHub ? running.url : 'http://127.0.0.1:9' },
    })
    expect(ending).toEqual({})
    expect(summary).toMatch(/^### Last deploys of .*\n\n(\|.*\n){4,}/m)
  } finally {
    await running.close()
  }
})
