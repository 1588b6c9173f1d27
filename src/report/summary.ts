// Report → job summary in Markdown; pure. Foreign text goes through markdown.ts, and none is longer than its cell.

import type { Stage } from '../deploy/plan.ts'
import { runName } from '../event/context.ts'
import { duration, plural } from '../text.ts'
import { commitLink, commitsSection, compareUrl, countOf } from './commits.ts'
import type { ErrorMeaning } from './ending.ts'
import type { Family } from './help.ts'
import { historySection } from './history.ts'
import { alert, code, codeLink, isDate, link, safeUrl, sentences, table, text, when } from './markdown.ts'
import type { Report } from './report.ts'
import { headline, saysProvider, shortVersion } from './words.ts'

const MAX_WARNINGS = 20

/** What went out, where, when, by whom; where a deploy is only begun, one line: the whole of it is told where it ends. */
export function toSummary(report: Report): string {
  const isOpen = report.outcome === 'started' && report.plan.stage === 'main' && report.problem === ''
  const parts = isOpen ? opening(report) : whole(report)
  return `${parts.join('\n')}\n`
}

function whole(report: Report): string[] {
  const { plan } = report
  const [head = ['', ''], ...rows] = facts(report)
  return [
    `## ${heading(report)}`,
    '',
    ...alerts(report),
    ...table(head, rows),
    '',
    ...closing(report),
    ...historySection(report),
    ...(plan.stage === 'main' ? commitsSection(report) : []),
  ]
}

/** `web@1.4.0 is live in production: recorded at Sentry`; the version leads to the release, or to the deploy. */
function heading(report: Report): string {
  const { what, releaseUrl, deployUrl, plan } = report
  const version = codeLink(shortVersion(what), releaseUrl || deployUrl)
  return headline(report, { version, environment: text(plan.environment) })
}

function opening(report: Report): string[] {
  const { plan, deployId, deployUrl } = report
  const where = deployUrl ? ` (${link(`deploy ${deployId}`, deployUrl)})` : ''
  const then = {
    track: 'What became of it follows below, when the job has ended.',
    start: 'What became of it is told by the step that finishes it.',
  }
  const next =
    plan.operation === 'track' || plan.operation === 'start'
      ? then[plan.operation]
      : 'It goes on there; this step does not wait for it.'
  return [`## ${heading(report)}${where}`, '', ...alerts(report), next, '']
}

/** How the job ended, for a deploy that was begun before. */
function closing({ plan, receipts, problem }: Report): string[] {
  if (plan.stage !== 'post') return []
  const hasRecord = receipts.length > 0 || problem !== ''
  const none = hasRecord
    ? ''
    : ` ${plan.provider.name} has no record of it: it only takes deploys that succeeded.`
  return [`The job ended with ${plan.deploy.status}.${none}`, '']
}

/** For a stage that stopped before there was a plan: only what went wrong. */
export function toStopped(stage: Stage, { problem, help, family, isSoftened }: StageProblem): string {
  const alert = trouble(problem, help, isSoftened ? 'WARNING' : 'CAUTION')
  return `${[stoppedHeading(stage, problem, family), '', ...alert].join('\n')}\n`
}

export type StageProblem = Pick<ErrorMeaning, 'problem' | 'help' | 'family' | 'isSoftened'>

/** What somebody on call wants to know first: whose words these are, and that nothing was done. */
function stoppedHeading(stage: Stage, problem: string, family: Family): string {
  if (family === 'bug') return '## Stopped by a bug in record-deploy'
  if (stage === 'post') return '### The deploy was not closed'
  const count = problem.split('\n').filter((line) => line.startsWith('- ')).length
  return family === 'input'
    ? `## record-deploy: ${plural(count, 'input')} to fix, nothing was recorded or deployed`
    : '## record-deploy stopped: nothing was recorded or deployed'
}

function alerts(report: Report): string[] {
  const { plan, problem, help, warnings, isSoftened } = report
  const dry = `Dry run: nothing was sent but reads. It would do: ${plan.steps.join(', ') || 'nothing'}.`
  return [
    ...(problem ? trouble(problem, help, isSoftened ? 'WARNING' : 'CAUTION') : []),
    ...endAlert(report),
    ...alert('WARNING', list(warnings)),
    ...(plan.dryRun ? alert('NOTE', [dry]) : []),
  ]
}

/** A tracked deploy that did not end well is seen at once, although the step itself succeeds. */
function endAlert({ plan, outcome, problem }: Report): string[] {
  if (problem || !['failed', 'cancelled'].includes(outcome)) return []
  const kind = outcome === 'failed' ? 'CAUTION' : 'WARNING'
  return alert(kind, [
    `The deploy of ${text(plan.environment, 64)} ${outcome === 'failed' ? 'failed' : 'was cancelled'}.`,
  ])
}

function trouble(problem: string, help: string, kind: 'CAUTION' | 'WARNING' = 'CAUTION'): string[] {
  const page = safeUrl(help) ? ['', link('What this means and what to do', help)] : []
  return alert(kind, [...sentences(problem), ...page])
}

function list(warnings: readonly string[]): string[] {
  const shown = warnings.slice(0, MAX_WARNINGS).map((each) => text(each, 500))
  const more = warnings.length - shown.length
  const lines = more > 0 ? [...shown, plural(more, 'more warning')] : shown
  return lines.length > 1 ? lines.map((each) => `- ${each}`) : lines
}

/** The rows of the first table: only what the heading does not say in full. */
function facts(report: Report): string[][] {
  const { plan, what, deployId, deployUrl } = report
  const { context } = plan
  const attempt = context.runAttempt > 1 ? `, attempt ${context.runAttempt}` : ''
  const run = link(runName(context), context.runUrl)
  // What is made inactive is of any version.
  const isVersionSaid = shortVersion(what) === what || plan.operation === 'deactivate'
  const rows: [string, string][] = [
    ['Version', isVersionSaid ? '' : code(what)],
    ['Outcome', report.note ? `${report.outcome}: ${text(report.note, 300)}` : ''],
    ['Kind', plan.environment || plan.kind === 'deploy' ? '' : plan.kind],
    ['Provider', providerCell(report)],
    ['Deploy', codeLink(deployId, deployUrl)],
    ['Time', timeCell(report)],
    ['Started by', `${text(context.actor)} in ${run}${attempt}`],
    ['Commits', plan.stage === 'main' ? rangeCell(report) : ''],
    ['Lead time', leadTimeCell(report)],
  ]
  return rows.filter(([, value]) => value !== '')
}

/** With a link to the account where nothing else leads there. */
function providerCell(report: Report): string {
  const { releaseUrl, deployUrl } = report
  const { name, home, effect } = report.plan.provider
  if (saysProvider(report) && (releaseUrl || deployUrl || !home)) return ''
  return `${deployUrl ? text(name) : link(name, home)} (${effect === 'deploys' ? 'carries the deploy out' : 'records the deploy'})`
}

function timeCell({ startedAt, finishedAt }: Report): string {
  if (!isDate(startedAt)) return ''
  if (!isDate(finishedAt)) return `${when(startedAt)}, not over yet`
  const tookMs = finishedAt - startedAt
  return tookMs < 1_000 ? when(finishedAt) : `${when(finishedAt)}, took ${duration(tookMs)}`
}

/** `12, 1a2b3c4...5d6e7f8: what the push brought` */
function rangeCell({ plan }: Report): string {
  const { base, head, reason, commits, total } = plan.range
  const count = countOf(plan)
  // The run's own head is not what a rollback deploys, nor the end of commits that a release kept.
  if (plan.operation === 'rollback' || (commits.length === 0 && total > 0))
    return `${count} (${text(reason, 100)})`
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
