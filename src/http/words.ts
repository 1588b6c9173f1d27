// What a server said, in one line, whatever shape its error body has.
import { oneLine } from '../text.ts'

const MAX_SAID = 500
// Only so much of a body is looked at: it is foreign, so it may be huge, or nested to exhaust the stack.
const MAX_READ = 20_000
const MAX_DEPTH = 12

/**
 * Flattens an error body to one harmless line: nested field errors (`commits.3.author_email: too long`), arrays of
 * texts or objects, a bare sentence, an HTML page (its title or first words), or nothing.
 */
export function words(body: unknown): string {
  if (typeof body !== 'string') return oneLine(flatten(body, '').join('; ').slice(0, MAX_READ), MAX_SAID)
  const text = body.slice(0, MAX_READ)
  return oneLine(HTML.test(text) ? htmlWords(text) : text, MAX_SAID)
}

const HTML = /^\s*<(!doctype|html|head|body|h1|pre)/i

function htmlWords(html: string): string {
  const text = titleOf(html) || html.replace(TAGS, ' ').trim()
  return text ? `an HTML page: ${text}` : 'an HTML page'
}

// Styles and scripts with what they hold, and tags. What nothing closes hides the rest, so there is nothing to go back to.
const TAGS = /<(style|script)[\s\S]*?(?:<\/\1[^>]*(?:>|$)|$)|<[^>]*(?:>|$)/gi

function titleOf(html: string): string {
  const [, title = '', end] = /<title[^>]*(?:>|$)([\s\S]*?)(<\/title>|$)/i.exec(html) ?? []
  return end && !title.includes('<') ? title.trim() : ''
}

// Keys that only wrap the sentence; their names say nothing to a reader.
const WRAPPERS = new Set(['detail', 'message', 'error', 'errors', 'non_field_errors'])
const NOISE = new Set(['documentation_url', 'docs', 'extra', 'err'])

function isNoise(key: string, value: unknown): boolean {
  // GitHub repeats the HTTP status in the body; an error of a field with that name is no number.
  return NOISE.has(key) || (key === 'status' && /^\d+$/.test(String(value)))
}

function flatten(value: unknown, path: string, depth = 0): string[] {
  if (value === null || value === undefined || value === '') return []
  if (depth > MAX_DEPTH) return [label(path, '…')]
  if (Array.isArray(value)) {
    const plain = value.filter((each) => typeof each !== 'object')
    const deep = value.flatMap((each) => (typeof each === 'object' ? flatten(each, path, depth + 1) : []))
    return plain.length > 0 ? [label(path, plain.join(', ')), ...deep] : deep
  }
  if (typeof value !== 'object') return [label(path, String(value))]
  return Object.entries(value)
    .filter(([key, inner]) => !isNoise(key, inner))
    .flatMap(([key, inner]) => flatten(inner, pathTo(path, key), depth + 1))
}

/** Inside a field, `message` is the name of a field again, e.g. of a commit. */
function pathTo(path: string, key: string): string {
  if (path !== '') return `${path}.${key}`
  return WRAPPERS.has(key) ? '' : key
}

function label(path: string, text: string): string {
  return path ? `${path}: ${text}` : text
}
