// Steps at the Akkeris stand-in, and what they left there.
import { type Akkeris, standIn } from '../../sandbox/akkeris/index.ts'
import type { Running } from '../../sandbox/server.ts'
import { fixtureOf } from '../contract/fixtures.ts'
import { onStage, type Stage, writes } from '../contract/harness.ts'
import { pushVariables } from './events.ts'

export type Switches = Readonly<Record<string, string>>
export type AkkerisStage = Stage<Akkeris>

/** A fresh installation with app web-acme. */
export function atAkkeris(
  switches: Switches,
  act: (stage: AkkerisStage) => Promise<void>,
  faults: readonly string[] = [],
): Promise<void> {
  return onStage(fixtureOf('akkeris', standIn), act, { switches, faults })
}

export const IMAGE = { 'akkeris-slug': '', 'akkeris-image': 'docker://registry.example/web:1.4.0' }
export const ROLLBACK = { operation: 'rollback', 'akkeris-slug': '' }

/** The options of a second attempt of the same run. */
export const again = { github: pushVariables(3, { API_URL: 'http://127.0.0.1:9', RUN_ATTEMPT: '2' }) }

/** Each request as `GET /path`. */
export function routesOf({ requests }: Running): string[] {
  return requests.map(({ method, path }) => `${method} ${path}`)
}

/** The bodies of the writes to paths that end so. */
export function bodiesOf(running: Running, end: string): Record<string, string>[] {
  return writes(running)
    .filter(({ path }) => path.endsWith(end))
    .map(({ text }) => JSON.parse(text))
}

/** Releases since the start, without the two that were there. */
export function madeAt({ state }: Akkeris) {
  return state.releases.slice(2)
}

/** Builds since the start, without the two that were there. */
export function builtAt({ state }: Akkeris) {
  return state.builds.slice(2)
}
