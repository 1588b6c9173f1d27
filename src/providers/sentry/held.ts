// The commits that a release has already: kept, or united with ours, and never fewer without a word.
import * as v from 'valibot'
import { Filled, Instant, Text } from '../../provider/fields.ts'
import { plural } from '../../text.ts'
import { commitOf, paramsOf, type SentryJob, type SentryRelease } from './calls.ts'
import { commitsForSentry, type HeldCommits, type SentryCommits } from './commits.ts'
import { allOf, pagesOf } from './pages.ts'

// A missing author is an empty object.
const HeldCommit = v.object({
  id: v.string(),
  message: Text,
  dateCreated: Instant,
  repository: v.nullish(v.object({ name: Text })),
  author: v.nullish(v.object({ name: Filled, email: Filled })),
})

/** As many as Sentry takes in one release, at 100 a page. */
const MOST_PAGES = 10

/** The commits of the job's release, newest first. Their changed files stay with them at Sentry, and are not read. */
async function commitsOf(job: SentryJob): Promise<HeldCommits> {
  const schema = v.array(HeldCommit)
  const pages = pagesOf(
    (cursor) => job.api.send('listCommits', paramsOf(job), { query: { cursor }, schema }),
    MOST_PAGES,
  )
  return (await allOf(pages)).map(({ id, message, dateCreated, repository, author }) => ({
    sha: id,
    message,
    repository: repository?.name ?? '',
    time: dateCreated,
    authorName: author?.name,
    authorEmail: author?.email,
  }))
}

/** Ours and those that the release has; nothing is sent where it has ours already, or would lose some of its own. */
export async function unitedCommits(job: SentryJob, old: SentryRelease): Promise<SentryCommits> {
  const held = await commitsOf(job)
  const ours = new Set(job.range.commits.map(({ sha }) => sha))
  const others = held.filter(({ sha }) => !ours.has(sha))
  if (others.length + ours.size === held.length) return kept(old.commitCount ?? held.length)
  const united = commitsForSentry(job, others)
  return united.count < (old.commitCount ?? 0) ? keptCommits(job, old) : united
}

/** Those that the release has, and a warning where they are not those of this run. */
export function keptCommits(job: SentryJob, old: SentryRelease): SentryCommits {
  const { range, version } = job
  const count = old.commitCount ?? 0
  const ours = commitsForSentry(job)
  const isSame = ours.count === 0 || commitOf(old) === range.head || ours.expected === count
  if (isSame) return kept(count)
  const text = `release "${version}" has ${plural(count, 'commit')} already and keeps them: those of this run, up to ${range.head.slice(0, 12)}, were not sent`
  return { ...kept(count), warnings: [text], keepsOthers: true }
}

function kept(count: number): SentryCommits {
  const note = `it keeps its ${plural(count, 'commit')}`
  return { fields: {}, count, expected: undefined, warnings: [], note }
}
