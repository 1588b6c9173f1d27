// What comes back: how a step came out, the state of what is under way, and earlier deploys.

/** How a step, or the whole run, came out: the README's "How it ends". */
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
export type Step =
  | 'release'
  | 'confirm'
  | 'revision'
  | 'build'
  | 'deploy'
  | 'wait'
  | 'finish'
  | 'retry'
  | 'deactivate'

/** What is told beside an outcome. */
interface Remarks {
  /** One short phrase in our own words about the result, e.g. `3 commits confirmed`. */
  readonly note?: string | undefined
  readonly url?: string | undefined
  /** Things the user should know although it went on. */
  readonly warnings?: readonly string[]
  /** What was done by a rule, although more may have been expected. */
  readonly notices?: readonly string[]
  /** Why the step must fail although the service answered well, as a sentence, e.g. by `beanstalk-skipped`. */
  readonly fails?: string
  /** Lines for a collapsed group in the log, e.g. the tail of a build log. Foreign text. */
  readonly detail?: readonly string[]
  /** True times of the deploy, where the provider tells (milliseconds since the epoch). */
  readonly startedAt?: number | undefined
  readonly finishedAt?: number | undefined
  /** The provider's id of the release, where the deploy itself is one (Akkeris). */
  readonly releaseId?: string
  /** What was deployed, where that is not the run's own version and commit: it is told in their place. */
  readonly deployed?: DeployedCommit
  /** Values that a later step of the same provider needs; never shown. */
  readonly facts?: Readonly<Record<string, string | number | boolean | undefined>>
}

/** What a rollback brought back, or a build that was made of another commit. */
export interface DeployedCommit {
  /** Where the run's version is only a label, or of another commit: a revision, or a release's name. */
  readonly version?: string
  /** Its commit; empty where the provider does not tell it. */
  readonly sha?: string
}

/** What one step did: data for the outputs, the log and the summary. */
export interface Receipt extends Remarks {
  readonly step: Step
  readonly outcome: Outcome | 'created'
  /** The provider's id of what was made or found. */
  readonly id?: string | undefined
  /** True when the release is new, also where the deploy itself is one. */
  readonly created?: boolean
  /** Release step: how many commits the release has by our doing. */
  readonly commitCount?: number
  /** Release step: those are commits that it had already and keeps, and not this run's. */
  readonly keepsOthers?: true | undefined
  /** Found, but a part of it is not there, and may still come. */
  readonly isPartial?: true | undefined
  /** It was made by an earlier attempt of this run and still goes on. */
  readonly isReused?: true
}

/** The state of something under way, as the provider tells it. */
export interface DeployState extends Remarks {
  /** The vendor's word, for the log. */
  readonly state: string
  /** Set when it is final. */
  readonly outcome?: Outcome | undefined
  /** It is not there: final only when it stays so, for what was just made may take some seconds to be shown. */
  readonly isMissing?: true
  /** Final only when it stays so for some seconds: it may turn out otherwise, as a failure that a late report corrects. */
  readonly mayChange?: true
}

/** The receipt with more to warn of. */
export function withWarnings(receipt: Receipt, more: readonly string[]): Receipt {
  return more.length === 0 ? receipt : { ...receipt, warnings: [...(receipt.warnings ?? []), ...more] }
}

/** An earlier deploy of the environment, newest first in a history. */
export interface PastDeploy {
  readonly id: string
  readonly version?: string | undefined
  readonly sha?: string | undefined
  /** What was deployed, in the provider's own terms, where that is no commit (an Akkeris slug). */
  readonly revision?: string | undefined
  /** Id of the deploy that this one brought back, where the provider tells. */
  readonly rollbackOf?: string | undefined
  readonly outcome: Outcome
  readonly at?: number | undefined
  readonly url?: string | undefined
  readonly by?: string | undefined
  /** The marker it carries, where it can be read: by it a re-run knows its own earlier attempt. */
  readonly marker?: string | undefined
  /** The workflow run that made it, where it can be read. */
  readonly runId?: string | undefined
}

/** The names that a deploy has for what went out. */
export type RevisionNames = Pick<PastDeploy, 'revision' | 'sha' | 'version'>

/** What was deployed, as far as it is told; empty where it is not. */
export function revisionOf({ revision, sha, version }: RevisionNames): string {
  return revision || sha || version || ''
}

/** The one that ended last is the live one, and first in a history. */
export function latestFirst(a: PastDeploy, b: PastDeploy): number {
  return (b.at ?? 0) - (a.at ?? 0)
}

/** The answer of a look for our own record: found, certainly not there, or not to be told. */
export type LookResult = Receipt | 'absent' | 'undecided'

/** Something is there that may be the same deploy, but it cannot be told: ours is made all the same, with a warning. */
export interface Doubt {
  readonly warnings: readonly string[]
}

/**
 * What is looked for: what an `earlier` attempt of this run made, before this one began; or what this attempt made and
 * whose answer got `lost`. A provider whose records all carry the marker need not tell them apart.
 */
export type LookReason = 'earlier' | 'lost'

/** How long a workflow run can be re-run, so that nothing of an earlier attempt is older: 30 days. */
export const RERUN_MS = 30 * 86_400_000

/** The answer that got lost, as far as one came: no status where none did. */
export interface LostAnswer {
  readonly status?: number
}
