// Whatever people and servers write: no command for the runner, no live markup in the summary, no secret anywhere.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readLog } from '../../sandbox/runner.ts'
import { renderPage } from '../../scripts/render.ts'
import { sanitize } from '../../scripts/sanitize.ts'
import { redact, secretForms } from '../../src/secrets.ts'
import { bytes, cut, escapeMarkdown, firstLine, harmless, oneLine } from '../../src/text.ts'

/** Text with what the runner, Markdown and browsers react to, in any order. */
const spiteful = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          '::',
          ':',
          '##[',
          '##',
          '#',
          '[',
          ']',
          'error',
          'set-output name=a',
          'add-mask',
          'stop-commands',
          '%0A',
          '\n',
          '\r',
          '\t',
          ' ',
          '\u0000',
          '\u0085',
          '\u00a0',
          '\u2028',
          '\u2029',
          '\u202e',
          '\ufeff',
          '\u200b',
          '\u001b[0m',
          '…',
          '|',
          '`',
          '```',
          '*',
          '_',
          '~~',
          '<b>',
          '<!--',
          '-->',
          '</td>',
          '&lt;',
          '&#64;',
          '@octocat',
          '#1',
          'GH-1',
          '!',
          '\\',
          '(',
          ')',
          'https://example.com',
          'www.example.com',
          'javascript:',
          'mailto:a@b.example',
          'a@b.example',
          '//example.com',
          '---',
          '===',
          '- ',
          '1. ',
          '> ',
          '$x$',
          '$$',
          '[^1]',
          ':smile:',
          '{{',
          '${{',
          '🚀',
          'שלום',
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

describe('no command', () => {
  it('is in a line that was made harmless', () => {
    fc.assert(
      fc.property(spiteful, (text) => {
        for (const line of [harmless(text), oneLine(text), oneLine(text, 9)]) {
          expect(readLog(line).commands).toEqual([])
          expect(line).not.toMatch(/^\s*::|##\[/)
          expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('comes about when secrets are hidden in it, before or after', () => {
    fc.assert(
      fc.property(spiteful, fc.constantFrom(':', '[', '#', ' x', 'error', '##'), (text, secret) => {
        expect(readLog(harmless(redact(text, secretForms(secret)))).commands).toEqual([])
        expect(readLog(redact(harmless(text), secretForms(secret))).commands).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  it('comes about when a harmless line is cut', () => {
    fc.assert(
      fc.property(spiteful, fc.nat(30), (text, max) => {
        const line = cut(harmless(text), max)
        expect(readLog(line).commands).toEqual([])
        expect(line.length).toBeLessThanOrEqual(Math.max(1, max))
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('one line', () => {
  it('stays as it is when it is made one line again', () => {
    fc.assert(
      fc.property(spiteful, (text) => {
        expect(oneLine(oneLine(text))).toBe(oneLine(text))
      }),
    )
  })

  it('keeps what letters and digits a text has', () => {
    const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
    fc.assert(
      fc.property(spiteful, (text) => {
        expect(letters(oneLine(text, 10_000))).toBe(letters(text))
      }),
    )
  })

  it('is the first that has something on it', () => {
    fc.assert(
      fc.property(spiteful, (text) => {
        expect(firstLine(text)).not.toMatch(/[\r\n]/)
        expect(text).toContain(firstLine(text))
        expect(firstLine(text) === '').toBe(text.trim() === '')
      }),
    )
  })
})

const articleOf = (markdown: string) =>
  /<article class="markdown-body">\n([\s\S]*)<\/article>/.exec(
    renderPage(markdown, { theme: 'light' }),
  )?.[1] ?? ''

describe('no markup', () => {
  it('is alive in a line of the summary', () => {
    fc.assert(
      fc.property(spiteful, (text) => {
        expect(articleOf(`x ${escapeMarkdown(text)} x`).match(/<[^>]*>/g)).toEqual(['<p>', '</p>'])
      }),
      { numRuns: 1_000 },
    )
  })

  it('is alive in a cell of a table, and the cell stays one', () => {
    fc.assert(
      fc.property(spiteful, (text) => {
        const tags = articleOf(`| a | b |\n|---|---|\n| ${escapeMarkdown(text)} | c |`).match(/<[^>]*>/g)
        expect(tags?.map((tag) => tag.slice(1, -1).split(' ')[0])).toEqual(
          'table thead tr th /th th /th /tr /thead tbody tr td /td td /td /tr /tbody /table'.split(' '),
        )
      }),
      { numRuns: 1_000 },
    )
  })

  it('is alive in a heading or the words of a link', () => {
    fc.assert(
      fc.property(spiteful, (text) => {
        const words = escapeMarkdown(text)
        expect(articleOf(`## x ${words} x`).match(/<[^>]*>/g)).toEqual(['<h2>', '</h2>'])
        expect(articleOf(`[x ${words}](https://example.com)`).match(/<[^>]*>/g)).toEqual([
          '<p>',
          '<a href="https://example.com">',
          '</a>',
          '</p>',
        ])
      }),
      { numRuns: 500 },
    )
  })

  it('is left for the sanitizer to take out', () => {
    const codec = { decode: (text: string) => text, encode: (text: string) => text }
    fc.assert(
      fc.property(spiteful, (text) => {
        expect(sanitize(escapeMarkdown(text), codec)).toBe(escapeMarkdown(text))
      }),
    )
  })
})

/** Tokens as services make them, and with any sign that can be sent. */
const secrets = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_-]{8,80}$/),
  fc.stringMatching(/^(ghp|sntryu|sntrys)_[A-Za-z0-9+/=]{16,60}$/),
  fc.stringMatching(/^[ -~]{8,60}$/),
)
const formsOf = (secret: string) => [
  secret,
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('base64url'),
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
]

describe('no secret', () => {
  it('survives in any form that we, or JSON, or a URL, would give it', () => {
    fc.assert(
      fc.property(secrets, spiteful, spiteful, fc.nat(4), (secret, before, after, which) => {
        const form = formsOf(secret)[which] ?? secret
        fc.pre(!before.includes('*') && !after.includes('*'))
        const hidden = redact(`${before} ${form} ${after}`, secretForms(secret))
        for (const each of formsOf(secret)) expect(hidden).not.toContain(each)
        expect(hidden).toContain('***')
      }),
      { numRuns: 1_000 },
    )
  })

  it('survives in JSON that is made of it', () => {
    fc.assert(
      fc.property(secrets, spiteful, (secret, text) => {
        const hidden = redact(JSON.stringify({ a: [`${text}${secret}`] }), secretForms(secret))
        expect(hidden).not.toContain(secret)
        expect(() => JSON.parse(hidden)).not.toThrow()
      }),
    )
  })

  it('is left in part by a cut through it', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9_-]{20,60}$/),
        fc.integer({ min: 7, max: 19 }),
        (secret, kept) => {
          const hidden = redact(
            oneLine(`message: ${secret} and more`, 'message: '.length + kept + 1),
            secretForms(secret),
          )
          expect(hidden).toBe('message: ***…')
        },
      ),
    )
  })

  it('makes the text grow without end', () => {
    fc.assert(
      fc.property(secrets, spiteful, (secret, text) => {
        expect(bytes(redact(text, secretForms(secret)))).toBeLessThanOrEqual(bytes(text) + 3)
      }),
    )
  })
})
