// The kinds of inputs. An input is declared as data, once, beside the code that needs it: `action.yml`, the
// README tables, the types and the checks are all made from that declaration.

import { baseOf, isPrivate } from '../address.ts'
import { entryAt } from '../json.ts'
import { nearest } from '../text.ts'

/** What reading one input gives: its value, or what is wrong with the text, as the end of a sentence. */
type ReadResult<T> =
  | { readonly value: T }
  | {
      readonly problem: string
      /** The right word or text, where it can be guessed. */
      readonly meant?: string
    }

export interface Input<T = unknown> {
  readonly kind: 'text' | 'list' | 'flag' | 'choice' | 'secret' | 'url' | 'time' | 'duration'
  /** One or two sentences for `action.yml` and the tables. Never holds an expression in double braces. */
  readonly description: string
  /** The default in `action.yml`: a literal or an expression. */
  readonly default?: string
  /** What the default means, in words, for the tables, when it is worked out by us. */
  readonly defaultText?: string
  readonly required?: boolean
  /** Environment variable that is read when the input is empty. */
  readonly env?: string
  /** The words of a choice, for the tables. */
  readonly choices?: readonly string[]
  read(text: string): ReadResult<T>
}

/** Inputs by their name in the workflow file. */
export type Inputs = Readonly<Record<string, Input>>

type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S

/** The values of declared inputs, under camelCase names. */
export type Values<I extends Inputs> = {
  readonly [K in keyof I & string as CamelCase<K>]: I[K] extends Input<infer T> ? T : never
}

interface Options {
  readonly default?: string
  readonly defaultText?: string
  readonly required?: boolean
  readonly env?: string
}

/** Any text, trimmed; empty when not set. */
export function text(description: string, options: Options = {}): Input<string> {
  return { kind: 'text', description, ...options, read: (value) => ({ value }) }
}

/** A token or key: as text, but masked before anything else happens. */
export function secret(description: string, options: Options = {}): Input<string> {
  return { kind: 'secret', description, ...options, read: (value) => ({ value }) }
}

/** Words separated by spaces, commas or lines; duplicates are dropped. */
export function list(description: string, options: Options = {}): Input<readonly string[]> {
  return {
    kind: 'list',
    description,
    ...options,
    read: (value) => {
      const words = value.split(/[\s,]+/).filter((word) => word !== '')
      // How lists of JSON and YAML look when they arrive as text.
      const plain = value.split(/[\s,"'“”‘’[\]]+/).filter((word) => word !== '' && word !== '-')
      if (/["“”‘’]|(^|[\s,[])'|'([\s,\]]|$)/.test(value))
        return { problem: 'must not hold quotation marks', meant: plain.join(' ') }
      if (/^\[.*\]$/s.test(value) && words.length > 1)
        return { problem: 'must not hold the brackets of a list', meant: plain.join(' ') }
      if (words.includes('-'))
        return { problem: 'must not hold the "-" of a YAML list', meant: plain.join(' ') }
      return { value: [...new Set(words)] }
    },
  }
}

const FLAG_WORDS: Readonly<Record<string, string>> = {
  yes: 'true',
  on: 'true',
  y: 'true',
  '1': 'true',
  no: 'false',
  off: 'false',
  n: 'false',
  '0': 'false',
}

/** `true` or `false` in any case. */
export function flag(description: string, fallback: boolean): Input<boolean> {
  return {
    kind: 'flag',
    description,
    default: String(fallback),
    read: (value) => {
      const word = value.toLowerCase()
      if (word === '') return { value: fallback }
      if (word === 'true' || word === 'false') return { value: word === 'true' }
      const meant = entryAt(FLAG_WORDS, word) ?? nearest(word, ['true', 'false'], 1)[0]
      return { problem: 'must be true or false', ...(meant ? { meant } : {}) }
    },
  }
}

/** What people write for it elsewhere; the first that is a word of the choice. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  begin: ['start'],
  open: ['start'],
  stop: ['finish'],
  end: ['finish'],
  close: ['finish'],
  complete: ['finish', 'success'],
  create: ['deploy'],
  record: ['deploy'],
  publish: ['release'],
  undo: ['rollback'],
  revert: ['rollback'],
  ok: ['success'],
  pass: ['success'],
  passed: ['success'],
  succeeded: ['success'],
  successful: ['success'],
  done: ['success'],
  completed: ['success'],
  error: ['failure', 'fail'],
  aborted: ['cancelled'],
  ignore: ['warn'],
  continue: ['warn'],
  warning: ['warn'],
  true: ['warn'],
  false: ['fail', 'none'],
  again: ['new'],
  all: ['auto'],
  yes: ['true'],
  on: ['true'],
  no: ['false', 'none'],
  off: ['false', 'none'],
  semver: ['conventional'],
  commit: ['sha'],
  calver: ['calendar'],
  date: ['calendar'],
  closed: ['archived'],
  stackify: ['retrace'],
  gh: ['github'],
  dd: ['datadog'],
  europe: ['eu'],
  eu: ['datadoghq.eu'],
}

// Nothing longer is near to any word.
const MAX_WORD = 40

/** The word that is meant by another: its synonym, its start or a part of it, or the nearest. */
function meantBy<W extends string>(word: string, words: readonly W[]): W | undefined {
  const synonyms = entryAt(SYNONYMS, word) ?? []
  const near = ({ length }: string) => Math.ceil(length / 3)
  return (
    words.find((each) => synonyms.includes(each)) ??
    words.find((each) => each.startsWith(`${word}.`)) ??
    words.find((each) => each.length > 2 && word.split(/[^a-z\d]/).includes(each)) ??
    words.filter((each) => each.length > 5 && word.includes(each)).at(-1) ??
    words.find((each) => nearest(word, words, 1, near)[0] === each)
  )
}

/** One of a few words, in any case. Without a default, empty is allowed and means "not set". */
export function choice<const W extends string, const D extends W | undefined = undefined>(
  description: string,
  words: readonly W[],
  fallback?: D,
  options: Options = {},
): Input<W | (D extends undefined ? '' : never)> {
  return {
    kind: 'choice',
    description,
    choices: words,
    ...(fallback === undefined ? {} : { default: fallback }),
    ...options,
    read: (value) => {
      const found =
        words.find((word) => word === value.toLowerCase()) ?? (value === '' ? fallback : undefined)
      if (found !== undefined) return { value: found as W }
      if (value === '' && fallback === undefined) return { value: '' as D extends undefined ? '' : never }
      const meant = meantBy(value.slice(0, MAX_WORD).toLowerCase(), words)
      return { problem: `must be one of ${words.join(', ')}`, ...(meant ? { meant } : {}) }
    },
  }
}

/** A text; of its own words it takes any case, and `_` for `-`. */
export function wordOr(words: readonly string[], input: Input<string>): Input<string> {
  const wordIn = (value: string) => words.find((word) => word === value.toLowerCase().replaceAll('_', '-'))
  return { ...input, read: (value) => ({ value: wordIn(value) ?? value }) }
}

/** A base URL: https (http only to loopback), without user info, query or fragment; no trailing slash. */
export function url(description: string, options: Options = {}): Input<string> {
  return {
    kind: 'url',
    description,
    ...options,
    read: (value) => {
      if (value === '') return { value }
      if (!URL.canParse(value)) return { problem: 'must be a full URL such as https://example.com' }
      const parsed = new URL(value)
      if (!isPrivate(parsed))
        return { problem: 'must start with https:// (plain http would show the token to the network)' }
      if (parsed.username || parsed.password) return { problem: 'must not hold a user name or password' }
      if (parsed.search || parsed.hash) return { problem: 'must not hold a query or fragment' }
      return { value: baseOf(parsed) }
    },
  }
}

/** A link that people open: any http or https URL. */
export function link(description: string, options: Options = {}): Input<string> {
  return {
    kind: 'url',
    description,
    ...options,
    read: (value) => {
      if (value === '') return { value }
      const parsed = URL.canParse(value) ? new URL(value) : undefined
      if (!parsed || !/^https?:$/.test(parsed.protocol)) return { problem: 'must be an http or https URL' }
      return parsed.username || parsed.password
        ? { problem: 'must not hold a user name or password' }
        : { value }
    },
  }
}

const ISO_8601 = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?)?$/

/** 30 February is no day, but Date.parse makes it 2 March. */
function isDay(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date)
}

/** As date, git and databases print it, too: with a comma, a blank before the zone, or hours alone in it. */
function isoInstant(text: string): number {
  const [, day = '', clock = '00:00', zone = 'Z'] = ISO_8601.exec(text.toUpperCase().replace(',', '.')) ?? []
  return isDay(day) ? Date.parse(`${day}T${clock}${zone.length === 3 ? `${zone}:00` : zone}`) : Number.NaN
}

/** A moment, in milliseconds since the epoch: ISO 8601 (UTC when it names no zone) or Unix seconds. */
export function time(description: string, options: Options = {}): Input<number | undefined> {
  return {
    kind: 'time',
    description,
    ...options,
    read: (value) => {
      if (value === '') return { value: undefined }
      if (/^\d{12,14}$/.test(value))
        return { problem: 'must be ISO 8601 or Unix seconds, and these are milliseconds: divide by 1000' }
      if (/^\d{15,17}$/.test(value))
        return { problem: 'must be ISO 8601 or Unix seconds, and these are microseconds: divide by 1000000' }
      if (/^(19|20)\d\d(\d\d){0,2}$/.test(value))
        return { problem: 'must be ISO 8601 or Unix seconds, and a day 2026-12-31' }
      if (/^\d{1,11}(\.\d+)?$/.test(value)) return { value: Math.round(Number(value) * 1000) }
      const at = isoInstant(value)
      return Number.isNaN(at) ? { problem: 'must be ISO 8601 or Unix seconds' } : { value: at }
    },
  }
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 }

/** A length of time in milliseconds, written `90s`, `20m`, `1h` or `1h30m`. */
export function span(description: string, fallback: string): Input<number> {
  return {
    kind: 'duration',
    description,
    default: fallback,
    read: (value) => {
      const text = (value || fallback).toLowerCase()
      // No length of time is written longer, and a search in a long row of digits would be.
      const parts = text.length > 20 ? [] : [...text.matchAll(/(\d+)([smh])/g)]
      const total = parts.reduce(
        (sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ''] ?? 0),
        0,
      )
      const isWhole = parts.map(([part]) => part).join('') === text
      if (isWhole && total > 0 && total <= 86_400_000) return { value: total }
      return { problem: 'must be a time such as 90s, 20m or 1h, at most 24h' }
    },
  }
}
