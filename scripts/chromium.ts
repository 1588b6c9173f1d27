// Takes a picture of a page with a Chromium found on the machine, without a window.
import { execFileSync } from 'node:child_process'
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const names = ['chromium', 'chromium-browser', 'google-chrome']
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
]

/** The path of a Chromium: `CHROMIUM` if set, else the first one in `PATH`. Throws, saying what to do, if there is none. */
export function findChromium(env: NodeJS.ProcessEnv): string {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const found = env['CHROMIUM'] || places.find(isExecutable)
  if (found && isExecutable(found)) return found
  throw new Error(
    found
      ? `CHROMIUM is "${found}", which is not a program that can be started.`
      : `No Chromium found: looked in PATH for ${names.join(', ')}. Install one, or set CHROMIUM to its path.`,
  )
}

/**
 * Takes a page that tells its height (see render.ts); returns a PNG of the whole of it.
 * @param width at least 500: no window of Chromium is narrower
 */
export function takePicture(html: string, width: number): Buffer {
  const program = findChromium(process.env)
  const folder = mkdtempSync(join(tmpdir(), 'picture-'))
  const [page, picture] = [join(folder, 'page.html'), join(folder, 'page.png')]
  const load = (height: number, action: string) =>
    execFileSync(
      program,
      [
        ...flags,
        `--user-data-dir=${join(folder, 'profile')}`,
        `--window-size=${width},${height}`,
        action,
        pathToFileURL(page).href,
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1e8, timeout: 60_000 },
    )
  try {
    writeFileSync(page, html)
    const [, height] = /^<html[^>]* data-height="(\d+)"/m.exec(load(200, '--dump-dom')) ?? []
    if (!height) throw new Error(`${program} does not tell how high the page is`)
    load(Number(height), `--screenshot=${picture}`)
    return readFileSync(picture)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
