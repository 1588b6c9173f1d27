// What a run knows about itself, as plain data. Read once, at the edge; everything after this is pure.

export interface PatchFile {
  readonly path: string
  /** Added, modified, deleted: the three that every provider understands. */
  readonly type: 'A' | 'M' | 'D'
}

/** One commit. All texts are foreign. */
export interface Commit {
  readonly sha: string
  readonly message: string
  readonly authorName?: string | undefined
  readonly authorEmail?: string | undefined
  readonly authorLogin?: string
  /** Milliseconds since the epoch. */
  readonly time?: number | undefined
  /** A merge has more than one parent; undefined where the source does not tell (push payload). */
  readonly parents?: readonly string[]
  /** Changed files, when they were asked for and could be read. */
  readonly files?: readonly PatchFile[]
}

export type RangeSource = 'push' | 'last-deploy' | 'previous-tag' | 'given' | 'pull-request' | 'single-commit'

/** Base (excluded) to head (included), and the commits between, newest first. */
export interface CommitRange {
  readonly base?: string
  /** The tag that the base was found by, when a rule looked for the previous tag. */
  readonly baseTag?: string
  readonly head: string
  readonly source: RangeSource
  /** Why this base, in our own words, for the plan. */
  readonly reason: string
  /** How head stands to base; `unknown` where nothing was compared. */
  readonly status: 'ahead' | 'identical' | 'behind' | 'diverged' | 'unknown'
  readonly commits: readonly Commit[]
  /** How many commits the range has; more than `commits.length` when not all were fetched. */
  readonly total: number
  /** Things the user should know about the range. */
  readonly warnings: readonly string[]
}

export interface Repository {
  readonly owner: string
  readonly name: string
  /** `owner/name` */
  readonly full: string
}

export interface PullRequest {
  readonly number: number
  /** Tip of the base branch as the event knows it; older than the merge when others merged meanwhile. */
  readonly baseSha: string
  /** Tip of the pull request's own branch. */
  readonly headSha: string
  readonly isMerged: boolean
  /** Commits of the pull request; 0 when the event does not tell. */
  readonly commitCount: number
}

/** What the event itself says about the commits it brings. */
export interface EventRange {
  readonly base: string
  readonly source: 'push' | 'pull-request'
  /** Commits of the payload, newest first. */
  readonly commits: readonly Commit[]
  /** Whether `commits` is known to be the whole range, starting at `base`. */
  readonly isComplete: boolean
  /** A forced push: `base` may be no ancestor of the head, or gone. */
  readonly isForced: boolean
}

export interface RunContext {
  readonly event: string
  readonly repository: Repository
  /** `https://github.com`, or the GHES or GHE.com web host. */
  readonly serverUrl: string
  /** GitHub's API, with `/api/v3` on GHES. */
  readonly githubApiUrl: string
  readonly runId: string
  readonly runNumber: string
  readonly runAttempt: number
  /** The workflow run's page. */
  readonly runUrl: string
  readonly workflow: string
  readonly job: string
  /** The step's id, or the name that the runner gives it (GITHUB_ACTION). */
  readonly step: string
  /** Who started the run. */
  readonly actor: string
  /** Short name of the branch or tag that is deployed; empty where the event has none. */
  readonly ref: string
  readonly refKind: 'branch' | 'tag' | 'none'
  /** The event does not tell whether it is a branch or a tag. */
  readonly isTagPossible?: true
  readonly headSha: string
  /** The head commit, when the event tells about it. */
  readonly headCommit?: Commit
  readonly range?: EventRange
  /** The event made the branch, so it has no range of its own: the commits that it names, newest first. */
  readonly newBranch?: readonly Commit[]
  readonly pullRequest?: PullRequest
  readonly defaultBranch: string
  /** Nothing to record, and why: the step ends well with a notice. */
  readonly stop?: string
  /** Why nothing of this event's own commit is released: see unmerged.ts. */
  readonly refusal?: string
}

/** `Deploy #42`: the run as people know it. */
export function runName({ workflow, runNumber }: RunContext): string {
  return `${workflow} #${runNumber}`.trim()
}

/** Is it the name of the branch that is deployed, or of the default branch? */
export function namesBranch(name: string, { ref, refKind, defaultBranch }: RunContext): boolean {
  return name === defaultBranch || (refKind === 'branch' && name === ref)
}

/** The repository's page. */
export function repositoryUrl({
  serverUrl,
  repository,
}: Pick<RunContext, 'serverUrl' | 'repository'>): string {
  return `${serverUrl}/${repository.full}`
}
