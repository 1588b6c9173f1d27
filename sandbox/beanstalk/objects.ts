// What the Beanstalk stand-in holds: objects in the field names of the API (api.beanstalkapp.com: Release,
// Server Environment, Release Server, Repository, Changeset, User and Permission pages), times as numbers.

/** The revision that the default state holds as deployed to Production. */
export const OLD_REVISION = '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c'
const ACCOUNT = 3
const USER = 11

type Vcs = 'git' | 'subversion'
export type Repository = ReturnType<typeof makeRepository>
export type Environment = ReturnType<typeof makeEnvironment>
export type Changeset = ReturnType<typeof makeChangeset>

export interface Release {
  readonly id: number
  state: string
  readonly auto: boolean
  readonly revision: string
  readonly comment: string
  readonly author: string
  readonly user_id: number
  readonly account_id: number
  readonly repository_id: number
  readonly environment_id: number
  readonly environment_name: string
  readonly environment_revision: string | null
  readonly environment_branch_name: string | null
  readonly deploy_from_scratch: boolean
  readonly do_not_notify: boolean
  deployed: boolean
  skipped: boolean
  retries: number
  readonly created_at: number
  updated_at: number
  deployed_at: number | null
  retried_at: number | null
}

export type Permission = ReturnType<typeof permission>

export interface BeanstalkState {
  readonly account: string
  user: ReturnType<typeof makeUser>
  token: string
  repositories: Repository[]
  environments: Environment[]
  servers: ReturnType<typeof makeServer>[]
  releases: Release[]
  changesets: Changeset[]
  permissions: Permission[]
}

export interface NewRelease {
  readonly revision: string
  readonly comment?: string
  readonly deploy_from_scratch?: boolean
  readonly do_not_notify?: boolean
}

const stampsOf = (then: number) => ({ created_at: then, updated_at: then })

export function makeRepository(id: number, name: string, vcs: Vcs, then: number) {
  return {
    id,
    account_id: ACCOUNT,
    name,
    title: name,
    description: '',
    color_label: 'label-white',
    default_branch: vcs === 'git' ? 'main' : null,
    type: vcs === 'git' ? 'GitRepository' : 'SubversionRepository',
    vcs,
    repository_url: vcs === 'git' ? `git@acme.git.example:/${name}.git` : `https://acme.svn.example/${name}`,
    public_key: 'ssh-rsa AAAA',
    last_commit_at: then,
    ...stampsOf(then),
  }
}

export function makeEnvironment(id: number, repository_id: number, name: string, then: number) {
  return {
    id,
    account_id: ACCOUNT,
    repository_id,
    name,
    branch_name: repository_id === 7 ? 'main' : null,
    automatic: false,
    color_label: 'label-green',
    current_version: id === 21 ? OLD_REVISION : null,
    ...stampsOf(then),
  }
}

export function makeServer({ id, repository_id, name, current_version }: Environment) {
  return {
    id: id + 100,
    account_id: ACCOUNT,
    repository_id,
    server_environment_id: id,
    environment_name: name,
    name: `${name} server`,
    protocol: 'sftp',
    local_path: '/',
    remote_path: '/srv/app',
    remote_addr: 'server.example',
    port: 22,
    revision: current_version,
  }
}

export function makeUser(then: number) {
  return {
    id: USER,
    account_id: ACCOUNT,
    login: 'deployer',
    email: 'deployer@example.com',
    name: 'Deploy User',
    first_name: 'Deploy',
    last_name: 'User',
    timezone: 'Beijing',
    owner: false,
    admin: false,
    ...stampsOf(then),
  }
}

export function makeRelease(
  id: number,
  user: BeanstalkState['user'],
  environment: Environment,
  wish: NewRelease & { readonly auto: boolean },
  now: number,
): Release {
  return {
    id,
    state: 'new',
    auto: wish.auto,
    revision: wish.revision,
    comment: wish.comment ?? '',
    author: user.name,
    user_id: user.id,
    account_id: user.account_id,
    repository_id: environment.repository_id,
    environment_id: environment.id,
    environment_name: environment.name,
    // [A] What the field means is not documented; here, what was live before.
    environment_revision: environment.current_version,
    environment_branch_name: environment.branch_name,
    deploy_from_scratch: wish.deploy_from_scratch ?? false,
    do_not_notify: wish.do_not_notify ?? false,
    deployed: false,
    skipped: false,
    retries: 0,
    created_at: now,
    updated_at: now,
    deployed_at: null,
    retried_at: null,
  }
}

/** To deploy nowhere, everywhere in the repository, or to one environment. */
export function permission(repository_id: number, isFull = false, environment: number | null = null) {
  return {
    id: 900 + repository_id,
    repository_id,
    user_id: USER,
    server_environment_id: environment,
    full_deployments_access: isFull,
    deploy_only_access: false,
    read: true,
    write: true,
  }
}

/** The documented Git sample has the short hash as `revision` and the whole one as `hash_id`. */
export function makeChangeset(id: number, repository_id: number, revision: string, time: number, vcs: Vcs) {
  return {
    id,
    account_id: ACCOUNT,
    repository_id,
    user_id: null,
    revision: vcs === 'git' ? revision.slice(0, 8) : revision,
    hash_id: vcs === 'git' ? revision : null,
    author: 'A committer',
    email: 'committer@example.com',
    message: `Change ${revision.slice(0, 8)}`,
    changed_files: [['README', 'edit']],
    changed_dirs: [],
    changed_properties: null,
    time,
    too_large: false,
  }
}
