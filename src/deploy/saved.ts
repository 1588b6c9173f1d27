// What the main stage leaves for the post stage: saved before the first write, so that a killed main still gets closed.
import type { Host } from '../host.ts'

export interface Saved {
  /**
   * `idle`: nothing to close. `starting`: a write may be under way. `started`: it is open. `refused`: it never began.
   */
  readonly phase: 'idle' | 'starting' | 'started' | 'refused'
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

/** What main saved last; undefined in the main stage, and after a main stage that was killed before it saved anything. */
export function readSaved(host: Pick<Host, 'readState'>): Saved | undefined {
  const text = host.readState(NAME)
  if (text === '') return undefined
  // Written by `save` above, into a file that only this step's stages share.
  return { ...idle, ...(JSON.parse(text) as Partial<Saved>) }
}

/** Is there anything for the post stage to do? */
export function hasToClose(saved: Saved | undefined): boolean {
  return saved !== undefined && saved.phase !== 'idle' && saved.phase !== 'refused'
}
