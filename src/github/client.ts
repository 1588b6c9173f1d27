// GitHub, for reading: Octokit knows the routes and writes the addresses, and each of its requests is sent by the same layer
// as every other call, so that retries, limits, deadline and words are the same. The only importer of @octokit/rest.
import pMap from 'p-map'
import type { Dispatcher } from 'undici'
import type { GenericSchema, InferOutput } from 'valibot'
import { deliver } from '../http/connect.ts'
import type { ApiTarget, Params, World } from '../http/request.ts'
import type { Answer } from '../provider/call.ts'
import { calls, hints } from './calls.ts'
import { githubHeaders, graphqlBase } from './server.ts'

export interface GithubAccess {
  readonly token: string
  /** With `/api/v3` on GHES, no trailing slash. */
  readonly apiUrl: string
  /** No read starts or waits past it: by `World.uptime`. */
  readonly deadline: number
  /** One try a question, for what nothing depends on. */
  readonly isGlance?: true
}

/** Asks GitHub; throws ApiError or NetworkError after the tries that make sense. */
export interface Github {
  ask<S extends GenericSchema>(
    call: keyof typeof calls,
    params: Params,
    asking: { readonly schema?: S; readonly accept?: string; readonly body?: unknown },
  ): Promise<Answer<InferOutput<S>>>
}

/** Nothing is loaded or sent before the first question. */
export function openGithub(access: GithubAccess, world: World, dispatcher: Dispatcher): Github {
  const { token, apiUrl, deadline, isGlance } = access
  const target: ApiTarget<typeof calls> = {
    name: 'GitHub',
    calls,
    hints,
    connection: { baseUrl: apiUrl, headers: githubHeaders(token), secrets: [token] },
    deadline,
    ...(isGlance ? { isGlance } : {}),
    time: 'the time for reading (half of timeout)',
    gate: { until: 0 },
  }
  let octokit: Promise<InstanceType<typeof import('@octokit/rest').Octokit>> | undefined
  return {
    async ask(name, params, { schema, accept, body }) {
      octokit ??= makeOctokit(apiUrl)
      const { endpoint } = (await octokit).request
      const call = calls[name]
      const baseUrl = call.route === 'POST /graphql' ? graphqlBase(apiUrl) : apiUrl
      const { url } = endpoint(call.route, { ...params, baseUrl })
      return deliver({
        target,
        call,
        params,
        world,
        dispatcher,
        sending: { ...(schema ? { schema } : {}), ...(body === undefined ? {} : { body }) },
        url: new URL(url),
        headers: { ...target.connection.headers, ...(accept ? { accept } : {}) },
      })
    },
  }
}

async function makeOctokit(baseUrl: string) {
  const { Octokit } = await import(/* webpackMode: "eager" */ '@octokit/rest')
  return new Octokit({ baseUrl, userAgent: 'record-deploy' })
}

/** How many requests may be under way at once; GitHub's own limit is 100 for all of a token's. */
export const CONCURRENCY = 8

/** The same question about many things, a few at a time: answers in the order of the items. The first that fails ends it. */
export function askEach<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  return pMap(items, ask, { concurrency: CONCURRENCY })
}
