// A stand-in of Datadog's DORA deployments and events. [O] seen in the vendor's own recordings, [S] vendor source,
// [D] vendor documentation, [C] seen with the vendor's client, [A] assumed.
import { isObject, parseObject, unknownFields } from '../kit/body.ts'
import { holding, isShown, usualPast } from '../kit/held.ts'
import { type Routed, routeOf } from '../kit/path.ts'
import { must, Refusal, replyOf } from '../kit/refusal.ts'
import type { StandIn, Texts } from '../kit/stand-in.ts'
import { readSwitches, switchWords } from '../kit/switches.ts'
import type { Clock, SandboxReply, SandboxRequest } from '../server.ts'
import { type Deployment, madeId, newDeployment, problemOf, shown, strangers } from './deployments.ts'
import { search, WISHES, type Wish, wishProblem } from './list.ts'
import { SWITCHES, type Switches } from './switches.ts'

/** Of the form of real ones: 32 and 40 hex characters. */
export const API_KEY = 'd09e'.repeat(8)
export const APP_KEY = 'a99b'.repeat(10)

/** An event as it is held. */
type HeldEvent = Readonly<Record<string, unknown>>

interface Desk {
  readonly clock: Clock
  readonly switches: Switches
  readonly deployments: Deployment[]
  readonly events: HeldEvent[]
  readonly surprises: string[]
}

export type Datadog = ReturnType<typeof makeDatadog>

interface NewDeployment {
  readonly version: string
  readonly id?: string
  readonly sha?: string
  readonly at?: number
}

interface Route extends Routed {
  /** Reads and changes need both keys, the create and the event the first alone [S]. */
  readonly isOpen?: true
  answer(desk: Desk, request: SandboxRequest, id: string): SandboxReply
}

const ROUTES: readonly Route[] = [
  { method: 'POST', path: '/api/v2/dora/deployment', isOpen: true, answer: create },
  { method: 'GET', path: '/api/v2/dora/deployments/:id', answer: show },
  { method: 'POST', path: '/api/v2/dora/deployments', answer: list },
  { method: 'PATCH', path: '/api/v2/dora/deployments/:id', answer: change },
  { method: 'DELETE', path: '/api/v2/dora/deployment/:id', answer: remove },
  { method: 'POST', path: '/api/v1/events', isOpen: true, answer: event },
]

export function makeDatadog({ clock, switches = {} }: { clock: Clock; switches?: Texts }) {
  const deployments: Deployment[] = []
  const events: HeldEvent[] = []
  const surprises: string[] = []
  const desk: Desk = { clock, switches: readSwitches(SWITCHES, switches), deployments, events, surprises }
  return {
    id: 'datadog',
    handle: (request: SandboxRequest) => replyOf(() => handle(desk, request)),
    refuse: naturalAnswer,
    describe: () => ({ deployments, events, surprises }),
    deployments,
    events,
    surprises,
    /** Puts a deployment of shop to production there without a request. */
    addDeployment: ({ version, id, sha, at = clock.now() }: NewDeployment) => {
      const git = sha ? { git: { repository_url: 'https://github.com/acme/shop', commit_sha: sha } } : {}
      const times = { started_at: at, finished_at: at }
      const attributes = { id, service: 'shop', env: 'production', version, ...times, ...git }
      deployments.push(newDeployment(attributes, { count: deployments.length }))
    },
  }
}

function handle(desk: Desk, request: SandboxRequest): SandboxReply {
  // Also the page of the documentation that changes under the singular path [D]: the real one does not [O][S].
  const { route, id } = routeOf(ROUTES, request, desk.surprises, plainErrors(404, 'Not Found'))
  checkRight(route, request)
  return route.answer(desk, request, id)
}

/** [A] 401 without a key; 403 for a wrong one, and where the second is missing. */
function checkRight({ isOpen }: Route, { headers }: SandboxRequest): void {
  const { 'dd-api-key': apiKey, 'dd-application-key': appKey } = headers
  if (!apiKey) throw new Refusal(plainErrors(401, 'Unauthorized'))
  const isRight = apiKey === API_KEY && (isOpen === true || appKey === APP_KEY)
  if (!isRight) throw new Refusal(plainErrors(403, 'Forbidden'))
}

/** [O] JSON:API, for errors of the body. */
function badRequest(detail: string, status = 400, title = 'Bad Request'): SandboxReply {
  return jsonApi(status, { errors: [{ status: String(status), title, detail }] })
}

/** [S] A list of texts, as the gateway in front answers. */
function plainErrors(status: number, text: string): SandboxReply {
  return { status, json: { errors: [text] } }
}

function jsonApi(status: number, json: unknown): SandboxReply {
  return { status, headers: { 'content-type': 'application/vnd.api+json' }, json } // [O]
}

/** The parts of a JSON:API body. */
function readData({ text, headers }: SandboxRequest, type?: string) {
  const isJson = headers['content-type']?.startsWith('application/json')
  const data = parseObject(text)?.['data']
  if (!isJson || !isObject(data) || !isObject(data['attributes']))
    throw new Refusal(badRequest('the body is no JSON:API'))
  // [O] the words.
  if (type !== undefined && data['type'] !== type)
    throw new Refusal(badRequest(`got type "${String(data['type'] ?? '')}" expected one of "${type}"`))
  return { id: data['id'], attributes: data['attributes'] }
}

function create(desk: Desk, request: SandboxRequest): SandboxReply {
  const { attributes } = readData(request)
  desk.surprises.push(...strangers(attributes).map((name) => `create: unknown field ${name}`))
  const wrong = problemOf(attributes)
  if (wrong) return badRequest(wrong)
  const { deployments, switches, clock } = desk
  const at = deployments.findIndex(({ id }) => id === attributes['id'])
  if (at !== -1 && switches['same-id'] === '409') return badRequest('the id is taken', 409, 'Conflict')
  const isAnother = at !== -1 && switches['same-id'] === 'second'
  const made = newDeployment(attributes, { count: deployments.length, isAnother, writtenAt: clock.now() })
  if (at === -1 || isAnother) deployments.push(made)
  else deployments[at] = made
  // [O] the id that was sent comes back.
  return jsonApi(Number(switches.created), { data: { id: made.id, type: 'dora_deployment' } })
}

/** What a read shows by now. */
function shownBy({ deployments, switches: { 'shown-after': after }, clock }: Desk): readonly Deployment[] {
  return deployments.filter(({ writtenAt }) => isShown(writtenAt, after, clock))
}

function show(desk: Desk, _: SandboxRequest, id: string): SandboxReply {
  const found = shownBy(desk).find((each) => each.id === id)
  return jsonApi(200, { data: shown(must(found, unknownId(desk.switches))) })
}

function unknownId({ 'unknown-id': answer }: Switches): SandboxReply {
  if (answer === 'null') return jsonApi(200, { data: null })
  return answer === '400' ? badRequest('deployment not found') : plainErrors(404, 'Not Found')
}

function list(desk: Desk, request: SandboxRequest): SandboxReply {
  const { attributes } = readData(request, 'dora_deployments_list_request')
  desk.surprises.push(...unknownFields(attributes, WISHES).map((name) => `list: unknown field ${name}`))
  const wish: Wish = attributes
  const wrong = wishProblem(wish)
  return wrong ? badRequest(wrong) : jsonApi(200, { data: search(shownBy(desk), wish, request).map(shown) })
}

function change(desk: Desk, request: SandboxRequest, id: string): SandboxReply {
  const { id: given, attributes } = readData(request, 'dora_deployment_patch_request')
  if (given !== id) return badRequest('attribute "id" is not that of the path') // [A]
  const { change_failure: isFailure, remediation } = attributes
  const known = ['change_failure', 'remediation']
  desk.surprises.push(...unknownFields(attributes, known).map((name) => `change: unknown field ${name}`))
  if (isFailure !== undefined && typeof isFailure !== 'boolean')
    return badRequest('attribute "change_failure" must be a boolean')
  if (remediation !== undefined && (!isObject(remediation) || !isRemediation(remediation)))
    return badRequest('attribute "type" must be one of "rollback rollforward"') // [O]
  const found = must(
    desk.deployments.find((each) => each.id === id),
    unknownId(desk.switches),
  )
  if (isFailure !== undefined) found.changeFailure = isFailure
  if (isObject(remediation)) found.remediation = remediation
  return jsonApi(202, { data: null }) // [O]
}

/** By id or by version, not both [S]. */
function isRemediation({ type, id, version }: Readonly<Record<string, unknown>>): boolean {
  const isKnown = type === 'rollback' || type === 'rollforward'
  return isKnown && (id === undefined) !== (version === undefined)
}

function remove({ deployments, switches }: Desk, _: SandboxRequest, id: string): SandboxReply {
  const at = deployments.findIndex((each) => each.id === id)
  if (at === -1) return unknownId(switches)
  deployments.splice(at, 1)
  return { status: 202 } // [S]
}

const EVENT_FIELDS = ['title', 'text', 'tags', 'aggregation_key', 'source_type_name', 'date_happened']
const OLDEST_EVENT_MS = 18 * 3_600_000 // [D]

function event(desk: Desk, request: SandboxRequest): SandboxReply {
  const body = parseObject(request.text) ?? {}
  desk.surprises.push(...unknownFields(body, EVENT_FIELDS).map((name) => `event: unknown field ${name}`))
  const { title, text, tags = [], date_happened: at = Math.floor(desk.clock.now() / 1000) } = body
  if (typeof title !== 'string' || typeof text !== 'string')
    return eventProblem('title and text are required')
  if (typeof at !== 'number' || at * 1000 < desk.clock.now() - OLDEST_EVENT_MS)
    return eventProblem('Event too far in the past') // [O]
  const id = `63278187026359${String(desk.events.length + 10_000)}`
  const url = `https://app.datadoghq.com/event/event?id=${id}`
  const held = { id: Number(id), id_str: id, title, text, tags, date_happened: at, url }
  desk.events.push(held)
  return { status: 202, json: { status: 'ok', event: held } } // [O]
}

/** [O] JSON that is called text. */
function eventProblem(text: string): SandboxReply {
  return { status: 400, headers: { 'content-type': 'text/plain' }, text: JSON.stringify({ errors: [text] }) }
}

/** [S] texts, as for 403 and 429; [A] for the others. */
function naturalAnswer(status: number): SandboxReply {
  if (status === 400) return badRequest('refused')
  return plainErrors(status, status === 429 ? 'Too many requests' : `Refused with ${status}`)
}

/** The paths under which deployments are read and changed. */
const READS = '/api/v2/dora/deployments'
const SHA = 'b'.repeat(40)

const recorded = {
  id: 'rd-0123abcd-4242424242',
  attributes: { service: 'shop', env: 'production', version: '2.0.0' },
}
const flow = {
  inputs: {
    applicationKey: APP_KEY,
    id: recorded.id,
    service: 'shop',
    environment: 'production',
    version: '2.0.0',
    commit: SHA,
    time: Date.parse('2026-11-20T10:00:00Z'),
    replaced: madeId(0),
  },
  spoilt: { inputs: { applicationKey: 'another' }, step: 'show' },
}

export const standIn = {
  make: ({ clock, switches = {}, past }) => {
    const datadog = makeDatadog({ clock, switches })
    for (const { version, sha, at } of past ?? usualPast(clock)) datadog.addDeployment({ version, sha, at })
    return holding(datadog, () =>
      datadog.deployments.map(({ id, attributes: { env, version } }) => {
        return { id, environment: String(env), version: String(version), text: id, state: 'good' }
      }),
    )
  },
  token: API_KEY,
  tokenEnv: 'DD_API_KEY',
  inputs: {
    'datadog-service': '',
    'datadog-site': 'datadoghq.com',
    'datadog-app-key': '',
    'datadog-team': '',
    'datadog-tags': '',
    'datadog-event': 'false',
  },
  isAuthentic: ({ 'dd-api-key': api, 'dd-application-key': app, authorization }, path) =>
    api === API_KEY && authorization === undefined && app === (path.startsWith(READS) ? APP_KEY : undefined),
  secrets: [APP_KEY],
  hosts: '`api.datadoghq.com`, or `api.` and another `datadog-site`; else `api-url`',
  holds: 'service shop with the versions 1.0.0 and 1.1.0 deployed to production',
  with: { 'datadog-service': 'shop', 'datadog-app-key': APP_KEY, environment: 'production' },
  operations: {
    deploy: {},
    track: {},
    start: {},
    finish: { version: '1.2.0', 'started-at': '2026-01-01T00:00:00Z' },
    rollback: {},
  },
  further: [{ with: { 'datadog-event': 'true', 'datadog-team': 'web', 'datadog-tags': 'tier:front' } }],
  switches: switchWords(SWITCHES),
  identity: 'key',
  marker: 'shown',
  outcome: 'recorded',
  isRead: ({ path }) => path === READS,
  write: { method: 'POST', path: '/api/v2/dora/deployment' },
  read: { method: 'GET', path: '/api/v2/dora/deployments/' },
  readsForSummary: 1,
  race: { environments: ['staging', 'production'], switches: {}, releases: 0 },
  flows: [
    { ...flow, workflow: 'record-deployment', expected: { deployments: [{}, {}, recorded] } },
    {
      ...flow,
      workflow: 'mark-replaced',
      expected: {
        deployments: [
          { changeFailure: true, remediation: { type: 'rollback', id: recorded.id } },
          {},
          recorded,
        ],
      },
    },
  ],
} satisfies StandIn
