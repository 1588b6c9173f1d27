// A strict, stateful stand-in of GitHub's REST API for one repository, with one GraphQL query. Lines marked
// [A] are assumptions in place of undocumented behaviour; each can be changed by a named switch.
import { compareRoutes } from './github/compare.ts'
import { deploymentRoutes, jobDeployment, lastStatus } from './github/deployments.ts'
import { resolve } from './github/graph.ts'
import { graphql } from './github/graphql.ts'
import type { History } from './github/history.ts'
import {
  type Call,
  fail,
  iso,
  notFound,
  ok,
  originOf,
  type Route,
  type State,
  type Token,
  wrongType,
} from './github/kit.ts'
import { type Bucket, limitHeaders, makeLimits, primaryRefusal, secondaryRefusal } from './github/limits.ts'
import { type GitHubOptions, readSwitches, TOKENS } from './github/options.ts'
import { mergePull, openPull, type PullInput, pullRoutes } from './github/pulls.ts'
import { readRoutes } from './github/reads.ts'
import { refRoutes } from './github/refs.ts'
import { releaseRoutes } from './github/releases.ts'
import { sha1 } from './github/shapes.ts'
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
  const limits = makeLimits(clock)
  const surprises: string[] = []
  const state = emptyState(history)
  const web = `${WEB}/${history.owner}/${history.repo}`
  let answered = 0

  const jobEnvironment = (environment: string, ref = history.defaultBranch, runId = 1): number => {
    const logUrl = `${web}/actions/runs/${runId}/job/1`
    const sha = resolve(history, ref)
    if (!sha) throw new Error(`nothing is called "${ref}"`)
    return jobDeployment(state, { environment, sha, ref, logUrl }, clock.now())
  }
  if (on('job-environment') !== '') jobEnvironment(on('job-environment'))

  const tokenText = (request: SandboxRequest) =>
    /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1]

  function bucketOf(request: SandboxRequest): { key: string; limit: number; resource: Bucket['resource'] } {
    const key = tokenText(request) ?? ''
    const token = tokens.get(key)
    const resource = request.path.endsWith('/graphql') ? 'graphql' : 'core'
    return { key, limit: token ? (token.limit ?? Number(on('limit'))) : 60, resource }
  }

  /** The headers of every answer, and 304 for a client that has it already. */
  function finish(request: SandboxRequest, reply: SandboxReply, charged: boolean): SandboxReply {
    answered += 1
    const { key, limit, resource } = bucketOf(request)
    const body = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json)
    const etag = `W/"${sha1(body)}"`
    const same = request.method === 'GET' && reply.status === 200 && request.headers['if-none-match'] === etag
    // A conditional request that ends in 304 is free.
    if (charged && !same) limits.spend(key, limit, resource)
    const headers = {
      ...(reply.json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      date: new Date(clock.now()).toUTCString(),
      etag,
      'x-github-request-id': `SAND:${answered.toString(16).toUpperCase().padStart(6, '0')}`,
      'x-github-media-type': 'github.v3; format=json',
      ...(on('rate-limit') === 'on' ? limitHeaders(limits.look(key, limit, resource)) : {}),
      ...reply.headers,
    }
    return same ? { status: 304, headers } : { ...reply, headers }
  }

  function limited(request: SandboxRequest): SandboxReply | undefined {
    if (on('rate-limit') !== 'on') return undefined
    const { key, limit, resource } = bucketOf(request)
    const bucket = limits.look(key, limit, resource)
    if (bucket.used >= bucket.limit) return primaryRefusal(Number(on('spent-status')), bucket)
    const creates = request.method === 'POST' && resource === 'core'
    if (creates && on('secondary') === 'on' && limits.tooMuchContent(key))
      return secondaryRefusal(Number(on('spent-status')))
    return undefined
  }

  function handle(request: SandboxRequest): SandboxReply {
    if (!request.headers['user-agent']) {
      return finish(
        request,
        {
          status: 403,
          text: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
        },
        false,
      )
    }
    const key = tokenText(request)
    if (request.headers.authorization !== undefined && !tokens.has(key ?? '')) {
      return finish(request, fail(401, 'Bad credentials'), false)
    }
    const path = decoded(request.path)
    if (path === undefined) return finish(request, fail(400, 'Bad Request'), true)
    if (request.method === 'GET' && path === `${prefix}/rate_limit`)
      return finish(request, rateLimit(request), false)
    const refusal = limited(request)
    if (refusal) return finish(request, refusal, false)
    return finish(request, dispatch(request, path, key === undefined ? undefined : tokens.get(key)), true)
  }

  function rateLimit(request: SandboxRequest): SandboxReply {
    if (on('rate-limit') !== 'on') return fail(404, 'Rate limiting is not enabled.')
    const { key, limit } = bucketOf(request)
    const show = (resource: Bucket['resource']) => {
      const { used, reset } = limits.look(key, limit, resource)
      return { limit, used, remaining: limit - used, reset, resource }
    }
    return ok({ resources: { core: show('core'), graphql: show('graphql') }, rate: show('core') })
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
      return body
        ? graphql(call([], body), allows(token, 'deployments', 'read'))
        : fail(400, 'Problems parsing JSON')
    }
    const [, owner, repo, rest = ''] =
      /^\/repos\/([^/]+)\/([^/]+)(.*)$/s.exec(path.slice(prefix.length)) ?? []
    const route = ROUTES.find((each) => each.method === request.method && each.path.test(rest))
    if (!path.startsWith(`${prefix}/`) || owner === undefined || !route) {
      surprises.push(`${request.method} ${path}: no such route`)
      return notFound()
    }
    const ours = `${owner}/${repo}`.toLowerCase() === `${history.owner}/${history.repo}`.toLowerCase()
    const refusal = ours ? forbidden(token, route) : notFound()
    if (refusal) return refusal
    const params = (route.path.exec(rest) ?? []).slice(1)
    const body = route.fields ? parsed(request.text || '{}') : {}
    if (!body) return fail(400, 'Problems parsing JSON')
    return unexpected(request, path, route, body) ?? route.run(call(params, body))
  }

  function forbidden(
    token: Token | undefined,
    { needs: [permission, level] }: Route,
  ): SandboxReply | undefined {
    const outside = !token || token.member === false
    if (outside && on('private') === 'yes') return notFound()
    if (outside && level === 'read' && permission !== 'administration') return undefined
    if (!token) return fail(401, 'Requires authentication')
    if (!outside && allows(token, permission, level)) return undefined
    if (on('missing-permission') === '404') return notFound() // [A]
    const accepted = `${permission.replace('-', '_')}=${level}` // [A] header
    return {
      ...fail(403, 'Resource not accessible by integration'),
      headers: { 'x-accepted-github-permissions': accepted },
    }
  }

  /** Unknown query names and body fields, missing fields, wrong types. */
  function unexpected(
    request: SandboxRequest,
    path: string,
    { fields = {}, query = [], required = [] }: Route,
    body: Readonly<Record<string, unknown>>,
  ): SandboxReply | undefined {
    // GHES 3.17–3.19 does not know this one.
    const onServer = (name: string) => prefix !== '' && name === 'discussion_category_name'
    const extra = [
      ...[...request.query.keys()].filter((name) => !query.includes(name)).map((name) => `query ${name}`),
      ...Object.keys(body)
        .filter((name) => !(name in fields) || onServer(name))
        .map((name) => `field ${name}`),
      ...(request.text !== '' && Object.keys(fields).length === 0 ? ['a body'] : []),
    ]
    for (const each of extra) surprises.push(`${request.method} ${path}: unknown ${each}`)
    if (extra.length > 0 && on('unknown-field') === 'refuse')
      return fail(422, `Sandbox: unknown ${extra.join(', ')}`) // [A]
    const missing = required.find((name) => body[name] === undefined)
    if (missing) return fail(422, `Invalid request.\n\n"${missing}" wasn't supplied.`)
    return wrongType(body, fields)
  }

  function refuse(status: number, request: SandboxRequest): SandboxReply {
    return finish(request, refusalFor(status, request), false)
  }

  function refusalFor(status: number, request: SandboxRequest): SandboxReply {
    const variant = status === 403 || status === 429 ? on(`refuse-${status}`) : ''
    const { key, limit, resource } = bucketOf(request)
    if (variant === 'primary') return primaryRefusal(status, limits.look(key, limit, resource))
    if (variant === 'secondary' || variant === 'bare') return secondaryRefusal(status, variant === 'bare')
    if (status === 502)
      return {
        status,
        text: '<html><body><h1>502 Bad Gateway</h1></body></html>',
        headers: { 'content-type': 'text/html' },
      }
    if (status === 422)
      return fail(422, 'Validation Failed', [{ resource: 'Sandbox', code: 'custom', message: 'refused' }])
    return fail(status, MESSAGES[status] ?? 'Error')
  }

  return {
    id: 'github',
    handle,
    refuse,
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

const MESSAGES: Readonly<Record<number, string>> = {
  301: 'Moved Permanently',
  307: 'Temporary Redirect',
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  409: 'Git Repository is empty.',
  500: 'Server Error',
  503: 'Service Unavailable',
  504: 'We could not respond to your request in time.',
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

/** Decoded once and whole, so that `tags%2Fx` and `tags/x` are the same. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined // A broken escape is answered with 400.
  }
}

function parsed(source: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(source)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined // Not JSON is answered with 400.
  }
}

function allows(token: Token, permission: string, level: 'read' | 'write'): boolean {
  if (permission === 'metadata' || token.permissions === 'all') return true
  const has = token.permissions[permission]
  return has === 'write' || (has === 'read' && level === 'read')
}
