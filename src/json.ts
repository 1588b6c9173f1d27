// Reading foreign JSON without trusting it: every accessor has an answer for every shape.

export type Json = Readonly<Record<string, unknown>>

/** Is it a JSON object? */
export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
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
