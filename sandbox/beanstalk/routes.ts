// The routes of the Beanstalk stand-in below `/api`, each with its page of api.beanstalkapp.com. Every object is
// inside its root key and lists are bare arrays; the documentation has no other envelope for these.

import { ordered, pageSize } from '../lists.ts'
import type { SandboxReply, SandboxRequest } from '../server.ts'
import { type Call, readWish } from './body.ts'
import type { BeanstalkState, Environment, Repository } from './objects.ts'
import type { Releases } from './releases.ts'
import { wire } from './state.ts'
import type { Switches } from './switches.ts'

export interface Route {
  readonly method: string
  readonly path: string
  readonly query: readonly string[]
  reply(call: Call): SandboxReply
}

const PAGES = ['page', 'per_page']

export function makeRoutes(state: BeanstalkState, switches: Switches, releases: Releases): Route[] {
  const errors = (status: number, ...texts: string[]): SandboxReply => ({ status, json: { errors: texts } })
  const missing = () => errors(Number(switches['missing-status']), 'Not found') // [A] code and body
  const invalid = (text: string) => errors(Number(switches['error-status']), text)
  const one = (root: string, value: object | undefined): SandboxReply =>
    value ? { status: 200, json: wire(root, value, switches.offset) } : missing()
  const many = (root: string, values: readonly object[]): SandboxReply => ({
    status: 200,
    json: values.map((each) => wire(root, each, switches.offset)),
  })

  function repositoryOf(text: string | null, byName: boolean): Repository | undefined {
    return state.repositories.find((each) => String(each.id) === text || (byName && each.name === text))
  }

  type InRepository = (call: Call, repository: Repository) => SandboxReply
  /** A route below a repository's id or name; names are what clients use, the documentation has ids here [A]. */
  const inside = (use: InRepository) => (call: Call) => {
    const repository = repositoryOf(call.params['repo'] ?? null, switches.names === 'everywhere')
    return repository ? use(call, repository) : missing()
  }
  const lookedUp = (use: InRepository) => (call: Call) => {
    const repository = repositoryOf(call.params['repo'] ?? null, true)
    return repository ? use(call, repository) : missing()
  }
  const ofRepository = (call: Call, use: (repository: Repository) => SandboxReply) => {
    const repository = repositoryOf(call.request.query.get('repository_id'), true)
    return repository ? use(repository) : missing()
  }

  function listReleases({ request }: Call, repository?: Repository): SandboxReply {
    const environment = request.query.get('environment_id')
    const found = state.releases.filter(
      (each) =>
        (!repository || each.repository_id === repository.id) &&
        (environment === null || String(each.environment_id) === environment),
    )
    const sorted = found.sort((a, b) => (switches.order === 'newest' ? b.id - a.id : a.id - b.id))
    return many('release', page(sorted, request, 10, 50))
  }

  function listChangesets({ request }: Call, repository?: Repository): SandboxReply {
    const ascending = request.query.get('order') === 'ASC'
    const found = state.changesets.filter((each) => !repository || each.repository_id === repository.id)
    const sorted = found.sort((a, b) => (ascending ? 1 : -1) * (a.time - b.time || a.id - b.id))
    return many('revision_cache', page(sorted, request, 15, 30))
  }

  /** [A] Paging of these lists is not documented; one client sends it. */
  const loosePage = <T>(values: readonly T[], request: SandboxRequest): readonly T[] =>
    switches.paging === 'all' ? page(values, request, 30, 50) : ordered(values, request)

  /** Permission page: full or deploy-only access to the repository, or the environment's own. */
  function mayDeploy({ id, repository_id }: { id: number; repository_id: number }): boolean {
    if (state.user.admin || state.user.owner) return true
    return state.permissions.some(
      (each) =>
        each.user_id === state.user.id &&
        each.repository_id === repository_id &&
        (each.full_deployments_access || each.deploy_only_access || each.server_environment_id === id),
    )
  }
  const noRights = () => errors(Number(switches['no-rights-status']), 'You are not allowed to deploy') // [A]

  const createRelease: InRepository = (call, repository) => {
    const wish = readWish(call)
    if ('status' in wish) return wish
    const wanted = call.request.query.get('environment_id')
    const environment = state.environments.find(
      (each) => String(each.id) === wanted && each.repository_id === repository.id,
    )
    // The sentence is documented for a missing environment; [A] the same for one of another repository.
    if (!environment) return invalid("Server can't be blank")
    if (!mayDeploy(environment)) return noRights()
    const revision = wish.revision ?? newest(repository)
    if (revision === '') return invalid("Revision can't be blank") // [A] wording
    const held = releases.holds(repository, revision)
    if (!held && switches['unknown-revision'] === 'refuse') return invalid('Revision is unknown') // [A]
    const doomed = held ? undefined : ['new', 'waiting', 'pending', 'failed']
    const release = releases.create(environment, { ...wish, revision }, false, doomed)
    return { ...one('release', release), status: Number(switches['create-status']) }
  }

  function newest(repository: Repository): string {
    if (switches['missing-revision'] === 'refuse') return ''
    const last = state.changesets.filter((each) => each.repository_id === repository.id).at(-1)
    return last?.hash_id ?? last?.revision ?? ''
  }

  const releaseOf = (call: Call, repository: Repository) =>
    state.releases.find(
      (each) => each.repository_id === repository.id && String(each.id) === call.params['id'],
    )

  const getRelease: InRepository = (call, repository) => {
    const release = releaseOf(call, repository)
    if (release) releases.poll(release)
    return one('release', release && releaseOf(call, repository))
  }

  const retryRelease: InRepository = (call, repository) => {
    const release = releaseOf(call, repository)
    if (!release) return missing()
    if (!mayDeploy({ id: release.environment_id, repository_id: repository.id })) return noRights()
    return { status: releases.retry(release) ? 200 : 422, text: '' }
  }

  const listEnvironments: InRepository = ({ request }, repository) =>
    many('server_environment', loosePage(within(state.environments, repository), request))

  const listServers: InRepository = ({ request }, repository) => {
    const environment = request.query.get('environment_id')
    const found = within(state.servers, repository)
    return many(
      'release_server',
      found.filter((each) => environment === null || String(each.server_environment_id) === environment),
    )
  }

  const getChangeset = (call: Call) =>
    ofRepository(call, (repository) =>
      one('revision_cache', releases.lookUp(repository, call.params['revision'] ?? '')),
    )

  /** Permission page: an ordinary user sees only their own. */
  const listPermissions = ({ params }: Call) => {
    const own = state.permissions.filter((each) => String(each.user_id) === params['user'])
    return many('permission', own)
  }

  /** [A] The shape of an entry; one client relies on the empty list for Subversion. */
  const branches = (names: string[]) =>
    lookedUp((_, { vcs }) => many('branch', vcs === 'git' ? names.map((branch) => ({ branch })) : []))
  const get = (path: string, query: readonly string[], reply: Route['reply']): Route => ({
    method: 'GET',
    path,
    query,
    reply,
  })
  const byId = <T extends { id: number; repository_id: number }>(root: string, all: () => readonly T[]) =>
    inside(({ params }, repository) =>
      one(
        root,
        within(all(), repository).find((each) => String(each.id) === params['id']),
      ),
    )

  return [
    get('/users/current', [], () => one('user', state.user)),
    get('/permissions/:user', [], listPermissions),
    get('/repositories', PAGES, ({ request }) => many('repository', loosePage(state.repositories, request))),
    get(
      '/repositories/:repo',
      [],
      lookedUp((_, repository) => one('repository', repository)),
    ),
    get('/repositories/:repo/branches', [], branches(['main'])),
    get('/repositories/:repo/tags', [], branches([])),
    get('/changesets', [...PAGES, 'order_field', 'order'], (call) => listChangesets(call)),
    get('/changesets/repository', ['repository_id', ...PAGES, 'order_field', 'order'], (call) =>
      ofRepository(call, (repository) => listChangesets(call, repository)),
    ),
    get('/changesets/:revision', ['repository_id'], getChangeset),
    get('/releases', ['environment_id', ...PAGES], (call) => listReleases(call)),
    get('/:repo/releases', ['environment_id', ...PAGES], inside(listReleases)),
    { method: 'POST', path: '/:repo/releases', query: ['environment_id'], reply: inside(createRelease) },
    get('/:repo/releases/:id', [], inside(getRelease)),
    { method: 'PUT', path: '/:repo/releases/:id/retry', query: [], reply: inside(retryRelease) },
    get('/:repo/server_environments', PAGES, inside(listEnvironments)),
    get(
      '/:repo/server_environments/:id',
      [],
      byId<Environment>('server_environment', () => state.environments),
    ),
    get('/:repo/release_servers', ['environment_id'], inside(listServers)),
    get(
      '/:repo/release_servers/:id',
      [],
      byId('release_server', () => state.servers),
    ),
  ]
}

function within<T extends { repository_id: number }>(all: readonly T[], repository: Repository): T[] {
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
