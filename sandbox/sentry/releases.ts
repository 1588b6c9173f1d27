// Create, update, list, read and delete releases (organization_releases.py, organization_release_details.py).
import type { SandboxReply } from '../server.ts'
import { crash, notFound, paged, Refusal } from './answers.ts'
import { type ReleaseBody, readNewRelease, readReleaseUpdate } from './bodies.ts'
import { clearCommits, refuseTooMany, setCommits, setRefs } from './commits.ts'
import {
  bodyRules,
  type Context,
  canSee,
  findProject,
  findRelease,
  forbidden,
  parseBody,
  projectsOf,
} from './context.ts'
import { nextId, orderDate, type Project, type Release } from './state.ts'
import { releaseView } from './views.ts'

const PERIODS = ['', '1h', '24h', '1d', '48h', '2d', '7d', '14d', '30d', '90d']

/**
 * Get or create, in the order of the server's own checks, so that an error of the commits or refs leaves a
 * release behind. An existing one keeps its ref, url, owner and date.
 */
export async function createRelease(context: Context): Promise<SandboxReply> {
  const { organization, project } = context
  const body = readNewRelease(parseBody(context), bodyRules(context), project !== undefined)
  checkColumns(context, body)
  const projects = project ? [project] : requestedProjects(context, body)
  const existing = organization.releases.find((each) => each.version === body.version)
  if (existing) refuseHidden(context, existing)
  const release = existing ?? insert(context, body)
  if (context.request.isHalf) return crash().reply
  if (body.status) release.status = body.status
  const added = projects.filter((each) => !release.projects.includes(each.id))
  release.projects.push(...new Set(added.map((each) => each.id)))
  await setCommits(context, organization, release, body.commits)
  if (body.refs?.length) setRefs(organization, release, body.refs, !body.commits?.length)
  const status = existing && added.length === 0 ? 208 : 201
  return { status, json: releaseView(organization, release) }
}

/** Always 200; falsy values change nothing, except that `refs: []` clears the commits. */
export async function updateRelease(context: Context): Promise<SandboxReply> {
  const { organization } = context
  const release = findRelease(context, 'write')
  const body = readReleaseUpdate(parseBody(context), bodyRules(context))
  checkColumns(context, body)
  release.ref = body.ref || release.ref
  release.url = body.url || release.url
  release.dateReleased = body.dateReleased || release.dateReleased
  release.status = body.status ?? release.status
  await setCommits(context, organization, release, body.commits)
  if (body.refs?.length) setRefs(organization, release, body.refs, !body.commits?.length)
  else if (body.refs) clearCommits(release)
  return { status: 200, json: releaseView(organization, release) }
}

export function getRelease(context: Context): SandboxReply {
  const { query } = context.request
  const project = query.get('project_id') ?? query.get('project')
  if (query.has('project_id') && !/^-?\d+$/.test(project ?? ''))
    throw new Refusal(400, { detail: 'Invalid project' })
  for (const name of ['summaryStatsPeriod', 'healthStatsPeriod']) {
    if (!PERIODS.includes(query.get(name) ?? '')) throw new Refusal(400, { detail: `Invalid ${name}` })
  }
  return { status: 200, json: releaseView(context.organization, findRelease(context, 'read')) }
}

/** By date of release, else of making, newest first; archived ones only when asked for. */
export function listReleases(context: Context): SandboxReply {
  const { organization, request, switches } = context
  const { query } = request
  const search = query.get('query')?.toLowerCase() ?? ''
  const environments = query.getAll('environment')
  const projects = filteredProjects(context)
  const known = organization.releases.flatMap(({ deploys }) => deploys.map(({ environment }) => environment))
  // An environment is made by its first deploy [S api/helpers/environments.py].
  if (environments.some((name) => !known.includes(name))) throw notFound()
  const found = organization.releases
    .filter((release) => release.status === (query.get('status') || 'open'))
    .filter((release) => release.version.toLowerCase().includes(search))
    .filter((release) => projects.some((project) => release.projects.includes(project.id)))
    .filter(
      (release) =>
        environments.length === 0 ||
        release.deploys.some((deploy) => environments.includes(deploy.environment)),
    )
    .sort((a, b) => orderDate(b) - orderDate(a) || b.id - a.id)
  return paged(found, request, switches.pageSize, (release) => releaseView(organization, release))
}

/** The organization token's `org:ci` is not among the scopes of the route; 400 with events. */
export function deleteRelease(context: Context): SandboxReply {
  const release = findRelease(context, 'write')
  if (release.hasEvents) {
    // The text is our choice [A].
    throw new Refusal(400, { detail: 'This release is referenced by active issues and cannot be removed.' })
  }
  const { releases } = context.organization
  releases.splice(releases.indexOf(release), 1)
  return { status: 204, text: '' }
}

/**
 * The newest release with commits among the same projects that is not newer than this one. The comparison is
 * `<=` and this release is not left out, so it may answer with itself (sentry-cli #1378).
 */
export function previousWithCommits(context: Context): SandboxReply {
  const { organization } = context
  const release = findRelease(context, 'read')
  const [previous] = organization.releases
    .filter((each) => each.commits.length > 0 && orderDate(each) <= orderDate(release))
    .filter((each) => each.projects.some((id) => release.projects.includes(id)))
    .sort((a, b) => orderDate(b) - orderDate(a) || b.id - a.id)
  return { status: 200, json: previous ? releaseView(organization, previous) : {} }
}

export function newRelease(
  values: Pick<Release, 'id' | 'version' | 'dateCreated'> & Partial<Release>,
): Release {
  return {
    status: 'open',
    ref: null,
    url: null,
    owner: null,
    dateReleased: null,
    userAgent: null,
    projects: [],
    commits: [],
    heads: [],
    fetch: 'none',
    deploys: [],
    hasEvents: false,
    ...values,
  }
}

function insert({ state, organization, request, now }: Context, body: ReleaseBody): Release {
  const release = newRelease({
    id: nextId(state),
    version: body.version,
    dateCreated: now(),
    ref: body.ref ?? null,
    url: body.url ?? null,
    owner: body.owner ?? null,
    // Left out, the release stays unreleased, whatever the documentation says.
    dateReleased: body.dateReleased ?? null,
    userAgent: request.headers['user-agent']?.slice(0, 256) ?? null,
  })
  organization.releases.push(release)
  return release
}

/** What the database refuses or a look-up does not find. */
function checkColumns({ organization }: Context, body: ReleaseBody): void {
  refuseTooMany(body.commits)
  // The check has no limit for the URL, the column holds 200 [A].
  if ((body.url?.length ?? 0) > 200) throw crash()
  if (body.owner && !organization.users.includes(body.owner)) {
    throw new Refusal(400, { owner: ['Unknown actor input'] }) // [A]
  }
}

/** One bad project refuses the whole request before anything is made, and is not named [S]. */
function requestedProjects(context: Context, body: ReleaseBody): Project[] {
  return body.projects.map((key) => {
    const project = findProject(context, key)
    if (project && canSee(context.token, project)) return project
    throw new Refusal(400, { projects: ['Invalid project ids or slugs'] })
  })
}

function refuseHidden({ organization, token }: Context, release: Release): void {
  const projects = projectsOf(organization, release)
  if (projects.every((project) => canSee(token, project))) return
  const names = projects.map((project) => project.slug).join(', ')
  throw new Refusal(400, { projects: [`You do not have permission to one of the projects: ${names}`] })
}

/** The `project` parameters; `-1` is all. An unknown one answers 403 [A]. */
function filteredProjects(context: Context): Project[] {
  const visible = context.organization.projects.filter((project) => canSee(context.token, project))
  if (context.project) return [context.project]
  const keys = context.request.query.getAll('project')
  if (keys.length === 0 || keys.includes('-1')) return visible
  return keys.map((key) => {
    // In a query old servers read an id as text, but no slug [S api/bases/organization.py].
    if (context.switches.numericProjects && !/^\d+$/.test(key))
      throw new Refusal(400, { detail: 'Invalid project parameter. Values must be numbers.' })
    const project = visible.find((each) => each.slug === key || String(each.id) === key)
    if (project) return project
    throw forbidden()
  })
}
