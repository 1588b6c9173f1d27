// Reading foreign JSON without trusting it: every accessor has an answer for every shape.

export type Json = Readonly<Record<string, unknown>>

/** Is it a JSON object? */
export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// Values take far more memory than their text: `[[[[…` a hundred times as much. No answer that is meant has so many.
const MOST_VALUES = 300_000
// JSON.stringify and its like go down on the stack.
const MOST_DEPTH = 500

/**
 * Parses JSON; undefined for what is none, or is too much for memory or stack. A whole number that JavaScript cannot hold
 * exactly (an id beyond 2^53) comes as the text that it was, since it would be another id.
 */
export function parseJson(text: string): unknown {
  if (text.length > MOST_DEPTH && isTooMuch(text)) return undefined
  try {
    return /\d{16}/.test(text) ? JSON.parse(text, exact) : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A number as its text, where only that keeps it. (Node 20 gives no source, and rounds.) */
function exact(_: string, value: unknown, { source = '' }: { readonly source?: string } = {}): unknown {
  return typeof value === 'number' && /^-?\d{16,}$/.test(source) && !Number.isSafeInteger(value)
    ? source
    : value
}

/** Has JSON too many values, or too deep ones? Each begins behind one of these, outside of texts. */
function isTooMuch(text: string): boolean {
  let count = 0
  let depth = 0
  let isInText = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (isInText && sign === '\\') at += 1
    else if (sign === '"') isInText = !isInText
    else if (isInText) continue
    else if (sign === ']' || sign === '}') depth -= 1
    else if (sign === '[' || sign === '{' || sign === ',') {
      count += 1
      if (sign !== ',') depth += 1
      if (count > MOST_VALUES || depth > MOST_DEPTH) return true
    }
  }
  return false
}

/** What a table has for a foreign word; nothing for `constructor` and its like, which every object has. */
export function entryAt<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined
}

/** What stands under some keys, each within the one before. */
function valueAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce((within, key) => (isRecord(within) ? within[key] : undefined), value)
}

/** The text there, or empty. */
export function textAt(value: unknown, ...keys: string[]): string {
  const found = valueAt(value, keys)
  return typeof found === 'string' ? found : ''
}

/** The number there, or undefined. */
export function numberAt(value: unknown, ...keys: string[]): number | undefined {
  const found = valueAt(value, keys)
  return typeof found === 'number' ? found : undefined
}

/** The object there, or an empty one. */
export function recordAt(value: unknown, ...keys: string[]): Json {
  const found = valueAt(value, keys)
  return isRecord(found) ? found : {}
}

/** The list there, or an empty one. */
export function listAt(value: unknown, ...keys: string[]): readonly unknown[] {
  const found = valueAt(value, keys)
  return Array.isArray(found) ? found : []
}
