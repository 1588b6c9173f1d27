// GitHub, for reading: Octokit knows the routes and writes the addresses, and each of its requests is sent by the same layer
// as every other call, so that retries, limits, deadline and words are the same. The only importer of @octokit/rest.
import pMap from 'p-map'
import type { Dispatcher } from 'undici'
import type { GenericSchema, InferOutput } from 'valibot'
import type { Repository } from '../event/context.ts'
import { deliver } from '../http/connect.ts'
import type { ApiTarget, Params, World } from '../http/request.ts'
import type { Answer } from '../provider/call.ts'
import { calls, hints } from './calls.ts'
import { githubHeaders, graphqlBase } from './server.ts'

export interface GithubAccess extends Pick<ApiTarget<typeof calls>, 'deadline' | 'isGlance'> {
  readonly token: string
  /** With `/api/v3` on GHES, no trailing slash. */
  readonly apiUrl: string
  readonly repository: Repository
}

/** Asks GitHub about a repository; throws ApiError or NetworkError after the tries that make sense. */
export interface Github {
  readonly repository: { readonly owner: string; readonly repo: string }
  /** `params` beside those of the repository. */
  ask<S extends GenericSchema>(
    call: keyof typeof calls,
    params: Params,
    asking: { readonly schema?: S; readonly accept?: string; readonly body?: unknown },
  ): Promise<Answer<InferOutput<S>>>
}

/** Nothing is loaded or sent before the first question. */
export function openGithub(access: GithubAccess, world: World, dispatcher: Dispatcher): Github {
  const { token, apiUrl, repository: asked, ...limits } = access
  const repository = { owner: asked.owner, repo: asked.name }
  const target: ApiTarget<typeof calls> = {
    name: 'GitHub',
    calls,
    hints,
    connection: { baseUrl: apiUrl, headers: githubHeaders(token), secrets: [token] },
    ...limits,
    time: 'the time for reading (half of timeout)',
    gate: { until: 0 },
  }
  let octokit: ReturnType<typeof makeOctokit> | undefined
  return {
    repository,
    async ask(name, about, { schema, accept, body }) {
      octokit ??= makeOctokit()
      const { endpoint } = (await octokit).request
      const call = calls[name]
      const params = { ...repository, ...about }
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

async function makeOctokit() {
  const { Octokit } = await import(/* webpackMode: "eager" */ '@octokit/rest')
  return new Octokit()
}

/** How many requests may be under way at once; GitHub's own limit is 100 for all of a token's. */
export const CONCURRENCY = 8

/** The same question about many things, a few at a time: answers in the order of the items. The first that fails ends it. */
export function askEach<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  return pMap(items, ask, { concurrency: CONCURRENCY })
}
