// The routes of releases: create, list, one; rollback is a create with `release`.
import { ordered } from '../kit/lists.ts'
import { must, Refusal } from '../kit/refusal.ts'
import type { SandboxReply } from '../server.ts'
import { fullName, internal, iso, isUuid, json, sentence } from './answers.ts'
import { appOf, type Call, type Fields, findBuild, readFields, refuseNul, releaseOf, textOf } from './call.ts'
import { type App, addRelease, moveRelease, type Release, releasesOf, type State } from './state.ts'

const FIELDS = { slug: 'string', release: 'string', description: 'string', trigger_notes: 'string' } as const

/** `user.id` differs between the answer to POST and all later ones. [O] */
const POSTING_USER = '5837a037-cb59-28d4-4bab-4470c96a09c6'
export const READ_USER = 'a3bf4f1b-2b0b-822c-d15d-6c15b0f00a08'

/** App, body, slug, neither or both, release: checked in this order. [S] */
export function createRelease(call: Call): SandboxReply {
  const app = appOf(call)
  const fields = readFields(call, FIELDS)
  const { slug, release } = fields
  if (slug) checkSlug(call.state, app, slug)
  if (slug && release) {
    return sentence(
      422,
      'The specified request may only contain either a "slug" field for the build to deploy or the "release" field for the release to roll back to, not both.',
    )
  }
  if (slug) return deploy(call, app, fields, textOf(slug), textOf(fields['description']))
  if (!release) return sentence(422, 'The specified "slug" (or) "release" field was not provided.')
  const found = releasesOf(call.state, app).find((each) => each.id === release)
  const target = must(found, sentence(404, `The specified release ${String(release)} was not found.`))
  // Whatever description was sent is lost. [O]
  return deploy(call, app, fields, target.slug, `Rollback to ${target.id}`)
}

function checkSlug(state: State, app: App, slug: unknown): void {
  // The database refuses the value: a bug of the controller, also for its own keyword "latest". [O]
  if (!isUuid(slug)) throw new Refusal(internal())
  const build = findBuild(state, slug)
  if (build.app === app && build.status === 'succeeded') return
  throw new Refusal(sentence(409, `The slug ${slug} does not exist or is still in process of building`))
}

function deploy(call: Call, app: App, fields: Fields, slug: string, description: string): SandboxReply {
  refuseNul(fields)
  if (call.request.isHalf) call.state.scripts.releases.unshift('refused')
  // [A] An empty description counts as none.
  const words = description || `Deploy of ${slug}`
  const release = addRelease(call.state, app, { slug: slug.toLowerCase(), description: words })
  // Nothing in the answer names the record that was left behind. [O]
  return release.refused ? internal() : json(201, postedView(call.state, release, slug))
}

/** The slug is written as it was sent, e.g. in upper case. [O] */
function postedView(state: State, release: Release, slug: string) {
  const view = { ...releaseView(state, release), slug: { id: slug } }
  const user = { id: POSTING_USER, email: '' }
  if (state.settings.older === 'off')
    return { ...view, status: 'queued', state: 'success', user, current: true }
  // [A] The documented shape: no id, the status that was stored (succeeded).
  const { id: _id, ...rest } = view
  return { ...rest, user, current: true }
}

export function listReleases(call: Call): SandboxReply {
  const all = releasesOf(call.state, appOf(call))
  return json(
    200,
    ordered(all, call.request).map((each) => releaseView(call.state, each)),
  )
}

export function getRelease(call: Call): SandboxReply {
  const release = releaseOf(call)
  moveRelease(call.state, release, true)
  return json(200, releaseView(call.state, release))
}

/** A release as every GET shows it. */
export function releaseView(state: State, release: Release) {
  const { app } = release
  return {
    app: { id: app.id, name: fullName(app) },
    created_at: iso(release.createdAt),
    description: release.description,
    slug: { id: release.slug },
    id: release.id,
    status: release.status,
    state: summedState(release),
    user: { id: READ_USER, email: '' },
    // [A] An older installation shows the documented "" everywhere.
    version: state.settings.older === 'on' ? '' : release.version,
    current: isCurrent(state, release),
  }
}

/** Null until the app has a succeeded or unknown release; then true for the newest of those only. [O] */
function isCurrent(state: State, release: Release): boolean | null {
  const live = releasesOf(state, release.app).findLast((each) =>
    ['succeeded', 'unknown'].includes(each.status),
  )
  return live ? live === release : null
}

/** error > failure > pending > success, and success with no statuses at all. [O] */
function summedState(release: Release): string {
  const states = release.statuses.map((each) => each.state)
  return ['error', 'failure', 'pending'].find((each) => states.includes(each)) ?? 'success'
}
