// Reads the fields of a JSON body the way Sentry's serializers do: its texts, null and blank rules, and
// every unknown field reported to the sandbox's list of surprises instead of refused (Sentry ignores it).
import { isObject } from '../kit/body.ts'
import type { Switches } from './switches.ts'

type FieldErrors = string[] | { [name: string]: FieldErrors }

/** What was read; undefined beside errors where nothing could be. */
interface Reading<T> {
  readonly value: T | undefined
  readonly errors?: FieldErrors
}

export interface Rules {
  /** Called with the dotted name of a field no serializer knows. */
  readonly unknown: (field: string) => void
  readonly switches: Switches
}

type Maybe<T> = T | null | undefined

export type Fields = ReturnType<typeof makeFields>

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
): Reading<T> {
  if (!isObject(body)) {
    return { value: undefined, errors: { non_field_errors: ['Invalid data. Expected a dictionary.'] } }
  }
  const prefix = where ? `${where}.` : ''
  const finder = makeFinder(body)
  const value = read(makeFields(finder, prefix, rules))
  for (const name of Object.keys(body)) if (!finder.seen.has(name)) rules.unknown(`${prefix}${name}`)
  return Object.keys(finder.errors).length > 0 ? { value, errors: finder.errors } : { value }
}

type Finder = ReturnType<typeof makeFinder>

function makeFinder(body: Readonly<Record<string, unknown>>) {
  const seen = new Set<string>()
  const errors: { [name: string]: FieldErrors } = {}
  const fail = (name: string, message: string) => {
    errors[name] ??= [message]
  }
  return {
    seen,
    errors,
    fail,
    /** The value when it is there and not null; reports what may not be. */
    present: (name: string, required: boolean, nullable: boolean): Maybe<{ value: unknown }> => {
      seen.add(name)
      const value = Object.hasOwn(body, name) ? body[name] : undefined
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

function makeFields(finder: Finder, prefix: string, rules: Rules) {
  const { fail, seen, errors, present } = finder
  const list = <T>(
    name: string,
    rule: ListRule,
    read: (item: unknown, where: string) => Reading<T>,
  ): Maybe<T[]> => {
    const found = present(name, rule.required ?? false, rule.nullable ?? false)
    if (!found) return found
    if (!Array.isArray(found.value)) {
      fail(name, `Expected a list of items but got type "${typeof found.value}".`)
      return undefined
    }
    if (rule.filled && found.value.length === 0) fail(name, 'This list may not be empty.')
    const items = found.value.map((item: unknown) => read(item, `${prefix}${name}[]`))
    const bad = items.findIndex((item) => item.errors)
    const badErrors = items[bad]?.errors
    if (badErrors) errors[name] = rules.switches.indexedErrors ? { [bad]: badErrors } : badErrors
    return items.flatMap(({ value }) => value ?? [])
  }
  return {
    rules,
    fail,
    /** Fields that Sentry is known to ignore: no surprise. */
    ignore: (...names: string[]) => {
      for (const name of names) seen.add(name)
    },
    text: (name: string, rule: TextRule = {}) => readText(finder, name, rule, false),
    /** A required text; `''` beside an error when it is missing. */
    required: (name: string, rule: TextRule = {}) => readText(finder, name, rule, true) ?? '',
    url: (name: string): Maybe<string> => {
      const value = readText(finder, name, { nullable: true, blank: true }, false)
      if (value && !isUrl(value)) fail(name, 'Enter a valid URL.')
      return value
    },
    /** Milliseconds since the epoch. */
    date: (name: string): Maybe<number> => {
      const found = present(name, false, true)
      if (!found) return found
      const time = readDate(found.value)
      if (time === undefined) fail(name, BAD_DATE)
      return time
    },
    list,
  }
}

/** A list of things that have fields of their own. */
export function records<T>(
  { list, rules }: Fields,
  name: string,
  read: (fields: Fields) => T,
  rule: ListRule = {},
): Maybe<T[]> {
  return list(name, rule, (item, where) => readFields(item, where, rules, read))
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
