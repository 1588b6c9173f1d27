// What Retrace holds: deployment requests by app, environment and version, and the records that its job makes
// of completed ones (docs.stackify.com "Deployment Tracking API overview"). It knows nothing of HTTP.

import type { Clock } from '../server.ts'
import type { Effect, Switches } from './switches.ts'

export type Command = 'start' | 'complete' | 'cancel'

/** An app with one of its environments, as the Retrace portal names them. */
export interface AppEnv {
  readonly app: string
  readonly environment: string
}

export interface Fields {
  readonly AppName: string
  readonly EnvironmentName: string
  readonly Version: string
  readonly Name?: string
  readonly Uri?: string
  readonly Branch?: string
  readonly Commit?: string
}

interface DeployRequest {
  fields: Fields
  status: 'pending' | 'completed' | 'cancelled'
  readonly startedAt: number
  endedAt: number | undefined
  /** Taken in with 202 and thrown away: `unknown-names=silent`. */
  readonly dropped: boolean
  recorded: boolean
}

/** A snapshot; each request stands in exactly one of the four lists. */
interface RetraceState {
  readonly pending: readonly DeployRequest[]
  readonly completed: readonly DeployRequest[]
  readonly cancelled: readonly DeployRequest[]
  readonly dropped: readonly DeployRequest[]
  readonly records: readonly ReturnType<typeof recordOf>[]
}

/** "May take up to 5 minutes": the vendor's job that turns completed requests into records [D]. */
const JOB_MS = 5 * 60_000

export function makeTracker(clock: Clock, switches: Switches, firstApps: readonly AppEnv[]) {
  const apps = [...firstApps]
  const requests: DeployRequest[] = []
  const records: ReturnType<typeof recordOf>[] = []
  const rules = transitions(switches)
  const firstJob = clock.now()
  const appEnvIndex = ({ AppName, EnvironmentName }: Fields) =>
    apps.findIndex(({ app, environment }) => app === AppName && environment === EnvironmentName)

  /** `names` and `transition` tell why a command was refused. */
  function apply(command: Command, fields: Fields): 'accepted' | 'names' | 'transition' {
    runDueJobs()
    const known = appEnvIndex(fields) >= 0
    if (!known && switches['unknown-names'] === 'strict') return 'names'
    const found = requests.findLast((each) => identity(each.fields) === identity(fields))
    const effect = rules[command][found?.status ?? 'none']
    if (effect === 'refuse') return 'transition'
    const dropped = !known && switches['unknown-names'] === 'silent'
    if (effect === 'open') requests.push(opened(command, fields, clock.now(), dropped))
    if (effect === 'close' && found) close(found, command, fields, clock.now(), switches)
    return 'accepted'
  }

  /** Only completed requests of a known app become a record [D]. */
  function runJob(upTo: number): void {
    for (const request of requests) {
      const { status, endedAt = Number.POSITIVE_INFINITY, dropped, recorded } = request
      if (status !== 'completed' || dropped || recorded || endedAt > upTo) continue
      const index = appEnvIndex(request.fields)
      if (index < 0) continue
      request.recorded = true
      records.push(recordOf(request, records.length + 1, uuid('e', index + 1)))
    }
  }

  /** The job runs by the clock: whatever was completed before its last due run is a record now. */
  function runDueJobs(): void {
    runJob(firstJob + Math.floor((clock.now() - firstJob) / JOB_MS) * JOB_MS)
  }

  return {
    apply,
    appsAndEnvs: () => listApps(apps),
    addApp: (pair: AppEnv) => void apps.push(pair),
    tick: () => runJob(clock.now()),
    state: (): RetraceState => {
      runDueJobs()
      const on = (name: string) =>
        structuredClone(requests.filter((each) => screen(each, appEnvIndex(each.fields) >= 0) === name))
      return {
        pending: on('pending'),
        completed: on('completed'),
        cancelled: on('cancelled'),
        dropped: on('dropped'),
        records: [...records],
      }
    },
  }
}

/** An unmatched request stays on the "Deployment API Requests" screen as pending, even when completed [D]. */
function screen(
  { dropped, status }: DeployRequest,
  isKnown: boolean,
): Exclude<keyof RetraceState, 'records'> {
  if (dropped) return 'dropped'
  return status === 'completed' && !isKnown ? 'pending' : status
}

function opened(command: Command, fields: Fields, at: number, dropped: boolean): DeployRequest {
  const isOver = command === 'complete'
  const status = isOver ? 'completed' : 'pending'
  return { fields, status, startedAt: at, endedAt: isOver ? at : undefined, dropped, recorded: false }
}

function close(
  found: DeployRequest,
  command: Command,
  fields: Fields,
  at: number,
  { merge }: Switches,
): void {
  found.status = command === 'cancel' ? 'cancelled' : 'completed'
  found.endedAt = at
  // [A] that both sets of fields are merged, and which of them wins.
  found.fields = merge === 'start' ? { ...fields, ...found.fields } : { ...found.fields, ...fields }
}

/** The state machine: the command, then what the last request of the same three strings is. */
function transitions(switches: Switches): Record<Command, Record<DeployRequest['status'] | 'none', Effect>> {
  return {
    start: {
      none: 'open', // [D]
      pending: switches['start-twice'], // [A]
      completed: switches['start-again'], // [A]
      cancelled: switches['start-again'], // [A]
    },
    complete: {
      none: 'open', // [S] the official Jenkins plugin sends complete only
      pending: 'close', // [D]
      completed: switches['complete-twice'], // [A]
      cancelled: switches['complete-after-cancel'], // [A]
    },
    cancel: {
      none: 'refuse', // [D] "cancel without a pending start is invalid"
      pending: 'close', // [D]
      completed: switches['cancel-after-complete'], // [A]
      cancelled: 'refuse', // [D] as with none: no start is pending
    },
  }
}

/** [D] for the three strings; [A] that they are compared letter for letter. */
function identity({ AppName, EnvironmentName, Version }: Fields): string {
  return JSON.stringify([AppName, EnvironmentName, Version])
}

/** One item of GET /api/v1/deployments, in the shape an unsupported client of 2017 reads (jaredcnance/stackify-cli). */
function recordOf({ fields, startedAt, endedAt }: DeployRequest, id: number, appEnv: string) {
  return {
    Id: id,
    AppEnvironmentId: appEnv,
    App: fields.AppName,
    Environment: fields.EnvironmentName,
    Version: fields.Version,
    Name: fields.Name ?? fields.Version, // [A] the vendor's script falls back to the version on its side
    Uri: fields.Uri ?? '',
    Branch: fields.Branch ?? '',
    Commit: fields.Commit ?? '',
    StartedAt: new Date(startedAt).toISOString(),
    EndedAt: endedAt === undefined ? null : new Date(endedAt).toISOString(),
  }
}

/** GET /api/apps/envs as stackify-deployment-recorder's JsonAppEnv reads it [S, 2018]. */
function listApps(apps: readonly AppEnv[]) {
  const names = [...new Set(apps.map(({ app }) => app))]
  const environments = [...new Set(apps.map(({ environment }) => environment))]
  return apps.map(({ app, environment }, index) => ({
    AppName: app,
    AppEnvId: uuid('e', index + 1),
    AppId: uuid('a', names.indexOf(app) + 1),
    EnvName: environment,
    EnvId: environments.indexOf(environment) + 1,
  }))
}

function uuid(kind: string, number: number): string {
  return `${kind}0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
}
