// What the demo shows of each provider: its stand-in with a little past, the inputs of a step, and how it is made to fail.
import { resolve } from '../../sandbox/github/graph.ts'
import { standIn as github } from '../../sandbox/github/index.ts'
import { shopHistory } from '../../sandbox/github/shop.ts'
import { standIns } from '../../sandbox/index.ts'
import type { StandInService, Texts } from '../../sandbox/kit/stand-in.ts'
import type { Clock, Service } from '../../sandbox/server.ts'
import { type Event, pushOf } from './events.ts'

export interface Scene {
  readonly service: StandInService
  readonly event: Event
  /** The stand-in of GitHub that commits are read from; the same one where GitHub is the provider. */
  readonly github: Service
  /** `with:` of a step, without provider, operation and api-url. */
  readonly inputs: Texts
  /** What a rollback needs beyond that. */
  readonly rollback: Texts
}

interface Wish {
  readonly clock: Clock
  /** The provider's own deploy fails, where it carries one out. */
  readonly fails: boolean
}

const HOUR = 3_600_000
// The provider that knows the commits also picks the version from them.
const CONVENTIONAL = { version: '', 'version-from': 'conventional', 'version-prefix': 'v' }

/** A push to acme/shop, which was deployed twice before. Throws for a provider that is not there. */
export function sceneOf(id: string, { clock, fails }: Wish): Scene {
  const standIn = standIns[id]
  if (!standIn) throw new Error(`there is no provider ${id}`)
  const isGitHub = id === 'github'
  const history = shopHistory()
  const past = [
    { version: '1.0.0', sha: resolve(history, 'v1.0.0') ?? '', at: clock.now() - 72 * HOUR },
    { version: '1.1.0', sha: resolve(history, 'v1.1.0') ?? '', at: clock.now() - 20 * HOUR },
  ].map((each) => (isGitHub ? { ...each, version: `v${each.version}` } : each))
  const switches = { ...standIn.quick, ...(fails ? standIn.failing : {}) }
  const repository = github.make({ clock, history, past })
  const { token, with: plain, operations } = standIn
  return {
    service: isGitHub ? repository : standIn.make({ clock, switches, past }),
    event: pushOf(history),
    github: repository,
    inputs: { token, version: '1.4.0', ...plain, ...(isGitHub ? CONVENTIONAL : {}) },
    rollback: { version: '', 'version-from': '', 'version-prefix': '', ...operations.rollback },
  }
}
