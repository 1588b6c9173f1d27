// A strict, stateful stand-in of the Akkeris apps API: the gateway by default, the raw controller by the
// switch face=controller. Marks in the comments: [O] seen on the real server, [S] read in its source,
// [A] assumed by us. Promotions and pipelines are left out.
//
// By the recorded answers of the real gateway and controller to 121 requests, three are answered otherwise here when
// started with history=none. They are harmless, since no client reads what differs: the gateway's HTML pages for a bad
// and for an oversized body lack the trace of the server's code (two), and a description that is sent as a number is
// not echoed as a number.

import { holding } from '../kit/held.ts'
import { replyOf } from '../kit/refusal.ts'
import type { StandIn, Texts } from '../kit/stand-in.ts'
import { switchWords } from '../kit/switches.ts'
import type { Clock, SandboxReply, SandboxRequest } from '../server.ts'
import { fullName, iso, json, sentence } from './answers.ts'
import * as builds from './builds.ts'
import { appOf, type Call } from './call.ts'
import { enter, refusal, unrouted } from './faces.ts'
import * as features from './features.ts'
import { flows } from './flows.ts'
import * as releases from './releases.ts'
import {
  type App,
  addApp,
  addBuild,
  buildsOf,
  makeState,
  type NewBuild,
  releasesOf,
  type State,
  seed,
  settleAll,
} from './state.ts'
import * as statuses from './statuses.ts'
import { readSettings, SWITCHES } from './switches.ts'
import { parseTimeline } from './timeline.ts'

export { seed as akkerisSeed }

export type Akkeris = ReturnType<typeof makeAkkeris>

/** Makes the installation with the app `web-acme`, two builds and their releases v1 and v2 (current). */
export function makeAkkeris({ clock, switches }: { readonly clock: Clock; readonly switches?: Texts }) {
  const settings = readSettings(switches)
  const state = makeState(clock, settings)
  const script = (queue: string[]) => (timeline: string) => {
    parseTimeline(timeline)
    queue.push(timeline)
  }
  return {
    id: 'akkeris',
    knowsHalves: true as const,
    state,
    /** What no careful client sends; a test asserts that it is empty. */
    surprises: state.surprises,
    handle: (request: SandboxRequest) =>
      packed(
        request,
        replyOf(() => handle(state, request)),
      ),
    refuse: (status: number, request: SandboxRequest) => packed(request, refusal(settings.face, status)),
    describe: () => describe(state),
    /** The timeline of the next release that anybody makes (timeline.ts). */
    scriptRelease: script(state.scripts.releases),
    scriptBuild: script(state.scripts.builds),
    /** Another app, e.g. `other-acme`, without builds. */
    addApp: (name: string) => addApp(state, name),
    /** A build that somebody else made; `succeeded@0` as its timeline makes it ready at once. */
    addBuild: (app: App, build: NewBuild) => {
      const added = addBuild(state, app, build)
      settleAll(state)
      return added
    },
    /** Lets the auto-release ticker run now, whatever its delay. */
    tick: () => {
      settleAll(state)
      features.tick(state, true)
    },
  }
}

function handle(state: State, request: SandboxRequest): SandboxReply {
  state.requests += 1
  settleAll(state)
  features.tick(state)
  const body = enter(state, request)
  const found = findRoute(request)
  if (found) return found.run({ state, request, body, names: found.names })
  state.surprises.push(
    `unrouted ${request.method} ${request.path}${request.hasQuery ? `?${request.query}` : ''}`,
  )
  return unrouted(state.settings.face)
}

function packed(request: SandboxRequest, reply: SandboxReply): SandboxReply {
  return { ...reply, gzip: /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')) }
}

const getApp = (call: Call) => json(200, appView(call, appOf(call)))
/** No app is in a pipeline here. [O] */
const noCoupling = (call: Call) => {
  appOf(call)
  return sentence(404, 'The specified pipeline coupling was not found.')
}

type Handler = (call: Call) => SandboxReply

const ROUTES: readonly (readonly [method: string, template: string, run: Handler])[] = [
  ['GET', '/apps/{app}', getApp],
  ['GET', '/apps/{app}/pipeline-couplings', noCoupling],
  ['GET', '/apps/{app}/features', features.listFeatures],
  ['GET', '/apps/{app}/features/{feature}', features.getFeature],
  ['PATCH', '/apps/{app}/features/{feature}', features.changeFeature],
  ['GET', '/apps/{app}/builds', builds.listBuilds],
  ['POST', '/apps/{app}/builds', builds.createBuild],
  ['GET', '/apps/{app}/builds/{id}', builds.getBuild],
  ['DELETE', '/apps/{app}/builds/{id}', builds.stopBuild],
  ['PUT', '/apps/{app}/builds/{id}', builds.rebuild],
  ['GET', '/apps/{app}/builds/{id}/result', builds.getBuildResult],
  ['GET', '/slugs/{id}', builds.getSlug],
  ['GET', '/apps/{app}/releases', releases.listReleases],
  ['POST', '/apps/{app}/releases', releases.createRelease],
  ['GET', '/apps/{app}/releases/{id}', releases.getRelease],
  ['GET', '/apps/{app}/releases/{id}/statuses', statuses.listStatuses],
  ['POST', '/apps/{app}/releases/{id}/statuses', statuses.createStatus],
  ['GET', '/apps/{app}/releases/{id}/statuses/{status}', statuses.getStatus],
  ['PATCH', '/apps/{app}/releases/{id}/statuses/{status}', statuses.changeStatus],
]

/** Letters, digits, `-_.` and the signs between Z and a: a percent sign matches no route. [S] */
const SEGMENT = '[A-Za-z0-9\\-_.[\\\\\\]^`]+'
/**
 * Routes end where path and query end, so a query string or a trailing slash finds none. [O, S] They are found in any
 * case, but what is in the path is read in the right one only. [O]
 */
function findRoute(request: SandboxRequest): { run: Handler; names: Call['names'] } | undefined {
  if (request.hasQuery) return undefined
  for (const [method, template, run] of ROUTES) {
    const pattern = `^${template.replace(/\{(\w+)\}/g, `(?<$1>${SEGMENT})`)}$`
    if (method !== request.method || !new RegExp(pattern, 'i').test(request.path)) continue
    return { run, names: { ...new RegExp(pattern).exec(request.path)?.groups } }
  }
  return undefined
}

/** [A] Everything that our client does not read is as in one observed answer. */
function appView({ state }: Call, app: App) {
  const { compliance } = state.settings
  const last = releasesOf(state, app).at(-1)
  const at = iso(app.createdAt)
  const named = (id: string, name: string) => ({ id: `565c9b0c-986e-455b-93c8-00000000000${id}`, name })
  return {
    archived_at: at,
    buildpack_provided_description: 'default',
    build_stack: named('1', 'ds1'),
    created_at: at,
    description: '',
    git_url: null,
    git_branch: null,
    id: app.id,
    labels: '',
    maintenance: false,
    name: fullName(app),
    simple_name: app.simpleName,
    key: fullName(app),
    owner: { email: '', id: releases.READ_USER },
    organization: named('2', 'acme'),
    formation: formationView(state.settings.dynos.split(','), last !== undefined, at),
    preview: null,
    region: named('3', 'us-seattle'),
    released_at: last ? iso(last.createdAt) : null,
    repo_size: 0,
    slug_size: 0,
    space: { ...named('4', app.space), compliance: compliance && `compliance=${compliance}` },
    stack: named('1', 'ds1'),
    updated_at: iso(last?.createdAt ?? app.createdAt),
    web_url: `https://${fullName(app)}.example/`,
    ...(last ? { image: 'x' } : {}),
  }
}

/** The first release makes a web formation; others are made beforehand. [D, S] */
function formationView(types: readonly string[], isReleased: boolean, at: string) {
  const usual = { quantity: 1, size: 'gp1', command: null, healthcheck: null, created_at: at, updated_at: at }
  return (isReleased || types.length > 1 ? types : []).map((type, index) => {
    const id = `034b76e1-6367-4a1f-b900-f94e3c2c266${index}`
    return { id, type, port: type === 'web' ? 9000 : null, ...usual }
  })
}

function describe(state: State): unknown {
  return state.apps.map((app) => ({
    app: fullName(app),
    builds: buildsOf(state, app).map(({ id, status, source }) => ({ id, status, commit: source['commit'] })),
    releases: releasesOf(state, app).map(({ version, id, slug, status, description, ...release }) => {
      const attached = release.statuses.map(({ context, state: value }) => `${context}: ${value}`)
      return { version, id, slug, status, description, statuses: attached }
    }),
  }))
}

const TOKEN = SWITCHES.token.initial
const IMAGE = { 'akkeris-slug': '', 'akkeris-image': 'docker://registry.example/web:2' }
const STATES: Readonly<Record<string, 'open' | 'good'>> = { pending: 'open', succeeded: 'good' }

export const standIn = {
  make: ({ clock, switches = {}, past = [] }) => {
    const [last, older] = past.map(({ sha }) => sha).reverse()
    const commits = last && older ? { commit: last, 'older-commit': older } : {}
    const akkeris = makeAkkeris({ clock, switches: { ...commits, ...switches } })
    return holding(akkeris, () =>
      akkeris.state.releases.map(({ id, slug: version, description: text, status }) => {
        return { id, environment: 'web-acme', version, text, state: STATES[status] ?? 'bad' }
      }),
    )
  },
  token: TOKEN,
  tokenEnv: 'AKKERIS_TOKEN',
  inputs: {
    'akkeris-app': '',
    'akkeris-slug': '',
    'akkeris-image': '',
    'akkeris-status': 'false',
    'akkeris-unknown': 'warn',
  },
  hosts: '`api-url`',
  holds: 'app web-acme with two builds and their releases v1 and v2',
  with: { 'akkeris-app': 'web-acme', 'akkeris-slug': seed.newerBuild },
  operations: { deploy: {}, start: {}, finish: { 'deploy-id': seed.newerRelease }, rollback: {} },
  further: [
    { with: { operation: 'deploy', 'akkeris-slug': 'latest', 'akkeris-status': 'true' } },
    { with: { operation: 'deploy', ...IMAGE } },
    { with: IMAGE, switches: { build: 'pending,failed' } },
    {
      with: { operation: 'finish', 'deploy-id': seed.newerRelease, 'akkeris-status': 'true' },
      switches: { attached: 'failure' },
    },
  ],
  switches: switchWords(SWITCHES),
  failing: { release: 'failed' },
  identity: 'lookup',
  marker: 'shown',
  outcome: 'succeeded',
  write: { method: 'POST', path: '/releases' },
  read: { method: 'GET', path: '/releases' },
  readsForSummary: 2,
  // What is deployed is a build; the version is only a word on it.
  versionOf: () => seed.newerBuild,
  flows,
} satisfies StandIn
