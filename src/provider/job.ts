// What an act is given: the deploy that is to be made, and everything known around it.
import type { CommitRange, RunContext } from '../event/context.ts'
import type { Inputs, Values } from '../inputs/kinds.ts'
import type { Operation } from '../inputs/operations.ts'
import { isSha, oneLine } from '../text.ts'
import type { Api, Calls } from './call.ts'
import type { JobStatus, PastDeploy, Receipt } from './receipt.ts'

/** Everything about the deploy that is to be made; texts are whole, a provider cuts them to its limits. */
export interface Deploy {
  readonly name: string
  readonly description: string
  readonly url: string
  /** `[1a2b3c4d]`, to stand at the end of the free text that the provider shows: see deploy/marker.ts. */
  readonly marker: string
  readonly startedAt: number
  /** Undefined: now, when it is written. */
  readonly finishedAt?: number
  readonly status: JobStatus
  /** The provider's id of the deploy that is closed or tried again; empty where it is only made. */
  readonly id: string
  /** What this record is of, where a deploy has one for each of several: a service, an entity. Empty: there is one for all. */
  readonly subject: string
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
  /** Base of the pages that people open; empty where it is not known. */
  readonly webUrl: string
  now(): number
}

/** Everything a provider may use in an act. */
export interface Job<I extends Inputs, C extends Calls, F> extends Session<I, C> {
  readonly operation: Operation
  readonly version: string
  /** True when the version was not given but follows from the head commit or the event's tag. */
  readonly isVersionDerived: boolean
  /** False when nothing is new since the tag that has this version: there is nothing to release. */
  readonly isVersionNew: boolean
  /** The tag before this version, where one was looked for and found. */
  readonly previousTag?: string
  /** The input `description`; empty when it is not given. */
  readonly description: string
  /** Tells the jobs of a matrix apart. */
  readonly matrixKey: string
  /** Commits of the release, newest first, and how the range was found. */
  readonly range: CommitRange
  /** True when the range follows from the event, and neither from `commits-from` nor from `paths`. */
  readonly isRangeDerived: boolean
  /** True when only the commits that touch `paths` are in the range. */
  readonly isRangeFiltered: boolean
  /** What `lookUp` found. */
  readonly facts: F
  /** What the release and build acts of this run gave. */
  readonly release?: Receipt
  readonly build?: Receipt
  /** Options of the common inputs that change what is sent. */
  readonly commitsMode: 'auto' | 'none' | 'refs'
  readonly wait: boolean
  /** The input `deploy-id`; empty when not given. */
  readonly deployId: string
}

/** The commit that goes out, where it is known: a rollback's is not the run's own head. */
export function commitOf(
  { operation, version, range }: Pick<Job<Inputs, Calls, unknown>, 'operation' | 'version' | 'range'>,
  { rollbackTo }: Pick<Deploy, 'rollbackTo'>,
): string {
  if (operation !== 'rollback') return range.head
  return rollbackTo?.sha ?? (isSha(version) ? version : '')
}

/** What `finish` closes may have been started by a run of another version or commit: as its record tells it. */
export function closedAs(
  { operation, version, range }: Pick<Job<Inputs, Calls, unknown>, 'operation' | 'version' | 'range'>,
  told: { readonly version: string; readonly sha: string },
): Pick<Receipt, 'deployed'> {
  const sha = told.sha || (isSha(told.version) ? told.version : '')
  const isOwn = told.version === version && ['', range.head].includes(sha)
  if (operation !== 'finish' || told.version === '' || isOwn) return {}
  return { deployed: { version: told.version, sha } }
}

/** What is wrong with a `deploy-id` of another environment, as its record tells that; nothing where it does not. */
export function elsewhere(
  { environment }: Pick<Job<Inputs, Calls, unknown>, 'environment'>,
  id: string,
  at: string,
): string[] {
  return ['', environment].includes(at)
    ? []
    : [`deploy-id ${id} is of environment "${oneLine(at, 80)}", not of "${environment}".`]
}

/** The workflow run whose page a text names, as the link with a deploy does by default. */
export function runIn(text: string): string | undefined {
  return /\/actions\/runs\/(\d{1,20})(?!\d)/.exec(text)?.[1]
}
