// The words for faults on one line of text: NAME[=VALUE][-WHEN].
import type { SandboxReply } from './service.ts'

/**
 * When the service does what it was asked: before the answer, never, by half (a row without its parts, where the service
 * knows that), or so long after the request came, whatever was answered until then.
 */
type Acted = boolean | 'half' | { readonly lateMs: number }

const PLAIN = [
  'cut',
  'hang',
  'html',
  'empty',
  'truncated',
  'junk',
  'bad-chunk',
  'cut-chunk',
  'reverse', // lists in the other order
] as const
const CLOSINGS = ['close', 'reset'] as const
const LAGS = ['lag', 'lag-list', 'lag-id'] as const

/** What is answered instead of what the service says, or with it. */
type FaultAnswer =
  | { readonly kind: 'status'; readonly status: number }
  /** `slow`: the service's own answer. */
  | { readonly kind: (typeof PLAIN)[number] | 'slow' }
  /** The connection is closed so many real milliseconds after the answer and nobody is told: by FIN, or by RST. */
  | { readonly kind: (typeof CLOSINGS)[number]; readonly ms: number }
  /** What was made less than so long ago is not shown yet: at all, in lists, or by its id. */
  | { readonly kind: (typeof LAGS)[number]; readonly ms: number }
  /** A content-length that is so much off. */
  | { readonly kind: 'length'; readonly by: number }
  /** A body of so many bytes, Infinity for one without end; `packed` is a gzip bomb. */
  | { readonly kind: 'flood'; readonly bytes: number; readonly status: number; readonly isPacked: boolean }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'reply'; readonly reply: SandboxReply }
  /** Lists with no more than so many to a page. */
  | { readonly kind: 'pages'; readonly size: number }

export type FaultAction = FaultAnswer & {
  readonly acted: Acted
  /** When the answer goes out, in milliseconds since the request came; at once when left out. */
  readonly answerMs?: number
}

/** What `--fault` takes, for the command line's help. */
export const FAULTS: readonly (readonly [words: string, does: string])[] = [
  ['429, 500, 502 …', 'answers with that status, as the service would, and does nothing'],
  ['cut, hang', 'cuts the connection, or never answers, and does nothing'],
  ['slow=MS[,MS]', 'does it after MS, and answers then or after the second MS'],
  ['html, empty, truncated', 'does it, and answers with a page, nothing, or half of the answer'],
  [
    'junk, bad-chunk, cut-chunk, length=±N',
    'does it, and answers what is no HTTP, or with lengths that are wrong',
  ],
  [
    'flood=SIZE, bomb=SIZE (20M, endless)',
    'does it, and answers with so large a body, plain or packed; =SIZE,400 has a status',
  ],
  [
    'close=MS, reset=MS',
    'does it, answers, and closes the connection after MS without a word, by FIN or RST',
  ],
  ['lag=MS, lag-list=MS, lag-id=MS', 'does not show what is younger than MS: at all, in lists, by its id'],
  ['reverse, pages=N', 'gives lists the other way round, or in pages of N at most'],
  ['redirect=URL', 'answers with a redirect and does nothing'],
  [
    '…-after, …-instead, …-half',
    'the same, but it is done first, not at all, or without its parts (sentry, akkeris)',
  ],
  ['…-late=MS[,MS]', 'the same, but it is done after MS; answered at once or after the second MS'],
]

const TIMES = String.raw`(\d+)(?:,(\d+))?`
const WHEN = new RegExp(`^(.+?)-(?:(after|instead|half)|late=${TIMES})$`)
/** They stand for a server that was reached; the other answers come from something in between. */
const DOES_NOTHING: readonly FaultAnswer['kind'][] = ['status', 'cut', 'hang', 'redirect']
/** They cannot be given before the service has said its word. */
const NEEDS_ANSWER: readonly FaultAnswer['kind'][] = [
  'slow',
  'empty',
  'truncated',
  'bad-chunk',
  'cut-chunk',
  'length',
]

/** @throws for a word that is no action, with `text` as what was written */
export function parseAction(word: string, text: string): FaultAction {
  const bad = (why: string) => new Error(`fault "${text}": ${why}; npm run sandbox lists the actions`)
  const [, name = word, when, late, answer] = WHEN.exec(word) ?? []
  const parsed = parseAnswer(name)
  if (!parsed) throw bad(`unknown action "${word}"`)
  const slow = new RegExp(`^slow=${TIMES}$`).exec(name)
  if (slow && name !== word) throw bad('slow says itself when it is done')
  const lateMs = late ?? slow?.[1]
  const acted = lateMs === undefined ? actedOf(parsed, when) : { lateMs: Number(lateMs) }
  const answerMs = Number(answer ?? slow?.[2] ?? slow?.[1] ?? 0)
  if (typeof acted === 'object' && answerMs < acted.lateMs && NEEDS_ANSWER.includes(parsed.kind)) {
    throw bad('it cannot be answered before it is done')
  }
  return { ...parsed, acted, ...(answerMs > 0 ? { answerMs } : {}) }
}

function actedOf({ kind }: FaultAnswer, when: string | undefined): Acted {
  if (when === 'half') return 'half'
  if (when === 'instead') return false
  return when === 'after' || !DOES_NOTHING.includes(kind)
}

function parseAnswer(name: string): FaultAnswer | undefined {
  if (/^[1-5]\d\d$/.test(name)) return { kind: 'status', status: Number(name) }
  const plain = PLAIN.find((each) => each === name)
  return plain ? { kind: plain } : parseValue(name)
}

function parseValue(name: string): FaultAnswer | undefined {
  const [key, value = ''] = name.split(/=(.*)/s)
  if (key === 'redirect' && value) return { kind: 'redirect', to: value }
  if (key === 'slow' && new RegExp(`^${TIMES}$`).test(value)) return { kind: 'slow' }
  if (key === 'flood' || key === 'bomb') return parseFlood(value, key === 'bomb')
  if (key === 'length' && /^[+-]?\d+$/.test(value)) return { kind: 'length', by: Number(value) }
  if (!/^\d+$/.test(value)) return undefined
  if (key === 'pages' && Number(value) > 0) return { kind: 'pages', size: Number(value) }
  const ms = Number(value)
  const closing = CLOSINGS.find((each) => each === key)
  if (closing) return { kind: closing, ms }
  const lag = LAGS.find((each) => each === key)
  return lag && { kind: lag, ms }
}

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }

function parseFlood(value: string, isPacked: boolean): FaultAnswer | undefined {
  const [, number, unit = '', status = '200'] =
    /^(?:(\d+)([KMG]?)|endless)(?:,([1-5]\d\d))?$/.exec(value) ?? []
  if (!value || (number === undefined && !value.startsWith('endless'))) return undefined
  const bytes = number === undefined ? Number.POSITIVE_INFINITY : Number(number) * (UNITS[unit] ?? 1)
  return { kind: 'flood', bytes, status: Number(status), isPacked }
}
