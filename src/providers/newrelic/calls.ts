// New Relic speaks GraphQL (NerdGraph): one route, several documents, refusals with 200. The schema of the used part is
// docs/workflows/newrelic.graphql; vendor facts: docs/providers/newrelic.md.
import * as v from 'valibot'
import type { Calls, Refusal } from '../../provider/provider.ts'

const DOCS = 'https://docs.newrelic.com/docs'
// It only reads.
const query = { route: 'POST /graphql', repeat: 'safe', meaning } as const

export const calls = {
  createDeployment: {
    ...query,
    repeat: 'unsafe',
    does: 'record the deployment of {guid}',
    docs: `${DOCS}/change-tracking/change-tracking-graphql/`,
  },
  searchDeployments: {
    ...query,
    does: 'search the deployments of {guid}',
    docs: `${DOCS}/change-tracking/change-tracking-graphql/`,
  },
  searchEntities: {
    ...query,
    does: 'search entities by newrelic-entity',
    docs: `${DOCS}/apis/nerdgraph/examples/nerdgraph-entities-api-tutorial/`,
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

const Problem = v.object({ extensions: v.nullish(v.record(v.string(), v.unknown()), {}) })
const Refused = v.object({ errors: v.pipe(v.array(Problem), v.minLength(1)), data: v.optional(v.unknown()) })
// After these the vendor's own client tries again: the server may have acted.
const UNCLEAR = ['TIMEOUT', 'INTERNAL_SERVER_ERROR', 'SERVER_ERROR']

/** What an answer with `errors` amounts to: the status that a refusal of that kind would have elsewhere. */
function meaning(body: unknown): number | undefined {
  if (!v.is(Refused, body)) return undefined
  const kinds = body.errors.flatMap(({ extensions }) => Object.values(extensions ?? {}))
  if (kinds.includes('BAD_API_KEY')) return 401
  return UNCLEAR.some((each) => kinds.includes(each)) || hasResult(body.data) ? 500 : 422
}

/** Something was done beside the errors. */
function hasResult(data: unknown): boolean {
  return v.is(v.object({ changeTrackingCreateDeployment: v.object({}) }), data)
}

const GUID = 'Check newrelic-guid: the GUID of an entity that the key can see, in newrelic-region.'
/** By the words that users met. */
const CURES: readonly (readonly [RegExp, string])[] = [
  [/24 hours/i, 'started-at must be within 24 hours of now.'],
  [/length|too long/i, 'A text is longer than New Relic takes: shorten version or description.'],
  [/resolving this field|guid/i, GUID],
]
const KEY = 'Check the token: a user key (NRAK-…) of a user that may use NerdGraph, in newrelic-region.'

export const hints = {
  401: KEY,
  402: 'The account is not paid for, or over its limit.',
  403: KEY,
  422: ({ body }: Refusal) => CURES.find(([said]) => said.test(JSON.stringify(body)))?.[1] ?? GUID,
}

const Item = v.object({
  deploymentId: v.string(),
  version: v.nullish(v.string()),
  commit: v.nullish(v.string()),
  groupId: v.nullish(v.string(), ''),
  timestamp: v.nullish(v.number(), 0),
  user: v.nullish(v.string()),
})
const Deployment = v.pipe(
  Item,
  v.transform(({ deploymentId: id, version, commit, groupId, timestamp, user }) => {
    const marker = /^record-deploy-([0-9a-f]{8})$/.exec(groupId ?? '')?.[1]
    const known = { ...(version && { version }), ...(commit && { sha: commit }), ...(user && { by: user }) }
    return {
      id,
      outcome: 'recorded',
      at: timestamp ?? 0,
      ...known,
      ...(marker && { marker: `[${marker}]` }),
    } as const
  }),
)
const inData = <T extends v.ObjectEntries>(entries: T) => v.object({ data: v.object(entries) })
const inActor = <T extends v.ObjectEntries>(entries: T) => inData({ actor: v.object(entries) })
const Results = v.object({ deploymentSearch: v.object({ results: v.array(Deployment) }) })
const Entity = v.object({ guid: v.string(), name: v.nullish(v.string(), '') })

export const Created = inData({ changeTrackingCreateDeployment: v.object({ deploymentId: v.string() }) })
export const Searched = inActor({ entity: v.nullish(Results) })
export const Entities = inActor({
  entitySearch: v.object({ results: v.object({ entities: v.array(Entity) }) }),
})
