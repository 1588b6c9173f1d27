// The bundle as a process, the way the runner starts it: what it prints, the files it writes, signals, and its end.
import { type ChildProcess, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { runMain, runPost, type StageResult, type StepOptions } from '../../sandbox/runner.ts'
import { makeSentry, USER_TOKEN } from '../../sandbox/sentry/index.ts'
import { makeClock, type Running, type ServeOptions, serve } from '../../sandbox/server.ts'
import { outputs } from '../../src/inputs/common.ts'
import { push, pushVariables } from '../support/events.ts'
import { BEHIND, startProxy } from '../support/proxy.ts'
import { sentryInputs } from '../support/sentry.ts'

const LOOPBACK = { NO_PROXY: '127.0.0.1' }

interface Stage {
  readonly running: Running
  readonly options: StepOptions
  run(over?: Partial<StepOptions>): Promise<StageResult>
}

async function onSentry(serving: ServeOptions, act: (stage: Stage) => Promise<void>): Promise<void> {
  const clock = makeClock()
  const running = await serve(makeSentry({ clock }), { clock, ...serving })
  const options: StepOptions = {
    with: {
      ...sentryInputs(running.url),
      'patch-set': 'false',
    },
    env: LOOPBACK,
    event: push(),
    github: pushVariables(3, { API_URL: 'http://127.0.0.1:9' }),
  }
  try {
    await act({
      running,
      options,
      run: (over = {}) => runMain({ ...options, ...over, with: { ...options.with, ...over.with } }),
    })
  } finally {
    await running.close()
  }
}

const allOutputs = Object.keys(outputs).sort()
const commandNames = (result: StageResult) => [...new Set(result.commands.map(({ name }) => name))].sort()
const annotations = (result: StageResult, level: string) =>
  result.commands.filter(({ name }) => name === level).map(({ data }) => data)

describe('masks', () => {
  it('hide what a server echoes of a secret that is not its own, before the words of it are cut', () => {
    const other = 'ghs_Zq9Xw8Vu7Ts6Rp5On4Ml3Kj2Ih1Gf0Ab12'
    const inMail = [...Buffer.from(other)].map((byte) => `=${byte.toString(16).toUpperCase()}`).join('')
    const json = { detail: `${'x'.repeat(430)} ${inMail}` }
    const fault = { method: 'POST', path: '/', times: 9, skip: 0, headers: {} }
    const reply = { kind: 'reply', reply: { status: 422, json }, acted: false } as const
    return onSentry({ faults: [{ ...fault, action: reply }] }, async ({ run }) => {
      const result = await run({ token: other })
      expect(result.code).toBe(1)
      const said = [
        result.log.replace(/^::add-mask::.*$/gm, ''),
        result.summary,
        JSON.stringify(result.outputs),
      ]
      expect(said.join('\n')).not.toContain(inMail.slice(0, 24))
      expect(annotations(result, 'error')[0]).toContain('***')
    })
  })

  it('come before any other line, in every form in use, each once', () =>
    onSentry({}, async ({ run }) => {
      const token = 'tok/en+with=signs "x"'
      const result = await run({ with: { token }, token: 'ghs_of-the-job' })
      const lines = result.log.split(/\r?\n/).filter((line) => line !== '')
      const first = lines.findIndex((line) => !line.startsWith('::add-mask::'))
      const masked = result.commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)
      expect(masked).toEqual(
        expect.arrayContaining([
          token,
          Buffer.from(token).toString('base64'),
          encodeURIComponent(token),
          'tok/en+with=signs \\"x\\"',
          'ghs_of-the-job',
        ]),
      )
      expect(first).toBe(masked.length)
      expect(new Set(masked).size).toBe(masked.length)
      expect(result.code).toBe(1)
    }))

  it('come first too when the inputs are wrong', () =>
    onSentry({}, async ({ run }) => {
      const { commands, seen } = await run({ with: { timeout: 'soon', version: USER_TOKEN } })
      expect(commands[0]).toMatchObject({ name: 'add-mask' })
      expect(seen).not.toContain(USER_TOKEN)
    }))

  it('are not all there is: the token never reaches log, outputs, summary or state in clear', () =>
    onSentry({ faults: ['403 POST /deploys/'] }, async ({ run }) => {
      const message = () => `fix: leaked ${USER_TOKEN} and ${USER_TOKEN.slice(0, 30)}`
      const result = await run({ event: push({ message }), with: { operation: 'deploy' } })
      const printed = result.log
        .split('\n')
        .filter((line) => !line.startsWith('::add-mask::'))
        .join('\n')
      for (const text of [
        printed,
        JSON.stringify(result.outputs),
        result.summary,
        JSON.stringify(result.state),
      ])
        expect(text).not.toContain(USER_TOKEN)
    }))
})

describe('foreign text', () => {
  const hostile = [
    '::set-output name=outcome::hacked',
    '\r::add-mask::production',
    '##[error]gotcha',
    '  ::stop-commands::now',
    'fix\n::save-state name=run::x',
    '%0A::warning::w',
  ]
  const obeyed = ['add-mask', 'endgroup', 'error', 'group', 'notice', 'warning']

  it('in commits, names and the environment becomes no command', () =>
    onSentry({}, async ({ run, running }) => {
      const event = push({ count: hostile.length, message: (index) => hostile[index - 1] ?? '' })
      const result = await run({
        event,
        github: pushVariables(hostile.length, {
          WORKFLOW: '##[set-output name=kind]x',
          TRIGGERING_ACTOR: '::error::x',
        }),
        with: { environment: '::set-output name=version::x ##[add-mask]acme' },
      })
      expect(result.code).toBe(0)
      for (const name of commandNames(result)) expect(obeyed).toContain(name)
      const masked = result.commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)
      expect(masked).not.toContain('production')
      expect(masked).not.toContain('acme')
      expect(result.outputs).toMatchObject({ outcome: 'recorded', kind: 'deploy' })
      expect(running.requests.length).toBeGreaterThan(0)
    }))

  it.each(hostile)('of a server becomes no command: %j', (text) =>
    onSentry(
      {
        faults: [
          {
            action: {
              kind: 'reply',
              reply: { status: 400, json: { detail: text, [text]: [text] } },
              acted: false,
            },
            method: 'POST',
            path: '/releases/',
            times: 1,
            skip: 0,
            headers: {},
          },
        ],
      },
      async ({ run }) => {
        const result = await run()
        expect(result.code).toBe(1)
        for (const name of commandNames(result)) expect(obeyed).toContain(name)
        expect(annotations(result, 'error')).toHaveLength(1)
        expect(result.outputs['outcome']).toBe('error')
      },
    ))
})

describe('outputs', () => {
  it('are all set, with signs that the file protocol knows, and are no commands', () =>
    onSentry({}, async ({ run }) => {
      const version = 'v1=2<<EOF ghadelimiter 100%'
      const result = await run({ with: { version, environment: 'a<<b=c' } })
      expect(Object.keys(result.outputs).sort()).toEqual(allOutputs)
      expect(result.outputs).toMatchObject({ version, environment: 'a<<b=c', outcome: 'recorded' })
      expect(JSON.parse(result.outputs['result'] ?? '')).toMatchObject({ schema: 1, version })
      expect(commandNames(result)).not.toContain('set-output')
    }))

  it('are all set after an error, with what did succeed', () =>
    onSentry({ faults: ['403 POST /deploys/'] }, async ({ run }) => {
      const result = await run({ with: { version: '1.4.0' } })
      expect(result.code).toBe(1)
      expect(Object.keys(result.outputs).sort()).toEqual(allOutputs)
      expect(result.outputs).toMatchObject({
        version: '1.4.0',
        outcome: 'error',
        created: 'true',
        'commit-count': '3',
      })
    }))
})

describe('the end of the step', () => {
  it('is one warning more when the summary cannot be written', () =>
    onSentry({}, async ({ run }) => {
      const result = await run({ without: ['GITHUB_STEP_SUMMARY'] })
      expect(result.code).toBe(0)
      expect(annotations(result, 'warning')).toEqual([expect.stringContaining('It could not be written')])
      expect(result.outputs['outcome']).toBe('recorded')
    }))

  it('is a warning and 0 with on-error: warn', () =>
    onSentry({ faults: ['403 POST /deploys/'] }, async ({ run }) => {
      const result = await run({ with: { 'on-error': 'warn' } })
      expect(result.code).toBe(0)
      expect(annotations(result, 'error')).toEqual([])
      expect(annotations(result, 'warning')).toEqual([expect.stringContaining('answered 403')])
      expect(result.outputs['outcome']).toBe('error')
    }))

  it('is an error and 1 for wrong inputs, whatever on-error says, with nothing sent and no stack', () =>
    onSentry({}, async ({ run, running }) => {
      const result = await run({ with: { 'on-error': 'warn', timeout: 'soon', 'started-at': 'yesterday' } })
      expect(result.code).toBe(1)
      const [problem = ''] = annotations(result, 'error')
      expect(problem).toContain('2 inputs need attention:\n- ')
      expect(problem).toContain('got "yesterday"')
      expect(result.log).not.toMatch(/^\s+at .*[:/]\d+/m)
      expect(running.requests).toEqual([])
      expect(result.outputs['outcome']).toBe('error')
    }))

  it.each([
    ['lists in lists', '['.repeat(2_000_000)],
    ['lists that are closed', `${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`],
    ['small objects', `[${'{"a":1},'.repeat(1_000_000)}{}]`],
    ['long numbers', `[${'12345678901234567890,'.repeat(400_000)}1]`],
    ['texts that are no fields', `[${'"a",'.repeat(290_000)}"b"]`],
  ])('keeps its memory where an answer holds a million values: %s', (_, text) => {
    const fault = { method: '*', path: '/', times: Number.POSITIVE_INFINITY, skip: 0, headers: {} }
    const answers = [200, 422].map(
      (status) => ({ kind: 'reply', reply: { status, text }, acted: false }) as const,
    )
    return Promise.all(
      answers.map((action) =>
        onSentry({ faults: [{ ...fault, action }] }, async ({ run, options }) => {
          const env = { ...options.env, NODE_OPTIONS: '--max-old-space-size=100' }
          const result = await run({ env })
          expect([result.code, result.outputs['outcome']]).toEqual([1, 'error'])
        }),
      ),
    ).then(() => undefined)
  })

  it('names record-deploy and the provider in the title of each annotation, and nobody twice', () =>
    onSentry({ faults: ['500 POST /releases/ x*'] }, async ({ run }) => {
      const titles = async (over: Partial<StepOptions>) =>
        (await run(over)).commands
          .filter(({ name }) => ['error', 'warning', 'notice'].includes(name))
          .map(({ properties }) => properties['title'])
      expect(await titles({ with: { timeout: 'never' } })).toEqual(['record-deploy: Sentry: Inputs'])
      expect(await titles({ with: { 'deploy-name': 'x', draft: 'true', timeout: '2s' } })).toEqual([
        'record-deploy: Sentry: Input',
        expect.stringMatching(/^record-deploy: Sentry: [a-z ]+$/),
      ])
      expect(await titles({ with: { provider: 'none' } })).toEqual(['record-deploy: Inputs'])
    }))

  it('never shows a stack for an error of the service or the network', () =>
    onSentry({ faults: ['cut-after POST /deploys/', '500 GET /deploys/ x*'] }, async ({ run, running }) => {
      const refused = await run()
      expect(refused.code).toBe(1)
      expect(refused.log).not.toMatch(/^\s+at .*[:/]\d+/m)
      await running.close()
      const gone = await run()
      expect(annotations(gone, 'error')).toEqual([expect.stringContaining('ECONNREFUSED')])
      expect(gone.log).not.toMatch(/^\s+at .*[:/]\d+/m)
    }))

  it('does not depend on variables of the runner that are new, or missing', () =>
    onSentry({}, async ({ run }) => {
      const result = await run({
        env: { ...LOOPBACK, RUNNER_NEWLY_INVENTED: '1', GITHUB_NEWLY_INVENTED: 'x', ACTIONS_SOMETHING: 'y' },
        without: [
          'RUNNER_OS',
          'RUNNER_ARCH',
          'RUNNER_TEMP',
          'RUNNER_ENVIRONMENT',
          'GITHUB_TRIGGERING_ACTOR',
          'GITHUB_PATH',
          'GITHUB_ENV',
          'GITHUB_GRAPHQL_URL',
        ],
      })
      expect(result.code).toBe(0)
      expect([annotations(result, 'error'), annotations(result, 'warning')]).toEqual([[], []])
    }))
})

describe('a signal while the service hangs', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends main within 2 s, with outputs and state', (signal) =>
    onSentry({ faults: ['hang POST /deploys/ x*'] }, async ({ run, running }) => {
      let sentAt = 0
      const cancel = async (child: ChildProcess) => {
        while (!running.requests.some(({ method, path }) => method === 'POST' && path.endsWith('/deploys/')))
          await new Promise((resolve) => setTimeout(resolve, 10))
        sentAt = performance.now()
        child.kill(signal)
      }
      const result = await run({ onStart: (child) => void cancel(child), with: { version: '1.4.0' } })
      expect(performance.now() - sentAt).toBeLessThan(2_000)
      expect([result.code, result.signal]).toEqual([1, null])
      expect(Object.keys(result.outputs).sort()).toEqual(allOutputs)
      expect(result.outputs).toMatchObject({ version: '1.4.0', outcome: 'error', created: 'true' })
      expect(result.state['run']).toBeDefined()
      expect(annotations(result, 'error')).toEqual([expect.stringContaining('the job was cancelled')])
      expect(annotations(result, 'error')[0]).toContain('before you run it again')
    }))

  it('ends main while it waits for another try, too', () =>
    onSentry({ faults: ['429 retry-after=600 POST /releases/ x*'] }, async ({ run, running }) => {
      let sentAt = 0
      const cancel = async (child: ChildProcess) => {
        while (running.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
        await new Promise((resolve) => setTimeout(resolve, 50))
        sentAt = performance.now()
        child.kill('SIGINT')
      }
      const result = await run({ onStart: (child) => void cancel(child) })
      expect(performance.now() - sentAt).toBeLessThan(2_000)
      expect(result.code).toBe(1)
      expect(annotations(result, 'error')).toEqual([expect.stringContaining('cancelled')])
    }))
})

describe('the post stage', () => {
  it('without anything from main does nothing, and never deploys in its place', () =>
    onSentry({}, async ({ options, running }) => {
      const result = await runPost({ ...options, jobStatus: 'cancelled' }, { state: {} })
      expect([result.code, result.log, running.requests.length]).toEqual([0, '', 0])
    }))

  it.each(['deploy', 'release', 'start'])('after %s has nothing to close', (operation) =>
    onSentry({}, async ({ options, running, run }) => {
      const main = await run({ with: { operation } })
      const sent = running.requests.length
      const result = await runPost({ ...options, with: { ...options.with, operation } }, main)
      expect([main.code, result.code, running.requests.length - sent]).toEqual([0, 0, 0])
    }))

  it('after wrong inputs in main succeeds and sends nothing', () =>
    onSentry({}, async ({ options, running }) => {
      const wrong = { ...options, with: { ...options.with, operation: 'track', timeout: 'soon' } }
      const main = await runMain(wrong)
      const result = await runPost(wrong, main)
      expect([main.code, result.code, running.requests.length]).toEqual([1, 0, 0])
    }))

  it('sets no output', () =>
    onSentry({}, async ({ options, run }) => {
      const tracked = { ...options, with: { ...options.with, operation: 'track' } }
      const main = await run({ with: { operation: 'track' } })
      const result = await runPost(tracked, main)
      expect([main.code, result.code, result.outputs]).toEqual([0, 0, {}])
    }))
})

describe('the way to the service', () => {
  const folder = join(import.meta.dirname, '..', 'support', 'tls')
  const certificate = join(folder, 'test-only-cert.pem')
  const tls = {
    key: readFileSync(join(folder, 'test-only-key.pem'), 'utf8'),
    cert: readFileSync(certificate, 'utf8'),
  }

  it('over TLS works when its authority is named by NODE_EXTRA_CA_CERTS, and the error says so', () =>
    onSentry({ tls }, async ({ run, running }) => {
      const untrusted = await run()
      expect(untrusted.code).toBe(1)
      expect(annotations(untrusted, 'error')).toEqual([expect.stringContaining('NODE_EXTRA_CA_CERTS')])
      const trusted = await run({ env: { ...LOOPBACK, NODE_EXTRA_CA_CERTS: certificate } })
      expect([trusted.code, running.connections()]).toEqual([0, 1])
    }))

  it('leads through the proxy of the environment, whose password is never shown', async () => {
    const proxy = await startProxy('dev', 's3cret-pass')
    const url = `http://dev:s3cret-pass@127.0.0.1:${proxy.port}`
    try {
      await onSentry({ tls }, async ({ run, running }) => {
        const result = await run({
          with: { 'api-url': `https://${BEHIND}:${running.port}` },
          env: { HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: certificate, RUNNER_DEBUG: '1' },
        })
        expect(result.code).toBe(0)
        expect([proxy.seen, running.connections()]).toEqual([[`CONNECT ${BEHIND}:${running.port} 200`], 1])
        expect(result.log).not.toContain('s3cret-pass')
      })
      // What goes to the machine itself never leaves it.
      await onSentry({}, async ({ run }) => {
        const result = await run({ env: { HTTP_PROXY: url, HTTPS_PROXY: url } })
        expect([result.code, proxy.seen.length]).toEqual([0, 1])
      })
    } finally {
      await proxy.close()
    }
  })
})

it('starts outside of a runner with a clear error and no stack', () => {
  const bundle = join(import.meta.dirname, '..', '..', 'dist', 'index.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle], {
    env: { PATH: process.env['PATH'] ?? '', SENTRY_AUTH_TOKEN: USER_TOKEN },
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stdout).toContain('this must run inside GitHub Actions')
  expect(`${stdout}${stderr}`).not.toMatch(/^\s+at .*[:/]\d+/m)
})
