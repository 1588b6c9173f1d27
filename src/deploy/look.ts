// What is read before the plan: the version, its commits, earlier deploys, and what a rollback goes back to.
import { alone, collectCommits } from '../commits/collect.ts'
import type { Sources } from '../commits/range.ts'
import { InputError } from '../errors.ts'
import type { CommitRange, RunContext } from '../event/context.ts'
import { checkLimit } from '../inputs/limits.ts'
import { type PickedVersion, picked, pickVersion } from '../version/pick.ts'
import { findRollback, type RollbackTarget, versionToRestore } from './rollback.ts'
import type { SavedState } from './saved.ts'
import type { StageSession } from './session.ts'

export interface Findings extends RollbackTarget {
  readonly version: PickedVersion
  readonly range: CommitRange
}

/** Version and commits, and the checks that need them. */
export async function look(session: StageSession): Promise<Findings> {
  const { inputs, provider, base, github } = session
  const { common } = inputs
  const sources: Sources = {
    history: provider.history && (async () => (await provider.history?.(base, 'range')) ?? []),
    github,
    environment: base.environment,
    takesFiles: provider.takesFiles === true,
    now: base.now,
  }
  const isRollback = common.operation === 'rollback'
  const target: RollbackTarget = isRollback ? await findRollback(session) : {}
  const restored = isRollback ? versionToRestore(session, target.rollbackTo) : undefined
  const version = restored ?? (await pickVersion(common, base.context, sources))
  const problems = common.version
    ? []
    : checkLimit('version', version.version, provider.limits?.version, provider.name)
  if (problems.length > 0) throw new InputError(problems)
  const marker = session.markerOf(version.version)
  const query = {
    common,
    context: base.context,
    sources,
    version: version.version,
    marker,
    isLabel: provider.build !== undefined || Boolean(provider.rollbackTarget?.(inputs.own)),
    isCounted: version.isNew && version.previousTag !== undefined,
  }
  return { version, ...(await collectCommits(query)), ...target }
}

/** The post stage goes on with what main decided; the commits were recorded by then. */
export function fromSaved({ version }: SavedState, context: RunContext): Findings {
  return {
    version: picked(version, 'from the main stage'),
    range: alone(context, [], 'sent in the main stage'),
  }
}
