// What a stand-in holds, in the words that all of them share.
import type { Clock, Service } from '../server.ts'
import type { EarlierDeploy, HeldDeploy } from './stand-in.ts'

/** The service that also tells what it came to hold from now on: of all its deploys, oldest first, and its releases. */
export function holding<S extends Service>(service: S, deploys: () => HeldDeploy[], releases = () => 0) {
  const old = new Set(deploys().map(({ id }) => id))
  const before = releases()
  return Object.assign(service, {
    deploys: () => deploys().filter(({ id }) => !old.has(id)),
    releases: () => releases() - before,
  })
}

/** Is it shown by now, with the switch `shownAfter` at this value? What was written at 0 was always there. */
export function isShown(writtenAt: number, after: string, clock: Clock): boolean {
  return writtenAt === 0 || (after !== 'never' && clock.now() >= writtenAt + Number(after))
}

const SHA = 'b'.repeat(40)

/** What was deployed before, where nobody says it: 1.0.0 two hours ago, 1.1.0 one. */
export function usualPast(clock: Clock): readonly EarlierDeploy[] {
  return [
    { version: '1.0.0', sha: SHA.replace('b', '0'), at: clock.now() - 7_200_000 },
    { version: '1.1.0', sha: SHA.replace('b', '1'), at: clock.now() - 3_600_000 },
  ]
}
