// The end of a stage: what was done, as a report, and how the step ends.
import type { StageResult } from '../deploy/carry-out.ts'
import type { Plan } from '../deploy/plan.ts'
import type { StageSession } from '../deploy/session.ts'
import { InputError } from '../errors.ts'
import type { Host } from '../host.ts'
import type { PastDeploy } from '../provider/provider.ts'
import { oneLine } from '../text.ts'
import { endingOf, type StageEnding, stageEnding } from './ending.ts'
import { gapBefore } from './gap.ts'
import { publish } from './publish.ts'
import { makeReport } from './report.ts'

interface TellParts {
  readonly plan: Plan
  readonly done: StageResult
  readonly session: StageSession
  readonly host: Host
}

/** Publishes what was done, whatever happened, and says how the step ends. */
export async function report({ plan, done, session, host }: TellParts): Promise<StageEnding> {
  const { inputs } = session
  const ending = endingOf(plan, done, host)
  const now = host.now()
  // What the workflow file has to change first needs no look at what was deployed.
  const isTyping = done.failure instanceof InputError
  const history = plan.history ?? (isTyping ? [] : await glanceBack(plan, session, host))
  const summed = makeReport({ plan, ...done, ending, now, warnings: inputs.warnings, history })
  const gap = await gapBefore(summed, session, host)
  if (gap) host.warning('Commits', gap)
  publish(gap ? { ...summed, warnings: [...summed.warnings, gap] } : summed, inputs, host)
  return ending.failed ? stageEnding(ending.failed) : {}
}

/**
 * The earlier deploys for the summary, where nothing had to read them before. An extra, so it is cheap or left out, and
 * whatever comes of it, the run ends as it would have without it.
 */
async function glanceBack(
  plan: Plan,
  { glance, inputs }: StageSession,
  host: Host,
): Promise<readonly PastDeploy[]> {
  if (!inputs.common.summary || !endsHere(plan)) return []
  try {
    return (await glance()) ?? []
  } catch (error) {
    host.debug(`The earlier deploys are not shown: ${oneLine(String(error))}`)
    return []
  }
}

/** Is it here that the whole story of a deploy is told? `track` and `start` tell it where the deploy ends. */
function endsHere({ environment, dryRun, operation, stage }: Plan): boolean {
  const isOpen = stage === 'main' && ['track', 'start'].includes(operation)
  return environment !== '' && !dryRun && !isOpen
}
