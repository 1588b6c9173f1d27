// Runs a step of a provider against its sandbox, in this process.
import type { Held } from '../../sandbox/kit/stand-in.ts'
import { type Clock, makeClock, type Running, type ServeOptions, serve } from '../../sandbox/server.ts'
import { push, pushVariables } from '../support/events.ts'
import { type RunOptions, runStep, type StepResult } from '../support/step.ts'
import type { Fixture } from './fixtures.ts'

export interface Stage<W extends Held = Held> {
  readonly world: W
  readonly running: Running
  readonly clock: Clock
  /** Runs main with the fixture's inputs and these. */
  run(inputs?: Readonly<Record<string, string>>, options?: Partial<RunOptions>): Promise<StepResult>
}

export interface StageOptions {
  readonly faults?: readonly string[]
  readonly switches?: Readonly<Record<string, string>>
  readonly hook?: NonNullable<ServeOptions['hook']>
}

/** A fresh sandbox with faults, given to `act`, and closed whatever happens. */
export async function onStage<W extends Held>(
  fixture: Fixture<W>,
  act: (stage: Stage<W>) => Promise<void>,
  { faults = [], switches = {}, hook }: StageOptions = {},
): Promise<void> {
  const clock = makeClock()
  const world = fixture.make({ clock, switches })
  const running = await serve(world, { clock, faults, ...(hook ? { hook } : {}) })
  try {
    await act({
      world,
      running,
      clock,
      run: (inputs, options) => runStep({ clock, ...step(fixture, running, inputs), ...options }),
    })
  } finally {
    await running.close()
  }
}

/** The options of a step, for this process or for the bundle. */
export function step(fixture: Fixture, running: Running, inputs: Readonly<Record<string, string>> = {}) {
  return {
    with: {
      provider: fixture.id,
      token: fixture.token,
      'api-url': running.url,
      'patch-set': 'false',
      ...fixture.with,
      ...inputs,
    },
    event: push(),
    // A read of commits from GitHub must never leave the machine in a test.
    github: pushVariables(3, { API_URL: 'http://127.0.0.1:9' }),
  }
}

/** Requests that write: everything but GET. */
export function writes(running: Running) {
  return running.requests.filter(({ method }) => method !== 'GET')
}

/** The requests of the write that makes the deploy. */
export function deployWrites(fixture: Fixture, running: Running) {
  return running.requests.filter(
    ({ method, path }) => method === fixture.write.method && path.includes(fixture.write.path),
  )
}
