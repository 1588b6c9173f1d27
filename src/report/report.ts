// What happened, as one value: made from the plan and the receipts, and the source of outputs, log and summary.
import { earlierThan, hasArrived } from '../deploy/past.ts'
import type { Plan } from '../deploy/plan.ts'
import type { Outcome, PastDeploy, Receipt } from '../provider/provider.ts'
import { deployedOf, toldPlan } from './deployed.ts'
import { DEPLOY_STEPS, type PlanEnding } from './ending.ts'
import { type Figures, makeFigures } from './figures.ts'

export interface Report {
  /** With the commit that reached the environment; its head is empty where a rollback brought back what tells none. */
  readonly plan: Plan
  readonly receipts: readonly Receipt[]
  readonly outcome: Outcome
  /** The last deploy receipt's phrase about it. */
  readonly note: string
  /** What reached the environment, in one word: the version, or what was deployed in its place. */
  readonly what: string
  readonly deployId: string
  readonly releaseId: string
  readonly releaseUrl: string
  readonly deployUrl: string
  readonly created: boolean
  /** The release was refused, and the deploy recorded all the same. */
  readonly isWithoutRelease: boolean
  readonly commitCount: number
  /** Milliseconds since the epoch; undefined when nothing was deployed. */
  readonly startedAt: number | undefined
  readonly finishedAt: number | undefined
  readonly figures: Figures
  /** What the environment had before, newest first, where it is known. */
  readonly earlier: readonly PastDeploy[]
  /** Why the step fails or what went wrong, as sentences. */
  readonly problem: string
  /** The problem is a warning, by `on-error`. */
  readonly isSoftened: boolean
  /** Where the problem is explained; empty without one. */
  readonly help: string
  /** What the user should know although it went on. */
  readonly warnings: readonly string[]
  /** How long the steps of this stage took. */
  readonly tookMs: number
}

export interface ReportParts {
  readonly plan: Plan
  readonly receipts: readonly Receipt[]
  readonly ending: PlanEnding
  /** Deploys of the environment, newest first, where they are known; this one may be among them. */
  readonly history: readonly PastDeploy[]
  /** Warnings that stand neither in the plan nor in a receipt. */
  readonly warnings: readonly string[]
  readonly began: number
  /** When the steps were over. */
  readonly now: number
}

/** Sums the run up. */
export function makeReport(parts: ReportParts): Report {
  const { receipts, ending, now } = parts
  const { outcome, failed } = ending
  const release = receipts.find(({ step }) => step === 'release' || step === 'confirm')
  const deploys = receipts.filter(({ step }) => DEPLOY_STEPS.includes(step))
  const times = timesOf(parts, deploys.at(-1))
  const deployIds = deployIdsOf(deploys, parts.plan)
  const [id = ''] = deployIds
  const { marker } = parts.plan.deploy
  const earlier = earlierThan({ id, marker, at: times.finishedAt ?? times.startedAt }, parts.history)
  const deployed = deployedOf(parts.plan, receipts)
  const plan = toldPlan(parts.plan, deployed, release)
  const hasRelease = plan.steps.includes('release')
  return {
    plan,
    receipts,
    outcome,
    note: deploys.at(-1)?.note ?? '',
    what: deployed.version ?? plan.version.version,
    deployId: deployIds.join(' '),
    releaseId: release?.id ?? deploys.findLast(({ releaseId }) => releaseId !== undefined)?.releaseId ?? '',
    releaseUrl: release?.url ?? '',
    deployUrl: deploys.findLast(({ url }) => url !== undefined)?.url ?? '',
    created: release?.created ?? deploys.some(({ created }) => created === true),
    isWithoutRelease: outcome === 'error' && hasRelease && !release && deploys.length > 0,
    // None when the release was to be made and was not.
    commitCount: release?.commitCount ?? (hasRelease && !plan.dryRun ? 0 : plan.range.commits.length),
    ...times,
    figures: makeFigures(plan, hasArrived(outcome) ? times.finishedAt : undefined, earlier),
    earlier,
    problem: failed?.problem ?? '',
    help: failed?.help ?? '',
    isSoftened: failed?.isSoftened === true,
    warnings: [...parts.warnings, ...plan.warnings, ...receipts.flatMap(({ warnings = [] }) => warnings)],
    tookMs: Math.max(0, now - parts.began),
  }
}

/** A deploy that was begun has a start; only one that is over has an end. */
function timesOf(
  { plan: { deploy, stage }, ending: { outcome }, now }: ReportParts,
  last: Receipt | undefined,
): Pick<Report, 'startedAt' | 'finishedAt'> {
  const startedAt = last?.startedAt ?? deploy.startedAt
  // Sentry writes nothing at the start: its later half needs the time all the same.
  if (outcome === 'started') return { startedAt, finishedAt: undefined }
  // A deploy that did not succeed leaves no record at a provider that knows only finished ones.
  if (!last && stage === 'post') return { startedAt, finishedAt: now }
  if (!last || outcome === 'none') return { startedAt: undefined, finishedAt: undefined }
  // Nothing was seen to end where the run was cut off: then only the provider can tell when it did.
  const isCutOff = outcome === 'error' && last.outcome !== 'succeeded'
  const seenAt = isCutOff || outcome === 'unknown' ? undefined : (deploy.finishedAt ?? now)
  return { startedAt, finishedAt: last.finishedAt ?? seenAt }
}

/** The provider's ids of the deploy, one for each subject: of the last step that tells them, else the one that was given. */
function deployIdsOf(deploys: readonly Receipt[], { deploy }: Plan): readonly string[] {
  const told = deploys.flatMap(({ step, id }) => (id === undefined ? [] : [{ step, id }]))
  const last = told.filter(({ step }) => step === told.at(-1)?.step)
  return last.length > 0 ? last.map(({ id }) => id) : [deploy.id]
}
