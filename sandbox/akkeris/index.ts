// A strict, stateful stand-in of the Akkeris apps API: the gateway by default, the raw controller by the
// switch face=controller. Marks in the comments: [O] seen on the real server, [S] read in its source,
// [A] assumed by us. Promotions and pipelines are left out.

import type { Clock, SandboxReply, SandboxRequest, Service } from '../server.ts'
import * as builds from './builds.ts'
import { type Call, fullName, type Handler, iso, json, withApp } from './call.ts'
import { enter, refusal, unrouted } from './faces.ts'
import * as features from './features.ts'
import * as releases from './releases.ts'
import {
  type App,
  addApp,
  addBuild,
  type Build,
  buildsOf,
  makeState,
  type NewBuild,
  releasesOf,
  type State,
  seed,
  settleAll,
} from './state.ts'
import * as statuses from './statuses.ts'
import { readSwitches } from './switches.ts'
import { parseTimeline } from './timeline.ts'

export { seed as akkerisSeed }

export interface Akkeris extends Service {
  readonly state: State
  /** What no careful client sends; a test asserts that it is empty. */
  readonly surprises: readonly string[]
  /** The timeline of the next release that anybody makes (timeline.ts), or `refused`. */
  scriptRelease(timeline: string): void
  scriptBuild(timeline: string): void
  /** Another app, e.g. `other-acme`, without builds. */
  addApp(name: string): App
  /** A build that somebody else made; `succeeded@0` as its timeline makes it ready at once. */
  addBuild(app: App, build: NewBuild): Build
  /** Lets the auto-release ticker run now, whatever its delay. */
  tick(): void
}

/** Makes the installation with the app `web-acme`, two builds and their releases v1 and v2 (current). */
export function makeAkkeris(options: {
  readonly clock: Clock
  readonly switches?: Readonly<Record<string, string>>
}): Akkeris {
  const settings = readSwitches(options.switches ?? {})
  const state = makeState(options.clock, settings)
  return {
    id: 'akkeris',
    knowsHalves: true,
    state,
    surprises: state.surprises,
    handle: (request) => finish(request, handle(state, request)),
    refuse: (status, request) => finish(request, refusal(settings.face, status)),
    describe: () => describe(state),
    scriptRelease: (timeline) => {
      if (timeline !== 'refused') parseTimeline(timeline)
      state.scripts.releases.push(timeline)
    },
    scriptBuild: (timeline) => {
      parseTimeline(timeline)
      state.scripts.builds.push(timeline)
    },
    addApp: (name) => addApp(state, name),
    addBuild: (app, build) => {
      const added = addBuild(state, app, build)
      settleAll(state)
      return added
    },
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
  const entered = enter(state, request)
  if ('reply' in entered) return entered.reply
  const found = findRoute(request)
  if (found) return found.run({ state, request, body: entered.body, names: found.names })
  state.surprises.push(
    `unrouted ${request.method} ${request.path}${request.hasQuery ? `?${request.query}` : ''}`,
  )
  return unrouted(state.settings.face)
}

/** What every answer has in common; the counter never moves. [S, O] [A] On every answer, empty ones too. */
function finish(request: SandboxRequest, reply: SandboxReply): SandboxReply {
  const gzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  return { ...reply, headers: { 'ratelimit-remaining': '2400', ...reply.headers }, gzip }
}

const getApp = withApp((call, app) => json(200, appView(call, app)))

const ROUTES = [
  ['GET', '/apps/{app}', getApp],
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
] as const satisfies readonly (readonly [string, string, Handler])[]

/** Letters, digits, `-_.` and the signs between Z and a: a percent sign matches no route. [S] */
const SEGMENT = '[A-Za-z0-9\\-_.[\\\\\\]^`]+'
const COMPILED = ROUTES.map(([method, template, run]) => ({
  method,
  pattern: new RegExp(`^${template.replace(/\{(\w+)\}/g, `(?<$1>${SEGMENT})`)}$`),
  run,
}))

/** Routes end where path and query end, so a query string or a trailing slash finds none. [O, S] */
function findRoute(request: SandboxRequest): { run: Handler; names: Call['names'] } | undefined {
  if (request.hasQuery) return undefined
  for (const { method, pattern, run } of COMPILED) {
    const match = method === request.method ? pattern.exec(request.path) : null
    if (match) return { run, names: { ...match.groups } }
  }
  return undefined
}

/** [A] Everything that our client does not read is as in one observed answer. */
function appView({ state }: Call, app: App) {
  const made = releasesOf(state, app)
  const last = made.at(-1)
  const at = iso(app.createdAt)
  const named = (id: string, name: string) => ({ id: `565c9b0c-986e-455b-93c8-00000000000${id}`, name })
  const web = { type: 'web', port: 9000, quantity: 1, size: 'gp1', command: null, healthcheck: null }
  const id = '034b76e1-6367-4a1f-b900-f94e3c2c266f'
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
    // The first release makes a web formation. [D, S]
    formation: last ? [{ id, ...web, created_at: at, updated_at: at }] : [],
    preview: null,
    region: named('3', 'us-seattle'),
    released_at: last ? iso(last.createdAt) : null,
    repo_size: 0,
    slug_size: 0,
    space: { ...named('4', app.space), compliance: complianceTag(state) },
    stack: named('1', 'ds1'),
    updated_at: iso(last?.createdAt ?? app.createdAt),
    web_url: `https://${fullName(app)}.example/`,
    ...(last ? { image: 'x' } : {}),
  }
}

function complianceTag(state: State): string {
  return state.settings.compliance && `compliance=${state.settings.compliance}`
}

function describe(state: State): unknown {
  return state.apps.map((app) => ({
    app: fullName(app),
    builds: buildsOf(state, app).map(({ id, status, source }) => ({ id, status, commit: source['commit'] })),
    releases: releasesOf(state, app).map(
      ({ version, id, slug, status, description, statuses: attached }) => ({
        version,
        id,
        slug,
        status,
        description,
        statuses: attached.map(({ context, state: value }) => `${context}: ${value}`),
      }),
    ),
  }))
}
