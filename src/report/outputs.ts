// Report → outputs. Every declared output is always there; pure.
import { type OutputName, outputs } from '../inputs/common.ts'
import type { Receipt } from '../provider/provider.ts'
import { bytes, cut, isCommitId } from '../text.ts'
import { isDate } from './markdown.ts'
import { toMessage } from './message.ts'
import type { Report } from './report.ts'

const MAX_RESULT_BYTES = 65_536

/** The outputs by name; a value that is not known is an empty text. */
export function toOutputs(report: Report): Readonly<Record<OutputName, string>> {
  const { plan, figures } = report
  const { base = '', head, source } = plan.range
  const values = {
    version: report.what,
    'deploy-id': report.deployId,
    'release-id': report.releaseId,
    'release-url': report.releaseUrl,
    'deploy-url': report.deployUrl,
    environment: plan.environment,
    outcome: report.outcome,
    created: String(report.created),
    kind: plan.kind,
    'commit-count': String(report.commitCount),
    // One that was given by name is known by its sha only when GitHub could be asked.
    'base-sha': isCommitId(base) ? base : '',
    'head-sha': head,
    'range-source': source,
    'started-at': iso(report.startedAt),
    'finished-at': iso(report.finishedAt),
    'lead-time': figures.leadTime === undefined ? '' : String(figures.leadTime),
    message: toMessage(report),
  }
  return withResult(values, report)
}

/** The outputs of a run that had nothing to do, or could not begin. */
export function emptyOutputs(outcome: 'none' | 'error', problem = '') {
  const names = Object.keys(outputs).filter((name) => name !== 'result')
  const empty: Readonly<Record<string, string>> = Object.fromEntries(names.map((name) => [name, '']))
  const values = { ...empty, outcome, created: 'false', 'commit-count': '0' }
  return withResult(values, { figures: {}, warnings: [], problem, receipts: [] })
}

type ResultParts = Pick<Report, 'figures' | 'warnings' | 'problem' | 'receipts'>

/** The outputs, with `result`: all of them again, and what else there is to tell. */
function withResult<T extends Readonly<Record<string, string>>>(
  values: T,
  { figures, warnings, problem, receipts }: ResultParts,
): T & { readonly result: string } {
  const whole = { schema: 1, ...values, figures, warnings, problem, receipts: receipts.map(shown) }
  return { ...values, result: fitting(whole) }
}

function iso(at: number | undefined): string {
  return isDate(at) ? new Date(at).toISOString() : ''
}

// From nothing cut to almost everything: the last always fits, with 6 bytes for every character (`\u0000`).
const ROOMS = [
  { characters: 2_000, items: 50 },
  { characters: 500, items: 20 },
  { characters: 250, items: 0 },
]

/** JSON of at most 64 KiB: texts and lists are cut as far as it takes. */
function fitting(whole: Readonly<Record<string, unknown>>): string {
  let json = JSON.stringify(whole)
  for (const room of ROOMS) {
    if (bytes(json) <= MAX_RESULT_BYTES) break
    json = JSON.stringify(shortened(whole, room))
  }
  return json
}

function shortened(value: unknown, room: (typeof ROOMS)[number]): unknown {
  if (typeof value === 'string') return cut(value, room.characters)
  if (Array.isArray(value)) return value.slice(0, room.items).map((each) => shortened(each, room))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shortened(each, room)]))
}

/** A receipt as others may read it: without what only a later step needs. */
function shown(receipt: Receipt): Record<string, unknown> {
  const { facts: _, detail: __, isReused: ___, isPartial: ____, startedAt, finishedAt, ...told } = receipt
  const time = (at: number | undefined) => (at === undefined ? undefined : iso(at))
  return { ...told, startedAt: time(startedAt), finishedAt: time(finishedAt) }
}
