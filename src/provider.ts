// The contract between the core and a provider: types, and nothing that runs but `defineProvider`.
// A provider says what it can do by which functions it has; it never loops, sleeps, retries, logs or builds a
// message. The core owns time (wait.ts), exactly-once (carry-out.ts) and words (report/).
import type { GenericSchema, InferOutput } from 'valibot'
import type { Commit, CommitRange, RunContext } from './context/context.ts'
import type { Inputs, Values } from './inputs/kinds.ts'

/** One request, declared as one line of data. The HTTP layer obeys it and alone decides about retry. */
export interface Call {
  /** `{name}` parts are percent-encoded when the route is filled in. */
  readonly route: `${'GET' | 'POST' | 'PUT' | 'PATCH'} /${string}`
  /** `unsafe`: sent twice it would record or deploy twice, so an ambiguous answer is looked up, never repeated. */
  readonly repeat: 'safe' | 'unsafe'
  /** What it does, for "Sentry did not …"; may use the route's `{name}`s. */
  readonly does: string
  /** The vendor page (or source) it was taken from. */
  readonly docs: string
  /** Further "not now" answers beside 429, e.g. Sentry's 409 while commits are locked. */
  readonly busy?: readonly number[]
  /** Statuses beside 2xx that are a result and no error, e.g. 404 for "is it there?". */
  readonly results?: readonly number[]
  /** A refusal that its body shows to be a result, e.g. GitHub's 422 `already_exists`. */
  readonly isResult?: (status: number, body: unknown) => boolean
  /** HTTP status → what the user should do; goes before the provider's own hints. */
  readonly hints?: Readonly<Record<number, string>>
  /** It goes to another server than the provider's other calls: a name in `Connection.servers`. */
  readonly server?: string
}

export type Calls = Readonly<Record<string, Call>>

/** The parameters that a route needs, read from its text: a forgotten one does not compile. */
export type RouteParams<R extends string> = R extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [K in Name]: string | number } & RouteParams<Rest>
  : unknown

export interface Answer<T> {
  readonly status: number
  /** What the schema made of the body; undefined for a status of `results` and where no schema was given. */
  readonly body: T | undefined
  /** The body as it came, for the few places that must look at a refusal. */
  readonly raw: unknown
}

export interface Sending<S extends GenericSchema> {
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>
  readonly body?: unknown
  /** The fields that are needed of a 2xx body. A body without them is an ApiError. */
  readonly schema?: S
}

/** A provider's declared calls, ready to be sent; each `send` is one request with its retries. */
export interface Api<C extends Calls> {
  send<K extends keyof C & string, S extends GenericSchema>(
    name: K,
    params: RouteParams<C[K]['route']>,
    sending?: Sending<S>,
  ): Promise<Answer<InferOutput<S>>>
}

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

/** A server that calls go to, with the headers that it, and no other, gets. */
export interface Server {
  /** No trailing slash. */
  readonly baseUrl: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Connection extends Server {
  /** Further servers, by the name that a call's `server` gives. */
  readonly servers?: Readonly<Record<string, Server>>
  /** Everything that must never be seen, e.g. the token and the base64 of `user:token`. */
  readonly secrets: readonly string[]
  /** Base of the pages that people open, where it differs from the API's. */
  readonly webUrl?: string
  /** Other hosts a user may have meant, named in the message of a 401. */
  readonly otherHosts?: readonly string[]
}

/** How a step, or the whole run, came out: interface.md 4.1. */
export type Outcome =
  | 'recorded'
  | 'succeeded'
  | 'accepted'
  | 'existing'
  | 'started'
  | 'failed'
  | 'cancelled'
  | 'skipped'
  | 'superseded'
  | 'unknown'
  | 'planned'
  | 'error'
  | 'none'

export type JobStatus = 'success' | 'failure' | 'cancelled'

/** The steps of a plan, in the words of the receipts. */
export type Step = 'release' | 'revision' | 'build' | 'deploy' | 'wait' | 'finish' | 'retry'

/** What one step did: data for the outputs, the log and the summary. */
export interface Receipt {
  readonly step: Step
  readonly outcome: Outcome | 'created'
  /** The provider's id of what was made or found. */
  readonly id?: string
  /** The provider's id of the release, where the deploy itself is one (Akkeris). */
  readonly releaseId?: string
  readonly url?: string
  /** Release step: true when the release is new. */
  readonly created?: boolean
  /** Release step: how many commits the release has by our doing. */
  readonly commitCount?: number
  /** One short phrase in our own words about the result, e.g. `3 commits confirmed`. */
  readonly note?: string
  /** Things the user should know although the step succeeded. */
  readonly warnings?: readonly string[]
  /** Why the step must fail although the service answered well, as a sentence, e.g. by `beanstalk-skipped`. */
  readonly fails?: string
  /** Lines for a collapsed group in the log, e.g. the tail of a build log. Foreign text. */
  readonly detail?: readonly string[]
  /** Values that a later step of the same provider needs; never shown. */
  readonly facts?: Readonly<Record<string, string | number | boolean | undefined>>
  /** True time of the deploy, where the provider tells (milliseconds since the epoch). */
  readonly startedAt?: number
  readonly finishedAt?: number
}

/** The state of something under way, as the provider tells it. */
export interface DeployState {
  /** The vendor's word, for the log. */
  readonly state: string
  /** Set when it is final. */
  readonly outcome?: Outcome
  readonly note?: string
  readonly url?: string
  readonly warnings?: readonly string[]
  readonly fails?: string
  readonly detail?: readonly string[]
  /** True times, where the provider tells (milliseconds since the epoch). */
  readonly startedAt?: number
  readonly finishedAt?: number
  readonly facts?: Receipt['facts']
}

/** An earlier deploy of the environment, newest first in a history. */
export interface PastDeploy {
  readonly id: string
  readonly version?: string
  readonly sha?: string
  /** What was deployed, in the provider's own terms, where that is no commit (an Akkeris slug). */
  readonly revision?: string
  /** Id of the deploy that this one brought back, where the provider tells. */
  readonly rollbackOf?: string
  readonly outcome: Outcome
  readonly at?: number
  readonly url?: string
  readonly by?: string
  /** The marker it carries, where it can be read: by it a re-run knows its own earlier attempt. */
  readonly marker?: string
}

/** The answer of a look for our own record: found, certainly not there, or not to be told. */
export type Found = Receipt | 'absent' | 'undecided'

/** Something is there that may be the same deploy, but it cannot be told: ours is made all the same, with a warning. */
export interface Doubt {
  readonly warnings: readonly string[]
}

/**
 * What is looked for: what an `earlier` attempt of this run made, before this one began; or what this attempt made and
 * whose answer got `lost`. A provider whose records all carry the marker need not tell them apart.
 */
export type Sought = 'earlier' | 'lost'

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
}

export type Operation = 'deploy' | 'release' | 'track' | 'start' | 'finish' | 'rollback' | 'retry'

/**
 * A provider. I: its inputs, C: its calls, F: what its look-up finds.
 * Functions that write make one thing, once; functions that look ask once.
 */
export interface Provider<I extends Inputs, C extends Calls, F> {
  readonly id: string
  /** As the vendor writes it. */
  readonly name: string
  /** `deploys`: a call starts a real deployment. */
  readonly effect: 'records' | 'deploys'
  /** Where deploys show up for a person, for "look there". */
  readonly where: string
  readonly inputs: I
  /** Environment variable of the token, read when the input `token` is empty. */
  readonly tokenEnv: string
  readonly calls: C
  readonly limits: { readonly version?: Limit; readonly environment?: Limit }
  readonly hints: Readonly<Record<number, string>>

  /** Fills empty inputs from what the token itself says (Sentry: the organization). Runs before `check`. */
  complete?(own: Values<I>, asked: Asked): { readonly own: Values<I>; readonly warnings: readonly string[] }
  /** Problems that only the inputs together show, each with its cure. */
  check?(own: Values<I>, asked: Asked): readonly string[]
  connect(own: Values<I>, access: Access): Connection
  /** Steps that the provider's own inputs switch off. */
  leaveOut?(own: Values<I>): readonly Step[]
  /** It takes the changed files of each commit, so they are worth reading. */
  readonly takesFiles?: true
  /** The environment when the input is empty (Akkeris: the app's name). */
  defaultEnvironment?(own: Values<I>): string

  // Look, before anything is written.
  lookUp?(job: Job<I, C, undefined>): Promise<{ readonly facts: F; readonly warnings?: readonly string[] }>
  /** Earlier deploys of the environment, newest first, a few are enough. */
  history?(session: Session<I, C>): Promise<readonly PastDeploy[]>
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
  /** Did the retry happen although its answer got lost? */
  findRetry?(job: Job<I, C, F>, id: string): Promise<Found>
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

/** Gives a provider its types; it is a plain object. */
export function defineProvider<const I extends Inputs, const C extends Calls, F = undefined>(
  provider: Provider<I, C, F>,
): Provider<I, C, F> {
  return provider
}

/** A provider of whatever kind, as the core handles it. */
export type AnyProvider = Provider<Inputs, Calls, unknown>

export type { Commit, CommitRange, RunContext }
