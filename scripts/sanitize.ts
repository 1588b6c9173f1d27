// Raw HTML in a job summary, cut down the way GitHub cuts it down: a short list of tags and attributes stays live.
// Modelled on https://github.com/gjtorikian/html-pipeline/blob/main/lib/html_pipeline/sanitization_filter.rb
// GitHub removes most other tags; here they are shown as text, so that a foreign one is seen in a preview.

const tags = new Set(
  `a abbr b bdo blockquote br caption cite code dd del details dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li
  mark ol p pre q rp rt ruby s samp small span strike strong sub summary sup table tbody td tfoot th thead time tr tt
  ul var wbr`.split(/\s+/),
)
const attributes = new Set(
  'align alt colspan datetime dir height href lang open rowspan src start title valign width'.split(' '),
)
const schemes = new Set(['http:', 'https:', 'mailto:'])

// A comment or a tag by the grammar of https://spec.commonmark.org/0.31.2/#raw-html; any other "<" is text.
const attribute = String.raw`\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>\x60]+|'[^']*'|"[^"]*"))?`
const markup = new RegExp(
  String.raw`<!--[\s\S]*?-->|<(?<slash>/?)(?<name>[a-zA-Z][a-zA-Z0-9-]*)(?<rest>(?:${attribute})*)\s*/?>`,
  'g',
)
const oneAttribute = /([a-zA-Z_:][\w.:-]*)(?:\s*=\s*(?:'([^']*)'|"([^"]*)"|([^\s"'=<>`]+)))?/g

/** How HTML text is read and written: `decode` resolves character references, `encode` escapes `& < > "`. */
interface TextCodec {
  readonly decode: (html: string) => string
  readonly encode: (text: string) => string
}

/**
 * Takes an HTML fragment that anybody may have written; returns one that holds only allowed tags and attributes.
 * Everything is written anew, so a browser sees exactly what was checked.
 */
export function sanitize(html: string, text: TextCodec): string {
  const asText = (part: string) => text.encode(text.decode(part))
  let out = ''
  let end = 0
  for (const match of html.matchAll(markup)) {
    out += asText(html.slice(end, match.index)) + keepTag(match, text)
    end = match.index + match[0].length
  }
  return out + asText(html.slice(end))
}

/** Whether a link may be followed: http, https, mailto, or relative. Reads the URL as a browser does. */
export function isSafeUrl(url: string): boolean {
  return URL.canParse(url, 'https://github.com/') && schemes.has(new URL(url, 'https://github.com/').protocol)
}

function keepTag(match: RegExpMatchArray, text: TextCodec): string {
  const { slash = '', name = '', rest = '' } = match.groups ?? {}
  const tag = name.toLowerCase()
  if (match[0].startsWith('<!--')) return ''
  if (!tags.has(tag)) return text.encode(match[0])
  return slash ? `</${tag}>` : `<${tag}${keepAttributes(rest, text)}>`
}

function keepAttributes(source: string, text: TextCodec): string {
  let out = ''
  for (const [, name = '', single, double, bare] of source.matchAll(oneAttribute)) {
    const key = name.toLowerCase()
    const value = text.decode(single ?? double ?? bare ?? '')
    const isLink = key === 'href' || key === 'src'
    if (attributes.has(key) && (!isLink || isSafeUrl(value))) out += ` ${key}="${text.encode(value)}"`
  }
  return out
}
