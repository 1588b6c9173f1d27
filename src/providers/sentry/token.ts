// Organization tokens say where they belong: `sntrys_<base64 of JSON>_<random>`. The claim is not signed; it only
// chooses the host that the token itself was made for. Source: orgauthtoken_token.py in getsentry/sentry.

import { baseOf, isPrivate, withoutSlashes } from '../../address.ts'
import { isRecord, parseJson, textAt } from '../../json.ts'

interface Claim {
  readonly org: string
  readonly url: string
  readonly regionUrl: string
}

/** The claim of an organization token; undefined for every other token, whatever its shape. */
export function claimOf(token: string): Claim | undefined {
  const [kind, part = '', ...rest] = token.split('_')
  if (kind !== 'sntrys' || rest.length !== 1) return undefined
  // A token that only looks like one: sentry-cli sends it as it is, and so do we.
  const claim = parseJson(Buffer.from(part, 'base64').toString('utf8'))
  if (!isRecord(claim)) return undefined
  const at = (key: string): string => withoutSlashes(textAt(claim, key))
  return { org: at('org'), url: at('url'), regionUrl: at('region_url') }
}

const SAAS = 'https://sentry.io'

/** Input, then the claim's region, then the claim's url, then sentry.io. Never a host from the environment. */
export function hostsOf(claim: Claim | undefined, apiUrl: string) {
  const [region, claimed] = [usable(claim?.regionUrl ?? ''), usable(claim?.url ?? '')]
  const candidates = [apiUrl, region, claimed].filter((url) => url !== '')
  const api = candidates[0] ?? SAAS
  const others = [...new Set(candidates)].filter((url) => url !== api).map((url) => new URL(url).host)
  // Where people open pages.
  const web = claimed && !apiUrl ? claimed : api.replace(/^https:\/\/[\w-]+\.sentry\.io$/, SAAS)
  return { api, web, others }
}

/** A base URL that may be asked: nothing in it but a host and a path. */
function usable(given: string): string {
  if (!URL.canParse(given)) return ''
  const url = new URL(given)
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  return isPlain && isPrivate(url) ? baseOf(url) : ''
}
