// Plan and receipts → lines for the log; pure. Nothing is cut here: the host hides secrets, makes every line harmless,
// and cuts it then.
import type { Plan } from '../deploy/plan.ts'
import type { Receipt, Step } from '../provider/provider.ts'
import { duration, plural } from '../text.ts'
import { isDate } from './markdown.ts'
import type { Report } from './report.ts'
import { outcomeWords, shortVersion } from './words.ts'

/** The plan, before anything is done: at most six lines. */
export function describePlan(plan: Plan): string[] {
  const { provider, environment, deploy, kind } = plan
  const starts = plan.dryRun ? 'this would start a real deployment' : 'this starts a real deployment'
  const effect = provider.effect === 'deploys' ? starts : 'it records, and deploys nothing'
  const dry = plan.dryRun ? 'Dry run, nothing will be sent: ' : ''
  const how = kind === 'deploy' ? '' : `, a ${kind}`
  return [
    `${dry}${plan.operation} with ${provider.name} (${effect})`,
    ...versionLines(plan),
    ...(plan.stage === 'main' ? [`  commits      ${commitsWords(plan)}`] : []),
    ...(environment ? [`  environment  ${environment}${how}, as "${deploy.name}" ${deploy.marker}`] : []),
    `  steps        ${stepsWords(plan)}`,
  ]
}

/** The version, and what a rollback deploys again where that does not say it: it is only a label at some providers. */
function versionLines({ version, operation, deploy: { rollbackTo }, steps }: Plan): string[] {
  const own = `  version      ${version.version} (${version.reason})`
  if (operation !== 'rollback' || !rollbackTo || steps.includes('confirm')) return [own]
  const { id, sha } = rollbackTo
  const what = rollbackTo.version ?? (sha ? shortVersion(sha) : id)
  const which = [rollbackTo.version, sha, what].includes(id) ? '' : ` (deploy ${id})`
  const back = `  back to      ${what}${which}`
  return version.isDerived ? [back] : [own, back]
}

function stepsWords({ steps, looksFirst, deploy, provider }: Plan): string {
  if (steps.length === 0)
    return `no deploy is written: the job ended with ${deploy.status}, and ${provider.name} keeps only deploys that were made`
  return `${steps.join(' → ')}${looksFirst ? ' (a re-run: looks for its earlier deploy first)' : ''}`
}

/** `12, 1a2b3c4d5e6f..5d6e7f8a9b0c (push: what the push brought)` */
function commitsWords({ range, operation }: Plan): string {
  // The run's own head is not what a rollback deploys.
  if (operation === 'rollback') return `${range.total} (${range.reason})`
  const head = range.head.slice(0, 12)
  const ends = range.base ? `${range.base.slice(0, 12)}..${head}` : head
  return `${range.total}, ${ends} (${range.source}: ${range.reason})`
}

/** One line for what a step did. */
export function describeReceipt(
  { step, outcome, id, note, created, commitCount = 0 }: Receipt,
  { version, environment }: Plan,
): string {
  const which = id ? ` ${id}` : ''
  const where = environment ? ` to ${environment}` : ''
  const release = `Release ${version.version}`
  const said: Readonly<Record<Step, string>> = {
    release: `${release} ${created ? `created with ${plural(commitCount, 'commit')}` : 'was there already'}`,
    confirm: `${release} is there`,
    revision: outcome === 'failed' ? 'Revision did not arrive' : 'Revision is there',
    build: `Build${which} ${outcome}`,
    deploy: `Deploy${which}${where} ${outcome}`,
    wait: `Deploy${which}${where} ended: ${outcome}`,
    finish: `Deploy${which}${where} closed: ${outcome}`,
    retry: `Deploy${which} ${outcome === 'started' ? 'started again' : outcome}`,
    deactivate: `Deploys${where} made inactive`,
  }
  return `${said[step]}${note ? `: ${note}` : ''}`
}

/** The closing line. */
export function describeEnd(report: Report): string {
  const { plan, what, problem, isSoftened, startedAt, finishedAt, tookMs } = report
  const { environment, operation } = plan
  const toThere = environment ? `${what} to ${environment}` : what
  const reached = operation === 'deactivate' ? environment : toThere
  const isLong = isDate(startedAt) && isDate(finishedAt) && finishedAt - startedAt >= 1_000
  const took = isLong ? `, the deploy took ${duration(finishedAt - startedAt)}` : ''
  const see = problem ? ` (see the ${isSoftened ? 'warning' : 'error'})` : ''
  return `Done in ${duration(tookMs)}: ${reached}: ${outcomeWords(report)}${took}${see}`
}
