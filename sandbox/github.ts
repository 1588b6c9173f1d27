// A strict, stateful stand-in of GitHub's REST API for one repository, with the GraphQL that is needed. Lines marked
// [A] are assumptions in place of undocumented behaviour; each can be changed by a named switch.

import { decoded, forbidden, parsed, unexpected, unknownNames } from './github/check.ts'
import { compareRoutes } from './github/compare.ts'
import { deploymentRoutes, lastStatus, type Placed, placeDeployment } from './github/deployments.ts'
import { makeDoor } from './github/door.ts'
import { resolve } from './github/graph.ts'
import { graphql } from './github/graphql.ts'
import type { History } from './github/history.ts'
import { type Call, fail, iso, notFound, originOf, type Route, type State, type Token } from './github/kit.ts'
import { type GitHubOptions, readSwitches, TOKENS } from './github/options.ts'
import { mergePull, openPull, type PullInput, pullRoutes } from './github/pulls.ts'
import { readRoutes } from './github/reads.ts'
import { refRoutes } from './github/refs.ts'
import { releaseRoutes } from './github/releases.ts'
import { shopHistory } from './github/shop.ts'
import type { SandboxReply, SandboxRequest, Service } from './server.ts'

export { makeHistory } from './github/history.ts'
export type { Token } from './github/kit.ts'
export { ACTIONS_PERMISSIONS } from './github/options.ts'

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

/** Makes the stand-in; serve it with `serve()`. Throws for a switch that does not exist. */
export function makeGitHub(options: GitHubOptions): GitHub {
  const { prefix: prefixSwitch, ...given } = options.switches ?? {}
  const switches = readSwitches(given)
  const on = (name: string) => switches[name] ?? ''
  const prefix = options.prefix ?? prefixSwitch ?? ''
  const history = options.history ?? shopHistory()
  const tokens = new Map(Object.entries({ ...TOKENS, ...options.tokens }))
  const { clock } = options
  const door = makeDoor(clock, tokens, on)
  const surprises: string[] = []
  const state = emptyState(history)
  const web = `${WEB}/${history.owner}/${history.repo}`

  const jobEnvironment = (environment: string, ref = history.defaultBranch, runId = 1): number => {
    const logUrl = `${web}/actions/runs/${runId}/job/1`
    const sha = resolve(history, ref)
    if (!sha) throw new Error(`nothing is called "${ref}"`)
    const creator = 'github-actions[bot]'
    return placeDeployment(
      state,
      { environment, sha, ref, creator, status: 'in_progress', logUrl },
      clock.now(),
    )
  }
  if (on('job-environment') !== '') jobEnvironment(on('job-environment'))

  function handle(request: SandboxRequest): SandboxReply {
    const caller = door.caller(request)
    if ('status' in caller) return door.finish(request, caller, false)
    const path = decoded(request.path)
    if (path === undefined) return door.finish(request, fail(400, 'Bad Request'), true)
    if (request.method === 'GET' && path === `${prefix}/rate_limit`) {
      return door.finish(request, door.rateLimit(request), false)
    }
    const refusal = door.limited(request)
    if (refusal) return door.finish(request, refusal, false)
    return door.finish(request, dispatch(request, path, caller.token), true)
  }

  function dispatch(request: SandboxRequest, path: string, token: Token | undefined): SandboxReply {
    const call = (params: readonly string[], body: Readonly<Record<string, unknown>>): Call => ({
      state,
      request,
      params,
      query: request.query,
      body,
      token,
      login: token?.login ?? '',
      now: iso(clock.now()),
      api: `${originOf(request, on('scheme'))}${prefix}/repos/${history.owner}/${history.repo}`,
      web,
      on,
    })
    if (request.method === 'POST' && path === `${prefix === '' ? '' : '/api'}/graphql`) {
      if (!token) return fail(401, 'This endpoint requires you to be authenticated.')
      const body = parsed(request.text)
      return body ? graphql(call([], body)) : fail(400, 'Problems parsing JSON')
    }
    const [, owner, repo, rest = ''] =
      /^\/repos\/([^/]+)\/([^/]+)(.*)$/s.exec(path.slice(prefix.length)) ?? []
    const route = ROUTES.find((each) => each.method === request.method && each.path.test(rest))
    if (!path.startsWith(`${prefix}/`) || owner === undefined || !route) {
      surprises.push(`${request.method} ${path}: no such route`)
      return notFound()
    }
    const ours = `${owner}/${repo}`.toLowerCase() === `${history.owner}/${history.repo}`.toLowerCase()
    const refusal = ours ? forbidden(on, token, route) : notFound()
    if (refusal) return refusal
    const params = (route.path.exec(rest) ?? []).slice(1)
    const body = route.fields ? parsed(request.text || '{}') : {}
    if (!body) return fail(400, 'Problems parsing JSON')
    const extra = unknownNames(request, body, route, prefix)
    surprises.push(...extra.map((each) => `${request.method} ${path}: unknown ${each}`))
    const made = call(params, body)
    return unexpected(made, route, extra) ?? route.run(made)
  }

  return {
    id: 'github',
    handle,
    refuse: door.refuse,
    state,
    history,
    surprises,
    switches,
    openPull: (input) => openPull(state, input, clock.now()).number,
    mergePull: (number, method) => mergePull(state, number, method, clock.now()),
    context: (ref, context, result) => {
      const sha = resolve(history, ref)
      if (!sha) throw new Error(`nothing is called "${ref}"`)
      state.contexts.set(sha, new Map([...(state.contexts.get(sha) ?? []), [context, result]]))
    },
    jobEnvironment,
    injectDeployment: (placed, atMs) => placeDeployment(state, placed, atMs),
    describe: () => ({
      repository: `${history.owner}/${history.repo}`,
      refs: Object.fromEntries(state.refs),
      releases: state.releases.map(({ tag_name, name, draft, body }) => ({ tag_name, name, draft, body })),
      deployments: state.deployments.map(({ id, sha, environment, payload }) => ({
        id,
        sha,
        environment,
        payload,
        state: lastStatus(state, id)?.state ?? null,
      })),
      surprises,
    }),
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
