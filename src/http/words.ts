// What a server said, in one line, whatever shape its error body has.
import { oneLine } from '../text.ts'

const MAX_SAID = 500

/**
 * Flattens an error body to one harmless line: nested field errors (`commits.3.author_email: too long`), arrays of
 * texts or objects, a bare sentence, an HTML page (its title or first words), or nothing.
 */
export function words(body: unknown): string {
  if (typeof body === 'string') return oneLine(isHtml(body) ? htmlWords(body) : body, MAX_SAID)
  return oneLine(flatten(body, '').join('; '), MAX_SAID)
}

function isHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body|h1|pre)/i.test(text)
}

function htmlWords(html: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1]
  const text = title ?? html.replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' ')
  return `an HTML page: ${text.trim()}`
}

// Keys that only wrap the sentence; their names say nothing to a reader.
const WRAPPERS = new Set(['detail', 'message', 'error', 'errors', 'non_field_errors'])
const NOISE = new Set(['documentation_url', 'status', 'docs', 'extra'])

function flatten(value: unknown, path: string): string[] {
  if (value === null || value === undefined || value === '') return []
  if (Array.isArray(value)) {
    const plain = value.filter((each) => typeof each !== 'object')
    const deep = value.flatMap((each) => (typeof each === 'object' ? flatten(each, path) : []))
    return plain.length > 0 ? [label(path, plain.join(', ')), ...deep] : deep
  }
  if (typeof value !== 'object') return [label(path, String(value))]
  return Object.entries(value)
    .filter(([key]) => !NOISE.has(key))
    .flatMap(([key, inner]) => flatten(inner, WRAPPERS.has(key) ? path : path ? `${path}.${key}` : key))
}

function label(path: string, text: string): string {
  return path ? `${path}: ${text}` : text
}
