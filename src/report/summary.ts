// Report → job summary in Markdown; pure. Foreign text goes through markdown.ts, and none is longer than its cell.

import type { Stage } from '../plan.ts'
import { duration, plural } from '../text.ts'
import { commitLink, commitsSection, compareUrl } from './commits.ts'
import { diagram } from './diagram.ts'
import { previousDeploy } from './figures.ts'
import { alert, code, isDate, link, safeUrl, sentences, table, text, when } from './markdown.ts'
import type { Report } from './report.ts'
import { outcomeWords, shortVersion } from './words.ts'

const MAX_WARNINGS = 20

/** What went out, where, when, by whom; for the post stage only how it was closed. */
export function toSummary(report: Report): string {
  const parts = report.plan.stage === 'post' ? closing(report) : whole(report)
  return `${parts.join('\n')}\n`
}

function whole(report: Report): string[] {
  const { plan } = report
  const history = diagram(report)
  const [head = ['', ''], ...rows] = facts(report)
  return [
    `## ${headline(report)}`,
    '',
    ...alerts(report),
    ...table(head, rows),
    '',
    ...(history.length > 0 ? [`### Last deploys of ${text(plan.environment, 64)}`, '', ...history] : []),
    ...commitsSection(plan),
  ]
}

/** For a stage that stopped before there was a plan: only what went wrong. */
export function toStopped(stage: Stage, { problem, help, isBug }: Stopped): string {
  const early = stage === 'main' ? '## Stopped before anything was written' : '### The deploy was not closed'
  const heading = isBug ? '## Stopped by a bug in record-deploy' : early
  return `${[heading, '', ...trouble(problem, help)].join('\n')}\n`
}

export interface Stopped {
  readonly problem: string
  readonly help: string
  readonly isBug: boolean
}

/** One line and nothing else: the main stage has told the rest. */
function closing(report: Report): string[] {
  const { plan, startedAt, finishedAt } = report
  const hasRecord = report.receipts.length > 0
  const after = isDate(startedAt) && isDate(finishedAt) ? ` after ${duration(finishedAt - startedAt)}` : ''
  const none =
    hasRecord || report.problem
      ? ''
      : ` ${plan.provider.name} has no record of it: it only takes deploys that succeeded.`
  return [
    `### Closed: ${headline(report)}`,
    '',
    ...alerts(report),
    `The job ended with ${plan.deploy.status}${after}.${none}${report.deployUrl ? ` ${link(`Deploy ${report.deployId}`.trim(), report.deployUrl)}` : ''}`,
    '',
  ]
}

/** `web@1.4.0 → production: recorded at Sentry` */
function headline({ plan, what, outcome, created }: Report): string {
  const { environment, kind } = plan
  const where = environment ? ` → ${text(environment, 64)}` : ''
  const as = kind === 'deploy' ? '' : ` (${kind})`
  return `${code(shortVersion(what), '', 100)}${where}${as}: ${outcomeWords(outcome, plan, created)}`
}

function alerts({ plan, problem, help, warnings }: Report): string[] {
  const dry = `Dry run: nothing was sent but reads. It would do: ${plan.steps.join(', ') || 'nothing'}.`
  return [
    ...(problem ? trouble(problem, help) : []),
    ...alert('WARNING', list(warnings)),
    ...(plan.dryRun ? alert('NOTE', [dry]) : []),
  ]
}

function trouble(problem: string, help: string): string[] {
  const page = safeUrl(help) ? ['', link('What this means and what to do', help)] : []
  return alert('CAUTION', [...sentences(problem), ...page])
}

function list(warnings: readonly string[]): string[] {
  const shown = warnings.slice(0, MAX_WARNINGS).map((each) => text(each, 500))
  const more = warnings.length - shown.length
  const lines = more > 0 ? [...shown, plural(more, 'more warning')] : shown
  return lines.length > 1 ? lines.map((each) => `- ${each}`) : lines
}

/** The rows of the first table; those that would be empty are left out. */
function facts(report: Report): string[][] {
  const { plan, deployId, deployUrl } = report
  const { provider, context, kind } = plan
  const effect = provider.effect === 'deploys' ? 'carries the deploy out' : 'records the deploy'
  const attempt = context.runAttempt > 1 ? `, attempt ${context.runAttempt}` : ''
  const run = link(`${context.workflow} #${context.runNumber}`.trim(), context.runUrl)
  const rows: [string, string][] = [
    ['Version', versionLink(report)],
    ['Environment', code(plan.environment)],
    ['Outcome', outcomeCell(report)],
    // A release alone is no deploy of any kind.
    ['Kind', plan.environment ? kind : ''],
    ['Provider', `${text(provider.name)} (${effect})`],
    ['Deploy', breakable(code(deployId, deployUrl))],
    ['Time', timeCell(report)],
    ['Started by', `${text(context.actor)} in ${run}${attempt}`],
    ['Commits', rangeCell(report)],
    ['Lead time', leadTimeCell(report)],
    ['Previous deploy', previousCell(report)],
  ]
  return rows.filter(([, value]) => value !== '')
}

function versionLink({ what, releaseUrl, deployUrl }: Report): string {
  return breakable(code(what, releaseUrl || deployUrl))
}

/** A full sha may break in its middle, or the table would not fit on a phone; what is copied stays whole. */
function breakable(cell: string): string {
  return cell.replace(/\b([0-9a-f]{20})([0-9a-f]{20})(?=<|$)/, '$1<wbr>$2')
}

function outcomeCell({ plan, outcome, note }: Report): string {
  if (outcome === 'none' && !plan.environment) return 'none: a release, no deploy'
  return note ? `${outcome}: ${text(note, 300)}` : outcome
}

function timeCell({ startedAt, finishedAt }: Report): string {
  if (!isDate(startedAt)) return ''
  if (!isDate(finishedAt)) return `${when(startedAt)}, not over yet`
  const tookMs = finishedAt - startedAt
  return tookMs < 1_000 ? when(finishedAt) : `${when(finishedAt)}, took ${duration(tookMs)}`
}

/** `12, 1a2b3c4...5d6e7f8: what the push brought` */
function rangeCell({ plan }: Report): string {
  const { base, head, total, commits, reason } = plan.range
  const count = Math.max(total, commits.length)
  // The run's own head is not what a rollback deploys.
  if (plan.operation === 'rollback') return `${count} (${text(reason, 100)})`
  const url = compareUrl(plan)
  const ends = url ? link(`${base?.slice(0, 7)}...${head.slice(0, 7)}`, url) : commitLink(head, plan)
  return head === '' ? '' : `${count}, ${ends} (${text(reason, 100)})`
}

function leadTimeCell({ figures: { leadTime, leadTimeMax } }: Report): string {
  if (leadTime === undefined || leadTimeMax === undefined) return ''
  const words = (seconds: number) => (seconds === 0 ? 'under 1 s' : duration(seconds * 1000))
  const median = words(leadTime)
  return leadTime === leadTimeMax ? median : `${median} median, ${words(leadTimeMax)} worst`
}

function previousCell({ earlier, startedAt, finishedAt }: Report): string {
  const at = finishedAt ?? startedAt
  const last = previousDeploy(earlier)
  if (at === undefined || last?.at === undefined) return ''
  const version = code(shortVersion(last.version ?? last.sha ?? last.id), last.url, 100)
  return `${version}, ${duration(at - last.at)} before`
}
