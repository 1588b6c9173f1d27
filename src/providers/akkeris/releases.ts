// Releases at Akkeris: which one is ours, and what is said about one. A release is a deploy.
import * as v from 'valibot'
import { ApiError } from '../../errors.ts'
import { textAt } from '../../json.ts'
import type { Deploy, DeployState, HistoryUse, PastDeploy, Receipt } from '../../provider/provider.ts'
import { oneLine } from '../../text.ts'
import type { AkkerisJob, AkkerisSession } from './calls.ts'
import { AkkerisRelease, endOf, isLater, labelOf, nameOf, newestFirst, rollbackOf, timeOf } from './shapes.ts'
import { commitOf, deployedOf, glanceAtSlug, readSlug } from './source.ts'
import { marked, neverEnds, notShown, refused, unknownMeans } from './words.ts'

/** The releases of the app, oldest first. */
export async function listReleases({ api, own }: Pick<AkkerisJob, 'api' | 'own'>): Promise<AkkerisRelease[]> {
  const schema = v.array(AkkerisRelease)
  return (await api.send('listReleases', { app: own.akkerisApp }, { schema })).body ?? []
}

/** The build that this run made, or that was asked for. */
export function slugFor({ build, facts }: AkkerisJob): string {
  const slug = build?.facts?.['slug']
  return typeof slug === 'string' ? slug : (build?.id ?? facts.slug)
}

/** The body of a new release. A rollback without a target was refused by the look before. */
export function bodyOf(job: AkkerisJob, deploy: Deploy): Record<string, unknown> {
  if (job.operation === 'rollback') return { release: deploy.rollbackTo?.id }
  const text = deploy.description || deploy.name
  return { slug: slugFor(job), description: marked(text, deploy.marker) }
}

/** Made by this attempt: it was not there before, and carries the marker, or names what is brought back. */
export async function findLost(job: AkkerisJob, deploy: Deploy): Promise<AkkerisRelease | undefined> {
  const known = new Set([...job.facts.releases.map(({ id }) => id), ...deploy.ignore])
  const made = newestFirst(await listReleases(job)).filter(({ id }) => !known.has(id))
  return made.find((release) => isOurs(job, deploy, release))
}

/**
 * Made by an earlier attempt of this run: by the marker; by the build, which has only one release when auto-release made
 * it; or the newest release, when it already is the rollback that is asked for.
 */
export function findEarlier(job: AkkerisJob, deploy: Deploy): AkkerisRelease | undefined {
  const releases = newestFirst(job.facts.releases).filter(({ id }) => !deploy.ignore.includes(id))
  if (job.operation === 'rollback') return releases.slice(0, 1).find((each) => isOurs(job, deploy, each))
  if (job.build) return releases.find(({ slug }) => slug?.id === slugFor(job))
  // `latest` may mean another build by now; the marker says what the earlier attempt released.
  const isAsked = (release: AkkerisRelease) =>
    job.own.akkerisSlug === 'latest' || release.slug?.id === job.facts.slug
  return releases.find((each) => isOurs(job, deploy, each) && isAsked(each))
}

function isOurs({ operation }: AkkerisJob, { marker, rollbackTo }: Deploy, release: AkkerisRelease): boolean {
  if (operation === 'rollback') return rollbackTo !== undefined && rollbackOf(release) === rollbackTo.id
  return release.description?.endsWith(marker) === true
}

/** What a release of ours has come to; `started` while it goes on, `unknown` when it can no longer end. */
export function receiptOf(job: AkkerisJob, deploy: Deploy, release: AkkerisRelease): Receipt {
  const isLost = isOverdue(job, release, 0) && !liveAfter(release, job.facts.releases)
  return {
    step: 'deploy',
    outcome: endOf(release) ?? (isLost ? 'unknown' : 'started'),
    id: release.id,
    releaseId: release.id,
    note: nameOf(release),
    url: job.facts.page,
    startedAt: release.created_at,
    ...deployedOf(job, deploy, release.slug?.id ?? slugFor(job)),
  }
}

/** One that this run brought about. A refused one may still come up: where the end is waited for, it is looked at again. */
export function newReceiptOf(job: AkkerisJob, deploy: Deploy, release: AkkerisRelease): Receipt {
  const receipt = receiptOf(job, deploy, release)
  const name = nameOf(release)
  const back = job.operation === 'rollback' ? receipt.deployed?.version : undefined
  const note = back ? `${name}, which brings back ${back}` : name
  const made = { ...receipt, created: true, note }
  if (made.outcome !== 'failed') return made
  if (!job.wait || job.operation === 'start') return { ...made, fails: refused(job, name) }
  return { ...made, outcome: 'started', note: `${note}, recorded as failed: it is looked at again` }
}

/** How the deploy goes. Neither a refused one nor one that no dyno reported is final at once: a late report changes it. */
export async function readDeploy(job: AkkerisJob, id: string, followedMs: number): Promise<DeployState> {
  const params = { app: job.own.akkerisApp, release: id }
  const { body: release, raw } = await job.api.send('getRelease', params, { schema: AkkerisRelease })
  if (!release) return missing(job, id, raw)
  const state = release.status || 'in an unnamed state'
  const name = nameOf(release)
  const ended = endOf(release)
  const told = { state, note: name, releaseId: id, url: job.facts.page }
  if (ended === undefined) {
    const lost = await lostOrOvertaken(job, release, state, followedMs)
    return { ...told, ...lost, ...(lost.outcome ? await foundOut(job, release) : {}) }
  }
  const end = { ...told, outcome: ended, ...(await foundOut(job, release)) }
  if (ended === 'succeeded') return end
  const means = ended === 'failed' ? { fails: refused(job, name) } : unknownMeans(job, name)
  return { ...end, ...means, mayChange: true }
}

/** @throws ApiError for one that was made elsewhere, so that its id is wrong */
function missing({ operation, own }: AkkerisJob, id: string, raw: unknown): DeployState {
  const said = oneLine(typeof raw === 'string' ? raw : textAt(raw, 'message'))
  if (operation === 'finish') {
    const text = `Akkeris did not show release ${id}: it answered 404 ("${said}"). Check deploy-id: it must be the id of a release of ${own.akkerisApp}.`
    throw new ApiError(text, { status: 404, mayHaveHappened: false })
  }
  return notShown(`release ${id}`)
}

/** What `finish` closes was made elsewhere, so that only its build tells what it is. */
async function foundOut(job: AkkerisJob, { slug }: AkkerisRelease): Promise<Pick<Receipt, 'deployed'>> {
  if (job.operation !== 'finish') return {}
  return deployedOf(job, {}, slug?.id, await glanceAtSlug(job, slug?.id))
}

// Most deploys are over by then, so that the list, which is not paged, is read for few of them.
const PATIENCE_MS = 60_000
// A timer of the controller ends a release after 10 minutes. It does not outlive a restart.
const OVERDUE_MS = 11 * 60_000

/**
 * The end of a release that a newer one overtook: its dynos are replaced before they report, so it would read `pending` for
 * ten minutes and then `unknown`. And of one that the controller has lost sight of, which would be pending for ever. Nothing
 * when it is not so, or not yet.
 */
async function lostOrOvertaken(
  job: AkkerisJob,
  release: AkkerisRelease,
  state: string,
  followedMs: number,
): Promise<Partial<DeployState>> {
  if (followedMs < PATIENCE_MS && job.now() - timeOf(release) < PATIENCE_MS) return {}
  const name = nameOf(release)
  const live = liveAfter(release, await listReleases(job))
  if (live) {
    const text = `${name} was overtaken by ${nameOf(live)} before its dynos were up`
    return { outcome: 'superseded', warnings: [text] }
  }
  return isOverdue(job, release, followedMs)
    ? { outcome: 'unknown', fails: neverEnds(job, name, oneLine(state, 60)) }
    : {}
}

/** A release that came certainly later and is up. */
function liveAfter(release: AkkerisRelease, releases: readonly AkkerisRelease[]): AkkerisRelease | undefined {
  const held = releases.find(({ id }) => id === release.id) ?? release
  return newestFirst(releases).find((each) => each.status === 'succeeded' && isLater(each, held))
}

/**
 * Is it older than it can be while the controller still knows of it? The clocks of server and runner are only compared for
 * what an earlier run or attempt made; one of this attempt is as old as it was followed.
 */
function isOverdue({ facts, operation }: AkkerisJob, release: AkkerisRelease, followedMs: number): boolean {
  const isEarlier = operation === 'finish' || facts.releases.some(({ id }) => id === release.id)
  const at = timeOf(release)
  const before = isEarlier && at > 0 ? Math.max(0, facts.at - at) : 0
  return before + followedMs >= OVERDUE_MS
}

/** The releases, and the commit of the newest good one's build, which the list does not tell: two requests. */
export async function history(session: AkkerisSession, use: HistoryUse): Promise<readonly PastDeploy[]> {
  const releases = newestFirst(await listReleases(session))
  // What a rollback goes back to is known by its build.
  const newest = use === 'rollback' ? undefined : releases.find(({ status }) => status === 'succeeded')
  const slug = newest?.slug?.id
  const sha = slug ? commitOf(await readSlug(session, slug)) : undefined
  return releases.map((release) => ({
    id: release.id,
    outcome: endOf(release) ?? 'started',
    version: labelOf(release),
    revision: release.slug?.id,
    rollbackOf: rollbackOf(release),
    at: release.created_at,
    sha: release.slug?.id === slug ? sha : undefined,
  }))
}
