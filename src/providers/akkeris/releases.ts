// Releases at Akkeris: which one is ours, and what is said about one. A release is a deploy.
import * as v from 'valibot'
import { InputError } from '../../errors.ts'
import type { Deploy, DeployState, PastDeploy, Receipt } from '../../provider/provider.ts'
import { cut, instant, oneLine } from '../../text.ts'
import { marked } from './builds.ts'
import type { AkkerisJob, AkkerisSession } from './calls.ts'
import { Build, endOf, labelOf, nameOf, newestFirst, Release, rollbackOf, timeOf } from './shapes.ts'

// 6 to 31 letters, digits, / \ + - . (no underscore). Fixed, so that a pipeline can require it for promotion.
const STATUS_CONTEXT = 'record-deploy'

/** The releases of the app, oldest first. */
export async function listReleases({ api, own }: Pick<AkkerisJob, 'api' | 'own'>): Promise<Release[]> {
  return (await api.send('listReleases', { app: own.akkerisApp }, { schema: v.array(Release) })).body ?? []
}

/** The build that this run made, or that was asked for. */
export function slugFor({ build, facts }: AkkerisJob): string {
  const slug = build?.facts?.['slug']
  return typeof slug === 'string' ? slug : (build?.id ?? facts.slug ?? '')
}

/** The body of a new release. @throws InputError for a rollback without a target */
export function bodyOf(job: AkkerisJob, deploy: Deploy): Record<string, string> {
  if (job.operation === 'rollback') return { release: targetOf(job, deploy) }
  const text = deploy.description || deploy.name
  return { slug: slugFor(job), description: marked(text, deploy.marker) }
}

/** The release to bring back. @throws InputError when there is none */
export function targetOf({ own, facts }: Pick<AkkerisJob, 'own' | 'facts'>, { rollbackTo }: Deploy): string {
  if (rollbackTo && facts.releases.some(({ id }) => id === rollbackTo.id)) return rollbackTo.id
  const problem = rollbackTo
    ? `deploy-id is ${oneLine(rollbackTo.id, 60)}, but ${own.akkerisApp} has no such release.`
    : `deploy-id is required: ${own.akkerisApp} has no earlier release of another build that succeeded.`
  throw new InputError([problem])
}

/** Made by this attempt: it was not there before, and carries the marker, or names what is brought back. */
export async function findLost(job: AkkerisJob, deploy: Deploy): Promise<Release | undefined> {
  const known = new Set(job.facts.releases.map(({ id }) => id))
  const made = newestFirst(await listReleases(job)).filter(({ id }) => !known.has(id))
  return made.find((release) => isOurs(job, deploy, release))
}

// Most deploys are over by then, so that the list, which is not paged, is read for few of them.
const PATIENCE_MS = 60_000

/**
 * The end of a release that a newer one overtook: its dynos are replaced before they report, so it would read `pending` for
 * ten minutes and then `unknown`. Nothing when it is not so, or not yet.
 */
export async function overtaken(job: AkkerisJob, release: Release): Promise<Partial<DeployState>> {
  if (job.now() - timeOf(release) < PATIENCE_MS) return {}
  const releases = newestFirst(await listReleases(job))
  const place = releases.findIndex(({ id }) => id === release.id)
  const newer = releases.slice(0, Math.max(0, place))
  const live = newer.find(({ status }) => status === 'succeeded')
  if (!live) return {}
  const text = `${nameOf(release)} was overtaken by ${nameOf(live)} before its dynos were up`
  return { outcome: 'superseded', note: nameOf(release), warnings: [text] }
}

/**
 * Made by an earlier attempt of this run: by the marker; by the build, which has only one release when auto-release made
 * it; or the newest release, when it already is the rollback that is asked for.
 */
export function findEarlier(job: AkkerisJob, deploy: Deploy): Release | undefined {
  const releases = newestFirst(job.facts.releases).filter(({ id }) => !deploy.ignore.includes(id))
  if (job.operation === 'rollback') return releases.slice(0, 1).find((each) => isOurs(job, deploy, each))
  if (job.build) return releases.find(({ slug }) => slug?.id === slugFor(job))
  // `latest` may mean another build by now; the marker says what the earlier attempt released.
  const isAsked = (release: Release) =>
    job.own.akkerisSlug === 'latest' || release.slug?.id === job.facts.slug
  return releases.find((each) => isOurs(job, deploy, each) && isAsked(each))
}

function isOurs({ operation }: AkkerisJob, { marker, rollbackTo }: Deploy, release: Release): boolean {
  if (operation === 'rollback') return rollbackTo !== undefined && rollbackOf(release) === rollbackTo.id
  return release.description?.endsWith(marker) === true
}

/** What a release of ours has come to; `started` while it goes on. */
export function receiptOf(job: AkkerisJob, release: Release): Receipt {
  const outcome = endOf(release.status) ?? 'started'
  const name = nameOf(release)
  const startedAt = instant(release.created_at)
  return {
    step: 'deploy',
    outcome,
    id: release.id,
    releaseId: release.id,
    note: name,
    ...(job.facts.page ? { url: job.facts.page } : {}),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(outcome === 'failed' ? { fails: refused(job, name) } : {}),
  }
}

/** A crashing app does not make a release fail: only a deploy that the platform refused does. */
export function refused({ own }: AkkerisJob, name: string): string {
  return `Akkeris recorded ${name} of ${own.akkerisApp} as failed: the platform refused to deploy it, and what ran before still runs. Ask the operators of the installation for the reason, which the API does not tell.`
}

/** What `akkeris-unknown` makes of a release that ended so. */
export function unknownMeans({ own }: AkkerisJob, name: string): Pick<Receipt, 'fails' | 'warnings'> {
  if (own.akkerisUnknown === 'success') return {}
  const text = `How ${name} of ${own.akkerisApp} ended is unknown: no dyno reported to be up within 10 minutes. The app may crash at its start, or have no dynos`
  if (own.akkerisUnknown === 'fail') return { fails: `${text}.` }
  return { warnings: [`${text}. Set akkeris-unknown to fail or success to say what that means.`] }
}

/** The limits are those of the controller: a name of 4 to 255, a description under 1,024, a URL under 256 characters. */
export function statusOf(
  job: AkkerisJob,
  { name, url }: Deploy,
  { outcome, fails }: Receipt,
): Record<string, string> {
  return {
    state: fails === undefined ? 'success' : 'failure',
    context: STATUS_CONTEXT,
    name: name.length < 4 ? `${STATUS_CONTEXT} ${name}`.trim() : cut(name, 255),
    description: cut(`${job.operation} of ${job.version}: ${outcome}`, 1_000),
    ...(url.length < 256 ? { target_url: url } : {}),
  }
}

/** An earlier release, as far as the list tells; its commit is known by its slug only. */
export function pastOf(release: Release): PastDeploy {
  const version = labelOf(release)
  const revision = release.slug?.id
  const target = rollbackOf(release)
  const at = instant(release.created_at)
  return {
    id: release.id,
    outcome: endOf(release.status) ?? 'started',
    ...(version ? { version } : {}),
    ...(revision ? { revision } : {}),
    ...(target ? { rollbackOf: target } : {}),
    ...(at === undefined ? {} : { at }),
  }
}

/** The commit that the build of a release was made from, where the build names one. */
export async function commitOf({ api }: AkkerisSession, { slug }: Release): Promise<string | undefined> {
  if (!slug?.id) return undefined
  const { body } = await api.send('getSlug', { slug: slug.id }, { schema: Build })
  return body?.source_blob?.commit || undefined
}
