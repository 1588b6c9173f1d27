// The requests of Akkeris, as data. Vendor facts: docs/providers/akkeris.md.
import type { Calls, Job, Session } from '../../provider/provider.ts'
import type { inputs } from './inputs.ts'
import type { Build, Release } from './shapes.ts'

// Akkeris is self-hosted and every installation has its own copy of these pages; this is their source.
const DOCS = 'https://github.com/akkeris/controller-api/blob/HEAD/docs'

export const calls = {
  getApp: {
    route: 'GET /apps/{app}',
    repeat: 'safe',
    does: 'show app "{app}"',
    hints: { 404: 'Check akkeris-app, which is name-space in the right case or the id of the app.' },
    docs: `${DOCS}/Apps.md`,
  },
  listFeatures: {
    route: 'GET /apps/{app}/features',
    repeat: 'safe',
    does: 'list the features of app "{app}"',
    // An installation without features has no auto-release either; that the app is there is known by now.
    results: [404],
    docs: `${DOCS}/Features.md`,
  },
  listBuilds: {
    route: 'GET /apps/{app}/builds',
    repeat: 'safe',
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
    },
    docs: `${DOCS}/Builds.md`,
  },
  getBuild: {
    route: 'GET /apps/{app}/builds/{build}',
    repeat: 'safe',
    does: 'show build {build}',
    docs: `${DOCS}/Builds.md`,
  },
  getBuildResult: {
    route: 'GET /apps/{app}/builds/{build}/result',
    repeat: 'safe',
    does: 'show the log of build {build}',
    docs: `${DOCS}/Builds.md`,
  },
  getSlug: {
    route: 'GET /slugs/{slug}',
    repeat: 'safe',
    does: 'show slug {slug}',
    results: [404],
    docs: `${DOCS}/Builds.md`,
  },
  listReleases: {
    route: 'GET /apps/{app}/releases',
    repeat: 'safe',
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
    },
    docs: `${DOCS}/Releases.md`,
  },
  getRelease: {
    route: 'GET /apps/{app}/releases/{release}',
    repeat: 'safe',
    does: 'show release {release}',
    hints: { 404: 'Check deploy-id: it must be the id of a release of this app.' },
    docs: `${DOCS}/Releases.md`,
  },
  createStatus: {
    route: 'POST /apps/{app}/releases/{release}/statuses',
    // A repeat is refused with 422 "already exists", which is a result (akkeris.ts).
    repeat: 'safe',
    does: 'attach a status to release {release}',
    results: [422],
    docs: `${DOCS}/Release-Statuses.md`,
  },
} as const satisfies Calls

/** What is known before anything is written. */
export interface Facts {
  /** Page of the app for people, where it has one. */
  readonly page?: string
  /** The build to release, when it is known beforehand. */
  readonly slug?: string
  readonly hasAutoRelease: boolean
  /** What was there before this run wrote: whatever is not among it came later. */
  readonly builds: readonly Build[]
  readonly releases: readonly Release[]
}

export type AkkerisSession = Session<typeof inputs, typeof calls>
export type AkkerisJob = Job<typeof inputs, typeof calls, Facts>
