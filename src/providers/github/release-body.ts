// What a new release is sent as: its notes, which GitHub writes or the commits give, within what GitHub takes.
import * as v from 'valibot'
import { ApiError, NetworkError } from '../../errors.ts'
import { escapeMarkdown, fitting } from '../../text.ts'
import { type GitHubJob, homeOf, repoOf } from './calls.ts'
import { notesFromCommits } from './notes.ts'
import { namesPrerelease } from './tag-name.ts'

export interface Shape {
  /** The tag is there already. */
  readonly isTagged: boolean
  /** The text of GitHub's own notes is asked for and sent, instead of having GitHub write them into the release. */
  readonly isSpelledOut: boolean
}

export interface Notes {
  readonly fields: Readonly<Record<string, unknown>>
  readonly warnings: readonly string[]
}

/** The body of a new release. */
export async function releaseBody(job: GitHubJob, { isTagged, isSpelledOut }: Shape): Promise<Notes> {
  const { githubDraft, githubLatest } = job.own
  const prerelease = isPrerelease(job)
  const notes = await notesOf(job, isSpelledOut)
  const fields = {
    tag_name: job.version,
    // Of no use when the tag is there, and then a reason for refusals (intent-hq/intent#1277, cubrid-lab/cubrid-mcp-server#153).
    target_commitish: isTagged ? undefined : job.range.head,
    name: job.version,
    draft: githubDraft,
    prerelease,
    // Three texts, never a boolean; drafts and prereleases cannot be the latest.
    ...(githubDraft || prerelease ? {} : { make_latest: githubLatest === 'auto' ? 'legacy' : githubLatest }),
    ...notes.fields,
  }
  return { ...notes, fields }
}

function isPrerelease({ own, version }: GitHubJob): boolean {
  return own.githubPrerelease === 'auto' ? namesPrerelease(version) : own.githubPrerelease === 'true'
}

async function notesOf(job: GitHubJob, isSpelledOut: boolean): Promise<Notes> {
  const { own, description, previousTag, version } = job
  switch (own.githubNotes) {
    case 'none':
      return { fields: {}, warnings: [] }
    case 'commits':
      return { fields: { body: ofCommits(job) }, warnings: [] }
    case 'generate': {
      const start = previousTag === version ? undefined : previousTag
      // The create call cannot be told where the notes start, and would choose among all tags.
      if (start !== undefined || isSpelledOut) return written(job, start)
      const body = description === '' ? undefined : escapeMarkdown(description)
      return { fields: { body, generate_release_notes: true }, warnings: [] }
    }
  }
}

/** GitHub's own notes; where it cannot write them, the commits instead. */
async function written(job: GitHubJob, start: string | undefined): Promise<Notes> {
  try {
    const text = fitted([escapeMarkdown(job.description), await generated(job, start)])
    return { fields: { body: text }, warnings: [] }
  } catch (error) {
    if (!isUnwritten(error)) throw error
    const warning = `${error.message} The notes list the commits instead.`
    return { fields: { body: ofCommits(job) }, warnings: [warning] }
  }
}

/** The notes that GitHub writes; it stores nothing. */
export async function generated(job: GitHubJob, start: string | undefined): Promise<string> {
  const body = { tag_name: job.version, target_commitish: job.range.head, previous_tag_name: start }
  const schema = v.object({ body: v.string() })
  return (await job.api.send('generateNotes', repoOf(job), { body, schema })).body?.body ?? ''
}

/** GitHub took offence at the start (googleapis/release-please#1787), has no such route, or failed: the release may go on. */
function isUnwritten(error: unknown): error is ApiError | NetworkError {
  if (error instanceof NetworkError) return error.reason === 'network' || error.reason === 'cut'
  return error instanceof ApiError && ([400, 404, 422].includes(error.status) || error.status >= 500)
}

function ofCommits(job: GitHubJob): string {
  const { range, version, previousTag } = job
  // From the tag only when the commits are those since the tag.
  const base = range.source === 'previous-tag' ? (previousTag ?? range.base) : range.base
  const parts = { range, tag: version, base, home: homeOf(job), heading: job.description }
  return fitted([notesFromCommits(parts)])
}

// cli/cli#7705, ncipollo/release-action#493
const MAX_BODY = 125_000
const LEFT_OUT = '…and more, which is longer than the notes of a release may be.'

/** As many whole lines as GitHub takes. */
function fitted(parts: readonly string[]): string {
  const body = parts.filter((part) => part !== '').join('\n\n')
  if (body.length <= MAX_BODY) return body
  const room = MAX_BODY - LEFT_OUT.length - 1
  const lines = fitting(body.split('\n'), room, (line) => line.length + 1)
  return [...lines, '', LEFT_OUT].join('\n')
}
