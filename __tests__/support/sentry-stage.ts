// Runs steps of the Sentry provider against a fresh stand-in, in this process.
import type { MakeOptions } from '../../sandbox/kit/stand-in.ts'
import { makeSentry, type NewRelease, type Sentry, standIn } from '../../sandbox/sentry/index.ts'
import { onStage, type Stage } from '../contract/harness.ts'

export interface Scene extends Stage<Sentry> {
  readonly sentry: Sentry
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

export function scene(
  act: (scene: Scene) => Promise<void>,
  switches = {},
  faults: readonly string[] = [],
  tokens: string[] = [],
): Promise<void> {
  const make = (options: MakeOptions) => makeSentry({ ...options, tokens })
  return onStage({ ...standIn, id: 'sentry', make }, (stage) => act({ ...stage, sentry: stage.world }), {
    switches,
    faults,
  })
}
