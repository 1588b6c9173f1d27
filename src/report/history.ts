// The last deploys of the environment: a table, and under it, folded, a Mermaid gantt chart with a bar for as long as a
// version was live (https://mermaid.js.org/syntax/gantt.html).

import { hasArrived } from '../deploy/past.ts'
import type { Outcome } from '../provider/provider.ts'
import { cut, duration } from '../text.ts'
import { codeLink, folded, isDate, minute, table, text } from './markdown.ts'
import type { Report } from './report.ts'
import { shortVersion } from './words.ts'

const MAX_DEPLOYS = 10
const MAX_LABEL = 28
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

// No colours: GitHub chooses them by the reader's theme. The left padding is for sections, which there are none of.
const LOOK = [
  '---',
  'config:',
  '  gantt:',
  '    barHeight: 26',
  '    barGap: 6',
  '    fontSize: 14',
  '    topPadding: 40',
  '    leftPadding: 12',
  '    rightPadding: 12',
  '---',
]

interface Row {
  readonly version: string
  readonly url: string
  readonly outcome: Outcome
  readonly at: number
  readonly isThis: boolean
  /** When the next one that arrived took its place; undefined while none has. */
  readonly until?: number | undefined
}

/** The section; nothing when no other deploy is known. */
export function historySection(report: Report): string[] {
  const rows = rowsOf(report)
  if (rows.every(({ isThis }) => isThis)) return []
  const cells = rows.map((row) => [
    minute(row.at),
    `${codeLink(shortVersion(row.version), row.url)}${row.isThis ? ' (this)' : ''}`,
    row.outcome,
    liveFor(row),
  ])
  return [
    `### Last deploys of ${text(report.plan.environment, 64)}`,
    '',
    ...table(['When (UTC)', 'Version', 'Outcome', 'Live for'], cells.reverse()),
    '',
    ...folded('As a chart', chart(rows)),
  ]
}

/** Oldest first, this deploy last. */
function rowsOf({ earlier, what, outcome, finishedAt, startedAt, deployUrl }: Report): Row[] {
  const past = earlier
    .flatMap(({ id, version, sha, outcome: ended, at, url = '' }) =>
      isDate(at) ? [{ version: version ?? sha ?? id, url, outcome: ended, at, isThis: false }] : [],
    )
    .sort((a, b) => a.at - b.at)
  const at = finishedAt ?? startedAt
  const ours = isDate(at) ? [{ version: what, url: deployUrl, outcome, at, isThis: true }] : []
  const rows = [...past, ...ours].slice(-MAX_DEPLOYS)
  return rows.map((row, index) => ({
    ...row,
    until: rows.slice(index + 1).find((next) => hasArrived(next.outcome))?.at,
  }))
}

function liveFor({ outcome, at, until }: Row): string {
  if (!hasArrived(outcome)) return '–'
  return until === undefined ? 'live' : duration(Math.max(0, until - at))
}

function chart(rows: readonly Row[]): string[] {
  const [first] = rows
  const last = rows.at(-1)
  if (!first || !last) return []
  // The last bar has no end yet, and the first may be minutes long: both must be seen.
  const shortest = Math.max(60_000, Math.round((last.at - first.at) / 12))
  const end = last.at + shortest
  return [
    '```mermaid',
    ...LOOK,
    'gantt',
    '    dateFormat x',
    ...axis(end - first.at),
    '    todayMarker off',
    ...rows.map((row, index) => task(row, `d${index}`, end)),
    '```',
    '',
  ]
}

/** At most seven ticks, so that their labels have room on a phone. */
function axis(spanMs: number): string[] {
  const every = (unitMs: number) => Math.max(1, Math.ceil(spanMs / unitMs / 6))
  if (spanMs < 3 * HOUR_MS) return ['    axisFormat %H:%M', `    tickInterval ${every(60_000)}minute`]
  if (spanMs < 2 * DAY_MS) return ['    axisFormat %H:%M', `    tickInterval ${every(HOUR_MS)}hour`]
  if (spanMs < 60 * DAY_MS) return ['    axisFormat %b %d', `    tickInterval ${every(DAY_MS)}day`]
  return ['    axisFormat %b %Y', `    tickInterval ${Math.min(12, every(30 * DAY_MS))}month`]
}

function task(row: Row, id: string, end: number): string {
  const { version, at, outcome, isThis, until = end } = row
  const name = label(shortVersion(version), at)
  if (!hasArrived(outcome)) return `    ${name} :crit, milestone, ${id}, ${at}, 0d`
  return `    ${name} :${isThis ? '' : 'done, '}${id}, ${at}, ${Math.max(until, at)}`
}

/**
 * Our date first, so that no version reads as a keyword of the diagram; of the version only letters, digits and signs
 * that mean nothing in it.
 */
function label(version: string, at: number): string {
  const day = new Date(at).toLocaleDateString('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' })
  return cut(`${day} ${version.replace(/[^\p{L}\p{N} ._@+/-]+/gu, '_')}`.trim(), MAX_LABEL)
}
