// Commits as Sentry takes them: every limit is kept before sending, because one bad field refuses the whole release.
// Limits: rest_framework/commit.py and serializers of getsentry/sentry; see docs/providers/sentry.md.
import type { Commit, CommitRange } from '../../provider/provider.ts'
import { bytes, cut, fitting, plural } from '../../text.ts'
import type { SentryJob } from './calls.ts'

export interface SentryCommits {
  /** The part of the request's body. */
  readonly fields: { readonly commits?: readonly unknown[]; readonly refs?: readonly unknown[] }
  /** How many commits were sent. */
  readonly count: number
  /** How many Sentry must have afterwards; undefined when it fetches them itself, later, or keeps its own. */
  readonly expected: number | undefined
  readonly warnings: readonly string[]
  readonly notices?: readonly string[]
  readonly note?: string
  /** The release keeps other commits than this run's. */
  readonly keepsOthers?: true
}

const noCommits: SentryCommits = { fields: {}, count: 0, expected: undefined, warnings: [] }

const MAX_COMMITS = 1_000
const MAX_BYTES = 1_000_000
const MAX_REPOSITORY = 64
const MAX_REF_REPOSITORY = 200
const MAX_NAME = 128
// Newer servers take 200 and keep 75; older self-hosted ones refuse more than 75.
const MAX_EMAIL = 75
// Newer servers take 510, older self-hosted ones 255 (sentry-cli #1272).
const MAX_PATH = 255
const MAX_MESSAGE = 65_536

/** Commits that the release has already, each with the repository that it is held under; newest first. */
export type HeldCommits = readonly (Commit & { readonly repository: string })[]

/** The commits of the range, newest first, and those that are to be kept, within Sentry's limits. */
export function commitsForSentry(job: SentryJob, kept: HeldCommits = []): SentryCommits {
  const { range, context, own, commitsMode } = job
  const repository = own.sentryRepository || context.repository.full
  if (commitsMode === 'refs') return refsForSentry(range, repository)
  if (commitsMode === 'none' || range.commits.length === 0) return noCommits
  const isNameable = repository.length <= MAX_REPOSITORY
  const all = [...range.commits.map((commit) => ({ ...commit, repository })), ...kept]
  const total = range.total + kept.length
  const hasTimes = all.every(({ time }) => time !== undefined)
  const newest = all.slice(0, MAX_COMMITS).map((commit) => field(commit, hasTimes))
  const commits = fitting(newest, MAX_BYTES, (commit) => bytes(JSON.stringify(commit)) + 1)
  return {
    fields: { commits },
    count: commits.length,
    // Sentry drops these without a word (models/releases/set_commits.py).
    expected: commits.filter(({ message }) => !message.includes('#skipsentry')).length,
    warnings: isNameable ? [] : [tooLong(repository)],
    notices: total > commits.length ? [tooMany(commits.length, total)] : [],
  }
}

function tooLong(repository: string): string {
  return `the repository name "${repository}" is longer than the ${MAX_REPOSITORY} characters that Sentry takes, so the commits go without it`
}

function tooMany(sent: number, total: number): string {
  return `the release gets the newest ${plural(sent, 'commit')} of ${total}: Sentry takes at most ${MAX_COMMITS} and 1 MB`
}

function refsForSentry(range: CommitRange, repository: string): SentryCommits {
  const ref = {
    repository: cut(repository, MAX_REF_REPOSITORY),
    commit: range.head,
    previousCommit: range.base || undefined,
  }
  return { ...noCommits, fields: { refs: [ref] }, note: 'Sentry fetches the commits itself' }
}

function field(commit: HeldCommits[number], hasTime: boolean) {
  const { repository, authorName, authorEmail, time } = commit
  const files = commit.files?.filter(({ path }) => path.length <= MAX_PATH)
  return {
    id: commit.sha,
    // Never null: the server searches in it.
    message: cut(commit.message, MAX_MESSAGE),
    repository: repository.length <= MAX_REPOSITORY ? repository || undefined : undefined,
    author_name: authorName ? cut(authorName, MAX_NAME) : undefined,
    author_email: authorEmail ? authorEmail.slice(0, MAX_EMAIL) : undefined,
    // On all or on none: the server sorts by it and cannot compare a date with nothing.
    timestamp: hasTime && time !== undefined ? new Date(time).toISOString() : undefined,
    patch_set: files?.map(({ path, type }) => ({ path, type })),
  }
}
