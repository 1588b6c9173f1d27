// Texts as they read once their escapes are undone: of URLs, HTML, JSON and mail, and the line breaks that are put
// into long words. Each pass is linear: an escape is recognised by a few signs, or it is none.

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

const MAX_DEPTH = 3

/** The text itself, what it reads without escapes, layer by layer, and at last without any white space. */
export function viewsOf(text: string): readonly View[] {
  const views: View[] = [{ text }]
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const view = views[views.length - 1]
    if (!view || !/[%&\\=\r\n\u0085\u200b\u2028\u2029\ufeff]/.test(view.text)) break
    const next = reread(view, escapeAt)
    if (next.text.length === view.text.length) break
    views.push(next)
  }
  const last = views[views.length - 1]
  return last && /\s/.test(last.text) ? [...views, { ...reread(last, blankAt), isSqueezed: true }] : views
}

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
  return /\s/.test(text.charAt(at)) ? { length: 1 } : undefined
}

function escapeAt(text: string, at: number): Escape | undefined {
  switch (text[at]) {
    case '%':
      return fromHex(text.slice(at + 1, at + 3), 2, 3)
    case '\\':
      return fromBackslash(text, at)
    case '&':
      return fromEntity(text.slice(at, at + 10))
    case '=':
      return fromMail(text.slice(at + 1, at + 3))
    case '\r':
    case '\n':
    case '\u0085':
    case '\u200b':
    case '\u2028':
    case '\u2029':
    case '\ufeff':
      return { length: 1 + blanks(text, at + 1) }
    default:
      return undefined
  }
}

/** How many blanks begin a line: the indent of what was broken over two. */
function blanks(text: string, start: number): number {
  let at = start
  while (text[at] === ' ' || text[at] === '\t') at += 1
  return at - start
}

function fromHex(digits: string, count: number, length: number): Escape | undefined {
  if (digits.length !== count || !/^[0-9a-f]+$/i.test(digits)) return undefined
  return sign(Number.parseInt(digits, 16), length)
}

function sign(code: number, length: number): Escape | undefined {
  if (code > 0xffff) return undefined
  return code === 10 || code === 13 ? { length } : { code, length }
}

function fromBackslash(text: string, at: number): Escape | undefined {
  const next = text.charAt(at + 1)
  if (next === 'n' || next === 'r') return { length: 2 }
  if (next === 'u') return fromHex(text.slice(at + 2, at + 6), 4, 6)
  if (next === 'x') return fromHex(text.slice(at + 2, at + 4), 2, 4)
  return next !== '' && '"\'\\/'.includes(next) ? { code: next.charCodeAt(0), length: 2 } : undefined
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
  lbrace: '{',
  lbrack: '[',
  lowbar: '_',
  lpar: '(',
  lt: '<',
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
  sol: '/',
  vert: '|',
}

function fromEntity(text: string): Escape | undefined {
  const [whole = '', decimal, hex, name = ''] =
    /^&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,8}));/i.exec(text) ?? []
  if (decimal !== undefined) return sign(Number(decimal), whole.length)
  if (hex !== undefined) return sign(Number.parseInt(hex, 16), whole.length)
  const named = Object.hasOwn(NAMED, name.toLowerCase()) ? NAMED[name.toLowerCase()] : undefined
  return named === undefined ? undefined : sign(named.charCodeAt(0), whole.length)
}

/** Of quoted-printable only the sign that it has to escape, and its line break (RFC 2045, 6.7). */
function fromMail(next: string): Escape | undefined {
  if (next.toUpperCase() === '3D') return { code: 61, length: 3 }
  return /^\r?\n/.test(next) ? { length: 1 } : undefined
}
