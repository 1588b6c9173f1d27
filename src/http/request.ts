// A request: whom it goes to, what it asks, and how it is named to people.
import type { Dispatcher } from 'undici'
import type { GenericSchema } from 'valibot'
import { InputError } from '../errors.ts'
import type { Host } from '../host.ts'
import type { Call, CallOptions, Calls, Connection, Hint, Server } from '../provider/call.ts'
import { oneLine } from '../text.ts'

/** What the HTTP layer needs of the outside world. */
export type World = Pick<
  Host,
  'env' | 'now' | 'uptime' | 'sleep' | 'random' | 'signal' | 'hide' | 'info' | 'debug'
>

/** Where a provider's calls go. */
export interface ApiTarget<C extends Calls> {
  readonly name: string
  readonly calls: C
  readonly hints: Readonly<Record<number, Hint>>
  readonly connection: Connection
  /** No request starts after it, none outlives it: by `World.uptime`. */
  readonly deadline: number
  /** What the deadline is called, where it is not the step's own. */
  readonly time?: string
  /** Until when the server asked everybody to wait, for requests that are sent side by side. */
  readonly gate?: { until: number }
  /** When the last answer came, by `World.uptime`. */
  readonly lastAnswer?: { at: number }
  /** One try a call, for what nothing depends on. */
  readonly isGlance?: true
}

export type Params = Readonly<Record<string, string | number>>

export interface Request<S extends GenericSchema = GenericSchema> {
  readonly target: ApiTarget<Calls>
  readonly call: Call
  readonly params: Params
  readonly sending: CallOptions<S>
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly world: World
  readonly dispatcher: Dispatcher
}

/** The server that a call goes to, with its own headers: the provider's one, unless the call names another. */
export function serverOf({ connection, name }: ApiTarget<Calls>, { server }: Call): Server {
  if (server === undefined) return connection
  const found = connection.servers?.[server]
  if (!found) throw new Error(`${name} connects to no server "${server}"`)
  return found
}

/** `POST /api/0/organizations/acme/releases/`: what is asked, without the host. */
export function place({ call, params }: Pick<Request, 'call' | 'params'>): string {
  return fillPath(call.route, params)
}

/** The address of a declared call. */
export function urlOf({ baseUrl }: Server, asked: Pick<Request, 'call' | 'params' | 'sending'>): URL {
  const [, path = ''] = place(asked).split(' ')
  const url = new URL(`${baseUrl}${path}`)
  for (const [key, value] of Object.entries(asked.sending.query ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined) url.searchParams.append(key, String(each))
    }
  }
  return url
}

/** The request as undici takes it. */
export function dispatched({ call, sending: { body }, url, headers }: Request): Dispatcher.DispatchOptions {
  const [method] = call.route.split(' ')
  return {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    // A route begins with a method of HTTP: its type says which.
    method: method as Dispatcher.HttpMethod,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'user-agent': 'record-deploy',
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
  }
}

/** `Sentry did not create release "web@1.4.0"` */
export function sentence({ target, call, params }: Request): string {
  return `${target.name} did not ${fill(call.does, params)}`
}

/** Fills `{name}` parts with the values as they are, for people; foreign text becomes one line. */
export function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) =>
    oneLine(String(params[name] ?? ''), 120).replace(/\b([0-9a-f]{12})[0-9a-f]{28}\b/g, '$1'),
  )
}

/** Fills a route; each part is percent-encoded once, so a version may hold spaces, `@`, `+` or `#`. */
export function fillPath(route: string, params: Params): string {
  return route.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined || value === '') throw new Error(`route ${route}: no value for {${name}}`)
    // A part of dots would be resolved away, and another address asked.
    if (/^\.\.?$/.test(String(value)))
      throw new InputError([`"${value}" cannot stand in an address: give another ${name}.`])
    return encodeURIComponent(String(value))
  })
}
