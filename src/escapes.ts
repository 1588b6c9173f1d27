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

/** The text itself, what it reads without escapes, layer by layer, and each without breaks and blanks. */
export function viewsOf(text: string): readonly View[] {
  const itself: View = { text }
  const layers = layersOf(itself)
  // By themselves, too: a secret may hold what looks like an escape, and `=` stands before much that is none.
  const views = [...layers, reread(itself, [BREAK]), reread(itself, MAIL)]
  return [...new Set([...views, ...layers.map(squeezed)])]
}

const MAX_DEPTH = 6

function layersOf(view: View, depth = MAX_DEPTH): readonly View[] {
  const next = reread(view, ESCAPES)
  return next === view || depth === 0 ? [view] : [view, ...layersOf(next, depth - 1)]
}

function squeezed(view: View): View {
  const next = reread(view, BLANKS)
  return next === view ? view : { ...next, isSqueezed: true }
}

/** How something is written, with one group, and the sign that it means: empty for none, undefined for no escape. */
type Way = readonly [written: RegExp, meaning: (group: string) => string | undefined]

const nothing = () => ''
const byHex = (digits: string) => sign(Number.parseInt(digits, 16))

function sign(code: number): string | undefined {
  if (code > 0xffff) return undefined
  const text = String.fromCharCode(code)
  // Between these a code may be a byte of UTF-8.
  return (code >= 0x80 && code <= 0xff) || !UNSEEN.test(text) ? text : ''
}

// The signs that services escape by a name, each behind its name; at the end, names that stand for no sign.
// https://html.spec.whatwg.org/multipage/named-characters.html
const NAMED =
  'amp& apos\' ast* bsol\\ colon: comma, commat@ dollar$ equals= excl! grave` gt> hat^ hellip… lbrace{ lbrack[ lowbar_ lpar( lt< num# percnt% period. plus+ quest? quot" rbrace} rbrack] rpar) semi; sol/ vert| nbsp newline shy tab'
const SIGNS = new Map(
  NAMED.split(' ').map((each) => [each.replace(/[^a-z]/, ''), each.replace(/[a-z]+/, '')]),
)

// Controls, and what has no width.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
// Behind a line's end, what begins the next one and is not of it: its indent, or the mark of a quotation.
const BREAK: Way = [/([\r\n\u0085\u2028\u2029][ \t>]*|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])/u, nothing]
// Beside blanks, what stands between the pairs of hex or the groups of an id.
const BLANKS: readonly Way[] = [[/([\s:,-])/, nothing]]
// Quoted-printable (RFC 2045, 6.7): any sign by its code, and a break that stands for nothing.
const MAIL: readonly Way[] = [[/=([\da-fA-F]{2})/, byHex], [/(=\r?\n)/, nothing], BREAK]
const ESCAPES: readonly Way[] = [
  [/(?:%|\\x)([\da-fA-F]{2})/, byHex],
  [/[%\\]u([\da-fA-F]{4})/, byHex],
  [/\\U([\da-fA-F]{8})/, byHex],
  [/\\u\{([\da-fA-F]{1,5})\}/, byHex],
  [/&#[xX]0*([\da-fA-F]{1,5});?/, byHex],
  [/&#0*(\d{1,6});?/, (digits) => sign(Number(digits))],
  [/&([a-zA-Z]{2,8});/, (name) => SIGNS.get(name.toLowerCase())],
  [/\\([0-3][0-7]{2})/, (digits) => sign(Number.parseInt(digits, 8))],
  [/\\([ -/:-@[-`{-~])/, (itself) => itself],
  // What every `=` becomes in mail, also where nothing else is escaped.
  [/=(3[dD])/, byHex],
  // Breaks, a line that goes on in the next one, and where a page may break a long word.
  [/(\\[nrtfv]|\\[\r\n\u0085\u2028\u2029][ \t>]*|<[wW]?[bB][rR] ?\/?>)/, nothing],
  BREAK,
]

/** The text with a sign for each escape; the view itself where there is none. */
function reread(view: View, ways: readonly Way[]): View {
  const { text } = view
  const pattern = new RegExp(ways.map(([{ source }]) => source).join('|'), 'gu')
  if (text.search(pattern) === -1) return view
  const units = new Uint16Array(text.length)
  const from = new Uint32Array(text.length)
  const to = new Uint32Array(text.length)
  let count = 0
  let read = 0
  const put = (unit: number, end: number) => {
    units[count] = unit
    from[count] = view.from?.[read] ?? read
    to[count] = view.to?.[end - 1] ?? end
    count += 1
    read = end
  }
  const copyTo = (end: number) => {
    while (read < end) put(text.charCodeAt(read), read + 1)
  }
  for (const match of text.matchAll(pattern)) {
    const [written, ...groups] = match
    const which = groups.findIndex((group) => group !== undefined)
    const sign = ways[which]?.[1](groups[which] ?? '')
    if (sign === undefined) continue
    copyTo(match.index)
    if (sign !== '') put(sign.charCodeAt(0), read + written.length)
    read = match.index + written.length
  }
  copyTo(text.length)
  if (count === text.length) return view
  const shown = Buffer.from(units.buffer, 0, count * 2).toString('utf16le')
  return { text: shown, from: from.subarray(0, count), to: to.subarray(0, count) }
}
