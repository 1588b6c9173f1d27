// Slips that people make in values, whatever the input is: a line too many, signs that nobody sees, a password in a URL.
import { oneLine } from '../text.ts'

/** The sentences of a list of checks, each of which is a condition and what to say then. */
export function told(checks: readonly (string | false | undefined)[]): string[] {
  return checks.flatMap((text) => text || [])
}

/**
 * Where a URL has a user name or password: between `://` and the last `@`; in the input of an address also where the slashes
 * are wrong or missing (`https:/user:password@host`, `user:password@host`).
 */
function userInfo(
  text: string,
  isUrl: boolean,
): { readonly start: number; readonly end: number } | undefined {
  const [scheme = ''] = (isUrl ? /^([a-z]+:(?=[/\\]))?[/\\]*/i : /^[^:]{0,40}:\/\//).exec(text) ?? []
  const start = scheme.length
  const end = text.lastIndexOf('@')
  return (isUrl || scheme !== '') && end > start ? { start, end } : undefined
}

/** The text fit for a message: one short line, without the password of a URL, and without the query of an address. */
export function shown(text: string, max = 80, isUrl = false): string {
  const info = userInfo(text, isUrl)
  const open = info ? `${text.slice(0, info.start)}***${text.slice(info.end)}` : text
  return oneLine(isUrl ? open.replace(/([?#]).*$/s, '$1***') : open, max)
}

/** The credentials in the URL of an input, as they are written and as they are sent; none where a path has an `@`. */
export function urlSecrets(text: string, isUrl = false): string[] {
  const info = userInfo(text, isUrl)
  // `https://host:8443/@scope` has an `@` and no credentials.
  const hasNone =
    /^https?:/i.test(text) && URL.canParse(text) && !new URL(text).username && !new URL(text).password
  if (!info || hasNone) return []
  const pair = text.slice(info.start, info.end)
  const colon = pair.indexOf(':')
  // A user name alone is a token (`https://TOKEN@host`), unless it is part of a path (`https://host/@scope`).
  if (colon === -1 && pair.includes('/')) return []
  const secret = pair.slice(colon + 1)
  return [...new Set([pair, secret, decoded(secret)])]
}

/** Undoes `%XX`; a text in which that makes no sense stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What is wrong with a value that swallowed the next line of the workflow file, as the end of a sentence. */
export function linesProblem(text: string): string | undefined {
  const [first = '', second] = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (second === undefined) return undefined
  const cure = /^[\w-]{1,40}:( |$)/.test(second)
    ? 'the second is probably indented too far'
    : 'it must be one line'
  return `has more than one line ("${shown(first, 40)}", "${shown(second, 40)}"): ${cure}`
}

// White space other than a blank, and what has no width (unicode.org, Default_Ignorable_Code_Point).
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]|[^\S \t\r\n]/u
// Emoji are made of several signs, some of which are only seen together.
const EMOJI = /\p{Extended_Pictographic}(?:\ufe0f|\u200d|\p{Emoji_Modifier})*|\ufe0f\u20e3/gu

/** What is wrong with a value that holds a sign which nobody sees, as the end of a sentence. */
export function unseenProblem(text: string): string | undefined {
  const found = UNSEEN.exec(text.replace(EMOJI, (emoji) => '\u25a0'.repeat(emoji.length)))
  if (!found) return undefined
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  const before = shown(text.slice(Math.max(0, found.index - 20), found.index), 40)
  const where = before === '' ? 'at its start' : `after "${before}"`
  return `holds a sign that cannot be seen (U+${code} ${where}), often a leftover of copying: type it anew`
}

/** What is wrong with a name that another tool made wrongly, as the end of a sentence. */
export function rawProblem(text: string): string | undefined {
  if (/\$\{\{|^\$?\{\{?.*\}$|^\$\w+$|^%\w+%$/.test(text))
    return 'is an expression that was not evaluated: write ${'.concat('{ … }}, with two braces')
  if (/^\[?\s*(["'`]).*\1\s*\]?$/.test(text)) return 'stands in quotation marks: take them off'
  return /^(undefined|null|\[object Object\])$/.test(text)
    ? 'is what a script prints for a value that is not there'
    : undefined
}
