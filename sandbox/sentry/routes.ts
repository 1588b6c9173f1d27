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
const PAGES = ['cursor', 'per_page']
const LISTED = 'project environment query per_page cursor status sort health flatten start end'.split(' ')
const PERIODS = ['summaryStatsPeriod', 'healthStatsPeriod']
const DETAILS = 'project project_id health adoptionStages sort status query environment'.split(' ')
const REPOSITORIES = ['query', 'status', 'integration_id', 'expand', ...PAGES]
const DELETE = ['project:admin', 'project:releases']
const ORG_READ = ['org:read', 'org:write', 'org:admin']
const RELEASES = 'organizations/:org/releases/'
const RELEASE = `${RELEASES}:version/`
const REPOS = 'organizations/:org/repos/'
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
  route('POST', RELEASES, WRITE, [], createRelease, true),
  // listOrganizationReleases [D]; status, sort and the rest undocumented [S]
  route('GET', RELEASES, READ, [...LISTED, 'adoptionStages', ...PERIODS], listReleases, true),
  // getOrganizationRelease [D]
  route('GET', RELEASE, READ, [...DETAILS, ...PERIODS], getRelease),
  // updateOrganizationRelease [D]; organization_release_details.py [S]
  route('PUT', RELEASE, WRITE, [], updateRelease),
  // deleteOrganizationRelease, not with org:ci [D, S]
  route('DELETE', RELEASE, DELETE, [], deleteRelease),
  // createOrganizationReleaseDeploy [D]; release_deploys.py and its tests [S]
  route('POST', `${RELEASE}deploys/`, WRITE, [], createDeploy),
  // listOrganizationReleaseDeploys [D]; last deploys only, project= [S]
  route('GET', `${RELEASE}deploys/`, READ, [...PAGES, 'project'], listDeploys),
  // listOrganizationReleaseCommits [D]
  route('GET', `${RELEASE}commits/`, READ, PAGES, releaseCommits),
  // Documented, but not the shape of its items: ours is assumed [A]
  route('GET', `${RELEASE}commitfiles/`, ['project:releases'], PAGES, commitFiles),
  // Private [S]; used by sentry-cli [C]
  route('GET', `${RELEASE}previous-with-commits/`, READ, [], previousWithCommits),
  // listOrganizationRepos [D]
  route('GET', REPOS, [...ORG_READ, 'org:integrations', 'org:ci'], REPOSITORIES, listRepositories),
  // listOrganizationRepoCommits [D]
  route('GET', `${REPOS}:repository/commits/`, ORG_READ, PAGES, repositoryCommits),
  // The old per-project forms: list and commits [D], the rest [S project_release_details.py], used by sentry-cli 2.x [C]
  route('POST', PER_PROJECT, WRITE, [], createRelease, true),
  route('GET', PER_PROJECT, READ, LISTED, listReleases, true),
  route('GET', `${PER_PROJECT}:version/`, READ, ['health', ...PERIODS], getRelease),
  route('DELETE', `${PER_PROJECT}:version/`, DELETE, [], deleteRelease),
  route('PUT', `${PER_PROJECT}:version/`, WRITE, [], updateRelease),
  route('GET', `${PER_PROJECT}:version/commits/`, READ, PAGES, releaseCommits),
]

export type Match = NonNullable<ReturnType<typeof matchRoute>>

/**
 * The route of a raw path. Each part is decoded once; `%2F` is a slash before routing, so it never matches [S].
 */
export function matchRoute(method: string, rawPath: string) {
  const [, path] = /^\/api\/0\/(.*)$/s.exec(rawPath.replaceAll(/%2f/gi, '/')) ?? []
  return path === undefined ? undefined : findRoute(routes, { method, path })
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
  const { repository: id } = params
  if (!organization.repositories.some((each) => each.id === id)) throw notFound()
  const all = organization.releases.flatMap((release) => release.commits)
  const own = new Map(all.filter((each) => each.repository.id === id).map((each) => [each.id, each]))
  return paged([...own.values()], request, switches.pageSize, (commit) => commitView(organization, commit))
}
