// The report on its way out: log, outputs, job summary.

import type { Stage } from '../deploy/plan.ts'
import type { Host } from '../host.ts'
import type { ReadInputs } from '../inputs/read.ts'
import { firstLine } from '../text.ts'
import { type ErrorMeaning, type StageEnding, stageEnding } from './ending.ts'
import { hideIn } from './hide.ts'
import { describeEnd } from './log.ts'
import { emptyOutputs, toOutputs } from './outputs.ts'
import type { Report } from './report.ts'
import { toStopped, toSummary } from './summary.ts'

/** Log, outputs and summary. */
export function publish(report: Report, { common }: ReadInputs, host: Host): void {
  // Secrets go before anything of a text is cut or escaped.
  const shown = hideIn(withSubjects(report), host.hide)
  host.info(describeEnd(shown))
  if (shown.plan.stage === 'main') setOutputs(host, toOutputs(shown))
  if (common.summary) host.writeSummary(toSummary(shown))
}

/** Of a commit only the first line is shown, and a thousand of them may have a book each. */
function withSubjects(report: Report): Report {
  const { plan } = report
  const commits = plan.range.commits.map((commit) => ({ ...commit, message: firstLine(commit.message) }))
  return { ...report, plan: { ...plan, range: { ...plan.range, commits } } }
}

/** The same for a stage that stopped before there was a plan; `summary: false` holds even if the inputs were not read. */
export function publishStopped(stage: Stage, failed: ErrorMeaning, host: Host): StageEnding {
  const shown = { ...failed, problem: host.hide(failed.problem) }
  if (stage === 'main') setOutputs(host, emptyOutputs('error', shown.problem))
  if (!/^\s*false\s*$/i.test(host.env['INPUT_SUMMARY'] ?? '')) host.writeSummary(toStopped(stage, shown))
  return stageEnding(failed)
}

/** Sets each output. */
function setOutputs(host: Host, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) host.setOutput(name, value)
}

/** The end of a run that has nothing to record, with the reason as a notice. */
export function nothingToDo(host: Host, reason: string): StageEnding {
  host.notice('Nothing to record', `${reason}.`)
  setOutputs(host, emptyOutputs('none'))
  return {}
}
