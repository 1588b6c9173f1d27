// One story of a crash: a run is killed or cancelled, or its connection cut, at one exact moment; then what comes after
// on the runner follows: the post stage, the second half of a deploy, a re-run. Told in this process, so that every moment
// of every operation can be tried.

import type { HeldDeploy, StandInService } from '../../sandbox/kit/stand-in.ts'
import type { Running, ServeOptions } from '../../sandbox/server.ts'
import { type Clock, makeClock, serve } from '../../sandbox/server.ts'
import { cancellation } from '../../src/errors.ts'
import type { JobStatus, Operation } from '../../src/provider/provider.ts'
import type { Fixture } from '../contract/fixtures.ts'
import { step } from '../contract/harness.ts'
import { providerOf } from '../support/providers.ts'
import { type RunOptions, runStep, type StepResult } from '../support/step.ts'
import { settle, withTimeouts } from '../support/timeouts.ts'

/** What is done, and how the job around it ends when nothing goes wrong. */
export interface Script {
  /** `start` is followed by `finish` in another job. */
  readonly operation: Operation
  readonly status: JobStatus
}

export interface Crash {
  /**
   * `kill`: the process is gone at that moment. `cancel`: it gets SIGINT and may still say and save what it knows.
   * `cut`: the connection is gone, and the process goes on.
   */
  readonly kind: 'kill' | 'cancel' | 'cut'
  /** Before the request is sent; before the server handles it; after that and before the answer; or after that was read. */
  readonly phase: 'unsent' | 'before' | 'after' | 'answered'
  /** Which request since the start, from 1. */
  readonly request: number
}

/** Until another job runs, and until somebody starts a run again: no run follows the other at once. */
const START_OF_JOB = 5_000
const MINUTES = 120_000

type Stage = StepResult | 'killed'

export interface Told {
  readonly world: StandInService
  readonly running: Running
  /** Every stage that ran, in order. */
  readonly stages: readonly Stage[]
  /** How many of them, from the end, belong to the last attempt. */
  readonly lastStages: number
  /** Requests that came after the cancellation of the stage they belong to. */
  readonly afterCancel: number
  /** Deploys that were open after a post stage that said all was well. */
  readonly openAfterPost: number
}

/** Every script that a provider can play. */
export function scriptsOf({ operations }: Fixture): Script[] {
  const success = (['deploy', 'release', 'track', 'start', 'rollback', 'retry'] as const).map(
    (operation) => ({ operation, status: 'success' as const }),
  )
  const badly = (['track', 'start'] as const).flatMap((operation) =>
    (['failure', 'cancelled'] as const).map((status) => ({ operation, status })),
  )
  return [...success, ...badly].filter(
    ({ operation, status }) =>
      operations[operation] !== undefined &&
      // A provider that carries the deploy out says itself how it ended.
      (status === 'success' || operation === 'track' || operations.track !== undefined),
  )
}

/** Plays a script, and a re-run of what did not end well. */
export async function tell(
  fixture: Fixture,
  script: Script,
  crash: Crash | undefined,
  faults: readonly string[] = [],
): Promise<Told> {
  const clock = makeClock()
  const world = fixture.make({ clock })
  const killer = makeKiller(crash)
  const running = await serve(world, { clock, faults, hook: killer.hook, leaps: true })
  try {
    return await withTimeouts(clock, () => tellOn({ world, running, clock, killer }, fixture, script))
  } finally {
    await running.close()
  }
}

interface Ground extends Pick<Play, 'running' | 'clock'> {
  readonly world: StandInService
  readonly killer: Killer
}

async function tellOn(
  { world, running, clock, killer }: Ground,
  fixture: Fixture,
  script: Script,
): Promise<Told> {
  const play = { fixture, running, clock, script }
  const first = await runAttempt({ ...play, attempt: 1, killer: killer.on(running) }, undefined)
  const lastStage = first.stages.at(-1)
  const isClosed = script.operation === 'track' && lastStage !== undefined && isFine(lastStage)
  const openAfterPost = isClosed ? countOf(world, 'open') : 0
  const calm = { ...play, attempt: 2, killer: makeKiller(undefined).on(running) }
  // A re-run comes minutes later; by then the service has done what the first attempt sent.
  await settle(running, clock)
  clock.advance(MINUTES)
  const second = first.isFine ? undefined : await runAttempt(calm, first.started)
  await settle(running, clock)
  return {
    world,
    running,
    stages: [...first.stages, ...(second?.stages ?? [])],
    lastStages: (second ?? first).stages.length,
    afterCancel: killer.afterCancel(),
    openAfterPost,
  }
}

interface Play {
  readonly fixture: Fixture
  readonly running: Running
  readonly clock: Clock
  readonly script: Script
  readonly attempt: number
  readonly killer: Watcher
}

interface Attempt {
  readonly stages: readonly Stage[]
  readonly isFine: boolean
  /** The job that starts the deploy, when it ended well: a re-run of the failed jobs leaves it as it is. */
  readonly started?: StepResult
}

function isFine(stage: Stage): stage is StepResult {
  return stage !== 'killed' && stage.ending.fails === undefined
}

/** One attempt at the run: the step's main stage, and what follows it. */
async function runAttempt(play: Play, earlier: StepResult | undefined): Promise<Attempt> {
  const { script, killer } = play
  const store: Record<string, string> = {}
  const main = earlier ?? (await killer.watch({ ...optionsOf(play), store }))
  const stages = earlier ? [] : [main]
  if (script.operation === 'track') {
    // A killed step fails its job; the post stage runs all the same, with the state as it was at that moment.
    const jobStatus = isFine(main) ? script.status : killer.wasCancelled() ? 'cancelled' : 'failure'
    stages.push(await killer.watch({ ...optionsOf(play), state: store, jobStatus }))
  }
  if (script.operation !== 'start' || !isFine(main)) return { stages, isFine: stages.every(isFine) }
  play.clock.advance(START_OF_JOB)
  stages.push(await killer.watch(finishOptions(play, main)))
  return { stages, isFine: stages.every(isFine), started: main }
}

function optionsOf({ fixture, running, clock, script, attempt }: Play): RunOptions {
  const base = step(fixture, running, inputsOf(fixture, script))
  return { ...base, clock, github: { ...base.github, RUN_ATTEMPT: String(attempt) } }
}

function inputsOf(fixture: Fixture, { operation }: Script): Record<string, string> {
  return {
    operation,
    ...(operation === 'rollback' ? {} : { version: '1.4.0' }),
    ...fixture.operations[operation],
  }
}

/** Another job of the same run, joined by the outputs of the first. */
function finishOptions(play: Play, { outputs }: StepResult): RunOptions {
  const options = optionsOf(play)
  const joined = {
    operation: 'finish',
    status: play.script.status,
    version: outputs['version'] ?? '',
    environment: outputs['environment'] ?? '',
    'deploy-id': outputs['deploy-id'] ?? '',
    'started-at': outputs['started-at'] ?? '',
  }
  return {
    ...options,
    with: { ...options.with, ...joined },
    github: { ...options.github, JOB: 'close' },
  }
}

interface Watcher {
  /** Runs a stage; `killed` when the process was killed in it. */
  watch(options: RunOptions): Promise<Stage>
  wasCancelled(): boolean
}

interface Killer {
  readonly hook: NonNullable<ServeOptions['hook']>
  on(running: Running): Watcher
  afterCancel(): number
}

function makeKiller(crash: Crash | undefined): Killer {
  const sent = { unsent: 0, before: 0, after: 0, answered: 0 }
  let abort = new AbortController()
  let isDone = false
  let afterCancel = 0
  /** Has the moment come? */
  const strikes = (phase: Crash['phase']): boolean => {
    sent[phase] += 1
    if (isDone || crash?.phase !== phase || crash.request !== sent[phase]) return false
    isDone = true
    if (crash.kind === 'kill') abort.abort(new Error('killed'))
    if (crash.kind === 'cancel') abort.abort(cancellation('The job was cancelled.', false))
    return true
  }
  return {
    hook: (phase) => (strikes(phase) && crash?.kind !== 'cancel' ? 'cut' : undefined),
    afterCancel: () => afterCancel,
    on: (running) => ({
      wasCancelled: () => isDone && crash?.kind === 'cancel',
      watch: async (options) => {
        abort = new AbortController()
        const { signal } = abort
        const { store = {} } = options
        // What the killed process would still write is lost: the snapshot is taken at the moment of the kill.
        const kept = { state: {}, requests: 0 }
        signal.addEventListener('abort', () => {
          kept.state = { ...store }
          kept.requests = running.requests.length
        })
        const onWire = (moment: 'unsent' | 'answered') => {
          if (strikes(moment) && crash?.kind === 'cut') running.drop()
        }
        const result = await runStep({ ...options, store, signal, onWire })
        if (!signal.aborted) return result
        afterCancel += running.requests.length - kept.requests
        if (crash?.kind === 'cancel') return result
        for (const key of Object.keys(store)) delete store[key]
        Object.assign(store, kept.state)
        return 'killed'
      },
    }),
  }
}

/** The messages of the stages: `killed`, `fine`, or why they failed. */
export function messagesOf({ stages }: Told): string[] {
  return stages.map((stage) => (stage === 'killed' ? 'killed' : (stage.ending.fails ?? 'fine')))
}

/** By id: Retrace knows a deploy by its three names, so a second request of the same names is the same deploy. */
export function countOf(world: StandInService, wanted: HeldDeploy['state']): number {
  const held = world.deploys().filter(({ state }) => state === wanted)
  return new Set(held.map(({ id }) => id)).size
}

/** A retry keeps the id; where nothing can be looked up, the id is what the run itself made up. */
function makesDeploy({ identity }: Fixture, operation: Operation): boolean {
  return identity !== 'none' && operation !== 'release' && operation !== 'retry'
}

/** Ids that a run gave out as its deploy's and that are none of those made in it. */
function foreignIds({ world, stages }: Told): string[] {
  const own = world.deploys().map(({ id }) => id)
  return stages
    .filter(isFine)
    .flatMap(({ outputs }) => outputs['deploy-id'] || [])
    .filter((id) => !own.includes(id))
    .map((id) => `the id ${id} of a deploy of somebody else`)
}

/** What the service must not hold after a story, in words; empty when all is well. */
export function problemsOf(fixture: Fixture, { operation, status }: Script, told: Told): string[] {
  const { world } = told
  const messages = messagesOf(told)
  // Where nothing can be looked up, what a stage wrote that did not end well may stand beside it.
  const lost = fixture.identity === 'none' && messages.some((message) => message !== 'fine') ? 1 : 0
  const good = countOf(world, 'good')
  const open = countOf(world, 'open')
  const wanted = operation === 'release' || status !== 'success' ? 0 : 1
  // A post stage whose main stage was refused has nothing to close and ends well, so the whole attempt counts.
  const isFine = messages.slice(-told.lastStages).every((message) => message === 'fine')
  const makesRelease = !['rollback', 'retry'].includes(operation)
  const releases = providerOf(fixture.id).release && makesRelease ? 1 : 0
  const isExplained = messages.every((message) =>
    /^(killed|fine)$|may have happened| as failed: |may or may not|answered \d{3}|no answer from|no connection to|timeout|cancelled/.test(
      message,
    ),
  )
  return [
    ...(good > wanted + lost ? [`${good} good deploys`] : []),
    ...(isFine && good < wanted ? ['no good deploy although the last run said so'] : []),
    ...(isFine && open > lost ? [`${open} deploys left open`] : []),
    ...(world.releases() > releases || (isFine && world.releases() < releases)
      ? [`${world.releases()} releases`]
      : []),
    ...(isExplained ? [] : ['a failure that explains nothing']),
    ...(makesDeploy(fixture, operation) ? foreignIds(told) : []),
    ...(told.openAfterPost > lost ? [`${told.openAfterPost} deploys open after the post stage`] : []),
    ...(told.afterCancel > 0 ? [`${told.afterCancel} requests after the cancellation`] : []),
    ...world.surprises,
  ]
}
