// A Chromium without a window, driven over a pipe: loads one page and takes a picture of the whole of it.
// The command-line --screenshot will not do: the window is never narrower than 500 px, and its height is not the page's.
// The protocol: https://chromedevtools.github.io/devtools-protocol/ (messages end with a NUL byte on pipes 3 and 4).
import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

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
  '--remote-debugging-pipe',
]
const timeLimitMs = 60_000

type Send = (method: string, params?: object) => Promise<Record<string, unknown>>

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

/** Loads `url` at `width` CSS pixels, waits for its diagrams, and returns a PNG of the whole page. */
export async function screenshot(url: string, options: { width: number; scale: number }): Promise<Buffer> {
  const program = findChromium(process.env)
  const profile = mkdtempSync(join(tmpdir(), 'picture-'))
  const child = spawn(program, [...flags, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    timeout: timeLimitMs,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise((resolve) => child.once('close', resolve).once('error', resolve))
  try {
    return await picturePage(speak(child), url, options)
  } finally {
    child.kill('SIGTERM')
    await ended
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function picturePage(browser: Browser, url: string, options: { width: number; scale: number }) {
  const page = await browser.openPage()
  const setHeight = (height: number) =>
    page('Emulation.setDeviceMetricsOverride', {
      width: options.width,
      height,
      deviceScaleFactor: options.scale,
      mobile: false,
    })
  await setHeight(200)
  await page('Page.enable')
  const loaded = browser.event('Page.loadEventFired')
  await page('Page.navigate', { url })
  await loaded
  const expression =
    'Promise.resolve(globalThis.drawn).then(() => document.documentElement.getBoundingClientRect().height)'
  const answer = await page('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
  await setHeight(Math.ceil(Number(read(answer, 'result', 'value'))))
  const picture = await page('Page.captureScreenshot', { format: 'png' })
  return Buffer.from(String(read(picture, 'data')), 'base64')
}

interface Browser {
  readonly openPage: () => Promise<Send>
  readonly event: (method: string) => Promise<unknown>
}

function speak(child: ChildProcess): Browser {
  const pending = new Map<number | string, (message: Record<string, unknown>) => void>()
  const [input, output] = [child.stdio[3] as Writable, child.stdio[4] as Readable] // 'pipe' above makes them streams
  const failed = whenItEnds(child)
  input.on('error', () => {}) // a Chromium that has gone away is reported by `failed`
  eachMessage(output, (message) => {
    const key = typeof message['id'] === 'number' ? message['id'] : String(message['method'])
    pending.get(key)?.(message)
    pending.delete(key)
  })
  const next = (key: number | string) =>
    Promise.race([failed, new Promise<Record<string, unknown>>((resolve) => pending.set(key, resolve))])

  let lastId = 0
  const send = async (method: string, params: object = {}, sessionId?: unknown) => {
    const id = ++lastId
    const answer = next(id)
    input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    const { result, error } = await answer
    if (!isRecord(result)) throw new Error(`Chromium refused ${method}: ${JSON.stringify(error)}`)
    return result
  }
  const openPage = async (): Promise<Send> => {
    const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
    return (method, params) => send(method, params, sessionId)
  }
  return { openPage, event: next }
}

function whenItEnds(child: ChildProcess): Promise<never> {
  let complaint = ''
  child.stderr?.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-500)
  })
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (cause) => reject(new Error('Chromium could not be started', { cause })))
    child.once('close', (code, signal) =>
      reject(new Error(`Chromium ended (${code ?? signal}) before the picture: ${complaint.trim()}`)),
    )
  })
  failed.catch(() => {}) // after the picture its end is expected; before, whoever waits gets the error
  return failed
}

function eachMessage(output: Readable, take: (message: Record<string, unknown>) => void): void {
  let rest = ''
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const message: unknown = JSON.parse(part)
      if (isRecord(message)) take(message)
    }
  })
}

function read(value: unknown, ...path: string[]): unknown {
  return path.reduce((inner, key) => (isRecord(inner) ? inner[key] : undefined), value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
