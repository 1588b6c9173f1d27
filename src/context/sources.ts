// Where version and commits can be asked for when the event does not say enough. All are only reached when needed.
import type { PastDeploy } from '../provider.ts'
import type { GithubReader } from './reader.ts'

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

/** The newest earlier deploy that went well and tells its commit. */
export function lastGood(
  history: readonly PastDeploy[],
): (PastDeploy & { readonly sha: string }) | undefined {
  return history.flatMap((deploy) => {
    const sha = deploy.sha ?? deploy.version ?? ''
    return GOOD.has(deploy.outcome) && SHA.test(sha) ? { ...deploy, sha } : []
  })[0]
}

const GOOD = new Set(['recorded', 'succeeded', 'accepted', 'existing'])
const SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/
