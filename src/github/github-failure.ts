// What came of a read from GitHub, and the words for it when it failed.
import { ApiError, cancellation, NetworkError } from '../errors.ts'
import { certificateWords, codeOf, isCertificateFault } from '../http/failure.ts'
import { isNetworkFault } from '../http/fault.ts'
import { decide, type Try } from '../http/retry.ts'
import { words } from '../http/words.ts'
import { isRecord, recordAt, textAt } from '../json.ts'
import { oneLine } from '../text.ts'

/** One read. */
export interface Read {
  /** Behind `/repos/{owner}/{repo}`; `{name}` parts are percent-encoded. */
  readonly path: string
  readonly params?: Readonly<Record<string, string | number>>
  /** For "GitHub did not …". */
  readonly does: string
  /** The permission that it takes, as written in a workflow. */
  readonly needs: 'contents: read' | 'deployments: read'
  /** The file itself and not JSON about it. */
  readonly raw?: true
}

/** What one try gave. */
export type Tried = Try & { readonly body?: unknown; readonly cause?: unknown }

/**
 * A secondary limit may come without any header; then GitHub asks for at least a minute, growing. A reset time counts only
 * when nothing remains (docs: Rate limits for the REST API).
 */
export function limited(tried: Tried, waits: number): Try {
  if (tried.kind !== 'answer' || ![403, 429].includes(tried.status)) return tried
  const { headers } = tried
  if (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0') return tried
  const isLimit = tried.status === 429 || /rate limit/i.test(words(tried.body))
  return isLimit ? { ...tried, headers: { 'retry-after': String(60 * 2 ** waits) } } : tried
}

/** What an error of Octokit means: an answer, no answer, or a bug that is passed on. */
export function faultOf(error: unknown, read: Read, isCancelled: boolean): Tried {
  if (isCancelled) throw cancelled(read)
  const response = isRecord(error) ? error['response'] : undefined
  if (isRecord(response) && typeof response['status'] === 'number') {
    // Octokit writes all header names in lower case.
    const given = Object.entries(recordAt(response, 'headers'))
    const headers = Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
    return { kind: 'answer', status: response['status'], headers, body: response['data'] }
  }
  const root = rootOf(error)
  const code = codeOf(root)
  if (isCertificateFault(code))
    throw new NetworkError(`GitHub did not ${read.does}: ${certificateWords(code)}`, false, error)
  if (isNetworkFault(root)) return { kind: 'no-answer', cause: root }
  throw error
}

/** A success that holds something else: a proxy or a login page in between. */
export function strange(does: string): ApiError {
  const text = `GitHub did not ${does}: it answered 200, but not in the promised form.`
  return new ApiError(text, { status: 200, mayHaveHappened: false })
}

/** The error behind the errors that fetch and Octokit wrap around it. */
function rootOf(error: unknown): unknown {
  const cause = isRecord(error) ? error['cause'] : undefined
  return isRecord(cause) ? rootOf(cause) : error
}

/** The error of a read that the end of the job stopped. */
export function cancelled(read: Read): NetworkError {
  return cancellation(`GitHub did not ${read.does}: the job was cancelled.`, false)
}

/** The error for a try that was the last one; `more` is the end of its sentence. */
export function refusal(read: Read, tried: Tried, more: string): ApiError | NetworkError {
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
