// Takes a picture of a job summary as GitHub would show it, with a Chromium found on the machine:
//   node scripts/picture.ts IN.md OUT.png [--theme light|dark] [--width 900] [--scale 1] [--title TEXT]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { screenshot } from './chromium.ts'
import { renderPage, toTheme } from './render.ts'

/** Takes a whole HTML page; returns a PNG `width * scale` pixels wide and as high as the page. */
export async function takePicture(html: string, options: { width: number; scale: number }): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  try {
    const page = join(folder, 'page.html')
    writeFileSync(page, html)
    return await screenshot(pathToFileURL(page).href, options)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function toNumber(name: string, value: string, most: number): number {
  const number = Number(value)
  if (number > 0 && number <= most) return number
  throw new Error(`--${name} must be a number over 0, at most ${most}, not "${value}"`)
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      theme: { type: 'string', default: 'light' },
      width: { type: 'string', default: '900' },
      scale: { type: 'string', default: '1' },
      title: { type: 'string' },
    },
  })
  const [input, output] = positionals
  if (!input || !output) {
    console.error(
      'usage: node scripts/picture.ts IN.md OUT.png [--theme light|dark] [--width 900] [--scale 1] [--title TEXT]',
    )
    process.exit(2)
  }
  try {
    const title = values.title === undefined ? {} : { title: values.title }
    const html = renderPage(readFileSync(input, 'utf8'), { theme: toTheme(values.theme), ...title })
    const options = {
      width: toNumber('width', values.width, 4000),
      scale: toNumber('scale', values.scale, 4),
    }
    writeFileSync(output, await takePicture(html, options))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
