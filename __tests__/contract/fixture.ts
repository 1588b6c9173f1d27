// What a provider brings to the contract suite: its sandbox, the inputs of a plain deploy, and how to read what the
// sandbox holds. The suite itself knows no vendor.
import type { IncomingHttpHeaders } from 'node:http'
import type { Clock, Service } from '../../sandbox/server.ts'
import type { Operation, Outcome } from '../../src/provider/provider.ts'

/** A deploy as the sandbox holds it, in our words. */
export interface HeldDeploy {
  readonly id: string
  readonly environment: string
  /** The version, or the revision or slug where the service knows no versions. */
  readonly version: string
  /** The free text that carries the marker, where there is one. */
  readonly text: string
  /** The service's word: `pending`, `success`, … */
  readonly state: string
}

export interface World {
  readonly service: Service
  /** Requests and fields the sandbox did not expect; must stay empty. */
  readonly surprises: () => readonly string[]
  /** Deploys made since the start, oldest first. */
  readonly deploys: () => readonly HeldDeploy[]
  /** How many releases were made since the start; 0 for a provider without releases. */
  readonly releases: () => number
}

export interface Fixture {
  readonly id: string
  readonly make: (clock: Clock, switches?: Readonly<Record<string, string>>) => World
  readonly token: string
  /** `with:` of a plain deploy, without provider, token and api-url. */
  readonly with: Readonly<Record<string, string>>
  /** Added to the sandbox's URL for `api-url`, e.g. a path. */
  readonly apiPath?: string
  /** Inputs that each supported operation needs beyond `with`, on a fresh world. */
  readonly operations: Readonly<Partial<Record<Operation, Readonly<Record<string, string>>>>>
  /** Further runs, only to have every declared call used. */
  readonly further?: readonly Readonly<Record<string, string>>[]
  /** Calls of runs that also read commits and tags from GitHub, which the suite forbids; the provider's tests make them. */
  readonly elsewhere?: readonly string[]
  /** Runs on a sandbox that is switched to trouble, since some calls are only made then (Akkeris: a build's log). */
  readonly troubled?: readonly {
    readonly with: Readonly<Record<string, string>>
    readonly switches: Readonly<Record<string, string>>
  }[]
  /** Has the request the credentials that this path takes, and no others? */
  readonly isAuthentic: (headers: IncomingHttpHeaders, path: string) => boolean
  /** Further secrets that must never be seen, beside the token. */
  readonly secrets?: readonly string[]
  /** The outcome of a plain deploy that goes well. */
  readonly outcome: Outcome
  /** Where a plain deploy is written: the method and a part of the path. */
  readonly write: { readonly method: string; readonly path: string }
  /** A read that every plain deploy makes; none for a provider that reads nothing. */
  readonly read?: { readonly method: string; readonly path: string }
  /** The service gives no way to look up a lost write (Retrace). */
  readonly isBlind?: true
  /** Any 2xx body is acceptance (Retrace). */
  readonly takesAnyBody?: true
  /** States of a deploy (in the service's words) that stand for a good end, and for one that is still open. */
  readonly good: readonly string[]
  readonly open: readonly string[]
  /** What a deploy's `version` reads when the step says `version: X`; X itself by default. */
  readonly versionOf?: (version: string, head: string) => string
}
