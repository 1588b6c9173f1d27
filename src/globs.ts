// Globs over the paths of changed files. The paths are foreign, so matching must not depend on what they hold: as a regular
// expression, `*a*a*a*b` takes minutes for one long name. Stars are matched here in time linear in the path; what few
// people write (braces, `@(a|b)`) is left to picomatch, with at most one part of any length.
import picomatch from 'picomatch'

/** What one item must be, or any number of items. */
type GlobRule<I> = 'many' | ((item: I) => boolean)
type Matcher = (path: string) => boolean

/** Does the glob match a path? `*` stays within a folder, `**` does not, and names that start with a dot count. */
export function matcherOf(glob: string): Matcher {
  if (isExtended(glob)) return picomatch(glob, { dot: true })
  const folders = (glob.startsWith('./') ? glob.slice(2) : glob).split('/').map(folderRule)
  return (path) => isMatch(path.split('/'), folders)
}

const MAX_LENGTH = 500

/** Why a glob of the input `paths` is refused, as the end of a sentence; undefined when it is not. */
export function globProblem(glob: string): string | undefined {
  if (glob.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters; write shorter ones`
  const slip = slipIn(glob)
  if (slip || !isExtended(glob)) return slip
  const open = glob.match(/\*+|[+!]\(/g)?.length ?? 0
  const isNested = /[({].{0,500}?[({]/.test(glob) || glob.includes('..')
  return open > 1 || isNested
    ? 'joins parentheses or braces with each other or with stars, which can take minutes for one long name; write it as several globs'
    : undefined
}

/** What would match no file, or another one than is meant. */
function slipIn(glob: string): string | undefined {
  if (/^!?\/|:\/\/|(^|\/)\.\.(\/|$)/.test(glob))
    return 'is no plain path from the root of the repository, as packages/web is'
  if (/\\\w/.test(glob)) return 'has a backslash; write /'
  const count = (sign: string) => glob.split(sign).length
  return count('{') === count('}') && count('(') === count(')')
    ? undefined
    : 'has half a bracket: a comma or blank begins the next glob'
}

function isExtended(glob: string): boolean {
  return /[(){}]/.test(glob)
}

function folderRule(part: string): GlobRule<string> {
  if (part === '**') return 'many'
  const rules = nameRules(part)
  return (name) => name !== '' && isMatch([...name], rules)
}

/** The signs of a name: literal, `?`, `[a-z]`, `*`; a backslash takes a sign as it is. */
function nameRules(part: string): GlobRule<string>[] {
  const signs = part.match(/\\.|\[[!^]?\]?[^\]]*\]|\*+|./gsu) ?? []
  return signs.map((sign) => {
    if (sign.startsWith('*')) return 'many'
    if (sign === '?') return () => true
    if (sign.length > 2 && sign.startsWith('[')) return setRule(sign.slice(1, -1))
    const literal = sign.length > 1 && sign.startsWith('\\') ? sign.slice(1) : sign
    return (letter) => letter === literal
  })
}

/** `[a-z_]`, or `[!a-z]` for any other sign. */
function setRule(inner: string): (letter: string) => boolean {
  const isNegated = /^[!^]/.test(inner)
  const members = [...(isNegated ? inner.slice(1) : inner).matchAll(/(.)-(.)|(.)/gsu)].map(
    ([, from, to, one = '']) => ({ from: from ?? one, to: to ?? one }),
  )
  return (letter) => members.some(({ from, to }) => letter >= from && letter <= to) !== isNegated
}

/**
 * Do the items follow the rules? What stands between two `many` is looked for once, at the first place where it fits: a
 * later one could only leave less for the rest.
 */
function isMatch<I>(items: readonly I[], rules: readonly GlobRule<I>[]): boolean {
  let at = 0
  let next = 0
  let retry: { at: number; readonly next: number } | undefined
  while (at < items.length) {
    const rule = rules[next]
    const item = items[at]
    if (rule === 'many') {
      next += 1
      retry = { at, next }
    } else if (rule && item !== undefined && rule(item)) {
      at += 1
      next += 1
    } else if (retry) {
      retry.at += 1
      at = retry.at
      next = retry.next
    } else return false
  }
  return rules.slice(next).every((rule) => rule === 'many')
}
