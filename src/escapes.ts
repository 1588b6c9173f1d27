// Texts as they read once their escapes are undone: of URLs, HTML, JSON and mail, and the line breaks that are put
// into long words. Each pass is linear: an escape is recognised by a few signs, or it is none.
import { entryAt } from './json.ts'

/** A text, and where each of its signs comes from in the text that it was made of. */
export interface View {
  readonly text: string
  /** The start and the end of each sign's source; absent where the text is the source itself. */
  readonly from?: Uint32Array
  readonly to?: Uint32Array
  /** Without its white space. */
  readonly isSqueezed?: true
}

interface Escape {
  /** The sign's UTF-16 code; undefined: it stands for nothing. */
  readonly code?: number
  /** How many units it takes. */
  readonly length: number
}

const MAX_DEPTH = 6

/** The text itself, what it reads without escapes, layer by layer, and each without breaks and blanks. */
export function viewsOf(text: string): readonly View[] {
  const views: View[] = [{ text }]
  // Breaks go first by themselves: a secret may hold what looks like an escape.
  if (BREAKS.test(text)) views.push(reread({ text }, breakAt))
  // Mail by itself, too: `=` stands before much that is no escape.
  if (MAIL.test(text)) views.push(reread({ text }, mailAt))
  let view: View = { text }
  for (let depth = 0; depth < MAX_DEPTH && ESCAPES.test(view.text); depth++) {
    const next = reread(view, escapeAt)
    if (next.text.length === view.text.length) break
    views.push(next)
    view = next
  }
  const spaced = [{ text }, view].filter((each) => BLANK.test(each.text))
  return [...views, ...spaced.map((each) => ({ ...reread(each, blankAt), isSqueezed: true as const }))]
}

// Beside blanks, what stands between the pairs of hex or the groups of an id.
const BLANK = /[\s:,-]/
// Controls, and what has no width.
const BREAKS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
const ESCAPES = /[%&\\=<]/
const MAIL = /=[0-9a-f\r\n]/i

type Reader = (text: string, at: number) => Escape | undefined

function reread({ text, from, to }: View, read: Reader): View {
  const units = new Uint16Array(text.length)
  const starts = new Uint32Array(text.length)
  const ends = new Uint32Array(text.length)
  let count = 0
  for (let at = 0; at < text.length; ) {
    const { code, length } = read(text, at) ?? { code: text.charCodeAt(at), length: 1 }
    if (code !== undefined) {
      units[count] = code
      starts[count] = from?.[at] ?? at
      ends[count] = to?.[at + length - 1] ?? at + length
      count += 1
    }
    at += length
  }
  return {
    text: Buffer.from(units.buffer, 0, count * 2).toString('utf16le'),
    from: starts.subarray(0, count),
    to: ends.subarray(0, count),
  }
}

function blankAt(text: string, at: number): Escape | undefined {
  return BLANK.test(text.charAt(at)) ? { length: 1 } : undefined
}

function escapeAt(text: string, at: number): Escape | undefined {
  switch (text[at]) {
    case '%':
      return text[at + 1] === 'u'
        ? fromHex(text.slice(at + 2, at + 6), 4, 6)
        : fromHex(text.slice(at + 1, at + 3), 2, 3)
    case '\\':
      return fromBackslash(text, at)
    case '&':
      return fromEntity(text.slice(at, at + 20))
    case '<':
      return fromTag(text.slice(at, at + 6))
    case '=':
      // What every `=` becomes, also where nothing else is escaped.
      return text.slice(at + 1, at + 3).toUpperCase() === '3D' ? { code: 61, length: 3 } : undefined
    default:
      return breakAt(text, at)
  }
}

/** Quoted-printable (RFC 2045, 6.7): any sign by its code, and a break that stands for nothing. */
function mailAt(text: string, at: number): Escape | undefined {
  if (text[at] !== '=') return breakAt(text, at)
  const soft = /^=\r?\n/.exec(text.slice(at, at + 3))
  return soft ? { length: soft[0].length } : fromHex(text.slice(at + 1, at + 3), 2, 3)
}

const LINE_END = /[\r\n\u0085\u2028\u2029]/

function breakAt(text: string, at: number): Escape | undefined {
  const sign = text.charAt(at)
  if (!BREAKS.test(sign)) return undefined
  return { length: LINE_END.test(sign) ? 1 + blanks(text, at + 1) : 1 }
}

/** How much begins a line that is not of it: the indent of what was broken over two, or the mark of a quotation. */
function blanks(text: string, start: number): number {
  let at = start
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '>') at += 1
  return at - start
}

function fromHex(digits: string, count: number, length: number): Escape | undefined {
  if (digits.length !== count || !/^[0-9a-f]+$/i.test(digits)) return undefined
  return sign(Number.parseInt(digits, 16), length)
}

function sign(code: number, length: number): Escape | undefined {
  if (code > 0xffff) return undefined
  // Between these a code may be a byte of UTF-8.
  const isSign = (code >= 0x80 && code <= 0xff) || !BREAKS.test(String.fromCharCode(code))
  return isSign ? { code, length } : { length }
}

function fromBackslash(text: string, at: number): Escape | undefined {
  const next = text.charAt(at + 1)
  if (next === 'u' && text[at + 2] === '{') return fromBraces(text.slice(at, at + 10))
  if (next === 'u') return fromHex(text.slice(at + 2, at + 6), 4, 6)
  if (next === 'U') return fromHex(text.slice(at + 2, at + 10), 8, 10)
  if (next === 'x') return fromHex(text.slice(at + 2, at + 4), 2, 4)
  const [octal] = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4)) ?? []
  if (octal !== undefined) return sign(Number.parseInt(octal, 8), 4)
  if (next !== '' && 'nrtfv'.includes(next)) return { length: 2 }
  // A line that goes on in the next one.
  if (LINE_END.test(next)) return { length: 2 + blanks(text, at + 2) }
  return /[ -/:-@[-`{-~]/.test(next) ? { code: next.charCodeAt(0), length: 2 } : undefined
}

function fromBraces(text: string): Escape | undefined {
  const [whole = '', hex = ''] = /^\\u\{([0-9a-f]{1,5})\}/i.exec(text) ?? []
  return whole === '' ? undefined : sign(Number.parseInt(hex, 16), whole.length)
}

/** A place where a page may break a long word. */
function fromTag(text: string): Escape | undefined {
  const [tag] = /^<w?br ?\/?>/i.exec(text) ?? []
  return tag === undefined ? undefined : { length: tag.length }
}

// The signs that services escape by a name; https://html.spec.whatwg.org/multipage/named-characters.html
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  ast: '*',
  bsol: '\\',
  colon: ':',
  comma: ',',
  commat: '@',
  dollar: '$',
  equals: '=',
  excl: '!',
  grave: '`',
  gt: '>',
  hat: '^',
  hellip: '…',
  lbrace: '{',
  lbrack: '[',
  lowbar: '_',
  lpar: '(',
  lt: '<',
  nbsp: '\u200b',
  newline: '\n',
  num: '#',
  percnt: '%',
  period: '.',
  plus: '+',
  quest: '?',
  quot: '"',
  rbrace: '}',
  rbrack: ']',
  rpar: ')',
  semi: ';',
  shy: '\u200b',
  sol: '/',
  tab: '\t',
  vert: '|',
}

function fromEntity(text: string): Escape | undefined {
  const [whole = '', decimal, hex, name = ''] =
    /^&(?:#0*(\d{1,6});?|#x0*([0-9a-f]{1,5});?|([a-z]{2,8});)/i.exec(text) ?? []
  if (decimal !== undefined) return sign(Number(decimal), whole.length)
  if (hex !== undefined) return sign(Number.parseInt(hex, 16), whole.length)
  const named = entryAt(NAMED, name.toLowerCase())
  return named === undefined ? undefined : sign(named.charCodeAt(0), whole.length)
}
