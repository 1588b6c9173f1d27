// The whole story, top to bottom: read this first. Everything before the plan only reads; only the steps write.
import { type AnyJob, carryOut } from './carry-out.ts'
import { collectCommits } from './context/commits.ts'
import type { CommitRange, RunContext } from './context/context.ts'
import { readContext } from './context/read.ts'
import { openSources, type Sources } from './context/sources.ts'
import { type PickedVersion, pickVersion } from './context/version.ts'
import { ApiError, InputError, isExpected, mayHaveHappened, NetworkError } from './errors.ts'
import type { Host } from './host.ts'
import { connect, makeDispatcher } from './http/connect.ts'
import { checkLimit } from './inputs/limits.ts'
import { type ReadInputs, readInputs } from './inputs/read.ts'
import { makePlan, type Plan, type Stage } from './plan.ts'
import type { AnyProvider, Outcome, PastDeploy, Receipt } from './provider.ts'
import { families, familyOf, helpUrl } from './report/help.ts'
import { hideIn } from './report/hide.ts'
import { describeEnd, describePlan, describeReceipt } from './report/log.ts'
import { emptyOutputs, toOutputs } from './report/outputs.ts'
import { makeReport, type Report } from './report/report.ts'
import { toSummary } from './report/summary.ts'
import { findRollback, type Past, versionToRestore } from './rollback.ts'
import { idle, readSaved, type Saved, save } from './saved.ts'

/** How a stage ended: `fails` holds the sentences for the annotation; `isSoft` may be a warning by `on-error`. */
export interface Ending {
  readonly fails?: string
  readonly title?: string
  readonly isSoft?: boolean
}

/** Runs one stage of the action and never throws for anything that can be told to the user. */
export async function run(host: Host, stage: Stage): Promise<Ending> {
  const saved = readSaved(host)
  if (stage === 'post' && (saved === undefined || saved.phase === 'idle' || saved.phase === 'refused'))
    return {}
  if (stage === 'main') save(host, idle)
  try {
    return await story(host, stage, saved ?? idle)
  } catch (error) {
    const failed = failureOf(error, host)
    if (stage === 'main') setOutputs(host, emptyOutputs('error', host.hide(failed.problem)))
    return endingOf(failed)
  }
}

async function story(host: Host, stage: Stage, saved: Saved): Promise<Ending> {
  const startedAt = stage === 'post' ? saved.startedAt : host.now()
  const inputs = readInputs(host.env, host.mask)
  for (const warning of inputs.warnings) host.warning('Input', warning)
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
    for (const warning of [...version.warnings, ...range.warnings]) host.warning('Commits', warning)
    return await execute(plan, session, inputs, host, saved)
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
async function read(inputs: ReadInputs, context: RunContext, session: OpenSession): Promise<Read> {
  const { common, provider } = inputs
  const { environment, sources, past } = session
  const { rollbackTo } = await findRollback(inputs, context, environment, past)
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
  const range = await collectCommits(common, context, sources, version.version)
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

interface OpenSession {
  readonly provider: AnyProvider
  readonly environment: string
  readonly base: Pick<AnyJob, 'api' | 'own' | 'environment' | 'context' | 'webUrl' | 'now'>
  readonly sources: Sources
  readonly past: Past
  readonly deadline: number
  close(): Promise<void>
}

/** The provider's connection; nothing is sent yet. */
function openSession(
  { provider, own, token, common }: ReadInputs,
  context: RunContext,
  host: Host,
  savedEnvironment: string,
): OpenSession {
  const connection = provider.connect(own, { token, apiUrl: common.apiUrl, env: host.env })
  for (const secret of connection.secrets) host.mask(secret)
  const deadline = host.now() + common.timeout
  const dispatcher = makeDispatcher(host.env)
  const api = connect(
    { name: provider.name, calls: provider.calls, hints: provider.hints, connection, deadline },
    host,
    dispatcher,
  )
  // The post stage goes on where main began, whatever the input says by then.
  const environment = savedEnvironment || common.environment || (provider.defaultEnvironment?.(own) ?? '')
  const base = {
    api,
    own,
    environment,
    context,
    webUrl: connection.webUrl ?? connection.baseUrl,
    now: host.now,
  }
  const { history } = provider
  const sources = openSources(
    {
      common,
      context,
      environment,
      takesFiles: provider.takesFiles === true,
      readHistory: history && (() => history(base)),
    },
    host,
  )
  const readPast = provider.readPast?.bind(provider, base)
  return {
    provider,
    environment,
    base,
    sources,
    past: { history: sources.history, readPast },
    deadline,
    close: async () => {
      await Promise.all([dispatcher.destroy(), sources.github?.close()])
    },
  }
}

/** Carries the plan out and reports what was done, whatever happens. */
async function execute(
  plan: Plan,
  session: OpenSession,
  inputs: ReadInputs,
  host: Host,
  saved: Saved,
): Promise<Ending> {
  const receipts: Receipt[] = []
  const began = host.now()
  const deployId = inputs.common.deployId || saved.deployId
  let failure: unknown
  try {
    const job = await makeJob(plan, session, inputs, host)
    if (!plan.dryRun) {
      remember(plan, host, 'starting')
      const work = {
        plan,
        provider: session.provider,
        job,
        deployId,
        clock: { ...clockOf(host), deadline: session.deadline },
      }
      for await (const receipt of carryOut(work)) {
        receipts.push(receipt)
        tell(receipt, plan, host)
      }
      remember(plan, host, 'started', receipts)
    }
  } catch (error) {
    failure = error
    if (!mayHaveHappened(error) && isExpected(error))
      remember(plan, host, receiptOf(receipts, 'deploy') ? 'started' : 'refused', receipts)
  }
  if (plan.stage === 'post' && saved.phase === 'starting' && isRefusal(failure)) {
    host.notice(plan.provider.name, 'The start of the deploy was never taken, so there is nothing to close.')
    return {}
  }
  const failed = failure === undefined ? undefined : failureOf(failure, host, plan.provider.name)
  const report = makeReport({
    plan,
    receipts,
    deployId,
    began,
    now: host.now(),
    problem: failed?.problem ?? '',
    help: failed?.help ?? helpUrl('failed', host.env),
    errorOutcome: errorOutcome(failure, plan, receipts),
    warnings: inputs.warnings,
  })
  // Before anything of it is cut or escaped.
  await publish(hideIn(report, host.hide), inputs, host)
  if (failed === undefined) return verdict(report)
  return { ...endingOf(failed), isSoft: failed.isSoft && report.outcome === 'error' }
}

/** A killed main stage may never have sent the start; then the service has nothing to close and says so by a 4xx. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && [400, 404, 409, 410, 422].includes(error.status)
}

async function makeJob(
  plan: Plan,
  { provider, base }: OpenSession,
  { common }: ReadInputs,
  host: Host,
): Promise<AnyJob> {
  const job: AnyJob = {
    ...base,
    operation: plan.operation,
    version: plan.version.version,
    isVersionDerived: plan.version.isDerived,
    isVersionNew: plan.version.isNew !== false,
    ...previousTagOf(plan),
    description: plan.deploy.description,
    matrixKey: common.matrixKey,
    range: plan.range,
    commitsMode: common.commits,
    wait: common.wait,
    deployId: common.deployId,
    facts: undefined,
  }
  if (!provider.lookUp) return job
  const { facts, warnings = [] } = await provider.lookUp({ ...job, facts: undefined })
  for (const warning of warnings) host.warning(provider.name, warning)
  return { ...job, facts }
}

/** The tag before this version: the one it was counted from, or the one its commits start at. */
function previousTagOf({ version, range }: Plan): Pick<AnyJob, 'previousTag'> {
  const previousTag = version.previousTag ?? range.baseTag
  return previousTag === undefined ? {} : { previousTag }
}

function clockOf(host: Host): Pick<Host, 'now' | 'sleep' | 'random' | 'info'> {
  return { now: host.now, sleep: host.sleep, random: host.random, info: host.info }
}

/** Only a tracked deploy is closed by the post stage. */
function remember(plan: Plan, host: Host, phase: Saved['phase'], receipts: readonly Receipt[] = []): void {
  if (plan.operation !== 'track' || plan.stage !== 'main') return
  const deploy = receiptOf(receipts, 'deploy')
  const { environment, version } = plan
  const isDone = deploy?.outcome === 'existing'
  save(host, {
    phase: isDone ? 'idle' : phase,
    version: version.version,
    environment,
    startedAt: plan.deploy.startedAt,
    deployId: deploy?.id ?? '',
  })
}

function receiptOf(receipts: readonly Receipt[], step: Receipt['step']): Receipt | undefined {
  return receipts.find((receipt) => receipt.step === step)
}

function tell(receipt: Receipt, plan: Plan, host: Host): void {
  host.info(describeReceipt(receipt, plan))
  if (receipt.detail && receipt.detail.length > 0) host.group(`${plan.provider.name} says`, receipt.detail)
  for (const warning of receipt.warnings ?? []) host.warning(plan.provider.name, warning)
}

/** Our own deadline, or a cancellation, leaves a deploy that the provider carries out unknown; the rest is an error. */
function errorOutcome(failure: unknown, { provider }: Plan, receipts: readonly Receipt[]): Outcome {
  const isUnderWay =
    provider.effect === 'deploys' && receipts.some(({ step }) => step === 'deploy' || step === 'retry')
  const isOurs = failure instanceof NetworkError && failure.reason !== 'network'
  return isUnderWay && isOurs ? 'unknown' : 'error'
}

/** Log, outputs and summary. */
async function publish(report: Report, { common }: ReadInputs, host: Host): Promise<void> {
  host.info(describeEnd(report))
  if (report.plan.stage === 'main') setOutputs(host, toOutputs(report))
  if (common.summary) await writeSummary(host, toSummary(report))
}

async function writeSummary(host: Host, markdown: string): Promise<void> {
  try {
    await host.writeSummary(markdown)
  } catch (error) {
    host.warning(
      'Job summary',
      `It could not be written: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function setOutputs(host: Host, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) host.setOutput(name, value)
}

function nothingToDo(host: Host, reason: string): Ending {
  host.notice('Nothing to record', `${reason}.`)
  setOutputs(host, emptyOutputs('none'))
  return {}
}

/** A step may fail although no error was thrown: the provider carried the deploy out, and it did not succeed. */
function verdict({ receipts, plan, problem, help, outcome }: Report): Ending {
  if (!receipts.some(({ fails }) => fails !== undefined)) return {}
  return endingOf({
    problem,
    help,
    title: `${plan.provider.name}: the deploy ended ${outcome}`,
    isSoft: false,
  })
}

/** What an error means for the user. */
interface Failed {
  readonly problem: string
  readonly title: string
  readonly help: string
  readonly isSoft: boolean
}

/** Input errors always fail; what is not ours is our bug, and says so. */
function failureOf(error: unknown, host: Host, who = 'record-deploy'): Failed {
  const family = familyOf(error, host.signal.aborted)
  const title = family === 'input' ? 'Inputs' : `${who}: ${families[family]}`
  const common = { title, help: helpUrl(family, host.env), isSoft: family !== 'input' }
  if (isExpected(error)) return { ...common, problem: error.message }
  host.debug(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const text = error instanceof Error ? error.message : String(error)
  const problem = `This is a bug in record-deploy: ${text}. Run the job again with debug logging and report it.`
  return { ...common, problem }
}

function endingOf({ problem, title, help, isSoft }: Failed): Ending {
  return { fails: `${problem}\nSee ${help}`, title, isSoft }
}
