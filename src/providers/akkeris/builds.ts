// Builds at Akkeris: an image becomes a slug that can be released.
import * as v from 'valibot'
import { isExpected } from '../../errors.ts'
import { AddressedId } from '../../provider/fields.ts'
import {
  type Deploy,
  type DeployState,
  type LookReason,
  type LookResult,
  type LostAnswer,
  type Receipt,
  repositoryUrl,
} from '../../provider/provider.ts'
import { firstLine, oneLine } from '../../text.ts'
import type { AkkerisJob } from './calls.ts'
import { AkkerisBuild, BuildResult, endOf, newestBuild, slugOf } from './shapes.ts'
import { kept, LONG, marked, neverBuilt, notShown } from './words.ts'

// A longer value than the column holds is answered with 500 (observed for sha).
const SHORT = 128
const LOG_TAIL = 40

/** Starts the build of the image. */
export async function createBuild(job: AkkerisJob, deploy: Deploy): Promise<Receipt> {
  const schema = v.object({ id: AddressedId })
  const params = { app: job.own.akkerisApp }
  const { body } = await job.api.send('createBuild', params, { body: bodyOf(job, deploy), schema })
  return { step: 'build', outcome: 'started', id: body?.id ?? '' }
}

function bodyOf({ own, context, version, range }: AkkerisJob, deploy: Deploy): Record<string, string> {
  const commit = context.headCommit ?? range.commits[0]
  const subject = firstLine(commit?.message ?? '') || deploy.description
  const fields = {
    url: own.akkerisImage,
    sha: kept(range.head, SHORT),
    branch: kept(context.ref, SHORT),
    version: kept(version, SHORT),
    repo: kept(repositoryUrl(context), LONG),
    author: kept(commit?.authorName || context.actor, LONG),
    message: marked(subject, deploy.marker),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
}

/** The builds of the app, in the order of their last change. */
export async function listBuilds({ api, own }: Pick<AkkerisJob, 'api' | 'own'>): Promise<AkkerisBuild[]> {
  return (await api.send('listBuilds', { app: own.akkerisApp }, { schema: v.array(AkkerisBuild) })).body ?? []
}

/** By the marker in the message. What was lost cannot have been there before; what is earlier must have been. */
export async function findBuild(
  job: AkkerisJob,
  { marker, ignore }: Deploy,
  sought: LookReason,
  lost: LostAnswer = {},
): Promise<LookResult> {
  const builds = sought === 'earlier' ? job.facts.builds : await newBuilds(job)
  const ours = newestBuild(
    builds.filter(({ id, source_blob }) => source_blob?.message?.endsWith(marker) && !ignore.includes(id)),
  )
  if (!ours) return 'absent'
  const receipt = { step: 'build', outcome: endOf(ours) ?? 'started', id: ours.id } as const
  // A builder out of service is answered by an error, and leaves a build that stays queued for ever.
  const mayBeGhost = receipt.outcome === 'started' && (lost.status ?? 0) >= 500
  return mayBeGhost && (await isGhost(job, ours)) ? 'undecided' : receipt
}

async function newBuilds(job: AkkerisJob): Promise<AkkerisBuild[]> {
  const known = new Set(job.facts.builds.map(({ id }) => id))
  return (await listBuilds(job)).filter(({ id }) => !known.has(id))
}

/** The list may lag behind what the build itself tells. */
async function isGhost(job: AkkerisJob, { id, status }: AkkerisBuild): Promise<boolean> {
  const build = status === 'queued' ? await getBuild(job, id) : undefined
  return build !== undefined && isWaiting(build)
}

async function getBuild({ api, own }: AkkerisJob, build: string): Promise<AkkerisBuild | undefined> {
  return (await api.send('getBuild', { app: own.akkerisApp, build }, { schema: AkkerisBuild })).body
}

/** Did no builder pick it up? */
function isWaiting({ status, slug }: AkkerisBuild): boolean {
  return status === 'queued' && String(slug?.number ?? 0) === '0'
}

// A builder that is there picks a build up within moments, but for others before it. The vendor's own command line gives a
// build up after as long (akkeris/cli, plugins/builds).
const PICKED_UP_MS = 5 * 60_000
// The builder ends a build after 20 minutes.
const OVERDUE_MS = 21 * 60_000

/** Is a build of an earlier attempt as it is for longer than one can be that still comes to an end? */
function isOverdue({ facts }: AkkerisJob, build: AkkerisBuild, followedMs: number): boolean {
  const at = build.updated_at ?? build.created_at
  const isEarlier = facts.builds.some(({ id }) => id === build.id)
  if (!at || !isEarlier || endOf(build)) return false
  return Math.max(0, facts.at - at) + followedMs >= (isWaiting(build) ? PICKED_UP_MS : OVERDUE_MS)
}

/** How the build goes; its slug as a fact, and when it failed, the end of its log. */
export async function readBuild(job: AkkerisJob, id: string, followedMs: number): Promise<DeployState> {
  const build = await getBuild(job, id)
  if (!build) return notShown(`build ${id}`)
  const state = build.status ?? 'in an unnamed state'
  if (isOverdue(job, build, followedMs)) return { state, outcome: 'unknown', fails: neverBuilt(id, state) }
  const outcome = endOf(build)
  if (outcome === undefined || outcome === 'succeeded')
    return { state, facts: { slug: slugOf(build) }, outcome }
  const log = await readLog(job, id)
  const last = log.detail?.findLast((line) => line.trim() !== '')
  const said = last ? ` The last line of its log: "${oneLine(last)}"` : ''
  const fails = `Akkeris could not build the image: build ${id} ended as ${state}.${said}`
  return { state, outcome, fails, ...log }
}

/** The end of the log. It only explains a failure, so when it cannot be read, the failure is told without it. */
async function readLog(job: AkkerisJob, id: string): Promise<Pick<DeployState, 'detail' | 'warnings'>> {
  const params = { app: job.own.akkerisApp, build: id }
  try {
    const { body } = await job.api.send('getBuildResult', params, { schema: BuildResult })
    return { detail: body?.lines.slice(-LOG_TAIL) ?? [] }
  } catch (error) {
    if (!isExpected(error)) throw error
    return { warnings: [error.message] }
  }
}
