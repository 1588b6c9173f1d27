// The search of the list of releases (release_search.py): `release:` with stars, `finalized:`, and else a part of the
// version. `1.0 (1234)` also finds `1.0+1234`.
import { badRequest } from './answers.ts'
import type { Release } from './state.ts'

type Matches = (release: Release) => boolean

const KEYS: Readonly<Record<string, (value: string) => Matches>> = {
  release: (value) => (release) => matchesPattern(release.version, value),
  finalized: (value) => (release) => (release.dateReleased !== null) === readBoolean(value),
}

/** Does a release fit the whole query? Terms with a key are read first; what is left is one text [A: in any order]. */
export function searchFor(query: string): Matches {
  const terms = query.split(/\s+/).filter((term) => term !== '')
  const keyed = terms.flatMap((term) => {
    const matches = readTerm(term)
    return matches ? [{ term, matches }] : []
  })
  const known = keyed.map(({ term }) => term)
  const text = terms.filter((term) => !known.includes(term)).join(' ')
  return (release) =>
    keyed.every(({ matches }) => matches(release)) && (text === '' || hasText(release.version, text))
}

function readTerm(term: string): Matches | undefined {
  const isNegated = term.startsWith('!')
  const [key = '', ...rest] = term.slice(isNegated ? 1 : 0).split(':')
  const value = rest.join(':').replace(/^"(.*)"$/, '$1')
  const matches = Object.hasOwn(KEYS, key) && value !== '' ? KEYS[key]?.(value) : undefined
  return matches && isNegated ? (release) => !matches(release) : matches
}

/** A star stands for any text; case counts here. */
function matchesPattern(version: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(version)
}

function hasText(version: string, text: string): boolean {
  const [, name, build] = /^(.*)\s+\(([^)]+)\)\s*$/.exec(text) ?? []
  const wanted = name === undefined ? [text] : [text, `${name}+${build}`]
  return wanted.some((part) => version.toLowerCase().includes(part.toLowerCase()))
}

function readBoolean(value: string): boolean {
  if (/^(true|1)$/i.test(value)) return true
  if (/^(false|0)$/i.test(value)) return false
  throw badRequest(`Invalid boolean: ${value}. Expected true, 1, false, or 0.`) // the text is [A]
}
