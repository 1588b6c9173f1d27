// Deployments (docs.github.com/rest/deployments), with the defaults that merge
// branches or refuse red checks when a caller forgets to switch them off.
import { must } from '../kit/refusal.ts'
import type { SandboxReply } from '../server.ts'
import { fail, ok, tooLong } from './answers.ts'
import { type Call, find, flag, listed, PAGING, type Route, route, text } from './call.ts'
import { rangeOf, resolve } from './graph.ts'
import { user } from './shapes.ts'
import { type Deployment, iso, type State } from './state.ts'
import { addStatus, byId, DESCRIPTION_MAX, lastStatus } from './statuses.ts'

function deploymentItem(call: Call, deployment: Deployment) {
  const url = `${call.api}/deployments/${deployment.id}`
  const { payload } = deployment
  return {
    ...deployment,
    // Comes back as it was sent; a switch gives the other shape that clients must read.
    payload:
      call.on('payload') === 'string' && typeof payload !== 'string' ? JSON.stringify(payload) : payload,
    creator: user(deployment.creator),
    node_id: `DE_${deployment.id}`,
    url,
    statuses_url: `${url}/statuses`,
    repository_url: call.api,
  }
}

function list(call: Call): SandboxReply {
  const wanted = (deployment: Deployment) =>
    (['sha', 'ref', 'task', 'environment'] as const).every((field) => {
      const value = call.query.get(field)
      return value === null || value === 'none' || deployment[field] === value
    })
  const found = call.state.deployments.filter(wanted)
  if (call.on('deployment-order') === 'newest') found.reverse() // [A] deployment-order
  return listed(call, found, (deployment) => deploymentItem(call, deployment))
}

function create(call: Call): SandboxReply {
  const ref = text(call, 'ref') ?? ''
  const sha = must(find(call, ref), fail(422, `No ref found for: ${ref}`))
  // [A] No limit is documented; that of a status.
  const description = text(call, 'description') ?? ''
  if ([...description].length > DESCRIPTION_MAX) return tooLong('Deployment', 'description', DESCRIPTION_MAX)
  const stopped = autoMerge(call, ref, sha) ?? redContexts(call, ref, sha)
  if (stopped) return stopped
  const environment = text(call, 'environment') ?? 'production'
  const deployment = keep(call.state, {
    sha,
    ref,
    task: text(call, 'task') ?? 'deploy',
    payload: call.body['payload'] ?? '',
    environment,
    description: call.body['description'] === null ? null : description,
    creator: call.login,
    created_at: call.now,
    transient_environment: flag(call, 'transient_environment') ?? false,
    production_environment: flag(call, 'production_environment') ?? environment === 'production',
  })
  return ok(deploymentItem(call, deployment), 201, { location: `${call.api}/deployments/${deployment.id}` })
}

function keep(
  state: State,
  made: Omit<Deployment, 'id' | 'original_environment' | 'updated_at'>,
): Deployment {
  const { environment, created_at } = made
  const deployment = {
    id: state.nextId++,
    ...made,
    original_environment: environment,
    updated_at: created_at,
  }
  state.deployments.push(deployment)
  return deployment
}

/** Merges the default branch into a branch that is behind: 202 and no deployment. */
function autoMerge(call: Call, ref: string, sha: string): SandboxReply | undefined {
  const { history, conflicting } = call.state
  if (flag(call, 'auto_merge') === false) return undefined
  const tip = resolve(history, `refs/heads/${history.defaultBranch}`)
  if (!tip || rangeOf(history, tip, sha).behind === 0) return undefined
  const branch = ref.replace(/^refs\/heads\//, '')
  const movable = history.refs.has(`refs/heads/${branch}`)
  if (!movable && call.on('auto-merge-commit') === '201') return undefined
  // [A] auto-merge-commit: a commit or tag cannot be moved; treated as a conflict.
  if (!movable || conflicting.has(branch)) {
    return fail(409, `Conflict merging ${history.defaultBranch} into ${ref}`)
  }
  history.merge(
    `refs/heads/${history.defaultBranch}`,
    branch,
    `Merge ${history.defaultBranch} into ${branch}`,
  )
  return {
    status: 202,
    json: { message: `Auto-merged ${history.defaultBranch} into ${branch} on deployment.` },
  }
}

/** Without `required_contexts` all known contexts of the commit must be green. The body of this 409 is [A]. */
function redContexts(call: Call, ref: string, sha: string): SandboxReply | undefined {
  const known = call.state.contexts.get(sha) ?? new Map<string, string>()
  const asked = call.body['required_contexts']
  const names = Array.isArray(asked) ? asked.map(String) : [...known.keys()]
  const red = names.filter((name) => known.get(name) !== 'success')
  if (red.length === 0) return undefined
  const contexts = red.map((context) => ({ context, state: known.get(context) ?? 'pending' }))
  return fail(409, `Conflict: Commit status checks failed for ${ref}.`, [
    { contexts, resource: 'Deployment', field: 'required_contexts', code: 'invalid' },
  ])
}

/** Active means that the last status is `success`; the only deployment may always go. */
function remove(call: Call): SandboxReply {
  const { state } = call
  const deployment = byId(call)
  if (state.deployments.length > 1 && lastStatus(state, deployment.id)?.state === 'success') {
    return fail(
      422,
      'We cannot delete an active deployment unless it is the only deployment in a given environment.',
    )
  }
  state.deployments.splice(state.deployments.indexOf(deployment), 1)
  return { status: 204 }
}

/** A deployment that somebody made, with the one status that it has since; none leaves it just made. */
export interface Placed {
  readonly environment: string
  readonly sha: string
  readonly ref: string
  readonly creator: string
  readonly payload?: unknown
  readonly status?: string
  readonly logUrl?: string
}

/** Puts a deployment there that no request made; returns its id. */
export function placeDeployment(state: State, placed: Placed, atMs: number): number {
  const { environment, sha, ref, creator, payload = {}, status, logUrl = '' } = placed
  const at = iso(atMs)
  const deployment = keep(state, {
    sha,
    ref,
    task: 'deploy',
    payload,
    environment,
    description: null,
    creator,
    created_at: at,
    transient_environment: false,
    production_environment: environment === 'production',
  })
  if (status !== undefined) {
    const texts = { description: '', environment_url: '', log_url: logUrl }
    addStatus(state, deployment, { ...texts, state: status, environment, creator, created_at: at })
  }
  return deployment.id
}

const READ = ['deployments', 'read'] as const
const WRITE = ['deployments', 'write'] as const
const ID = /^\/deployments\/(\d+)$/

export const deploymentRoutes: readonly Route[] = [
  route('GET', /^\/deployments$/, READ, list, { query: ['sha', 'ref', 'task', 'environment', ...PAGING] }),
  route('POST', /^\/deployments$/, WRITE, create, {
    fields: {
      ref: 'string',
      task: 'string',
      auto_merge: 'boolean',
      required_contexts: 'strings',
      payload: 'any',
      environment: 'string',
      description: 'text',
      transient_environment: 'boolean',
      production_environment: 'boolean',
    },
    required: ['ref'],
  }),
  route('GET', ID, READ, (call) => ok(deploymentItem(call, byId(call)))),
  route('DELETE', ID, WRITE, remove),
]
