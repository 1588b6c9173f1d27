// The features of an app, and the ticker behind the feature auto-release.
import { must } from '../kit/refusal.ts'
import type { SandboxReply } from '../server.ts'
import { json, sentence } from './answers.ts'
import { newestBuild } from './builds.ts'
import { appOf, type Call, readFields } from './call.ts'
import { type App, addRelease, type Build, type State } from './state.ts'

/** Names as in the source; ids and descriptions are [A], those of auto-release apart. */
const CATALOGUE = [
  {
    name: 'auto-release',
    display_name: 'Auto release builds',
    id: '8e7ec5d2-c410-4d04-8d5e-db7746c40b44',
    description:
      'When the application receives a new build whether or not it should automatically release the build.',
    state: 'public',
  },
  ...['preview', 'preview-sites', 'preview-addons', 'preview-dynos', 'service-mesh', 'http2-end-to-end'].map(
    (name, index) => feature(name, index),
  ),
  { ...feature('http2', 6), state: 'deprecated' },
]

function feature(name: string, index: number) {
  const id = `8e7ec5d2-c410-4d04-8d5e-00000000000${index}`
  return { name, display_name: name, id, description: `The feature ${name}.`, state: 'public' }
}

export function listFeatures(call: Call): SandboxReply {
  const app = appOf(call)
  return json(
    200,
    CATALOGUE.map((each) => featureView(app, each)),
  )
}

export function getFeature(call: Call): SandboxReply {
  const app = appOf(call)
  const found = CATALOGUE.find((each) => each.name === call.names['feature'])
  return json(200, featureView(app, must(found, sentence(404, 'The specified feature was not found.'))))
}

/** It restarts and redeploys the app [S]: counted, so that a test can see that nobody did it. */
export function changeFeature(call: Call): SandboxReply {
  const app = appOf(call)
  const { enabled } = readFields(call, { enabled: 'boolean' })
  if (typeof enabled !== 'boolean') {
    return sentence(400, 'The request did not contain an "enabled" key that was a boolean true or false.')
  }
  const name = call.names['feature']
  const found = CATALOGUE.find((each) => each.name === name)
  const wanted = must(found, sentence(404, `The specified feature ${name} was not found`))
  if (wanted.state === 'deprecated') {
    return sentence(403, `The specified feature ${name} has been deprecated`)
  }
  app.features.set(wanted.name, enabled)
  app.restarts += 1
  return json(200, featureView(app, wanted))
}

function featureView(app: App, { description, id, state, name, display_name }: (typeof CATALOGUE)[number]) {
  // http2 is on in a new app, like auto-release [S]; the sandbox leaves the latter to its switch.
  const enabled = app.features.get(name) ?? name === 'http2'
  return { description, doc_url: `/features/${name}`, id, state, name, display_name, enabled }
}

/**
 * Releases the newest build of each app with auto-release, when it succeeded, was created since the start of
 * the day before, and has no release yet (a failed one counts). [S] `force` ignores the delay.
 * [A] The real ticker runs every 15 s whenever the build was ready; here the delay counts from that moment,
 * so that a test says which of two releases comes first. The 8 characters are those of the build's id.
 */
export function tick(state: State, force = false): void {
  for (const app of state.apps) {
    const build = app.features.get('auto-release') ? newestBuild(state, app) : undefined
    if (!build || !isReleasable(state, build) || !(force || delayIsOver(state, build))) continue
    addRelease(state, app, { slug: build.id, description: `Auto-Deploy ${build.id.slice(0, 8)}` })
  }
}

function isReleasable(state: State, build: Build): boolean {
  const startOfYesterday = new Date(state.clock.now()).setUTCHours(0, 0, 0, 0) - 24 * 3_600_000
  return (
    build.status === 'succeeded' &&
    build.createdAt >= startOfYesterday &&
    !state.releases.some((each) => each.slug === build.id)
  )
}

/** So many seconds by the clock, or so many requests (`3r`), after the build succeeded. */
function delayIsOver({ settings, clock, requests }: State, { succeeded }: Build): boolean {
  const delay = settings['auto-release-delay']
  if (delay === 'never' || !succeeded) return false
  const count = Number.parseFloat(delay)
  return delay.endsWith('r')
    ? requests - succeeded.request >= count
    : clock.now() - succeeded.at >= count * 1000
}
