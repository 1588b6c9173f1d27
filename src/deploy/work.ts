// What every step of a plan works on.

import type { AnyJob, AnyProvider, Deploy, Receipt } from '../provider/provider.ts'
import type { Plan } from './plan.ts'
import type { Waiting } from './wait.ts'

export interface Work {
  readonly plan: Plan
  readonly provider: AnyProvider
  readonly job: AnyJob
  /** The deploy to finish or retry, where one is known. */
  readonly deployId: string
  readonly clock: Omit<Waiting, 'what'>
}

/** What is known while the steps go on. */
export interface Progress {
  readonly work: Work
  readonly deploy: Deploy
  readonly id: string
  readonly release?: Receipt
  readonly build?: Receipt
  /** The deploy of an earlier attempt was found, so the outcome is `existing`. */
  readonly isExisting: boolean
}

/** The job as the steps so far have left it. */
export function jobOf({ work, release, build }: Progress): AnyJob {
  return { ...work.job, ...(release ? { release } : {}), ...(build ? { build } : {}) }
}

/** A step is only planned when the provider has its function; anything else is our bug. */
export function must<T>(own: T | undefined, name: string): T {
  if (own === undefined) throw new Error(`a planned step has no function ${name}`)
  return own
}
