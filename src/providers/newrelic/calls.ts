// New Relic speaks GraphQL (NerdGraph): one route, several documents, refusals with 200. The schema of the used part is
// docs/workflows/newrelic.graphql; vendor facts: docs/providers/newrelic.md.
import * as v from 'valibot'
import { markerAtEnd } from '../../deploy/marker.ts'
import { Filled, Text } from '../../provider/fields.ts'
import { type Calls, type Refusal, runIn } from '../../provider/provider.ts'

const TRACKING = 'https://docs.newrelic.com/docs/change-tracking/change-tracking-graphql/'
const ENTITIES = 'https://docs.newrelic.com/docs/apis/nerdgraph/examples/nerdgraph-entities-api-tutorial/'
const query = { route: 'POST /graphql', repeat: 'safe', meaning, docs: TRACKING } as const // It only reads.

export const calls = {
  createDeployment: { ...query, repeat: 'unsafe', does: 'record the deployment of {guid}' },
  searchDeployments: { ...query, does: 'search the deployments of {guid}' },
  searchEntities: { ...query, does: 'search entities by newrelic-entity', docs: ENTITIES },
} as const satisfies Calls

export const DOCUMENTS = {
  createDeployment: `mutation ($deployment: ChangeTrackingDeploymentInput!, $rules: ChangeTrackingDataHandlingRules) {
  changeTrackingCreateDeployment(deployment: $deployment, dataHandlingRules: $rules) { deploymentId } }`,
  searchDeployments: `query ($guid: EntityGuid!, $filter: ChangeTrackingSearchFilter!) { actor { entity(guid: $guid) {
  deploymentSearch(filter: $filter) { results { deploymentId version commit groupId timestamp user deepLink } } } } }`,
  searchEntities: `query ($query: String!) {
  actor { entitySearch(query: $query) { results { entities { guid name } } } } }`,
} as const

const Problem = v.object({ extensions: v.nullish(v.record(v.string(), v.unknown()), {}) })
const Refused = v.object({ errors: v.pipe(v.array(Problem), v.minLength(1)) })

/** What an answer with `errors` amounts to: the status that a refusal of that kind would have elsewhere. */
function meaning(body: unknown): number | undefined {
  if (!v.is(Refused, body)) return undefined
  const kinds = body.errors.flatMap(({ extensions }) => Object.values(extensions ?? {}))
  if (kinds.includes('BAD_API_KEY')) return 401
  // After these the vendor's own client tries again: the server may have acted, as where it says what it did.
  const isUnclear = kinds.some((kind) => /^(TIMEOUT|(INTERNAL_)?SERVER_ERROR)$/.test(String(kind)))
  return isUnclear || v.is(Created, body) ? 500 : 422
}

const KEY = 'Check the token: a user key (NRAK-…) of a user that may use NerdGraph, in newrelic-region.'
/** By the words that users met. */
function cure({ body }: Refusal): string {
  const said = JSON.stringify(body)
  if (/24 hours/i.test(said)) return 'started-at must be within 24 hours of now.'
  if (/length|too long/i.test(said)) return 'A text is longer than New Relic takes: shorten it.'
  return 'Check newrelic-guid or newrelic-entity, of an entity that the key can see, in newrelic-region.'
}
export const hints = { 401: KEY, 402: 'The account is not paid for, or over its limit.', 403: KEY, 422: cure }

const Deployment = v.pipe(
  v.object({
    ...v.entriesFromList(['deploymentId', 'groupId', 'deepLink'], Text),
    ...v.entriesFromList(['version', 'commit', 'user'], Filled),
    timestamp: v.nullish(v.number(), 0),
  }),
  v.transform(({ deploymentId: id, version, commit: sha, groupId, timestamp: at, user: by, deepLink }) => {
    const [marker, runId] = [markerAtEnd(groupId), runIn(deepLink)]
    return { id, outcome: 'recorded', version, sha, at, by, marker, runId } as const
  }),
)
const inData = <T extends v.ObjectEntries>(entries: T) => v.object({ data: v.object(entries) })
const maybe = <T extends v.ObjectEntries>(entries: T) => v.nullish(v.object(entries)) // The schema allows it.
const listOf = <T extends v.GenericSchema>(item: T) => v.nullish(v.array(v.nullable(item)))
const Results = maybe({ deploymentSearch: maybe({ results: listOf(Deployment) }) })
const Matches = maybe({ entities: listOf(v.object({ guid: v.string(), name: Text })) })
export const Created = inData({ changeTrackingCreateDeployment: v.object({ deploymentId: v.string() }) })
export const Searched = inData({ actor: maybe({ entity: Results }) })
export const Entities = inData({ actor: maybe({ entitySearch: maybe({ results: Matches }) }) })
