// The bundle as the runner starts it, with Sentry and GitHub stand-ins together: which commits and version arrive.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { type GitHub, makeGitHub, makeHistory } from '../../sandbox/github/index.ts'
import { runMain, type StageResult, type StepOptions } from '../../sandbox/runner.ts'
import { makeSentry } from '../../sandbox/sentry/index.ts'
import { makeClock, type Running, serve } from '../../sandbox/server.ts'
import { payloadCommit } from '../context/harness.ts'
import { sentryInputs } from '../support/sentry.ts'

interface Place {
  readonly github: GitHub
  readonly hub: Running
  readonly sentry: Running
  run(step: Omit<StepOptions, 'with'> & { readonly with?: StepOptions['with'] }): Promise<StageResult>
}

/** Both services, and a step that records at Sentry. */
async function place(
  history: ReturnType<typeof makeHistory>,
  test: (place: Place) => Promise<void>,
): Promise<void> {
  const clock = makeClock()
  const github = makeGitHub({ clock, history })
  const service = makeSentry({ clock })
  const hub = await serve(github, { clock })
  const sentry = await serve(service, { clock })
  const inputs = sentryInputs(sentry.url)
  try {
    await test({
      github,
      hub,
      sentry,
      run: (step) =>
        runMain({
          token: 'github-token',
          ...step,
          with: { ...inputs, ...step.with },
          github: { API_URL: hub.url, ...step.github },
        }),
    })
    expect(github.surprises).toEqual([])
    expect(service.surprises).toEqual([])
  } finally {
    await Promise.all([hub.close(), sentry.close()])
  }
}

function story() {
  const history = makeHistory()
  const shas = [1, 2, 3, 4].map((number) =>
    history.commit({ message: `feat: c${number}`, files: { [`src/${number}.ts`]: '1' } }),
  )
  const at = (number: number): string => shas[number - 1] ?? ''
  const push = (from: number, to: number) => ({
    name: 'push',
    payload: {
      ref: 'refs/heads/main',
      before: at(from),
      after: at(to),
      forced: false,
      commits: shas.slice(from, to).map((sha) => payloadCommit(sha)),
      head_commit: payloadCommit(at(to)),
      repository: { full_name: 'acme/shop', default_branch: 'main' },
    },
  })
  return { history, at, push }
}

describe('the bundle', () => {
  it('makes no GitHub request for a plain push without patch sets', async () => {
    const { history, at, push } = story()
    await place(history, async ({ run, hub, sentry }) => {
      const result = await run({ event: push(1, 3), github: { SHA: at(3) }, with: { 'patch-set': 'false' } })
      expect(result).toMatchObject({
        code: 0,
        outputs: { 'commit-count': '2', 'base-sha': at(1), 'range-source': 'push', version: at(3) },
      })
      expect(hub.requests).toHaveLength(0)
      expect(sentry.requests).toHaveLength(5)
    })
  })

  it('does not even start Octokit unless something is read', async () => {
    const { history, at, push } = story()
    const folder = mkdtempSync(join(tmpdir(), 'record-deploy-bundle-'))
    try {
      // The same bundle, with an Octokit that cannot be started.
      cpSync(join(import.meta.dirname, '../../dist'), folder, { recursive: true })
      const broken = readdirSync(folder)
        .filter((name) => name.endsWith('.js'))
        .map((name) => join(folder, name))
        .filter((file) => {
          const text = readFileSync(file, 'utf8')
          const changed = text.replace(
            /`octokit-rest\.js\/\$\{\w+\}`/,
            '(() => { throw new Error("Octokit was started") })()',
          )
          writeFileSync(file, changed)
          return changed !== text
        })
      expect(broken).toHaveLength(1)
      await place(history, async ({ run }) => {
        const step = { event: push(1, 3), github: { SHA: at(3) }, bundle: join(folder, 'index.js') }
        expect(await run({ ...step, with: { 'patch-set': 'false' } })).toMatchObject({ code: 0 })
        const reading = await run(step)
        expect(reading.seen).toContain('Octokit was started')
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('sends the changed files of a push', async () => {
    const { history, at, push } = story()
    await place(history, async ({ run, hub, sentry }) => {
      const result = await run({ event: push(1, 3), github: { SHA: at(3) } })
      expect(result.code).toBe(0)
      expect(hub.requests).toHaveLength(2)
      const created = JSON.parse(sentry.requests.find(({ method }) => method === 'POST')?.text ?? '{}')
      expect(created.commits).toMatchObject([
        { id: at(3), patch_set: [{ path: 'src/3.ts', type: 'A' }] },
        { id: at(2), patch_set: [{ path: 'src/2.ts', type: 'A' }] },
      ])
    })
  })

  it('starts a dispatch at the last deploy that Sentry has, and tells a redeploy', async () => {
    const { history, at, push } = story()
    await place(history, async ({ run }) => {
      await run({ event: push(1, 2), github: { SHA: at(2) } })
      const event = {
        name: 'workflow_dispatch',
        payload: { repository: { full_name: 'acme/shop', default_branch: 'main' } },
      }
      const result = await run({ event, github: { SHA: at(4), RUN_ID: '2' } })
      expect(result).toMatchObject({
        code: 0,
        outputs: {
          'range-source': 'last-deploy',
          'base-sha': at(2),
          'commit-count': '2',
          kind: 'deploy',
          outcome: 'recorded',
        },
      })
      expect(result.seen).toContain('(last-deploy: since the last deploy of production')
      const again = await run({ event, github: { SHA: at(4), RUN_ID: '3' } })
      expect(again).toMatchObject({ code: 0, outputs: { kind: 'redeploy', 'range-source': 'last-deploy' } })
    })
  })

  it('records 3,000 commits within what Sentry takes, and says what it left out', async () => {
    const history = makeHistory()
    const before = history.commit({ message: 'start' })
    const head = history.linear(3_000)
    await place(history, async ({ run, hub }) => {
      const payload = {
        ref: 'refs/heads/main',
        before,
        after: head,
        forced: false,
        commits: [],
        head_commit: payloadCommit(head),
      }
      const result = await run({
        event: { name: 'push', payload },
        github: { SHA: head },
        with: { 'patch-set': 'false' },
      })
      expect(result).toMatchObject({ code: 0, outputs: { 'commit-count': '1000' } })
      expect(result.seen).toContain(
        'NOTICE record-deploy: Sentry: the release gets the newest 1000 commits of 3000',
      )
      expect(hub.requests).toHaveLength(11)
    })
  })

  it('records the deploy although GitHub refuses to be read, with one warning', async () => {
    const { history, at, push } = story()
    await place(history, async ({ run, hub }) => {
      hub.faults.add('403 GET / x*')
      const result = await run({ event: push(1, 4), github: { SHA: at(4) } })
      expect(result).toMatchObject({ code: 0, outputs: { outcome: 'recorded', 'commit-count': '3' } })
      const warnings = result.commands.filter(({ name }) => name === 'warning')
      expect(warnings).toHaveLength(1)
      expect(warnings[0]?.data).toMatch(
        /needs the permission contents: read\. 3 commits of 3 go without changed files$/,
      )
    })
  })

  it('reads GitHub through a proxy', async () => {
    const { history, at, push } = story()
    await place(history, async ({ run, hub, sentry }) => {
      const lines: string[] = []
      const proxy = createServer((request, response) => {
        lines.push(request.url ?? '')
        const { pathname, search } = new URL(request.url ?? '')
        fetch(`${hub.url}${pathname}${search}`, {
          headers: { authorization: request.headers.authorization ?? '' },
        })
          .then(async (answer) =>
            response
              .writeHead(answer.status, { 'content-type': 'application/json' })
              .end(await answer.text()),
          )
          .catch(() => response.destroy())
      })
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
      const env = {
        http_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        no_proxy: '127.0.0.1',
      }
      try {
        const result = await run({
          event: push(3, 4),
          github: { SHA: at(4), API_URL: 'http://github.invalid' },
          env,
        })
        expect(result).toMatchObject({ code: 0, outputs: { outcome: 'recorded' } })
        expect(lines).toEqual([`http://github.invalid/repos/acme/shop/commits/${at(4)}`])
        expect(result.commands.filter(({ name }) => name === 'warning')).toEqual([])
        expect(sentry.requests).toHaveLength(5)
      } finally {
        proxy.closeAllConnections()
        proxy.close()
      }
    })
  })

  it.each([
    [
      'merge_group',
      { merge_group: { head_sha: 'a'.repeat(40), base_sha: 'b'.repeat(40) } },
      1,
      'error',
      'a merge_group is not merged yet',
    ],
    [
      'delete',
      { ref: 'old', ref_type: 'branch' },
      0,
      'none',
      'the branch old was deleted; there is nothing to record',
    ],
  ] as const)('ends %s without a request', async (name, payload, code, outcome, text) => {
    const { history, at } = story()
    await place(history, async ({ run, hub, sentry }) => {
      const result = await run({ event: { name, payload }, github: { SHA: at(4) } })
      expect(result).toMatchObject({ code, outputs: { outcome } })
      expect(result.seen).toContain(text)
      expect(hub.requests.length + sentry.requests.length).toBe(0)
    })
  })
})
