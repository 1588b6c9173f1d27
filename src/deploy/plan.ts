// Inputs + context + commits → Plan: what will be done, as a value. Pure; printed, compared in tests, shown by dry-run.

import { InputError } from '../errors.ts'
import { type CommitRange, type RunContext, runName } from '../event/context.ts'
import { NO_STATUS } from '../inputs/common.ts'
import type { ReadInputs } from '../inputs/read.ts'
import {
  type AnyProvider,
  type Deploy,
  effectOf,
  type JobStatus,
  type Operation,
  type PastDeploy,
  type Step,
} from '../provider/provider.ts'
import { firstLine } from '../text.ts'
import type { Findings } from './look.ts'
import { beforeRun, lastGood, ofPrefix } from './past.ts'
import type { SavedState } from './saved.ts'
import type { StageSession } from './session.ts'

export type Stage = 'main' | 'post'
type Kind = 'deploy' | 'redeploy' | 'rollback'

export interface Plan extends Omit<Findings, 'rollbackTo'> {
  readonly stage: Stage
  readonly operation: Operation
  /** What is told of it. */
  readonly provider: {
    readonly name: string
    readonly effect: 'records' | 'deploys'
    /** Where people open it; empty where that is not known. */
    readonly home: string
  }
  /** Empty: no deploy. */
  readonly environment: string
  readonly context: RunContext
  readonly kind: Kind
  readonly deploy: Deploy
  readonly steps: readonly Step[]
  /** The same deploy, once for each thing that gets a record of its own; else that deploy alone. */
  readonly deploys: readonly Deploy[]
  /** A re-run looks for the deploy of an earlier attempt before it makes one. */
  readonly looksFirst: boolean
  readonly dryRun: boolean
  /** What the user should know of version and commits. */
  readonly warnings: readonly string[]
}

export interface PlanParts extends Findings {
  readonly stage: Stage
  readonly session: Pick<StageSession, 'provider' | 'inputs' | 'markerOf' | 'isRerun' | 'base'>
  readonly saved: Pick<SavedState, 'deployId'>
  readonly startedAt: number
}

/** What will be done, in order. */
export function makePlan(parts: PlanParts): Plan {
  const { session, version, range, stage, history } = parts
  const { provider, base, inputs } = session
  const { common } = inputs
  const deploy = makeDeploy(parts)
  const past = ofPrefix(history ?? [], common.versionPrefix)
  const others = beforeRun(past, { marker: deploy.marker, runId: base.context.runId })
  return {
    stage,
    operation: common.operation,
    provider: { name: provider.name, effect: effectOf(provider), home: base.webUrl },
    version,
    // A release alone reaches no environment; the input may still say where its range starts.
    environment: common.operation === 'release' ? '' : base.environment,
    context: base.context,
    range,
    kind: kindOf(common.operation, range, others),
    deploy,
    deploys: deploysOf(deploy, parts),
    steps: stepsFor(parts, deploy.status),
    ...(history ? { history } : {}),
    looksFirst: session.isRerun && provider.deploy.find !== undefined,
    dryRun: common.dryRun,
    warnings: [...new Set([...version.warnings, ...range.warnings])],
  }
}

function makeDeploy({ session, saved, version, range, startedAt, rollbackTo, stage }: PlanParts): Deploy {
  const { common } = session.inputs
  const { context } = session.base
  const subject = firstLine(context.headCommit?.message ?? range.commits[0]?.message ?? '')
  return {
    name: common.deployName || runName(context),
    description: common.description || subject,
    url: common.url || context.runUrl,
    marker: session.markerOf(version.version),
    // Without a start of its own, a deploy that ended in the past began then.
    startedAt: common.startedAt ?? Math.min(startedAt, common.finishedAt ?? startedAt),
    ...(common.finishedAt === undefined ? {} : { finishedAt: common.finishedAt }),
    status: statusOf(common, stage),
    // A rollback makes a deploy of its own; what was given is where it goes back to.
    id: common.operation === 'rollback' ? '' : common.deployId || saved.deployId,
    subject: '',
    ignore: [],
    ...(rollbackTo ? { rollbackTo } : {}),
  }
}

function deploysOf(deploy: Deploy, { session, version }: PlanParts): readonly Deploy[] {
  const { provider, inputs, markerOf } = session
  const subjects = provider.subjects?.(inputs.own) ?? []
  if (subjects.length === 0) return [deploy]
  return subjects.map((subject) => ({ ...deploy, subject, marker: markerOf(version.version, subject) }))
}

/**
 * How the deploy ended. `status` speaks of one that was begun before: a deploy or rollback that is made whole is a success.
 * In main, nothing is closed by it yet, and the output of a later step is still empty there.
 * @throws InputError when it is not told in the post stage: to take it for a success could be a lie
 */
function statusOf({ operation, status }: ReadInputs['common'], stage: Stage): JobStatus {
  const isOfBefore = stage === 'post' || ['finish', 'track'].includes(operation)
  if (isOfBefore && status !== '') return status
  if (stage === 'main') return 'success'
  throw new InputError([NO_STATUS])
}

/** Head against the last deployed commit tells a redeploy and a rollback from a deploy. */
export function kindOf(
  operation: Operation,
  range: Pick<CommitRange, 'source' | 'status' | 'head'>,
  history: readonly PastDeploy[] = [],
): Kind {
  if (operation === 'rollback') return 'rollback'
  // Whatever the range starts at: what was deployed last is deployed again.
  if (lastGood(history)?.sha === range.head) return 'redeploy'
  if (range.source !== 'last-deploy') return 'deploy'
  if (range.status === 'identical') return 'redeploy'
  return range.status === 'behind' ? 'rollback' : 'deploy'
}

/** The steps of an operation, of which a provider takes those that it has the acts for. */
const STEPS: Readonly<Record<Exclude<Operation, 'finish'>, readonly Step[]>> = {
  deploy: ['release', 'revision', 'build', 'deploy', 'wait', 'finish'],
  release: ['release'],
  track: ['release', 'revision', 'build', 'deploy'],
  start: ['release', 'revision', 'build', 'deploy'],
  rollback: ['confirm', 'deploy', 'wait', 'finish'],
  retry: ['retry', 'wait'],
  deactivate: ['deactivate'],
}

function stepsFor({ stage, session }: PlanParts, status: JobStatus): readonly Step[] {
  const { provider, inputs, base } = session
  const { operation, wait } = inputs.common
  const leftOut = provider.leaveOut?.(inputs.own) ?? []
  const takes = (step: Step) => !leftOut.includes(step)
  if (stage === 'post' || operation === 'finish') return closing(provider, status).filter(takes)
  // Where only a moment is recorded there is nothing to open: the deploy is written when it is over.
  const isMoment = !provider.finish && !provider.deploy.read
  const has: Partial<Record<Step, boolean>> = {
    release: provider.release !== undefined,
    confirm: provider.release?.confirm !== undefined,
    revision: provider.arrives !== undefined,
    build: provider.build !== undefined,
    deploy: !isMoment || !['track', 'start'].includes(operation),
    wait: provider.deploy.read !== undefined && wait,
    finish: provider.finish !== undefined,
  }
  const isReleaseOnly = operation === 'deploy' && base.environment === ''
  return STEPS[isReleaseOnly ? 'release' : operation].filter((step) => takes(step) && has[step] !== false)
}

function closing(provider: AnyProvider, status: JobStatus): readonly Step[] {
  if (provider.finish) return ['finish']
  if (provider.deploy.read) return ['wait']
  if (status !== 'success') return []
  return provider.release?.confirm ? ['confirm', 'deploy'] : ['deploy']
}
