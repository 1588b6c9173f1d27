// What the Beanstalk stand-in holds: objects in the field names of the API (api.beanstalkapp.com: Release,
// Server Environment, Release Server, Repository, Changeset, User and Permission pages), times as numbers.

export interface Repository {
  readonly id: number
  readonly account_id: number
  readonly name: string
  readonly title: string
  readonly description: string
  readonly color_label: string
  readonly default_branch: string | null
  readonly type: 'GitRepository' | 'SubversionRepository'
  readonly vcs: 'git' | 'subversion'
  readonly repository_url: string
  readonly public_key: string
  last_commit_at: number
  readonly created_at: number
  readonly updated_at: number
}

export interface Environment {
  readonly id: number
  readonly account_id: number
  readonly repository_id: number
  readonly name: string
  readonly branch_name: string | null
  automatic: boolean
  readonly color_label: string
  current_version: string | null
  readonly created_at: number
  updated_at: number
}

interface ReleaseServer {
  readonly id: number
  readonly account_id: number
  readonly repository_id: number
  readonly server_environment_id: number
  readonly environment_name: string
  readonly name: string
  readonly protocol: string
  readonly local_path: string
  readonly remote_path: string
  readonly remote_addr: string
  readonly port: number
  revision: string | null
}

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

export interface Changeset {
  readonly id: number
  readonly account_id: number
  readonly repository_id: number
  readonly user_id: number | null
  readonly revision: string
  readonly hash_id: string | null
  readonly author: string
  readonly email: string | null
  readonly message: string
  readonly changed_files: readonly (readonly [string, string])[]
  readonly changed_dirs: readonly (readonly [string, string])[]
  readonly changed_properties: null
  readonly time: number
  readonly too_large: boolean
}

export interface Permission {
  readonly id: number
  readonly repository_id: number
  readonly user_id: number
  readonly server_environment_id: number | null
  readonly full_deployments_access: boolean
  readonly deploy_only_access: boolean
  readonly read: boolean
  readonly write: boolean
}

export interface User {
  readonly id: number
  readonly account_id: number
  readonly login: string
  readonly email: string
  readonly name: string
  readonly first_name: string
  readonly last_name: string
  readonly timezone: string
  readonly owner: boolean
  readonly admin: boolean
  readonly created_at: number
  readonly updated_at: number
}

export interface BeanstalkState {
  readonly account: string
  user: User
  token: string
  repositories: Repository[]
  environments: Environment[]
  servers: ReleaseServer[]
  releases: Release[]
  changesets: Changeset[]
  permissions: Permission[]
}
