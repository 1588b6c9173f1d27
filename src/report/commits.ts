// The commits of the range, as the summary shows them: the newest, who wrote them, and where to see the rest.

import type { Plan } from '../deploy/plan.ts'
import { type Commit, repositoryUrl } from '../event/context.ts'
import { mergedPull, type SubjectParts, withoutPull } from '../message.ts'
import { firstLine, plural } from '../text.ts'
import { folded, link, table, text } from './markdown.ts'
import type { Report } from './report.ts'

const MAX_COMMITS = 50
const MAX_AUTHORS = 20
/** More are shown on a click. */
const MAX_OPEN = 10

/** The section of the commits; nothing when there are none. */
export function commitsSection({ plan, commitCount }: Report): string[] {
  const { commits } = plan.range
  if (commits.length === 0) return []
  const shown = commits.slice(0, MAX_COMMITS)
  const authors = authorsOf(commits)
  const rows = shown.map((commit) => [
    commitLink(commit.sha, plan),
    subjectCell(commit, plan),
    ...(authors.length > 1 ? [text(authorOf(commit), 60)] : []),
  ])
  const head = ['Commit', 'Message', ...(authors.length > 1 ? ['Author'] : [])]
  const lines = [authorsLine(authors), '', ...table(head, rows), '', ...moreLine(plan, shown.length)]
  const count = countOf(plan)
  const title = `${plural(count, 'commit')}${commitCount < count && commitCount > 0 ? `, ${commitCount} sent` : ''}`
  return commits.length > MAX_OPEN ? folded(title, lines) : [`### ${title}`, '', ...lines]
}

/** How many commits the range has, read or not. */
export function countOf({ range: { total, commits } }: Plan): number {
  return Math.max(total, commits.length)
}

function subjectCell({ message }: Commit, plan: Plan): string {
  const { subject, pull } = subjectOf(message)
  const page = pull === undefined ? '' : ` ${link(`#${pull}`, pullUrl(pull, plan))}`
  return `${text(subject, 80)}${page}`
}

/** The first line without the number of its pull request, and that number: `Fix it (#12)`, `Merge pull request #12 …`. */
export function subjectOf(message: string): SubjectParts {
  const first = firstLine(message)
  const merge = mergedPull(first)
  return merge ? { subject: `Merge pull request ${merge.rest}`.trim(), pull: merge.pull } : withoutPull(first)
}

/** The name, else the login. */
export function authorOf({ authorName, authorLogin }: Commit): string {
  return authorName || authorLogin || ''
}

function moreLine(plan: Plan, shown: number): string[] {
  const more = countOf(plan) - shown
  if (more <= 0) return []
  const url = compareUrl(plan)
  const where = url ? `: ${link('all of them on GitHub', url)}` : ''
  return [`And ${plural(more, 'more commit')}${where}.`, '']
}

/** Who wrote them, with how many each; the busiest first. */
function authorsOf(commits: readonly Commit[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const commit of commits) {
    const author = authorOf(commit)
    if (author) counts.set(author, (counts.get(author) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])
}

/** `Authors: dev-one (12), dev-two (3)` */
function authorsLine(authors: ReturnType<typeof authorsOf>): string {
  const shown = authors.slice(0, MAX_AUTHORS).map(([name, count]) => `${text(name, 60)} (${count})`)
  const more = authors.length - shown.length
  if (shown.length === 0) return ''
  return `Authors: ${shown.join(', ')}${more > 0 ? ` and ${plural(more, 'other')}` : ''}`
}

/** The page of a commit; its short sha as the text. */
export function commitLink(sha: string, plan: Plan): string {
  return link(sha.slice(0, 7), `${repositoryUrl(plan.context)}/commit/${encodeURIComponent(sha)}`)
}

/** The page of a pull request. */
export function pullUrl(pull: number, plan: Plan): string {
  return `${repositoryUrl(plan.context)}/pull/${pull}`
}

/** The page that compares both ends of the range; empty where there is no base. */
export function compareUrl(plan: Plan): string {
  const { base, head } = plan.range
  // A new branch has a base of zeros, which no page can show.
  if (!base || /^0+$/.test(base)) return ''
  return `${repositoryUrl(plan.context)}/compare/${encodeURIComponent(base)}...${encodeURIComponent(head)}`
}
