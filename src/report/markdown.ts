// The pieces of GitHub's Markdown that the summary is made of. Foreign text only enters through `text` and `link`.
import { escapeMarkdown, oneLine } from '../text.ts'

/** Foreign text as harmless Markdown on one line. */
export function text(foreign: string, max = 200): string {
  return escapeMarkdown(foreign, max)
}

/** Foreign text as it is, to be copied: nothing in a code span is markup, and no sign is put in. */
export function code(foreign: string, max = 200): string {
  const line = oneLine(foreign, max)
  if (line === '') return ''
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = /^`|`$/.test(line) ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}

/** A link whose text is to be copied. */
export function codeLink(label: string, url: string, max = 200): string {
  return linked(code(label, max), url)
}

/** Markdown that opens on a click. */
export function folded(summary: string, lines: readonly string[]): string[] {
  return ['<details>', `<summary>${summary}</summary>`, '', ...lines, '</details>', '']
}

/** A link with foreign text; only the text where the address is none that may be followed. */
export function link(label: string, url: string, max = 200): string {
  return linked(text(label, max), url)
}

function linked(label: string, url: string): string {
  const target = safeUrl(url)
  return label === '' || target === '' ? label : `[${label}](${target})`
}

/** An http(s) address that cannot end a link or a table cell early; empty for anything else. */
export function safeUrl(url: string): string {
  if (url.length > 2_000 || !URL.canParse(url)) return ''
  const { protocol, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return ''
  // The parser leaves nothing in it but ASCII.
  const percent = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
  return href.replace(/[^\w\-.~:/?#@$&+,;=%]/g, percent).replace(/&/g, '&amp;')
}

/** A table with a head; cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [row(head), row(head.map(() => ':--')), ...rows.map(row)]
}

/** A cell ends at a bar, even in code. */
function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** A coloured box; the lines are Markdown already. */
export function alert(kind: 'NOTE' | 'WARNING' | 'CAUTION', lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`> [!${kind}]`, ...lines.map((each) => `> ${each}`), '']
}

const MAX_LINES = 40

/** Our sentences with foreign parts, possibly with a list in them, as Markdown lines. */
export function sentences(words: string): string[] {
  return words
    .split('\n')
    .filter((each) => each.trim() !== '')
    .slice(0, MAX_LINES)
    .map((each) => (each.startsWith('- ') ? `- ${text(each.slice(2), 1_000)}` : text(each, 1_000)))
}

/** `2026-10-02 14:03 UTC` */
export function when(at: number): string {
  return isDate(at) ? `${minute(at)} UTC` : ''
}

/** `2026-10-02 14:03` */
export function minute(at: number): string {
  return isDate(at) ? new Date(at).toISOString().slice(0, 16).replace('T', ' ') : ''
}

/** What `Date` can write. */
export function isDate(at: number | undefined): at is number {
  return at !== undefined && Math.abs(at) <= 8.64e15
}
