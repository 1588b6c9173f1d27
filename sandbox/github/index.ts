// A strict, stateful stand-in of GitHub's REST API for one repository, with the GraphQL that is needed. Lines marked
// [A] are assumptions in place of undocumented behaviour; each can be changed by a named switch.

import { parseObject } from '../kit/body.ts'
import { holding } from '../kit/held.ts'
import { decoded } from '../kit/path.ts'
import type { HeldDeploy, MakeOptions, StandIn } from '../kit/stand-in.ts'
import { switchWords } from '../kit/switches.ts'
import type { Clock, SandboxReply, SandboxRequest, Service } from '../server.ts'
import { forbidden, unexpected, unknownNames } from './check.ts'
import { compareRoutes } from './compare.ts'
import { deploymentRoutes, lastStatus, type Placed, placeDeployment } from './deployments.ts'
import { type Door, makeDoor } from './door.ts'
import { resolve } from './graph.ts'
import { graphql } from './graphql.ts'
import type { History } from './history.ts'
import {
  type Call,
  fail,
  iso,
  notFound,
  originOf,
  REPOSITORY_ID,
  type Route,
  type State,
  type Token,
} from './kit.ts'
import { type GitHubOptions, readSwitches, SWITCHES, TOKENS } from './options.ts'
import { mergePull, openPull, type PullInput, pullRoutes } from './pulls.ts'
import { readRoutes } from './reads.ts'
import { refRoutes } from './refs.ts'
import { releaseRoutes } from './releases.ts'
import { shopHistory } from './shop.ts'
import { moved, walled, walledQuery } from './walls.ts'

export { makeHistory } from './history.ts'
export type { Token } from './kit.ts'
export { ACTIONS_PERMISSIONS } from './options.ts'

export interface GitHub extends Service {
  readonly state: State
  readonly history: History
  /** Requests and fields nobody here knows; a test asserts that it is empty. */
  readonly surprises: string[]
  /** May be changed while it runs. */
  readonly switches: Record<string, string>
  /** Opens a pull request of a branch; returns its number. */
  openPull(input: PullInput): number
  mergePull(number: number, method: 'merge' | 'squash' | 'rebase'): string
  /** Sets the result of a check of a commit: `success`, `failure` or `pending`. */
  context(ref: string, context: string, state: string): void
  /** The deployment that GitHub makes for a job with `environment:`; returns its id. */
  jobEnvironment(environment: string, ref?: string, runId?: number): number
  /** A deployment that somebody made earlier; returns its id. */
  injectDeployment(placed: Placed, atMs: number): number
}

const ROUTES: readonly Route[] = [
  ...pullRoutes,
  ...compareRoutes,
  ...readRoutes,
  ...refRoutes,
  ...releaseRoutes,
  ...deploymentRoutes,
]
const WEB = 'https://github.test'

/** What every part of the stand-in works with. */
interface Desk {
  readonly state: State
  readonly on: (switchName: string) => string
  readonly prefix: string
  readonly web: string
  readonly clock: Clock
  readonly surprises: string[]
}

/** Makes the stand-in; serve it with `serve()`. Throws for a switch that does not exist. */
export function makeGitHub(options: GitHubOptions): GitHub {
  const { clock, history = shopHistory() } = options
  const switches = readSwitches(options.switches ?? {})
  const on = (name: string) => switches[name] ?? ''
  const prefix = options.prefix ?? on('prefix')
  const door = makeDoor(clock, new Map(Object.entries({ ...TOKENS, ...options.tokens })), on)
  const state = emptyState(history)
  const surprises: string[] = []
  const desk: Desk = { state, on, prefix, web: `${WEB}/${history.owner}/${history.repo}`, clock, surprises }
  if (on('job-environment') !== '') jobEnvironment(desk, on('job-environment'))
  return {
    id: 'github',
    handle: (request) => answer(desk, door, request),
    refuse: door.refuse,
    state,
    history,
    surprises,
    switches,
    openPull: (input) => openPull(state, input, clock.now()).number,
    mergePull: (number, method) => mergePull(state, number, method, clock.now()),
    context: (ref, context, result) => {
      const sha = named(history, ref)
      state.contexts.set(sha, new Map([...(state.contexts.get(sha) ?? []), [context, result]]))
    },
    jobEnvironment: (...job) => jobEnvironment(desk, ...job),
    injectDeployment: (placed, atMs) => placeDeployment(state, placed, atMs),
    describe: () => ({ ...picture(state), surprises }),
  }
}

function named(history: History, ref: string): string {
  const sha = resolve(history, ref)
  if (!sha) throw new Error(`nothing is called "${ref}"`)
  return sha
}

function jobEnvironment(
  { state, web, clock }: Desk,
  environment: string,
  ref = state.history.defaultBranch,
  runId = 1,
): number {
  const logUrl = `${web}/actions/runs/${runId}/job/1`
  const placed = { environment, sha: named(state.history, ref), ref, status: 'in_progress', logUrl }
  return placeDeployment(state, { ...placed, creator: 'github-actions[bot]' }, clock.now())
}

function answer(desk: Desk, door: Door, request: SandboxRequest): SandboxReply {
  const caller = door.caller(request)
  if ('status' in caller) return door.finish(request, caller, false)
  // Decoded once and whole, so that `tags%2Fx` and `tags/x` are the same.
  const path = decoded(request.path)
  if (path === undefined) return door.finish(request, fail(400, 'Bad Request'), true)
  if (request.method === 'GET' && path === `${desk.prefix}/rate_limit`) {
    return door.finish(request, door.rateLimit(request), false)
  }
  const refusal = door.limited(request)
  if (refusal) return door.finish(request, refusal, false)
  const isQuery = request.method === 'POST' && path === `${desk.prefix === '' ? '' : '/api'}/graphql`
  const reply = isQuery ? ask(desk, request, caller.token) : dispatch(desk, request, path, caller.token)
  return door.finish(request, reply, true)
}

function callOf(desk: Desk, request: SandboxRequest, token: Token | undefined): Call {
  const { state, on, prefix, web, clock } = desk
  return {
    state,
    request,
    params: [],
    query: request.query,
    body: {},
    token,
    login: token?.login ?? '',
    now: iso(clock.now()),
    api: `${originOf(request, on('scheme'))}${prefix}/repos/${state.history.owner}/${state.history.repo}`,
    web,
    on,
  }
}

function ask(desk: Desk, request: SandboxRequest, token: Token | undefined): SandboxReply {
  if (!token) return fail(401, 'This endpoint requires you to be authenticated.')
  const body = parseObject(request.text)
  if (!body) return fail(400, 'Problems parsing JSON')
  const wall = walled(desk.on, desk.state.history.owner, 'GET')
  if (wall) return walledQuery(wall)
  const reply = graphql({ ...callOf(desk, request, token), body })
  // A query that the schema refuses has no data at all.
  const { data, errors = [] } = Object(reply.json)
  if (data === undefined)
    desk.surprises.push(...errors.map(({ message }: { message: string }) => `GraphQL: ${message}`))
  return reply
}

function dispatch(desk: Desk, request: SandboxRequest, path: string, token: Token | undefined): SandboxReply {
  const { on, prefix, state, surprises } = desk
  const { name, rest } = repositoryOf(path.slice(prefix.length))
  const route = ROUTES.find((each) => each.method === request.method && each.path.test(rest))
  if (!path.startsWith(`${prefix}/`) || name === '' || !route) {
    surprises.push(`${request.method} ${path}: no such route`)
    return notFound()
  }
  const { owner, repo } = state.history
  if (name !== BY_ID && name !== `${owner}/${repo}`.toLowerCase()) return notFound()
  const refusal =
    (name === BY_ID ? undefined : moved(on, request, prefix, rest)) ??
    walled(on, owner, request.method) ??
    forbidden(on, token, route)
  if (refusal) return refusal
  const body = route.fields ? parseObject(request.text || '{}') : {}
  if (!body) return fail(400, 'Problems parsing JSON')
  const extra = unknownNames(request, body, route, prefix)
  surprises.push(...extra.map((each) => `${request.method} ${path}: unknown ${each}`))
  const params = (route.path.exec(rest) ?? []).slice(1)
  const call = { ...callOf(desk, request, token), params, body }
  return unexpected(call, route, extra) ?? route.run(call)
}

const BY_ID = String(REPOSITORY_ID)

/** The repository that a path names, in lower case or by its number, and what is asked of it. */
function repositoryOf(path: string): { name: string; rest: string } {
  const [, name = '', number = '', rest = ''] =
    /^\/(?:repos\/([^/]+\/[^/]+)|repositories\/(\d+))(.*)$/s.exec(path) ?? []
  return { name: name.toLowerCase() || number, rest }
}

function picture(state: State) {
  const { history, refs, releases, deployments } = state
  return {
    repository: `${history.owner}/${history.repo}`,
    refs: Object.fromEntries(refs),
    releases: releases.map(({ tag_name, name, draft, body }) => ({ tag_name, name, draft, body })),
    deployments: deployments.map(({ id, sha, environment, payload }) => ({
      id,
      sha,
      environment,
      payload,
      state: lastStatus(state, id)?.state ?? null,
    })),
  }
}

function emptyState(history: History): State {
  return {
    history,
    refs: history.refs,
    tagObjects: history.tagObjects,
    releases: [],
    deployments: [],
    statuses: [],
    pulls: [],
    contexts: new Map(),
    conflicting: new Set(),
    burntTags: new Set(),
    discussionCategories: new Set(['Announcements']),
    nextId: 101,
  }
}

const [TOKEN = ''] = Object.keys(TOKENS)

export const standIn = {
  make: ({ past = [], ...options }: MakeOptions & Pick<GitHubOptions, 'history'>) => {
    const github = makeGitHub(options)
    const before = { environment: 'production', creator: 'octocat', status: 'success' }
    for (const { version, sha, at } of past)
      github.injectDeployment({ ...before, ref: version, sha, payload: { version } }, at)
    const { state } = github
    const deploys = () =>
      state.deployments.map(
        ({ id, environment, payload }): HeldDeploy => ({
          id: String(id),
          environment,
          version: String(Object(payload).version),
          text: JSON.stringify(payload),
          state: STATES[lastStatus(state, id)?.state ?? ''] ?? 'bad',
        }),
      )
    return holding(github, deploys, () => state.releases.length)
  },
  token: TOKEN,
  tokenEnv: 'GITHUB_TOKEN',
  isAuthentic: (headers) =>
    headers.authorization === `Bearer ${TOKEN}` &&
    headers.accept === 'application/vnd.github+json' &&
    headers['x-github-api-version'] === '2022-11-28',
  hosts: '`api.github.com`, or your server',
  holds:
    'repository acme/shop with a month of commits and the tags v1.0.0, v1.1.0 and web@2.0.0; personal-token has every permission',
  with: { version: '1.4.0', environment: 'production' },
  operations: { deploy: {}, release: {}, track: {}, start: {}, finish: {}, rollback: { version: 'v1.0.0' } },
  further: [
    { with: { operation: 'release', 'github-draft': 'true' } },
    // The stand-in counts from here.
    { with: { operation: 'rollback', version: '', 'deploy-id': '101' } },
  ],
  switches: switchWords(SWITCHES),
  identity: 'lookup',
  marker: 'shown',
  outcome: 'succeeded',
  write: { method: 'POST', path: '/deployments' },
  read: { method: 'GET', path: '/releases/tags/' },
  readsForSummary: 1,
  race: { environments: ['staging', 'production'], switches: { lag: '2' }, releases: 1 },
} satisfies StandIn

const STATES: Readonly<Record<string, 'open' | 'good'>> = { '': 'open', in_progress: 'open', success: 'good' }
