// A stand-in of the GitHub Actions runner for one step: it runs the bundle the way the runner does (inputs with their
// defaults, the file protocol, clean environment, post stage) and reads what it printed by the runner's rules.
// Source of each rule: actions/runner src/Runner.Worker (ActionCommand.cs, FileCommandManager.cs, ActionRunner.cs).
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '..')

type Texts = Readonly<Record<string, string>>

export interface StepOptions {
  /** The step's `with:`; an empty text suppresses a default, as on the runner. */
  readonly with: Texts
  /** The step's `env:`. */
  readonly env?: Texts
  readonly event: { readonly name: string; readonly payload: unknown }
  /** GITHUB_… variables that differ from the defaults, without the prefix, e.g. `{ SHA, REF, RUN_ATTEMPT }`. */
  readonly github?: Texts
  readonly jobStatus?: 'success' | 'failure' | 'cancelled'
  readonly token?: string
  readonly jobIndex?: number
  /** Called with the running process, e.g. to send it a signal. */
  readonly onStart?: (child: ChildProcess) => void
  /** Another file than action.yml names, e.g. for a benchmark. */
  readonly bundle?: string
  /** Variables that this runner does not set, e.g. because it is too old for them. */
  readonly without?: readonly string[]
  /** Variables of the runner's own files that name another path, e.g. `{ GITHUB_OUTPUT: '/dev/full' }`. */
  readonly files?: Texts
  /** RUNNER_DEBUG=1 */
  readonly debug?: boolean
}

interface Command {
  readonly name: string
  readonly properties: Texts
  readonly data: string
}

export interface StageResult {
  readonly code: number | null
  readonly signal: string | null
  /** Everything printed, as it came, both streams in order. */
  readonly log: string
  /** What a person sees: without the commands, with masked words hidden, annotations and groups in words. */
  readonly seen: string
  readonly commands: readonly Command[]
  readonly outputs: Texts
  readonly state: Texts
  readonly summary: string
  readonly ms: number
}

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly default?: string } | null>>
  readonly runs: { readonly main: string; readonly post: string }
}

/** Runs the main stage of a step. */
export function runMain(options: StepOptions): Promise<StageResult> {
  return runStage('main', options, {})
}

/** Runs the post stage with what main saved; inputs are evaluated again, so `with` and `jobStatus` may differ. */
export function runPost(options: StepOptions, main: Pick<StageResult, 'state'>): Promise<StageResult> {
  return runStage('post', options, main.state)
}

type Runnable = StepOptions & { readonly bundle: string }

async function runStage(stage: 'main' | 'post', options: StepOptions, state: Texts): Promise<StageResult> {
  const folder = mkdtempSync(join(tmpdir(), 'record-deploy-'))
  const { bundle = join(root, readManifest().runs[stage]) } = options
  try {
    return await runIn(folder, { ...options, bundle }, state)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runIn(folder: string, options: Runnable, state: Texts): Promise<StageResult> {
  const workspace = join(folder, 'workspace')
  mkdirSync(workspace)
  const file = (name: string, text = '') => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const [output, saved, summary] = [file('output'), file('state'), file('summary')]
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    ...(process.env['SystemRoot'] ? { SystemRoot: process.env['SystemRoot'] } : {}),
    ...stepEnvironment(options, folder, workspace),
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(options.event.payload, null, 2)),
    GITHUB_OUTPUT: output,
    GITHUB_STATE: saved,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
    ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
    ...options.files,
  }
  for (const name of options.without ?? []) delete env[name]
  const run = await runChild(options, workspace, env)
  return {
    ...run,
    ...readLog(run.log, options.debug),
    outputs: readFileCommands(readFileSync(output, 'utf8')),
    state: readFileCommands(readFileSync(saved, 'utf8')),
    summary: readFileSync(summary, 'utf8'),
  }
}

/** Runs the bundle to its end, and what it wrote meanwhile. */
async function runChild(
  { bundle, onStart }: Runnable,
  cwd: string,
  env: Texts,
): Promise<Pick<StageResult, 'code' | 'signal' | 'log' | 'ms'>> {
  const started = performance.now()
  const child = spawn(process.execPath, [bundle], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  onStart?.(child)
  let log = ''
  const collect = (chunk: Buffer) => {
    log += chunk.toString('utf8')
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (...end) => resolve(end))
  })
  return { code, signal, log, ms: performance.now() - started }
}

/** Everything the runner puts into the environment for a step, but for the files it makes; no token, no event field. */
export function stepEnvironment(options: StepOptions, folder: string, workspace: string): Texts {
  const github = {
    ACTION: '__record-deploy',
    ACTOR: 'octocat',
    API_URL: 'https://api.github.com',
    EVENT_NAME: options.event.name,
    GRAPHQL_URL: 'https://api.github.com/graphql',
    JOB: 'deploy',
    REF: 'refs/heads/main',
    REPOSITORY: 'acme/shop',
    REPOSITORY_OWNER: 'acme',
    RUN_ATTEMPT: '1',
    RUN_ID: '4242424242',
    RUN_NUMBER: '42',
    SERVER_URL: 'https://github.com',
    TRIGGERING_ACTOR: 'octocat',
    WORKFLOW: 'Deploy',
    WORKSPACE: workspace,
    ...options.github,
  }
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_TEMP: folder,
    RUNNER_ENVIRONMENT: 'github-hosted',
    ...(options.debug ? { RUNNER_DEBUG: '1' } : {}),
    ...Object.fromEntries(Object.entries(github).map(([name, value]) => [`GITHUB_${name}`, value])),
    ...options.env,
    ...inputVariables(options),
  }
}

/** INPUT_… for every declared input with its default evaluated, and for unknown keys of `with:` too. */
function inputVariables(options: StepOptions): Record<string, string> {
  const defaults = Object.entries(readManifest().inputs).map(([name, input]): [string, string] => [
    name,
    evaluate(input?.default ?? '', options),
  ])
  const all = { ...Object.fromEntries(defaults), ...options.with }
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  )
}

function readManifest(): Manifest {
  return parse(readFileSync(join(root, 'action.yml'), 'utf8'))
}

function evaluate(text: string, options: StepOptions): string {
  return text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, expression: string) => {
    switch (expression) {
      case 'github.token':
        return options.token ?? ''
      case 'job.status':
        return options.jobStatus ?? 'success'
      case 'strategy.job-index':
        return String(options.jobIndex ?? 0)
      default:
        throw new Error(`action.yml: the stand-in cannot evaluate ${expression}`)
    }
  })
}

/** `name=value`, or `name<<DELIMITER` … `DELIMITER`; anything else fails the step on the runner. */
function readFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  while (lines.length > 0) {
    const line = lines.shift() ?? ''
    if (line === '') continue
    const heredoc = line.indexOf('<<')
    const equals = line.indexOf('=')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      values[line.slice(0, equals)] = line.slice(equals + 1)
      continue
    }
    if (heredoc < 0) throw new Error(`file command: invalid line "${line}"`)
    const delimiter = line.slice(heredoc + 2)
    const end = lines.indexOf(delimiter)
    if (delimiter === '' || end < 0) throw new Error(`file command: no delimiter "${delimiter}"`)
    values[line.slice(0, heredoc)] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join('\n')
  }
  return values
}

const COMMANDS = new Set(
  'add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output stop-commands warning'.split(
    ' ',
  ),
)

/** Finds commands by the runner's rules: `::name::` at a line's start, `##[name]` anywhere; LF, CRLF or a lone CR end a line. */
export function readLog(
  log: string,
  showsDebug = false,
): { readonly commands: readonly Command[]; readonly seen: string } {
  const commands: Command[] = []
  const masks: string[] = []
  const seen: string[] = []
  for (const line of log.split(/\r\n|\n|\r/)) {
    const command = readCommand(line)
    if (!command) {
      seen.push(hide(line, masks))
      continue
    }
    commands.push(command)
    if (command.name === 'add-mask')
      masks.push(...command.data.split(/\r?\n/).filter((part) => part.trim() !== ''))
    else if (command.name === 'group') seen.push(`▼ ${hide(command.data, masks)}`)
    else if (['error', 'warning', 'notice'].includes(command.name)) {
      const title = command.properties['title'] ? `${command.properties['title']}: ` : ''
      seen.push(hide(`${command.name.toUpperCase()} ${title}${command.data}`, masks))
    } else if (command.name === 'debug' && showsDebug) seen.push(hide(`[debug] ${command.data}`, masks))
  }
  return { commands, seen: seen.join('\n').trim() }
}

function hide(line: string, masks: readonly string[]): string {
  return masks.reduce((text, mask) => text.replaceAll(mask, '***'), line)
}

function readCommand(line: string): Command | undefined {
  const modern = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/s.exec(line)
  const old = /##\[([\w-]+)(?: (.*?))?\](.*)$/s.exec(line)
  for (const [match, separator] of [
    [modern, ','],
    [old, ';'],
  ] as const) {
    const name = match?.[1]?.toLowerCase()
    if (!match || !name || !COMMANDS.has(name)) continue
    const properties = (match[2] ?? '').split(separator).flatMap((pair): [string, string][] => {
      const [key, ...value] = pair.split('=')
      return key?.trim() && value.length > 0 ? [[key.trim(), decode(value.join('='))]] : []
    })
    return { name, properties: Object.fromEntries(properties), data: decode(match[3] ?? '') }
  }
  return undefined
}

function decode(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%5D', ']')
    .replaceAll('%3B', ';')
    .replaceAll('%25', '%')
}
