// The way to a server: straight, or through a proxy that the environment names. As curl and the runner read it: each
// protocol has its own variable, lower case wins, and NO_PROXY lists names, addresses and networks.
import { BlockList, isIP } from 'node:net'
import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici'
import { isLoopback } from '../address.ts'
import { InputError } from '../errors.ts'

/**
 * A dispatcher that keeps its connections open and goes to each server through the proxy of the environment, if there is
 * one for it. Without HTTP/2, so that each service is spoken to in the way that the tests speak.
 * @throws InputError when a variable holds no URL of a proxy
 */
export function makeDispatcher(env: NodeJS.ProcessEnv, connections = 1): Dispatcher {
  for (const protocol of ['http:', 'https:']) proxyIn(env, variableFor(protocol))
  return new Agent({
    connections,
    pipelining: 1,
    keepAliveTimeout: 60_000,
    allowH2: false,
    connect: { timeout: 10_000, allowH2: false },
    factory: (origin, options) => {
      const uri = proxyFor(new URL(origin), env)
      return uri ? new ProxyAgent({ ...options, uri }) : new Pool(origin, options)
    },
  })
}

/**
 * The proxy for a request to a server, as a URL that may hold a user and password; undefined: straight there. What goes to
 * the machine itself never leaves it.
 * @throws InputError when the variable holds no URL of a proxy
 */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): string | undefined {
  if (isLoopback(url.hostname)) return undefined
  const proxy = proxyIn(env, variableFor(url.protocol))
  return proxy === '' || isExempt(url, env['no_proxy'] || env['NO_PROXY'] || '') ? undefined : proxy
}

/** The variable that names the proxy for a protocol, in lower case. */
function variableFor(protocol: string): string {
  return protocol === 'https:' ? 'https_proxy' : 'http_proxy'
}

/** `host:port` of a proxy, fit to be shown. */
export function shownProxy(proxy: string): string {
  return new URL(proxy).host
}

/** What a refusal of the proxy means for a request, as the end of a sentence; no credentials are shown. */
export function refusedByProxy(proxy: string, status: number, { protocol, hostname }: URL): string {
  const who = `the proxy ${shownProxy(proxy)}`
  return status === 407
    ? `${who} wants other credentials (407). Check the user name and password in ${variableFor(protocol).toUpperCase()}, each percent-encoded.`
    : `${who} does not let requests through to ${hostname} (${status}). Allow that host there, or name it in NO_PROXY where it can be reached without.`
}

/** Lower case wins, and `proxy:8080` means http, as the runner and curl read it. */
function proxyIn(env: NodeJS.ProcessEnv, name: string): string {
  const given = (env[name] || env[name.toUpperCase()] || '').trim()
  if (given === '') return ''
  const url = withReadableUserInfo(given.includes('://') ? given : `http://${given}`)
  if (/^(https?|socks5?):\/\/[^/]/.test(url) && URL.canParse(url)) return url
  throw new InputError([
    `the environment variable ${name} (or ${name.toUpperCase()}) does not hold the URL of a proxy; write it as http://host:port.`,
  ])
}

/** User and password are decoded before they are sent; a `%` that encodes nothing is meant as it stands. */
function withReadableUserInfo(url: string): string {
  const [, scheme, info = '', rest] = /^(.*?:\/\/)(.*)(@.*)$/s.exec(url) ?? []
  if (scheme === undefined) return url
  // At the first colon: a password may have more.
  const parts = info.split(/:(.*)/s).slice(0, 2)
  return `${scheme}${parts.map((part) => encodeURIComponent(decoded(part))).join(':')}${rest}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25'))
  } catch {
    // `%ff` is no character: not one of them encodes anything, then.
    return text
  }
}

/** Does NO_PROXY name the server? */
function isExempt({ hostname, port, protocol }: URL, noProxy: string): boolean {
  // A dot at the end only says that the name is whole.
  const host = hostname.replace(/^\[|[\].]$/g, '')
  const asked = port || (protocol === 'https:' ? '443' : '80')
  const entries = noProxy.toLowerCase().match(/[^\s,]+/g) ?? []
  return entries.some((entry) => isNamed(host, asked, entry))
}

function isNamed(host: string, port: string, entry: string): boolean {
  if (entry.includes('/')) return isInNetwork(host, entry)
  const bracketed = isIP(entry) === 6 ? `[${entry}]` : entry.slice(0, 300)
  const [, name = '', only = port] = /^\[?([^\]]*?)[\].]?(?::(\d{1,5}))?$/.exec(bracketed) ?? []
  if (only !== port) return false
  if (name === '*' || name === host) return true
  // `example.com`, `.example.com` and `*.example.com` hold for every host below it; an address has none.
  const domain = name.replace(/^\*?\./, '')
  return isIP(host) === 0 && (host.endsWith(`.${domain}`) || (name.startsWith('.') && host === domain))
}

/** `10.0.0.0/8`, `fd00::/8` */
function isInNetwork(host: string, entry: string): boolean {
  const [network = '', bits = ''] = entry.split('/')
  const family = isIP(network)
  const max = family === 6 ? 128 : 32
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(bits) || Number(bits) > max) return false
  const list = new BlockList()
  list.addSubnet(network, Number(bits), family === 6 ? 'ipv6' : 'ipv4')
  return list.check(host, family === 6 ? 'ipv6' : 'ipv4')
}
