// Earlier deploys of an environment at Sentry, which lists releases by their date and not by deploy: one request for the
// releases, and one for each whose deploys it does not tell, until enough is known.
import * as v from 'valibot'
import { markerAtEnd } from '../../deploy/marker.ts'
import type { PastDeploy } from '../../provider/provider.ts'
import { instant } from '../../text.ts'
import { DeployItem, isOurs, pageOf, Release, type SentrySession } from './calls.ts'

/** So many that one which a rollback brought back is rarely too old to be among them. */
const RELEASES = 20
/** As many as the diagram of the summary shows. */
const ENOUGH = 10

/** The deploys to the environment, newest first. */
export async function history(session: SentrySession): Promise<readonly PastDeploy[]> {
  const releases = await releasesOf(session, session.own.sentryProjects)
  const found: PastDeploy[] = []
  for (const release of releases.sort((a, b) => lastAt(b) - lastAt(a))) {
    // What is still to be asked for was deployed, wherever, before all of these.
    const newer = found.filter(({ at = 0 }) => at >= lastAt(release))
    if (newer.length >= ENOUGH) break
    found.push(...(await deploysOf(session, release)))
  }
  return found.sort(newestFirst)
}

/** The last deploy of a release, if it was one to the environment. */
function lastOf(session: SentrySession, release: Release): PastDeploy[] {
  const { lastDeploy } = release
  return lastDeploy?.environment === session.environment ? [pastDeploy(session, release, lastDeploy)] : []
}

function newestFirst(a: PastDeploy, b: PastDeploy): number {
  return (b.at ?? 0) - (a.at ?? 0)
}

/** When the release was deployed last, to any environment: no deploy to ours is newer. */
function lastAt({ lastDeploy }: Release): number {
  return instant(lastDeploy?.dateFinished) ?? Number.POSITIVE_INFINITY
}

async function releasesOf(
  { api, own, environment }: SentrySession,
  wanted: readonly string[],
): Promise<Release[]> {
  const params = { org: own.sentryOrg }
  const query = { environment, per_page: RELEASES }
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
  const last = lastOf(session, release)
  if (last.length > 0) return last
  const params = { org: own.sentryOrg, version: release.version }
  const { body } = await api.send('listDeploys', params, { schema: v.array(DeployItem) })
  return (body ?? [])
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
