// The requests of Akkeris, as data. Vendor facts: docs/providers/akkeris.md.
import type { Calls, Job, Session } from '../../provider/provider.ts'
import type { inputs } from './inputs.ts'
import type { AkkerisBuild, AkkerisRelease } from './shapes.ts'

// Akkeris is self-hosted and every installation has its own copy of these pages; this is their source.
const DOCS = 'https://github.com/akkeris/controller-api/blob/HEAD/docs'

export const calls = {
  getApp: {
    route: 'GET /apps/{app}',
    does: 'show app "{app}"',
    hints: { 404: 'Check akkeris-app, which is name-space in the right case or the id of the app.' },
    docs: `${DOCS}/Apps.md`,
  },
  listFeatures: {
    route: 'GET /apps/{app}/features',
    does: 'list the features of app "{app}"',
    // An installation without features has no auto-release either; that the app is there is known by now.
    results: [404],
    docs: `${DOCS}/Features.md`,
  },
  listBuilds: {
    route: 'GET /apps/{app}/builds',
    does: 'list the builds of app "{app}"',
    docs: `${DOCS}/Builds.md`,
  },
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
    route: 'GET /apps/{app}/builds/{build}',
    does: 'show build {build}',
    // What was just made may take a moment to be shown.
    results: [404],
    docs: `${DOCS}/Builds.md`,
  },
  getBuildResult: {
    route: 'GET /apps/{app}/builds/{build}/result',
    does: 'show the log of build {build}',
    docs: `${DOCS}/Builds.md`,
  },
  getSlug: {
    route: 'GET /slugs/{slug}',
    does: 'show slug {slug}',
    results: [404],
    docs: `${DOCS}/Builds.md`,
  },
  listReleases: {
    route: 'GET /apps/{app}/releases',
    does: 'list the releases of app "{app}"',
    docs: `${DOCS}/Releases.md`,
  },
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
    route: 'GET /apps/{app}/releases/{release}',
    does: 'show release {release}',
    // The same.
    results: [404],
    docs: `${DOCS}/Releases.md`,
  },
  createStatus: {
    route: 'POST /apps/{app}/releases/{release}/statuses',
    // A repeat is refused with 422 "already exists", which is a result (statuses.ts).
    repeat: 'safe',
    does: 'attach a status to release {release}',
    results: [422],
    docs: `${DOCS}/Release-Statuses.md`,
  },
  listStatuses: {
    route: 'GET /apps/{app}/releases/{release}/statuses',
    does: 'list the statuses of release {release}',
    docs: `${DOCS}/Release-Statuses.md`,
  },
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
