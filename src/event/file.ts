// The file with the event that started the run. The run can go on without it, by what the runner's variables say.
import { existsSync, readFileSync } from 'node:fs'
import { isRecord } from '../json.ts'
import { oneLine } from '../text.ts'

export interface EventFile {
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
    if (existsSync(path)) {
      const { context } = await import(/* webpackMode: "eager" */ '@actions/github')
      if (isRecord(context.payload)) return { event: context.payload, problem: '' }
    }
  } catch {
    // Told below.
  }
  return readLeniently(path)
}

function readLeniently(path: string): EventFile {
  try {
    // A byte order mark is what some tools put in front of what they write.
    const event: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''))
    return isRecord(event) ? { event, problem: '' } : without(`${path} holds no JSON object`)
  } catch (error) {
    return without(`${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function without(why: string): EventFile {
  const problem = `The event file could not be read (GITHUB_EVENT_PATH: ${oneLine(why, 200)}), so only the runner's variables tell what is deployed. Let no earlier step write to that file, and look at the disk of the runner.`
  return { event: {}, problem }
}
