// When GitHub tells one request to wait, the others must not run into the same answer.
import { expect, it } from '@jest/globals'
import { makeHistory } from '../../sandbox/github/index.ts'
import { openGithub } from '../../src/github/client.ts'
import { githubReader } from '../../src/github/reader.ts'
import { makeDispatcher } from '../../src/http/proxy.ts'
import { world } from '../sandbox/github-harness.ts'

it('that one request was told to wait for holds back each other one until then', async () => {
  const history = makeHistory()
  const head = history.commit({ message: 'start' })
  const next = history.commit({ message: 'next' })
  await world({ history, faults: ['429 retry-after=30 GET /'] }, async ({ running }) => {
    let release: (value?: unknown) => void = () => undefined
    const waiting = new Promise((resolve) => {
      release = resolve
    })
    const slept: number[] = []
    let at = 0
    const clockwork = {
      env: {},
      signal: new AbortController().signal,
      now: () => Date.now(),
      uptime: () => at,
      sleep: async (ms: number) => {
        slept.push(ms)
        await waiting
      },
      random: () => 0,
      info: () => undefined,
      debug: () => undefined,
      hide: (text: string) => text,
    }
    const dispatcher = makeDispatcher({}, 2)
    const repository = { owner: 'acme', name: 'shop', full: 'acme/shop' }
    const access = { token: 'github-token', apiUrl: running.url, repository, deadline: 600_000 }
    const github = githubReader(openGithub(access, clockwork, dispatcher))
    const first = github.commit(head)
    while (slept.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    const second = github.commit(next)
    while (slept.length < 2) await new Promise((resolve) => setTimeout(resolve, 1))
    expect(slept).toEqual([30_000, 30_000])
    expect(running.requests).toHaveLength(1)
    at = 30_000
    release()
    expect([(await first).sha, (await second).sha]).toEqual([head, next])
    await dispatcher.destroy()
  })
})
