// The output `message`: what went out, for a chat, in Slack's mrkdwn. Foreign text is escaped as Slack asks: `&`, `<` and `>`
// (docs.slack.dev, "Formatting message text"), so that nothing in it is a link, a mention or a command.
import { runName } from '../event/context.ts'
import { duration, firstLine, oneLine, plural } from '../text.ts'
import { authorOf, countOf, pullUrl, subjectOf } from './commits.ts'
import { safeUrl } from './markdown.ts'
import type { Report } from './report.ts'
import { headline, shortVersion } from './words.ts'

/** Slack shows at most 3,000 characters in a section. */
const MAX_MESSAGE = 3_000
const MAX_SUBJECT = 120

/** The message, cut at whole lines. */
export function toMessage(report: Report): string {
  const { plan, what, problem, releaseUrl, deployUrl, figures } = report
  const version = `*${link(shortVersion(what), releaseUrl || deployUrl)}*`
  const run = link(runName(plan.context), plan.context.runUrl)
  const environment = escapeSlack(plan.environment, 64)
  const line = headline(report, { version, environment })
  const first = `${line} (${run}, by ${escapeSlack(plan.context.actor, 60)})`
  const trouble = problem ? [escapeSlack(firstLine(problem), 300)] : []
  const { leadTime } = figures
  const last = leadTime === undefined ? [] : [`Lead time: ${duration(leadTime * 1000)}`]
  const room = MAX_MESSAGE - lengthOf([first, ...trouble, ...last]) - 60
  return [first, ...trouble, ...commitLines(report, room), ...last].join('\n')
}

/** As many subjects as there is room for, and how many there are beside them. */
function commitLines({ plan }: Report, room: number): string[] {
  const lines: string[] = []
  for (const commit of plan.range.commits) {
    const { subject, pull } = subjectOf(commit.message)
    const number = pull === undefined ? '' : ` (${link(`#${pull}`, pullUrl(pull, plan))})`
    const author = authorOf(commit)
    const by = author ? `, ${escapeSlack(author, 60)}` : ''
    const line = `• ${escapeSlack(subject || commit.sha.slice(0, 12), MAX_SUBJECT)}${number}${by}`
    if (lengthOf([...lines, line]) > room) break
    lines.push(line)
  }
  const more = countOf(plan) - lines.length
  return more > 0 && plan.range.commits.length > 0 ? [...lines, `and ${plural(more, 'more commit')}`] : lines
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0)
}

/** `<https://…|text>`; only the text where the address is none that may be followed. */
function link(label: string, url: string): string {
  const text = escapeSlack(label, 100)
  const target = safeUrl(url)
  // A bar or an angle bracket would end the address; safeUrl leaves none in it.
  return target === '' || text === '' ? text : `<${target}|${text.replaceAll('|', '¦')}>`
}

/** Foreign text on one line, in which nothing is markup. */
function escapeSlack(text: string, max: number): string {
  const line = oneLine(text, max).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  // Slack parses these in blocks (docs.slack.dev, "Text object").
  return line.replace(/@(?=(here|channel|everyone)\b)/gi, '@\u200b')
}
