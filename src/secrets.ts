// Secrets in foreign text. Servers echo what they were sent: encoded in their own way, cut, or over two lines. So a text is
// searched as it stands, and as it reads once its escapes and line breaks are undone; all of it in time linear in its
// length, by plain search, since a pattern that can backtrack would hold the run for as long as a stranger likes.

import { type View, viewsOf } from './escapes.ts'

// Shorter values are no secrets, and the runner masks any length: hiding `1` would make the log unreadable.
const SHORTEST_SECRET = 4

/** Every written form of a secret that we or a library send or could echo, the longest first; none is empty. */
export function secretForms(secret: string): string[] {
  const forms = [secret, ...partsOf(secret)].flatMap(formsOf)
  return [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length)
}

const SHORTEST_PART = 16

/** `sntrys_CLAIM_RANDOM`, `github_pat_ID_RANDOM`, `ghs_RANDOM`: what follows the kind is all that there is to keep. */
function partsOf(secret: string): string[] {
  const parts = secret.includes('_') ? secret.split('_') : []
  return parts.filter((part) => part.length >= SHORTEST_PART && isUnmistakable(part))
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const wide = Buffer.from(secret, 'utf16le')
  // A lone half of a character cannot be encoded; as UTF-8 it is U+FFFD.
  const percent = encodeURIComponent(bytes.toString('utf8'))
  return [
    // As it reads itself once its escapes are undone: so it reads where a text's escapes are.
    ...viewsOf(secret).flatMap(({ text }) => (text.length < SHORTEST_SECRET ? [] : [text])),
    secret,
    bytes.toString('latin1'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64Forms(bytes),
    // Encoded twice, and as Windows keeps texts.
    ...base64Forms(Buffer.from(bytes.toString('base64'))),
    ...base64Forms(wide),
    wide.toString('hex'),
    percent,
    // As forms of the web send it.
    secret.replaceAll(' ', '+'),
    percent.replace(/%../g, (sign) => sign.toLowerCase()),
    // The same number, whichever way it is written.
    ...(HEX.test(secret) ? [secret.toUpperCase(), secret.toLowerCase()] : []),
    JSON.stringify(secret).slice(1, -1),
    // As GitHub's expressions write it.
    secret.replaceAll("'", "''"),
    secret.replace(/[&<>"']/g, (sign) => HTML[sign] ?? sign),
  ]
}

const HEX = /^[0-9a-f-]{16,}$/i

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** In full, and what is always the same of it when it stands behind one or two other bytes (`user:token`). */
function base64Forms(bytes: Buffer): string[] {
  const whole = bytes.toString('base64')
  const inner = [1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    return text.slice(offset + 1, Math.floor(((bytes.length + offset) * 8) / 6))
  })
  const start = whole.slice(0, Math.floor((bytes.length * 8) / 6))
  const forms = [whole, whole.replace(/=+$/, ''), start, ...inner].filter((form) => form.length > 3)
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')])
}

/**
 * Could nobody have meant anything else by it? A short word, or a number, may stand in a text by chance or be somebody's
 * environment, version or id; a name with such a word in it is left whole.
 */
export function isUnmistakable(secret: string): boolean {
  if (secret.length >= 20) return true
  const kinds = [/[A-Za-z]/, /\d/, /[^\w.-]/].filter((kind) => kind.test(secret))
  return secret.length >= 8 && kinds.length > 1
}

/** Replaces each secret, in each of its forms, by `***`, also one of which a cut left only the beginning. */
export function redact(text: string, forms: readonly string[]): string {
  if (forms.length === 0 || text === '') return text
  const spans: Span[] = []
  for (const view of viewsOf(text)) {
    for (const form of forms) findIn(view, form, spans)
    if (!view.isSqueezed && CUT.test(view.text)) findPieces(view, forms, spans)
  }
  return spans.length === 0 ? text : withoutSpans(text, spans)
}

interface Span {
  readonly from: number
  readonly to: number
}

// Without its blanks a text is no longer what anybody wrote: there only a long form is found, none by chance.
const SHORTEST_IN_PIECES = 12

function findIn(view: View, form: string, spans: Span[]): void {
  const { text, isSqueezed } = view
  if (isSqueezed && form.length < SHORTEST_IN_PIECES) return
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + form.length))
    spans.push(sourceOf({ from: at, to: at + form.length }, view))
}

/** Where a part of a view comes from. */
function sourceOf({ from, to }: Span, view: View): Span {
  return { from: view.from?.[from] ?? from, to: view.to?.[to - 1] ?? to }
}

// How texts say that something was cut: the sign of `cut`, and what others write.
const CUT = /…|\.\.\./
const SHORTEST_PIECE = 6

/** Where the beginning of a secret stands before a cut, or its end behind one. */
function findPieces(view: View, forms: readonly string[], spans: Span[]): void {
  const { text } = view
  const backwards = reversed(text)
  const mirrored = ({ from, to }: Span) => ({ from: text.length - to, to: text.length - from })
  for (const form of forms) {
    for (const span of beginningsIn(text, form)) spans.push(sourceOf(span, view))
    for (const span of beginningsIn(backwards, reversed(form))) spans.push(sourceOf(mirrored(span), view))
  }
}

function reversed(text: string): string {
  return text.split('').reverse().join('')
}

/** What stands right before a cut and begins like the secret. */
function beginningsIn(text: string, form: string): readonly Span[] {
  const spans: Span[] = []
  const start = form.slice(0, SHORTEST_PIECE)
  for (let from = text.indexOf(start); from !== -1; from = text.indexOf(start, from + 1)) {
    let to = from + start.length
    while (to < text.length && text[to] === form[to - from]) to += 1
    // The secret may go on as the escape begins of which the cut left a part.
    while (to > from && !isCut(text, to)) to -= 1
    if (to - from >= SHORTEST_PIECE) spans.push({ from, to })
  }
  return spans
}

/** `…`, `...`, `[...]`, also behind an escape of which the cut left a part: `%25…`, or `…53D` read backwards. */
function isCut(text: string, at: number): boolean {
  return /^([%&\\=][\w%#;]{0,7}|[\w;]{0,4})[[\]]?(…|\.\.\.)/.test(text.slice(at, at + 12))
}

/** Overlapping spans become one. */
function withoutSpans(text: string, spans: readonly Span[]): string {
  let shown = ''
  let start = 0
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from >= start) shown += `${text.slice(start, from)}***`
    start = Math.max(start, to)
  }
  return shown + text.slice(start)
}

/** What a text is: one for people, or the name of something (an id, a version, an address) that has to stay usable. */
export type Role = 'text' | 'name'

/** The secrets of a run. */
export function makeSecretStore() {
  const all = new Set<string>()
  const unmistakable = new Set<string>()
  return {
    /** Keeps a secret, and gives the forms of it that were not known yet: it comes by in its input, its variable, its provider. */
    add: (secret: string): readonly string[] => {
      if (secret.length < SHORTEST_SECRET) return []
      const forms = secretForms(secret)
      const added = forms.filter((form) => !all.has(form))
      for (const form of forms) all.add(form)
      if (isUnmistakable(secret)) for (const form of forms) unmistakable.add(form)
      return added
    },
    /** The text without the secrets; a name loses only those that are unmistakable. */
    hide: (text: string, role: Role = 'text'): string => {
      return redact(text, [...(role === 'text' ? all : unmistakable)])
    },
  }
}
