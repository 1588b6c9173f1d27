// Report → job summary in Markdown; pure. Foreign text goes through escapeMarkdown.
import { escapeMarkdown, firstLine } from '../text.ts'
import type { Report } from './report.ts'

const MAX_COMMITS = 50

/** What went out, where, when, by whom. */
export function toSummary(report: Report): string {
  const { plan } = report
  const { version, environment, provider, context, range } = plan
  const rows: [string, string][] = [
    ['Version', link(version.version, report.releaseUrl)],
    ['Environment', escapeMarkdown(environment)],
    ['Outcome', report.outcome],
    ['Kind', plan.kind],
    ['Provider', `${provider.name} (${provider.effect})`],
    ['Deploy', link(report.deployId, report.deployUrl)],
    ['By', escapeMarkdown(context.actor)],
  ]
  const commits = range.commits.slice(0, MAX_COMMITS).map((commit) => {
    const url = `${context.serverUrl}/${context.repository.full}/commit/${commit.sha}`
    return `| [\`${commit.sha.slice(0, 7)}\`](${url}) | ${escapeMarkdown(firstLine(commit.message), 100)} | ${escapeMarkdown(commit.authorName ?? '', 60)} |`
  })
  return [
    `## ${escapeMarkdown(version.version)}${environment ? ` → ${escapeMarkdown(environment)}` : ''}: ${report.outcome}`,
    '',
    '| | |',
    '|---|---|',
    ...rows.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`),
    '',
    ...(commits.length > 0 ? ['| Commit | Message | Author |', '|---|---|---|', ...commits, ''] : []),
    '',
  ].join('\n')
}

function link(text: string, url: string): string {
  if (text === '') return ''
  return url === ''
    ? escapeMarkdown(text)
    : `[${escapeMarkdown(text)}](${url.replace(/[()<>\s|]/g, encodeURIComponent)})`
}
