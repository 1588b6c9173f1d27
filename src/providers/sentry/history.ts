// Earlier deploys of an environment at Sentry, which lists releases by when they were made and not by deploy: pages of
// releases, and one request for each whose deploys they do not tell, until enough is known.
import * as v from 'valibot'
import { markerAtEnd } from '../../deploy/marker.ts'
import { type HistoryUse, latestFirst, type PastDeploy, runIn } from '../../provider/provider.ts'
import {
  commitOf,
  type DeployItem,
  idsOf,
  isOurs,
  pageOf,
  SentryRelease,
  type SentrySession,
} from './calls.ts'
import { allOf, listDeploys, pagesOf } from './pages.ts'

/** As many as the diagram of the summary shows. */
const ENOUGH = 10
const PER_PAGE = 100

/** How much may be asked: of the list of releases, and of the deploys of single ones. */
const THOROUGH = { pages: 10, releases: 50 }
/** The summary is an extra, so it is cheap. */
const CHEAP = { pages: 1, releases: 5 }

/** The deploys to the environment, newest first. */
export async function history(session: SentrySession, use: HistoryUse): Promise<readonly PastDeploy[]> {
  const budget = use === 'summary' ? CHEAP : THOROUGH
  const releases: SentryRelease[] = []
  const asked: KnownDeploys = new Map()
  let found: readonly PastDeploy[] = []
  for await (const page of pagesOf(pageAfter(session), budget.pages)) {
    releases.push(...page.filter((release) => mayBeDeployed(session, release)))
    found = await newestOf(session, releases, { asked, most: budget.releases })
    if (found.length >= ENOUGH || asked.size >= budget.releases) break
  }
  return use === 'rollback' ? withoutArchived(found, releases) : found
}

/** One that was archived since may be live, but is nothing to go back to. */
function withoutArchived(
  found: readonly PastDeploy[],
  releases: readonly SentryRelease[],
): readonly PastDeploy[] {
  const archived = releases.filter(({ status }) => status === 'archived').map(({ version }) => version)
  return found.map((each) =>
    archived.includes(each.version ?? '') ? { ...each, outcome: 'unknown' as const } : each,
  )
}

/** Events make a release known in an environment as well, so a page may hold none that was deployed. */
function mayBeDeployed({ own }: SentrySession, { deployCount, projects }: SentryRelease): boolean {
  return deployCount !== 0 && projects.some((project) => isOurs(own.sentryProjects, project))
}

/** The deploys of releases that were asked for one by one, by version. */
type KnownDeploys = Map<string, readonly PastDeploy[]>

/** The newest deploys of these releases: enough of them, or all. */
async function newestOf(
  session: SentrySession,
  releases: readonly SentryRelease[],
  { asked, most }: { readonly asked: KnownDeploys; readonly most: number },
): Promise<readonly PastDeploy[]> {
  const found: PastDeploy[] = []
  for (const release of releases.toSorted((a, b) => lastAt(b) - lastAt(a))) {
    // What is still to be asked for was deployed, wherever, before all of these.
    const newer = found.filter(({ at = 0 }) => at >= lastAt(release))
    if (newer.length >= ENOUGH) break
    const told = toldBy(session, release) ?? asked.get(release.version)
    // Behind one that is not known the story would have a gap.
    if (!told && asked.size >= most) return newer.toSorted(latestFirst)
    const deploys = told ?? (await deploysOf(session, release))
    if (!told) asked.set(release.version, deploys)
    found.push(...deploys)
  }
  return found.toSorted(latestFirst)
}

/** When the release was deployed last, to any environment: no deploy to ours is newer. */
function lastAt({ lastDeploy }: SentryRelease): number {
  return lastDeploy?.dateFinished ?? Number.POSITIVE_INFINITY
}

/** Asks for a page of the releases that are known in the environment, with a cursor. */
function pageAfter({ api, own, environment }: SentrySession) {
  const params = { org: own.sentryOrg }
  const schema = v.array(SentryRelease)
  // Without it the releases of an organization's other projects would fill the pages.
  let project: readonly string[] | undefined = own.sentryProjects
  return async (cursor: string | undefined) => {
    // Left out, it would be `open`: one that was archived since was deployed all the same.
    const query = { environment, status: '', per_page: PER_PAGE, cursor }
    const answer = await api.send('listReleases', params, { query: { ...query, project }, schema })
    if (answer.status !== 400) return answer
    project = undefined
    return api.send('listReleases', params, { query, schema })
  }
}

/**
 * What the list tells for free: the last deploy of a release, if it was one to the environment. It may be of any of the
 * release's projects (`Release.last_deploy_id`), so for a release that others share it tells nothing of ours.
 */
function toldBy(session: SentrySession, release: SentryRelease): PastDeploy[] | undefined {
  const { own, environment } = session
  const { lastDeploy, projects } = release
  const isShared = projects.some((project) => !isOurs(own.sentryProjects, project))
  if (isShared || lastDeploy?.environment !== environment) return undefined
  return [pastDeploy(session, release, lastDeploy)]
}

/** The deploys of our projects in one release to the environment. */
async function deploysOf(session: SentrySession, release: SentryRelease): Promise<PastDeploy[]> {
  const project = idsOf(session.own.sentryProjects, release)
  const deploys = await allOf(listDeploys(session, release.version, project, THOROUGH.pages))
  const here = deploys.filter(({ environment }) => environment === session.environment)
  return here.map((item) => pastDeploy(session, release, item))
}

function pastDeploy(session: SentrySession, release: SentryRelease, item: DeployItem): PastDeploy {
  return {
    id: item.id,
    version: release.version,
    outcome: 'recorded',
    url: pageOf(session, release.version),
    sha: commitOf(release),
    at: item.dateFinished,
    marker: markerAtEnd(item.name ?? ''),
    runId: runIn(item.url),
  }
}
