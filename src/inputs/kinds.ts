// The kinds of inputs. An input is declared as data, once, beside the code that needs it: `action.yml`, the
// README tables, the types and the checks are all made from that declaration.

import { baseOf, isPrivate } from '../address.ts'
import { nearest } from '../text.ts'
import { meantBy, synonymIn } from './words.ts'

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
  /** What other actions and tools call it, as words; what only lacks the provider's name goes without saying. */
  readonly also?: string
  /**
   * What a text may be that is no name, which people and services compare sign by sign: several lines, prose of one line, or a
   * name of any signs, seen or not.
   */
  readonly takes?: 'lines' | 'prose' | 'signs'
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

type Options = Pick<Input, 'default' | 'defaultText' | 'required' | 'env' | 'also' | 'takes'>

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
  return { kind: 'list', description, ...options, read: readList }
}

function readList(value: string): ReadResult<readonly string[]> {
  const words = value.split(/[\s,]+/).filter((word) => word !== '')
  const foreign = foreignIn(value, words)
  if (foreign === undefined) return { value: [...new Set(words)] }
  const plain = value.split(/[\s,"'“”‘’[\]]+/).filter((word) => word !== '' && word !== '-')
  return { problem: `must not hold ${foreign}`, meant: plain.join(' ') }
}

/** What shows that it is a list of JSON or YAML that arrived as text. */
function foreignIn(value: string, words: readonly string[]): string | undefined {
  if (/["“”‘’]|(^|[\s,[])'|'([\s,\]]|$)/.test(value)) return 'quotation marks'
  if (/^\[.*\]$/s.test(value) && words.length > 1) return 'the brackets of a list'
  return words.includes('-') ? 'the "-" of a YAML list' : undefined
}

const FLAG_WORDS = { true: 'yes on y 1', false: 'no off n 0' }

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
      const meant = synonymIn(FLAG_WORDS, word) ?? nearest(word, ['true', 'false'], 1)[0]
      return { problem: 'must be true or false', ...(meant ? { meant } : {}) }
    },
  }
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
      if (value === '') return { value: (fallback ?? '') as W | (D extends undefined ? '' : never) }
      const found = words.find((word) => word === value.toLowerCase())
      if (found !== undefined) return { value: found }
      const meant = meantBy(value, words)
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
  return { kind: 'url', description, ...options, read: readBase }
}

function readBase(value: string): ReadResult<string> {
  if (value === '') return { value }
  if (!URL.canParse(value)) return { problem: 'must be a full URL such as https://example.com' }
  const parsed = new URL(value)
  if (!isPrivate(parsed))
    return { problem: 'must start with https:// (plain http would show the token to the network)' }
  if (parsed.username || parsed.password) return { problem: NO_PASSWORD }
  if (parsed.search || parsed.hash) return { problem: 'must not hold a query or fragment' }
  return { value: baseOf(parsed) }
}

const NO_PASSWORD = 'must not hold a user name or password'

/** A link that people open: any http or https URL. */
export function link(description: string, options: Options = {}): Input<string> {
  return { kind: 'url', description, ...options, read: readLink }
}

function readLink(value: string): ReadResult<string> {
  if (value === '') return { value }
  const parsed = URL.canParse(value) ? new URL(value) : undefined
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return { problem: 'must be an http or https URL' }
  return parsed.username || parsed.password ? { problem: NO_PASSWORD } : { value }
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
  return { kind: 'time', description, ...options, read: readTime }
}

function readTime(value: string): ReadResult<number | undefined> {
  const problem = 'must be ISO 8601 or Unix seconds'
  if (value === '') return { value: undefined }
  if (/^\d{12,14}$/.test(value)) return { problem: `${problem}, and these are milliseconds: divide by 1000` }
  if (/^\d{15,17}$/.test(value))
    return { problem: `${problem}, and these are microseconds: divide by 1000000` }
  if (/^(19|20)\d\d(\d\d){0,2}$/.test(value)) return { problem: `${problem}: write a day as 2026-12-31` }
  if (/^\d{1,11}(\.\d+)?$/.test(value)) return { value: Math.round(Number(value) * 1000) }
  const at = isoInstant(value)
  return Number.isNaN(at) ? { problem } : { value: at }
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
