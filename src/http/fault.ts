// Is a thrown error a fault of the network, or a bug of ours? One answer for every request, to a provider or to GitHub.
import { textAt } from '../json.ts'

// undici's own codes for wrong use; everything else that it throws came from the network (undici docs: Errors).
const MISUSE = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
])

/** The code of the error for an answer that is larger than anything of use can be. */
export const TOO_LARGE = 'RECORD_DEPLOY_TOO_LARGE'

/** The error for such an answer, with its status where that was read. It is the caller's to word. */
export function tooLarge(status: number | undefined): Error {
  return Object.assign(new Error('the answer is too large'), { code: TOO_LARGE, status })
}

/** With which status did a proxy refuse to let a request through? Nothing went further (undici, proxy-agent.js). */
export function proxyRefusal(cause: unknown): number | undefined {
  const [, status] =
    /^Proxy (?:Authentication Required|response) \((\d{3})\)/.exec(textAt(cause, 'message')) ?? []
  return status === undefined ? undefined : Number(status)
}

/** Node's, undici's and zlib's codes and names for what a network does; everything else that is thrown is a bug. */
export function isNetworkFault(cause: unknown): boolean {
  const code = codeOf(cause)
  const name = textAt(cause, 'name')
  if (proxyRefusal(cause) !== undefined) return true
  if (MISUSE.has(code)) return false
  if (/^(UND_ERR|HPE_|Z_|E[A-Z\d]+$|EAI_)/.test(code)) return true
  // undici's and zlib's for an answer that breaks a rule. Node tells wrong use by the same prefix, but as one of these.
  if (code.startsWith('ERR_')) return !['TypeError', 'RangeError'].includes(name)
  // undici gives a broken answer no code where its parser gave it none (llhttp, client-h1.js).
  return ['TimeoutError', 'AbortError', 'HTTPParserError'].includes(name)
}

/** Node's and undici's error codes; empty when there is none. */
export function codeOf(cause: unknown): string {
  return textAt(cause, 'code')
}
