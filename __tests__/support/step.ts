// Runs one stage in this process: the real code and real HTTP, but a clock that jumps instead of waiting and a host
// that keeps what it was told. For what the bundle does as a process, see sandbox/runner.ts.

import { type StepOptions, stepEnvironment } from '../../sandbox/runner.ts'
import { type Clock, makeClock } from '../../sandbox/server.ts'
import type { Host } from '../../src/host.ts'
import type { StageEnding } from '../../src/report/ending.ts'
import { hideInOutput } from '../../src/report/hide.ts'
import { run } from '../../src/run.ts'
import { makeSecretStore } from '../../src/secrets.ts'
import { harmless } from '../../src/text.ts'

interface Annotation {
  readonly level: 'notice' | 'warning' | 'error'
  readonly title: string
  readonly text: string
}

export interface StepResult {
  readonly ending: StageEnding
  readonly lines: readonly string[]
  readonly annotations: readonly Annotation[]
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  readonly summary: string
  readonly masked: readonly string[]
  /** How long the run would have waited, in milliseconds. */
  readonly waitedMs: number
  /** Every text that left the host, for a search for secrets. */
  readonly everything: string
}

export interface RunOptions extends StepOptions {
  readonly clock?: Clock
  readonly state?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  readonly random?: () => number
  /** Where state is kept; what it holds when a process is killed is what the post stage gets. */
  readonly store?: Record<string, string>
  /** Called before each wait, e.g. to change what a sandbox does. */
  readonly onSleep?: (ms: number) => void
  /** Called right before each request to the provider is sent, and right after its answer was read. */
  readonly onWire?: (moment: 'unsent' | 'answered') => void
}

/** Runs main, or post when `state` is given. */
export async function runStep(options: RunOptions): Promise<StepResult> {
  const clock = options.clock ?? makeClock()
  const lines: string[] = []
  const annotations: Annotation[] = []
  const outputs: Record<string, string> = {}
  const state = options.store ?? {}
  const masked: string[] = []
  const secrets = makeSecretStore()
  let summary = ''
  let waitedMs = 0
  const hide = (text: string) => secrets.hide(harmless(text))
  const annotate = (level: Annotation['level']) => (title: string, text: string) => {
    annotations.push({ level, title: hide(title), text: text.split('\n').map(hide).join('\n') })
  }
  const signal = options.signal ?? new AbortController().signal
  const host: Host = {
    env: stepEnvironment(options, '/tmp', '/tmp'),
    now: clock.now,
    uptime: clock.now,
    sleep: async (ms) => {
      signal.throwIfAborted()
      options.onSleep?.(ms)
      waitedMs += ms
      clock.advance(ms)
      await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
    },
    random: options.random ?? (() => 0.5),
    signal,
    readEvent: async () => options.event.payload,
    hide: secrets.hide,
    mask: (secret) => {
      masked.push(secret)
      secrets.add(secret)
    },
    info: (line) => lines.push(hide(line)),
    // src/http/try.ts names there each request before it sends it, and then its answer.
    debug: (line) => {
      if (/^[A-Z]+ \//.test(line)) options.onWire?.('unsent')
      if (/^→ \d+$/.test(line)) options.onWire?.('answered')
    },
    notice: annotate('notice'),
    warning: annotate('warning'),
    fail: annotate('error'),
    group: (title, texts) => lines.push(hide(title), ...texts.map((text) => `  ${hide(text)}`)),
    setOutput: (name, value) => {
      outputs[name] = hideInOutput(name, value, secrets.hide)
    },
    saveState: (name, value) => {
      state[name] = value
    },
    readState: (name) => options.state?.[name] ?? '',
    writeSummary: (markdown) => {
      summary += secrets.hide(markdown, 'name')
    },
  }
  const ending = await run(host, options.state ? 'post' : 'main')
  const everything = [
    ...lines,
    JSON.stringify(annotations),
    JSON.stringify(outputs),
    summary,
    // As src/index.ts prints it: through the host.
    ...(ending.fails ?? '').split('\n').map(hide),
  ].join('\n')
  return { ending, lines, annotations, outputs, state, summary, masked, waitedMs, everything }
}
