// Report → outputs. Every declared output is always there; pure.
import { type OutputName, outputs } from '../inputs/common.ts'
import type { Receipt } from '../provider.ts'
import { bytes, cut } from '../text.ts'
import type { Report } from './report.ts'

const MAX_RESULT_BYTES = 65_536

/** The outputs by name; a value that is not known is an empty text. */
export function toOutputs(report: Report): Readonly<Record<OutputName, string>> {
  const { plan, figures } = report
  const values = {
    version: plan.version.version,
    'deploy-id': report.deployId,
    'release-id': report.releaseId,
    'release-url': report.releaseUrl,
    'deploy-url': report.deployUrl,
    environment: plan.environment,
    outcome: report.outcome,
    created: String(report.created),
    kind: plan.kind,
    'commit-count': String(report.commitCount),
    'base-sha': plan.range.base ?? '',
    'head-sha': plan.range.head,
    'range-source': plan.range.source,
    'started-at': iso(report.startedAt),
    'finished-at': iso(report.finishedAt),
    'lead-time': figures.leadTime === undefined ? '' : String(figures.leadTime),
  }
  return { ...values, result: resultOf(values, report) }
}

/** The outputs of a run that had nothing to do, or could not begin. */
export function emptyOutputs(outcome: 'none' | 'error'): Readonly<Record<OutputName, string>> {
  const values = Object.fromEntries(Object.keys(outputs).map((name) => [name, ''])) as Record<
    OutputName,
    string
  >
  const { result: _, ...rest } = { ...values, outcome, created: 'false', 'commit-count': '0' }
  return { ...rest, result: JSON.stringify({ schema: 1, ...rest, receipts: [] }) }
}

function iso(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString()
}

function resultOf(
  values: Readonly<Record<string, string>>,
  { plan, receipts, figures, problem }: Report,
): string {
  const whole = {
    schema: 1,
    ...values,
    figures,
    warnings: [...plan.range.warnings, ...receipts.flatMap(({ warnings }) => warnings ?? [])],
    problem,
    receipts: receipts.map(shown),
  }
  const text = JSON.stringify(whole)
  if (bytes(text) <= MAX_RESULT_BYTES) return text
  const short = {
    ...whole,
    warnings: [],
    problem: cut(problem, 2_000),
    receipts: whole.receipts.slice(0, 50),
  }
  return JSON.stringify(short)
}

/** A receipt as others may read it: without what only a later step needs. */
function shown({ facts: _, detail: __, ...receipt }: Receipt): Record<string, unknown> {
  return {
    ...receipt,
    ...(receipt.startedAt ? { startedAt: iso(receipt.startedAt) } : {}),
    ...(receipt.finishedAt ? { finishedAt: iso(receipt.finishedAt) } : {}),
  }
}
