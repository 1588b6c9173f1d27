// A stand-in of Rollbar's deploys. [D] vendor documentation, [S] vendor source, [C] seen with the vendor's command line,
// [2] a third party's description, [T] third parties' clients, [A] assumed.
import { parseObject, unknownFields } from '../kit/body.ts'
import { holding, usualPast } from '../kit/held.ts'
import { pageOf } from '../kit/lists.ts'
import { type Routed, routeOf } from '../kit/path.ts'
import { must, Refusal, replyOf } from '../kit/refusal.ts'
import type { HeldDeploy, StandIn, Texts } from '../kit/stand-in.ts'
import { readSwitches, switchWords } from '../kit/switches.ts'
import type { Clock, SandboxReply, SandboxRequest } from '../server.ts'
import {
  CREATE_FIELDS,
  change,
  newDeploy,
  type RollbarDeploy,
  textAt,
  timeOut,
  wrongValue,
} from './deploys.ts'
import { SWITCHES, type Switches } from './switches.ts'

/** [D] A project access token has scopes: the one that writes cannot read, and the other way round. */
export const WRITE_TOKEN = 'rollbar-post-server-item'
export const READ_TOKEN = 'rollbar-read'

interface Desk {
  readonly clock: Clock
  readonly switches: Switches
  readonly deploys: RollbarDeploy[]
  readonly surprises: string[]
}

export type Rollbar = ReturnType<typeof makeRollbar>

interface Route extends Routed {
  readonly token: string
  answer(desk: Desk, request: SandboxRequest, id: string): SandboxReply
}

const ROUTES: readonly Route[] = [
  { method: 'POST', path: '/api/1/deploy', token: WRITE_TOKEN, answer: create },
  { method: 'POST', path: '/api/1/deploy/', token: WRITE_TOKEN, answer: create }, // [T]
  { method: 'PATCH', path: '/api/1/deploy/:id', token: WRITE_TOKEN, answer: patch },
  { method: 'GET', path: '/api/1/deploy/:id', token: READ_TOKEN, answer: show },
  { method: 'GET', path: '/api/1/deploys', token: READ_TOKEN, answer: list },
]

export function makeRollbar({ clock, switches = {} }: { clock: Clock; switches?: Texts }) {
  const desk: Desk = { clock, switches: readSwitches(SWITCHES, switches), deploys: [], surprises: [] }
  const { deploys, surprises } = desk
  const settle = () => timeOut(deploys, seconds(clock), desk.switches['deploy-timeout'])
  return {
    id: 'rollbar',
    handle: (request: SandboxRequest) => {
      settle()
      return replyOf(() => handle(desk, request))
    },
    refuse: naturalAnswer,
    describe: () => ({ deploys, surprises }),
    /** All deploys as they are now, oldest first. */
    get records(): readonly RollbarDeploy[] {
      settle()
      return deploys
    },
    surprises,
    /** Puts a deploy there without a request. */
    addDeploy: (values: Texts, at = clock.now()) => {
      const made = newDeploy(values, nextId(desk), Math.floor(at / 1000), desk.switches)
      deploys.push(made)
      return made
    },
  }
}

function seconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000)
}

function nextId({ deploys }: Desk): number {
  return 12_345 + deploys.length
}

function handle(desk: Desk, request: SandboxRequest): SandboxReply {
  const { route, id } = routeOf(ROUTES, request, desk.surprises, refusal(404, 'Resource not found')) // [A]
  checkRight(desk, route, request)
  return route.answer(desk, request, id)
}

/** [S] 401 for a token that does not exist; [A] 403 for one without the scope. */
function checkRight(desk: Desk, { token }: Route, request: SandboxRequest): void {
  const given = tokenOf(desk, request)
  if (given === token) return
  if (![WRITE_TOKEN, READ_TOKEN].includes(given)) throw new Refusal(refusal(401, 'invalid access token')) // [S] the words
  throw new Refusal(refusal(403, 'access token does not have the required scope'))
}

/** The header; [S] older clients put it into the body or the query, where logs and proxies see it. */
function tokenOf({ surprises }: Desk, request: SandboxRequest): string {
  const { headers, query, path } = request
  const { 'x-rollbar-access-token': header } = headers
  if (typeof header === 'string') return header
  const elsewhere = query.get('access_token') ?? textAt(bodyOf(request) ?? {}, 'access_token')
  if (elsewhere !== '') surprises.push(`${path}: the token is not a header`)
  return elsewhere
}

/** [C] JSON; [T] a form is taken as well. */
function bodyOf({ headers, text }: SandboxRequest): Record<string, unknown> | undefined {
  const type = headers['content-type']?.split(';')[0]
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text))
  return type === 'application/json' ? parseObject(text) : undefined
}

/** The body of a create or a change. */
function readBody({ switches, surprises }: Desk, request: SandboxRequest, where: string) {
  const body = must(bodyOf(request), badBody(switches, 'bad request')) // [S] the words
  surprises.push(...unknownFields(body, CREATE_FIELDS).map((name) => `${where}: unknown field ${name}`))
  return body
}

function create(desk: Desk, request: SandboxRequest): SandboxReply {
  const { switches, deploys, clock } = desk
  const body = readBody(desk, request, 'create')
  const missing = ['environment', 'revision'].find((name) => textAt(body, name) === '')
  const wrong = missing ? `Missing required field: ${missing}` : wrongValue(body, switches)
  if (wrong) return badBody(switches, wrong)
  const made = newDeploy(body, nextId(desk), seconds(clock), switches)
  deploys.push(made)
  return { status: 200, json: { [switches['created-shape']]: { deploy_id: made.id } } }
}

function patch(desk: Desk, request: SandboxRequest, id: string): SandboxReply {
  const { switches, clock } = desk
  // The command line sends revision and environment along [C]: they change nothing [A].
  const body = readBody(desk, request, 'change')
  const found = known(desk, id)
  const wrong = textAt(body, 'status') === '' ? 'Missing required field: status' : wrongValue(body, switches) // [2]
  if (wrong) return badBody(switches, wrong)
  change(found, body, seconds(clock))
  return { status: 200, json: { err: 0, [switches['changed-shape']]: found } }
}

function show(desk: Desk, _: SandboxRequest, id: string): SandboxReply {
  return { status: 200, json: { err: 0, result: known(desk, id) } }
}

/** [T] The words of the refusal. */
function known({ deploys }: Desk, id: string): RollbarDeploy {
  const found = deploys.find((each) => String(each.id) === id)
  return must(found, refusal(404, 'Deploy not found in this project.'))
}

/** [2] The newest first, in pages of 20 [A]. */
function list({ deploys, switches, surprises }: Desk, request: SandboxRequest): SandboxReply {
  const { query } = request
  for (const name of query.keys()) if (name !== 'page') surprises.push(`list: unknown parameter ${name}`)
  const page = Number(query.get('page') ?? 1)
  if (!Number.isInteger(page) || page < 1) return refusal(400, 'page must be a positive integer') // [A]
  const shown = pageOf(deploys.toReversed(), request, switches['page-size'], page)
  return { status: 200, json: { err: 0, result: { deploys: shown, page } } }
}

/** [S] */
function refusal(status: number, message: string): SandboxReply {
  return { status, json: { err: 1, message } }
}

function badBody({ 'bad-body': status }: Switches, message: string): SandboxReply {
  return refusal(Number(status), message)
}

/** [A] A gateway speaks HTML. */
function naturalAnswer(status: number): SandboxReply {
  if (status < 502 || status > 504) return refusal(status, `Refused with ${status}`)
  const text = `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`
  return { status, headers: { 'content-type': 'text/html' }, text }
}

const STATES: Readonly<Record<string, HeldDeploy['state']>> = { started: 'open', succeeded: 'good' }

function heldOf({ id, environment, revision, comment, status }: RollbarDeploy): HeldDeploy {
  const state = STATES[status] ?? 'bad'
  return { id: String(id), environment, version: revision, text: comment ?? '', state }
}

const SHA = 'b'.repeat(40)

export const standIn = {
  make: ({ clock, switches = {}, past }) => {
    const rollbar = makeRollbar({ clock, switches })
    for (const { version, sha, at } of past ?? usualPast(clock)) {
      const comment = `earlier\ncommit ${sha} [00000000]`
      rollbar.addDeploy({ environment: 'production', revision: version, comment }, at)
    }
    return holding(rollbar, () => rollbar.records.map(heldOf))
  },
  token: WRITE_TOKEN,
  tokenEnv: 'ROLLBAR_ACCESS_TOKEN',
  inputs: { 'rollbar-read-token': '' },
  isAuthentic: ({ 'x-rollbar-access-token': token, authorization }, path) =>
    token === (path === '/api/1/deploys' ? READ_TOKEN : WRITE_TOKEN) && authorization === undefined,
  secrets: [READ_TOKEN],
  hosts: '`api.rollbar.com`',
  holds: 'a project with the revisions 1.0.0 and 1.1.0 deployed to production',
  with: { 'rollbar-read-token': READ_TOKEN, environment: 'production' },
  operations: {
    deploy: {},
    track: {},
    start: {},
    finish: { version: '1.2.0', 'deploy-id': '12346' },
    rollback: {},
  },
  further: [{ with: { operation: 'track', status: 'cancelled' } }],
  switches: switchWords(SWITCHES),
  identity: 'lookup',
  marker: 'shown',
  outcome: 'recorded',
  write: { method: 'POST', path: '/api/1/deploy' },
  readsForSummary: 1,
  race: { environments: ['staging', 'production'], switches: {}, releases: 0 },
  flows: [
    {
      workflow: 'track-deploy',
      inputs: {
        readToken: READ_TOKEN,
        environment: 'production',
        revision: SHA,
        user: 'octocat',
        marker: '0123abcd',
      },
      expected: {
        deploys: [
          {},
          {},
          { environment: 'production', revision: SHA, status: 'succeeded', comment: 'Deploy [0123abcd]' },
        ],
      },
      spoilt: { inputs: { readToken: WRITE_TOKEN }, step: 'find' },
    },
  ],
} satisfies StandIn
