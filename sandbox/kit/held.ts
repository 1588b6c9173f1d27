// What a stand-in holds, in the words that all of them share.
import type { Service } from '../server.ts'
import type { HeldDeploy } from './stand-in.ts'

/** The service that also tells what it came to hold from now on: of all its deploys, oldest first, and its releases. */
export function holding<S extends Service>(service: S, deploys: () => HeldDeploy[], releases = () => 0) {
  const old = new Set(deploys().map(({ id }) => id))
  const before = releases()
  return Object.assign(service, {
    deploys: () => deploys().filter(({ id }) => !old.has(id)),
    releases: () => releases() - before,
  })
}
