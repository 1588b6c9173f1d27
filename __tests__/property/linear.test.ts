// Texts of strangers cost time in proportion to their length, whatever they hold: twice the text, about twice the time.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { matcherOf } from '../../src/globs.ts'
import { words } from '../../src/http/words.ts'
import { choice, list } from '../../src/inputs/kinds.ts'
import { linesProblem, shown, unseenProblem, urlSecrets } from '../../src/inputs/slips.ts'
import { notesFromCommits } from '../../src/providers/github/notes.ts'
import { subjectOf } from '../../src/report/commits.ts'
import { code, link } from '../../src/report/markdown.ts'
import { redact, secretForms } from '../../src/secrets.ts'
import { escapeMarkdown, firstLine, oneLine } from '../../src/text.ts'
import { bumpOf } from '../../src/version/conventional.ts'

const TOKEN = 'sntrys_eyJvcmciOiJhY21lIiwidXJsIjpudWxsfQ==_c2FuZGJveHNhbmRib3hzYW5kYm94c2FuZGJveHM'
const FORMS = secretForms(TOKEN)

/** What is done with a commit message, a name or an answer. */
const PASSES: Readonly<Record<string, (text: string) => unknown>> = {
  'the bump of a commit': bumpOf,
  'the subject of a commit': subjectOf,
  'the release notes': (message) =>
    notesFromCommits({
      range: {
        head: '0'.repeat(40),
        source: 'push',
        reason: '',
        status: 'ahead',
        commits: [{ sha: '0'.repeat(40), message }],
        total: 1,
        warnings: [],
      },
      tag: 'v1',
      base: undefined,
      home: 'https://github.com/acme/web',
      heading: '',
    }),
  'one line': oneLine,
  'the first line': firstLine,
  'the summary': escapeMarkdown,
  hiding: (text) => redact(text, FORMS),
  'a version to be copied': code,
  'a link': (text) => link(text, `https://x.example/${text.slice(0, 1_900)}`),
  'the value of an input in a message': shown,
  'the credentials of a URL': urlSecrets,
  'a value of two lines': linesProblem,
  'a value with unseen signs': unseenProblem,
  'a list': (text) => list('').read(text),
  'the nearest word': (text) => choice('', ['reuse', 'new']).read(text),
  'a file by a glob': matcherOf('**/*a*[b-x]*?/**/*.ts'),
  'a file by a glob of stars': matcherOf('**/*a*a*a*a*b'),
  'the words of an answer': words,
  'the words of a JSON answer': (text) => words({ errors: [text], [text.slice(0, 1_000)]: text }),
}

// One sign or a few, over and over; the beginnings of everything that something here looks for.
const UNITS = [
  ...('a1 #@…=%&\\<>()[]{}*_`~|!:.-/+\'"\n\r\t\u0000\u200b\u2028\ufeff🚀'.match(/./gsu) ?? []),
  ...[
    'a@',
    'fix(',
    'fix: ',
    '(#1',
    '(#1) ',
    '##[',
    '::',
    'www.',
    'gh-',
    '&#',
    '&amp',
    '%2',
    '\\u00',
    '=3',
    '= ',
  ],
  ...[
    '<title',
    '<title>',
    '<style>',
    '<script',
    '</',
    'BREAKING CHANGE',
    'BREAKING CHANGE: ',
    'Merge pull request #',
  ],
  ...[
    '<wbr>',
    '=AB',
    '=\n',
    '\\u{',
    '\\n',
    '&#0',
    '&#x0000',
    '[](',
    '![',
    '<!--',
    '```',
    '~~~',
    '1.1.',
    '://',
    '\u200d👩',
    'e\u0301',
  ],
  ...[
    'a.ts/',
    '...',
    `...${TOKEN.slice(-20)}`,
    '\r',
    ' > ',
    '> ',
    'a, b; ',
    '::a ',
    '\u202e',
    '- ',
    '"',
    "'a' ",
  ],
  ...['\n\n', ' \n', 'a…', `${TOKEN.slice(0, 20)}…`, TOKEN.slice(0, -1), 'c2FuZGJveHNh', 'QUJD/+', 'sntrys_'],
]
const STARTS = ['', 'fix: x\n\n', 'feat(', 'Merge pull request #1 from ', '<html>', '<title>', '…', 'x…\n']
const ENDS = ['', '…', 'x', ')', '>', ' (#1)', '\n']

const hostile = fc
  .tuple(
    fc.constantFrom(...STARTS),
    fc.array(fc.constantFrom(...UNITS), { minLength: 1, maxLength: 3 }),
    fc.constantFrom(...ENDS),
    fc.constantFrom(0, 72),
  )
  .map(([start, units, end, line]) => ({ start, unit: units.join(''), end, line }))

function textOf({ start, unit, end, line }: Recipe, length: number): string {
  const body = unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
  return start + (line === 0 ? body : (body.match(new RegExp(`.{1,${line}}`, 'gs')) ?? []).join('\n')) + end
}

interface Recipe {
  readonly start: string
  readonly unit: string
  readonly end: string
  readonly line: number
}

/** The shortest of a few tries: what the machine does beside it only adds. */
function timeOf(pass: (text: string) => unknown, text: string): number {
  const times = [0, 1, 2].map(() => {
    const began = performance.now()
    pass(text)
    return performance.now() - began
  })
  return Math.min(...times)
}

const LENGTH = 32_768
// Under it nothing can be compared; a quadratic pass over so much text takes seconds.
const NOISE_MS = 15

describe.each(Object.entries(PASSES))('%s', (_, pass) => {
  it('takes at most about twice as long for twice the text', () => {
    fc.assert(
      fc.property(hostile, (recipe) => {
        const once = timeOf(pass, textOf(recipe, LENGTH))
        const twice = timeOf(pass, textOf(recipe, 2 * LENGTH))
        expect(twice).toBeLessThan(3 * once + NOISE_MS)
      }),
      { numRuns: 40 },
    )
  })

  it.each(UNITS)('takes well under a second for 64 KB of %j', (unit) => {
    for (const start of ['', 'fix: x\n\n'])
      for (const end of ['', '…'])
        expect(timeOf(pass, textOf({ start, unit, end, line: 0 }, 65_536))).toBeLessThan(500)
  })
})
