// The end of a stage: what was done, on its way out as log, outputs and job summary, and how the step ends.
import type { StageResult } from '../deploy/carry-out.ts'
import type { Plan, Stage } from '../deploy/plan.ts'
import type { StageSession } from '../deploy/session.ts'
import { InputError } from '../errors.ts'
import type { Host } from '../host.ts'
import type { PastDeploy } from '../provider/provider.ts'
import { firstLine, oneLine } from '../text.ts'
import { type ErrorMeaning, endingOf, type StageEnding, stageEnding } from './ending.ts'
import { gapBefore } from './gap.ts'
import { hideIn } from './hide.ts'
import { describeEnd } from './log.ts'
import { emptyOutputs, toOutputs } from './outputs.ts'
import { makeReport, type Report } from './report.ts'
import { toStopped, toSummary } from './summary.ts'

/** Tells what was done, whatever happened, and how the step ends. */
export async function report(
  plan: Plan,
  done: StageResult,
  session: StageSession,
  host: Host,
): Promise<StageEnding> {
  const { common, warnings } = session.inputs
  const ending = endingOf(plan, done, host)
  const now = host.now()
  // What the workflow file has to change first needs no look at what was deployed.
  const isOfInputs = done.failure instanceof InputError
  const history = plan.history ?? (isOfInputs ? [] : await glanceBack(plan, session, host))
  const summed = makeReport({ plan, ...done, ending, now, warnings, history })
  const gap = await gapBefore(summed, session, host)
  if (gap) host.warning('Commits', gap)
  publish(gap ? { ...summed, warnings: [...summed.warnings, gap] } : summed, common.summary, host)
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
    return (await glance('summary')) ?? []
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

function publish(report: Report, hasSummary: boolean, host: Host): void {
  // Secrets go before anything of a text is cut or escaped.
  const shown = hideIn(withSubjects(report), host.hide)
  host.info(describeEnd(shown))
  if (shown.plan.stage === 'main') setOutputs(host, toOutputs(shown))
  if (hasSummary) host.writeSummary(toSummary(shown))
}

/** Of a commit only the first line is shown, and a thousand of them may have a book each. */
function withSubjects(report: Report): Report {
  const { plan } = report
  const commits = plan.range.commits.map((commit) => ({ ...commit, message: firstLine(commit.message) }))
  return { ...report, plan: { ...plan, range: { ...plan.range, commits } } }
}

/** The same for a stage that stopped before there was a plan; `summary: false` holds even if the inputs were not read. */
export function reportStopped(stage: Stage, failed: ErrorMeaning, host: Host): StageEnding {
  const shown = { ...failed, problem: host.hide(failed.problem) }
  if (stage === 'main') setOutputs(host, emptyOutputs('error', shown.problem))
  if (!/^\s*false\s*$/i.test(host.env['INPUT_SUMMARY'] ?? '')) host.writeSummary(toStopped(stage, shown))
  return stageEnding(failed)
}

/** The end of a run that has nothing to record, with the reason as a notice. */
export function nothingToDo(host: Host, reason: string): StageEnding {
  host.notice('Nothing to record', `${reason}.`)
  setOutputs(host, emptyOutputs('none'))
  return {}
}

function setOutputs(host: Host, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) host.setOutput(name, value)
}
