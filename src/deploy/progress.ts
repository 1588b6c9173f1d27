// What the steps of a plan work with, and what is known while they go on.
import type {
  Adoption,
  AnyAct,
  AnyJob,
  AnyProvider,
  Deploy,
  DeployedCommit,
  Receipt,
} from '../provider/provider.ts'
import type { Plan } from './plan.ts'
import type { Clock } from './wait.ts'

/** What a plan is carried out with. */
export interface PlanWork {
  readonly plan: Plan
  readonly provider: AnyProvider
  /** With what the release and the build have given. */
  readonly job: AnyJob
  readonly clock: Clock
}

/** What a step is given. */
export interface Progress extends PlanWork {
  /** The deploy, with its id as soon as one is known. */
  readonly deploy: Deploy
  /** What was deployed, where the deploy step told that it is not the run's own head. */
  readonly deployed?: DeployedCommit
  /** The deploy of an earlier attempt was found, so the outcome is `existing`. */
  readonly isReused: boolean
}

/** What performing one act is given. */
export interface ActWork extends Progress {
  readonly act: AnyAct & { readonly adopt?: Adoption<AnyJob> }
  /** A re-run looks for what its earlier attempt made. */
  readonly looksFirst?: boolean
  /** What it makes is followed to its end in the same step. */
  readonly isFollowed?: boolean
}

/** The place where a person finds what the act makes. */
export function whereOf({ act, provider }: ActWork): string {
  return act.where ?? provider.where
}

/** The progress after a step. */
export function advance(progress: Progress, receipt: Receipt): Progress {
  switch (receipt.step) {
    case 'release':
    case 'confirm':
      return { ...progress, job: { ...progress.job, release: receipt } }
    case 'build':
      return { ...progress, job: { ...progress.job, build: receipt } }
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
