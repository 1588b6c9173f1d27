// New Relic speaks GraphQL (NerdGraph): one route, several documents. Errors come with 200. Vendor facts:
// docs/providers/newrelic.md.
import * as v from 'valibot'
import { ApiError } from '../../errors.ts'
import type { Calls, Job, Session } from '../../provider/provider.ts'
import { oneLine } from '../../text.ts'
import type { inputs } from './inputs.ts'

const DOCS = 'https://docs.newrelic.com/docs/change-tracking/change-tracking-graphql/'

export const calls = {
  createDeployment: {
    route: 'POST /graphql',
    repeat: 'unsafe',
    does: 'record the deployment of {guid}',
    docs: DOCS,
  },
  searchDeployments: {
    route: 'POST /graphql',
    // It only reads.
    repeat: 'safe',
    does: 'search the deployments of {guid}',
    docs: DOCS,
  },
  searchEntities: {
    route: 'POST /graphql',
    repeat: 'safe',
    does: 'search entities by newrelic-entity',
    docs: 'https://docs.newrelic.com/docs/apis/nerdgraph/examples/nerdgraph-entities-api-tutorial/',
  },
} as const satisfies Calls

export const DOCUMENTS = {
  createDeployment: `mutation ($deployment: ChangeTrackingDeploymentInput!, $rules: ChangeTrackingDataHandlingRules) {
  changeTrackingCreateDeployment(deployment: $deployment, dataHandlingRules: $rules) { deploymentId }
}`,
  searchDeployments: `query ($guid: EntityGuid!, $filter: ChangeTrackingSearchFilter!) {
  actor { entity(guid: $guid) { deploymentSearch(filter: $filter) {
    results { deploymentId version commit groupId timestamp user }
  } } }
}`,
  searchEntities: `query ($query: String!) {
  actor { entitySearch(query: $query) { results { entities { guid name } } } }
}`,
} as const

export interface Facts {
  /** The entity that `newrelic-entity` matches, where no guid was given. */
  readonly guid: string
}

export type NewRelicSession = Session<typeof inputs, typeof calls>
export type NewRelicJob = Job<typeof inputs, typeof calls, Facts>

const Refused = v.object({
  errors: v.pipe(
    v.array(
      v.object({
        message: v.nullish(v.string(), ''),
        extensions: v.nullish(
          v.object({ errorClass: v.nullish(v.string()), error_code: v.nullish(v.string()) }),
        ),
      }),
    ),
    v.minLength(1),
  ),
})

// Answers after which the vendor's own client tries again: the server may have acted.
const UNCLEAR = ['TIMEOUT', 'INTERNAL_SERVER_ERROR', 'SERVER_ERROR']

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/BAD_API_KEY|api key/i, 'Check the token: a user key (NRAK-…), and newrelic-region.'],
  [
    /resolving this field|entityGuid|guid/i,
    'Check newrelic-guid: the GUID of an entity that the key can see, in newrelic-region.',
  ],
  [/24 hours/, 'started-at must be within 24 hours of now.'],
  [/length|too long/i, 'A text is longer than New Relic takes: shorten version or description.'],
]

/** Sends a document. @throws ApiError also for errors that come with 200 */
export async function ask<S extends v.GenericSchema>(
  { api }: Pick<NewRelicSession, 'api'>,
  name: keyof typeof calls,
  {
    schema,
    guid = '',
    variables,
  }: { readonly schema: S; readonly guid?: string; readonly variables: object },
): Promise<v.InferOutput<S>> {
  const body = { query: DOCUMENTS[name], variables }
  const { raw, status } = await api.send(name, { guid }, { body })
  const data = v.safeParse(schema, raw)
  if (data.success && !v.is(Refused, raw)) return data.output
  const [first] = v.is(Refused, raw) ? raw.errors : []
  const said = `${first?.message ?? ''} ${first?.extensions?.error_code ?? ''}`.trim()
  const hint = HINTS.find(([words]) => words.test(said))?.[1] ?? 'Check newrelic-region and api-url.'
  const isUnclear = first === undefined || UNCLEAR.includes(first.extensions?.errorClass ?? '')
  const isWrite = calls[name].repeat === 'unsafe'
  const does = calls[name].does.replace('{guid}', guid)
  throw new ApiError(
    `New Relic did not ${does}: POST /graphql answered ${status} ("${oneLine(said || 'not in the promised form')}"). ${hint}`,
    { status: isUnclear ? 500 : 422, mayHaveHappened: isWrite && isUnclear },
  )
}
