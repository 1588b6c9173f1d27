// What the Beanstalk stand-in holds at its start, and how an object looks on the wire.
import type { BeanstalkState, Changeset, Environment, Permission, Repository, User } from './objects.ts'

/** The revision that the default state holds as deployed to Production. */
export const OLD_REVISION = '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c'

const ACCOUNT = 3
const USER = 11
const DAY = 86_400_000

/** `acme` with git repository `shop` (7: Production 21, Staging 22) and Subversion repository `legacy` (8: Live 31). */
export function defaultState(now: number): BeanstalkState {
  const then = now - DAY
  const stamps = { created_at: then, updated_at: then }
  const repository = (id: number, name: string, vcs: Repository['vcs']): Repository => ({
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
    ...stamps,
  })
  const environment = (id: number, repository_id: number, name: string): Environment => ({
    id,
    account_id: ACCOUNT,
    repository_id,
    name,
    branch_name: repository_id === 7 ? 'main' : null,
    automatic: false,
    color_label: 'label-green',
    current_version: id === 21 ? OLD_REVISION : null,
    ...stamps,
  })
  const environments = [
    environment(21, 7, 'Production'),
    environment(22, 7, 'Staging'),
    environment(31, 8, 'Live'),
  ]
  const user: User = {
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
    ...stamps,
  }
  return {
    account: 'acme',
    user,
    token: 'beanstalk-token',
    repositories: [repository(7, 'shop', 'git'), repository(8, 'legacy', 'subversion')],
    environments,
    servers: environments.map((each) => ({
      id: each.id + 100,
      account_id: ACCOUNT,
      repository_id: each.repository_id,
      server_environment_id: each.id,
      environment_name: each.name,
      name: `${each.name} server`,
      protocol: 'sftp',
      local_path: '/',
      remote_path: '/srv/app',
      remote_addr: 'server.example',
      port: 22,
      revision: each.current_version,
    })),
    releases: [
      {
        id: 400,
        state: 'success',
        auto: false,
        revision: OLD_REVISION,
        comment: 'An earlier deploy',
        author: user.name,
        user_id: USER,
        account_id: ACCOUNT,
        repository_id: 7,
        environment_id: 21,
        environment_name: 'Production',
        environment_revision: null,
        environment_branch_name: 'main',
        deploy_from_scratch: false,
        do_not_notify: false,
        deployed: true,
        skipped: false,
        retries: 0,
        ...stamps,
        deployed_at: then,
        retried_at: null,
      },
    ],
    changesets: [
      makeChangeset(5000, 7, OLD_REVISION, then, 'git'),
      makeChangeset(5001, 8, '12', then, 'subversion'),
    ],
    permissions: [7, 8].map((repository_id) => permission(repository_id, { full_deployments_access: true })),
  }
}

export function permission(repository_id: number, rights: Partial<Permission>): Permission {
  return {
    id: 900 + repository_id,
    repository_id,
    user_id: USER,
    server_environment_id: null,
    full_deployments_access: false,
    deploy_only_access: false,
    read: true,
    write: true,
    ...rights,
  }
}

/** The documented Git sample has the short hash as `revision` and the whole one as `hash_id`. */
export function makeChangeset(
  id: number,
  repository_id: number,
  revision: string,
  time: number,
  vcs: Repository['vcs'],
): Changeset {
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

/** `2013/01/17 05:04:08 +0800`, the form of every time in the API (documentation samples). */
function slashTime(at: number, offset: string): string {
  const sign = offset.startsWith('-') ? -1 : 1
  const minutes = sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5)))
  const local = new Date(at + minutes * 60_000).toISOString()
  return `${local.slice(0, 10).replaceAll('-', '/')} ${local.slice(11, 19)} ${offset}`
}

/** An object as it is sent: inside its root key, times as text. */
export function wire(root: string, value: object, offset: string): Record<string, unknown> {
  const fields = Object.entries(value).map(([name, field]: [string, unknown]) => {
    const isTime = typeof field === 'number' && (name.endsWith('_at') || name === 'time')
    return [name, isTime ? slashTime(field, offset) : field]
  })
  return { [root]: Object.fromEntries(fields) }
}
