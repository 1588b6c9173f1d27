// Texts that people and servers wrote can neither break the summary nor start a command, whatever they hold.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import mermaid from 'mermaid'
import { readLog } from '../../sandbox/runner.ts'
import { renderArticle } from '../../scripts/render.ts'
import type { Plan } from '../../src/deploy/plan.ts'
import { subjectOf } from '../../src/report/commits.ts'
import { describeEnd, describePlan, describeReceipt } from '../../src/report/log.ts'
import type { Report } from '../../src/report/report.ts'
import { toSummary } from '../../src/report/summary.ts'
import { escapeMarkdown, harmless, oneLine } from '../../src/text.ts'
import { commitOf, pastOf, planOf, rangeOf, recorded, released, reportOf } from './support.ts'

const pieces = [
  '|',
  '||',
  '`',
  '```',
  '``` mermaid',
  '~~~',
  '\n',
  '\r',
  '\r\n',
  '\u2028',
  '\u0085',
  '\\',
  '\\|',
  '<',
  '>',
  '&',
  '&lt;',
  '&#64;octocat',
  '&commat;octocat',
  '@octocat',
  '@acme/team',
  '#1',
  'acme/shop#1',
  'GH-12',
  'gh-12',
  '<!--',
  '-->',
  '<b>',
  '</details>',
  '<details open>',
  '<summary>',
  '</td></tr></table>',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '<a href="javascript:alert(1)">',
  '[x](javascript:alert(1))',
  '[x](https://evil.example)',
  '![x](https://evil.example/x.png)',
  '<https://evil.example>',
  'https://evil.example',
  'www.evil.example',
  'a@evil.example',
  '[x]: https://evil.example',
  '[^1]',
  '**x**',
  '__x__',
  '~~x~~',
  '# x',
  '- x',
  '1. x',
  '> [!CAUTION]',
  '---',
  '===',
  '$x$',
  ':tada:',
  '\u202e',
  '\u2066',
  '\u200f',
  'שלום',
  'مرحبا',
  '::set-output name=x::y',
  '::error::x',
  '##[error]x',
  '%0A::error::x',
  '##[set-output name=x]y',
  'section x',
  'click d0 call alert()',
  'title x',
  '%%{init: {"theme": "x"}}%%',
  'x :crit, d0, 1, 2',
  ';',
  ':',
  ',',
  '[skip ci]',
  '\u0000',
  '\ud800',
  '😀',
  ' ',
  '(#12)',
]
const hostile = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''))
const foreign = fc.tuple(hostile, fc.constantFrom('before', 'after')).map(([text, side]) => ({
  // Something is always left of it, so that rows and links stay where they are.
  text: side === 'before' ? `x${text}` : `${text}x`,
}))

interface Texts {
  readonly version: string
  readonly environment: string
  readonly message: string
  readonly author: string
  readonly actor: string
  readonly workflow: string
  readonly note: string
  readonly id: string
  readonly warning: string
  readonly problem: string
  readonly past: string
  readonly reason: string
}
const plainTexts: Texts = {
  version: 'x',
  environment: 'x',
  message: 'x',
  author: 'x',
  actor: 'x',
  workflow: 'x',
  note: 'x',
  id: 'x',
  warning: 'x',
  problem: 'x',
  past: 'x',
  reason: 'x',
}
const texts: fc.Arbitrary<Texts> = fc.record({
  version: foreign.map(({ text }) => text),
  environment: foreign.map(({ text }) => text),
  // A number at the end is a link of our own: tested elsewhere.
  message: foreign.map(({ text }) => text).filter((text) => subjectOf(text).pull === undefined),
  author: foreign.map(({ text }) => text),
  actor: foreign.map(({ text }) => text),
  workflow: foreign.map(({ text }) => text),
  note: foreign.map(({ text }) => text),
  id: foreign.map(({ text }) => text),
  warning: foreign.map(({ text }) => text),
  // Server's words come into a problem as one line.
  problem: foreign.map(({ text }) => `Sentry did not: ${oneLine(text)}`),
  past: foreign.map(({ text }) => text),
  reason: foreign.map(({ text }) => text),
})

function planWith(texts: Texts): Plan {
  const plain = planOf()
  return planOf({
    version: { version: texts.version, reason: texts.reason, isDerived: false, isNew: true, warnings: [] },
    environment: texts.environment,
    context: { ...plain.context, actor: texts.actor, workflow: texts.workflow },
    range: rangeOf({
      reason: texts.reason,
      commits: [0, 1].map((index) => commitOf(index, { message: texts.message, authorName: texts.author })),
    }),
    deploy: { ...plain.deploy, name: texts.workflow },
  })
}

function reportWith(texts: Texts, stage: Plan['stage'] = 'main'): Report {
  const plan = { ...planWith(texts), stage }
  const deploy = { ...recorded, id: `7${texts.id}`, note: texts.note, warnings: [texts.warning] }
  return reportOf(plan, [{ ...released, note: texts.note }, deploy], {
    problem: texts.problem,
    history: pastOf(3).map((past) => ({ ...past, version: texts.past })),
  })
}

const withoutDiagram = (html: string) => html.replace(/<pre class="mermaid">[\s\S]*?<\/pre>/g, '<pre>')
const tagsOf = (html: string) => withoutDiagram(html).match(/<[^>]*>/g) ?? []
const textOf = (html: string) =>
  withoutDiagram(html)
    .replace(/<[^>]*>/g, ' ')
    .replace(
      /&(lt|gt|quot|amp);/g,
      (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '',
    )

describe('foreign text', () => {
  for (const stage of ['main', 'post'] as const) {
    const plain = toSummary(reportWith(plainTexts, stage))
    const plainTags = tagsOf(renderArticle(plain))

    it(`leaves every row and every tag of the ${stage} summary as it is`, () => {
      expect(plainTags.length).toBeGreaterThan(5)
      fc.assert(
        fc.property(texts, (all) => {
          const summary = toSummary(reportWith(all, stage))
          expect(summary.split(/\r\n|[\r\n\u2028\u2029\u0085]/)).toHaveLength(plain.split('\n').length)
          expect(tagsOf(renderArticle(summary))).toEqual(plainTags)
        }),
        { numRuns: 200 },
      )
    })

    it(`mentions nobody and refers to nothing in the ${stage} summary`, () => {
      fc.assert(
        fc.property(texts, (all) => {
          // GitHub looks for neither in code.
          const html = renderArticle(toSummary(reportWith(all, stage)))
          const text = textOf(html.replace(/<code>[\s\S]*?<\/code>/g, ' '))
          expect(text).not.toMatch(/@[\w-]|#\d|\bgh-\d|\p{Bidi_Control}/iu)
        }),
        { numRuns: 200 },
      )
    })
  }

  it('neither breaks the diagram nor adds anything to it', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (all) => {
        const report = { ...reportWith(all), outcome: 'recorded' as const }
        const code = toSummary(report).split('```mermaid\n')[1]?.split('\n```')[0] ?? ''
        const { config, diagramType } = await mermaid.parse(code)
        expect(diagramType).toBe('gantt')
        expect(Object.keys(config)).toEqual(['gantt'])
        const lines = code.split('todayMarker off\n')[1]?.split('\n') ?? []
        expect(lines).toHaveLength(4)
        for (const line of lines)
          expect(line).toMatch(/^ {4}(Sep|Oct) \d+ [\p{L}\p{N} ._@+/…-]* :(done, )?d\d, \d+, \d+$/u)
      }),
      { numRuns: 200 },
    )
  })

  it('starts no command in the log', () => {
    fc.assert(
      fc.property(texts, (all) => {
        const report = reportWith(all)
        const { plan, receipts } = report
        const lines = [
          ...describePlan(plan),
          ...receipts.map((receipt) => describeReceipt(receipt, plan)),
          describeEnd(report),
        ]
        const log = lines.map((line) => harmless(line)).join('\n')
        expect(readLog(log).commands).toEqual([])
        expect(log.split(/\r\n|\r|\n/)).toHaveLength(lines.length)
      }),
      { numRuns: 300 },
    )
  })
})

describe('an address from a server', () => {
  const bad = ['javascript:alert(1)', 'data:text/html,x', 'x', '//evil.example', 'vbscript:x', '']
  for (const url of bad) {
    it(`is no link when it is ${JSON.stringify(url)}`, () => {
      const tags = tagsOf(renderArticle(toSummary(reportOf(planOf(), [{ ...recorded, url }]))))
      expect(tags.filter((tag) => tag.startsWith('<a '))).toEqual(
        expect.not.arrayContaining([expect.stringMatching(/javascript|data:|evil|vbscript/)]),
      )
    })
  }

  it('cannot end its link or its cell', () => {
    const plain = tagsOf(
      renderArticle(toSummary(reportOf(planOf(), [{ ...recorded, url: 'https://x.example/' }]))),
    )
    const tail = fc.oneof(hostile, fc.webPath())
    fc.assert(
      fc.property(tail, (path) => {
        const url = `https://x.example/${path}`
        fc.pre(URL.canParse(url))
        const article = renderArticle(toSummary(reportOf(planOf(), [{ ...recorded, url }])))
        const shape = (tags: readonly string[]) => tags.map((tag) => tag.replace(/href="[^"]*"/, 'href'))
        expect(shape(tagsOf(article))).toEqual(shape(plain))
        expect(article).toContain('href="https://x.example/')
      }),
      { numRuns: 200 },
    )
  })
})

it('escaped text keeps what it says', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const html = renderArticle(`x ${escapeMarkdown(text, 10_000)} x`)
      expect(
        textOf(html)
          .replace(/\u200b/g, '')
          .trim(),
      ).toBe(`x ${oneLine(text, 10_000)} x`.replace(/\u200b/g, '').trim())
    }),
    { numRuns: 300 },
  )
})
