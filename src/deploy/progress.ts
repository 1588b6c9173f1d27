// What the steps of a plan work on, and what is known while they go on.
import type { AnyJob, AnyProvider, Deploy, DeployedCommit, Receipt } from '../provider/provider.ts'
import type { Plan } from './plan.ts'
import type { Clock } from './wait.ts'

/** What a plan is carried out with. */
export interface PlanWork {
  readonly plan: Plan
  readonly provider: AnyProvider
  readonly job: AnyJob
  readonly clock: Clock
}

export interface Progress {
  readonly work: PlanWork
  /** The deploy, with its id as soon as one is known. */
  readonly deploy: Deploy
  readonly release?: Receipt
  readonly build?: Receipt
  /** What was deployed, where the deploy step told that it is not the run's own head. */
  readonly deployed?: DeployedCommit
  /** The deploy of an earlier attempt was found, so the outcome is `existing`. */
  readonly isReused: boolean
}

/** The job as the steps so far have left it. */
export function jobOf({ work, release, build }: Progress): AnyJob {
  return { ...work.job, ...(release ? { release } : {}), ...(build ? { build } : {}) }
}

/** The progress after a step. */
export function advance(progress: Progress, receipt: Receipt): Progress {
  switch (receipt.step) {
    case 'release':
    case 'confirm':
      return { ...progress, release: receipt }
    case 'build':
      return { ...progress, build: receipt }
    case 'deploy':
    case 'retry':
      return {
        ...progress,
        deploy: { ...progress.deploy, id: receipt.id ?? progress.deploy.id },
        ...(receipt.deployed ? { deployed: receipt.deployed } : {}),
        isReused: receipt.isReused === true,
      }
    default:
      return progress
  }
}

/** The receipt with more to warn of. */
export function warned(receipt: Receipt, more: readonly string[]): Receipt {
  return more.length === 0 ? receipt : { ...receipt, warnings: [...(receipt.warnings ?? []), ...more] }
}
