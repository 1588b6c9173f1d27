// Inputs + context + commits → Plan: what will be done, as a value. Pure; printed, compared in tests, shown by dry-run.

import { InputError } from '../errors.ts'
import type { CommitRange, RunContext } from '../event/context.ts'
import { NO_STATUS } from '../inputs/common.ts'
import type { ReadInputs } from '../inputs/read.ts'
import type { AnyProvider, Deploy, JobStatus, Operation, PastDeploy, Step } from '../provider/provider.ts'
import { firstLine } from '../text.ts'
import type { PickedVersion } from '../version/pick.ts'
import { makeMarker } from './marker.ts'
import { lastGood } from './past.ts'

export type Stage = 'main' | 'post'
type Kind = 'deploy' | 'redeploy' | 'rollback'

export interface Plan {
  readonly stage: Stage
  readonly operation: Operation
  readonly provider: Pick<AnyProvider, 'id' | 'name' | 'effect' | 'where'>
  readonly version: PickedVersion
  /** Empty: no deploy. */
  readonly environment: string
  readonly context: RunContext
  readonly range: CommitRange
  readonly kind: Kind
  readonly deploy: Deploy
  readonly steps: readonly Step[]
  /** A re-run looks for the deploy of an earlier attempt before it makes one. */
  readonly looksFirst: boolean
  readonly dryRun: boolean
}

/** Is the release made by this run, or must it be there already? */
export function makesRelease({ operation, stage }: Pick<Plan, 'operation' | 'stage'>): boolean {
  return stage === 'main' && ['deploy', 'release', 'track', 'start'].includes(operation)
}

export interface PlanParts {
  readonly stage: Stage
  readonly inputs: ReadInputs
  readonly provider: AnyProvider
  readonly context: RunContext
  readonly version: PickedVersion
  readonly range: CommitRange
  readonly environment: string
  readonly startedAt: number
  /** Earlier deploys of the environment, newest first, where something had to read them. */
  readonly history: readonly PastDeploy[]
  readonly rollbackTo?: PastDeploy
}

type StepParts = Pick<PlanParts, 'stage' | 'inputs' | 'provider' | 'environment'>

/** What will be done, in order. */
export function makePlan(parts: PlanParts): Plan {
  const { inputs, provider, context, version, range, environment, stage } = parts
  const { common } = inputs
  const marker = makeMarker({
    context,
    environment,
    version: version.version,
    matrixKey: common.matrixKey,
    isNewEachAttempt: common.onRerun === 'new',
  })
  return {
    stage,
    operation: common.operation,
    provider,
    version,
    // A release alone reaches no environment; the input may still say where its range starts.
    environment: common.operation === 'release' ? '' : environment,
    context,
    range,
    kind: kindOf(
      common.operation,
      range,
      parts.history.filter((past) => past.marker !== marker),
    ),
    deploy: makeDeploy(parts, marker),
    steps: stepsFor(parts),
    looksFirst: context.runAttempt > 1 && common.onRerun === 'reuse' && provider.findDeploy !== undefined,
    dryRun: common.dryRun,
  }
}

function makeDeploy(
  { inputs, context, range, startedAt, rollbackTo, stage }: PlanParts,
  marker: string,
): Deploy {
  const { common } = inputs
  const subject = firstLine(context.headCommit?.message ?? range.commits[0]?.message ?? '')
  return {
    name: common.deployName || `${context.workflow} #${context.runNumber}`.trim(),
    description: common.description || subject,
    url: common.url || context.runUrl,
    marker,
    startedAt: common.startedAt ?? startedAt,
    ...(common.finishedAt === undefined ? {} : { finishedAt: common.finishedAt }),
    // `status` speaks of a deploy that was begun before: a deploy or rollback that is made whole is a success.
    status: ['finish', 'track'].includes(common.operation) ? statusOf(common.status, stage) : 'success',
    ignore: [],
    ...(rollbackTo ? { rollbackTo } : {}),
  }
}

/**
 * How the deploy ended. In main, nothing is closed by it yet, and the output of a later step is still empty there.
 * @throws InputError when it is not told in the post stage: to take it for a success could be a lie
 */
function statusOf(status: JobStatus | '', stage: Stage): JobStatus {
  if (status !== '') return status
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

/** The steps of an operation at a provider: they follow from which functions it has. */
function stepsFor(parts: StepParts): readonly Step[] {
  const { stage, provider } = parts
  const { common, own } = parts.inputs
  const leftOut = new Set(provider.leaveOut?.(own) ?? [])
  const steps = stage === 'post' ? closing(provider, statusOf(common.status, stage)) : opening(parts)
  // A rollback makes no release, but must know that its target is there.
  if (common.operation === 'rollback') leftOut.delete('release')
  return steps.filter((step) => !leftOut.has(step))
}

function opening({ inputs: { common }, provider, environment }: StepParts): Step[] {
  const release: Step[] = provider.createRelease ? ['release'] : []
  const ready: Step[] = [
    ...(provider.readRevision ? (['revision'] as const) : []),
    ...(provider.createBuild ? (['build'] as const) : []),
  ]
  const confirm: Step[] = provider.confirmRelease ? ['release'] : []
  const wait: Step[] = provider.readDeploy && common.wait ? ['wait'] : []
  const finish: Step[] = provider.finishDeploy ? ['finish'] : []
  // A provider that only records a moment has nothing to open: its deploy is written when it is over.
  const isMoment = !provider.finishDeploy && !provider.readDeploy
  switch (common.operation) {
    case 'release':
      return release
    case 'deploy':
      return environment ? [...release, ...ready, 'deploy', ...wait, ...finish] : release
    case 'track':
    case 'start':
      return [...release, ...ready, ...(isMoment ? [] : (['deploy'] as const))]
    case 'finish':
      return closing(provider, statusOf(common.status, 'main'))
    case 'rollback':
      return [...confirm, 'deploy', ...wait, ...finish]
    case 'retry':
      return ['retry', ...wait]
  }
}

function closing(provider: AnyProvider, status: JobStatus): Step[] {
  if (provider.finishDeploy) return ['finish']
  if (provider.readDeploy) return ['wait']
  if (status !== 'success') return []
  return provider.confirmRelease ? ['release', 'deploy'] : ['deploy']
}
