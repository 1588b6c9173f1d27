// Sentry: its requests, and the parts of its answers that we read.
import * as v from 'valibot'
import { textAt } from '../../json.ts'
import { Id, Instant } from '../../provider/fields.ts'
import type { Calls, Job, Session } from '../../provider/provider.ts'
import type { inputs } from './inputs.ts'

const BUSY = 'Sentry is still processing the commits of this release, by another job. Run the step again.'
const API = 'https://docs.sentry.io/api/releases'

export const calls = {
  getRelease: {
    route: 'GET /api/0/organizations/{org}/releases/{version}/',
    does: 'show release "{version}"',
    results: [404],
    docs: `${API}/retrieve-an-organizations-release/`,
  },
  createRelease: {
    route: 'POST /api/0/organizations/{org}/releases/',
    // Get or create: a repeat answers 208 and replaces the commits by the same list.
    repeat: 'safe',
    busy: [409],
    does: 'create release "{version}"',
    hints: {
      409: BUSY,
      413: 'There are too many commits: set commits-from or paths to a smaller range, or commits: refs.',
    },
    docs: `${API}/create-a-new-release-for-an-organization/`,
  },
  updateRelease: {
    route: 'PUT /api/0/organizations/{org}/releases/{version}/',
    repeat: 'safe',
    busy: [409],
    does: 'finalize release "{version}"',
    hints: { 409: BUSY },
    docs: `${API}/update-an-organizations-release/`,
  },
  createDeploy: {
    route: 'POST /api/0/organizations/{org}/releases/{version}/deploys/',
    repeat: 'unsafe',
    does: 'create the deploy of release "{version}"',
    docs: `${API}/create-a-deploy/`,
  },
  listDeploys: {
    route: 'GET /api/0/organizations/{org}/releases/{version}/deploys/',
    does: 'list the deploys of release "{version}"',
    docs: `${API}/list-a-releases-deploys/`,
  },
  listCommits: {
    route: 'GET /api/0/organizations/{org}/releases/{version}/commits/',
    does: 'list the commits of release "{version}"',
    docs: `${API}/list-an-organization-releases-commits/`,
  },
  listReleases: {
    route: 'GET /api/0/organizations/{org}/releases/',
    does: 'list the releases of the environment',
    // 404: nothing was ever deployed to an environment of this name. 400: an older server takes no slugs here.
    results: [404],
    isResult: (status, body) => status === 400 && textAt(body, 'detail').includes('project parameter'),
    docs: `${API}/list-an-organizations-releases/`,
  },
} as const satisfies Calls

export type SentrySession = Session<typeof inputs, typeof calls>
export type SentryJob = Job<typeof inputs, typeof calls, undefined>

export const DeployItem = v.object({
  id: Id,
  environment: v.string(),
  name: v.nullish(v.string()),
  dateFinished: Instant,
})
export type DeployItem = v.InferOutput<typeof DeployItem>

export const SentryRelease = v.object({
  /** The server's own; its routes go by version all the same. */
  id: v.optional(Id, ''),
  version: v.string(),
  status: v.nullish(v.string()),
  ref: v.nullish(v.string()),
  url: v.nullish(v.string()),
  projects: v.array(v.object({ slug: v.string(), id: v.optional(Id) })),
  commitCount: v.nullish(v.number()),
  deployCount: v.nullish(v.number()),
  dateReleased: v.nullish(v.string()),
  lastCommit: v.nullish(v.object({ id: v.string() })),
  lastDeploy: v.nullish(DeployItem),
})
export type SentryRelease = v.InferOutput<typeof SentryRelease>

// The columns hold 200: a longer ref is refused, a longer url is probably a 500 (assumed). Longer ones are left out.
export const COLUMN = 200

/** The parameters of a release's routes. */
export function paramsOf({ own, version }: SentryJob): { org: string; version: string } {
  return { org: own.sentryOrg, version }
}

/** Is it one of the projects that were asked for, by slug or id? */
export function isOurs(wanted: readonly string[], { slug, id }: SentryRelease['projects'][number]): boolean {
  return wanted.includes(slug) || (id !== undefined && wanted.includes(String(id)))
}

/** The ids of those projects of a release that were asked for. */
export function idsOf(wanted: readonly string[], { projects }: SentryRelease): string[] {
  return projects.filter((each) => isOurs(wanted, each)).flatMap(({ id }) => id ?? [])
}

/** The commit of a release: a version that names one, with a prefix or not, is surer than the newest by time. */
export function commitOf({ version, lastCommit }: SentryRelease): string | undefined {
  const [, named] = /(?:^|[^0-9a-f])([0-9a-f]{40}(?:[0-9a-f]{24})?)$/.exec(version) ?? []
  return named ?? lastCommit?.id
}

/** A numeric project goes as a number: self-hosted before 25.12.1 takes ids only so (sentry-cli #3068). */
export function projectsOf({ own }: SentryJob): (string | number)[] {
  return own.sentryProjects.map((project) => (/^\d+$/.test(project) ? Number(project) : project))
}

/** The page of the job's release. */
export function releasePage(job: SentryJob): string {
  return pageOf(job.webUrl, job.own.sentryOrg, job.version)
}

/** The page of a release, whatever its name. */
export function pageOf(webUrl: string, org: string, version: string): string {
  // Half a pair of surrogates cannot be encoded.
  const name = version.replace(/\p{Surrogate}/gu, '\ufffd')
  return `${webUrl}/organizations/${encodeURIComponent(org)}/releases/${encodeURIComponent(name)}/`
}
