// A stand-in of Grafana's annotations. [D] vendor documentation, [S] vendor source (server, generated client), [A] assumed.
import { parseObject, unknownFields } from '../kit/body.ts'
import { holding, usualPast } from '../kit/held.ts'
import { pageOf } from '../kit/lists.ts'
import { type Routed, routeOf } from '../kit/path.ts'
import { must, Refusal, replyOf } from '../kit/refusal.ts'
import type { HeldDeploy, StandIn, Texts } from '../kit/stand-in.ts'
import { readSwitches, switchWords } from '../kit/switches.ts'
import type { Clock, SandboxReply, SandboxRequest } from '../server.ts'
import {
  type Annotation,
  type Body,
  CHANGEABLE,
  FIELDS,
  inOrder,
  latestFirst,
  matches,
  tooLongTags,
  valuesOf,
  wrongField,
} from './annotations.ts'
import { SWITCHES, type Switches } from './switches.ts'

/** A service account with the role Editor, and one with the role Viewer. */
export const TOKEN = 'glsa_editor'
export const VIEWER = 'glsa_viewer'

interface Desk {
  readonly clock: Clock
  readonly switches: Switches
  readonly annotations: Annotation[]
  readonly surprises: string[]
}

export type Grafana = ReturnType<typeof makeGrafana>

interface Route extends Routed {
  readonly right: 'create' | 'read' | 'write' | 'delete'
  answer(desk: Desk, request: SandboxRequest, id: string): SandboxReply
}

const ROUTES: readonly Route[] = [
  { method: 'POST', path: '/api/annotations', right: 'create', answer: create },
  { method: 'GET', path: '/api/annotations', right: 'read', answer: find },
  { method: 'GET', path: '/api/annotations/tags', right: 'read', answer: tags },
  { method: 'GET', path: '/api/annotations/:id', right: 'read', answer: show },
  { method: 'PATCH', path: '/api/annotations/:id', right: 'write', answer: patch },
  { method: 'PUT', path: '/api/annotations/:id', right: 'write', answer: put },
  { method: 'DELETE', path: '/api/annotations/:id', right: 'delete', answer: remove },
]

export function makeGrafana({ clock, switches = {} }: { clock: Clock; switches?: Texts }) {
  const annotations: Annotation[] = []
  const surprises: string[] = []
  const desk: Desk = { clock, switches: readSwitches(SWITCHES, switches), annotations, surprises }
  return {
    id: 'grafana',
    handle: (request: SandboxRequest) => replyOf(() => handle(desk, request)),
    refuse: naturalAnswer,
    describe: () => ({ annotations, surprises }),
    /** Oldest first. */
    annotations,
    surprises,
    /** Puts an annotation there without a request, as a person or another tool does. */
    add: (body: Body) => keep(desk, body),
  }
}

function handle(desk: Desk, request: SandboxRequest): SandboxReply {
  const { method, path } = request
  const { 'sub-path': base, 'login-page': isLogin, 'api-gone': isGone } = desk.switches
  if (isLogin) return page(200, 'Sign in')
  if (isGone || !path.startsWith(`${base}/api/`)) return page(404, 'Page not found') // [A]
  const asked = { method, path: path.slice(base.length) }
  const { route, id } = routeOf(ROUTES, asked, desk.surprises, said(404, 'Not found'))
  checkRight(route, request)
  return route.answer(desk, request, id)
}

function page(status: number, title: string): SandboxReply {
  const text = `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8' }, text }
}

/** [D] */
function said(status: number, message: string, more: Body = {}): SandboxReply {
  return { status, json: { message, ...more } }
}

/** [D] A viewer may only read. */
function checkRight({ right }: Route, { headers: { authorization } }: SandboxRequest): void {
  if (authorization === `Bearer ${TOKEN}`) return
  if (authorization !== `Bearer ${VIEWER}`) throw new Refusal(said(401, 'Invalid API key')) // [A] the words
  if (right === 'read') return
  const need = `Permissions needed: annotations:${right}`
  const text = `You'll need additional permissions to perform this action. ${need}`
  throw new Refusal(said(403, text, { title: 'Access denied' })) // [A]
}

function readBody(desk: Desk, request: SandboxRequest, known: readonly string[]): Body {
  const isJson = request.headers['content-type']?.startsWith('application/json')
  const body = must(isJson ? parseObject(request.text) : undefined, said(400, 'bad request data')) // [S]
  const strangers = unknownFields(body, known)
  desk.surprises.push(...strangers.map((name) => `${request.method}: unknown field ${name}`))
  const wrong = wrongField(body)
  if (wrong) throw new Refusal(said(400, 'bad request data', { error: `${wrong} has the wrong type` }))
  const long = tooLongTags(valuesOf(body).tags ?? [], desk.switches['tags-length'])
  if (long) throw new Refusal(said(Number(desk.switches['too-long']), long))
  return body
}

function create(desk: Desk, request: SandboxRequest): SandboxReply {
  const body = readBody(desk, request, FIELDS)
  if (!valuesOf(body).text) return said(400, 'text field should not be empty') // [S]
  if (body['panelId'] !== undefined && body['dashboardUID'] === undefined)
    desk.surprises.push('POST: a panel without its dashboard')
  const { id } = keep(desk, body)
  return said(200, 'Annotation added', { id })
}

function keep({ annotations, clock }: Desk, body: Body): Annotation {
  const at = clock.now()
  const { time = at, timeEnd = time, text = '', tags: own = [], data = null } = valuesOf(body)
  const { dashboardUID, panelId } = body
  const place = {
    dashboardUID: typeof dashboardUID === 'string' ? dashboardUID : null,
    panelId: typeof panelId === 'number' ? panelId : 0,
  }
  const id = (annotations.at(-1)?.id ?? 0) + 1
  const by = { userId: 1, login: 'sa-deploys', created: at, updated: at }
  const made = inOrder({ id, ...place, ...by, time, timeEnd, text, tags: own, data })
  annotations.push(made)
  return made
}

const PARAMETERS = ['from', 'to', 'limit', 'tags', 'type', 'dashboardUID', 'panelId', 'userId', 'matchAny']
const DEFAULT_LIMIT = 100 // [D][S]

function find({ annotations, surprises }: Desk, request: SandboxRequest): SandboxReply {
  const { query } = request
  const strangers = [...query.keys()].filter((name) => !PARAMETERS.includes(name))
  surprises.push(...strangers.map((name) => `find: unknown parameter ${name}`))
  const limit = Number(query.get('limit')) || DEFAULT_LIMIT
  const found = latestFirst(annotations).filter((each) => matches(each, query))
  return { status: 200, json: pageOf(found, request, limit) }
}

function tags({ annotations }: Desk, { query }: SandboxRequest): SandboxReply {
  const all = annotations.flatMap((each) => each.tags).filter((tag) => tag.includes(query.get('tag') ?? ''))
  const counted = [...new Set(all)].map((tag) => ({ tag, count: all.filter((each) => each === tag).length }))
  return { status: 200, json: { result: { tags: counted } } }
}

/** [A] The status and the words of the refusal. */
function known({ annotations }: Desk, id: string): Annotation {
  const found = annotations.find((each) => String(each.id) === id)
  return must(found, said(404, 'Annotation not found'))
}

function show(desk: Desk, _: SandboxRequest, id: string): SandboxReply {
  return { status: 200, json: known(desk, id) }
}

function patch(desk: Desk, request: SandboxRequest, id: string): SandboxReply {
  const body = readBody(desk, request, CHANGEABLE)
  const found = known(desk, id)
  inOrder(Object.assign(found, valuesOf(body), { updated: desk.clock.now() }))
  return said(200, 'Annotation patched')
}

/** Replaces all that may be changed. */
function put(desk: Desk, request: SandboxRequest, id: string): SandboxReply {
  const body = readBody(desk, request, CHANGEABLE)
  const found = known(desk, id)
  const bare = { tags: [], data: null, timeEnd: found.time }
  inOrder(Object.assign(found, bare, valuesOf(body), { updated: desk.clock.now() }))
  return said(200, 'Annotation updated')
}

function remove(desk: Desk, _: SandboxRequest, id: string): SandboxReply {
  desk.annotations.splice(desk.annotations.indexOf(known(desk, id)), 1)
  return said(200, 'Annotation deleted')
}

/** [A] A gateway speaks HTML. */
function naturalAnswer(status: number): SandboxReply {
  return status >= 502 && status <= 504
    ? page(status, String(status))
    : said(status, `Refused with ${status}`)
}

/** What stands behind the name of a tag. */
function valueOfTag({ tags: own }: Annotation, name: string): string {
  return own.find((tag) => tag.startsWith(`${name}:`))?.slice(name.length + 1) ?? ''
}

const STATES: Readonly<Record<string, HeldDeploy['state']>> = { started: 'open', success: 'good' }

function heldOf(annotation: Annotation): HeldDeploy {
  return {
    id: String(annotation.id),
    environment: valueOfTag(annotation, 'environment'),
    version: valueOfTag(annotation, 'version'),
    text: valueOfTag(annotation, 'record-deploy'),
    state: STATES[valueOfTag(annotation, 'status')] ?? 'bad',
  }
}

const START = Date.parse('2026-11-20T10:00:00Z')

export const standIn = {
  make: ({ clock, switches = {}, past }) => {
    const grafana = makeGrafana({ clock, switches })
    for (const { version, sha, at } of past ?? usualPast(clock)) {
      const own = ['deploy', 'environment:production', 'repository:acme/shop', `version:${version}`]
      const all = [...own, `commit:${sha}`, 'status:success']
      grafana.add({ time: at - 60_000, timeEnd: at, text: version, tags: all })
    }
    const deploys = () => grafana.annotations.filter((each) => each.tags.includes('deploy')).map(heldOf)
    return holding(grafana, deploys)
  },
  token: TOKEN,
  tokenEnv: 'GRAFANA_TOKEN',
  inputs: { 'grafana-dashboard': '', 'grafana-panel': '', 'grafana-tags': '' },
  hosts: 'the host of `api-url`',
  holds: 'an organization with annotations of 1.0.0 and 1.1.0 deployed to production',
  with: { environment: 'production' },
  operations: {
    deploy: {},
    track: {},
    start: {},
    finish: { version: '1.1.0', 'deploy-id': '2' },
    rollback: {},
  },
  further: [
    {
      with: {
        operation: 'track',
        status: 'failure',
        'grafana-dashboard': 'abc',
        'grafana-panel': '2',
        'grafana-tags': 'team:web',
      },
    },
  ],
  switches: switchWords(SWITCHES),
  identity: 'lookup',
  marker: 'shown',
  outcome: 'recorded',
  write: { method: 'POST', path: '/api/annotations' },
  read: { method: 'GET', path: '/api/annotations/' },
  readsForSummary: 1,
  // A colon in a tag's value would be the end of it.
  versionOf: (version) => version.replaceAll(':', '%3A'),
  race: { environments: ['staging', 'production'], switches: {}, releases: 0 },
  flows: [
    {
      workflow: 'track-deploy',
      inputs: {
        environment: 'production',
        version: '2.0.0',
        start: START,
        end: START + 60_000,
        marker: '0123abcd',
      },
      expected: {
        annotations: [
          {},
          {},
          {
            time: START,
            timeEnd: START + 60_000,
            tags: [
              'deploy',
              'environment:production',
              'version:2.0.0',
              'record-deploy:0123abcd',
              'status:success',
            ],
          },
        ],
      },
      // The server puts the two into their order.
      spoilt: { inputs: { end: START - 60_000 }, step: 'read' },
    },
  ],
} satisfies StandIn
