import { it } from '@jest/globals'
import { makeGitHub } from '../../sandbox/github/index.ts'
import { makeClock, serve } from '../../sandbox/server.ts'
import { fixtureNamed } from '../contract/fixtures.ts'
import { onStage } from '../contract/harness.ts'
import { githubApi } from './github-api.ts'
import { type Exchange, watched } from './openapi.ts'

void makeClock
void serve
void makeGitHub
it('probe', async () => {
  const t = performance.now()
  const api = githubApi()
  console.log('read', performance.now() - t)
  const fixture = fixtureNamed('github')
  const counts = new Map<string, number>()
  for (const [operation, inputs] of Object.entries(fixture.operations)) {
    const exchanges: Exchange[] = []
    await onStage({ ...fixture, make: (o) => watched(fixture.make(o), exchanges) }, async (stage) => {
      const { state } = await stage.run({ operation, ...inputs })
      await stage.run({ operation, ...inputs }, { state })
    })
    for (const e of exchanges) for (const p of api.problemsOf(e)) counts.set(p, (counts.get(p) ?? 0) + 1)
  }
  console.log([...counts].join('\n'), performance.now() - t, process.memoryUsage().rss / 1e6)
})
