// What all routes share: the state, one call as they see it, refusals in GitHub's shape, and paging.
import { pageOf, pageSize } from '../kit/lists.ts'
import { must } from '../kit/refusal.ts'
import type { Clock, SandboxReply, SandboxRequest } from '../server.ts'
import { resolve } from './graph.ts'
import type { History } from './history.ts'
import type { Limits } from './limits.ts'

export type Level = 'read' | 'write'

export interface Token {
  readonly login: string
  /** Names as in a workflow's `permissions:`; `all` also has `workflows` and `administration`. */
  readonly permissions: 'all' | Readonly<Record<string, Level>>
  /** Requests an hour; default the switch `limit`. */
  readonly limit?: number
  /** False for a token of somebody who is no member of the repository. */
  readonly member?: boolean
}

export interface Release {
  readonly id: number
  tag_name: string
  target_commitish: string
  name: string | null
  body: string | null
  draft: boolean
  prerelease: boolean
  immutable: boolean
  created_at: string
  published_at: string | null
  author: string
  makeLatest: 'true' | 'false' | 'legacy' | undefined
  discussion: string | undefined
  /** Reads that still miss it (the switch `lag`). */
  hidden: number
}

export interface Status {
  readonly id: number
  readonly deployment: number
  readonly state: string
  readonly description: string
  readonly environment: string
  readonly log_url: string
  readonly environment_url: string
  readonly creator: string
  readonly created_at: string
}

export interface Deployment {
  readonly id: number
  readonly sha: string
  readonly ref: string
  readonly task: string
  readonly payload: unknown
  readonly original_environment: string
  environment: string
  readonly description: string | null
  readonly creator: string
  readonly created_at: string
  updated_at: string
  readonly transient_environment: boolean
  readonly production_environment: boolean
}

export interface Pull {
  readonly number: number
  readonly title: string
  readonly user: string
  readonly head: { readonly ref: string; sha: string }
  readonly base: { readonly ref: string; readonly sha: string }
  state: 'open' | 'closed'
  merged_at: string | null
  merge_commit_sha: string
  readonly commits: readonly string[]
  readonly created_at: string
}

export interface State {
  readonly history: History
  readonly refs: History['refs']
  readonly tagObjects: History['tagObjects']
  readonly releases: Release[]
  readonly deployments: Deployment[]
  readonly statuses: Status[]
  readonly pulls: Pull[]
  /** Check results by commit: context to `success`, `failure` or `pending`. */
  readonly contexts: Map<string, Map<string, string>>
  /** Branches into which the default branch cannot be merged. */
  readonly conflicting: Set<string>
  /** Tag names of deleted immutable releases. */
  readonly burntTags: Set<string>
  readonly discussionCategories: Set<string>
  nextId: number
}

/** What every part of the stand-in works with. */
export interface Desk {
  readonly state: State
  readonly on: (switchName: string) => string
  readonly prefix: string
  /** The repository's page for people. */
  readonly web: string
  readonly clock: Clock
  readonly surprises: string[]
  readonly tokens: ReadonlyMap<string, Token>
  readonly limits: Limits
  answered: number
}

export interface Call extends Desk {
  readonly request: SandboxRequest
  readonly params: readonly string[]
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
  readonly token: Token | undefined
  readonly login: string
  readonly now: string
  /** `http://host/prefix/repos/owner/name`. */
  readonly api: string
}

export type FieldType = 'string' | 'text' | 'boolean' | 'object' | 'strings' | 'any'
export type Fields = Readonly<Record<string, FieldType>>

interface RouteMore {
  /** The sets of permissions that a refusal names; default: what it needs. */
  readonly accepts?: string
  readonly query?: readonly string[]
  /** Body fields; `text` may be null. */
  readonly fields?: Fields
  readonly required?: readonly string[]
}

export interface Route extends RouteMore {
  readonly method: string
  /** Against the decoded path behind `/repos/{owner}/{repo}`. */
  readonly path: RegExp
  readonly permission: string
  readonly level: Level
  readonly run: (call: Call) => SandboxReply
}

export function route(
  method: string,
  path: RegExp,
  [permission, level]: readonly [string, Level],
  run: Route['run'],
  more: RouteMore = {},
): Route {
  return { method, path, permission, level, run, ...more }
}

export const REPOSITORY_ID = 1296269
export const PAGING = ['page', 'per_page'] as const

export const tagRef = (name: string) => `refs/tags/${name}`

export const iso = (ms: number) => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')

export function ok(json: unknown, status = 200, headers: Record<string, string> = {}): SandboxReply {
  return { status, json, headers }
}

/** A refusal as GitHub writes it; `status` is a string there. */
export function fail(status: number, message: string, errors?: readonly unknown[]): SandboxReply {
  const extra = errors ? { errors } : {}
  return {
    status,
    json: { message, ...extra, documentation_url: 'https://docs.github.com/rest', status: String(status) },
  }
}

export const notFound = () => fail(404, 'Not Found')

/** What was looked up; 404 when it is not there. */
export function existing<T>(found: T | undefined): T {
  return must(found, notFound())
}

export const emptyRepository = () => fail(409, 'Git Repository is empty.')

export function invalid(resource: string, field: string, code: string, message?: string): SandboxReply {
  return fail(422, 'Validation Failed', [{ resource, code, field, ...(message ? { message } : {}) }])
}

export function tooLong(resource: string, field: string, maximum: number): SandboxReply {
  return invalid(resource, field, 'custom', `${field} is too long (maximum is ${maximum} characters)`)
}

export const isEmpty = (call: Call) => call.state.history.commits.size === 0

/** A commit by any name. */
export function find(call: Call, name: string): string | undefined {
  // [A] short-sha, ambiguous
  return resolve(call.state.history, name, {
    shortSha: call.on('short-sha') === 'on',
    branchFirst: call.on('ambiguous') === 'branch',
  })
}

export function text(call: Call, field: string): string | undefined {
  const value = call.body[field]
  return typeof value === 'string' ? value : undefined
}

export function flag(call: Call, field: string): boolean | undefined {
  const value = call.body[field]
  return typeof value === 'boolean' ? value : undefined
}

interface Page<T> {
  readonly items: readonly T[]
  readonly page: number
  readonly headers: Record<string, string>
}

/** One page of a list, with the `Link` header when there is more than one (switch `link`). */
export function paged<T>(call: Call, all: readonly T[], initial = 30, cap = 100): Page<T> {
  const page = whole(call.query.get('page')) ?? 1
  const size = pageSize(Math.min(whole(call.query.get('per_page')) ?? initial, cap), call.request)
  const last = Math.max(1, Math.ceil(all.length / size))
  const url = (to: number) => {
    const query = new URLSearchParams(call.query)
    query.set('page', String(to))
    return `${originOf(call.request, call.on('scheme'))}${call.request.path}?${query}`
  }
  const links = [
    ...(page > 1 ? [`<${url(Math.min(page - 1, last))}>; rel="prev"`] : []),
    ...(page < last ? [`<${url(page + 1)}>; rel="next"`, `<${url(last)}>; rel="last"`] : []),
    ...(page > 1 ? [`<${url(1)}>; rel="first"`] : []),
  ]
  const headers: Record<string, string> =
    links.length > 0 && call.on('link') === 'on' ? { link: links.join(', ') } : {}
  return { items: pageOf(all, call.request, size, page), page, headers }
}

/** The page as the whole answer, each item in its shape. */
export function listed<T>(call: Call, all: readonly T[], shape: (item: T) => unknown): SandboxReply {
  const { items, headers } = paged(call, all)
  return ok(items.map(shape), 200, headers)
}

export function originOf(request: SandboxRequest, scheme: string): string {
  return `${scheme}://${request.headers.host ?? 'localhost'}`
}

function whole(value: string | null): number | undefined {
  return value !== null && /^[1-9]\d*$/.test(value) ? Number(value) : undefined
}
