// What was made a moment ago and is not shown yet, as where reads come from a copy that lags: told from the answers to the
// writes, so that no service needs to know. Counters beside a record (how many there are) are not set back.
import { isObject } from './kit/body.ts'
import { decoded } from './kit/path.ts'
import type { SandboxReply, SandboxRequest } from './service.ts'

export type Fresh = ReturnType<typeof makeFresh>

interface Lag {
  readonly since: number
  readonly inLists: boolean
  readonly byId: boolean
}

interface Made {
  readonly names: readonly string[]
  readonly at: number
}

export function makeFresh() {
  const made = new Map<string, Made>()
  return {
    /** Remembers what a request made. */
    note({ method }: SandboxRequest, { status, json }: SandboxReply, now: number): void {
      const id = idOf(json)
      // 208: it was there before (Sentry).
      if (method !== 'POST' || status < 200 || status > 206 || id === undefined || made.has(id)) return
      made.set(id, { names: namesOf(json), at: now })
    },
    /** The answer without what is younger than so long; undefined when it is asked for by its own name. */
    hide(
      reply: SandboxReply,
      { path }: SandboxRequest,
      { since, inLists, byId }: Lag,
    ): SandboxReply | undefined {
      const hidden = new Map([...made].filter(([, { at }]) => at > since))
      if (hidden.size === 0) return reply
      const names = [...hidden.values()].flatMap((each) => each.names)
      if (byId && segments(path).some((each) => names.includes(each))) return undefined
      const isHidden = (value: unknown) => hidden.has(idOf(value) ?? '')
      if (byId && isHidden(reply.json)) return undefined
      return { ...reply, json: without(reply.json, isHidden, { inLists, byId }) }
    },
  }
}

function segments(path: string): string[] {
  return path.split('/').map((each) => decoded(each)?.replace(/\.json$/, '') ?? '')
}

/** The record itself, where it stands under its root key (Beanstalk). */
function bare(value: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(value)) return {}
  const [only, ...more] = Object.values(value)
  return more.length === 0 && isObject(only) ? only : value
}

function idOf(value: unknown): string | undefined {
  const { id, databaseId = id } = bare(value)
  return typeof databaseId === 'string' || typeof databaseId === 'number' ? String(databaseId) : undefined
}

/** What it can be asked for by: its id, the version of a release (Sentry), its tag (GitHub). */
function namesOf(value: unknown): string[] {
  const { version, tag_name: tag } = bare(value)
  return [idOf(value), version, tag].filter((name) => typeof name === 'string')
}

function without(
  json: unknown,
  isHidden: (value: unknown) => boolean,
  where: Pick<Lag, 'inLists' | 'byId'>,
): unknown {
  const inner = (value: unknown) => without(value, isHidden, where)
  if (Array.isArray(json)) {
    // A list that does not lag shows a record whole, under its root key too.
    return where.inLists
      ? json.filter((each) => !isHidden(each)).map(inner)
      : json.map((each) => (isHidden(each) ? each : inner(each)))
  }
  if (!isObject(json)) return json
  const entries = Object.entries(json).map(([key, value]) => [
    key,
    where.byId && isObject(value) && isHidden(value) ? null : inner(value),
  ])
  return Object.fromEntries(entries)
}
