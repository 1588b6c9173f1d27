// Create, update and delete releases (organization_releases.py, organization_release_details.py).
import type { SandboxReply } from '../server.ts'
import { crash, refusal } from './answers.ts'
import { type ReleaseBody, readNewRelease, readReleaseUpdate } from './bodies.ts'
import { clearCommits, refuseTooMany, setCommits, setRefs } from './commits.ts'
import { type Context, canSee, findProject, findRelease, projectsOf } from './context.ts'
import { nextId, type Project, type Release, type SentryToken } from './state.ts'
import { releaseView } from './views.ts'

/**
 * Get or create, in the order of the server's own checks, so that an error of the commits or refs leaves a
 * release behind. An existing one keeps its ref, url, owner and date.
 */
export async function createRelease(context: Context): Promise<SandboxReply> {
  const { organization, project } = context
  const body = readNewRelease(context)
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
  const body = readReleaseUpdate(context)
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

/** The organization token's `org:ci` is not among the scopes of the route; 400 with events. */
export function deleteRelease(context: Context): SandboxReply {
  const release = findRelease(context, 'write')
  if (release.events.length > 0) {
    // The text is our choice [A].
    throw refusal(400, { detail: 'This release is referenced by active issues and cannot be removed.' })
  }
  const { releases } = context.organization
  releases.splice(releases.indexOf(release), 1)
  return { status: 204, text: '' }
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
    events: [],
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
function checkColumns({ organization }: Context, body: Pick<ReleaseBody, 'commits' | 'url' | 'owner'>): void {
  refuseTooMany(body.commits)
  // The check has no limit for the URL, the column holds 200 [A].
  if ((body.url?.length ?? 0) > 200) throw crash()
  if (body.owner && !organization.users.includes(body.owner)) {
    throw refusal(400, { owner: ['Unknown actor input'] }) // [A]
  }
}

/** One bad project refuses the whole request before anything is made, and is not named [S]. */
function requestedProjects(context: Context, body: ReleaseBody): Project[] {
  return body.projects.map((key) => {
    const project = findProject(context, key)
    if (project && mayCreateIn(context.token, project)) return project
    throw refusal(400, { projects: ['Invalid project ids or slugs'] })
  })
}

/** To be seen is not enough: a user creates releases only in projects of their own teams (get_projects) [S]. */
function mayCreateIn(token: SentryToken, project: Project): boolean {
  return canSee(token, project) && (token.joined?.includes(project.slug) ?? true)
}

function refuseHidden({ organization, token }: Context, release: Release): void {
  const projects = projectsOf(organization, release)
  if (projects.every((project) => canSee(token, project))) return
  const names = projects.map((project) => project.slug).join(', ')
  throw refusal(400, { projects: [`You do not have permission to one of the projects: ${names}`] })
}
