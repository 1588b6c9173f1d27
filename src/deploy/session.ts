// The connection to the provider, and everything a step needs of it. Nothing is sent here but look-ups.

import { openSources, type Sources } from '../commits/sources.ts'
import type { RunContext } from '../event/context.ts'
import type { Host } from '../host.ts'
import { connect, makeDispatcher } from '../http/connect.ts'
import type { Early } from '../http/early.ts'
import type { ReadInputs } from '../inputs/read.ts'
import type { AnyProvider, Connection } from '../provider/provider.ts'
import type { AnyJob } from './carry-out.ts'
import type { Plan } from './plan.ts'
import { showsHistory } from './recall.ts'
import type { Past } from './rollback.ts'
import type { Saved } from './saved.ts'

const GLANCE_MS = 5_000

export interface Session {
  readonly provider: AnyProvider
  readonly environment: string
  readonly base: Pick<AnyJob, 'api' | 'own' | 'environment' | 'context' | 'webUrl' | 'now'>
  readonly sources: Sources
  readonly past: Past
  readonly deadline: number
  /** The base for a look that nothing depends on: one try a call, a few seconds in all, and no line in the log. */
  glance(): Session['base']
  /** Gives the connections up, in the event loop's next turn: a process that leaves at once does not wait for that. */
  close(): void
}

export interface Opening {
  readonly inputs: ReadInputs
  readonly provider: AnyProvider
  readonly context: RunContext
  readonly connection: Connection
  readonly early: Early | undefined
  readonly saved: Pick<Saved, 'environment'>
}

/** The provider's session; nothing is sent yet. */
export async function openSession(
  { inputs: { own, common }, provider, context, connection, early, saved }: Opening,
  host: Host,
): Promise<Session> {
  const deadline = host.now() + common.timeout
  const dispatcher = await makeDispatcher(host.env, 1, early)
  const target = { name: provider.name, calls: provider.calls, hints: provider.hints, connection, deadline }
  const api = connect(target, host, dispatcher)
  // The post stage goes on where main began, whatever the input says by then.
  const environment = saved.environment || common.environment || (provider.defaultEnvironment?.(own) ?? '')
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
    glance: () => {
      const now = host.now()
      // At most half of what is left: what comes after it needs the other one.
      const ms = Math.min(GLANCE_MS, Math.floor((deadline - now) / 2))
      const hurried = { ...target, deadline: now + ms, isGlance: true } as const
      return { ...base, api: connect(hurried, host, dispatcher) }
    },
    close: () => {
      setImmediate(() => {
        void dispatcher.destroy()
        void sources.github?.close()
      })
    },
  }
}

export async function makeJob(
  plan: Plan,
  session: Session,
  { common }: ReadInputs,
  host: Host,
): Promise<AnyJob> {
  const { provider, base } = session
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
    ...(showsHistory(plan, session, common) ? { glance: session.glance } : {}),
  }
  if (!provider.lookUp) return job
  const { facts, warnings = [] } = await provider.lookUp({ ...job, facts: undefined }, plan.deploy)
  for (const warning of warnings) host.warning(provider.name, warning)
  return { ...job, facts }
}

/** The tag before this version: the one it was counted from, or the one its commits start at. */
function previousTagOf({ version, range }: Plan): Pick<AnyJob, 'previousTag'> {
  const previousTag = version.previousTag ?? range.baseTag
  return previousTag === undefined ? {} : { previousTag }
}
