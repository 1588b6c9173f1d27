// Which addresses a token may be sent to. The host is looked at as the URL parser reads it, never as a text that begins
// like one: `127.evil.example` and `127.0.0.1@evil.example` begin like the machine itself.

// The parser writes every form of an IPv4 address (`127.1`, `0x7f000001`) as four numbers, and one within an IPv6 address
// as two groups of hex.
const LOOPBACK =
  /^(localhost\.?|\[::1\]|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/

/** Is this host name (of a parsed URL) the machine itself? */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname)
}

/** Plain http would show the token to the network; on the machine itself there is none. */
export function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

/** A base URL as requests are made from it: no slash at its end, nothing behind the path. */
export function baseOf({ origin, pathname }: URL): string {
  return withoutSlashes(`${origin}${pathname}`)
}

/** Without the slashes at its end. */
export function withoutSlashes(text: string): string {
  let end = text.length
  while (text[end - 1] === '/') end -= 1
  return text.slice(0, end)
}
