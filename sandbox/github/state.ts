// What the stand-in holds of its one repository, and who may ask.
import type { History } from './history.ts'

export const REPOSITORY_ID = 1296269

export const tagRef = (name: string) => `refs/tags/${name}`

export const iso = (ms: number) => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')

export type Level = 'read' | 'write'

export interface Token {
  readonly login: string
  /** Names as in a workflow's `permissions:`; `all` also has `workflows` and `administration`. */
  readonly permissions: 'all' | Readonly<Record<string, Level>>
  /** Requests an hour; default the switch `limit`. */
  readonly limit?: number
  /** False for a token of somebody who is no member of the repository. */
  readonly member?: boolean
}

export interface Release {
  readonly id: number
  tag_name: string
  target_commitish: string
  name: string | null
  body: string | null
  draft: boolean
  prerelease: boolean
  immutable: boolean
  created_at: string
  published_at: string | null
  author: string
  makeLatest: 'true' | 'false' | 'legacy' | undefined
  discussion: string | undefined
  /** Reads that still miss it (the switch `lag`). */
  hidden: number
}

export interface Status {
  readonly id: number
  readonly deployment: number
  readonly state: string
  readonly description: string
  readonly environment: string
  readonly log_url: string
  readonly environment_url: string
  readonly creator: string
  readonly created_at: string
}

export interface Deployment {
  readonly id: number
  readonly sha: string
  readonly ref: string
  readonly task: string
  readonly payload: unknown
  readonly original_environment: string
  environment: string
  readonly description: string | null
  readonly creator: string
  readonly created_at: string
  updated_at: string
  readonly transient_environment: boolean
  readonly production_environment: boolean
}

export interface Pull {
  readonly number: number
  readonly title: string
  readonly user: string
  readonly head: { readonly ref: string; sha: string }
  readonly base: { readonly ref: string; readonly sha: string }
  state: 'open' | 'closed'
  merged_at: string | null
  merge_commit_sha: string
  readonly commits: readonly string[]
  readonly created_at: string
}

export interface State {
  readonly history: History
  readonly refs: History['refs']
  readonly tagObjects: History['tagObjects']
  readonly releases: Release[]
  readonly deployments: Deployment[]
  readonly statuses: Status[]
  readonly pulls: Pull[]
  /** Check results by commit: context to `success`, `failure` or `pending`. */
  readonly contexts: Map<string, Map<string, string>>
  /** Branches into which the default branch cannot be merged. */
  readonly conflicting: Set<string>
  /** Tag names of deleted immutable releases. */
  readonly burntTags: Set<string>
  readonly discussionCategories: Set<string>
  nextId: number
}
