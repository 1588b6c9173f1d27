// Runs steps of the Sentry provider against a fresh stand-in, in this process.
import { expect } from '@jest/globals'
import { makeSentry, type NewRelease, type Sentry } from '../../sandbox/sentry/index.ts'
import { makeClock, type Running, serve } from '../../sandbox/server.ts'
import { push, pushVariables } from './events.ts'
import { sentryInputs } from './sentry.ts'
import { type RunOptions, runStep, type StepResult } from './step.ts'

export interface Scene {
  readonly sentry: Sentry
  readonly running: Running
  run(inputs?: Readonly<Record<string, string>>, options?: Partial<RunOptions>): Promise<StepResult>
  /** Bodies of the requests to a path, as sent. */
  sent(method: string, path: string): Record<string, unknown>[]
}

/** A release, of the project web where none is given, that was deployed to these environments, a minute apart. */
export function addDeployed(
  sentry: Sentry,
  version: string,
  {
    at,
    environments,
    ...values
  }: Omit<NewRelease, 'dateCreated'> & { at: number; environments: readonly string[] },
) {
  sentry.addRelease(version, { projects: ['web'], dateCreated: at, ...values })
  for (const [index, environment] of environments.entries())
    sentry.injectDeploy(version, { environment, dateFinished: at + index * 60_000 })
}

export async function scene(
  act: (scene: Scene) => Promise<void>,
  switches = {},
  faults: readonly string[] = [],
  tokens: string[] = [],
) {
  const clock = makeClock()
  const sentry = makeSentry({ clock, switches, tokens })
  const running = await serve(sentry, { clock, faults })
  const base = {
    ...sentryInputs(running.url),
    'sentry-projects': 'web api',
    'patch-set': 'false',
  }
  try {
    await act({
      sentry,
      running,
      run: (inputs = {}, options = {}) =>
        runStep({ clock, with: { ...base, ...inputs }, event: push(), github: pushVariables(), ...options }),
      sent: (method, path) =>
        running.requests
          .filter((each) => each.method === method && each.path.endsWith(path))
          .map(({ text }) => JSON.parse(text)),
    })
    expect(sentry.surprises).toEqual([])
  } finally {
    await running.close()
  }
}
