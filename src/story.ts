// The second half of a run: from the connection to the report. Loaded while the connection is being set up.
import { collectCommits } from './commits/collect.ts'
import { execute } from './deploy/execute.ts'
import { makePlan, type Stage } from './deploy/plan.ts'
import { findRollback, versionToRestore } from './deploy/rollback.ts'
import type { Saved } from './deploy/saved.ts'
import { openSession, type Session } from './deploy/session.ts'
import { InputError } from './errors.ts'
import type { CommitRange, RunContext } from './event/context.ts'
import type { Host } from './host.ts'
import type { Early } from './http/early.ts'
import { checkLimit } from './inputs/limits.ts'
import type { ReadInputs } from './inputs/read.ts'
import type { Connection, PastDeploy } from './provider/provider.ts'
import { loadProvider } from './providers/load.ts'
import type { Ending } from './report/ending.ts'
import { describePlan } from './report/log.ts'
import { type PickedVersion, pickVersion } from './version/pick.ts'

/** What the first half found out. */
export interface Begun {
  readonly stage: Stage
  readonly saved: Saved
  readonly startedAt: number
  readonly inputs: ReadInputs
  readonly context: RunContext
  readonly connection: Connection
  readonly early: Early | undefined
}

/** Reads, plans, carries out and reports. */
export async function story(begun: Begun, host: Host): Promise<Ending> {
  const { stage, saved, startedAt, inputs, context } = begun
  const provider = await loadProvider(inputs.manifest.id)
  const session = await openSession({ ...begun, provider }, host)
  try {
    const found = stage === 'post' ? fromSaved(saved, context) : await read(begun, session)
    const { version, range } = found
    const plan = makePlan({
      stage,
      inputs,
      provider,
      context,
      ...found,
      environment: session.environment,
      startedAt,
      history: session.sources.known() ?? [],
    })
    for (const line of describePlan(plan)) host.info(line)
    for (const warning of new Set([...version.warnings, ...range.warnings])) host.warning('Commits', warning)
    return await execute({ plan, session, inputs, host, saved })
  } finally {
    session.close()
  }
}

/** What reading gave: the plan is made from it. */
interface Read {
  readonly version: PickedVersion
  readonly range: CommitRange
  readonly rollbackTo?: PastDeploy
}

/** Version and commits, and the checks that need them. */
async function read({ inputs, context }: Begun, session: Session): Promise<Read> {
  const { common } = inputs
  const { provider, sources } = session
  const rollbackTo = await findRollback(inputs, context, session)
  const restored = versionToRestore(common, provider, rollbackTo)
  const version = restored
    ? {
        version: restored,
        reason: 'of the deploy to roll back to',
        isDerived: false,
        isNew: true,
        warnings: [],
      }
    : await pickVersion(common, context, sources)
  const problems = common.version
    ? []
    : checkLimit('version', version.version, provider.limits.version, provider.name)
  if (problems.length > 0) throw new InputError(problems)
  const range = await collectCommits({ common, context, sources, version: version.version })
  return { version, range, ...(rollbackTo ? { rollbackTo } : {}) }
}

/** The post stage goes on with what main decided; the commits were recorded by then. */
function fromSaved(saved: Saved, context: RunContext): Read {
  const version = {
    version: saved.version,
    reason: 'from the main stage',
    isDerived: false,
    isNew: true,
    warnings: [],
  }
  const range: CommitRange = {
    head: context.headSha,
    source: 'single-commit',
    reason: 'sent in the main stage',
    status: 'unknown',
    commits: [],
    total: 0,
    warnings: [],
  }
  return { version, range }
}
