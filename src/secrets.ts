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
  const parts = secret.split('_').filter((part) => part.length >= SHORTEST_PART && isUnmistakable(part))
  return parts.filter((part) => part !== secret)
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

/**
 * One pass that knows at each sign how much of the secret has just been read (Knuth, Morris and Pratt), so that a text full
 * of almost-secrets takes no longer than any other.
 */
function beginningsIn(text: string, form: string): readonly Span[] {
  if (!text.includes(form.slice(0, SHORTEST_PIECE))) return []
  const spans: Span[] = []
  const fallback = fallbacksOf(form)
  let read = 0
  for (let at = 0; at < text.length; at++) {
    if (read >= SHORTEST_PIECE && isCut(text, at)) spans.push({ from: at - read, to: at })
    while (read > 0 && text[at] !== form[read]) read = fallback[read - 1] ?? 0
    if (text[at] === form[read]) read += 1
    if (read === form.length) read = fallback[read - 1] ?? 0
  }
  return spans
}

/** `…`, `...`, `[...]`, also behind an escape of which the cut left a part: `%25…`, or `…53D` read backwards. */
function isCut(text: string, at: number): boolean {
  return /^([%&\\=][\w%#;]{0,7}|[\w;]{0,4})[[\]]?(…|\.\.\.)/.test(text.slice(at, at + 12))
}

/** For each beginning of a word, the length of the longest shorter one that it ends with. */
function fallbacksOf(word: string): Uint32Array {
  const lengths = new Uint32Array(word.length)
  let length = 0
  for (let at = 1; at < word.length; at++) {
    while (length > 0 && word[at] !== word[length]) length = lengths[length - 1] ?? 0
    if (word[at] === word[length]) length += 1
    lengths[at] = length
  }
  return lengths
}

/** Overlapping spans become one. */
function withoutSpans(text: string, spans: readonly Span[]): string {
  const ends = new Uint32Array(text.length)
  for (const { from, to } of spans) ends[from] = Math.max(ends[from] ?? 0, to)
  let shown = ''
  let start = 0
  for (let at = 0; at < text.length; at++) {
    let end = ends[at] ?? 0
    if (end === 0) continue
    const from = at
    for (at += 1; at < end; at++) end = Math.max(end, ends[at] ?? 0)
    shown += `${text.slice(start, from)}***`
    start = end
    at = end - 1
  }
  return shown + text.slice(start)
}

/** What a text is: one for people, or the name of something (an id, a version, an address) that has to stay usable. */
export type Role = 'text' | 'name'

export interface SecretStore {
  /** Keeps a secret, and gives the forms of it that were not known yet. */
  add(secret: string): readonly string[]
  /** The text without the secrets; a name loses only those that are unmistakable. */
  hide(text: string, role?: Role): string
}

/** The secrets of a run. */
export function makeSecretStore(): SecretStore {
  const all = new Set<string>()
  const unmistakable = new Set<string>()
  return {
    add: (secret) => {
      if (secret.length < SHORTEST_SECRET) return []
      // A token comes by here from its input, its variable and its provider; the log needs it once.
      const forms = secretForms(secret)
      const added = forms.filter((form) => !all.has(form))
      const isSure = isUnmistakable(secret)
      for (const form of forms) {
        all.add(form)
        if (isSure) unmistakable.add(form)
      }
      return added
    },
    hide: (text, role = 'text') => redact(text, [...(role === 'text' ? all : unmistakable)]),
  }
}
