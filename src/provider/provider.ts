// The contract between the core and a provider: a table of acts. What is sent is in call.ts, what comes back in receipt.ts,
// what an act is given in job.ts; a provider takes all of it from here. It never loops, sleeps, retries, logs or builds a
// message: the core owns time (deploy/wait.ts), exactly-once (deploy/once.ts) and words (report/).

import type { Inputs, Values } from '../inputs/kinds.ts'
import { OPERATIONS, type Operation } from '../inputs/operations.ts'
import type { Calls, Connection, Hint } from './call.ts'
import type { Deploy, Job, Session } from './job.ts'
import {
  type DeployState,
  type Doubt,
  type LookReason,
  type LookResult,
  type LostAnswer,
  type PastDeploy,
  type Receipt,
  type RevisionNames,
  revisionOf,
  type Step,
} from './receipt.ts'

export {
  type Commit,
  type CommitRange,
  namesBranch,
  type RunContext,
  repositoryUrl,
} from '../event/context.ts'
export type { Operation } from '../inputs/operations.ts'
export type * from './call.ts'
export * from './job.ts'
export * from './receipt.ts'

/** What a vendor refuses in a name, beside control characters, as data; checked before any request. */
export interface Limit {
  readonly maxBytes?: number
  readonly maxLength?: number
  /** Characters or strings that may not stand in it. */
  readonly forbidden?: readonly string[]
  /** Whole names that are refused, compared in lower case. */
  readonly reserved?: readonly string[]
  /** White space around it is refused. */
  readonly trimmed?: true
  /** Shapes that are refused, e.g. an ending, with the words for them: `ends with ".lock"`. */
  readonly shapes?: readonly { readonly pattern: RegExp; readonly says: string }[]
}

/** One thing that a provider makes, once. Each function asks or writes one thing; none uses `this`. */
export interface Act<J> {
  /**
   * Makes it: one write.
   * @param lost the answer to the try before this one, which got lost and left no trace
   */
  make(job: J, deploy: Deploy, lost?: LostAnswer): Promise<Receipt>
  /** Is ours there already? Known by its key or marker. Without it a lost answer cannot be settled. */
  find?(job: J, deploy: Deploy, sought: LookReason, lost?: LostAnswer): Promise<LookResult>
  /**
   * Reads back what was just made, and completes it; `absent`: it is not shown yet, so the core asks again. When it throws, what was made is reported all the same: it stands
   * apart from the write so that an id is never lost.
   */
  check?(job: J, deploy: Deploy, made: Receipt): Promise<Receipt | 'absent'>
  /**
   * How it goes, for what the provider carries out by itself: the core asks until the state is final.
   * @param followedMs how long it has been asked for, by a clock that nobody can set
   */
  read?(job: J, id: string, followedMs: number): Promise<DeployState>
  /** Where it shows up for a person, where that is not where deploys do. */
  readonly where?: string
}

/** A deploy of the same thing that the service starts by itself, to be followed instead of making a second. */
export interface Adoption<J> {
  look(job: J, deploy: Deploy): Promise<Receipt | Doubt | undefined>
  /** How long it may take to appear, in milliseconds; 0: look once. */
  withinMs(job: J): number
}

export interface ReleaseAct<J> extends Act<J> {
  /** Makes sure of a release that must be there already: for a rollback, or the second half of a deploy. */
  confirm?(job: J, deploy: Deploy): Promise<Receipt>
  /** Does the deploy go on after this error, because it needs no release? The step fails all the same. */
  isBeside?(error: unknown): boolean
}

export interface DeployAct<J> extends Act<J> {
  readonly adopt?: Adoption<J>
  /** Attaches how the deploy ended, where that is a record of its own. The deploy stands whatever comes of it. */
  annotate?(job: J, deploy: Deploy, ended: Receipt): Promise<void>
}

export interface FinishAct<J> extends Act<J> {
  /** The open deploy to close when no id is known: the newest of this environment and head, or the natural key. */
  open?(job: J, deploy: Deploy): Promise<LookResult>
}

/**
 * How a record of ours is known again after a lost answer. `key`: it has a key that we choose, so writing twice makes one.
 * `lookup`: it is looked up by the marker. `none`: it cannot be told, so an ambiguous write is never repeated.
 */
export type Identity = 'key' | 'lookup' | 'none'

/** What the history is wanted for: a provider may read less, or otherwise, for the summary alone. */
export type HistoryUse = 'range' | 'rollback' | 'summary'

/**
 * Are these enough earlier deploys for their use? A range starts at the newest good one; a rollback leaves that for another.
 * @param good those that went well
 */
export function isEnough(use: HistoryUse, good: readonly RevisionNames[]): boolean {
  const revisions = new Set(good.map(revisionOf).filter((revision) => revision !== ''))
  return use === 'summary' || revisions.size > (use === 'rollback' ? 1 : 0)
}

/** A provider. I: its inputs, C: its calls, F: what its look-up finds. */
export interface Provider<I extends Inputs, C extends Calls, F> {
  readonly id: string
  /** As the vendor writes it. */
  readonly name: string
  /** Where deploys show up for a person, for "look there". */
  readonly where: string
  /** Environment variable of the token, read when the input `token` is empty. */
  readonly tokenEnv: string
  readonly identity: Identity
  /** How long a new record may take until it can be read, in milliseconds, where that is longer than usual. */
  readonly shownWithinMs?: number
  readonly inputs: I
  readonly limits?: { readonly version?: Limit; readonly environment?: Limit }
  readonly calls: C
  /** HTTP status → what the user should do. */
  readonly hints: Readonly<Record<number, Hint>>

  // What follows from the inputs alone.
  /** Fills empty inputs from what the token itself says (Sentry: the organization). Runs before `problems`. */
  complete?(
    own: Values<I>,
    given: CommonFacts,
  ): { readonly own: Values<I>; readonly warnings: readonly string[] }
  /** Problems that only the inputs together show, each with its cure. */
  problems?(own: Values<I>, given: CommonFacts): readonly Problem[]
  connect(own: Values<I>, access: Access): Connection
  /** What is deployed to, for the marker: projects, app, account, repository. */
  target(own: Values<I>): readonly string[]
  /** What gets a record of its own each, and each exactly once; left out: there is one record for all. */
  subjects?(own: Values<I>): readonly string[]
  /** True where these inputs allow no look: what the provider reads takes an input (a second token) that is empty. */
  isBlind?(own: Values<I>): boolean
  /** A `deploy-id` as the provider writes it, e.g. in lower case. */
  canonicalId?(deployId: string): string
  /** Steps that the provider's own inputs switch off. */
  leaveOut?(own: Values<I>): readonly Step[]
  /** The revision that an own input gives a rollback as its target; empty: none was given. */
  rollbackTarget?(own: Values<I>): string
  /** The environment when the input is empty (Akkeris: the app's name). */
  defaultEnvironment?(own: Values<I>): string
  /** It takes the changed files of each commit, so they are worth reading. */
  readonly takesFiles?: true

  // Looks before anything is written.
  /** Also in a dry run, so what cannot be is refused here. */
  lookUp?(
    job: Job<I, C, undefined>,
    deploy: Deploy,
  ): Promise<{ readonly facts: F; readonly warnings?: readonly string[] }>
  /** Earlier deploys of the environment, newest first; a few are enough. */
  history?(session: Session<I, C>, use: HistoryUse): Promise<readonly PastDeploy[]>
  /** One earlier deploy by its id, however old: the target of a rollback with `deploy-id`. */
  pastDeploy?(session: Session<I, C>, id: string): Promise<PastDeploy>
  /** Has what is to be deployed arrived at the service? Final when it has. */
  arrives?(job: Job<I, C, F>): Promise<DeployState>

  // The acts, in the order of a plan.
  readonly release?: ReleaseAct<Job<I, C, F>>
  readonly build?: Act<Job<I, C, F>>
  readonly deploy: DeployAct<Job<I, C, F>>
  readonly finish?: FinishAct<Job<I, C, F>>
  readonly retry?: Act<Job<I, C, F>>
  /** Retires every active deploy of the environment. */
  readonly deactivate?: Act<Job<I, C, F>>
}

/** What is wrong, as sentences with the cure; false or undefined where nothing is. */
export type Problem = string | false | undefined

/** The common inputs that a provider's own check may need to see. */
export interface CommonFacts {
  readonly operation: Operation
  readonly version: string
  readonly environment: string
  readonly deployId: string
  readonly apiUrl: string
  readonly token: string
  readonly githubToken: string
  readonly env: Readonly<Record<string, string | undefined>>
}

export type Access = Pick<CommonFacts, 'token' | 'apiUrl' | 'env'>

/** Gives a provider its types; it is a plain object. */
export function defineProvider<const I extends Inputs, const C extends Calls, F = undefined>(
  provider: Provider<I, C, F>,
): Provider<I, C, F> {
  return provider
}

/** A provider of whatever kind and its job, as the core handles them. */
export type AnyProvider = Provider<Inputs, Calls, unknown>
export type AnyJob = Job<Inputs, Calls, unknown>
export type AnySession = Session<Inputs, Calls>
export type AnyAct = Act<AnyJob>

/** The provider as it is with these inputs: one that is blind has nothing to look with. */
export function sighted(provider: AnyProvider, own: Values<Inputs>): AnyProvider {
  if (!provider.isBlind?.(own)) return provider
  const { history: _, finish, ...rest } = provider
  const { find: __, check: ___, ...deploy } = provider.deploy
  return { ...rest, deploy, ...(finish ? { finish: { make: finish.make } } : {}) }
}

type Acts = Pick<AnyProvider, 'release' | 'deploy' | 'retry' | 'deactivate'>

/** `deploys`: a call starts a real deployment, which is followed to its end. */
export function effectOf({ deploy }: Pick<Acts, 'deploy'>): 'records' | 'deploys' {
  return deploy.read ? 'deploys' : 'records'
}

/** What a provider supports: it follows from the acts that it has. */
export function operationsOf(provider: Acts): readonly Operation[] {
  const has: Partial<Record<Operation, boolean>> = {
    release: provider.release !== undefined,
    // A provider that carries the deploy out ends it by itself.
    track: effectOf(provider) === 'records',
    retry: provider.retry !== undefined,
    deactivate: provider.deactivate !== undefined,
  }
  return OPERATIONS.filter((operation) => has[operation] !== false)
}
