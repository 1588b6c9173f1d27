// The contract between the core and a provider: types, and nothing that runs but `defineManifest` and `defineProvider`.
// What is sent is in call.ts, what comes back in receipt.ts; a provider takes all of it from here.
// Of every provider the manifest is loaded, and the rest only of the chosen one. Its functions are the steps that it has;
// it never loops, sleeps, retries, logs or builds a message. The core owns time (wait.ts), exactly-once (steps/once.ts)
// and words (report/).

import type { CommitRange, RunContext } from '../event/context.ts'
import type { Operation, ProviderId } from '../inputs/common.ts'
import type { Inputs, Values } from '../inputs/kinds.ts'
import type { Api, Calls, Connection } from './call.ts'
import type { DeployState, Doubt, Found, JobStatus, PastDeploy, Receipt, Sought, Step } from './receipt.ts'

export type { Commit, CommitRange, RunContext } from '../event/context.ts'
export type { Operation, ProviderId } from '../inputs/common.ts'
export type { Answer, Api, Call, Calls, Connection, Sending, Server } from './call.ts'
export type {
  DeployState,
  Doubt,
  Found,
  JobStatus,
  Outcome,
  PastDeploy,
  Receipt,
  Sought,
  Step,
} from './receipt.ts'

/** What a vendor refuses in a name, as data; checked before any request. */
export interface Limit {
  readonly maxBytes?: number
  readonly maxLength?: number
  /** Characters or strings that may not stand in it. */
  readonly forbidden?: readonly string[]
  /** Control characters are refused unless this is true. */
  readonly controls?: true
  /** Whole names that are refused, compared in lower case. */
  readonly reserved?: readonly string[]
  /** White space around it is refused. */
  readonly trimmed?: true
  /** Shapes that are refused, e.g. an ending, with the words for them: `ends with ".lock"`. */
  readonly shapes?: readonly { readonly pattern: RegExp; readonly says: string }[]
}

/** Everything about the deploy that is to be made; texts are whole, a provider cuts them to its limits. */
export interface Deploy {
  readonly name: string
  readonly description: string
  readonly url: string
  /** `[1a2b3c4d]`, to stand at the end of the free text that the provider shows: see marker.ts. */
  readonly marker: string
  readonly startedAt: number
  /** Undefined: now, when it is written. */
  readonly finishedAt?: number
  readonly status: JobStatus
  /** Records with these ids are of an earlier attempt and are not ours. */
  readonly ignore: readonly string[]
  /** A rollback deploys this again: the provider's id of the earlier deploy, where one was given or found. */
  readonly rollbackTo?: PastDeploy
}

/** What looking and deploying have in common: the provider's own inputs and its connection. */
export interface Session<I extends Inputs, C extends Calls> {
  readonly api: Api<C>
  /** The provider's own inputs. */
  readonly own: Values<I>
  readonly environment: string
  readonly context: RunContext
  /** Base of the pages that people open. */
  readonly webUrl: string
  now(): number
}

/** Everything a provider may use to do one step. */
export interface Job<I extends Inputs, C extends Calls, F> extends Session<I, C> {
  readonly operation: Operation
  readonly version: string
  /** True when the version was not given but follows from the head commit or the event's tag. */
  readonly isVersionDerived: boolean
  /** False when `conventional` found nothing since the tag: there is nothing to release. */
  readonly isVersionNew: boolean
  /** The tag before this version, where one was looked for and found. */
  readonly previousTag?: string
  /** The input `description`, or the first line of the head commit. */
  readonly description: string
  /** Tells the jobs of a matrix apart. */
  readonly matrixKey: string
  /** Commits of the release, newest first, and how the range was found. */
  readonly range: CommitRange
  /** What `lookUp` found. */
  readonly facts: F
  /** What the release and build steps of this run gave. */
  readonly release?: Receipt
  readonly build?: Receipt
  /** Options of the common inputs that change what is sent. */
  readonly commitsMode: 'auto' | 'none' | 'refs'
  readonly wait: boolean
  /** The input `deploy-id`; empty when not given. */
  readonly deployId: string
  /** For a look at the earlier deploys, where the summary would show them and nothing has read them yet. */
  readonly glance?: () => Session<I, C>
}

/** What is known of a provider without its code: enough to read and check the inputs, and to connect. */
export interface Manifest<I extends Inputs> {
  readonly id: ProviderId
  /** As the vendor writes it. */
  readonly name: string
  /** `deploys`: a call starts a real deployment, which is followed to its end by `readDeploy`. */
  readonly effect: 'records' | 'deploys'
  /** What it supports; they follow from its functions, which a test compares. */
  readonly operations: readonly Operation[]
  /** Where deploys show up for a person, for "look there". */
  readonly where: string
  readonly inputs: I
  /** Environment variable of the token, read when the input `token` is empty. */
  readonly tokenEnv: string
  readonly limits: { readonly version?: Limit; readonly environment?: Limit }

  /** Fills empty inputs from what the token itself says (Sentry: the organization). Runs before `check`. */
  complete?(own: Values<I>, asked: Asked): { readonly own: Values<I>; readonly warnings: readonly string[] }
  /** Problems that only the inputs together show, each with its cure. */
  check?(own: Values<I>, asked: Asked): readonly string[]
  connect(own: Values<I>, access: Access): Connection
  /** Steps that the provider's own inputs switch off. */
  leaveOut?(own: Values<I>): readonly Step[]
  /** The revision that an own input gives a rollback as its target; empty: none was given. */
  rollbackTarget?(own: Values<I>): string
  /** It takes the changed files of each commit, so they are worth reading. */
  readonly takesFiles?: true
  /** The environment when the input is empty (Akkeris: the app's name). */
  defaultEnvironment?(own: Values<I>): string
}

/**
 * A provider. I: its inputs, C: its calls, F: what its look-up finds.
 * Functions that write make one thing, once; functions that look ask once. None uses `this`.
 */
export interface Provider<I extends Inputs, C extends Calls, F> extends Manifest<I> {
  readonly calls: C
  readonly hints: Readonly<Record<number, string>>

  // Look, before anything is written.
  /** Also in a dry run, so what cannot be is refused here. */
  lookUp?(
    job: Job<I, C, undefined>,
    deploy: Deploy,
  ): Promise<{ readonly facts: F; readonly warnings?: readonly string[] }>
  /** Earlier deploys of the environment, newest first, a few are enough: for ranges and rollbacks. */
  history?(session: Session<I, C>): Promise<readonly PastDeploy[]>
  /** The same only to be shown in the summary, for so few requests that every deploy can afford them. */
  recent?(session: Session<I, C>): Promise<readonly PastDeploy[]>
  /** One earlier deploy by its id, however old: the target of a rollback with `deploy-id`. */
  readPast?(session: Session<I, C>, id: string): Promise<PastDeploy>

  /** The release that must be there already, for a rollback or the second half of a deploy. */
  confirmRelease?(job: Job<I, C, F>, deploy: Deploy): Promise<Receipt>

  /**
   * Reads back what was just made, and completes it. When it throws, what was made is reported all the same: it stands
   * apart from the write so that an id is never lost.
   */
  verifyRelease?(job: Job<I, C, F>, made: Receipt): Promise<Receipt>
  verifyDeploy?(job: Job<I, C, F>, deploy: Deploy, made: Receipt): Promise<Receipt>

  // Write: each makes one thing, once.
  createRelease?(job: Job<I, C, F>): Promise<Receipt>
  createBuild?(job: Job<I, C, F>, deploy: Deploy): Promise<Receipt>
  createDeploy?(job: Job<I, C, F>, deploy: Deploy): Promise<Receipt>
  finishDeploy?(job: Job<I, C, F>, deploy: Deploy, id: string): Promise<Receipt>
  retryDeploy?(job: Job<I, C, F>, id: string): Promise<Receipt>
  /** Attaches to a deploy how it ended, where that is a record of its own. The deploy stands whatever comes of it. */
  annotateDeploy?(job: Job<I, C, F>, deploy: Deploy, ended: Receipt): Promise<void>

  // Look: each asks once.
  /** Was the release made although the answer got lost? Needed only where creating it twice would make two. */
  findRelease?(job: Job<I, C, F>): Promise<Found>
  /** Is ours there already? Found by the marker. */
  findDeploy?(job: Job<I, C, F>, deploy: Deploy, sought: Sought): Promise<Found>
  findBuild?(job: Job<I, C, F>, deploy: Deploy, sought: Sought): Promise<Found>
  /** Was it closed although the answer got lost? */
  findFinish?(job: Job<I, C, F>, deploy: Deploy, id: string): Promise<Found>
  /** The open deploy to finish when no id is known: the newest of this environment and head, or the natural key. */
  findOpen?(job: Job<I, C, F>, deploy: Deploy): Promise<Found>
  /** Did the retry happen: in an earlier attempt, or although its answer got lost? */
  findRetry?(job: Job<I, C, F>, id: string, sought: Sought): Promise<Found>
  /** A deploy of the same thing that the service starts by itself, to be followed instead of making a second. */
  adoptDeploy?(job: Job<I, C, F>, deploy: Deploy): Promise<Receipt | Doubt | undefined>
  /** How long such a deploy may take to appear, in milliseconds; 0: look once. */
  adoptWithinMs?(job: Job<I, C, F>): number
  /** Has what is to be deployed arrived at the service? Final when it has. */
  readRevision?(job: Job<I, C, F>): Promise<DeployState>
  readBuild?(job: Job<I, C, F>, id: string): Promise<DeployState>
  readDeploy?(job: Job<I, C, F>, id: string): Promise<DeployState>
}

/** The common inputs that a provider's own check may need to see. */
export interface Asked {
  readonly operation: Operation
  readonly version: string
  readonly environment: string
  readonly deployId: string
  readonly apiUrl: string
  readonly token: string
  readonly githubToken: string
  readonly env: Readonly<Record<string, string | undefined>>
}

export interface Access {
  readonly token: string
  readonly apiUrl: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Gives a manifest its types; it is a plain object. */
export function defineManifest<const I extends Inputs>(manifest: Manifest<I>): Manifest<I> {
  return manifest
}

/** Gives a provider its types; it is a plain object. */
export function defineProvider<const I extends Inputs, const C extends Calls, F = undefined>(
  provider: Provider<I, C, F>,
): Provider<I, C, F> {
  return provider
}

/** A provider of whatever kind, its manifest and its job, as the core handles them. */
export type AnyManifest = Manifest<Inputs>
export type AnyProvider = Provider<Inputs, Calls, unknown>
export type AnyJob = Job<Inputs, Calls, unknown>
