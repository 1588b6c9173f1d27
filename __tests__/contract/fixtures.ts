// Every provider of the registry with its stand-in, as the contract suite and the crash stories meet it. All that a
// provider brings stands in `sandbox/ID/index.ts`; the suite itself knows no vendor.
import { standIns } from '../../sandbox/index.ts'
import type { StandIn, StandInService } from '../../sandbox/kit/stand-in.ts'
import { githubFixture } from './github.ts'

export interface Fixture<W extends StandInService = StandInService> extends StandIn<W> {
  readonly id: string
  /** Calls of runs that also read commits and tags from GitHub, which the suite forbids; the provider's tests make them. */
  readonly elsewhere?: readonly string[]
}

/** The stand-in, on which a deploy takes no time. */
export function fixtureOf<W extends StandInService>(id: string, standIn: StandIn<W>): Fixture<W> {
  return {
    ...standIn,
    id,
    make: (options) => standIn.make({ ...options, switches: { ...standIn.quick, ...options.switches } }),
  }
}

export const fixtures: readonly Fixture[] = Object.entries(standIns).map(([id, standIn]) =>
  id === 'github' ? githubFixture : fixtureOf(id, standIn),
)

/** The fixture of this provider. */
export function fixtureNamed(id: string): Fixture {
  const found = fixtures.find((each) => each.id === id)
  if (!found) throw new Error(`there is no stand-in ${id}`)
  return found
}
