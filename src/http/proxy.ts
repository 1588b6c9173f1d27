// The proxies that the environment names.
import { InputError } from '../errors.ts'

type Env = Readonly<Record<string, string | undefined>>

export interface Proxies {
  readonly httpProxy: string
  readonly httpsProxy: string
  readonly noProxy: string
}

/**
 * The proxies of the environment; undefined when there is none. Never to be shown: they may hold a password.
 * @throws InputError when a variable holds no URL of a proxy
 */
export function proxiesIn(env: Env): Proxies | undefined {
  const httpProxy = proxyIn(env, 'http_proxy')
  const httpsProxy = proxyIn(env, 'https_proxy')
  if (!httpProxy && !httpsProxy) return undefined
  return { httpProxy, httpsProxy, noProxy: env['no_proxy'] || env['NO_PROXY'] || '' }
}

/** Lower case wins, and `proxy:8080` means http, as the runner and curl read it. */
function proxyIn(env: Env, name: string): string {
  const given = (env[name] || env[name.toUpperCase()] || '').trim()
  const url = given === '' || given.includes('://') ? given : `http://${given}`
  if (url === '' || (/^(https?|socks5?):\/\/[^/]/.test(url) && URL.canParse(url))) return url
  throw new InputError([
    `the environment variable ${name} (or ${name.toUpperCase()}) does not hold the URL of a proxy; write it as http://host:port.`,
  ])
}
