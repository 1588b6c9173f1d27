// Release notes from the commits of the range: grouped by conventional type, with authors, pull requests and a compare
// link. Every text is foreign, so it is escaped; nobody is mentioned and no issue is referenced by accident.
import { entryAt } from '../../json.ts'
import {
  type Header,
  hasBreakingFooter,
  linesOf,
  mergedPull,
  readHeader,
  withoutPull,
} from '../../message.ts'
import type { Commit, CommitRange } from '../../provider/provider.ts'
import { escapeMarkdown, firstLine, fitting, isSha, plural } from '../../text.ts'

interface Change extends Header {
  readonly pull: number | undefined
}

/** Reads a commit message by conventionalcommits.org, and the pull request that GitHub's merges name. */
function readChange(message: string): Change {
  const [first = '', ...rest] = linesOf(message)
  const merge = mergedPull(first)
  const title = merge ? firstLine(rest.join('\n')) || first : firstLine(message)
  const { subject, pull = merge?.pull } = withoutPull(title)
  const header = readHeader(subject)
  return { ...header, isBreaking: header.isBreaking || hasBreakingFooter(message), pull }
}

const BREAKING = 'Breaking changes'
const OTHER = 'Other changes'
const GROUPS: Readonly<Record<string, string>> = {
  feat: 'Features',
  fix: 'Fixes',
  perf: 'Performance',
  revert: 'Reverts',
  docs: 'Documentation',
}
const ORDER = [BREAKING, ...Object.values(GROUPS), OTHER]

// GitHub refuses a body of more than 125,000 characters; the heading, the groups and the link need some of it.
const MAX_LIST = 110_000

interface NotesParts {
  readonly range: CommitRange
  readonly tag: string
  /** Where the compare link starts; none without it. */
  readonly base: string | undefined
  /** The repository's page. */
  readonly home: string
  readonly heading: string
}

/** The notes as Markdown. */
export function notesFromCommits({ range, tag, base, home, heading }: NotesParts): string {
  const entries = range.commits.flatMap((commit) => entryOf(commit, home))
  const kept = fitting(entries, MAX_LIST, ({ line }) => line.length + 1)
  const left = range.total - range.commits.length + entries.length - kept.length
  const groups = ORDER.flatMap((group) => {
    const lines = kept.filter((entry) => entry.group === group).map(({ line }) => line)
    return lines.length > 0 ? [`## ${group}\n\n${lines.join('\n')}`] : []
  })
  const more = left > 0 ? `and ${plural(left, 'more commit')}` : ''
  const parts = [escapeMarkdown(heading), ...groups, more, base ? changelogLink(base, tag, home) : '']
  return parts.filter((part) => part !== '').join('\n\n')
}

function changelogLink(base: string, tag: string, home: string): string {
  const start = isSha(base) ? base.slice(0, 7) : base
  return `**Full changelog**: [${escapeMarkdown(start)}...${escapeMarkdown(tag)}](${home}/compare/${encodeURIComponent(base)}...${encodeURIComponent(tag)})`
}

interface Entry {
  readonly group: string
  readonly line: string
}

/** One line; none for a merge of branches, which brings no change of its own. */
function entryOf(commit: Commit, home: string): Entry[] {
  if (/^Merge (remote-tracking )?branch /.test(commit.message)) return []
  const { type, scope, subject, isBreaking, pull } = readChange(commit.message)
  const author = commit.authorLogin ?? commit.authorName ?? ''
  const by = author ? ` by ${escapeMarkdown(author, 60)}` : ''
  const link = pull
    ? ` in [#${pull}](${home}/pull/${pull})`
    : ` ([\`${commit.sha.slice(0, 7)}\`](${home}/commit/${commit.sha}))`
  const group = isBreaking ? BREAKING : (entryAt(GROUPS, type) ?? OTHER)
  // Without a group of its own the type still says something.
  const isOther = group === OTHER && type !== ''
  const where = scope && !isOther ? `**${escapeMarkdown(scope, 60)}**: ` : ''
  const shown = isOther ? `${type}${scope ? `(${scope})` : ''}: ${subject}` : subject
  return [{ group, line: `- ${where}${escapeMarkdown(shown, 200)}${by}${link}` }]
}
