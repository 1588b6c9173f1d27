// Organization tokens say where they belong: `sntrys_<base64 of JSON>_<random>`. The claim is not signed; it only
// chooses the host that the token itself was made for. Source: orgauthtoken_token.py in getsentry/sentry.

interface Claim {
  readonly org: string
  readonly url: string
  readonly regionUrl: string
  /** The token's middle part, which must be hidden too. */
  readonly part: string
}

/** The claim of an organization token; undefined for every other token, whatever its shape. */
export function claimOf(token: string): Claim | undefined {
  const parts = token.split('_')
  const [kind, part = ''] = parts
  if (kind !== 'sntrys' || parts.length !== 3) return undefined
  try {
    const claim: unknown = JSON.parse(Buffer.from(part, 'base64').toString('utf8'))
    if (typeof claim !== 'object' || claim === null) return undefined
    const at = (key: string): string => {
      const value: unknown = Object.entries(claim).find(([name]) => name === key)?.[1]
      return typeof value === 'string' ? value.replace(/\/+$/, '') : ''
    }
    return { org: at('org'), url: at('url'), regionUrl: at('region_url'), part }
  } catch {
    // A token that only looks like one: sentry-cli sends it as it is, and so do we.
    return undefined
  }
}

const SAAS = 'https://sentry.io'

interface Hosts {
  readonly api: string
  /** Where people open pages. */
  readonly web: string
  readonly others: readonly string[]
}

/** Input, then the claim's region, then the claim's url, then sentry.io. Never a host from the environment. */
export function hostsOf(claim: Claim | undefined, apiUrl: string): Hosts {
  const candidates = [apiUrl, claim?.regionUrl ?? '', claim?.url ?? ''].filter(isUsable)
  const api = candidates[0] ?? SAAS
  const others = [...new Set(candidates)].filter((url) => url !== api).map((url) => new URL(url).host)
  const web =
    claim?.url && isUsable(claim.url) && !apiUrl
      ? claim.url
      : api.replace(/^https:\/\/[\w-]+\.sentry\.io$/, SAAS)
  return { api, web, others }
}

/** Plain http would show the token to the network; only an explicit `api-url` to loopback may use it. */
function isUsable(url: string): boolean {
  return (
    URL.canParse(url) &&
    (new URL(url).protocol === 'https:' || /^http:\/\/(127\.|localhost|\[::1\])/.test(url))
  )
}
