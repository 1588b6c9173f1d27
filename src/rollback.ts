// What a rollback deploys again: the deploy that was named, or the newest good one of another revision.
import type { RunContext } from './context/context.ts'
import type { ReadInputs } from './inputs/read.ts'
import type { Stage } from './plan.ts'
import type { Outcome, PastDeploy } from './provider.ts'

/**
 * Reads the earlier deploys of the environment, for a rollback at a provider that can list them.
 * A provider that confirms releases takes the version as the target, so that one needs no list.
 */
export async function findRollback(
  { common, provider }: ReadInputs,
  { runAttempt }: Pick<RunContext, 'runAttempt'>,
  stage: Stage,
  readHistory: (() => Promise<readonly PastDeploy[]>) | undefined,
): Promise<{ history: readonly PastDeploy[]; rollbackTo?: PastDeploy }> {
  const isNamed = common.version !== '' && provider.confirmRelease !== undefined
  if (common.operation !== 'rollback' || stage !== 'main' || isNamed || !readHistory) return { history: [] }
  const history = await readHistory()
  const isRerun = runAttempt > 1 && common.onRerun === 'reuse'
  const rollbackTo = pickRollback(history, common.deployId, isRerun)
  return { history, ...(rollbackTo ? { rollbackTo } : {}) }
}

const GOOD: readonly Outcome[] = ['succeeded', 'recorded', 'accepted']
// A deploy that is under way, or whose end nobody knows, has replaced what ran before it; one that failed has not.
const LIVE: readonly Outcome[] = [...GOOD, 'unknown', 'started']

/**
 * @param history newest first
 * @param deployId id or version of the deploy that was asked for; one that is not listed is known by its id alone
 * @param isRerun a re-run goes back to where its earlier attempt went, so that it does not roll forward again
 */
export function pickRollback(
  history: readonly PastDeploy[],
  deployId: string,
  isRerun = false,
): PastDeploy | undefined {
  if (deployId) {
    const named = history.find(({ id, version }) => id === deployId || version === deployId)
    return named ?? { id: deployId, outcome: 'unknown' }
  }
  const liveAt = history.findIndex(({ outcome }) => LIVE.includes(outcome))
  const live = history[liveAt]
  if (!live) return undefined
  const earlier = history.slice(liveAt + 1)
  if (isRerun && live.rollbackOf !== undefined) return earlier.find(({ id }) => id === live.rollbackOf)
  return earlier.find(
    (each) => GOOD.includes(each.outcome) && !['', revisionOf(live)].includes(revisionOf(each)),
  )
}

function revisionOf({ revision, sha, version }: PastDeploy): string {
  return revision || sha || version || ''
}
