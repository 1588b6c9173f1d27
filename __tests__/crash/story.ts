// One story of a crash: a run is killed, or its connection cut, at one exact moment; then the post stage and a re-run
// follow as on the runner. Told in this process, so that every moment of every operation can be tried.
import type { Running, ServeOptions } from '../../sandbox/server.ts'
import { type Clock, makeClock, serve } from '../../sandbox/server.ts'
import { providers } from '../../src/providers/index.ts'
import type { Fixture, World } from '../contract/fixture.ts'
import { step } from '../contract/harness.ts'
import { type RunOptions, runStep, type StepResult } from '../support/step.ts'

export interface Crash {
  /** `kill`: the process is gone at that moment. `cut`: the connection is, and the process goes on. */
  readonly kind: 'kill' | 'cut'
  /** Before the server handles the request, or after it and before the answer. */
  readonly phase: 'before' | 'after'
  /** Which request since the start, from 1. */
  readonly request: number
}

export interface Told {
  readonly world: World
  readonly running: Running
  /** Every stage that ran, in order. */
  readonly stages: readonly (StepResult | 'killed')[]
}

/** Runs main, post where the operation has one, and a re-run when the first attempt did not end well. */
export async function tell(
  fixture: Fixture,
  inputs: Readonly<Record<string, string>>,
  crash: Crash | undefined,
  faults: readonly string[] = [],
): Promise<Told> {
  const clock = makeClock()
  const world = fixture.make(clock)
  const killer = makeKiller(crash)
  const running = await serve(world.service, { clock, faults, hook: killer.hook })
  const stages: (StepResult | 'killed')[] = []
  try {
    const attempt = await runAttempt(fixture, running, clock, inputs, 1, killer)
    stages.push(...attempt)
    const isFine = attempt.every((stage) => stage !== 'killed' && stage.ending.fails === undefined)
    if (!isFine) stages.push(...(await runAttempt(fixture, running, clock, inputs, 2, makeKiller(undefined))))
    return { world, running, stages }
  } finally {
    await running.close()
  }
}

async function runAttempt(
  fixture: Fixture,
  running: Running,
  clock: Clock,
  inputs: Readonly<Record<string, string>>,
  number: number,
  killer: Killer,
): Promise<(StepResult | 'killed')[]> {
  const base = step(fixture, running, inputs)
  const options = { ...base, clock, github: { ...base.github, RUN_ATTEMPT: String(number) } }
  const store: Record<string, string> = {}
  const main = await killer.watch({ ...options, store })
  if (inputs['operation'] !== 'track') return [main]
  // A killed step fails its job; the post stage runs all the same, with the state as it was at that moment.
  const isFine = main !== 'killed' && main.ending.fails === undefined
  const post = await killer.watch({ ...options, state: store, jobStatus: isFine ? 'success' : 'failure' })
  return [main, post]
}

interface Killer {
  readonly hook: NonNullable<ServeOptions['hook']>
  /** Runs a stage; `killed` when the crash hit it. */
  watch(options: RunOptions): Promise<StepResult | 'killed'>
}

function makeKiller(crash: Crash | undefined): Killer {
  let seen = 0
  let abort: AbortController | undefined
  return {
    hook: (phase) => {
      if (phase === 'before') seen += 1
      if (!crash || phase !== crash.phase || seen !== crash.request) return undefined
      seen += 1_000_000
      if (crash.kind === 'kill') abort?.abort(new Error('killed'))
      return 'cut'
    },
    watch: async (options) => {
      abort = new AbortController()
      // What the killed process would still write is lost: the snapshot is taken at the moment of the kill.
      const kept: { state?: Record<string, string> } = {}
      const { signal } = abort
      signal.addEventListener('abort', () => {
        kept.state = { ...options.store }
      })
      const result = await runStep({ ...options, signal })
      if (!signal.aborted) return result
      for (const key of Object.keys(options.store ?? {})) delete options.store?.[key]
      Object.assign(options.store ?? {}, kept.state)
      return 'killed'
    },
  }
}

/** The messages of the stages: `killed`, `fine`, or why they failed. */
export function messagesOf({ stages }: Told): string[] {
  return stages.map((stage) => (stage === 'killed' ? 'killed' : (stage.ending.fails ?? 'fine')))
}

/** What the service must not hold after a story, in words; empty when all is well. */
export function problemsOf(fixture: Fixture, operation: string, told: Told): string[] {
  const { world } = told
  const messages = messagesOf(told)
  // By id: Retrace knows a deploy by its three names, so a second request of the same names is the same deploy.
  const count = (states: readonly string[]) =>
    new Set(
      world
        .deploys()
        .filter(({ state }) => states.includes(state))
        .map(({ id }) => id),
    ).size
  const good = count(fixture.good)
  const open = count(fixture.open)
  // A post stage whose main stage was refused has nothing to close and ends well, so the whole attempt counts.
  const isFine = messages.slice(operation === 'track' ? -2 : -1).every((message) => message === 'fine')
  const releases = providers[fixture.id]?.createRelease && operation !== 'rollback' ? 1 : 0
  const isExplained = messages.every((message) =>
    /^(killed|fine)$|may have happened|may or may not|answered \d{3}|no answer from|no connection to|timeout/.test(
      message,
    ),
  )
  return [
    ...(good > 1 ? [`${good} good deploys`] : []),
    ...(isFine && good === 0 ? ['no good deploy although the last run said so'] : []),
    ...(isFine && open > 0 ? [`${open} deploys left open`] : []),
    ...(world.releases() > releases || (isFine && world.releases() < releases)
      ? [`${world.releases()} releases`]
      : []),
    ...(isExplained ? [] : ['a failure that explains nothing']),
    ...world.surprises(),
  ]
}
