// Which earlier deploy a rollback brings back: pure.
import type { AnyProvider, Outcome, PastDeploy } from './provider.ts'

/** Does a rollback name an earlier deploy, and not a release that must be there? */
export function goesBackByDeploy(provider: Pick<AnyProvider, 'history' | 'confirmRelease'>): boolean {
  return provider.history !== undefined && provider.confirmRelease === undefined
}

const GOOD: readonly Outcome[] = ['succeeded', 'recorded', 'accepted']
// A deploy that is under way, or whose end nobody knows, has replaced what ran before it; one that failed has not.
const LIVE: readonly Outcome[] = [...GOOD, 'unknown', 'started']

/**
 * The deploy to bring back: the one that was named, by its id or version, or the newest successful one with another
 * revision than what is live.
 * @param history newest first
 * @param isRerun a re-run goes back to where its earlier attempt went, so that it does not roll forward again
 * @returns undefined when none was named and there is none
 */
export function rollbackTarget(
  history: readonly PastDeploy[],
  deployId: string,
  isRerun: boolean,
): PastDeploy | undefined {
  if (deployId !== '') {
    const named = history.find(({ id, version }) => id === deployId || version === deployId)
    return named ?? { id: deployId, outcome: 'none' }
  }
  const liveAt = history.findIndex(({ outcome }) => LIVE.includes(outcome))
  const live = history[liveAt]
  if (!live) return undefined
  const earlier = history.slice(liveAt + 1)
  if (isRerun && live.rollbackOf !== undefined) return earlier.find(({ id }) => id === live.rollbackOf)
  return earlier.find((each) => GOOD.includes(each.outcome) && revisionOf(each) !== revisionOf(live))
}

function revisionOf({ revision, sha, version, id }: PastDeploy): string {
  return revision ?? sha ?? version ?? id
}
