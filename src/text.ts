// Foreign text is everything that people or servers wrote. Nothing of it reaches a log, a summary, an output
// or a provider before one of these functions made it harmless or short enough. Small readers and words for people, too.

// C0, DEL and C1 controls, line and paragraph separators, and the bidirectional controls that can make a
// line read differently from what it is.
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu

/**
 * One line that the runner will not obey. It obeys `::name::` at a line's start (after white space) and `##[name]`
 * anywhere (actions/runner, ActionCommand.cs); both are broken up, so the result can never be a command.
 */
export function harmless(text: string): string {
  return text
    .replace(CONTROLS, ' ')
    .replace(/##(?=\[)/g, '## ')
    .replace(/^(\s*):(?=:)/, '$1: ')
}

/** Foreign text as one short, harmless line. */
export function oneLine(text: string, max = 300): string {
  return cut(harmless(harmless(text).replace(/\s+/g, ' ').trim()), max)
}

/** The first line of a text that has anything on it, e.g. the subject of a commit message. */
export function firstLine(text: string): string {
  const lines = text.split(/[\r\n]/)
  return lines.find((line) => line.trim() !== '')?.trim() ?? ''
}

/** At most `max` UTF-16 units, never ending in half a character; `…` shows that something was cut. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const kept = text.slice(0, Math.max(0, max - 1))
  return `${kept.replace(/[\ud800-\udbff]$/, '')}…`
}

/** The first of some items, as many as together stay within `max`. */
export function fitting<T>(items: readonly T[], max: number, sizeOf: (item: T) => number): readonly T[] {
  let size = 0
  const end = items.findIndex((item) => {
    size += sizeOf(item)
    return size > max
  })
  return end === -1 ? items : items.slice(0, end)
}

/** The moment that a text names, in milliseconds since the epoch; undefined when it names none. */
export function instant(text: string | null | undefined): number | undefined {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? undefined : at
}

/** A full git sha, of SHA-1. */
export function isSha(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text)
}

/** The id of a commit in full, of SHA-1 or SHA-256. */
export function isCommitId(text: string): boolean {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text)
}

/** The length of a text in UTF-8 bytes. */
export function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}

/**
 * Foreign text inside a Markdown line or table cell: no markup of any kind survives, no mention, no
 * reference to an issue, and nothing a browser would take for a tag. GitHub looks for mentions and references in the
 * text of the finished page, where `&#64;` is an `@` again; only a zero-width space behind it keeps them dead.
 */
export function escapeMarkdown(text: string, max = 300): string {
  // Before the signs become references: what is put between stands in the text that GitHub searches.
  const line = oneLine(text, max).replace(/[@#](?=\S)|\bgh(?=-\d)/gi, (start) => `${start}\u200b`)
  return (
    line
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*_{}[\]()#+!|~$^@-]/g, (sign) => `&#${sign.charCodeAt(0)};`)
      // At the start of a line: a numbered list, and the underline that makes a heading of the line above.
      .replace(/^(\d+)\./, '$1&#46;')
      .replace(/^=/, '&#61;')
      .replace(/\/\//g, '/&#47;')
      .replace(/www\./gi, (host) => `${host.slice(0, 3)}&#46;`)
  )
}

/** `1 commit`, `2 commits`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** A list in words: `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`
}

// From so many seconds on, how many of which unit are told, and how many of the next one.
const UNITS: readonly (readonly [seconds: number, unit: string, part: number, partUnit: string])[] = [
  [86_400, 'd', 3600, 'h'],
  [3600, 'h', 60, 'min'],
  [60, 'min', 1, 's'],
]

/** `950 ms`, `12 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  const seconds = Math.round(ms / 1000)
  const [size, unit, part, partUnit] = UNITS.find(([least]) => seconds >= least) ?? [1, 's', 1, '']
  const big = `${Math.floor(seconds / size)} ${unit}`
  const small = Math.floor((seconds % size) / part)
  return small > 0 ? `${big} ${small} ${partUnit}` : big
}

/** The candidates nearest to a word, best first, for "did you mean": at most `max`, none that is far off. */
export function nearest(
  word: string,
  candidates: readonly string[],
  max = 3,
  reach = ({ length }: string) => Math.max(2, Math.ceil(length / 2)),
): string[] {
  const wanted = word.toLowerCase()
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= reach(candidate))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, max)
    .map(({ candidate }) => candidate)
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitute))
    }
    row = next
  }
  return row[b.length] ?? 0
}
