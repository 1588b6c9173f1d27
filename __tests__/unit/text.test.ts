// Foreign text made harmless, short, or hidden.
import { describe, expect, it } from '@jest/globals'
import { redact, secretForms } from '../../src/secrets.ts'
import {
  bytes,
  cut,
  duration,
  escapeMarkdown,
  firstLine,
  fitting,
  harmless,
  instant,
  isSha,
  listed,
  nearest,
  oneLine,
  plural,
} from '../../src/text.ts'

describe('harmless text', () => {
  it.each([
    ['::set-output name=a::b', ': :set-output name=a::b'],
    ['  ::warning::x', '  : :warning::x'],
    ['a ::warning::x', 'a ::warning::x'],
    ['a\n::warning::x', 'a ::warning::x'],
    ['a\r::warning::x', 'a ::warning::x'],
    ['\n::warning::x', ' : :warning::x'],
    ['\u2028::warning::x', ' : :warning::x'],
    ['\u00a0\u3000::warning::x', '\u00a0\u3000: :warning::x'],
    [':::warning::x', ': ::warning::x'],
    ['a ##[error]x', 'a ## [error]x'],
    ['###[error]x', '### [error]x'],
    ['##[##[error]x', '## [## [error]x'],
    ['##\u0000[error]x', '## [error]x'],
    ['#\u202e#[error]x', '# #[error]x'],
    ['\u001b[31mred', ' [31mred'],
    ['a\u202eb\u2066c', 'a b c'],
    ['plain: text #1 [x]', 'plain: text #1 [x]'],
  ])('%j becomes %j', (text, expected) => {
    expect(harmless(text)).toBe(expected)
  })
})

describe('one line', () => {
  it('has no runs of white space and no end longer than asked', () => {
    expect(oneLine('  a \t\r\n b  ')).toBe('a b')
    expect(oneLine('abcdef', 4)).toBe('abc…')
    expect(oneLine(' \u0000 ::error::x')).toBe(': :error::x')
  })
})

describe('a cut', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['ab🚀', 4, 'ab🚀'],
    ['ab🚀c', 4, 'ab…'],
    ['🚀🚀', 3, '🚀…'],
    ['🚀🚀', 2, '…'],
    ['abc', 0, '…'],
  ])('of %j to %i gives %j', (text, max, expected) => {
    expect(cut(text, max)).toBe(expected)
  })
})

describe('the first line', () => {
  it.each([
    ['fix: a\n\nbody', 'fix: a'],
    ['\n\n  fix: a  \r\nbody', 'fix: a'],
    ['a\rb', 'a'],
    ['', ''],
    [' \n ', ''],
  ])('of %j is %j', (text, expected) => {
    expect(firstLine(text)).toBe(expected)
  })
})

describe('Markdown', () => {
  it.each([
    ['a | b', 'a &#124; b'],
    ['**x** _y_ `z`', '&#42;&#42;x&#42;&#42; &#95;y&#95; &#96;z&#96;'],
    ['[a](b)', '&#91;a&#93;&#40;b&#41;'],
    ['<b>&amp;', '&lt;b&gt;&amp;amp;'],
    ['a://b', 'a:/&#47;b'],
    ['WWW.example.com', 'WWW&#46;example.com'],
    ['line\nline', 'line line'],
  ])('takes %j as text', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected)
  })
})

describe('hiding', () => {
  const secret = 'tok/en+"x"=1'
  const forms = secretForms(secret)

  it.each([
    secret,
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ])('takes out the form %s', (form) => {
    expect(redact(`a ${form} b ${form}`, forms)).toBe('a *** b ***')
  })

  it('leaves nothing over of a longer form', () => {
    expect(redact(encodeURIComponent(secret), forms)).toBe('***')
  })

  it('takes out what a cut left of a secret, but not words that only look like its beginning', () => {
    const long = secretForms('ghp_0123456789abcdef')
    expect(redact(cut('see ghp_0123456789abcdef', 20), long)).toBe('see ***…')
    expect(redact('x=ghp_0123… and ghp_01…', long)).toBe('x=***… and ***…')
    expect(redact('ghp_… ghp_0123456 abc…', long)).toBe('ghp_… ghp_0123456 abc…')
  })

  it('of nothing changes nothing', () => {
    expect(redact('abc', secretForms(''))).toBe('abc')
    expect(redact('abc', [])).toBe('abc')
  })
})

describe('words for people', () => {
  it.each([
    [0, '0 ms'],
    [950, '950 ms'],
    [1_000, '1 s'],
    [12_400, '12 s'],
    [59_700, '1 min'],
    [60_000, '1 min'],
    [200_000, '3 min 20 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
    [86_400_000, '1 d'],
    [273_600_000, '3 d 4 h'],
  ])('say %i ms as %s', (ms, expected) => {
    expect(duration(ms)).toBe(expected)
  })

  it('count and list', () => {
    expect([plural(0, 'commit'), plural(1, 'commit'), plural(2, 'commit')]).toEqual([
      '0 commits',
      '1 commit',
      '2 commits',
    ])
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'], 'or')]).toEqual([
      '',
      'a',
      'a and b',
      'a, b or c',
    ])
    expect(bytes('ü🚀')).toBe(6)
  })

  it('suggest what is near, best first, and nothing that is far', () => {
    const names = ['production', 'preproduction', 'staging', 'Production EU']
    expect(nearest('prodution', names)[0]).toBe('production')
    expect(nearest('PRODUCTION', names)[0]).toBe('production')
    expect(nearest('prodution', names, 1)).toHaveLength(1)
    expect(nearest('zzzzzzzzzz', names)).toEqual([])
    expect(nearest('x', [])).toEqual([])
  })
})

describe('small readers', () => {
  it('keep the first items that fit together', () => {
    const length = (word: string) => word.length
    expect(fitting(['ab', 'cd', 'e'], 4, length)).toEqual(['ab', 'cd'])
    expect(fitting(['ab', 'cd', 'e'], 5, length)).toEqual(['ab', 'cd', 'e'])
    expect(fitting(['abc'], 2, length)).toEqual([])
  })

  it('know a moment from a text that names none', () => {
    expect(instant('1970-01-01T00:00:01Z')).toBe(1000)
    expect(['', 'soon', null, undefined].map(instant)).toEqual([undefined, undefined, undefined, undefined])
  })

  it('know a full sha', () => {
    expect(isSha(`${'0'.repeat(39)}a`)).toBe(true)
    expect(['a'.repeat(39), 'a'.repeat(41), 'g'.repeat(40), 'A'.repeat(40)].some(isSha)).toBe(false)
  })
})
