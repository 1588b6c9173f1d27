// What reached the environment, where that is not the run's own version and commit: what a rollback brought back, or a build
// of another commit. Whatever is told tells that, and counts no commits for it.
import type { Plan } from '../deploy/plan.ts'
import type { CommitRange, DeployedCommit, Receipt } from '../provider/provider.ts'
import { isCommitId } from '../text.ts'

/** As a receipt tells it; else what a rollback was to bring back. */
export function deployedOf(
  { operation, version: { version }, deploy: { rollbackTo }, steps }: Plan,
  receipts: readonly Receipt[],
): DeployedCommit {
  const told = receipts.findLast(({ deployed }) => deployed !== undefined)?.deployed
  if (told || operation !== 'rollback') return told ?? {}
  const shaIn = (...names: readonly (string | undefined)[]) =>
    names.find((name) => name && isCommitId(name)) ?? ''
  // A provider that confirms releases was asked for the version; elsewhere it is the run's own.
  if (!rollbackTo || steps.includes('confirm')) return { sha: shaIn(rollbackTo?.sha, version) }
  return { sha: shaIn(rollbackTo.sha), version: rollbackTo.version ?? rollbackTo.sha ?? rollbackTo.id }
}

/**
 * The plan with the commit that was deployed; without the commits of the run where that is another one, or where the
 * release keeps others, of which only the number is known.
 */
export function toldPlan(plan: Plan, { sha }: DeployedCommit, release: Receipt | undefined): Plan {
  if (release?.keepsOthers) {
    const reason = 'kept by the release, without those of this run'
    return withoutCommits(plan, { reason, total: release.commitCount ?? 0 })
  }
  if (sha === undefined || sha === plan.range.head) return plan
  const isRollback = plan.operation === 'rollback'
  const reason = isRollback ? plan.range.reason : 'what was deployed is of another commit than this run'
  const told = withoutCommits(plan, { head: sha, source: 'single-commit', reason, total: 0 })
  // What kind it is was found out of the head.
  return { ...told, kind: isRollback ? 'rollback' : 'deploy' }
}

function withoutCommits(plan: Plan, told: Partial<CommitRange>): Plan {
  const { base: _, baseTag: __, ...range } = plan.range
  return { ...plan, range: { ...range, commits: [], ...told } }
}
