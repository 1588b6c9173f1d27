// The routes of the Beanstalk stand-in below `/api`, each with its page of api.beanstalkapp.com. Every object is
// inside its root key and lists are bare arrays; the documentation has no other envelope for these.

import { ordered, pageOf } from '../kit/lists.ts'
import type { Routed } from '../kit/path.ts'
import { must, Refusal } from '../kit/refusal.ts'
import type { SandboxReply, SandboxRequest } from '../server.ts'
import { type Call, readWish } from './body.ts'
import type { Repository } from './objects.ts'
import { wire } from './state.ts'

export interface Route extends Routed {
  readonly query: readonly string[]
  reply(call: Call): SandboxReply
}

const PAGES = ['page', 'per_page']
const ORDERED = [...PAGES, 'order_field', 'order']

const errors = (status: number, text: string): SandboxReply => ({ status, json: { errors: [text] } })
const missing = ({ switches }: Call) => errors(Number(switches['missing-status']), 'Not found') // [A] code and body
const invalid = ({ switches }: Call, text: string) => errors(Number(switches['error-status']), text)
const noRights = ({ switches }: Call) =>
  errors(Number(switches['no-rights-status']), 'You are not allowed to deploy') // [A]

function one(call: Call, root: string, value: object | undefined): SandboxReply {
  return { status: 200, json: wire(root, must(value, missing(call)), call.switches.offset) }
}

function many({ switches }: Call, root: string, values: readonly object[]): SandboxReply {
  return { status: 200, json: values.map((each) => wire(root, each, switches.offset)) }
}

function repositoryOf(call: Call, text: string | null | undefined, byName: boolean): Repository {
  const found = call.state.repositories.find(
    ({ id, name }) => String(id) === text || (byName && name === text),
  )
  return must(found, missing(call))
}

/** The repository of the path; names are what clients use, the documentation has ids here [A]. */
const inside = (call: Call) => repositoryOf(call, call.params['repo'], call.switches.names === 'everywhere')
const lookedUp = (call: Call) => repositoryOf(call, call.params['repo'], true)
const asked = (call: Call) => repositoryOf(call, call.request.query.get('repository_id'), true)

function listReleases(call: Call, repository?: Repository): SandboxReply {
  const environment = call.request.query.get('environment_id')
  const found = call.state.releases.filter(
    (each) =>
      (!repository || each.repository_id === repository.id) &&
      (environment === null || String(each.environment_id) === environment),
  )
  const sorted = found.sort((a, b) => (call.switches.order === 'newest' ? b.id - a.id : a.id - b.id))
  return many(call, 'release', page(sorted, call.request, 10, 50))
}

function listChangesets(call: Call, repository?: Repository): SandboxReply {
  const sign = call.request.query.get('order') === 'ASC' ? 1 : -1
  const found = call.state.changesets.filter((each) => !repository || each.repository_id === repository.id)
  const sorted = found.sort((a, b) => sign * (a.time - b.time || a.id - b.id))
  return many(call, 'revision_cache', page(sorted, call.request, 15, 30))
}

/** [A] Paging of these lists is not documented; one client sends it. */
function loosePage<T>({ switches, request }: Call, values: readonly T[]): readonly T[] {
  return switches.paging === 'all' ? page(values, request, 30, 50) : ordered(values, request)
}

/** Permission page: full or deploy-only access to the repository, or the environment's own. */
function mustDeploy(call: Call, environment: number, repository: number): void {
  const { user, permissions } = call.state
  const may = permissions.some(
    (each) =>
      each.user_id === user.id &&
      each.repository_id === repository &&
      (each.full_deployments_access || each.deploy_only_access || each.server_environment_id === environment),
  )
  if (!may && !user.admin && !user.owner) throw new Refusal(noRights(call))
}

function createRelease(call: Call): SandboxReply {
  const repository = inside(call)
  const { state, switches, releases } = call
  const wish = readWish(call)
  const wanted = call.request.query.get('environment_id')
  // The sentence is documented for a missing environment; [A] the same for one of another repository.
  const environment = must(
    within(state.environments, repository).find(({ id }) => String(id) === wanted),
    invalid(call, "Server can't be blank"),
  )
  mustDeploy(call, environment.id, repository.id)
  const revision = wish.revision ?? newest(call, repository)
  if (revision === '') return invalid(call, "Revision can't be blank") // [A] wording
  const held = releases.holds(repository, revision)
  if (!held && switches['unknown-revision'] === 'refuse') return invalid(call, 'Revision is unknown') // [A]
  const doomed = held ? undefined : ['new', 'waiting', 'pending', 'failed']
  const release = releases.create(environment, { ...wish, revision }, false, doomed)
  return { ...one(call, 'release', release), status: Number(switches['create-status']) }
}

function newest({ state, switches }: Call, repository: Repository): string {
  if (switches['missing-revision'] === 'refuse') return ''
  const last = within(state.changesets, repository).at(-1)
  return last?.hash_id ?? last?.revision ?? ''
}

function releaseOf(call: Call) {
  return byId(call, call.state.releases)
}

function getRelease(call: Call): SandboxReply {
  call.releases.poll(releaseOf(call))
  return one(call, 'release', releaseOf(call))
}

function retryRelease(call: Call): SandboxReply {
  const release = releaseOf(call)
  mustDeploy(call, release.environment_id, release.repository_id)
  return { status: call.releases.retry(release) ? 200 : 422, text: '' }
}

function listServers(call: Call): SandboxReply {
  const environment = call.request.query.get('environment_id')
  const found = within(call.state.servers, inside(call)).filter(
    (each) => environment === null || String(each.server_environment_id) === environment,
  )
  return many(call, 'release_server', found)
}

/** Permission page: an ordinary user sees only their own. */
function listPermissions(call: Call): SandboxReply {
  const own = call.state.permissions.filter((each) => String(each.user_id) === call.params['user'])
  return many(call, 'permission', own)
}

/** [A] The shape of an entry; one client relies on the empty list for Subversion. */
function branches(call: Call, ...names: string[]): SandboxReply {
  return many(call, 'branch', lookedUp(call).vcs === 'git' ? names.map((branch) => ({ branch })) : [])
}

function getChangeset(call: Call): SandboxReply {
  return one(call, 'revision_cache', call.releases.lookUp(asked(call), call.params['revision'] ?? ''))
}

/** What the path names by its id. */
function byId<T extends Owned>(call: Call, all: readonly T[]): T {
  const found = within(all, inside(call)).find(({ id }) => String(id) === call.params['id'])
  return must(found, missing(call))
}

function listEnvironments(call: Call): SandboxReply {
  return many(call, 'server_environment', loosePage(call, within(call.state.environments, inside(call))))
}

function route(method: string, path: string, query: readonly string[], reply: Route['reply']): Route {
  return { method, path, query, reply }
}

export const routes: readonly Route[] = [
  route('GET', '/users/current', [], (call) => one(call, 'user', call.state.user)),
  route('GET', '/permissions/:user', [], listPermissions),
  route('GET', '/repositories', PAGES, (call) =>
    many(call, 'repository', loosePage(call, call.state.repositories)),
  ),
  route('GET', '/repositories/:repo', [], (call) => one(call, 'repository', lookedUp(call))),
  route('GET', '/repositories/:repo/branches', [], (call) => branches(call, 'main')),
  route('GET', '/repositories/:repo/tags', [], (call) => branches(call)),
  route('GET', '/changesets', ORDERED, (call) => listChangesets(call)),
  route('GET', '/changesets/repository', ['repository_id', ...ORDERED], (call) =>
    listChangesets(call, asked(call)),
  ),
  route('GET', '/changesets/:revision', ['repository_id'], getChangeset),
  route('GET', '/releases', ['environment_id', ...PAGES], (call) => listReleases(call)),
  route('GET', '/:repo/releases', ['environment_id', ...PAGES], (call) => listReleases(call, inside(call))),
  route('POST', '/:repo/releases', ['environment_id'], createRelease),
  route('GET', '/:repo/releases/:id', [], getRelease),
  route('PUT', '/:repo/releases/:id/retry', [], retryRelease),
  route('GET', '/:repo/server_environments', PAGES, listEnvironments),
  route('GET', '/:repo/server_environments/:id', [], (call) =>
    one(call, 'server_environment', byId(call, call.state.environments)),
  ),
  route('GET', '/:repo/release_servers', ['environment_id'], listServers),
  route('GET', '/:repo/release_servers/:id', [], (call) =>
    one(call, 'release_server', byId(call, call.state.servers)),
  ),
]

interface Owned {
  readonly id: number
  readonly repository_id: number
}

function within<T extends Owned>(all: readonly T[], repository: Repository): T[] {
  return all.filter((each) => each.repository_id === repository.id)
}

/** One page: `per_page` never above the documented maximum, past the end an empty list. */
function page<T>(values: readonly T[], request: SandboxRequest, initial: number, most: number): readonly T[] {
  const count = (name: string, otherwise: number) => {
    const text = request.query.get(name) ?? ''
    return /^[1-9]\d*$/.test(text) ? Number(text) : otherwise
  }
  return pageOf(values, request, Math.min(count('per_page', initial), most), count('page', 1))
}
