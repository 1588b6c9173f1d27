// Secrets, found in whatever way a server, a library or a page writes them.
import { describe, expect, it } from '@jest/globals'
import { isUnmistakable, makeSecretStore, redact, secretForms } from '../../src/secrets.ts'
import { cut, escapeMarkdown } from '../../src/text.ts'

const SECRET = 'k3\\u0041%41y/+=&<"\'>%-0123456789_abcDEF'
const THIRD = 'c2FuZGJveHNhbmRib3hzYW5kYm94/c2Fu+ZGJveHM'
const TOKEN = `sntrys_eyJvcmciOiJhY21lIiwidXJsIjpudWxsfQ==_${THIRD}`

const lower = (text: string) => text.replace(/%[0-9A-F]{2}/g, (sign) => sign.toLowerCase())
const html = (text: string) => text.replace(/[&<>"'/+=]/g, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`)
const named = (text: string) => text.replace(/[&<>"]/g, (sign) => `&${NAMES[sign]};`)
const NAMES: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }
const base64 = (text: string, offset = 0) => Buffer.from(`${'u:'.slice(0, offset)}${text}`).toString('base64')
const broken = (text: string, every: number, by: string) =>
  (text.match(new RegExp(`.{1,${every}}`, 'gs')) ?? []).join(by)

const FORMS: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['percent-encoded', encodeURIComponent],
  ['percent-encoded in lower case', (text) => lower(encodeURIComponent(text))],
  ['percent-encoded but for the slash', (text) => encodeURIComponent(text).replaceAll('%2F', '/')],
  ['percent-encoded twice', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['percent-encoded sign by sign', (text) => Buffer.from(text).toString('hex').replace(/../g, '%$&')],
  ['with =3D', (text) => text.replaceAll('=', '=3D')],
  ['as HTML with numbers', html],
  ['as HTML with names', named],
  ['as JSON', (text) => JSON.stringify(text).slice(1, -1)],
  ['as JSON in JSON', (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3)],
  ['as JSON with an escaped slash', (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/')],
  ['as JSON by code', (text) => text.replace(/[^\w]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)],
  ['in hex', (text) => Buffer.from(text).toString('hex')],
  ['in upper case hex', (text) => Buffer.from(text).toString('hex').toUpperCase()],
  ['in base64', base64],
  ['in base64url', (text) => Buffer.from(text).toString('base64url')],
  ['in base64, percent-encoded', (text) => encodeURIComponent(base64(text))],
  ['over two lines', (text) => broken(text, 17, '\n')],
  ['over indented lines', (text) => broken(text, 9, '\r\n    ')],
  ['over lines in JSON', (text) => broken(text, 9, '\\n')],
  ['over lines of mail', (text) => broken(text, 9, '=\n')],
  ['in base64 over lines', (text) => broken(base64(text), 12, '\n')],
  ['in pieces with blanks', (text) => broken(text, 9, ' ')],
  ['in pieces with zero-width spaces', (text) => broken(text, 9, '\u200b')],
  ['percent-encoded by code', (text) => each(text, (code) => `%u${code.padStart(4, '0')}`)],
  ['as HTML with leading zeros', (text) => each(text, (code) => `&#x${code.padStart(6, '0')};`)],
  ['as HTML in upper case', (text) => each(text, (code) => `&#X${code.toUpperCase()};`)],
  ['as HTML twice', (text) => html(text).replaceAll('&', '&amp;')],
  ['by code in braces', (text) => each(text, (code) => `\\u{${code}}`)],
  ['by code of eight digits', (text) => each(text, (code) => `\\U${code.padStart(8, '0')}`)],
  ['byte by byte', (text) => each(text, (code) => `\\x${code}`)],
  ['in octal', (text) => each(text, (code) => `\\${Number.parseInt(code, 16).toString(8).padStart(3, '0')}`)],
  ['in hex with blanks', (text) => each(text, (code) => `${code} `)],
  ['in hex with colons', (text) => each(text, (code) => `${code}:`)],
  ['in quoted-printable', (text) => each(text, (code) => `=${code.toUpperCase()}`)],
  ['with each sign escaped', (text) => text.replace(/[^\w]/g, '\\$&')],
  ['over lines of a quotation', (text) => broken(text, 9, '\n> ')],
  ['over lines that go on', (text) => broken(text, 9, '\\\n  ')],
  ['over lines by number', (text) => broken(text, 9, '%0D%0A')],
  ['with tabs in JSON', (text) => broken(text, 9, '\\t')],
  ['where a page may break it', (text) => broken(text, 9, '<wbr>')],
  ['with soft hyphens', (text) => broken(text, 9, '\u00ad')],
  ['with soft hyphens by name', (text) => broken(text, 9, '&shy;')],
  ['with joiners', (text) => broken(text, 9, '\u2060')],
  ['with controls', (text) => broken(text, 9, '\u0000')],
  ['with marks of direction', (text) => broken(text, 9, '\u202e')],
  ['in groups', (text) => broken(text, 9, '-')],
  ['in base64 twice', (text) => base64(base64(text))],
  ['in UTF-16', (text) => Buffer.from(text, 'utf16le').toString('base64')],
  ['in hex of UTF-16', (text) => Buffer.from(text, 'utf16le').toString('hex')],
  ['with each quote twice', (text) => text.replaceAll("'", "''")],
  ['escaped for the summary', (text) => escapeMarkdown(text)],
]

const each = (text: string, form: (hex: string) => string) =>
  [...Buffer.from(text)].map((byte) => form(byte.toString(16).padStart(2, '0'))).join('')

/** What is left of a text: no six signs of the secret in a row may be. */
function leaves(hidden: string, secret: string): string[] {
  const pieces = Array.from({ length: secret.length - 5 }, (_, at) => secret.slice(at, at + 6))
  return pieces.filter((piece) => hidden.includes(piece))
}

describe.each([
  ['a token', SECRET],
  ['an organization token', TOKEN],
])('%s', (_, secret) => {
  it.each(FORMS)('is hidden %s', (__, form) => {
    const hidden = redact(`before ${form(secret)} after`, secretForms(secret))
    expect(hidden).toMatch(/^before .*\*\*\*.* after$/s)
    expect(leaves(hidden, form(secret))).toEqual([])
  })
})

it('the bytes of a sign beyond ASCII are not lost before blanks are', () => {
  const pieces = ['gehÄim', 'Wört9f8', 'e7d6c'].map((part) => encodeURIComponent(encodeURIComponent(part)))
  expect(redact(`was ${pieces.join(' ')}.`, secretForms('gehÄimWört9f8e7d6c'))).toBe('was ***.')
})

it('the secret third of an organization token is hidden by itself, in each form (F8)', () => {
  for (const [, form] of FORMS) {
    const hidden = redact(`token ending in ${form(THIRD)}.`, secretForms(TOKEN))
    expect(leaves(hidden, form(THIRD))).toEqual([])
  }
})

it.each([
  0, 1, 2,
])('base64 of a text that has the secret after %i other bytes shows none of it (F27)', (offset) => {
  for (const secret of [SECRET, TOKEN]) {
    const text = base64(`${secret}:tail`, offset)
    const hidden = redact(text, secretForms(secret))
    // At each end one group may belong to the neighbours.
    expect(hidden.length).toBeLessThan(20)
    expect(redact(text.replaceAll('+', '-').replaceAll('/', '_'), secretForms(secret)).length).toBeLessThan(
      20,
    )
  }
})

it.each([
  'sntrys_eyJpYXQiOjE3OTAwMDAw%252…',
  'sntrys_eyJpYXQiOjE3OTAwMDAw&#6…',
  'sntrys_eyJpYXQiOjE3OTAwMDAw\\u00...',
  '…53D_RANDOMRANDOMRANDOM',
])('a beginning before an escape that was cut is lost, and an end behind one: %j', (text) => {
  const left = redact(text, secretForms('sntrys_eyJpYXQiOjE3OTAwMDAw=_RANDOMRANDOMRANDOM'))
  expect(left).toContain('***')
  expect(left).not.toMatch(/eyJp|OTAw|RANDOM/)
})

it('a text full of beginnings before an ellipsis loses each of them', () => {
  const forms = secretForms('ghp_0123456789abcdef')
  expect(redact('ghp_0123… '.repeat(3), forms)).toBe('***… ***… ***… ')
  expect(redact('ghp_01ghp_0123456…', forms)).toBe('ghp_01***…')
  expect(redact(cut('x ghp_0123456789abcdef', 9), forms)).toBe('x ***…')
})

it.each([
  '…',
  '...',
  '[...]',
  '&hellip;',
  '\\u2026',
])('a beginning before %s, and an end behind it, are lost', (cutBy) => {
  const forms = secretForms('ghp_0123456789abcdef')
  expect(redact(`said ghp_01234${cutBy} no`, forms)).toBe(`said ***${cutBy} no`)
  expect(redact(`ends in ${cutBy}9abcdef, no`, forms)).toBe(`ends in ${cutBy}***, no`)
  expect(redact(`bcdef${cutBy}ghp_0`, forms)).toBe(`bcdef${cutBy}ghp_0`)
})

it.each([
  ['a key of hex in upper case', '0123456789abcdef0123456789abcdef', '0123456789ABCDEF0123456789ABCDEF'],
  ['an id without its dashes', '123e4567-e89b-12d3-a456-426614174000', '123e4567e89b12d3a456426614174000'],
  ['a password of a form', 'pass word/12345', 'pass+word%2F12345'],
  ['a password with umlauts, by the bytes', 'pässwörd-ß-12345', 'p%C3%A4ssw%C3%B6rd-%C3%9F-12345'],
])('%s is hidden', (_, secret, written) => {
  expect(redact(`x ${written} y`, secretForms(secret))).toBe('x *** y')
})

it('a lone half of a character is no secret that throws', () => {
  expect(redact('a \ud800bcdef b', secretForms('\ud800bcdef'))).toBe('a *** b')
})

describe('a name', () => {
  it.each([
    'true',
    'main',
    'recorded',
    'production',
    '7002',
    'http',
    'web-production',
    'v1.2.3',
  ])('stays whole although the token is %j (F17)', (token) => {
    const secrets = makeSecretStore()
    secrets.add(token)
    expect(secrets.hide(`x/${token}/1`, 'name')).toBe(`x/${token}/1`)
    expect(secrets.hide(`said "${token}"`)).toBe('said "***"')
  })

  it.each([
    'hunter2secret',
    'sntryu_0123456789',
    'p@ss/word',
    'correct-horse-battery-staple',
  ])('loses the unmistakable secret %j', (token) => {
    const secrets = makeSecretStore()
    secrets.add(token)
    expect([isUnmistakable(token), secrets.hide(`x/${token}/1`, 'name')]).toEqual([true, 'x/***/1'])
  })

  it('is not touched by a secret of less than four signs', () => {
    const secrets = makeSecretStore()
    expect(secrets.add('1')).toEqual([])
    expect(secrets.hide('1 of 1')).toBe('1 of 1')
  })
})
