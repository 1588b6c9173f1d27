// What earlier deploys tell about this one.
import type { Outcome, PastDeploy } from '../provider/provider.ts'
import { isCommitId } from '../text.ts'

/** Did the version reach the environment? */
export function hasArrived(outcome: Outcome): boolean {
  return ['recorded', 'succeeded', 'accepted', 'existing'].includes(outcome)
}

/** The newest earlier deploy that went well and whose commit is told, by itself or by another deploy of its version. */
export function lastGood(
  history: readonly PastDeploy[],
): (PastDeploy & { readonly sha: string }) | undefined {
  const told = (name: string | undefined) =>
    name ? history.find(({ version, sha = '' }) => version === name && isCommitId(sha))?.sha : undefined
  return history.flatMap((deploy) => {
    const own = deploy.sha ?? deploy.version ?? ''
    const sha = isCommitId(own) ? own : (told(deploy.version) ?? '')
    return hasArrived(deploy.outcome) && isCommitId(sha) ? { ...deploy, sha } : []
  })[0]
}

/** Without what this run itself has deployed, in an earlier attempt or in another job of its matrix. */
export function beforeRun(
  history: readonly PastDeploy[],
  own: { readonly marker: string; readonly runId: string },
): readonly PastDeploy[] {
  return history.filter(({ marker, runId }) => marker !== own.marker && runId !== own.runId)
}

/**
 * Without those under another `version-prefix`: another part of the monorepo, in an environment that they share. A version that
 * only numbers the deploys, of something that has a name of its own, is under none.
 */
export function ofPrefix(history: readonly PastDeploy[], prefix: string): readonly PastDeploy[] {
  return history.filter(
    ({ version, revision }) => version === undefined || revision !== undefined || version.startsWith(prefix),
  )
}

/**
 * What the environment had before a deploy: neither the deploy itself, by its id or the run's marker, nor anything newer.
 * @param at when it was made, as far as the run knows; undefined where nothing was
 */
export function earlierThan(
  { id, marker, at }: { readonly id: string; readonly marker: string; readonly at?: number | undefined },
  history: readonly PastDeploy[],
): readonly PastDeploy[] {
  const own = history.find((each) => id !== '' && each.id === id)
  // A re-run that finds its deploy is later than deploys that came after it.
  const end = Math.min(own?.at ?? Number.POSITIVE_INFINITY, at ?? Number.POSITIVE_INFINITY)
  return history.filter(
    (each) => each !== own && each.marker !== marker && (each.at ?? Number.NEGATIVE_INFINITY) < end,
  )
}
