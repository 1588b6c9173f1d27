// Reads of releases: the list, one of them with its neighbours, and the earlier one with commits
// (organization_releases.py, organization_release_details.py, project_releases.py, project_release_details.py).
import type { SandboxReply } from '../server.ts'
import { badRequest, notFound, paged } from './answers.ts'
import { type Context, filteredProjects, findRelease, projectsOf } from './context.ts'
import { searchFor } from './search.ts'
import { newestFirst, type Project, placesOf, type Release, releasedOrMade } from './state.ts'
import { releaseView } from './views.ts'

const PERIODS = ['', '1h', '24h', '1d', '48h', '2d', '7d', '14d', '30d', '90d']
const CRASH_SORTS = [
  'crash_free_sessions',
  'crash_free_users',
  'sessions',
  'users',
  'sessions_24h',
  'users_24h',
]
// Known to Sentry; the stand-in orders them by date all the same.
const OTHER_SORTS = ['build', 'semver', 'adoption']

const dateAdded = (release: Release) => release.dateCreated

/**
 * An organization's list is ordered by when a release was made, a project's by its date. Releases that only events made
 * known stand there as well.
 */
export function listReleases(context: Context): SandboxReply {
  const { request, switches, project } = context
  checkPeriods(context)
  checkSort(context)
  const wants = [hasStatus(context), isSearched(context), isMadeBetween(context), isPlaced(context)]
  const found = context.organization.releases
    .filter((release) => wants.every((fits) => fits(release)))
    .sort(newestFirst(project ? releasedOrMade : dateAdded))
  return paged(found, request, switches.pageSize, (release) => view(context, release))
}

/** The release, with its neighbours when one of its projects is named. */
export function getRelease(context: Context): SandboxReply {
  checkPeriods(context)
  const release = findRelease(context, 'read')
  const project = namedProject(context)
  if (project && !release.projects.includes(project.id)) throw notFound()
  if (!project) return { status: 200, json: view(context, release) }
  if (sortOf(context) !== 'date') throw badRequest('invalid sort')
  return { status: 200, json: view(context, release, neighbours(context, release, project)) }
}

/**
 * The newest release with commits among the same projects that is not newer than this one. The comparison is
 * `<=` and this release is not left out, so it may answer with itself (sentry-cli #1378).
 */
export function previousWithCommits(context: Context): SandboxReply {
  const { organization } = context
  const release = findRelease(context, 'read')
  const [previous] = organization.releases
    .filter((each) => each.commits.length > 0 && releasedOrMade(each) <= releasedOrMade(release))
    .filter((each) => each.projects.some((id) => release.projects.includes(id)))
    .sort(newestFirst(releasedOrMade))
  return { status: 200, json: previous ? releaseView(organization, previous) : {} }
}

function view(context: Context, release: Release, currentProjectMeta = {}): Record<string, unknown> {
  const { organization, request } = context
  const asked = request.query.get('adoptionStages') === '1'
  const stages = projectsOf(organization, release).map(({ slug }) => [
    slug,
    { stage: 'low_adoption', adopted: null, unadopted: null },
  ])
  return releaseView(organization, release, {
    currentProjectMeta,
    ...(asked ? { adoptionStages: Object.fromEntries(stages) } : {}),
  })
}

function checkPeriods({ request }: Context): void {
  for (const name of ['summaryStatsPeriod', 'healthStatsPeriod']) {
    if (PERIODS.includes(request.query.get(name) ?? '')) continue
    const valid = PERIODS.filter((period) => period !== '').map((period) => `'${period}'`)
    throw badRequest(`Invalid ${name}. Valid choices are ${valid.join(', ')}`)
  }
}

function sortOf({ request }: Context): string {
  return request.query.get('sort') || 'date'
}

function checkSort(context: Context): void {
  const sort = sortOf(context)
  if (CRASH_SORTS.includes(sort) && context.request.query.get('flatten') !== '1')
    throw badRequest('sorting by crash statistics requires flattening (flatten=1)')
  if (sort === 'date') return
  if (![...CRASH_SORTS, ...OTHER_SORTS].includes(sort)) throw badRequest('invalid sort')
  context.surprises.push(`the stand-in cannot sort by ${sort}`)
}

type Fits = (release: Release) => boolean

/** Left out = open ones; empty = all. */
function hasStatus({ request }: Context): Fits {
  const status = request.query.get('status') ?? 'open'
  if (!['', 'open', 'archived'].includes(status)) throw badRequest('invalid value for status')
  return (release) => status === '' || release.status === status
}

function isSearched({ request }: Context): Fits {
  return searchFor(request.query.get('query') ?? '')
}

/** Both or none; what is no date is refused, `null` as well [S test_organization_releases.py; the text is A]. */
function isMadeBetween({ request }: Context): Fits {
  const [start, end] = ['start', 'end'].map((name) => request.query.get(name))
  if (!start && !end) return () => true
  const [from, to] = [Date.parse(start ?? ''), Date.parse(end ?? '')]
  if (Number.isNaN(from) || Number.isNaN(to)) throw badRequest('Invalid date range')
  return ({ dateCreated }) => dateCreated >= from && dateCreated <= to
}

/** In one of the projects, and known in one of the environments by the same project (add_environment_to_queryset). */
function isPlaced(context: Context): Fits {
  const ids = filteredProjects(context).map(({ id }) => id)
  const environments = context.request.query.getAll('environment')
  const known = context.organization.releases.flatMap(placesOf).map(({ environment }) => environment)
  // An environment is made by its first deploy or event [S api/helpers/environments.py].
  if (environments.some((name) => !known.includes(name))) throw notFound()
  return (release) => {
    if (environments.length === 0) return release.projects.some((id) => ids.includes(id))
    return placesOf(release).some(
      ({ environment, project }) => environments.includes(environment) && ids.includes(project),
    )
  }
}

/** The one project that a read of a release names, by `project` or, on old servers, `project_id`. */
function namedProject(context: Context): Project | undefined {
  const { query } = context.request
  const id = query.get('project_id')
  if (id !== null && !/^-?\d+$/.test(id)) throw badRequest('Invalid project')
  const keys = id === null ? query.getAll('project').slice(0, 1) : [id]
  const [first] = keys.length > 0 ? filteredProjects(context, keys) : []
  return first
}

/** The releases around this one in the list, and the first and last of the project (`currentProjectMeta`). */
function neighbours(context: Context, release: Release, project: Project): Record<string, unknown> {
  const ofProject = context.organization.releases
    .filter((each) => each.projects.includes(project.id))
    .sort(newestFirst(dateAdded))
  const wants = [hasStatus(context), isSearched(context), isPlaced(context)]
  const listed = ofProject.filter((each) => each === release || wants.every((fits) => fits(each)))
  const at = listed.indexOf(release)
  return {
    sessionsLowerBound: null,
    sessionsUpperBound: null,
    nextReleaseVersion: listed[at - 1]?.version ?? null,
    prevReleaseVersion: listed[at + 1]?.version ?? null,
    firstReleaseVersion: ofProject.at(-1)?.version ?? null,
    lastReleaseVersion: ofProject[0]?.version ?? null,
  }
}
