// A stand-in of New Relic's change tracking by NerdGraph. graphql-js reads what is sent and writes what is answered, by the
// schema in docs/workflows, so that no unknown field or argument passes. [S] vendor source, [D] vendor documentation,
// [T] told by users, [A] assumed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, type ExecutionResult, graphql } from 'graphql'
import { isObject, parseObject, unknownFields } from '../kit/body.ts'
import { holding, isShown } from '../kit/held.ts'
import type { StandIn, Texts } from '../kit/stand-in.ts'
import { readSwitches, switchWords } from '../kit/switches.ts'
import type { Clock, SandboxReply, SandboxRequest } from '../server.ts'
import {
  conditionsOf,
  type Entity,
  type Held,
  matches,
  type NewDeployment,
  newDeployment,
  refused,
} from './state.ts'
import { SWITCHES, type Switches } from './switches.ts'

export const KEY = 'NRAK-NEWRELICUSERKEY'

const schema = buildSchema(
  readFileSync(join(import.meta.dirname, '../../docs/workflows/newrelic.graphql'), 'utf8'),
)

/** As New Relic makes them: base64 of account, domain, type and id. */
const guidOf = (id: number) => Buffer.from(`1|APM|APPLICATION|${id}`).toString('base64').replace(/=+$/, '')

export const ENTITIES: readonly Entity[] = ['shop', 'cart', 'shop-worker'].map((name, index) => ({
  guid: guidOf(index + 1),
  name,
}))
const [SHOP = ''] = ENTITIES.map(({ guid }) => guid)

interface Desk {
  readonly clock: Clock
  readonly switches: Switches
  readonly deployments: Held[]
  readonly surprises: string[]
  /** Trouble comes once. */
  isTroubled: boolean
}

export type NewRelic = ReturnType<typeof makeNewRelic>

export function makeNewRelic({ clock, switches: given = {} }: { clock: Clock; switches?: Texts }) {
  const switches = readSwitches(SWITCHES, given)
  const deployments: Held[] = []
  const surprises: string[] = []
  const desk: Desk = { clock, switches, deployments, surprises, isTroubled: switches.trouble !== 'none' }
  return {
    id: 'newrelic',
    handle: (request: SandboxRequest) => handle(desk, request),
    refuse: naturalAnswer,
    describe: () => ({ deployments, surprises }),
    deployments,
    surprises,
    /** Puts a deployment there without a request. */
    addDeployment: ({ timestamp = clock.now(), ...values }: NewDeployment) => {
      const made = newDeployment(values, { clock, count: deployments.length, isStrict: false })
      deployments.push({ ...made, timestamp, writtenAt: 0 })
    },
  }
}

async function handle(desk: Desk, request: SandboxRequest): Promise<SandboxReply> {
  const { method, path, headers, text } = request
  if (method !== 'POST' || path !== '/graphql') {
    desk.surprises.push(`no such route: ${method} ${path}`)
    return { status: 404, text: 'Not found' }
  }
  if (headers['api-key'] !== KEY) return badKey(desk.switches)
  const body = parseObject(text)
  const { query, variables = {} } = body ?? {}
  if (!body || typeof query !== 'string' || !isObject(variables)) return naturalAnswer(400)
  desk.surprises.push(...unknownFields(body, ['query', 'variables']).map((name) => `unknown field ${name}`))
  const { trouble } = desk.switches
  const isTroubled = desk.isTroubled
  desk.isTroubled = false
  if (isTroubled && !trouble.startsWith('done-')) return inTrouble(trouble)
  const result = await graphql({
    schema,
    source: query,
    rootValue: rootOf(desk, request),
    variableValues: variables,
  })
  if (isTroubled && trouble === 'done-SERVER_ERROR') return inTrouble('SERVER_ERROR')
  if (isTroubled) return answered({ ...result, errors: [refused('The legacy REST call failed.')] })
  return answered(result)
}

/** [S] HTTP 200 whatever became of it. */
function answered({ data, errors }: ExecutionResult): SandboxReply {
  return { status: 200, json: { ...(data ? { data } : {}), ...(errors ? { errors } : {}) } }
}

function inTrouble(errorClass: string): SandboxReply {
  return answered({ errors: [refused('Something went wrong.', errorClass)] })
}

/** [S] the client reads both. */
function badKey({ 'bad-key': way }: Switches): SandboxReply {
  const extensions = { error_code: 'BAD_API_KEY', errorClass: 'ACCESS_DENIED' }
  const json = { errors: [{ message: 'Invalid API key', extensions }] }
  return { status: Number(way), json }
}

/** [A] */
function naturalAnswer(status: number): SandboxReply {
  return { status, json: { errors: [{ message: `Refused with ${status}` }] } }
}

interface SearchArguments {
  readonly filter: {
    readonly limit?: number
    readonly query?: string
    readonly timeWindow?: { readonly startTime: number; readonly endTime: number }
  }
}

interface CreateArguments {
  readonly deployment: NewDeployment
  readonly dataHandlingRules?: { readonly validationFlags?: readonly string[] }
}

function rootOf(desk: Desk, request: SandboxRequest) {
  return {
    actor: {
      entity: ({ guid }: { guid: string }) => entityOf(desk, guid, request),
      entitySearch: ({ query }: { query: string }) => entitySearch(query, desk.switches),
    },
    changeTrackingCreateDeployment: (given: CreateArguments) => create(desk, given),
  }
}

function create(desk: Desk, { deployment, dataHandlingRules }: CreateArguments): Held {
  // [T] the words that people meet, with 200.
  if (!ENTITIES.some(({ guid }) => guid === deployment.entityGuid))
    throw refused('Valid entityGuids are required to create a deployment marker')
  const isStrict = dataHandlingRules?.validationFlags?.includes('FAIL_ON_FIELD_LENGTH') ?? false
  const made = newDeployment(deployment, { clock: desk.clock, count: desk.deployments.length, isStrict })
  desk.deployments.push(made)
  return made
}

function entityOf(desk: Desk, guid: string, request: SandboxRequest) {
  const found = ENTITIES.find((each) => each.guid === guid)
  if (!found) throw refused('An error occurred resolving this field') // [T]
  return {
    ...found,
    deploymentSearch: ({ filter }: SearchArguments) => {
      const results = search(desk, guid, filter, request)
      if (desk.switches.nulls === 'none') return { results }
      return results.length === 0 ? null : { results: [null, ...results] }
    },
  }
}

function search(
  { deployments, switches, clock }: Desk,
  guid: string,
  { limit = 100, query, timeWindow }: SearchArguments['filter'],
  { isReversed }: SandboxRequest,
): readonly Held[] {
  const isWanted = query === undefined ? () => true : matches(query)
  const found = deployments.filter(
    (each) =>
      each.entityGuid === guid &&
      isShown(each.writtenAt, switches['shown-after'], clock) &&
      (!timeWindow || (each.timestamp >= timeWindow.startTime && each.timestamp <= timeWindow.endTime)) &&
      isWanted(each),
  )
  const sorted = found.toSorted((a, b) => order(a, b, switches))
  return (isReversed ? sorted.toReversed() : sorted).slice(0, limit)
}

/** Mixed: by the ids, which have nothing to do with the time. */
function order(a: Held, b: Held, { order: way }: Switches): number {
  if (way === 'mixed') return a.deploymentId.localeCompare(b.deploymentId)
  return way === 'oldest' ? a.timestamp - b.timestamp : b.timestamp - a.timestamp
}

/** `name = 'x'`, `name LIKE 'x'`, `id = 'x'`, and conditions that all of them fulfil [D]. */
function entitySearch(query: string, { nulls }: Switches) {
  const conditions = conditionsOf(query, /^\s*(\w+)\s*(=|LIKE)\s*'([^']*)'\s*$/i)
  const entities = ENTITIES.filter(({ guid, name }) =>
    conditions.every(([, field = '', sign = '', value = '']) => {
      if (field === 'id') return guid === value
      if (field === 'name') return sign === '=' ? name === value : name.includes(value.replaceAll('%', ''))
      return (field === 'domain' && value === 'APM') || (field === 'reporting' && value === 'true')
    }),
  )
  const results = { entities: nulls === 'some' ? [null, ...entities] : entities }
  return { count: entities.length, results }
}

export const standIn = {
  make: ({ clock, switches = {}, past }) => {
    const newrelic = makeNewRelic({ clock, switches })
    const earlier = past ?? [
      { version: '1.0.0', sha: 'b'.repeat(40), at: clock.now() - 7_200_000 },
      { version: '1.1.0', sha: 'c'.repeat(40), at: clock.now() - 3_600_000 },
    ]
    for (const { version, sha, at } of earlier)
      newrelic.addDeployment({ entityGuid: SHOP, version, timestamp: at, ...(sha ? { commit: sha } : {}) })
    // New Relic knows no environment: an entity is of one.
    return holding(newrelic, () =>
      newrelic.deployments.map(({ deploymentId: id, version, groupId: text = '' }) => {
        return { id, environment: 'production', version, text, state: 'good' }
      }),
    )
  },
  token: KEY,
  tokenEnv: 'NEW_RELIC_API_KEY',
  inputs: {
    'newrelic-guid': '',
    'newrelic-entity': '',
    'newrelic-region': 'us',
    'newrelic-type': 'basic',
  },
  isAuthentic: ({ 'api-key': key, authorization }) => key === KEY && authorization === undefined,
  hosts: '`api.newrelic.com`, by `newrelic-region` `api.eu`, `api.jp` or `gov-api`; else `api-url`',
  holds: 'entities shop, cart and shop-worker; shop has the versions 1.0.0 and 1.1.0',
  with: { 'newrelic-guid': SHOP, environment: 'production' },
  operations: { deploy: {}, track: {}, start: {}, finish: { version: '1.2.0' }, rollback: {} },
  further: [{ with: { 'newrelic-guid': '', 'newrelic-entity': "name = 'shop'" } }],
  switches: switchWords(SWITCHES),
  identity: 'lookup',
  marker: 'shown',
  outcome: 'recorded',
  isRead: ({ text }) => !text.includes('mutation'),
  write: { method: 'POST', path: '/graphql' },
  readsForSummary: 1,
  race: { environments: ['production'], switches: {}, releases: 0 },
} satisfies StandIn
