// The runner's files, broken in every way: what they would have held is lost, and nothing else.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { runMain, type StageResult, type StepOptions } from '../../sandbox/runner.ts'
import { makeSentry, USER_TOKEN } from '../../sandbox/sentry/index.ts'
import { makeClock, type Running, serve } from '../../sandbox/server.ts'
import { push, pushVariables } from '../support/events.ts'
import { sentryInputs } from '../support/sentry.ts'

const folder = mkdtempSync(join(tmpdir(), 'record-deploy-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileWith(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

async function onSentry(
  act: (running: Running, run: (over: Partial<StepOptions>) => Promise<StageResult>) => Promise<void>,
): Promise<void> {
  const clock = makeClock()
  const running = await serve(makeSentry({ clock }), { clock })
  const options: StepOptions = {
    with: { ...sentryInputs(running.url), 'patch-set': 'false', 'github-token': '' },
    env: { NO_PROXY: '127.0.0.1' },
    event: push(),
    github: pushVariables(3, { API_URL: 'http://127.0.0.1:9' }),
  }
  try {
    await act(running, (over) => runMain({ ...options, ...over, with: { ...options.with, ...over.with } }))
  } finally {
    await running.close()
  }
}

const warnings = (result: StageResult) =>
  result.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)
const STACK = /^\s+at .*[:/]\d+/m

// Root may write everywhere, so nothing here depends on rights.
const BROKEN = [
  ['is missing', '/nowhere/at/all'],
  ['is a folder', folder],
  ['is on a full disk', '/dev/full'],
] as const

describe.each(BROKEN)('a file that %s', (_, path) => {
  it.each([
    ['GITHUB_OUTPUT', 'later steps see the outputs of this one empty'],
    ['GITHUB_STATE', 'a deploy that is tracked will not be closed'],
    ['GITHUB_STEP_SUMMARY', 'it lacks this step'],
  ])('%s costs what it would hold, with one warning (F13, F14)', (name, lost) =>
    onSentry(async (running, run) => {
      const result = await run({ files: { [name]: path } })
      expect([result.code, warnings(result)]).toEqual([0, [expect.stringContaining(lost)]])
      expect(warnings(result)[0]).toContain(path)
      expect(result.log).not.toMatch(STACK)
      expect(
        running.requests.filter(({ method, path: to }) => method === 'POST' && to.endsWith('/deploys/')),
      ).toHaveLength(1)
      if (name !== 'GITHUB_OUTPUT') expect(result.outputs['outcome']).toBe('recorded')
      if (name !== 'GITHUB_STEP_SUMMARY') expect(result.summary).toContain('recorded at Sentry')
    }))
})

describe('an event file', () => {
  it.each([
    ['empty', ''],
    ['cut', '{"head_commit": {"id": "a'],
    ['no object', '[1]'],
    ['binary', '\u0000\u0001'],
  ])('that is %s costs its facts, with one warning (F13)', (name, text) =>
    onSentry(async (_, run) => {
      const path = fileWith(`${name}.json`.replace(' ', '-'), text)
      const result = await run({ files: { GITHUB_EVENT_PATH: path } })
      expect(warnings(result)[0]).toContain('The event file could not be read')
      expect(warnings(result)[0]).toContain(path)
      expect(result.log).not.toMatch(STACK)
      expect([result.code, result.outputs['outcome']]).toEqual([0, 'recorded'])
    }))

  it.each(BROKEN.slice(0, 2))('that %s costs its facts, with one warning (F13)', (_, path) =>
    onSentry(async (__, run) => {
      const result = await run({ files: { GITHUB_EVENT_PATH: path } })
      expect(warnings(result)[0]).toContain(`GITHUB_EVENT_PATH: ${path}`)
      expect([result.code, result.outputs['outcome']]).toEqual([0, 'recorded'])
    }))

  it('in UTF-16, as PowerShell writes it, is read (F13)', () =>
    onSentry(async (_, run) => {
      const path = join(folder, 'utf-16.json')
      writeFileSync(path, `\ufeff${JSON.stringify(push().payload)}`, 'utf16le')
      const result = await run({ files: { GITHUB_EVENT_PATH: path } })
      expect([result.code, warnings(result), result.outputs['commit-count']]).toEqual([0, [], '3'])
    }))

  it('that holds a secret and breaks off shows none of it', () =>
    onSentry(async (_, run) => {
      const path = fileWith('secret.json', USER_TOKEN)
      const result = await run({ files: { GITHUB_EVENT_PATH: path } })
      const [first, ...rest] = result.log.split('::warning')
      expect([rest.length, first?.includes('::add-mask::')]).toEqual([1, true])
      expect(rest.join()).not.toContain(USER_TOKEN.slice(0, 10))
    }))

  it('with a byte order mark is read (F13)', () =>
    onSentry(async (_, run) => {
      const path = fileWith('bom.json', `\ufeff${JSON.stringify(push().payload)}`)
      const result = await run({ files: { GITHUB_EVENT_PATH: path } })
      expect([result.code, warnings(result), result.outputs['commit-count']]).toEqual([0, [], '3'])
    }))
})

// Windows has no such thing.
const onUnix = process.platform === 'win32' ? it.skip : it

onUnix.each(['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY', 'GITHUB_EVENT_PATH'])(
  'a pipe with nobody at its other end does not hold the run: %s',
  (name) =>
    onSentry(async (_, run) => {
      const path = join(folder, `${name}-pipe`)
      execFileSync('mkfifo', [path])
      const result = await run({ files: { [name]: path } })
      expect([result.code, warnings(result)]).toEqual([0, [expect.stringContaining(path)]])
    }),
)

it('a log that nobody reads any more does not end the run (F26)', () =>
  onSentry(async (running, run) => {
    const result = await run({
      onStart: (child) => {
        child.stdout?.destroy()
        child.stderr?.destroy()
      },
    })
    expect([result.code, result.outputs['outcome']]).toEqual([0, 'recorded'])
    expect(running.requests.length).toBeGreaterThan(0)
  }))

it.each([
  'main',
  'true',
  'recorded',
  'deploy',
  'production',
])('outputs and summary stay whole although the token is %j (F17)', (token) =>
  onSentry(async (_, run) => {
    const result = await run({
      env: { NO_PROXY: '127.0.0.1', AKKERIS_TOKEN: token, BEANSTALK_TOKEN: 'http' },
    })
    expect(result.outputs).toMatchObject({ outcome: 'recorded', created: 'true', environment: 'production' })
    expect(JSON.parse(result.outputs['result'] ?? '')).toMatchObject({ outcome: 'recorded', kind: 'deploy' })
    const own = await run({ with: { token } })
    expect(own.outputs).toMatchObject({ outcome: 'error', created: 'false', environment: 'production' })
    expect(JSON.parse(own.outputs['result'] ?? '')).toMatchObject({ schema: 1, kind: 'deploy' })
    expect(own.summary).toContain('recorded at Sentry')
  }))
