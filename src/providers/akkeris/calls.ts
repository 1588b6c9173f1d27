// The requests of Akkeris, as data. Vendor facts: docs/providers/akkeris.md.
import { readsFrom } from '../../provider/call.ts'
import type { Calls, Job, Session } from '../../provider/provider.ts'
import type { inputs } from './inputs.ts'
import type { AkkerisBuild, AkkerisRelease } from './shapes.ts'

// Akkeris is self-hosted and every installation has its own copy of these pages; this is their source.
const DOCS = 'https://github.com/akkeris/controller-api/blob/HEAD/docs'
const read = readsFrom(DOCS)

export const calls = {
  getApp: {
    ...read('GET /apps/{app}', 'show app "{app}"', 'Apps.md'),
    hints: { 404: 'Check akkeris-app, which is name-space in the right case or the id of the app.' },
  },
  listFeatures: {
    ...read('GET /apps/{app}/features', 'list the features of app "{app}"', 'Features.md'),
    // An installation without features has no auto-release either; that the app is there is known by now.
    results: [404],
  },
  listBuilds: read('GET /apps/{app}/builds', 'list the builds of app "{app}"', 'Builds.md'),
  createBuild: {
    route: 'POST /apps/{app}/builds',
    repeat: 'unsafe',
    does: 'create the build of the image for app "{app}"',
    hints: {
      403: 'In a space with compliance socs or prod only administrators may create builds: use akkeris-slug with a build that is there, or promote.',
      422: 'Check akkeris-image.',
      503: 'The builder of the installation is out of service; what was asked for may stay in the list as a queued build that never ends. Ask its operators, and run the step again later: it builds anew.',
    },
    docs: `${DOCS}/Builds.md`,
  },
  getBuild: {
    ...read('GET /apps/{app}/builds/{build}', 'show build {build}', 'Builds.md'),
    // What was just made may take a moment to be shown.
    results: [404],
  },
  getBuildResult: read('GET /apps/{app}/builds/{build}/result', 'show the log of build {build}', 'Builds.md'),
  getSlug: {
    ...read('GET /slugs/{slug}', 'show slug {slug}', 'Builds.md'),
    results: [404],
  },
  listReleases: read('GET /apps/{app}/releases', 'list the releases of app "{app}"', 'Releases.md'),
  createRelease: {
    route: 'POST /apps/{app}/releases',
    repeat: 'unsafe',
    does: 'create the release of app "{app}"',
    hints: {
      404: 'Check akkeris-slug, or deploy-id for a rollback: the build or release must be one of this app.',
      409: 'A build can be released when it has succeeded, and only on its own app: check akkeris-slug.',
      422: 'An older installation takes no releases of an app that another one is promoted to in a pipeline: promote to it, or deploy to the first app of the pipeline.',
      503: 'The region of the app may be out of service: ask the operators of the installation.',
    },
    docs: `${DOCS}/Releases.md`,
  },
  getRelease: {
    ...read('GET /apps/{app}/releases/{release}', 'show release {release}', 'Releases.md'),
    // The same.
    results: [404],
  },
  createStatus: {
    route: 'POST /apps/{app}/releases/{release}/statuses',
    // A repeat is refused with 422 "already exists", which is a result (statuses.ts).
    repeat: 'safe',
    does: 'attach a status to release {release}',
    results: [422],
    docs: `${DOCS}/Release-Statuses.md`,
  },
  listStatuses: read(
    'GET /apps/{app}/releases/{release}/statuses',
    'list the statuses of release {release}',
    'Release-Statuses.md',
  ),
  changeStatus: {
    route: 'PATCH /apps/{app}/releases/{release}/statuses/{status}',
    repeat: 'safe',
    does: 'correct the status of release {release}',
    docs: `${DOCS}/Release-Statuses.md`,
  },
} as const satisfies Calls

/** What is known before anything is written. */
export interface AkkerisFacts {
  /** Page of the app for people, where it has one. */
  readonly page: string | undefined
  /** The build to release; empty when it is not known beforehand. */
  readonly slug: string
  readonly hasAutoRelease: boolean
  /** What was there before this run wrote: whatever is not among it came later. Of builds only those that matter. */
  readonly builds: readonly AkkerisBuild[]
  readonly releases: readonly AkkerisRelease[]
  /** When that was read. */
  readonly at: number
}

export type AkkerisSession = Session<typeof inputs, typeof calls>
/** The job before anything is known. */
export type NewAkkerisJob = Job<typeof inputs, typeof calls, undefined>
export type AkkerisJob = Job<typeof inputs, typeof calls, AkkerisFacts>
