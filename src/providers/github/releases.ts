// Tags and releases at GitHub: look first, create, look again. A tag is never moved.
import * as v from 'valibot'
import { ApiError, InputError, isExpected } from '../../errors.ts'
import {
  type Answer,
  type Deploy,
  type LookResult,
  type LostAnswer,
  namesBranch,
  type Receipt,
  withWarnings,
} from '../../provider/provider.ts'
import { isCommitId, oneLine } from '../../text.ts'
import { type GitHubJob, hasCode, homeOf, repoOf } from './calls.ts'
import { type Paging, pagesOf } from './pages.ts'
import { toldApart } from './refusals.ts'
import { type Notes, releaseBody, type Shape } from './release-body.ts'
import { OTHER_TAG, tagProblems } from './tag-name.ts'

const TagTarget = v.object({ object: v.object({ type: v.string(), sha: v.string() }) })
const GithubRelease = v.object({
  id: v.number(),
  tag_name: v.string(),
  draft: v.boolean(),
  html_url: v.string(),
  target_commitish: v.nullish(v.string(), ''),
})
type GithubRelease = v.InferOutput<typeof GithubRelease>

const MAX_TAG_DEPTH = 5

/** The release that is there stays as it is. */
const NOTHING_NEW =
  'nothing is new since this tag, or the commit is in it: there is nothing to release and no new tag'

/**
 * Makes the tag and the release, or finds them; a tag on another commit stops the run.
 * @param lost an error of the server may be its failure to write the notes, so they are asked for apart then
 */
export async function createRelease(job: GitHubJob, _?: Deploy, lost?: LostAnswer): Promise<Receipt> {
  if (!job.isVersionNew) return { ...receipt(job, await releaseOfTag(job), false), note: NOTHING_NEW }
  refuseName(job)
  const tagged = await commitOfTag(job)
  if (tagged !== undefined && tagged !== job.range.head) throw otherCommit(job, tagged)
  const old = await findMade(job)
  if (old) return receipt(job, old, false)
  const drafts = await draftWarnings(job)
  const shape = { isTagged: tagged !== undefined, isSpelledOut: (lost?.status ?? 0) >= 500 }
  const { body, raw, warnings } = await publish(job, shape)
  if (body) return withWarnings(await confirmed(job, body), [...drafts, ...warnings])
  if (!hasCode(raw, 'already_exists')) throw new Error('GitHub answered without a release')
  await refuseOtherTag(job)
  const theirs = await findMade(job)
  return { ...receipt(job, theirs, false), note: 'another job created it at the same moment' }
}

/** Sends the release; where what GitHub itself writes is too long for it, once more with notes that are cut. */
async function publish(
  job: GitHubJob,
  shape: Shape,
): Promise<Answer<GithubRelease> & Pick<Notes, 'warnings'>> {
  const { fields: body, warnings } = await releaseBody(job, shape)
  try {
    const answer = await job.api.send('createRelease', repoOf(job), { body, schema: GithubRelease })
    return { ...answer, warnings }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const isTooLong = error.status === 422 && /body is too long/i.test(error.message)
    if (isTooLong && 'generate_release_notes' in body) return publish(job, { ...shape, isSpelledOut: true })
    throw await toldApart(job, error)
  }
}

/** After a lost answer. A list of drafts may miss what was just made, so their absence tells nothing. */
export async function findRelease(job: GitHubJob): Promise<LookResult> {
  const found = await findMade(job)
  if (found) return confirmed(job, found)
  return job.own.githubDraft ? 'undecided' : 'absent'
}

/** The commit that a rollback deploys: of the deploy it goes back to, of the tag, or the sha itself. */
export async function confirmRelease(job: GitHubJob, deploy: Deploy): Promise<Receipt> {
  const given = deploy.rollbackTo?.sha
  const sha = given ?? (await commitOfTag(job)) ?? (await commitOfSha(job))
  if (sha === undefined) {
    const text = `GitHub has no tag or commit "${oneLine(job.version, 120)}" in ${job.context.repository.full}, so there is nothing to deploy again. Set version to an existing tag or sha, or deploy-id to an earlier deployment.`
    throw new ApiError(text, { status: 404, mayHaveHappened: false })
  }
  const release = await glanceAtRelease(job)
  const url = given === undefined ? pageOfTag(job) : `${homeOf(job)}/commit/${sha}`
  const found = { id: release && String(release.id), url: release?.html_url ?? url }
  const note = `at commit ${sha.slice(0, 12)}`
  return {
    step: 'confirm',
    outcome: 'existing',
    created: false,
    ...found,
    note,
    facts: { sha },
    deployed: { sha },
  }
}

/** The release of what is deployed again, where it has one: it is only told. */
async function glanceAtRelease(job: GitHubJob): Promise<GithubRelease | undefined> {
  if (isCommitId(job.version)) return undefined
  try {
    return await releaseOfTag(job)
  } catch (error) {
    if (!isExpected(error)) throw error
    return undefined
  }
}

/** What is no name for a tag: it must be told from the branch, too. */
function refuseName({ version, context, own }: GitHubJob): void {
  const problems = tagProblems(version, own)
  if (namesBranch(version, context))
    problems.push(
      `version "${oneLine(version, 80)}" is the name of a branch, and a tag of that name could not be told from it: ${OTHER_TAG}`,
    )
  if (problems.length > 0) throw new InputError(problems)
}

/** The commit behind the version's tag; undefined when there is no such tag. Annotated tags are followed to their commit. */
async function commitOfTag(job: GitHubJob): Promise<string | undefined> {
  const params = { ...repoOf(job), tag: job.version }
  const { body } = await job.api.send('getTagRef', params, { schema: TagTarget })
  let object = body?.object
  for (let depth = 0; object?.type === 'tag' && depth < MAX_TAG_DEPTH; depth++) {
    const answer = await job.api.send('getTag', { ...repoOf(job), sha: object.sha }, { schema: TagTarget })
    object = answer.body?.object
  }
  return object?.sha
}

async function commitOfSha(job: GitHubJob): Promise<string | undefined> {
  const { version: ref } = job
  if (!/^[0-9a-f]{7,40}$/i.test(ref)) return undefined
  const schema = v.object({ sha: v.string() })
  const { body } = await job.api.send('getCommit', { ...repoOf(job), ref }, { schema })
  return body?.sha
}

function otherCommit({ version, range }: GitHubJob, tagged: string): InputError {
  return new InputError([
    `version: tag ${version} points at ${tagged}, but this run releases ${range.head}. A tag is never moved: to deploy that tag, give it as ref; else choose another version.`,
  ])
}

/** The published release of the tag, else, where a draft is wanted, the draft. */
async function findMade(job: GitHubJob): Promise<GithubRelease | undefined> {
  const published = await releaseOfTag(job)
  return published || !job.own.githubDraft ? published : findDraft(job)
}

/**
 * Drafts are only in the list of all releases, which may be older than what was just written (softprops/action-gh-release
 * #445, #705).
 */
async function findDraft(job: GitHubJob, mostPages?: number): Promise<GithubRelease | undefined> {
  const schema = v.array(GithubRelease)
  const ask = (query: Paging) => job.api.send('listReleases', repoOf(job), { query, schema })
  for await (const page of pagesOf(ask, mostPages)) {
    const found = page.find(({ tag_name, draft }) => draft && tag_name === job.version)
    if (found) return found
  }
  return undefined
}

/** A draft of the same tag, perhaps with notes that somebody wrote, would go unseen beside what is published. */
async function draftWarnings(job: GitHubJob): Promise<readonly string[]> {
  if (job.own.githubDraft) return []
  try {
    const draft = await findDraft(job, 1)
    if (!draft) return []
    const cure = 'delete it, or take over what it says'
    return [`there is a draft of ${job.version} too (${draft.html_url}), which stays as it is: ${cure}`]
  } catch (error) {
    if (!isExpected(error)) throw error
    // It is only told; what keeps GitHub from it will keep it from the release as well.
    return []
  }
}

/** The deployment names its commit, so it needs neither tag nor release: after a refusal it is made all the same. */
export function isBeside(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.status === 401) return false
  return error.mayHaveHappened || (error.status >= 400 && error.status < 500)
}

async function releaseOfTag(job: GitHubJob): Promise<GithubRelease | undefined> {
  const params = { ...repoOf(job), tag: job.version }
  return (await job.api.send('getRelease', params, { schema: GithubRelease })).body
}

/** Reads the tag once more: another job may have made it on another commit meanwhile. A draft has none yet. */
async function confirmed(job: GitHubJob, release: GithubRelease): Promise<Receipt> {
  if (!release.draft) await refuseOtherTag(job)
  return receipt(job, release, true)
}

async function refuseOtherTag(job: GitHubJob): Promise<void> {
  const tagged = await commitOfTag(job)
  if (tagged === undefined || tagged === job.range.head) return
  const text = `GitHub has release ${job.version}, but its tag points at ${tagged}, and this run releases ${job.range.head}: another job made the tag at the same moment.`
  throw new ApiError(text, { status: 201, mayHaveHappened: false })
}

function receipt(job: GitHubJob, release: GithubRelease | undefined, created: boolean): Receipt {
  return {
    step: 'release',
    outcome: created ? 'created' : 'existing',
    created,
    id: release && String(release.id),
    url: release?.html_url ?? pageOfTag(job),
    commitCount: created ? job.range.total : 0,
    ...(release?.draft ? draftWords(job, release) : {}),
  }
}

/** A draft of an earlier commit stays as it is: it is the user's to edit, and perhaps was edited. */
function draftWords(
  { range, version }: GitHubJob,
  { target_commitish: target }: GithubRelease,
): Pick<Receipt, 'note' | 'warnings'> {
  const note = 'a draft: GitHub makes the tag when it is published'
  if (!/^[0-9a-f]{40}$/.test(target) || target === range.head) return { note }
  const warning = `the draft of ${version} is of commit ${target}, and this run releases ${range.head}: published, it tags the former. Publish it first, or delete it and run this again`
  return { note, warnings: [warning] }
}

function pageOfTag(job: GitHubJob): string {
  return `${homeOf(job)}/releases/tag/${encodeURIComponent(job.version)}`
}
