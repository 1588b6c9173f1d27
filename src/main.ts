// The whole story, top to bottom: read this first. Everything before the plan only reads; only the steps write.
import { collectCommits } from './context/commits.ts'
import type { CommitRange, RunContext } from './context/context.ts'
import { readContext } from './context/read.ts'
import { type PickedVersion, pickVersion } from './context/version.ts'
import { InputError } from './errors.ts'
import { execute } from './execute.ts'
import type { Host } from './host.ts'
import { checkLimit } from './inputs/limits.ts'
import { type ReadInputs, readInputs } from './inputs/read.ts'
import { makePlan, type Stage } from './plan.ts'
import type { PastDeploy } from './provider.ts'
import { type Ending, endingOf, failureOf } from './report/ending.ts'
import { describePlan } from './report/log.ts'
import { nothingToDo, publishStopped } from './report/publish.ts'
import { findRollback, versionToRestore } from './rollback.ts'
import { hasToClose, idle, readSaved, type Saved, save } from './saved.ts'
import { openSession, type Session } from './session.ts'

/** Runs one stage of the action and never throws for anything that can be told to the user. */
export async function run(host: Host, stage: Stage): Promise<Ending> {
  const saved = readSaved(host)
  if (stage === 'post' && !hasToClose(saved)) return {}
  if (stage === 'main') save(host, idle)
  try {
    return await story(host, stage, saved ?? idle)
  } catch (error) {
    const failed = failureOf(error, host)
    await publishStopped(stage, failed, host)
    return endingOf(failed)
  }
}

async function story(host: Host, stage: Stage, saved: Saved): Promise<Ending> {
  const startedAt = stage === 'post' ? saved.startedAt : host.now()
  const inputs = readInputs(host.env, host.mask)
  if (stage === 'main') for (const warning of inputs.warnings) host.warning('Input', warning)
  const context = readContext(host.env, host.readEvent())
  if (context.stop) return nothingToDo(host, context.stop)
  if (context.refusal && inputs.common.operation !== 'release') throw new InputError([context.refusal])

  const session = openSession(inputs, context, host, saved.environment)
  try {
    const found = stage === 'post' ? fromSaved(saved, context) : await read(inputs, context, session)
    const { version, range } = found
    const plan = makePlan({
      stage,
      inputs,
      context,
      ...found,
      environment: session.environment,
      startedAt,
      history: session.sources.known(),
    })
    for (const line of describePlan(plan)) host.info(line)
    for (const warning of new Set([...version.warnings, ...range.warnings])) host.warning('Commits', warning)
    return await execute({ plan, session, inputs, host, saved })
  } finally {
    await session.close()
  }
}

/** What reading gave: the plan is made from it. */
interface Read {
  readonly version: PickedVersion
  readonly range: CommitRange
  readonly rollbackTo?: PastDeploy
}

/** Version and commits, and the checks that need them. */
async function read(inputs: ReadInputs, context: RunContext, session: Session): Promise<Read> {
  const { common, provider } = inputs
  const { environment, sources, past } = session
  const rollbackTo = await findRollback(inputs, context, environment, past)
  const restored = versionToRestore(inputs, rollbackTo)
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
