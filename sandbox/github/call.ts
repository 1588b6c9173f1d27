// One call as the routes see it, what a route declares, and paging.
import { pageOf, pageSize } from '../kit/lists.ts'
import type { Clock, SandboxReply, SandboxRequest } from '../server.ts'
import { ok } from './answers.ts'
import { resolve } from './graph.ts'
import type { Limits } from './limits.ts'
import type { Level, State, Token } from './state.ts'

export const PAGING = ['page', 'per_page'] as const

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
