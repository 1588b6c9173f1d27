// The fields of Beanstalk's answers that we read. Lenient where the documentation is silent.
import * as v from 'valibot'

const Id = v.pipe(v.union([v.number(), v.string()]), v.transform(String), v.regex(/^\d+$/))

export const BeanstalkRelease = v.object({
  id: Id,
  state: v.string(),
  revision: v.nullish(v.string(), ''),
  comment: v.nullish(v.string(), ''),
  author: v.nullish(v.string(), ''),
  auto: v.nullish(v.boolean(), false),
  environment_id: v.nullish(Id),
  environment_name: v.nullish(v.string(), ''),
  retries: v.nullish(v.number(), 0),
  created_at: v.nullish(v.string(), ''),
  updated_at: v.nullish(v.string(), ''),
  deployed_at: v.nullish(v.string(), ''),
})
export type BeanstalkRelease = v.InferOutput<typeof BeanstalkRelease>

/** Every object comes inside its root key; a list is a bare array of them. */
export const OneRelease = v.object({ release: BeanstalkRelease })
export const ManyReleases = v.array(OneRelease)

export const OneRepository = v.object({
  repository: v.object({
    id: Id,
    name: v.nullish(v.string(), ''),
    vcs: v.nullish(v.string(), ''),
    type: v.nullish(v.string(), ''),
  }),
})

export const OneChangeset = v.object({ revision_cache: v.object({}) })

export const ManyEnvironments = v.array(
  v.object({
    server_environment: v.object({
      id: Id,
      name: v.string(),
      automatic: v.nullish(v.boolean(), false),
      current_version: v.nullish(v.string(), ''),
    }),
  }),
)
export type BeanstalkEnvironment = v.InferOutput<typeof ManyEnvironments>[number]['server_environment']

export const Errors = v.object({
  errors: v.union([v.pipe(v.array(v.unknown()), v.minLength(1)), v.pipe(v.string(), v.minLength(1))]),
})

/** A 2xx with `errors` is a refusal (clients check the key whatever the status); anything without an id is no promise. */
export const Created = v.union([Errors, v.object({ release: v.object({ id: Id }) })])
