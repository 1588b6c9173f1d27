// GitHub's API, for reading: the only importer of @octokit/rest, which is loaded with the first request. Waits as GitHub
// tells, within the time that reading may take; every error says what could not be read and which permission it needs.
import type { Dispatcher } from 'undici'
import { NetworkError } from '../errors.ts'
import { type Clockwork, makeDispatcher } from '../http/connect.ts'
import { decide, MAX_TRIES, TRY_MS } from '../http/retry.ts'
import { duration } from '../text.ts'
import { CONCURRENCY } from './each.ts'
import { cancelled, faultOf, limited, type Read, refusal, type Tried } from './github-failure.ts'

interface GithubAccess {
  readonly token: string
  /** With `/api/v3` on GHES, no trailing slash. */
  readonly apiUrl: string
  readonly repository: { readonly owner: string; readonly name: string }
  /** No read starts or waits past it: milliseconds since the epoch. */
  readonly deadline: number
}

/** Asks GitHub; throws ApiError or NetworkError after the tries that make sense. */
export interface Github {
  /** The body: an object or an array, or for `raw` a text. */
  get(read: Read): Promise<unknown>
  close(): Promise<void>
}

type Send = (
  route: string,
  params: Record<string, unknown>,
) => Promise<{ status: number; headers: object; data: unknown }>

/** Nothing is loaded or sent before the first `get`. */
export function openGithub(access: GithubAccess, world: Clockwork): Github {
  let dispatcher: Dispatcher | undefined
  let client: Promise<Send> | undefined
  // When GitHub says "not now" to one request, the others under way must not run into the same answer.
  const gate = { until: 0 }
  const open = async (): Promise<Send> => {
    dispatcher = await makeDispatcher(world.env, CONCURRENCY)
    return makeClient(access, world, dispatcher)
  }
  return {
    get(read) {
      client ??= open()
      return getWithRetry({ read, access, world, client, gate })
    },
    close: async () => {
      await dispatcher?.destroy()
    },
  }
}

async function makeClient(
  { token, apiUrl }: GithubAccess,
  { debug }: Clockwork,
  dispatcher: Dispatcher,
): Promise<Send> {
  const [{ Octokit }, { makeFetch }] = await Promise.all([
    import('@octokit/rest'),
    import('../http/fetch.ts'),
  ])
  const log = { debug: () => undefined, info: debug, warn: debug, error: debug }
  const octokit = new Octokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: 'record-deploy',
    log,
    request: { fetch: makeFetch(dispatcher), log },
  })
  return (route, params) => octokit.request(route, params)
}

interface Exchange {
  readonly read: Read
  readonly access: GithubAccess
  readonly world: Clockwork
  readonly client: Promise<Send>
  readonly gate: { until: number }
}

async function getWithRetry(exchange: Exchange): Promise<unknown> {
  const { world, access, gate, read } = exchange
  let failures = 0
  let waits = 0
  for (;;) {
    if (gate.until > world.now()) await world.sleep(gate.until - world.now())
    const tried = await tryOnce(exchange)
    if (tried.kind === 'answer' && tried.status < 300) return tried.body
    const decision = decide(
      { repeat: 'safe' },
      limited(tried, waits),
      failures + waits + 1,
      world.now(),
      world.random(),
    )
    if (decision.kind === 'stop') throw refusal(read, tried, '')
    if (decision.told) waits += 1
    else failures += 1
    if (failures >= MAX_TRIES) throw refusal(read, tried, ` after ${failures} tries`)
    const until = world.now() + decision.waitMs
    if (until >= access.deadline) {
      const more = ` and asks to wait ${duration(decision.waitMs)}, longer than reading may take (half of timeout)`
      throw refusal(
        read,
        tried,
        decision.told ? more : ', and no time is left for another try (half of timeout)',
      )
    }
    world.info(`GitHub ${decision.why}; trying to ${read.does} again in ${duration(decision.waitMs)}`)
    if (decision.told) gate.until = Math.max(gate.until, until)
    await world.sleep(decision.waitMs)
  }
}

async function tryOnce({ read, access, world, client }: Exchange): Promise<Tried> {
  const leftMs = access.deadline - world.now()
  if (leftMs <= 0)
    throw new NetworkError(
      `GitHub did not ${read.does}: reading may take half of timeout, and that is over.`,
      false,
    )
  if (world.signal.aborted) throw cancelled(read)
  const signal = AbortSignal.any([AbortSignal.timeout(Math.min(TRY_MS, leftMs)), world.signal])
  const send = await client
  try {
    const answer = await send(`GET /repos/{owner}/{repo}${read.path}`, {
      owner: access.repository.owner,
      repo: access.repository.name,
      ...read.params,
      headers: {
        accept: read.raw ? 'application/vnd.github.raw+json' : 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
      },
      request: { signal },
    })
    const { status, data: body } = answer
    // Octokit takes a redirect that is not followed for a success.
    if (status >= 300) return { kind: 'answer', status, headers: {}, body }
    // Octokit gives a cut or broken body as a text, with the status of the success that it began as.
    const isWhole = read.raw
      ? typeof body === 'string' || body instanceof ArrayBuffer
      : typeof body === 'object'
    if (!isWhole || body === null) return { kind: 'no-answer' }
    return { kind: 'answer', status, headers: {}, body }
  } catch (error) {
    return faultOf(error, read, world.signal.aborted)
  }
}
