// The search of deployments: the little of the event platform's syntax that is known.

import { pageOf } from '../kit/lists.ts'
import type { SandboxRequest } from '../server.ts'
import type { Deployment } from './deployments.ts'

export interface Wish {
  readonly from?: unknown
  readonly to?: unknown
  readonly limit?: unknown
  readonly query?: unknown
  readonly sort?: unknown
}

export const WISHES = ['from', 'to', 'limit', 'query', 'sort']
const SORTS = ['-started_at', 'started_at']
const FACETS = ['service', 'env', 'version', 'team']

/** What is wrong with it; empty when nothing is [A: the words]. */
export function wishProblem({ from, to, limit = 10, query = '', sort = '-started_at' }: Wish): string {
  const isTime = (each: unknown) => each === undefined || !Number.isNaN(Date.parse(String(each)))
  if (!isTime(from) || !isTime(to)) return 'attributes "from" and "to" must be ISO 8601'
  if (typeof limit !== 'number' || !(limit >= 1 && limit <= 1000))
    return 'attribute "limit" must be 1 to 1000'
  if (typeof sort !== 'string' || !SORTS.includes(sort)) return 'attribute "sort" is unknown'
  if (typeof query !== 'string' || terms(query) === undefined) return 'attribute "query" cannot be read'
  return ''
}

/** The deployments that are asked for; ten by default [A]. */
export function search(
  all: readonly Deployment[],
  { from, to, limit = 10, query = '', sort = '-started_at' }: Wish,
  request: SandboxRequest,
): readonly Deployment[] {
  const [start, end] = [from ?? 0, to ?? '9999-01-01'].map((each) =>
    Date.parse(new Date(String(each)).toISOString()),
  )
  const wanted = terms(String(query)) ?? []
  const found = all.filter(
    ({ startedAt, attributes }) =>
      startedAt >= (start ?? 0) &&
      startedAt <= (end ?? 0) &&
      wanted.every(([name, value]) => attributes[name] === value),
  )
  const sign = sort === 'started_at' ? 1 : -1
  const sorted = found.toSorted((a, b) => sign * (a.startedAt - b.startedAt))
  return pageOf(sorted, request, Number(limit))
}

/** `service:shop env:"a b"`: every term must fit. Undefined for anything else. */
function terms(query: string): [string, string][] | undefined {
  const parts = query.match(/\w+:(?:"(?:[^"\\]|\\.)*"|[^\s"]+)/g) ?? []
  const read = parts.map((part): [string, string] => {
    const [name = '', ...rest] = part.split(':')
    const value = rest.join(':')
    return [name, value.startsWith('"') ? String(JSON.parse(value)) : value]
  })
  const isWhole = parts.join('').length === query.replace(/\s+(?=\w+:)|^\s+|\s+$/g, '').length
  return isWhole && read.every(([name]) => FACETS.includes(name)) ? read : undefined
}
