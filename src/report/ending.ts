// How a stage ends: its outcome in one word; and what went wrong, with its title, its cure's page, and whether `on-error`
// makes it a warning.
import type { Plan } from '../deploy/plan.ts'
import { isExpected, NetworkError } from '../errors.ts'
import type { Host } from '../host.ts'
import { commonInputs } from '../inputs/common.ts'
import { variable } from '../inputs/given.ts'
import type { Outcome, Receipt } from '../provider/provider.ts'
import { type Family, families, familyOf, helpUrl } from './help.ts'

/** How a stage ended, for the step: nothing where it succeeds. */
export interface StageEnding {
  /** The sentences for the annotation. */
  readonly fails?: string
  readonly title?: string
  /** It is a warning, by `on-error`. */
  readonly isSoftened?: boolean
}

/** What went wrong, for the user. */
export interface ErrorMeaning {
  readonly problem: string
  readonly title: string
  /** The page that explains it. */
  readonly help: string
  /** It is a warning, by `on-error`. */
  readonly isSoftened: boolean
  readonly family: Family
}

/** How the steps of a plan ended. */
export interface PlanEnding {
  readonly outcome: Outcome
  readonly failed?: ErrorMeaning
}

type Surroundings = Pick<Host, 'env' | 'debug'>

/** The end of a stage in which this went wrong. */
export function stageEnding({ problem, title, help, isSoftened }: ErrorMeaning): StageEnding {
  return { fails: `${problem}\nSee ${help}`, title, isSoftened }
}

/** The outcome, and why the step fails: by an error, or because the provider carried the deploy out without success. */
export function endingOf(
  plan: Plan,
  { receipts, failure }: { readonly receipts: readonly Receipt[]; readonly failure: unknown },
  host: Surroundings,
): PlanEnding {
  if (failure !== undefined) {
    const outcome = outcomeOfError(failure, plan, receipts)
    const failed = meaningOf(failure, host, plan.provider.name)
    // What a provider that deploys may still do is nothing to forgive.
    return { outcome, failed: { ...failed, isSoftened: failed.isSoftened && outcome === 'error' } }
  }
  const outcome = outcomeOf(plan, receipts)
  const problem = failingOf(receipts)?.fails
  if (problem === undefined) return { outcome }
  const title = `${plan.provider.name}: the deploy ended ${outcome}`
  const family = 'failed'
  return {
    outcome,
    failed: { problem, title, help: helpUrl(family, host.env), isSoftened: false, family },
  }
}

const SOFTEN = ' With on-error: warn it would be a warning, and the job would go on.'

/** Input errors always fail; what is not ours is our bug, and says so. */
export function meaningOf(error: unknown, host: Surroundings, who = 'record-deploy'): ErrorMeaning {
  const family = familyOf(error)
  const title = family === 'input' ? 'Inputs' : `${who}: ${families[family]}`
  const isSoftened = family !== 'input' && isForgiven(host.env)
  const common = { title, help: helpUrl(family, host.env), isSoftened, family }
  // To somebody who has it, it is no advice.
  const advice = family === 'unavailable' && !isSoftened ? SOFTEN : ''
  if (isExpected(error)) return { ...common, problem: `${error.message}${advice}` }
  host.debug(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const text = error instanceof Error ? error.message : String(error)
  const problem = `This is a bug in record-deploy: ${text}. Run the job again with debug logging and report it.`
  return { ...common, problem }
}

/** What it means that nobody knows what the main stage began. */
export function unknownState(problem: string, { env }: Surroundings): ErrorMeaning {
  const family = 'uncertain'
  return { problem, title: 'State', help: helpUrl(family, env), isSoftened: isForgiven(env), family }
}

function isForgiven(env: Host['env']): boolean {
  const onError = commonInputs['on-error'].read((env[variable('on-error')] ?? '').trim())
  return 'value' in onError && onError.value === 'warn'
}

/** Our own deadline, or a cancellation, leaves what the provider carries out unknown; the rest is an error. */
function outcomeOfError(failure: unknown, { provider }: Plan, receipts: readonly Receipt[]): Outcome {
  if (!(failure instanceof NetworkError)) return 'error'
  const isUnderWay =
    provider.effect === 'deploys' && receipts.some(({ step }) => step === 'deploy' || step === 'retry')
  const isOurs = failure.reason === 'deadline' || failure.reason === 'cancelled'
  return failure.reason === 'left' || (isUnderWay && isOurs) ? 'unknown' : 'error'
}

/** Steps that make, follow or close a deploy. */
export const DEPLOY_STEPS: readonly Receipt['step'][] = ['deploy', 'wait', 'finish', 'retry', 'deactivate']

/** The outcome of steps that no error ended: the README's "How it ends", row by row. */
function outcomeOf(plan: Plan, receipts: readonly Receipt[]): Outcome {
  if (plan.dryRun) return 'planned'
  const failing = failingOf(receipts)
  // A step that fails without a word of its own about the deploy is an error.
  if (failing) return failing.outcome === 'created' ? 'error' : failing.outcome
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

function failingOf(receipts: readonly Receipt[]): Receipt | undefined {
  return receipts.find(({ fails }) => fails !== undefined)
}
