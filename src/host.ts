// The outside world as one small object: the only importer of @actions/core and @actions/github. Whatever leaves
// through it was made harmless here: secrets are hidden, and no text of others can become a workflow command.
import { appendFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import * as core from '@actions/core'
import { context } from '@actions/github'
import { cancellation } from './errors.ts'
import { cut, harmless, redact, secretForms } from './text.ts'

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
  /** The event file, parsed; an empty object when there is none. */
  readEvent(): unknown
  /** Hides a secret, in every form in use, from here on. */
  mask(secret: string): void
  /** A text without the secrets that were masked so far; for texts that are cut or escaped before they leave. */
  hide(text: string): string
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
  /** Adds Markdown to the job summary. Throws where it cannot be written. */
  writeSummary(markdown: string): void
}

const MAX_LINE = 4_000

// Shorter values are no secrets, and the runner masks any length: hiding `1` would make the log unreadable.
const SHORTEST_SECRET = 4

/** The runner's host. Listens for its cancel signals until the process ends. */
export function realHost(): Host {
  const forms: string[] = []
  const hide = (text: string): string => redact(text, forms)
  // Hidden first: making it harmless could change a secret, or tear it apart, so that it is no longer recognised.
  const line = (text: string): string => cut(harmless(hide(text)), MAX_LINE)
  // Annotations may have several lines; core encodes them as data of its own command.
  const lines = (text: string): string => hide(text).split('\n').map(line).join('\n')
  const cancel = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () =>
      cancel.abort(cancellation('The job was cancelled before this step was done.', false)),
    )
  return {
    env: process.env,
    now: () => Date.now(),
    uptime: () => performance.now(),
    sleep: (ms) => sleep(ms, cancel.signal),
    random: () => Math.random(),
    signal: cancel.signal,
    readEvent: () => context.payload,
    mask: (secret) => {
      if (secret.length < SHORTEST_SECRET) return
      // A token comes by here from its input, its variable and its provider; the log needs it once.
      for (const form of secretForms(secret).filter((each) => !forms.includes(each))) {
        core.setSecret(form)
        forms.push(form)
      }
      forms.sort((a, b) => b.length - a.length)
    },
    hide,
    info: (text) => core.info(line(text)),
    debug: (text) => (core.isDebug() ? core.debug(line(text)) : undefined),
    notice: (title, text) => core.notice(lines(text), { title: line(title) }),
    warning: (title, text) => core.warning(lines(text), { title: line(title) }),
    fail: (title, text) => {
      process.exitCode = core.ExitCode.Failure
      core.error(lines(text), { title: line(title) })
    },
    group: (title, texts) => {
      core.startGroup(line(title))
      for (const text of texts) core.info(`  ${line(text)}`)
      core.endGroup()
    },
    setOutput: (name, value) => core.setOutput(name, hide(value)),
    saveState: (name, value) => core.saveState(name, value),
    readState: (name) => core.getState(name),
    writeSummary: (markdown) => {
      const file = process.env['GITHUB_STEP_SUMMARY']
      if (!file) throw new Error('GITHUB_STEP_SUMMARY is not set.')
      // At once: core's own writer goes through Node's thread pool, which takes milliseconds at the very end.
      appendFileSync(file, hide(markdown))
    },
  }
}

/** Waits, or rejects with the reason of the cancellation. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal })
  } catch {
    throw signal.reason
  }
}
