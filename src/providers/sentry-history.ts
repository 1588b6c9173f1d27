// Earlier deploys of an environment at Sentry, which lists releases by their date and not by deploy: one request for the
// releases, and one for each whose deploys it does not tell, until enough is known.
import * as v from 'valibot'
import { isExpected } from '../errors.ts'
import { markerAtEnd } from '../marker.ts'
import type { PastDeploy } from '../provider.ts'
import { instant } from '../text.ts'
import { DeployItem, isOurs, pageOf, Release, type SentryJob, type SentrySession } from './sentry-calls.ts'

const RELEASES = 20
/** As many as the diagram of the summary shows. */
const ENOUGH = 10

/** The deploys to the environment, newest first. */
export async function history(session: SentrySession): Promise<readonly PastDeploy[]> {
  const releases = await releasesOf(session, session.own.sentryProjects, RELEASES)
  const found: PastDeploy[] = []
  for (const release of byLastDeploy(releases)) {
    // What is still to be asked for was deployed, wherever, before all of these.
    const newer = found.filter(({ at = 0 }) => at >= lastAt(release))
    if (newer.length >= ENOUGH) break
    found.push(...(await deploysOf(session, release)))
  }
  return found.sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
}

/**
 * The releases that reached the environment, newest first, where the summary shows them; none when that fails. A deploy
 * that is there is the last one of its release.
 */
export async function glanceAtReleases({ glance, release }: SentryJob): Promise<readonly Release[]> {
  const projectIds = String(release?.facts?.['projectIds'] ?? '')
  if (!glance || projectIds === '') return []
  try {
    return await releasesOf(glance(), projectIds.split(' '), ENOUGH)
  } catch (error) {
    if (!isExpected(error)) throw error
    return []
  }
}

/** The newest deploys to the environment as far as the releases tell them: up to one that went elsewhere since. */
export function toldBy(session: SentrySession, releases: readonly Release[]): readonly PastDeploy[] {
  const sorted = byLastDeploy(releases)
  const end = sorted.findIndex(({ lastDeploy }) => lastDeploy?.environment !== session.environment)
  return sorted
    .slice(0, end < 0 ? undefined : end)
    .flatMap((release) => (release.lastDeploy ? [pastDeploy(session, release, release.lastDeploy)] : []))
}

function byLastDeploy(releases: readonly Release[]): Release[] {
  return [...releases].sort((a, b) => lastAt(b) - lastAt(a))
}

/** When the release was deployed last, to any environment: no deploy to ours is newer. */
function lastAt({ lastDeploy }: Release): number {
  return instant(lastDeploy?.dateFinished) ?? Number.POSITIVE_INFINITY
}

async function releasesOf(
  { api, own, environment }: SentrySession,
  wanted: readonly string[],
  most: number,
): Promise<Release[]> {
  const params = { org: own.sentryOrg }
  const query = { environment, per_page: most }
  const schema = v.array(Release)
  const answer = await api.send('listReleases', params, {
    // Without it the releases of an organization's other projects would fill the page.
    query: { ...query, project: wanted },
    schema,
  })
  const { body } = answer.status === 400 ? await api.send('listReleases', params, { query, schema }) : answer
  return (body ?? []).filter(({ deployCount, projects }) => {
    return deployCount !== 0 && projects.some((project) => isOurs(own.sentryProjects, project))
  })
}

/** The deploys of one release to the environment. Its last deploy of any environment comes with the list for free. */
async function deploysOf(session: SentrySession, release: Release): Promise<PastDeploy[]> {
  const { api, own, environment } = session
  const params = { org: own.sentryOrg, version: release.version }
  const { lastDeploy } = release
  const items =
    lastDeploy?.environment === environment
      ? [lastDeploy]
      : (await api.send('listDeploys', params, { schema: v.array(DeployItem) })).body
  return (items ?? [])
    .filter((item) => item.environment === environment)
    .map((item) => pastDeploy(session, release, item))
}

function pastDeploy({ own, webUrl }: SentrySession, release: Release, item: DeployItem): PastDeploy {
  return {
    id: item.id,
    version: release.version,
    outcome: 'recorded',
    url: pageOf(webUrl, own.sentryOrg, release.version),
    ...(release.lastCommit ? { sha: release.lastCommit.id } : {}),
    ...timeAndMarker(item),
  }
}

function timeAndMarker({ name, dateFinished }: DeployItem): Pick<PastDeploy, 'at' | 'marker'> {
  const at = instant(dateFinished)
  const marker = markerAtEnd(name ?? '')
  return { ...(at === undefined ? {} : { at }), ...(marker === undefined ? {} : { marker }) }
}
