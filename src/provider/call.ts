// What is sent: a provider's calls, declared as data, and the way they are sent.
import type { GenericSchema, InferOutput } from 'valibot'

/** One request, declared as one line of data. The HTTP layer obeys it and alone decides about retry. */
export type Call = CallFields & (Read | Write)

interface Read {
  /** `{name}` parts are percent-encoded when the route is filled in. */
  readonly route: `GET /${string}`
  /** It only reads. */
  readonly repeat?: 'safe'
}

interface Write {
  readonly route: `${'POST' | 'PUT' | 'PATCH'} /${string}`
  /** `unsafe`: sent twice it would record or deploy twice, so an ambiguous answer is looked up, never repeated. */
  readonly repeat: 'safe' | 'unsafe'
}

interface CallFields {
  /** What it does, for "Sentry did not …"; may use the route's `{name}`s. */
  readonly does: string
  /** The vendor page (or source) it was taken from. */
  readonly docs: string
  /** Further "not now" answers beside 429, e.g. Sentry's 409 while commits are locked. */
  readonly busy?: readonly number[]
  /** Statuses beside 2xx that are a result and no error, e.g. 404 for "is it there?". */
  readonly results?: readonly number[]
  /** A refusal that its body shows to be a result, e.g. GitHub's 422 `already_exists`. */
  readonly isResult?: (status: number, body: unknown) => boolean
  /** The status that a 2xx answer amounts to, where its body tells a refusal (GraphQL). Undefined: it is the answer. */
  readonly meaning?: (body: unknown) => number | undefined
  /** HTTP status → what the user should do; goes before the provider's own hints. */
  readonly hints?: Readonly<Record<number, Hint>>
  /** It goes to another server than the provider's other calls: a name in `Connection.servers`. */
  readonly server?: string
}

/** What the user should do about a refusal; where one status has several causes, by what the answer says. */
export type Hint = string | ((refusal: Refusal) => string)

export interface Refusal {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** As JSON, else the text. */
  readonly body: unknown
}

export type Calls = Readonly<Record<string, Call>>

/** The parameters that a route needs, read from its text: a forgotten one does not compile. */
export type RouteParams<R extends string> = R extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [K in Name]: string | number } & RouteParams<Rest>
  : unknown

export interface Answer<T> {
  readonly status: number
  /** What the schema made of the body; undefined for a status of `results` and where no schema was given. */
  readonly body: T | undefined
  /** The body as it came, for the few places that must look at a refusal. */
  readonly raw: unknown
  /** The body as text. */
  readonly text: string
  /** Names in lower case. */
  readonly headers: Refusal['headers']
}

export interface CallOptions<S extends GenericSchema> {
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>
  readonly body?: unknown
  /** The fields that are needed of a 2xx body. A body without them is an ApiError. */
  readonly schema?: S
}

/** A provider's declared calls, ready to be sent; each `send` is one request with its retries. */
export interface Api<C extends Calls> {
  send<K extends keyof C & string, S extends GenericSchema>(
    name: K,
    params: RouteParams<C[K]['route']>,
    sending?: CallOptions<S>,
  ): Promise<Answer<InferOutput<S>>>
}

/** A server that calls go to, with the headers that it, and no other, gets. */
export interface Server {
  /** No trailing slash. */
  readonly baseUrl: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Connection extends Server {
  /** Further servers, by the name that a call's `server` gives. */
  readonly servers?: Readonly<Record<string, Server>>
  /** Everything that must never be seen, e.g. the token and the base64 of `user:token`. */
  readonly secrets: readonly string[]
  /** Base of the pages that people open, where it is known. */
  readonly webUrl?: string
  /** Other hosts a user may have meant, named in the message of a 401. */
  readonly otherHosts?: readonly string[]
}
