// The whole story, top to bottom: read this first. Everything before the plan only reads; only the steps write.
import { type AnyJob, carryOut } from './carry-out.ts'
import { collectCommits, type Sources } from './context/commits.ts'
import type { CommitRange, RunContext } from './context/context.ts'
import { readContext } from './context/read.ts'
import { type PickedVersion, pickVersion } from './context/version.ts'
import { ApiError, InputError, isExpected, mayHaveHappened, NetworkError } from './errors.ts'
import type { Host } from './host.ts'
import { connect, makeDispatcher } from './http/connect.ts'
import { checkLimit } from './inputs/limits.ts'
import { type ReadInputs, readInputs } from './inputs/read.ts'
import { makePlan, type Plan, type Stage } from './plan.ts'
import type { AnyProvider, Outcome, Receipt } from './provider.ts'
import { describeEnd, describePlan, describeReceipt } from './report/log.ts'
import { emptyOutputs, toOutputs } from './report/outputs.ts'
import { makeReport, type Report } from './report/report.ts'
import { toSummary } from './report/summary.ts'
import { hasToClose, idle, readSaved, type Saved, save } from './saved.ts'

/** How a stage ended: `fails` holds the sentences for the annotation; `isSoft` may be a warning by `on-error`. */
export interface Ending {
  readonly fails?: string
  readonly isSoft?: boolean
}

/** Runs one stage of the action and never throws for anything that can be told to the user. */
export async function run(host: Host, stage: Stage): Promise<Ending> {
  const saved = readSaved(host)
  if (stage === 'post' && (saved === undefined || !hasToClose(saved))) return {}
  if (stage === 'main') save(host, idle)
  try {
    return await story(host, stage, saved ?? idle)
  } catch (error) {
    if (stage === 'main') setOutputs(host, emptyOutputs('error'))
    return endingOf(error, host)
  }
}

async function story(host: Host, stage: Stage, saved: Saved): Promise<Ending> {
  const startedAt = stage === 'post' ? saved.startedAt : host.now()
  const inputs = readInputs(host.env, host.mask)
  for (const warning of inputs.warnings) host.warning('Input', warning)
  const context = readContext(host.env, host.readEvent())
  if (context.stop) return nothingToDo(host, context.stop)
  if (context.refusal && inputs.common.operation !== 'release') throw new InputError([context.refusal])

  const session = openSession(inputs, context, host)
  const { version, range } =
    stage === 'post' ? fromSaved(saved, context) : await read(inputs, context, session.sources)
  const plan = makePlan({
    stage,
    inputs,
    context,
    version,
    range,
    environment: session.environment,
    startedAt,
    history: [],
  })
  for (const line of describePlan(plan)) host.info(line)
  for (const warning of [...version.warnings, ...range.warnings]) host.warning('Commits', warning)
  try {
    return await execute(plan, session, inputs, host, saved)
  } finally {
    await session.close()
  }
}

/** Version and commits, and the checks that need them. */
async function read(
  inputs: ReadInputs,
  context: RunContext,
  sources: Sources,
): Promise<{ version: PickedVersion; range: CommitRange }> {
  const { common, provider } = inputs
  const version = await pickVersion(common, context, sources)
  const problems = common.version
    ? []
    : checkLimit('version', version.version, provider.limits.version, provider.name)
  if (problems.length > 0) throw new InputError(problems)
  return { version, range: await collectCommits(common, context, sources) }
}

/** The post stage goes on with what main decided; the commits were recorded by then. */
function fromSaved(saved: Saved, context: RunContext): { version: PickedVersion; range: CommitRange } {
  const version = { version: saved.version, reason: 'from the main stage', isDerived: false, warnings: [] }
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
  readonly deadline: number
  close(): Promise<void>
}

/** The provider's connection; nothing is sent yet. */
function openSession(
  { provider, own, token, common }: ReadInputs,
  context: RunContext,
  host: Host,
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
  const environment = common.environment || (provider.defaultEnvironment?.(own) ?? '')
  const base = {
    api,
    own,
    environment,
    context,
    webUrl: connection.webUrl ?? connection.baseUrl,
    now: host.now,
  }
  const history = provider.history && (() => provider.history?.(base) ?? Promise.resolve([]))
  return { provider, environment, base, sources: { history }, deadline, close: () => dispatcher.destroy() }
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
  const ending = failure === undefined ? {} : endingOf(failure, host)
  const report = makeReport({
    plan,
    receipts,
    deployId,
    now: host.now(),
    problem: ending.fails ?? '',
    errorOutcome: errorOutcome(failure, plan, receipts),
  })
  await publish(report, inputs, host)
  return failure === undefined
    ? verdict(report)
    : { ...ending, isSoft: ending.isSoft === true && report.outcome === 'error' }
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
    range: plan.range,
    commitsMode: common.commits,
    wait: common.wait,
    facts: undefined,
  }
  if (!provider.lookUp) return job
  const { facts, warnings = [] } = await provider.lookUp({ ...job, facts: undefined })
  for (const warning of warnings) host.warning(provider.name, warning)
  return { ...job, facts }
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
  return isUnderWay && failure instanceof NetworkError ? 'unknown' : 'error'
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

function verdict(report: Report): Ending {
  return report.receipts.some(({ fails }) => fails !== undefined) ? { fails: report.problem } : {}
}

/** What an error means for the step. Input errors always fail; what is not ours is our bug, and says so. */
function endingOf(error: unknown, host: Host): Ending {
  if (error instanceof InputError) return { fails: error.message }
  if (error instanceof ApiError || error instanceof NetworkError)
    return { fails: error.message, isSoft: true }
  host.debug(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const text = error instanceof Error ? error.message : String(error)
  return {
    fails: `This is a bug in record-deploy: ${text}. Run the job again with debug logging and report it.`,
    isSoft: true,
  }
}
