// What reached the environment, where that is not the run's own version and commit: what a rollback brought back, or a build
// of another commit. Whatever is told tells that, and counts no commits for it.
import type { Plan } from '../deploy/plan.ts'
import type { DeployedCommit, Receipt } from '../provider/provider.ts'
import { isCommitId } from '../text.ts'

/** As a receipt tells it; else what a rollback was to bring back. */
export function deployedOf(
  { operation, version: { version }, deploy: { rollbackTo }, steps }: Plan,
  receipts: readonly Receipt[],
): DeployedCommit | undefined {
  const told = receipts.findLast(({ deployed }) => deployed !== undefined)?.deployed
  if (told || operation !== 'rollback') return told
  const shaIn = (...names: readonly (string | undefined)[]) =>
    names.find((name) => name && isCommitId(name)) ?? ''
  // A provider that confirms releases was asked for the version; elsewhere it is the run's own.
  if (!rollbackTo || steps.includes('confirm')) return { sha: shaIn(rollbackTo?.sha, version) }
  return { sha: shaIn(rollbackTo.sha), version: rollbackTo.version ?? rollbackTo.sha ?? rollbackTo.id }
}

/** The plan without the commits of the run where the release keeps others, of which only the number is known. */
export function keptBy({ keepsOthers, commitCount = 0 }: Partial<Receipt>, plan: Plan): Plan {
  if (!keepsOthers) return plan
  const { base: _, baseTag: __, ...range } = plan.range
  const reason = 'kept by the release, without those of this run'
  return { ...plan, range: { ...range, reason, commits: [], total: commitCount } }
}

/** The plan with the commit that was deployed, and without the commits of the run where it is another one, nor what they made of it. */
export function planOf(plan: Plan, { sha }: DeployedCommit = {}): Plan {
  const { base: _, baseTag: __, ...range } = plan.range
  if (sha === undefined || sha === range.head) return plan
  const isRollback = plan.operation === 'rollback'
  const reason = isRollback ? range.reason : 'what was deployed is of another commit than this run'
  return {
    ...plan,
    kind: isRollback ? 'rollback' : 'deploy',
    range: { ...range, head: sha, source: 'single-commit', reason, commits: [], total: 0 },
  }
}
