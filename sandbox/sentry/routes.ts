// Every route the stand-in serves, with the scopes that open it and its source:
// [D] documented, [S] from Sentry's source or tests, [C] seen from sentry-cli, [A] assumed.
import { findRoute } from '../kit/path.ts'
import type { SandboxReply } from '../server.ts'
import { notFound, paged } from './answers.ts'
import { type Context, findRelease, type Handler } from './context.ts'
import { createDeploy, listDeploys } from './deploys.ts'
import { getRelease, listReleases, previousWithCommits } from './reads.ts'
import { createRelease, deleteRelease, updateRelease } from './releases.ts'
import { commitView, repositoryView } from './views.ts'

interface Route {
  readonly method: string
  /** Below /api/0/, with the mandatory slash at the end; `:name` stands for one part of the path. */
  readonly path: string
  readonly scopes: readonly string[]
  readonly query: readonly string[]
  /** In the group of 40 requests a second. */
  readonly limited: boolean
  readonly handle: Handler
}

const WRITE = ['project:write', 'project:admin', 'project:releases', 'org:ci']
const READ = ['project:read', ...WRITE]
const LISTED = [
  'project',
  'environment',
  'query',
  'per_page',
  'cursor',
  'status',
  'sort',
  'health',
  'flatten',
  'start',
  'end',
]
const PERIODS = ['summaryStatsPeriod', 'healthStatsPeriod']
const DETAILS = [
  'project',
  'project_id',
  'health',
  'adoptionStages',
  'sort',
  'status',
  'query',
  'environment',
]
const DELETE = ['project:admin', 'project:releases']
const RELEASE = 'organizations/:org/releases/:version/'
const PER_PROJECT = 'projects/:org/:project/releases/'

function route(
  method: string,
  path: string,
  scopes: readonly string[],
  query: readonly string[],
  handle: Handler,
  limited = false,
): Route {
  return { method, path, scopes, query, handle, limited }
}

const routes: readonly Route[] = [
  // createOrganizationRelease [D]; 208, 409 and the order of checks: organization_releases.py [S]
  route('POST', 'organizations/:org/releases/', WRITE, [], createRelease, true),
  // listOrganizationReleases [D]; status, sort and the rest undocumented [S]
  route(
    'GET',
    'organizations/:org/releases/',
    READ,
    [...LISTED, 'adoptionStages', ...PERIODS],
    listReleases,
    true,
  ),
  // getOrganizationRelease [D]
  route('GET', RELEASE, READ, [...DETAILS, ...PERIODS], getRelease),
  // updateOrganizationRelease [D]; organization_release_details.py [S]
  route('PUT', RELEASE, WRITE, [], updateRelease),
  // deleteOrganizationRelease, not with org:ci [D, S]
  route('DELETE', RELEASE, DELETE, [], deleteRelease),
  // createOrganizationReleaseDeploy [D]; release_deploys.py and its tests [S]
  route('POST', `${RELEASE}deploys/`, WRITE, [], createDeploy),
  // listOrganizationReleaseDeploys [D]; last deploys only, project= [S]
  route('GET', `${RELEASE}deploys/`, READ, ['cursor', 'per_page', 'project'], listDeploys),
  // listOrganizationReleaseCommits [D]
  route('GET', `${RELEASE}commits/`, READ, ['cursor', 'per_page'], releaseCommits),
  // Documented, but not the shape of its items: ours is assumed [A]
  route('GET', `${RELEASE}commitfiles/`, ['project:releases'], ['cursor', 'per_page'], commitFiles),
  // Private [S]; used by sentry-cli [C]
  route('GET', `${RELEASE}previous-with-commits/`, READ, [], previousWithCommits),
  // listOrganizationRepos [D]
  route(
    'GET',
    'organizations/:org/repos/',
    ['org:read', 'org:write', 'org:admin', 'org:integrations', 'org:ci'],
    ['query', 'status', 'integration_id', 'expand', 'cursor', 'per_page'],
    listRepositories,
  ),
  // listOrganizationRepoCommits [D]
  route(
    'GET',
    'organizations/:org/repos/:repository/commits/',
    ['org:read', 'org:write', 'org:admin'],
    ['cursor', 'per_page'],
    repositoryCommits,
  ),
  // The old per-project forms: list and commits [D], the rest [S project_release_details.py], used by sentry-cli 2.x [C]
  route('POST', PER_PROJECT, WRITE, [], createRelease, true),
  route('GET', PER_PROJECT, READ, LISTED, listReleases, true),
  route('GET', `${PER_PROJECT}:version/`, READ, ['health', ...PERIODS], getRelease),
  route('DELETE', `${PER_PROJECT}:version/`, DELETE, [], deleteRelease),
  route('PUT', `${PER_PROJECT}:version/`, WRITE, [], updateRelease),
  route('GET', `${PER_PROJECT}:version/commits/`, READ, ['cursor', 'per_page'], releaseCommits),
]

export interface Match {
  readonly route: Route
  readonly params: ReadonlyMap<string, string>
}

/**
 * The route of a raw path. Each part is decoded once; `%2F` is a slash before routing, so it never matches [S].
 */
export function matchRoute(method: string, rawPath: string): Match | undefined {
  const [, path] = /^\/api\/0\/(.*)$/s.exec(rawPath.replaceAll(/%2f/gi, '/')) ?? []
  if (path === undefined) return undefined
  const found = findRoute(routes, { method, path })
  return found && { ...found, params: new Map(Object.entries(found.params)) }
}

/** The methods of a path that has routes, only not with this one. */
export function methodsOf(rawPath: string): string[] {
  const methods = [...new Set(routes.map(({ method }) => method))]
  return methods.filter((method) => matchRoute(method, rawPath))
}

function releaseCommits(context: Context): SandboxReply {
  const { commits } = findRelease(context, 'read')
  return paged(commits, context.request, context.switches.pageSize, (commit) =>
    commitView(context.organization, commit),
  )
}

function commitFiles(context: Context): SandboxReply {
  const { commits } = findRelease(context, 'read')
  const files = commits.flatMap((commit) => commit.patchSet.map((change) => ({ commit, change })))
  return paged(files, context.request, context.switches.pageSize, ({ commit, change }) => ({
    filename: change.path,
    type: change.type,
    commitMessage: commit.message,
    author: commit.author,
    repoName: commit.repository.name,
  }))
}

function listRepositories({ organization, request, switches }: Context): SandboxReply {
  const status = request.query.get('status') || 'active'
  const search = request.query.get('query') ?? ''
  const integration = request.query.get('integration_id')
  const found = organization.repositories
    .filter((each) => each.status === status && each.name.includes(search))
    .filter((each) => integration === null || each.integrationId === integration)
  return paged(found, request, switches.pageSize, repositoryView)
}

function repositoryCommits({ organization, request, switches, params }: Context): SandboxReply {
  const id = params.get('repository')
  if (!organization.repositories.some((each) => each.id === id)) throw notFound()
  const all = organization.releases.flatMap((release) => release.commits)
  const own = new Map(all.filter((each) => each.repository.id === id).map((each) => [each.id, each]))
  return paged([...own.values()], request, switches.pageSize, (commit) => commitView(organization, commit))
}
