// What an Akkeris installation holds: apps, builds, releases and their statuses, with the rules that
// change them. Facts: akkeris/controller-api 05b6768 as run on loopback; [A] marks our assumptions.
import { randomUUID } from 'node:crypto'
import type { Clock } from '../server.ts'
import type { Settings } from './switches.ts'
import { type Moving, move, parseTimeline } from './timeline.ts'

export interface App {
  readonly id: string
  readonly simpleName: string
  readonly space: string
  readonly createdAt: number
  /** Feature name to enabled; the catalogue is in features.ts. */
  readonly features: Map<string, boolean>
  /** How often a change of a feature restarted the app; the action must leave this at 0. */
  restarts: number
}

export interface Build extends Moving {
  readonly id: string
  readonly app: App
  readonly url: string
  readonly source: Readonly<Record<string, string>>
  /** The builder's number, from the moment it picks the build up. */
  number: string
  updatedAt: number
  /** Rises with every change of any build: the order of the list, safe against equal times. */
  touched: number
  /** When it succeeded, by the clock and by the count of requests. */
  succeeded?: { readonly at: number; readonly request: number }
}

export interface Release extends Moving {
  readonly id: string
  readonly app: App
  readonly version: number
  readonly slug: string
  readonly description: string
  readonly statuses: ReleaseStatus[]
}

/** As it is shown. */
export interface ReleaseStatus {
  readonly id: string
  state: string
  name: string
  readonly context: string
  description: string
  target_url: string
  image_url: string
  readonly created_at: string
  updated_at: string
}

export interface State {
  readonly clock: Clock
  readonly settings: Settings
  readonly apps: App[]
  readonly builds: Build[]
  readonly releases: Release[]
  /** Timelines for the next releases and builds; when empty, the switches say. */
  readonly scripts: { readonly releases: string[]; readonly builds: string[] }
  /** What no careful client sends: unrouted paths, unknown fields, a missing content type. */
  readonly surprises: string[]
  requests: number
  changes: number
}

/** The ids of the default state. */
export const seed = {
  app: '0a1b2c3d-0000-4000-8000-000000000001',
  olderBuild: '0a1b2c3d-0000-4000-8000-0000000000b1',
  newerBuild: '0a1b2c3d-0000-4000-8000-0000000000b2',
  olderRelease: '0a1b2c3d-0000-4000-8000-0000000000e1',
  newerRelease: '0a1b2c3d-0000-4000-8000-0000000000e2',
} as const

const HOUR = 3_600_000
/** The timer in the controller that ends a release nobody reported. [O] */
const UNKNOWN_AFTER_MS = 600_000

export function makeState(clock: Clock, settings: Settings): State {
  const state: State = {
    clock,
    settings,
    apps: [],
    builds: [],
    releases: [],
    scripts: { releases: [], builds: [] },
    surprises: [],
    requests: 0,
    changes: 0,
  }
  const app = addApp(state, 'web-acme', seed.app)
  if (settings.history === 'none') return state
  const rows = [
    { ago: 72 * HOUR, build: seed.olderBuild, release: seed.olderRelease, commit: settings['older-commit'] },
    { ago: HOUR, build: seed.newerBuild, release: seed.newerRelease, commit: settings.commit },
  ]
  rows.forEach(({ ago, build, release, commit }, index) => {
    const at = clock.now() - ago
    const tag = `1.${index}.0`
    addBuild(state, app, { id: build, at, commit, version: tag, timeline: 'succeeded@0' })
    state.releases.push({
      ...emptyRelease(state, app),
      id: release,
      slug: build,
      description: `Deploy of ${build}`,
      createdAt: at + 60_000,
      status: 'succeeded',
      statuses: release === seed.newerRelease ? attachedTo(state, at) : [],
    })
  })
  settleAll(state)
  return state
}

function attachedTo({ settings: { attached } }: State, at: number): ReleaseStatus[] {
  if (attached === '') return []
  const texts = {
    name: 'Deploy #1',
    context: 'record-deploy',
    description: '',
    target_url: '',
    image_url: '',
  }
  const time = new Date(at).toISOString()
  return [{ id: randomUUID(), state: attached, ...texts, created_at: time, updated_at: time }]
}

/** Adds an app by its full name, e.g. `other-acme`; the last part is the space. */
export function addApp(state: State, name: string, id: string = randomUUID()): App {
  const cut = name.lastIndexOf('-')
  const app = {
    id,
    simpleName: name.slice(0, cut),
    space: name.slice(cut + 1),
    createdAt: state.clock.now() - 90 * 24 * HOUR,
    features: new Map([['auto-release', state.settings['auto-release'] === 'on']]),
    restarts: 0,
  }
  state.apps.push(app)
  return app
}

export interface NewBuild {
  readonly id?: string
  readonly at?: number
  readonly url?: string
  readonly commit?: string
  readonly version?: string
  readonly source?: Readonly<Record<string, string>>
  readonly timeline?: string
}

/** Records a build as queued; it then follows `timeline`, the next script, or the switch, in this order. */
export function addBuild(state: State, app: App, wanted: NewBuild): Build {
  const id = wanted.id ?? randomUUID()
  const at = wanted.at ?? state.clock.now()
  const version = wanted.version ?? ''
  const usual = state.settings['build-service'] === 'down' ? 'refused' : state.settings.build
  const text = wanted.timeline ?? state.scripts.builds.shift() ?? usual
  const build: Build = {
    id,
    app,
    url: wanted.url ?? `docker://registry.example/${app.simpleName}:${version || 'latest'}`,
    source: wanted.source ?? { version, commit: wanted.commit ?? '', author: 'bot', repo: '' },
    number: '0',
    status: 'queued',
    ...parseTimeline(text),
    createdAt: at,
    updatedAt: at,
    touched: ++state.changes,
  }
  state.builds.push(build)
  return build
}

/** Changes a build's status, with the marks that a change leaves. */
export function changeBuild(state: State, build: Build, status: string, at: number): void {
  if (build.status === status) return
  build.status = status
  build.updatedAt = at
  build.touched = ++state.changes
  if (status !== 'queued' && build.number === '0') build.number = String(state.builds.indexOf(build) + 1)
  if (status === 'succeeded') build.succeeded = { at, request: state.requests }
}

/**
 * Records a release under the next version. A refused one is recorded too, as `failed`: that is the real
 * controller's behaviour behind its 500. A report of a dyno that the region did take changes even that. [O]
 */
export function addRelease(state: State, app: App, wanted: Pick<Release, 'slug' | 'description'>): Release {
  const { refused, steps } = parseTimeline(state.scripts.releases.shift() ?? state.settings.release)
  const older = state.settings.older === 'on'
  const release: Release = {
    ...emptyRelease(state, app),
    ...wanted,
    // [A] An older installation reports success at once, as its documentation shows.
    status: refused ? 'failed' : older ? 'succeeded' : 'pending',
    refused,
    steps: older ? [] : steps,
  }
  // Its dynos are replaced before they report, so an earlier release stays pending until the timer [S], or for
  // ever, when the timer died with a controller that was restarted [O]. [A] A refused release replaces nothing.
  for (const earlier of refused ? [] : releasesOf(state, app)) {
    const isDead = earlier.steps.every(({ status }) => status === 'pending')
    if (earlier.status !== 'pending' || isDead) continue
    earlier.steps = [{ status: 'unknown', afterMs: UNKNOWN_AFTER_MS }]
  }
  state.releases.push(release)
  return release
}

function emptyRelease(state: State, app: App): Release {
  const createdAt = state.clock.now()
  // One more than the highest that is there when the request comes, without a lock: not unique. [O]
  const seen = releasesOf(state, app).filter(
    (each) => state.settings['version-race'] === 'off' || createdAt - each.createdAt >= 1000,
  )
  return {
    id: randomUUID(),
    app,
    version: Math.max(0, ...seen.map((each) => each.version)) + 1,
    slug: '',
    description: '',
    createdAt,
    refused: false,
    status: 'pending',
    steps: [],
    statuses: [],
  }
}

export function releasesOf(state: State, app: App): Release[] {
  return state.releases.filter((each) => each.app === app)
}

export function buildsOf(state: State, app: App): Build[] {
  return state.builds.filter((each) => each.app === app)
}

/** Takes every step that the clock has made due, without anybody asking. */
export function settleAll(state: State): void {
  for (const build of state.builds) moveBuild(state, build, false)
  for (const release of state.releases) moveRelease(state, release, false)
}

export function moveBuild(state: State, build: Build, asked: boolean): void {
  move(build, state.clock.now(), asked, (status, at) => changeBuild(state, build, status, at))
}

/** A change of status leaves the release's place in the list alone. [S] */
export function moveRelease(state: State, release: Release, asked: boolean): void {
  move(release, state.clock.now(), asked, (status) => {
    release.status = status
  })
}
