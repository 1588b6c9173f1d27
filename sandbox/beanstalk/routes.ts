// The routes of the Beanstalk stand-in below `/api`, each with its page of api.beanstalkapp.com. Every object is
// inside its root key and lists are bare arrays; the documentation has no other envelope for these.

import { ordered, pageSize } from '../kit/lists.ts'
import type { SandboxReply, SandboxRequest } from '../server.ts'
import { type Call, readWish } from './body.ts'
import type { Repository } from './objects.ts'
import { wire } from './state.ts'

export interface Route {
  readonly method: string
  readonly path: string
  readonly query: readonly string[]
  reply(call: Call): SandboxReply
}

type InRepository = (call: Call, repository: Repository) => SandboxReply

const PAGES = ['page', 'per_page']
const ORDERED = [...PAGES, 'order_field', 'order']

const errors = (status: number, text: string): SandboxReply => ({ status, json: { errors: [text] } })
const missing = ({ switches }: Call) => errors(Number(switches['missing-status']), 'Not found') // [A] code and body
const invalid = ({ switches }: Call, text: string) => errors(Number(switches['error-status']), text)
const noRights = ({ switches }: Call) =>
  errors(Number(switches['no-rights-status']), 'You are not allowed to deploy') // [A]

function one(call: Call, root: string, value: object | undefined): SandboxReply {
  return value ? { status: 200, json: wire(root, value, call.switches.offset) } : missing(call)
}

function many({ switches }: Call, root: string, values: readonly object[]): SandboxReply {
  return { status: 200, json: values.map((each) => wire(root, each, switches.offset)) }
}

function inRepository(call: Call, text: string | null, byName: boolean, use: InRepository): SandboxReply {
  const found = call.state.repositories.find(
    ({ id, name }) => String(id) === text || (byName && name === text),
  )
  return found ? use(call, found) : missing(call)
}

/** A route below a repository's id or name; names are what clients use, the documentation has ids here [A]. */
const inside = (use: InRepository) => (call: Call) =>
  inRepository(call, call.params['repo'] ?? null, call.switches.names === 'everywhere', use)
const lookedUp = (use: InRepository) => (call: Call) =>
  inRepository(call, call.params['repo'] ?? null, true, use)
const ofRepository = (use: InRepository) => (call: Call) =>
  inRepository(call, call.request.query.get('repository_id'), true, use)

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
function mayDeploy({ state: { user, permissions } }: Call, environment: number, repository: number): boolean {
  if (user.admin || user.owner) return true
  return permissions.some(
    (each) =>
      each.user_id === user.id &&
      each.repository_id === repository &&
      (each.full_deployments_access || each.deploy_only_access || each.server_environment_id === environment),
  )
}

function createRelease(call: Call, repository: Repository): SandboxReply {
  const { state, switches, releases } = call
  const wish = readWish(call)
  if ('status' in wish) return wish
  const wanted = call.request.query.get('environment_id')
  const environment = within(state.environments, repository).find(({ id }) => String(id) === wanted)
  // The sentence is documented for a missing environment; [A] the same for one of another repository.
  if (!environment) return invalid(call, "Server can't be blank")
  if (!mayDeploy(call, environment.id, repository.id)) return noRights(call)
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

function releaseOf({ state, params }: Call, repository: Repository) {
  return within(state.releases, repository).find(({ id }) => String(id) === params['id'])
}

function getRelease(call: Call, repository: Repository): SandboxReply {
  const release = releaseOf(call, repository)
  if (release) call.releases.poll(release)
  return one(call, 'release', release && releaseOf(call, repository))
}

function retryRelease(call: Call, repository: Repository): SandboxReply {
  const release = releaseOf(call, repository)
  if (!release) return missing(call)
  if (!mayDeploy(call, release.environment_id, repository.id)) return noRights(call)
  return { status: call.releases.retry(release) ? 200 : 422, text: '' }
}

function listServers(call: Call, repository: Repository): SandboxReply {
  const environment = call.request.query.get('environment_id')
  const found = within(call.state.servers, repository)
  return many(
    call,
    'release_server',
    found.filter((each) => environment === null || String(each.server_environment_id) === environment),
  )
}

/** Permission page: an ordinary user sees only their own. */
function listPermissions(call: Call): SandboxReply {
  const own = call.state.permissions.filter((each) => String(each.user_id) === call.params['user'])
  return many(call, 'permission', own)
}

/** [A] The shape of an entry; one client relies on the empty list for Subversion. */
const branches = (...names: string[]) =>
  lookedUp((call, { vcs }) => many(call, 'branch', vcs === 'git' ? names.map((branch) => ({ branch })) : []))

const byId = (root: string, all: (state: Call['state']) => readonly Owned[]) =>
  inside((call, repository) =>
    one(
      call,
      root,
      within(all(call.state), repository).find(({ id }) => String(id) === call.params['id']),
    ),
  )

const get = (path: string, query: readonly string[], reply: Route['reply']): Route => ({
  method: 'GET',
  path,
  query,
  reply,
})

export const routes: readonly Route[] = [
  get('/users/current', [], (call) => one(call, 'user', call.state.user)),
  get('/permissions/:user', [], listPermissions),
  get('/repositories', PAGES, (call) => many(call, 'repository', loosePage(call, call.state.repositories))),
  get(
    '/repositories/:repo',
    [],
    lookedUp((call, repository) => one(call, 'repository', repository)),
  ),
  get('/repositories/:repo/branches', [], branches('main')),
  get('/repositories/:repo/tags', [], branches()),
  get('/changesets', ORDERED, (call) => listChangesets(call)),
  get('/changesets/repository', ['repository_id', ...ORDERED], ofRepository(listChangesets)),
  get(
    '/changesets/:revision',
    ['repository_id'],
    ofRepository((call, repository) =>
      one(call, 'revision_cache', call.releases.lookUp(repository, call.params['revision'] ?? '')),
    ),
  ),
  get('/releases', ['environment_id', ...PAGES], (call) => listReleases(call)),
  get('/:repo/releases', ['environment_id', ...PAGES], inside(listReleases)),
  { method: 'POST', path: '/:repo/releases', query: ['environment_id'], reply: inside(createRelease) },
  get('/:repo/releases/:id', [], inside(getRelease)),
  { method: 'PUT', path: '/:repo/releases/:id/retry', query: [], reply: inside(retryRelease) },
  get(
    '/:repo/server_environments',
    PAGES,
    inside((call, repository) =>
      many(call, 'server_environment', loosePage(call, within(call.state.environments, repository))),
    ),
  ),
  get(
    '/:repo/server_environments/:id',
    [],
    byId('server_environment', ({ environments }) => environments),
  ),
  get('/:repo/release_servers', ['environment_id'], inside(listServers)),
  get(
    '/:repo/release_servers/:id',
    [],
    byId('release_server', ({ servers }) => servers),
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
  const { query } = request
  const count = (name: string, otherwise: number) => {
    const text = query.get(name) ?? ''
    return /^[1-9]\d*$/.test(text) ? Number(text) : otherwise
  }
  const size = pageSize(Math.min(count('per_page', initial), most), request)
  const start = (count('page', 1) - 1) * size
  return ordered(values, request).slice(start, start + size)
}
