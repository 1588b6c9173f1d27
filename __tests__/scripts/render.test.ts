// The preview of a job summary: foreign markup must not come alive, and ours must.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { renderPage } from '../../scripts/render.ts'

const pageOf = (markdown: string) => renderPage(markdown, { theme: 'light' })

function articleOf(markdown: string): string {
  const [, article = ''] =
    /<article class="markdown-body">\n([\s\S]*)<\/article>/.exec(pageOf(markdown)) ?? []
  return article
}

// What may stand in an article as live markup, written without looking at the sanitizer's own list.
const allowed =
  /<\/?(?:p|br|h[1-6]|a|b|strong|em|s|code|pre|hr|ol|ul|li|blockquote|table|thead|tbody|tr|th|td|details|summary|sub|sup|img|div)(?: (?:href="(?:https?:\/\/|mailto:|\/|#|&amp;)[^"<>]*"|src="https?:[^"<>]*"|src="x"|src=""|alt="[^"<>]*"|title="[^"<>]*"|open=""|class="(?:mermaid|language-[^"<>]*)"|style="text-align:(?:left|right|center)"))*>/g
const strangeMarkup = (article: string) => article.replace(allowed, '').match(/<[\s\S]{0,60}/g) ?? []

const hostile = [
  '<script>alert(1)</script>',
  'text <script>alert(1)</script>',
  '<SCRIPT\n>alert(1)</SCRIPT >',
  '<script src="https://example.com/x.js">',
  '<img src=x onerror=alert(1)>',
  'text <img src="x" ONERROR = "alert(1)" alt="a">',
  '<img src=x onerror=alert(1)//',
  '<img/src=x/onerror=alert(1)>',
  '<details open ontoggle=alert(1)><summary>s</summary></details>',
  '<a href="javascript:alert(1)">x</a>',
  'text <a href="java&#115;cript:alert(1)">x</a>',
  'text <a href="&#1;java&#9;script:alert(1)">x</a>',
  'text <a href=javascript&colon;alert(1)>x</a>',
  "text <a href='jav\nascript:alert(1)'>x</a>",
  'text <a href="data:text/html,<script>alert(1)</script>">x</a>',
  '[x](javascript:alert(1))',
  '[x](<java&#115;cript:alert(1)>)',
  '![x](data:image/svg+xml;base64,PHN2Zz4=)',
  '<javascript:alert(1)>',
  '<svg onload=alert(1)><math><mtext></mtext></math></svg>',
  '<style>body { display: none }</style>',
  '<b style="position:fixed">x</b>',
  '<pre class="mermaid">click x call alert()</pre>',
  '</div></article></main><iframe src="https://example.com"></iframe>',
  '<!-- <script>alert(1)</script> -->',
  '<!--><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?php <script>alert(1)</script> ?>',
  '<form action="https://example.com"><input name=a><button>b</button></form>',
  '<meta http-equiv="refresh" content="0;url=https://example.com">',
  '| a |\n|---|\n| <script>alert(1)</script> <b onclick=alert(1)>x</b> |',
  '```"><script>alert(1)</script>\ntext\n```',
  '```mermaid\n</pre><script>alert(1)</script>\n```',
]

describe('hostile markup', () => {
  for (const markdown of hostile) {
    it(`is not live in ${JSON.stringify(markdown)}`, () => {
      const article = articleOf(markdown)
      expect(strangeMarkup(article)).toEqual([])
      expect(article).not.toMatch(/<pre class="mermaid">click/)
    })
  }

  it('is not live in any mixture of its parts', () => {
    const parts = ['<', '>', '</', '"', "'", '=', ' ', '\n', '`', '\\', '&lt;', '&#60;', '<!--', '-->', 'x']
    const words = [
      'script',
      'a',
      'b',
      'img',
      'details',
      ' href=',
      ' src=',
      ' onerror=',
      'javascript:',
      '[x](',
      ')',
    ]
    const mixture = fc
      .array(fc.constantFrom(...parts, ...words), { maxLength: 24 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(mixture, (markdown) => {
        const article = articleOf(markdown)
        expect(article).not.toMatch(/<(?:script|!--)/i)
        expect(article).not.toMatch(/<[a-z][^<>]* on[a-z]+=/i)
        expect(article).not.toMatch(/<[^<>]* (?:href|src)="\s*javascript:/i)
      }),
    )
  })

  it('is shown as text, so that a reader sees it', () => {
    expect(articleOf('a <script>alert(1)</script>')).toBe('<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>\n')
    expect(articleOf('a <img src=x onerror=alert(1) alt="b">')).toBe('<p>a <img src="x" alt="b"></p>\n')
  })

  it('stays text in the title', () => {
    const page = renderPage('x', { theme: 'light', title: '</title><script>alert(1)</script>' })
    expect(page).not.toContain('<script')
    expect(page).toContain('<title>&lt;/title&gt;&lt;script&gt;')
  })
})

describe('a job summary', () => {
  it('keeps its tables, with alignment and links', () => {
    const article = articleOf('| a | b |\n|---|--:|\n| [`1a2b`](https://example.com/1a2b) | x \\| y |')
    expect(article).toContain('<td><a href="https://example.com/1a2b"><code>1a2b</code></a></td>')
    expect(article).toContain('<td style="text-align:right">x | y</td>')
  })

  it('keeps details and what is in them', () => {
    const article = articleOf('<details open><summary>Two <b>steps</b></summary>\n\n1. one\n\n</details>')
    expect(article).toContain('<details open=""><summary>Two <b>steps</b></summary>')
    expect(article).toMatch(/<li>one<\/li>\n<\/ol>\n<\/details>/)
  })

  it('keeps character references and backslashes as HTML means them', () => {
    expect(articleOf('<div title="a&amp;b\\&quot;">&lt;b&gt; &copy; \\*</div>')).toBe(
      '<div title="a&amp;b\\&quot;">&lt;b&gt; © \\*</div>',
    )
  })

  it('strikes text through and links full addresses, but no file names', () => {
    const article = articleOf('~~old~~ https://example.com/a main.rs')
    expect(article).toBe(
      '<p><s>old</s> <a href="https://example.com/a">https://example.com/a</a> main.rs</p>\n',
    )
  })

  it('is styled for its theme', () => {
    const page = (theme: 'light' | 'dark' | 'auto') => renderPage('x', { theme })
    expect(page('light')).toContain('--page: #ffffff')
    expect(page('light')).not.toContain('#0d1117')
    expect(page('dark')).toContain('--page: #0d1117')
    expect(page('auto')).toMatch(/prefers-color-scheme: dark\) { :root { --page: #0d1117/)
  })
})

describe('a diagram', () => {
  const diagram = '```mermaid\ntimeline\n  2026-01-02 : <b>shop</b> & "co"\n```'

  it('is in the page, escaped', () => {
    expect(articleOf(diagram)).toBe(
      '<pre class="mermaid">timeline\n  2026-01-02 : &lt;b&gt;shop&lt;/b&gt; &amp; &quot;co&quot;\n</pre>\n',
    )
  })

  it('brings Mermaid along in strict mode, and only then', () => {
    expect(pageOf(diagram)).toContain("securityLevel: 'strict'")
    expect(pageOf(diagram).length).toBeGreaterThan(1_000_000)
    expect(pageOf('```json\n{}\n```')).not.toContain('<script')
  })

  it('has scripts that end where they should', () => {
    const [head = ''] = pageOf(diagram).split('<article')
    expect(head.match(/<script/gi)).toHaveLength(2)
    expect(head.match(/<\/script/gi)).toHaveLength(2)
    expect(head).not.toContain('<!--')
  })
})

describe('alerts', () => {
  const box =
    '<div class="markdown-alert markdown-alert-warning">\n<p class="markdown-alert-title">Warning</p>\n'

  it('become boxes with their name as the first line', () => {
    expect(articleOf('> [!WARNING]\n> mind **this**\n')).toBe(
      `${box}<p>mind <strong>this</strong></p>\n</div>\n`,
    )
  })

  it('may hold a list', () => {
    expect(articleOf('> [!WARNING]\n> - a\n> - b\n').replaceAll('\n\n', '\n')).toBe(
      `${box}<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</div>\n`,
    )
  })

  it('are plain quotes when the name is unknown or not alone on its line', () => {
    for (const markdown of ['> [!DANGER]\n> x\n', '> [!WARNING] x\n', '> x\n> [!WARNING]\n'])
      expect(articleOf(markdown)).toMatch(/^<blockquote>/)
  })
})
