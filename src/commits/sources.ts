// Where version and commits can be asked for when the event does not say enough. All are only reached when needed.
import type { GithubReader } from '../github/reader.ts'
import type { PastDeploy } from '../provider/provider.ts'

export interface Sources {
  /** Earlier deploys of the environment at the provider, newest first; undefined when it cannot list them. */
  readonly history: (() => Promise<readonly PastDeploy[]>) | undefined
  /** Undefined without a github-token. */
  readonly github: GithubReader | undefined
  /** Empty: no deploy. */
  readonly environment: string
  /** Does the provider take the changed files of each commit? Else they are not read for it. */
  readonly takesFiles: boolean
  now(): number
}

export const NO_TOKEN = 'github-token is empty'
