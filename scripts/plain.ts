// A job summary as a person would see it, for the terminal: tables with columns, links as their text, boxes as a line.
import { styleText } from 'node:util'

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/** The text of a Markdown line, as the page shows it. */
function textOf(markdown: string): string {
  return markdown
    .replace(/\[((?:[^[\]]|\\.)*)\]\([^)]*\)/g, '$1')
    .replace(/<wbr>|\u200b/g, '')
    .replace(/`+/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity)
}

const isRow = (line: string) => line.startsWith('|')

function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => textOf(cell.trim().replaceAll('\\|', '|')))
}

function tableLines(lines: readonly string[]): string[] {
  const rows = lines.filter((line) => !/^\|( :?-+:? \|)+$/.test(line)).map(cellsOf)
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd(),
  )
}

/** The summary without its markup; charts are left out. */
export function plainSummary(markdown: string): string {
  const lines = markdown.replace(/```mermaid[\s\S]*?```\n?/g, '').split('\n')
  const shown: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const end = lines.findIndex((each, index) => index > at && !isRow(each))
    if (isRow(line)) {
      const last = end === -1 ? lines.length : end
      shown.push(...tableLines(lines.slice(at, last)))
      at = last - 1
    } else if (line.startsWith('#')) shown.push(styleText('bold', textOf(line.replace(/^#+ /, ''))))
    else if (/^> \[!\w+\]/.test(line)) shown.push(`  ${line.slice(4, -1)}:`)
    else if (line.startsWith('> ')) shown.push(`  ${textOf(line.slice(2))}`)
    else if (line.startsWith('<summary>')) shown.push(`▸ ${textOf(line.replace(/<\/?summary>/g, ''))}`)
    else if (!/^<\/?details>$/.test(line)) shown.push(textOf(line))
  }
  return shown
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
