// What the main stage leaves for the post stage: saved before the first write, so that a killed main still gets closed.
import type { Host } from './host.ts'
import { isRecord, parseJson } from './json.ts'

const PHASES = ['idle', 'starting', 'started', 'refused'] as const

export interface Saved {
  /**
   * `idle`: nothing to close. `starting`: a write may be under way. `started`: it is open. `refused`: it never began.
   */
  readonly phase: (typeof PHASES)[number]
  readonly version: string
  readonly environment: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly deployId: string
}

const NAME = 'run'
export const idle: Saved = { phase: 'idle', version: '', environment: '', startedAt: 0, deployId: '' }

/** Keeps it for the post stage; what was saved last counts. */
export function save(host: Pick<Host, 'saveState'>, saved: Saved): void {
  host.saveState(NAME, JSON.stringify(saved))
}

/**
 * What main saved last; undefined in the main stage, and after a main stage that was killed before it saved anything. An
 * earlier step can set the variable, too: what is not of our making counts as nothing.
 */
export function readSaved(host: Pick<Host, 'readState'>): Saved | undefined {
  const found = parseJson(host.readState(NAME))
  if (!isRecord(found)) return undefined
  const saved: Record<string, unknown> = { ...idle, ...found }
  const { version, environment, startedAt, deployId } = saved
  const phase = PHASES.find((each) => each === saved['phase'])
  const isOurs = isText(version) && isText(environment) && isText(deployId) && isMoment(startedAt)
  return phase && isOurs ? { phase, version, environment, startedAt, deployId } : undefined
}

/** Why the post stage cannot know what main began, as sentences; empty when it can, or when main said nothing. */
export function savedProblem(host: Pick<Host, 'readState'>): string {
  if (host.readState(NAME) === '' || readSaved(host)) return ''
  return `STATE_${NAME} does not hold what the main stage saved, so a deploy that is still open is not closed: close it with operation finish. Let no step write to GITHUB_STATE or set STATE_${NAME}.`
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15
}

/** Is there anything for the post stage to do? */
export function hasToClose(saved: Saved | undefined): boolean {
  return saved !== undefined && saved.phase !== 'idle' && saved.phase !== 'refused'
}
