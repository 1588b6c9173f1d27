// Tags and releases at GitHub: look first, create, look again. A tag is never moved.
import * as v from 'valibot'
import { ApiError, InputError } from '../../errors.ts'
import type { Deploy, Found, Receipt } from '../../provider/provider.ts'
import { escapeMarkdown, oneLine } from '../../text.ts'
import { type GitHubJob, hasCode, homeOf, repoOf } from './calls.ts'
import { notesFromCommits } from './notes.ts'

const TagTarget = v.object({ object: v.object({ type: v.string(), sha: v.string() }) })
const Release = v.object({
  id: v.number(),
  tag_name: v.string(),
  draft: v.boolean(),
  html_url: v.string(),
  target_commitish: v.nullish(v.string(), ''),
})
type Release = v.InferOutput<typeof Release>

/** Only what was just written by us may be newer than what a read shows (softprops/action-gh-release #445, #705). */
const DRAFTS = 100
const MAX_TAG_DEPTH = 5

/** Makes the tag and the release, or finds them; a tag on another commit stops the run. */
export async function createRelease(job: GitHubJob): Promise<Receipt> {
  if (!job.isVersionNew) return nothingNew(job)
  refuseSha(job.version)
  const tagged = await commitOfTag(job, job.version)
  if (tagged !== undefined && tagged !== job.range.head) throw otherCommit(job, tagged)
  const old = await findMade(job)
  if (old) return receipt(job, old, false)
  const body = await releaseBody(job, tagged !== undefined)
  const answer = await job.api.send('createRelease', repoOf(job), { body, schema: Release })
  if (answer.body) return confirmed(job, answer.body)
  if (!hasCode(answer.raw, 'already_exists')) throw new Error('GitHub answered without a release')
  await refuseOtherTag(job)
  const theirs = await findMade(job)
  return { ...receipt(job, theirs, false), note: 'another job created it at the same moment' }
}

/** After a lost answer. A list of drafts may miss what was just made, so their absence tells nothing. */
export async function findRelease(job: GitHubJob): Promise<Found> {
  const found = await findMade(job)
  if (found) return confirmed(job, found)
  return job.own.githubDraft ? 'undecided' : 'absent'
}

/** The commit that a rollback deploys: of the deploy it goes back to, of the tag, or the sha itself. */
export async function confirmRelease(job: GitHubJob, deploy: Deploy): Promise<Receipt> {
  const given = deploy.rollbackTo?.sha
  const sha = given ?? (await commitOfTag(job, job.version)) ?? (await commitOfSha(job, job.version))
  if (sha === undefined) {
    throw new ApiError(
      `GitHub has no tag or commit "${oneLine(job.version, 120)}" in ${job.context.repository.full}, so there is nothing to deploy again. Set version to an existing tag or sha, or deploy-id to an earlier deployment.`,
      { status: 404, mayHaveHappened: false },
    )
  }
  const page = given === undefined ? pageOfTag(job) : `${homeOf(job)}/commit/${sha}`
  const note = `at commit ${sha.slice(0, 12)}`
  return {
    step: 'confirm',
    outcome: 'existing',
    created: false,
    url: page,
    note,
    facts: { sha },
    deployed: { sha },
  }
}

/** `conventional` found nothing that counts since the tag: the release that is there stays the newest. */
async function nothingNew(job: GitHubJob): Promise<Receipt> {
  const release = await releaseOfTag(job, job.version)
  const note = 'nothing is new since this tag, so there is nothing to release and no new tag'
  return { ...receipt(job, release, false), note }
}

/** GitHub refuses such names at a push (GH002), because they could not be told from commits. */
function refuseSha(version: string): void {
  if (!/^[0-9a-f]{40}$/i.test(version)) return
  throw new InputError([
    `version is the sha ${version.slice(0, 12)}…, and GitHub takes no tag that looks like a commit: set version, or version-from to conventional, tag, short-sha or calendar, or github-release: false to record only the deployment.`,
  ])
}

/** The commit behind a tag; undefined when there is no such tag. Annotated tags are followed to their commit. */
async function commitOfTag(job: GitHubJob, tag: string): Promise<string | undefined> {
  const { body } = await job.api.send('getTagRef', { ...repoOf(job), tag }, { schema: TagTarget })
  let object = body?.object
  for (let depth = 0; object?.type === 'tag' && depth < MAX_TAG_DEPTH; depth++) {
    const answer = await job.api.send('getTag', { ...repoOf(job), sha: object.sha }, { schema: TagTarget })
    object = answer.body?.object
  }
  return object?.sha
}

async function commitOfSha(job: GitHubJob, ref: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{7,40}$/i.test(ref)) return undefined
  const schema = v.object({ sha: v.string() })
  const { body } = await job.api.send('getCommit', { ...repoOf(job), ref }, { schema })
  return body?.sha
}

function otherCommit({ version, range }: GitHubJob, tagged: string): InputError {
  return new InputError([
    `version: tag ${version} points at ${tagged}, but this run releases ${range.head}. A tag is never moved: choose another version, or deploy that tag with operation: rollback.`,
  ])
}

/** The published release of the tag, else, where a draft is wanted, the draft. */
async function findMade(job: GitHubJob): Promise<Release | undefined> {
  const published = await releaseOfTag(job, job.version)
  if (published || !job.own.githubDraft) return published
  const { body } = await job.api.send('listReleases', repoOf(job), {
    query: { per_page: DRAFTS },
    schema: v.array(Release),
  })
  return body?.find(({ tag_name, draft }) => draft && tag_name === job.version)
}

async function releaseOfTag(job: GitHubJob, tag: string): Promise<Release | undefined> {
  return (await job.api.send('getRelease', { ...repoOf(job), tag }, { schema: Release })).body
}

/** Reads the tag once more: another job may have made it on another commit meanwhile. A draft has none yet. */
async function confirmed(job: GitHubJob, release: Release): Promise<Receipt> {
  if (!release.draft) await refuseOtherTag(job)
  return receipt(job, release, true)
}

async function refuseOtherTag(job: GitHubJob): Promise<void> {
  const tagged = await commitOfTag(job, job.version)
  if (tagged === undefined || tagged === job.range.head) return
  throw new ApiError(
    `GitHub has release ${job.version}, but its tag points at ${tagged}, and this run releases ${job.range.head}: another job made the tag at the same moment.`,
    { status: 201, mayHaveHappened: false },
  )
}

function receipt(job: GitHubJob, release: Release | undefined, created: boolean): Receipt {
  return {
    step: 'release',
    outcome: created ? 'created' : 'existing',
    created,
    ...(release ? { id: String(release.id) } : {}),
    url: release?.html_url ?? pageOfTag(job),
    commitCount: created ? job.range.total : 0,
    ...(release?.draft ? draftWords(job, release) : {}),
  }
}

/** A draft of an earlier commit stays as it is: it is the user's to edit, and perhaps was edited. */
function draftWords(
  { range, version }: GitHubJob,
  { target_commitish: target }: Release,
): Pick<Receipt, 'note' | 'warnings'> {
  const note = 'a draft: GitHub makes the tag when it is published'
  if (!/^[0-9a-f]{40}$/.test(target) || target === range.head) return { note }
  const warning = `the draft of ${version} is of commit ${target}, and this run releases ${range.head}: published, it tags the former. Publish it first, or delete it and run this again`
  return { note, warnings: [warning] }
}

function pageOfTag(job: GitHubJob): string {
  return `${homeOf(job)}/releases/tag/${encodeURIComponent(job.version)}`
}

async function releaseBody(job: GitHubJob, isTagged: boolean): Promise<Record<string, unknown>> {
  const { githubDraft, githubPrerelease, githubLatest } = job.own
  const isPlain = !githubDraft && !githubPrerelease
  return {
    tag_name: job.version,
    // Of no use when the tag is there, and then a reason for refusals (intent-hq/intent#1277, cubrid-lab/cubrid-mcp-server#153).
    ...(isTagged ? {} : { target_commitish: job.range.head }),
    name: job.version,
    draft: githubDraft,
    prerelease: githubPrerelease,
    // Three texts, never a boolean; drafts and prereleases cannot be the latest.
    ...(isPlain ? { make_latest: githubLatest === 'auto' ? 'legacy' : githubLatest } : {}),
    ...(await notes(job)),
  }
}

async function notes(job: GitHubJob): Promise<Record<string, unknown>> {
  const { range, version, previousTag } = job
  const heading = escapeMarkdown(job.description)
  switch (job.own.githubNotes) {
    case 'none':
      return {}
    case 'commits': {
      // From the tag only when the commits are those since the tag.
      const base = range.source === 'previous-tag' ? (previousTag ?? range.base) : range.base
      const parts = { range, tag: version, base, home: homeOf(job), heading: job.description }
      return { body: notesFromCommits(parts) }
    }
    case 'generate': {
      if (!previousTag || previousTag === version) return { body: heading, generate_release_notes: true }
      // The create call cannot be told where the notes start, and would choose among all tags.
      const body = { tag_name: version, target_commitish: range.head, previous_tag_name: previousTag }
      const schema = v.object({ body: v.string() })
      const generated = (await job.api.send('generateNotes', repoOf(job), { body, schema })).body?.body ?? ''
      return { body: fitted([heading, generated].filter((part) => part !== '').join('\n\n')) }
    }
  }
}

// cli/cli#7705, ncipollo/release-action#493
const MAX_BODY = 125_000
const LEFT_OUT = '\n\n…and more, which is longer than the notes of a release may be.'

/** As many whole lines as GitHub takes. */
function fitted(body: string): string {
  if (body.length <= MAX_BODY) return body
  const room = MAX_BODY - LEFT_OUT.length
  const end = body.lastIndexOf('\n', room)
  return body.slice(0, end < 0 ? room : end) + LEFT_OUT
}
