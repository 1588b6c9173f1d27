// What a route's handler gets, and the look-ups that all of them share: token, organization, projects, release.
import type { SandboxReply, SandboxRequest } from '../server.ts'
import { badRequest, forbidden, notFound, refusal } from './answers.ts'
import type { Locks } from './locks.ts'
import type { Organization, Project, Release, SentryState, SentryToken } from './state.ts'
import type { Switches } from './switches.ts'

/** All that lives as long as one stand-in. */
export interface Sandbox {
  readonly state: SentryState
  readonly switches: Switches
  readonly locks: Locks
  /** Unknown routes, query parameters and body fields, in words. */
  readonly surprises: string[]
  readonly now: () => number
}

export interface Context extends Sandbox {
  readonly request: SandboxRequest
  readonly token: SentryToken
  readonly organization: Organization
  /** Only on the old per-project routes. */
  readonly project: Project | undefined
  /** Decoded parts of the path by name. */
  readonly params: Readonly<Record<string, string>>
}

export type Handler = (context: Context) => SandboxReply | Promise<SandboxReply>

/** The caller's token, or 401 with the texts of Sentry's api/exceptions.py and of Django REST framework. */
export function authenticate(state: SentryState, request: SandboxRequest): SentryToken {
  const header = request.headers.authorization
  const value = header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : undefined
  if (!value) throw refusal(401, { detail: 'Authentication credentials were not provided.' })
  const token = state.tokens.find((each) => each.value === value)
  // A region that does not hold the organization does not know its token (sentry-cli #3385).
  const elsewhere = token?.region && new URL(token.region).host !== request.headers.host
  if (token && !elsewhere) return token
  throw refusal(401, { detail: value.startsWith('sntrys_') ? 'Invalid org token' : 'Invalid token' })
}

/** 403 unless the token holds one of the scopes. */
export function authorize(token: SentryToken, scopes: readonly string[]): void {
  if (!token.scopes.some((scope) => scopes.includes(scope))) throw forbidden()
}

/** By slug or id; the scope was checked before, so an unknown one is a 404 and a foreign one a 403 [A]. */
export function findOrganization(state: SentryState, token: SentryToken, key: string): Organization {
  const found = state.organizations.find((each) => each.slug === key || String(each.id) === key)
  if (!found) throw notFound()
  if (token.org !== undefined && token.org !== found.slug) throw forbidden()
  return found
}

export function canSee(token: SentryToken, project: Project): boolean {
  return token.projects === undefined || token.projects.includes(project.slug)
}

/**
 * A slug, an id as a number, or an id as a numeric string; the last is not known to self-hosted servers
 * before 25.12.1, which take an id only as a number (sentry-cli #3068).
 */
export function findProject({ organization, switches }: Context, key: string | number): Project | undefined {
  return organization.projects.find(
    (each) => each.slug === key || each.id === key || (!switches.numericProjects && String(each.id) === key),
  )
}

export function projectsOf(organization: Organization, release: Release): Project[] {
  return organization.projects.filter((each) => release.projects.includes(each.id))
}

/**
 * The release of the path, or the same 404 as for everything missing. Reading needs one visible project [A],
 * writing all of them [S for its callers]; a release without projects is visible to nobody [S].
 */
export function findRelease(context: Context, need: 'read' | 'write'): Release {
  const { organization, token, project } = context
  const { version } = context.params
  const release = organization.releases.find((each) => each.version === version)
  if (!release) throw notFound()
  const visible = projectsOf(organization, release).map((each) => canSee(token, each))
  const allowed = need === 'read' ? visible.some(Boolean) : visible.length > 0 && visible.every(Boolean)
  if (!allowed || (project && !release.projects.includes(project.id))) throw notFound()
  return release
}

/** The projects that the `project` parameters leave; `-1` is all. An unknown one answers 403 [A]. */
export function filteredProjects(
  context: Context,
  keys: readonly string[] = context.request.query.getAll('project'),
): Project[] {
  const visible = context.organization.projects.filter((project) => canSee(context.token, project))
  if (context.project) return [context.project]
  if (keys.length === 0 || keys.includes('-1')) return visible
  return keys.map((key) => {
    // In a query old servers read an id as text, but no slug [S api/bases/organization.py].
    if (context.switches.numericProjects && !/^\d+$/.test(key))
      throw badRequest('Invalid project parameter. Values must be numbers.')
    const project = visible.find((each) => each.slug === key || String(each.id) === key)
    if (project) return project
    throw forbidden()
  })
}
