// What a stand-in declares of itself. The command line, the demo, the contract suite, the crash stories and the tests of
// the docs are made from it, so that a new service is one folder and one line in sandbox/index.ts.
import type { IncomingHttpHeaders } from 'node:http'
import type { Clock, Service } from '../server.ts'
import type { SwitchWords } from './switches.ts'

/** Inputs of a step, or switches of a stand-in: names and texts. */
export type Texts = Readonly<Record<string, string>>

export type Operation =
  | 'deploy'
  | 'release'
  | 'track'
  | 'start'
  | 'finish'
  | 'rollback'
  | 'retry'
  | 'deactivate'

/** A deploy as the stand-in holds it, in words that all of them share. */
export interface HeldDeploy {
  readonly id: string
  readonly environment: string
  /** The version, or the revision or slug where the service knows no versions. */
  readonly version: string
  /** The free text that carries the marker, where there is one: the last eight hexadecimal digits that stand alone in it. */
  readonly text: string
  readonly state: 'open' | 'good' | 'bad'
}

/** A deploy that went well before. */
export interface EarlierDeploy {
  readonly version: string
  readonly sha: string
  readonly at: number
}

export interface MakeOptions {
  readonly clock: Clock
  readonly switches?: Texts
  /** Deploys of the same repository, two or more, oldest first; left out: what `with` and `operations` need. */
  readonly past?: readonly EarlierDeploy[]
}

export interface StandInService extends Service {
  /** Requests and fields that no careful client sends. A test expects none. */
  readonly surprises: readonly string[]
  /** Deploys made since the start, oldest first. */
  deploys(): HeldDeploy[]
  /** How many releases were made since the start. */
  releases(): number
}

/** A workflow of docs/workflows/ID.arazzo.yaml, as it is carried out against a fresh stand-in. */
export interface Flow {
  readonly workflow: string
  /** Beside `token`, which is that of the stand-in. */
  readonly inputs: Readonly<Record<string, string | number>>
  readonly switches?: Texts
  /** What `describe` tells of it afterwards. */
  readonly expected: object
  /** A wrong input with which the workflow must fail, and the step that finds out. */
  readonly spoilt: { readonly inputs: Flow['inputs']; readonly step: string }
}

interface Request {
  readonly method: string
  /** A part of the path. */
  readonly path: string
}

export interface StandIn<W extends StandInService = StandInService> {
  make(options: MakeOptions): W
  readonly token: string
  /** The environment variable that the action takes the token from. */
  readonly tokenEnv: string
  /** The inputs of the provider with their defaults: workflows rely on them, and changing one breaks these. */
  readonly inputs: Texts
  /** Has a request to this path the credentials that it takes, and no others? Left out: `Bearer TOKEN`. */
  isAuthentic?(headers: IncomingHttpHeaders, path: string): boolean
  /** Other forms of the token that must never be seen. */
  readonly secrets?: readonly string[]
  /** The hosts of the real service, as a proxy has to let them through. */
  readonly hosts: string
  /** What it holds at the start, for a person. */
  readonly holds: string
  /** `with:` of a plain step, without provider, token and api-url. */
  readonly with: Texts
  /** What each supported operation needs beyond that, on a fresh stand-in. */
  readonly operations: Readonly<Partial<Record<Operation, Texts>>>
  /** Further runs, so that every call is made and every form of a request is seen, if need be on a stand-in in trouble. */
  readonly further?: readonly { readonly with: Texts; readonly switches?: Texts }[]
  readonly switches: readonly SwitchWords[]
  /** Switches with which a deploy takes no time, and with which it fails; for a service that carries it out. */
  readonly quick?: Texts
  readonly failing?: Texts
  /**
   * How a deploy is found again whose answer was lost: by a key that the client chose, by a look-up of what it wrote, or
   * not at all.
   */
  readonly identity: 'key' | 'lookup' | 'none'
  /** Can a person see the marker in what was written? */
  readonly marker: 'shown' | 'hidden'
  /** The outcome of a plain deploy. */
  readonly outcome: 'recorded' | 'accepted' | 'succeeded'
  /** Does it only read, although it is no GET? For a list that is asked for by POST, and for GraphQL. */
  isRead?(request: { readonly path: string; readonly text: string }): boolean
  /** Where a plain deploy is written: the end of the path. */
  readonly write: Request
  /** A read that it makes each time, if it makes one. */
  readonly read?: Request
  /** How many requests the newest deploys take for the summary, where they are read: the number that its page promises. */
  readonly readsForSummary?: number
  /** Its 503 says when to come back, so nothing was done. */
  readonly tells503?: true
  /** Any 2xx answer is acceptance, whatever its body. */
  readonly takesAnyBody?: true
  /** Every workflow of docs/workflows/ID.arazzo.yaml, where that is there. */
  readonly flows?: readonly Flow[]
  /** What a deploy's `version` reads when the step says `version: X` at the commit `head`; X itself by default. */
  versionOf?(version: string, head: string): string
  /** Where parallel jobs may record at once: what makes that hard, and the releases there must be in the end. */
  readonly race?: {
    readonly environments: readonly string[]
    readonly switches: Texts
    readonly releases: number
    /** A newer deploy removes one that has not begun, so not every job's is there in the end. */
    readonly overtakes?: true
  }
}
