// The fields of Beanstalk's answers that we read. Lenient where the documentation is silent.
import * as v from 'valibot'
import { Id as AnyId, Filled, Text } from '../../provider/fields.ts'
import { instant } from '../../text.ts'

const Id = v.pipe(AnyId, v.regex(/^\d+$/))
const Moment = v.pipe(v.nullish(v.string()), v.transform(slashTime))

/** `2013/01/17 05:04:08 +0800`, the form of every time in the API, or ISO 8601; undefined for anything else. */
export function slashTime(text: string | null | undefined): number | undefined {
  const parts = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d):?(\d\d)$/.exec(text ?? '')
  const [, year, month, day, clock, hours, minutes] = parts ?? []
  return instant(parts ? `${year}-${month}-${day}T${clock}${hours}:${minutes}` : isoOnly(text ?? ''))
}

/** Date.parse would take almost any text, each engine in its own way. */
function isoOnly(text: string): string {
  return /^\d{4}-\d\d-\d\dT\S+$/.test(text) ? text : ''
}

export const BeanstalkRelease = v.object({
  id: Id,
  state: v.string(),
  revision: Text,
  comment: Text,
  author: Filled,
  auto: v.nullish(v.boolean(), false),
  environment_id: v.nullish(Id),
  environment_name: Text,
  retries: v.nullish(v.number(), 0),
  created_at: Moment,
  updated_at: Moment,
  deployed_at: Moment,
})
export type BeanstalkRelease = v.InferOutput<typeof BeanstalkRelease>

// Every object comes inside its root key; a list is a bare array of them.
export const OneRelease = v.pipe(
  v.object({ release: BeanstalkRelease }),
  v.transform(({ release }) => release),
)
export const ManyReleases = v.array(OneRelease)

export const OneRepository = v.object({ repository: v.object({ id: Id, vcs: Text, type: Text }) })

export const OneChangeset = v.object({ revision_cache: v.object({}) })

const BeanstalkEnvironment = v.object({
  id: Id,
  name: v.string(),
  automatic: v.nullish(v.boolean(), false),
  current_version: Text,
})
export type BeanstalkEnvironment = v.InferOutput<typeof BeanstalkEnvironment>

export const ManyEnvironments = v.array(
  v.pipe(
    v.object({ server_environment: BeanstalkEnvironment }),
    v.transform((each) => each.server_environment),
  ),
)

export const Errors = v.object({
  errors: v.union([v.pipe(v.array(v.unknown()), v.minLength(1)), v.pipe(v.string(), v.minLength(1))]),
})

/** A 2xx with `errors` is a refusal (clients check the key whatever the status); anything without an id is no promise. */
export const Created = v.union([Errors, v.object({ release: v.object({ id: Id }) })])
