// Is a thrown error a fault of the network, or a bug of ours? One answer for every request, to a provider or to GitHub.
import { textAt } from '../json.ts'
import { codeOf } from './failure.ts'

// undici's own codes for wrong use; everything else that it throws came from the network (undici docs: Errors).
const MISUSE = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
])

/** undici's word for a proxy that wants other credentials: nothing went further (proxy-agent.js). */
export function isProxyRefusal(cause: unknown): boolean {
  return textAt(cause, 'message').startsWith('Proxy Authentication Required')
}

/** Node's and undici's codes and names for what a network does; everything else that is thrown is a bug. */
export function isNetworkFault(cause: unknown): boolean {
  const code = codeOf(cause)
  if (isProxyRefusal(cause)) return true
  if (MISUSE.has(code)) return false
  if (/^(UND_ERR_|HPE_|E[A-Z]+$|EAI_|ERR_SSL|ERR_TLS)/.test(code)) return true
  return ['TimeoutError', 'AbortError'].includes(textAt(cause, 'name'))
}
