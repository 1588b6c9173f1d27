// What a rollback deploys again: the deploy that was named, or the newest good one of another revision.
import type { ReadInputs } from './inputs/read.ts'
import type { Stage } from './plan.ts'
import type { PastDeploy } from './provider.ts'

/**
 * Reads the earlier deploys of the environment, for a rollback at a provider that can list them.
 * A provider that confirms releases takes the version as the target, so that one needs no list.
 */
export async function findRollback(
  { common, provider }: ReadInputs,
  stage: Stage,
  readHistory: (() => Promise<readonly PastDeploy[]>) | undefined,
): Promise<{ history: readonly PastDeploy[]; rollbackTo?: PastDeploy }> {
  const isNamed = common.version !== '' && provider.confirmRelease !== undefined
  if (common.operation !== 'rollback' || stage !== 'main' || isNamed || !readHistory) return { history: [] }
  const history = await readHistory()
  const rollbackTo = pickRollback(history, common.deployId)
  return { history, ...(rollbackTo ? { rollbackTo } : {}) }
}

const GOOD = ['succeeded', 'recorded']

/**
 * @param history newest first
 * @param deployId the deploy that was asked for; one that is not listed is known by its id alone
 */
export function pickRollback(history: readonly PastDeploy[], deployId: string): PastDeploy | undefined {
  if (deployId) return history.find(({ id }) => id === deployId) ?? { id: deployId, outcome: 'unknown' }
  const good = history.filter(({ outcome }) => GOOD.includes(outcome))
  const current = good[0]?.sha
  return good.find(({ sha }) => sha !== undefined && sha !== '' && sha !== current)
}
