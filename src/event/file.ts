// The file with the event that started the run. The run can go on without it, by what the runner's variables say.
import { readFileSync, statSync } from 'node:fs'
import { isRecord } from '../json.ts'
import { oneLine } from '../text.ts'

interface EventFile {
  readonly event: unknown
  /** Why it could not be read, as sentences with the cure; empty when it could. */
  readonly problem: string
}

/**
 * What the toolkit read from the file that GITHUB_EVENT_PATH names. It does so while it is loaded, and throws what is wrong
 * with the file; then it is read here once more, more leniently, and with words.
 */
export async function readEventFile(env: Readonly<Record<string, string | undefined>>): Promise<EventFile> {
  const path = env['GITHUB_EVENT_PATH'] ?? ''
  if (path === '') return without('the variable is not set')
  try {
    // Of a pipe that nobody writes to, a read would never end.
    if (!statSync(path).isFile()) return without(`${path} is no file`)
    const { context } = await import(/* webpackMode: "eager" */ '@actions/github')
    if (isRecord(context.payload)) return { event: context.payload, problem: '' }
  } catch {
    // Told below.
  }
  return readLeniently(path)
}

function readLeniently(path: string): EventFile {
  try {
    const event: unknown = JSON.parse(decoded(readFileSync(path)))
    return isRecord(event) ? { event, problem: '' } : without(`${path} holds no JSON object`)
  } catch (error) {
    // What the parser says quotes the file.
    const why = error instanceof SyntaxError ? 'it is no JSON, or breaks off' : String(error)
    return without(`${path}: ${why}`)
  }
}

/** Some tools put a byte order mark in front of what they write, and PowerShell writes UTF-16. */
function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
}

function without(why: string): EventFile {
  const problem = `The event file could not be read (GITHUB_EVENT_PATH: ${oneLine(why, 200)}), so only the runner's variables tell what is deployed. Let no earlier step write to that file, and look at the disk of the runner.`
  return { event: {}, problem }
}
