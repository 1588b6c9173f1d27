// Reading what a client sent.

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The JSON object; undefined for anything else, which the caller refuses in the service's own words. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The names of the fields that the contract does not list. */
export function unknownFields(body: object, known: readonly string[]): string[] {
  return Object.keys(body).filter((name) => !known.includes(name))
}
