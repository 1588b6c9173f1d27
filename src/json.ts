// Reading foreign JSON without trusting it: every accessor has an answer for every shape.

export type Json = Readonly<Record<string, unknown>>

/** Is it a JSON object? */
export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Parses JSON; undefined for what is none. A whole number that JavaScript cannot hold exactly (an id beyond 2^53) comes as the
 * text that it was, since it would be another id.
 */
export function parseJson(text: string): unknown {
  try {
    // The slow way only where a number may be so long.
    return /\d{16}/.test(text) ? JSON.parse(text, exact) : JSON.parse(text)
  } catch {
    return undefined
  }
}

function exact(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source ?? ''
  return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? source : value
}

/** What a table has for a foreign word; nothing for `constructor` and its like, which every object has. */
export function entryAt<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined
}

/** The text at a key, or empty. */
export function textAt(value: unknown, key: string): string {
  const found = isRecord(value) ? value[key] : undefined
  return typeof found === 'string' ? found : ''
}

/** The number at a key, or undefined. */
export function numberAt(value: unknown, key: string): number | undefined {
  const found = isRecord(value) ? value[key] : undefined
  return typeof found === 'number' ? found : undefined
}

/** The object at a key, or an empty one. */
export function recordAt(value: unknown, key: string): Json {
  const found = isRecord(value) ? value[key] : undefined
  return isRecord(found) ? found : {}
}
