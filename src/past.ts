// What earlier deploys tell about this one.
import type { PastDeploy } from './provider.ts'

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
