// npm run soak -- --hostile: the bundle with the worst texts, echoed secrets and broken files, mixed at random. Nothing may leak,
// be obeyed, end in a stack trace, or take long.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fault } from '../../sandbox/faults.ts'
import { runMain, type StageResult } from '../../sandbox/runner.ts'
import { makeOrgToken, makeSentry } from '../../sandbox/sentry/index.ts'
import { makeClock, serve } from '../../sandbox/server.ts'
import { escapeMarkdown } from '../../src/text.ts'
import { push, pushVariables } from '../support/events.ts'
import { sentryInputs } from '../support/sentry.ts'
import { pick, randomFrom } from './random.ts'

type Random = () => number

const TOKEN = makeOrgToken({ org: 'acme' })
const UNITS = [
  'a',
  ' ',
  '#',
  '@',
  'a@',
  'fix(',
  '[',
  '(',
  '…',
  '\n',
  '%',
  '&',
  '\\\\',
  '<',
  '<title>',
  '::',
  '##[',
  'QUJD',
  'BREAKING CHANGE: ',
  '(#1',
]
const COMMANDS = [
  '::set-output name=outcome::x',
  '##[error]x',
  '::add-mask::acme',
  '::stop-commands::x',
  '\r::save-state name=run::x',
]
const OBEYED = ['add-mask', 'debug', 'endgroup', 'error', 'group', 'notice', 'warning']
const MAX_MS = 5_000

const FORMS: readonly ((text: string) => string)[] = [
  (text) => text,
  encodeURIComponent,
  (text) => encodeURIComponent(text).replace(/%../g, (sign) => sign.toLowerCase()),
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(`u:${text}:v`).toString('base64'),
  (text) => Buffer.from(text).toString('base64url'),
  (text) => Buffer.from(text).toString('hex'),
  (text) => Buffer.from(text).toString('hex').toUpperCase(),
  (text) => JSON.stringify(JSON.stringify(text)),
  (text) => text.replace(/[^\w]/g, (sign) => `&#${sign.charCodeAt(0)};`),
  (text) => text.replace(/.{20}/g, '$&\n'),
  (text) => text.replace(/.{20}/g, '$&\r\n  '),
  (text) => text.replace(/.{20}/g, '$&=\n'),
  escapeMarkdown,
]

function secretIn(random: Random): string {
  const part = pick(random, [TOKEN, TOKEN.split('_')[1] ?? '', TOKEN.split('_')[2] ?? ''])
  const form = pick(random, FORMS)
  return form(part)
}

function textIn(random: Random, max: number): string {
  const pieces = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
    const kind = random()
    if (kind < 0.3) return secretIn(random)
    if (kind < 0.5) return pick(random, COMMANDS)
    return pick(random, UNITS).repeat(Math.floor((random() * max) / 4))
  })
  return pieces.join(pick(random, ['', ' ', '\n', '\n\n']))
}

function faultsIn(random: Random): Fault[] {
  if (random() < 0.5) return []
  const text = textIn(random, 40_000)
  const status = pick(random, [400, 401, 403, 404, 422])
  const reply = pick(random, [
    { status, json: { detail: text } },
    { status, json: { [text.slice(0, 2_000)]: [text] } },
    { status, text: `<html><title>${text}</title>${text}` },
    { status, text },
  ])
  const fault = {
    method: 'POST',
    path: pick(random, ['/releases/', '/deploys/']),
    times: 1,
    skip: 0,
    headers: {},
  }
  return [{ ...fault, action: { kind: 'reply', reply, acted: false } }]
}

/** Variables of the runner's files that lead to what is no such file. */
function filesIn(random: Random, folder: string): Record<string, string> {
  const names = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY', 'GITHUB_EVENT_PATH']
  const broken = join(folder, 'broken')
  writeFileSync(broken, pick(random, ['', '{', '[]', '\ufeff{}', '\u0000', textIn(random, 1_000)]))
  const paths = ['/nowhere/x', folder, ...(process.platform === 'linux' ? ['/dev/full'] : [])]
  return Object.fromEntries(
    names
      .filter(() => random() < 0.15)
      .map((name) => [
        name,
        name === 'GITHUB_EVENT_PATH' ? pick(random, [broken, folder, '/nowhere/x']) : pick(random, paths),
      ]),
  )
}

/** What went wrong, in words. */
function problemsIn(result: StageResult, hasOutputs: boolean): string[] {
  const printed = result.log.replace(/^::add-mask::.*$/gm, '')
  const left = [printed, JSON.stringify(result.outputs), result.summary, JSON.stringify(result.state)].join(
    '\n',
  )
  const secrets = [TOKEN, TOKEN.split('_')[1] ?? '', TOKEN.split('_')[2] ?? ''].flatMap((part) =>
    // At the ends a group of Base64 may belong to the neighbours.
    FORMS.map((form) => form(part).slice(8, -8)),
  )
  const obeyed = result.commands.map(({ name }) => name).filter((name) => !OBEYED.includes(name))
  return [
    ...secrets
      .filter((form) => left.includes(form) || left.includes(JSON.stringify(form).slice(1, -1)))
      .map((form) => `a secret is left: ${JSON.stringify(form)}`),
    ...(obeyed.length > 0 ? [`obeyed: ${obeyed.join()}`] : []),
    ...(/^\s+at .*[:/]\d+/m.test(printed) ? ['a stack trace'] : []),
    ...(result.ms > MAX_MS ? [`took ${Math.round(result.ms)} ms`] : []),
    ...(result.code !== 0 && !result.commands.some(({ name }) => name === 'error')
      ? ['failed without an annotation']
      : []),
    ...(hasOutputs && result.outputs['outcome'] === undefined ? ['no outputs'] : []),
  ]
}

async function story(seed: number, folder: string): Promise<string[]> {
  const random = randomFrom(seed)
  const clock = makeClock()
  const running = await serve(makeSentry({ clock, tokens: [TOKEN] }), { clock, faults: faultsIn(random) })
  const files = filesIn(random, folder)
  const count = 1 + Math.floor(random() * 3)
  const messages = Array.from({ length: count }, () => textIn(random, 65_536))
  try {
    const result = await runMain({
      with: {
        ...sentryInputs(running.url),
        token: TOKEN,
        'sentry-org': 'acme',
        'patch-set': 'false',
        'github-token': '',
        version: pick(random, ['', '1.4.0', textIn(random, 300)]),
        description: textIn(random, 1_000),
        'deploy-name': textIn(random, 1_000).replace(/[\r\n]/g, ' '),
        'on-error': pick(random, ['fail', 'warn']),
      },
      env: { NO_PROXY: '127.0.0.1' },
      event: push({ count, message: (index) => messages[index - 1] ?? '' }),
      github: pushVariables(count, {
        API_URL: 'http://127.0.0.1:9',
        WORKFLOW: textIn(random, 200).replace(/\0/g, ''),
      }),
      files,
      debug: random() < 0.3,
    })
    return problemsIn(result, files['GITHUB_OUTPUT'] === undefined)
  } finally {
    await running.close()
  }
}

/** A story that takes long is told once more: what the machine does beside it only adds. */
async function twice(seed: number, folder: string): Promise<string[]> {
  const problems = await story(seed, folder)
  return problems.some((each) => each.startsWith('took')) ? story(seed, folder) : problems
}

/** Stories until the time is over, or one that goes wrong; the exit code. */
export async function hostile(seed: number, end: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'record-deploy-hostile-'))
  let stories = 0
  try {
    for (; Date.now() < end; stories++) {
      const problems = await twice(seed + stories, folder)
      if (problems.length === 0) continue
      console.error(`seed ${seed + stories}: ${problems.join('; ')}`)
      return 1
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`${stories} hostile stories, none went wrong`)
  return 0
}
