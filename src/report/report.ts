// What happened, as one value: made from the plan and the receipts, and the source of outputs, log and summary.
import { earlierThan, hasArrived } from '../deploy/past.ts'
import type { Plan } from '../deploy/plan.ts'
import type { Outcome, PastDeploy, Receipt } from '../provider/provider.ts'
import { deployedOf, keptBy, planOf } from './deployed.ts'
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
  readonly startedAt?: number
  readonly finishedAt?: number
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
  /** The error that ended the steps, as its message; empty when none did. */
  readonly problem: string
  /** Where the families of the errors are explained: of `problem`, or of a receipt that fails. */
  readonly help: string
  /** By `on-error` it is no failure of the step. */
  readonly isSoftened: boolean
  /** What the error means for the outcome: a deadline at a provider that deploys leaves it `unknown`. */
  readonly errorOutcome: Outcome
  /** Deploys of the environment, newest first, where they are known; this one may be among them. */
  readonly history: readonly PastDeploy[]
  /** Warnings that stand neither in the plan nor in a receipt. */
  readonly warnings?: readonly string[]
  readonly began: number
  /** When the steps were over. */
  readonly now: number
}

const DEPLOY_STEPS: readonly Receipt['step'][] = ['deploy', 'wait', 'finish', 'retry', 'deactivate']

/** Sums the run up. */
export function makeReport(ended: ReportParts): Report {
  const { receipts, problem, now } = ended
  const release = receipts.find(({ step }) => step === 'release' || step === 'confirm')
  const deploys = receipts.filter(({ step }) => DEPLOY_STEPS.includes(step))
  const outcome = outcomeOf(ended)
  const times = timesOf(ended, deploys.at(-1), outcome)
  const deployIds = deployIdsOf(ended)
  const made = times.finishedAt ?? times.startedAt
  const { marker } = ended.plan.deploy
  const earlier = earlierThan(
    { id: deployIds[0] ?? '', marker, ...(made === undefined ? {} : { at: made }) },
    ended.history,
  )
  const deployed = deployedOf(ended.plan, receipts)
  const plan = keptBy(release ?? {}, planOf(ended.plan, deployed))
  const why = problem || (failureOf(receipts)?.fails ?? '')
  return {
    plan,
    receipts,
    outcome,
    note: deploys.at(-1)?.note ?? '',
    what: deployed?.version ?? plan.version.version,
    deployId: deployIds.join(' '),
    releaseId: release?.id ?? deploys.findLast(({ releaseId }) => releaseId !== undefined)?.releaseId ?? '',
    releaseUrl: release?.url ?? '',
    deployUrl: deploys.findLast(({ url }) => url !== undefined)?.url ?? '',
    created: release?.created ?? deploys.some(({ created }) => created === true),
    isWithoutRelease: outcome === 'error' && plan.steps.includes('release') && !release && deploys.length > 0,
    commitCount: release?.commitCount ?? countWithout(plan),
    ...times,
    figures: makeFigures(plan, hasArrived(outcome) ? times.finishedAt : undefined, earlier),
    earlier,
    problem: why,
    help: why ? ended.help : '',
    isSoftened: ended.isSoftened && outcome === 'error',
    warnings: warningsOf(ended),
    tookMs: Math.max(0, now - ended.began),
  }
}

function warningsOf({ warnings = [], plan, receipts }: ReportParts): readonly string[] {
  return [...warnings, ...plan.warnings, ...receipts.flatMap((receipt) => receipt.warnings ?? [])]
}

/** Commits without a receipt that counts them: none when the release was to be made and was not. */
function countWithout(plan: Plan): number {
  const isMissing = plan.steps.includes('release') && !plan.dryRun
  return isMissing ? 0 : plan.range.commits.length
}

/** A deploy that was begun has a start; only one that is over has an end. */
function timesOf(
  { plan, now }: ReportParts,
  last: Receipt | undefined,
  outcome: Outcome,
): Pick<Report, 'startedAt' | 'finishedAt'> {
  // Sentry writes nothing at the start: its later half needs the time all the same.
  if (last === undefined && outcome === 'started') return { startedAt: plan.deploy.startedAt }
  // A deploy that did not succeed leaves no record at a provider that knows only finished ones.
  if (last === undefined && plan.stage === 'post')
    return { startedAt: plan.deploy.startedAt, finishedAt: now }
  if (last === undefined || outcome === 'none') return {}
  const startedAt = last.startedAt ?? plan.deploy.startedAt
  // Nothing was seen to end where the run was cut off: then only the provider can tell when it did.
  const isCutOff = outcome === 'error' && last.outcome !== 'succeeded'
  const isOpen = outcome === 'started' || isCutOff || outcome === 'unknown'
  const finishedAt = last.finishedAt ?? (isOpen ? undefined : (plan.deploy.finishedAt ?? now))
  return { startedAt, ...(finishedAt === undefined || outcome === 'started' ? {} : { finishedAt }) }
}

function failureOf(receipts: readonly Receipt[]): Receipt | undefined {
  return receipts.find(({ fails }) => fails !== undefined)
}

/** The provider's ids of the deploy, one for each subject: of the last step that tells them, else the one that was given. */
function deployIdsOf({ receipts, plan }: ReportParts): readonly string[] {
  const told = receipts.flatMap(({ step, id }) =>
    DEPLOY_STEPS.includes(step) && id !== undefined ? [{ step, id }] : [],
  )
  const last = told.filter(({ step }) => step === told.at(-1)?.step)
  return last.length > 0 ? last.map(({ id }) => id) : [plan.deploy.id]
}

/** How the deploy of this run came out, in one word. */
function outcomeOf({ plan, receipts, problem, errorOutcome }: ReportParts): Outcome {
  return problem ? errorOutcome : outcomeWithoutError(plan, receipts)
}

/** The outcome of steps that no error ended: the README's "How it ends", row by row. */
function outcomeWithoutError(plan: Plan, receipts: readonly Receipt[]): Outcome {
  if (plan.dryRun) return 'planned'
  const failed = failureOf(receipts)
  // A step that fails without a word of its own about the deploy is an error.
  if (failed) return failed.outcome === 'created' ? 'error' : failed.outcome
  const last = receipts.findLast(({ step }) => DEPLOY_STEPS.includes(step))?.outcome
  // A retry, or a deploy that is not followed, was only begun.
  if (last === 'created') return 'started'
  if (last !== undefined) return last
  // A deploy that did not succeed leaves no record at a provider that knows only finished ones.
  if (plan.operation === 'finish' || plan.stage === 'post') {
    if (plan.deploy.status === 'cancelled') return 'cancelled'
    return plan.deploy.status === 'failure' ? 'failed' : 'none'
  }
  return plan.operation === 'track' || plan.operation === 'start' ? 'started' : 'none'
}
