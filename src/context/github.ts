// GitHub's API, for reading: the only importer of @octokit/rest, which is loaded with the first request. Waits as GitHub
// tells, within the time that reading may take; every error says what could not be read and which permission it needs.
import type { Dispatcher } from 'undici'
import { ApiError, NetworkError } from '../errors.ts'
import { makeDispatcher } from '../http/connect.ts'
import { certificateWords, isCertificateFault } from '../http/failure.ts'
import { makeFetch } from '../http/fetch.ts'
import { decide, MAX_TRIES, TRY_MS, type Try } from '../http/retry.ts'
import { words } from '../http/words.ts'
import { isRecord, recordAt, textAt } from '../json.ts'
import { duration, oneLine } from '../text.ts'

/** How many requests may be under way at once; GitHub's own limit is 100 for all of a token's. */
export const CONCURRENCY = 8

export interface GithubWorld {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  now(): number
  sleep(ms: number): Promise<void>
  random(): number
  info(line: string): void
  debug(line: string): void
}

export interface GithubAccess {
  readonly token: string
  /** With `/api/v3` on GHES, no trailing slash. */
  readonly apiUrl: string
  readonly repository: { readonly owner: string; readonly name: string }
  /** No read starts or waits past it: milliseconds since the epoch. */
  readonly deadline: number
}

/** One read. */
export interface Read {
  /** Behind `/repos/{owner}/{repo}`; `{name}` parts are percent-encoded. */
  readonly path: string
  readonly params?: Readonly<Record<string, string | number>>
  /** For "GitHub did not …". */
  readonly does: string
  /** The permission that it takes, as written in a workflow. */
  readonly needs: 'contents: read' | 'deployments: read' | 'pull-requests: read'
  /** The file itself and not JSON about it. */
  readonly raw?: true
}

/** Asks GitHub; throws ApiError or NetworkError after the tries that make sense. */
export interface Github {
  /** The body: an object or an array, or for `raw` a text. */
  get(read: Read): Promise<unknown>
  close(): Promise<void>
}

type Tried = Try & { readonly body?: unknown; readonly cause?: unknown }
type Send = (
  route: string,
  params: Record<string, unknown>,
) => Promise<{ status: number; headers: object; data: unknown }>

/** Nothing is loaded or sent before the first `get`. */
export function openGithub(access: GithubAccess, world: GithubWorld): Github {
  let dispatcher: Dispatcher | undefined
  let client: Promise<Send> | undefined
  // When GitHub says "not now" to one request, the others under way must not run into the same answer.
  const gate = { until: 0 }
  const open = (): Promise<Send> => {
    dispatcher = makeDispatcher(world.env, CONCURRENCY)
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
  { debug }: GithubWorld,
  dispatcher: Dispatcher,
): Promise<Send> {
  const { Octokit } = await import(/* webpackMode: "eager" */ '@octokit/rest')
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
  readonly world: GithubWorld
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

/**
 * A secondary limit may come without any header; then GitHub asks for at least a minute, growing. A reset time counts only
 * when nothing remains (docs: Rate limits for the REST API).
 */
function limited(tried: Tried, waits: number): Try {
  if (tried.kind !== 'answer' || ![403, 429].includes(tried.status)) return tried
  const { headers } = tried
  if (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0') return tried
  const isLimit = tried.status === 429 || /rate limit/i.test(words(tried.body))
  return isLimit ? { ...tried, headers: { 'retry-after': String(60 * 2 ** waits) } } : tried
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
    return faultOf(error, read, world)
  }
}

/** What an error of Octokit means: an answer, no answer, or a bug that is passed on. */
function faultOf(error: unknown, read: Read, world: GithubWorld): Tried {
  if (world.signal.aborted) throw cancelled(read)
  const response = isRecord(error) ? error['response'] : undefined
  if (isRecord(response) && typeof response['status'] === 'number') {
    // Octokit writes all header names in lower case and each value as one text.
    const headers = recordAt(response, 'headers') as Readonly<Record<string, string>>
    return { kind: 'answer', status: response['status'], headers, body: response['data'] }
  }
  const root = rootOf(error)
  const code = textAt(root, 'code')
  if (isCertificateFault(code))
    throw new NetworkError(`GitHub did not ${read.does}: ${certificateWords(code)}`, false, error)
  const name = textAt(root, 'name')
  if (/^(UND_ERR_|HPE_|E[A-Z]+$|EAI_|ERR_SSL|ERR_TLS)/.test(code) || /^(Timeout|Abort)Error$/.test(name))
    return { kind: 'no-answer', cause: root }
  throw error
}

/** The error behind the errors that fetch and Octokit wrap around it. */
function rootOf(error: unknown): unknown {
  const cause = isRecord(error) ? error['cause'] : undefined
  return isRecord(cause) ? rootOf(cause) : error
}

function cancelled(read: Read): NetworkError {
  return new NetworkError(`GitHub did not ${read.does}: the job was cancelled.`, false)
}

function refusal(read: Read, tried: Tried, more: string): ApiError | NetworkError {
  if (tried.kind !== 'answer') {
    const code = textAt(tried.cause, 'code') || textAt(tried.cause, 'message')
    const why = code ? ` (${oneLine(code, 120)})` : ''
    return new NetworkError(`GitHub did not ${read.does}: no whole answer${why}${more}.`, false, tried.cause)
  }
  const said = words(tried.body)
  const quote = said ? ` ("${said}")` : ''
  const text = `GitHub did not ${read.does}: it answered ${tried.status}${quote}${more}.${hint(read, tried)}`
  return new ApiError(text, { status: tried.status, mayHaveHappened: false })
}

function hint(read: Read, tried: Extract<Tried, { kind: 'answer' }>): string {
  const isLimit = decide({ repeat: 'safe' }, limited(tried, 0), 1, 0, 0).kind === 'again'
  if (tried.status >= 300 && tried.status < 400)
    return ' The repository was renamed or moved; no redirect is followed.'
  switch (tried.status) {
    case 401:
      return ' github-token is wrong or has expired.'
    case 403:
      return isLimit ? '' : ` github-token needs the permission ${read.needs}.`
    case 404:
      return ` It does not exist, or github-token lacks the permission ${read.needs}.`
    default:
      return ''
  }
}
