// Reads the fields of a JSON body the way Sentry's serializers do: its texts, null and blank rules, and
// every unknown field reported to the sandbox's list of surprises instead of refused (Sentry ignores it).

type FieldErrors = string[] | { [name: string]: FieldErrors }

export interface Reading<T> {
  readonly value: T
  readonly errors?: FieldErrors
}

export interface Rules {
  /** Called with the dotted name of a field no serializer knows. */
  readonly unknown: (field: string) => void
  readonly indexedErrors: boolean
}

type Maybe<T> = T | null | undefined

export interface Fields {
  text(name: string, rule?: TextRule): Maybe<string>
  /** A required text; `''` beside an error when it is missing. */
  required(name: string, rule?: TextRule): string
  url(name: string): Maybe<string>
  /** Milliseconds since the epoch. */
  date(name: string): Maybe<number>
  list<T>(name: string, rule: ListRule, read: (item: unknown, where: string) => Reading<T>): Maybe<T[]>
  fail(name: string, message: string): void
  /** Fields that Sentry is known to ignore: no surprise. */
  ignore(...names: string[]): void
}

interface TextRule {
  readonly max?: number
  readonly nullable?: boolean
  readonly blank?: boolean
  readonly trim?: boolean
}

interface ListRule {
  readonly required?: boolean
  readonly nullable?: boolean
  readonly filled?: boolean
}

const REQUIRED = 'This field is required.'
const NULL = 'This field may not be null.'
const BAD_DATE =
  'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].'

/** Reads a body by its fields; what nobody asked for is told to `rules.unknown`. */
export function readFields<T>(
  body: unknown,
  where: string,
  rules: Rules,
  read: (fields: Fields) => T,
): Reading<T | undefined> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { value: undefined, errors: { non_field_errors: ['Invalid data. Expected a dictionary.'] } }
  }
  const values = new Map<string, unknown>(Object.entries(body))
  const prefix = where ? `${where}.` : ''
  const found = makeFinder(values)
  const value = read(makeFields(found, prefix, rules))
  for (const name of values.keys()) if (!found.seen.has(name)) rules.unknown(`${prefix}${name}`)
  return Object.keys(found.errors).length > 0 ? { value, errors: found.errors } : { value }
}

interface Finder {
  readonly seen: Set<string>
  readonly errors: { [name: string]: FieldErrors }
  fail(name: string, message: string): void
  /** The value when it is there and not null; reports what may not be. */
  present(name: string, required: boolean, nullable: boolean): { value: unknown } | null | undefined
}

function makeFinder(values: ReadonlyMap<string, unknown>): Finder {
  const seen = new Set<string>()
  const errors: Finder['errors'] = {}
  const fail = (name: string, message: string) => {
    errors[name] ??= [message]
  }
  return {
    seen,
    errors,
    fail,
    present: (name, required, nullable) => {
      seen.add(name)
      const value = values.get(name)
      if (value === undefined) {
        if (required) fail(name, REQUIRED)
        return undefined
      }
      if (value !== null) return { value }
      if (!nullable) fail(name, NULL)
      return null
    },
  }
}

function readText({ present, fail }: Finder, name: string, rule: TextRule, required: boolean): Maybe<string> {
  const found = present(name, required, rule.nullable ?? false)
  if (!found) return found
  if (typeof found.value !== 'string' && typeof found.value !== 'number') {
    fail(name, 'Not a valid string.')
    return undefined
  }
  const whole = String(found.value)
  const value = rule.trim === false ? whole : whole.trim()
  if (value === '' && !rule.blank) fail(name, 'This field may not be blank.')
  // Django REST framework's own rule for texts.
  if (value.includes('\0')) fail(name, 'Null characters are not allowed.')
  if (rule.max !== undefined && [...value].length > rule.max) {
    fail(name, `Ensure this field has no more than ${rule.max} characters.`)
  }
  return value
}

function makeFields(finder: Finder, prefix: string, rules: Rules): Fields {
  const { fail, seen, errors, present } = finder
  return {
    fail,
    ignore: (...names) => {
      for (const name of names) seen.add(name)
    },
    text: (name, rule = {}) => readText(finder, name, rule, false),
    required: (name, rule = {}) => readText(finder, name, rule, true) ?? '',
    url: (name) => {
      const value = readText(finder, name, { nullable: true, blank: true }, false)
      if (value && !isUrl(value)) fail(name, 'Enter a valid URL.')
      return value
    },
    date: (name) => {
      const found = present(name, false, true)
      if (!found) return found
      const time = readDate(found.value)
      if (time === undefined) fail(name, BAD_DATE)
      return time
    },
    list: (name, rule, readItem) => {
      const found = present(name, rule.required ?? false, rule.nullable ?? false)
      if (!found) return found
      if (!Array.isArray(found.value)) {
        fail(name, `Expected a list of items but got type "${typeof found.value}".`)
        return undefined
      }
      if (rule.filled && found.value.length === 0) fail(name, 'This list may not be empty.')
      const items = found.value.map((item: unknown) => readItem(item, `${prefix}${name}[]`))
      const bad = items.findIndex((item) => item.errors)
      const badErrors = items[bad]?.errors
      if (badErrors) errors[name] = rules.indexedErrors ? { [bad]: badErrors } : badErrors
      return items.map((item) => item.value)
    },
  }
}

function isUrl(text: string): boolean {
  return /^(https?|ftp):\/\/[^\s/?#]+([/?#]\S*)?$/i.test(text) && URL.canParse(text)
}

/** ISO 8601 with up to nanoseconds, as sentry-cli sends it [C]; a date without a time is refused [A]. */
function readDate(value: unknown): number | undefined {
  const parts =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/.exec(
      typeof value === 'string' ? value.trim() : '',
    )
  if (!parts) return undefined
  const [, day, minute, second = '00', fraction = '0', zone = 'Z'] = parts
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.replace(':', '').slice(3) || '00'}`
  const time = Date.parse(`${day}T${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`)
  return Number.isNaN(time) ? undefined : time
}
