// Statuses of deployments (docs.github.com/rest/deployments/statuses): none is ever changed, the newest counts.
import type { SandboxReply } from '../server.ts'
import { existing, invalid, ok, tooLong } from './answers.ts'
import { type Call, flag, listed, PAGING, type Route, route, text } from './call.ts'
import { user } from './shapes.ts'
import type { Deployment, State, Status } from './state.ts'

const STATES = ['error', 'failure', 'inactive', 'in_progress', 'pending', 'queued', 'success']
/** Of a status; that of a deployment is not documented. */
export const DESCRIPTION_MAX = 140

/** Oldest first. */
export const statusesOf = (state: State, id: number) =>
  state.statuses.filter((each) => each.deployment === id)
export const lastStatus = (state: State, id: number) =>
  state.statuses.findLast((each) => each.deployment === id)

/** The deployment that the path names. */
export function byId(call: Call): Deployment {
  return existing(call.state.deployments.find((each) => each.id === Number(call.params[0])))
}

function statusItem(call: Call, status: Status) {
  const deployment = `${call.api}/deployments/${status.deployment}`
  const { deployment: _, ...shown } = status
  return {
    ...shown,
    creator: user(status.creator),
    target_url: status.log_url,
    updated_at: status.created_at,
    node_id: `DES_${status.id}`,
    url: `${deployment}/statuses/${status.id}`,
    deployment_url: deployment,
    repository_url: call.api,
  }
}

function statuses(call: Call): SandboxReply {
  const all = statusesOf(call.state, byId(call).id)
  return listed(call, all.reverse(), (status) => statusItem(call, status))
}

function createStatus(call: Call): SandboxReply {
  const deployment = byId(call)
  const state = text(call, 'state') ?? ''
  const description = text(call, 'description') ?? ''
  if (!STATES.includes(state))
    return invalid('DeploymentStatus', 'state', 'custom', 'state is not included in the list')
  if ([...description].length > DESCRIPTION_MAX)
    return tooLong('DeploymentStatus', 'description', DESCRIPTION_MAX)
  for (const field of ['log_url', 'target_url', 'environment_url']) {
    const url = text(call, field)
    if (url && !/^https?:\/\//.test(url)) {
      return invalid('DeploymentStatus', field, 'custom', `${field} must use http(s) scheme`)
    }
  }
  if (state === 'success' && flag(call, 'auto_inactive') !== false) retire(call, deployment)
  const status = addStatus(call.state, deployment, {
    state,
    description,
    environment: text(call, 'environment') ?? deployment.environment,
    log_url: text(call, 'log_url') ?? text(call, 'target_url') ?? '',
    environment_url: text(call, 'environment_url') ?? '',
    creator: call.login,
    created_at: call.now,
  })
  const item = statusItem(call, status)
  return ok(item, 201, { location: item.url })
}

/** Says what has become of a deployment. */
export function addStatus(
  state: State,
  deployment: Deployment,
  input: Omit<Status, 'id' | 'deployment'>,
): Status {
  const status: Status = { id: state.nextId++, deployment: deployment.id, ...input }
  state.statuses.push(status)
  deployment.environment = status.environment
  deployment.updated_at = status.created_at
  return status
}

/** `auto_inactive`: earlier successful, non-transient, non-production deployments of the same environment name. */
function retire(call: Call, current: Deployment): void {
  const environment = text(call, 'environment') ?? current.environment
  for (const earlier of call.state.deployments) {
    if (earlier.id >= current.id || earlier.environment !== environment) continue
    if (earlier.transient_environment || earlier.production_environment) continue
    const last = lastStatus(call.state, earlier.id)
    if (last?.state !== 'success') continue
    const { id: _, deployment: __, ...same } = last
    addStatus(call.state, earlier, {
      ...same,
      state: 'inactive',
      description: '',
      creator: call.login,
      created_at: call.now,
    })
  }
}

const STATUSES = /^\/deployments\/(\d+)\/statuses$/

export const statusRoutes: readonly Route[] = [
  route('GET', STATUSES, ['deployments', 'read'], statuses, { query: PAGING }),
  route('POST', STATUSES, ['deployments', 'write'], createStatus, {
    fields: {
      state: 'string',
      target_url: 'string',
      log_url: 'string',
      description: 'string',
      environment: 'string',
      environment_url: 'string',
      auto_inactive: 'boolean',
    },
    required: ['state'],
  }),
]
