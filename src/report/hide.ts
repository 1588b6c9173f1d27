// Secrets in foreign text go before it is cut or escaped: a half token, or one with `&#95;` in it, is found no more.

/** The same plain data with every text in it passed through `hide`; what is not plain stays as it is. */
export function hideIn<T>(value: T, hide: (text: string) => string): T {
  // Texts become texts, arrays arrays, and objects keep their keys, so the type is the same.
  return replaced(value, hide) as T
}

function replaced(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value)
  if (Array.isArray(value)) return value.map((each) => replaced(each, hide))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each, hide)]))
}
