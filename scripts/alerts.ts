// Coloured boxes in a job summary: a quote whose first line is `[!NOTE]`, as GitHub shows it.
// https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts
import type { MarkdownIt, Token } from 'markdown-it'

const NAME = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$/

/** Teaches the renderer alerts. */
export function alerts(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'alerts', (state) => {
    state.tokens = state.tokens.flatMap((token, index) => {
      const kind = kindAt(state.tokens, index)
      if (!kind) return [token]
      const end = state.tokens.find(
        ({ type, level }, at) => at > index && type === 'blockquote_close' && level === token.level,
      )
      for (const each of [token, ...(end ? [end] : [])]) each.tag = 'div'
      token.attrSet('class', `markdown-alert markdown-alert-${kind.toLowerCase()}`)
      const title = new state.Token('alert_title', '', 0)
      title.content = `${kind[0]}${kind.slice(1).toLowerCase()}`
      return [token, title]
    })
  })
  md.renderer.rules['alert_title'] = (tokens, index) =>
    `<p class="markdown-alert-title">${tokens[index]?.content}</p>\n`
}

/** The alert that starts here; its first line is taken out of the text. */
function kindAt(tokens: readonly Token[], index: number): string | undefined {
  const [quote, paragraph, inline] = tokens.slice(index, index + 3)
  if (quote?.type !== 'blockquote_open' || paragraph?.type !== 'paragraph_open') return undefined
  const [first, second] = inline?.children ?? []
  const kind = NAME.exec(first?.content ?? '')?.[1]
  if (!kind || (second && second.type !== 'softbreak')) return undefined
  inline?.children?.splice(0, 2)
  // A list right after the name leaves the first paragraph empty.
  if (inline?.children?.length === 0)
    for (const each of tokens.slice(index + 1, index + 4)) each.hidden = true
  return kind
}
