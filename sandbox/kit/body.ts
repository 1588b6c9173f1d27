// Reading what a client sent.

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Undefined for what is no JSON, which the caller refuses in the service's own words. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The JSON object; undefined for anything else. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  const value = parseJson(text)
  return isObject(value) ? value : undefined
}

/** The names of the fields that the contract does not list. */
export function unknownFields(body: object, known: readonly string[]): string[] {
  return Object.keys(body).filter((name) => !known.includes(name))
}
