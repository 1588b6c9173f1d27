// Turns a job summary's Markdown into one HTML page that looks as GitHub shows it, with nothing loaded from outside.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import MarkdownIt from 'markdown-it'
import { alerts } from './alerts.ts'
import { isSafeUrl, sanitize } from './sanitize.ts'

type Theme = 'light' | 'dark' | 'auto'

const styles = {
  light: 'github-markdown-css/github-markdown-light.css',
  dark: 'github-markdown-css/github-markdown-dark.css',
  auto: 'github-markdown-css/github-markdown.css',
} as const satisfies Record<Theme, string>

// The colours are those that the stylesheets give to text, background, border and muted text.
const light = '--page: #ffffff; --line: #d1d9e0; --text: #1f2328; --muted: #59636e'
const dark = '--page: #0d1117; --line: #3d444d; --text: #f0f6fc; --muted: #9198a1'
const colours = {
  light: `:root { color-scheme: light; ${light} }`,
  dark: `:root { color-scheme: dark; ${dark} }`,
  auto: `:root { color-scheme: light dark; ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }`,
} as const satisfies Record<Theme, string>

const frame = `body { margin: 0; padding: 16px; background: var(--page); color: var(--text);
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif }
main { max-width: 980px; margin: 0 auto; border: 1px solid var(--line); border-radius: 6px; padding: 24px }
header { margin-bottom: 16px; color: var(--muted); font-weight: 600 }
.mermaid svg { display: block; margin: 0 auto }
.markdown-body pre.mermaid.drawn { background: none; padding: 0 }
@media (max-width: 543px) { body { padding: 8px } main { padding: 16px } }`

const md = new MarkdownIt({ html: true, linkify: true })
md.use(alerts)
const text = {
  // unescapeAll also resolves Markdown's backslashes; in HTML a backslash is only itself.
  decode: (html: string) => md.utils.unescapeAll(html.replaceAll('\\', '\\\\')),
  encode: md.utils.escapeHtml,
}
// GitHub links "https://…" in running text; names of files such as "main.rs" must not become links.
md.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
md.validateLink = isSafeUrl
md.renderer.rules.html_block = (tokens, index) => sanitize(tokens[index]?.content ?? '', text)
md.renderer.rules.html_inline = md.renderer.rules.html_block
const plainFence = md.renderer.rules.fence
md.renderer.rules.fence = (tokens, index, options, env, self) => {
  const token = tokens[index]
  if (token && isMermaid(token)) return `<pre class="mermaid">${text.encode(token.content)}</pre>\n`
  return plainFence ? plainFence(tokens, index, options, env, self) : self.renderToken(tokens, index, options)
}

interface PageOptions {
  readonly theme: Theme
  /** Stands above the text and in the tab, as a job's name does on GitHub. */
  readonly title?: string
  /** The page tells how high it is. */
  readonly isMeasured?: true
}

/** Takes Markdown; returns a whole HTML page. Mermaid's 3.5 MB come along only when there is a diagram. */
export function renderPage(markdown: string, { theme, title, isMeasured }: PageOptions): string {
  const tokens = md.parse(markdown, {})
  const body = md.renderer.render(tokens, md.options, {})
  const scripts = [
    ...(tokens.some(isMermaid) ? [mermaidBundle(), drawDiagrams(theme)] : []),
    ...(isMeasured ? [TELL_HEIGHT] : []),
  ]
  // No foreign tag can close <main> or <article>: neither is on the list of allowed tags.
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}">
<title>${text.encode(title ?? 'Job summary')}</title>
<style>
${readModule(styles[theme])}
${colours[theme]}
${frame}
</style>
${scripts.map((script) => `<script>${script}</script>\n`).join('')}</head>
<body>
<main>
${title ? `<header>${text.encode(title)}</header>\n` : ''}<article class="markdown-body">
${body}</article>
</main>
</body>
</html>
`
}

/** Takes Markdown; returns the HTML of the article alone. */
export function renderArticle(markdown: string): string {
  return md.render(markdown)
}

function isMermaid(token: { type: string; info: string }): boolean {
  return token.type === 'fence' && token.info.trim().split(/\s+/)[0] === 'mermaid'
}

// A second lock behind the sanitizer: only the scripts written here may run, and nothing is fetched.
function policy(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  return `default-src 'none'; style-src 'unsafe-inline'; script-src ${hashes.join(' ') || "'none'"}`
}

// "<!--" and "<script" inside a script change how a browser finds its end; both occur only in string and regular
// expression literals, where \x3C means the same: https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
function mermaidBundle(): string {
  return readModule('mermaid/dist/mermaid.min.js').replace(/<(?=!--|\/?script)/gi, '\\x3C')
}

// For scripts/chromium.ts. The diagrams of a summary are folded, so the page is as high before they are drawn.
const TELL_HEIGHT = `addEventListener('load', () => {
  document.documentElement.dataset.height = Math.ceil(document.documentElement.getBoundingClientRect().height)
})`

// A diagram that cannot be drawn stays as text under the reason.
function drawDiagrams(theme: Theme): string {
  return `const isDark = ${theme === 'auto' ? "matchMedia('(prefers-color-scheme: dark)').matches" : theme === 'dark'}
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', suppressErrorRendering: true, theme: isDark ? 'dark' : 'default' })
document.addEventListener('DOMContentLoaded', async () => {
  for (const [index, block] of document.querySelectorAll('pre.mermaid').entries()) {
    try {
      block.innerHTML = (await mermaid.render('diagram-' + index, block.textContent)).svg
      block.classList.add('drawn')
    } catch (error) {
      block.prepend('Unable to draw this diagram: ' + error.message + '\\n\\n')
    }
  }
})`
}

function readModule(path: string): string {
  return readFileSync(new URL(`../node_modules/${path}`, import.meta.url), 'utf8')
}
