// Finding the route of a raw path.
import type { SandboxReply } from '../service.ts'
import { Refusal } from './refusal.ts'

/** A path may be a pattern: `:name` stands for one part of it. */
export interface Routed {
  readonly method: string
  readonly path: string
}

/** The first route that a request fits, and what its names stand for. */
export function findRoute<R extends Routed>(
  routes: readonly R[],
  { method, path }: Routed,
): { readonly route: R; readonly params: Record<string, string> } | undefined {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : undefined
    if (params) return { route, params }
  }
  return undefined
}

/** The route that a request fits; where there is none that is noted, and answered so. */
export function routeOf<R extends Routed>(
  routes: readonly R[],
  request: Routed,
  surprises: string[],
  refusal: SandboxReply,
): { readonly route: R; readonly id: string } {
  const found = findRoute(routes, request)
  if (found) return { route: found.route, id: found.params['id'] ?? '' }
  surprises.push(`no such route: ${request.method} ${request.path}`)
  throw new Refusal(refusal)
}

/** The `:name` parts, each decoded once, when the path fits the pattern. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? ''
    if (!part.startsWith(':')) {
      if (part !== text) return undefined
      continue
    }
    const value = decoded(text)
    if (!value) return undefined
    params[part.slice(1)] = value
  }
  return params
}

/** Undefined for a stray percent sign, which is no name of anything. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
