// The last deploys of the environment as a Mermaid gantt chart: a bar for as long as a version was live.
// https://mermaid.js.org/syntax/gantt.html

import { hasArrived } from '../deploy/past.ts'
import type { PastDeploy } from '../provider/provider.ts'
import { cut } from '../text.ts'
import { isDate } from './markdown.ts'
import type { Report } from './report.ts'
import { shortVersion } from './words.ts'

const MAX_DEPLOYS = 10
const MAX_LABEL = 28
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

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

interface Bar {
  readonly version: string
  readonly at: number
  readonly isLive: boolean
  readonly isThis: boolean
}

/** A fenced diagram; nothing when fewer than two deploys are known. */
export function diagram(report: Report): string[] {
  const bars = barsOf(report)
  const [first] = bars
  const last = bars.at(-1)
  if (!first || !last || bars.length < 2) return []
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
    ...bars.map((bar, index) => task(bar, index, endOf(bars, index, end))),
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

/** Oldest first, this deploy last. */
function barsOf({ earlier, what, outcome, finishedAt }: Report): Bar[] {
  const past = earlier.flatMap((deploy) => barOf(deploy)).sort((a, b) => a.at - b.at)
  const version = shortVersion(what)
  const ours = isDate(finishedAt)
    ? [{ version, at: finishedAt, isLive: hasArrived(outcome), isThis: true }]
    : []
  return [...past, ...ours].slice(-MAX_DEPLOYS)
}

function barOf({ id, version, sha, outcome, at }: PastDeploy): Bar[] {
  if (!isDate(at)) return []
  return [{ version: shortVersion(version ?? sha ?? id), at, isLive: hasArrived(outcome), isThis: false }]
}

/** Live until the next one that arrived. */
function endOf(bars: readonly Bar[], index: number, end: number): number {
  return bars.slice(index + 1).find(({ isLive }) => isLive)?.at ?? end
}

function task({ version, at, isLive, isThis }: Bar, index: number, end: number): string {
  const tags = isLive ? (isThis ? '' : 'done, ') : 'crit, milestone, '
  const span = isLive ? `${at}, ${Math.max(end, at)}` : `${at}, 0d`
  return `    ${label(version, at)} :${tags}d${index}, ${span}`
}

/**
 * Our date first, so that no version reads as a keyword of the diagram; of the version only letters, digits and signs
 * that mean nothing in it.
 */
function label(version: string, at: number): string {
  const date = new Date(at)
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}`
  return cut(`${day} ${version.replace(/[^\p{L}\p{N} ._@+/-]+/gu, '_')}`.trim(), MAX_LABEL)
}
