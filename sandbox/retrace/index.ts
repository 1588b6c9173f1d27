// A stand-in of Stackify Retrace deployment tracking. [D] vendor documentation, [S] vendor source,
// [A] assumed: the vendor documents little of what is answered, so the assumptions can be switched (switches.ts).

import { parseObject } from '../kit/body.ts'
import { holding } from '../kit/held.ts'
import { must, Refusal, replyOf } from '../kit/refusal.ts'
import type { StandIn } from '../kit/stand-in.ts'
import { readSwitches, switchWords } from '../kit/switches.ts'
import type { Clock, SandboxReply, SandboxRequest } from '../server.ts'
import { flows } from './flows.ts'
import { SWITCHES, type Switches } from './switches.ts'
import { type AppEnv, type Command, type Fields, makeTracker } from './tracker.ts'

export interface RetraceOptions {
  readonly clock: Clock
  readonly switches?: Readonly<Record<string, string>>
  readonly apiKey?: string
  readonly apps?: readonly AppEnv[]
}

const KEY = 'retrace-key'
const APPS: readonly AppEnv[] = [
  { app: 'Shop', environment: 'Prod' },
  { app: 'Shop', environment: 'QA' },
  { app: 'Billing', environment: 'Prod' },
]

const REQUIRED = ['AppName', 'EnvironmentName', 'Version'] as const
const OPTIONAL = ['Name', 'Uri', 'Branch', 'Commit'] as const
const FIELDS: readonly string[] = [...REQUIRED, ...OPTIONAL]

interface Route {
  readonly method: 'GET' | 'POST'
  readonly answer: (request: SandboxRequest) => SandboxReply
}

interface Desk {
  readonly apiKey: string
  readonly switches: Switches
  readonly tracker: ReturnType<typeof makeTracker>
  readonly surprises: string[]
}

export function makeRetrace(options: RetraceOptions) {
  const { clock, apiKey = KEY, apps = APPS } = options
  const switches = readSwitches(SWITCHES, options.switches)
  const tracker = makeTracker(clock, switches, apps)
  const surprises: string[] = []
  const routes = makeRoutes({ apiKey, switches, tracker, surprises })

  return {
    id: 'retrace',
    handle: (request: SandboxRequest): SandboxReply => {
      const { method, path, text } = request
      const route = routes.get(path)
      // [D] the key is a header; the documentation's list of fields also names it, but no client sends it there.
      if (`${path}?${request.query} ${text}`.includes(apiKey))
        surprises.push(`${path}: the key is not only a header`)
      if (request.hasQuery) surprises.push(`${path}: a query`)
      if (!route || route.method !== method) surprises.push(`no such route: ${method} ${path}`)
      if (!route) return refusal(404, `No resource at ${path}.`, switches) // [A]
      if (route.method === method) return route.answer(request)
      return { ...refusal(405, `No ${method} here.`, switches), headers: { allow: route.method } } // [A]
    },
    refuse: (status: number) => naturalAnswer(status, switches),
    describe: () => ({ ...tracker.state(), surprises }),
    /** What is held now; read it again after each request. */
    get state() {
      return tracker.state()
    },
    /** Routes, fields and values that the contract does not know, in plain words. A test expects none. */
    surprises,
    /** Runs the five-minute job now; it also runs by the clock. */
    tick: tracker.tick,
    /** Makes an app known afterwards, as somebody would in the portal. */
    addApp: tracker.addApp,
  }
}

function makeRoutes(desk: Desk): ReadonlyMap<string, Route> {
  const { apiKey, switches, tracker } = desk
  const noKey: SandboxReply = { status: Number(switches['bad-key']) } // [A]
  // [D] the scheme word is ApiKey; [A] that another word, or another spelling, is refused.
  const withKey = (answer: Route['answer']) => (request: SandboxRequest) =>
    request.headers.authorization === `ApiKey ${apiKey}` ? answer(request) : noKey
  const command = (name: Command): Route => ({
    method: 'POST',
    answer: withKey((request) => replyOf(() => obey(name, request, desk))),
  })
  // [S, 2018] api.stackify.com with its own header; here on the same port, as with an `api-url` of the user.
  const lookup: Route['answer'] = ({ headers }) => {
    if (switches.lookup !== '200') return { status: Number(switches.lookup) }
    return headers['x-stackify-key'] === apiKey ? { status: 200, json: tracker.appsAndEnvs() } : noKey
  }
  const list = withKey(() => ({ status: 200, json: tracker.state().records }))
  return new Map<string, Route>([
    ['/api/v1/deployments/start', command('start')], // [D]
    ['/api/v1/deployments/complete', command('complete')], // [D]
    ['/api/v1/deployments/cancel', command('cancel')], // [D]
    ['/api/v1/deployments', { method: 'GET', answer: list }], // unofficial: read by a third party's client of 2017
    ['/api/apps/envs', { method: 'GET', answer: lookup }], // [S] unofficial: the Jenkins plugin's drop-down
  ])
}

function obey(name: Command, request: SandboxRequest, desk: Desk): SandboxReply {
  const { switches, tracker } = desk
  const fields = readBody(name, request, desk)
  const { AppName, EnvironmentName, Version } = fields
  const result = tracker.apply(name, fields)
  if (result === 'accepted') return accepted(switches)
  const [status, why] =
    result === 'names'
      ? [switches['bad-names'], `No app ${AppName} with the environment ${EnvironmentName}.`]
      : [switches['bad-transition'], `Cannot ${name} ${Version} now.`]
  return refusal(Number(status), why, switches) // [A]
}

/** Reads a command's body: all values are strings [D]; null stands for "not given", as the Jenkins plugin sends it [S]. */
function readBody(command: Command, { headers, text }: SandboxRequest, desk: Desk): Fields {
  const { switches, surprises } = desk
  const bad = (problem: string) => refusal(Number(switches['bad-body']), problem, switches) // [A]
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new Refusal(bad('The content type is not application/json.'))
  const body = must(parseObject(text), bad('The body is not a JSON object.'))
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(body)) {
    const name = fieldName(key, switches)
    if (!name) surprises.push(`${command}: unknown field ${key}`) // [A] ignored by the service
    if (!name || value === null) continue
    if (typeof value !== 'string') throw new Refusal(bad(`${name} is not a string.`)) // [A]
    // The vendor's script leaves out what is empty, and sends no descriptive field with cancel [D].
    const described = !REQUIRED.some((each) => each === name)
    if (described && value === '') surprises.push(`${command}: ${name} is empty`)
    if (described && command === 'cancel') surprises.push(`cancel: ${name} is not one of its fields`)
    if (value !== '') texts.set(name, value)
  }
  const [AppName, EnvironmentName, Version] = REQUIRED.map((name) => texts.get(name))
  if (!AppName || !EnvironmentName || !Version) throw new Refusal(bad(`${REQUIRED.join(', ')} are required.`))
  const described = Object.fromEntries([...texts].filter(([name]) => OPTIONAL.some((each) => each === name)))
  return { ...described, AppName, EnvironmentName, Version }
}

/** [A] PascalCase only; a client of 2017 sends camelCase, which hints at names in any case. */
function fieldName(key: string, switches: Switches): string | undefined {
  const anyCase = switches['field-names'] === 'any-case'
  return FIELDS.find((name) => name === key || (anyCase && name.toLowerCase() === key.toLowerCase()))
}

/** 202 is documented for complete [D]; for the others, and for any body, it is [A]. No client ever read an id. */
function accepted({ status, body }: Switches): SandboxReply {
  return { status: Number(status), ...inShape(body, 'Accepted') }
}

/** [A] The shape of an error is not documented; both known clients look at the status only. */
function refusal(status: number, message: string, switches: Switches): SandboxReply {
  return { status, ...inShape(switches['error-body'], message) }
}

function inShape(shape: 'empty' | 'json' | 'text', message: string): Omit<SandboxReply, 'status'> {
  if (shape === 'json') return { json: { Message: message } }
  return shape === 'text' ? { headers: { 'content-type': 'text/plain' }, text: message } : {}
}

/** [A] What an injected status looks like: a gateway speaks HTML, a bad key and a limit say nothing. */
function naturalAnswer(status: number, switches: Switches): SandboxReply {
  if (status === 401 || status === 403 || status === 429) return { status }
  if (status >= 502 && status <= 504) {
    const text = `<html><head><title>${status}</title></head><body><h1>${status} from the gateway</h1></body></html>`
    return { status, headers: { 'content-type': 'text/html' }, text }
  }
  return refusal(status, status >= 500 ? 'An error has occurred.' : `Refused with ${status}.`, switches)
}

export const standIn = {
  make: (options) => {
    const retrace = makeRetrace(options)
    // A start alone is no deploy: only completed requests become a record.
    return holding(retrace, () =>
      [...retrace.state.completed, ...retrace.state.dropped].map(({ fields }) => {
        const { AppName, EnvironmentName: environment, Version: version, Name: text = '' } = fields
        return { id: `${AppName}/${environment}/${version}`, environment, version, text, state: 'good' }
      }),
    )
  },
  token: KEY,
  tokenEnv: 'STACKIFY_API_KEY',
  inputs: { 'retrace-app': '', 'retrace-check-names': 'false' },
  isAuthentic: ({ authorization, 'x-stackify-key': lookUpKey }, path) =>
    path === '/api/apps/envs'
      ? lookUpKey === KEY && authorization === undefined
      : authorization === `ApiKey ${KEY}` && lookUpKey === undefined,
  hosts: '`api.stackify.net`; with `retrace-check-names` also `api.stackify.com`',
  holds: 'app Shop with the environments Prod and QA, app Billing with Prod',
  with: { 'retrace-app': 'Shop', environment: 'Prod' },
  operations: { deploy: {}, track: {}, start: {}, finish: {}, rollback: { version: '1.0.0' } },
  further: [
    { with: { 'started-at': '2026-01-01T00:00:00Z' } },
    { with: { operation: 'deploy', 'retrace-check-names': 'true' } },
    { with: { operation: 'track', status: 'cancelled' } },
  ],
  switches: switchWords(SWITCHES),
  identity: 'none',
  marker: 'hidden',
  outcome: 'accepted',
  write: { method: 'POST', path: '/deployments/complete' },
  takesAnyBody: true,
  flows,
} satisfies StandIn
