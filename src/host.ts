// The outside world as one small object: the only importer of @actions/core. Whatever leaves through it was made harmless
// here: secrets are hidden, and no text of others can become a workflow command. A file of the runner that cannot be read
// or written costs what it would have held, and a warning; never the deploy.
import { appendFileSync, statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import * as core from '@actions/core'
import { cancellation } from './errors.ts'
import { readEventFile } from './event/file.ts'
import { hideInOutput } from './report/hide.ts'
import { makeSecretStore, type Role } from './secrets.ts'
import { cut, harmless } from './text.ts'

export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds since the epoch. */
  now(): number
  /** Milliseconds by a clock that nobody can set. */
  uptime(): number
  /** Rejects when the run is cancelled. */
  sleep(ms: number): Promise<void>
  /** In [0, 1). */
  random(): number
  /** Aborted when the runner cancels the step. */
  readonly signal: AbortSignal
  /** The event; an empty object, and a warning, when its file cannot be read. */
  readEvent(): Promise<unknown>
  /** Hides a secret, in every form in use, from here on. */
  mask(secret: string): void
  /** A text without the secrets that were masked so far; for texts that are cut or escaped before they leave. */
  hide(text: string, role?: Role): string
  info(line: string): void
  /** Shown only when the job is debugged. */
  debug(line: string): void
  notice(title: string, text: string): void
  warning(title: string, text: string): void
  /** An error annotation; the step fails. */
  fail(title: string, text: string): void
  /** A collapsed group of lines. */
  group(title: string, lines: readonly string[]): void
  setOutput(name: string, value: string): void
  saveState(name: string, value: string): void
  readState(name: string): string
  /** Adds Markdown to the job summary. */
  writeSummary(markdown: string): void
}

const MAX_LINE = 4_000
const NAME = 'record-deploy'

/**
 * The runner's host. Listens for its cancel signals until the process ends.
 * @param provider the name of the one that the step is for, where that is known
 */
export function realHost(provider = ''): Host {
  const secrets = makeSecretStore()
  const log = makeLog(secrets.hide, provider)
  const write = makeWriter(log.warning)
  const signal = cancelSignal()
  return {
    ...log,
    env: process.env,
    now: () => Date.now(),
    uptime: () => performance.now(),
    sleep: (ms) => setTimeout(ms, undefined, { signal }).catch(() => signal.throwIfAborted()),
    random: () => Math.random(),
    signal,
    readEvent: async () => {
      const { event, problem } = await readEventFile(process.env)
      if (problem) log.warning('Event', problem)
      return event
    },
    mask: (secret) => {
      for (const form of secrets.add(secret)) core.setSecret(form)
    },
    hide: secrets.hide,
    setOutput: (name, value) =>
      write('GITHUB_OUTPUT', () => core.setOutput(name, hideInOutput(name, value, secrets.hide))),
    saveState: (name, value) => write('GITHUB_STATE', () => core.saveState(name, value)),
    readState: (name) => core.getState(name),
    // At once: core's own writer goes through Node's thread pool, which takes milliseconds at the very end.
    writeSummary: (markdown) =>
      write('GITHUB_STEP_SUMMARY', (file) => appendFileSync(file, secrets.hide(markdown, 'name'))),
  }
}

type Log = Pick<Host, 'info' | 'debug' | 'notice' | 'warning' | 'fail' | 'group'>

function makeLog(hide: Host['hide'], provider: string): Log {
  // A log that is full or gone (ENOSPC, EPIPE) must not end the run: outputs and provider matter more.
  process.stdout.on('error', () => undefined)
  // Hidden first: making it harmless could change a secret, or tear it apart, so that it is no longer recognised.
  const line = (text: string): string => cut(harmless(hide(text)), MAX_LINE)
  // Annotations may have several lines; core encodes them as data of its own command.
  const lines = (text: string): string => hide(text).split('\n').map(line).join('\n')
  // Beside the annotations of other steps, each says whose it is.
  const titled = (title: string): string => {
    const parts = title.split(': ').filter((part) => part !== NAME && part !== provider)
    return line([NAME, provider, ...parts].filter((part) => part !== '').join(': '))
  }
  return {
    info: (text) => core.info(line(text)),
    debug: (text) => (core.isDebug() ? core.debug(line(text)) : undefined),
    notice: (title, text) => core.notice(lines(text), { title: titled(title) }),
    warning: (title, text) => core.warning(lines(text), { title: titled(title) }),
    fail: (title, text) => {
      process.exitCode = core.ExitCode.Failure
      core.error(lines(text), { title: titled(title) })
    },
    group: (title, texts) => {
      core.startGroup(line(title))
      for (const text of texts) core.info(`  ${line(text)}`)
      core.endGroup()
    },
  }
}

function cancelSignal(): AbortSignal {
  const cancel = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () =>
      cancel.abort(cancellation('The job was cancelled before this step was done.', false)),
    )
  return cancel.signal
}

// What is lost without the file.
const LOST = {
  GITHUB_OUTPUT: { title: 'Outputs', lost: 'later steps see the outputs of this one empty' },
  GITHUB_STATE: { title: 'State', lost: 'a deploy that is tracked will not be closed when the job ends' },
  GITHUB_STEP_SUMMARY: { title: 'Job summary', lost: 'it lacks this step' },
} as const

type RunnerFile = keyof typeof LOST

/** Writes to a file of the runner. The first time that it cannot be done is told; nothing more is tried then. */
function makeWriter(warn: Host['warning']) {
  const broken = new Set<RunnerFile>()
  return (name: RunnerFile, write: (file: string) => void): void => {
    if (broken.has(name)) return
    try {
      const file = process.env[name]
      if (!file) throw new Error('the variable is not set')
      // Opening a pipe that nobody reads would never end.
      if (statSync(file).isFIFO()) throw new Error('it is a pipe')
      write(file)
    } catch (error) {
      broken.add(name)
      const why = error instanceof Error ? error.message : String(error)
      const { title, lost } = LOST[name]
      const cure = `Look at ${process.env[name] || 'that variable'}, and at the disk and the rights of the runner.`
      warn(title, `It could not be written (${name}: ${why}), so ${lost}. ${cure}`)
    }
  }
}
