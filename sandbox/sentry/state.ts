// What the Sentry stand-in holds: organizations with their projects, repositories and releases, and the tokens.

export interface SentryToken {
  readonly value: string
  readonly scopes: readonly string[]
  /** The only organization it opens; any other answers 403. */
  readonly org?: string
  /** Slugs of the only projects it sees (closed membership); left out = all. */
  readonly projects?: readonly string[]
  /** Slugs of the only projects whose teams its user is in: creating a release takes no others [S]; left out = all. */
  readonly joined?: readonly string[]
  /** The host it belongs to: a request to another one answers 401 "Invalid org token". */
  readonly region?: string
}

export interface Project {
  readonly id: number
  readonly slug: string
  readonly name: string
}

export interface Repository {
  readonly id: string
  readonly name: string
  readonly url: string | null
  readonly provider: { readonly id: string | null; readonly name: string }
  status: 'active' | 'deleted'
  readonly dateCreated: number
  readonly integrationId: string | null
}

export interface Author {
  readonly name: string | null
  readonly email: string
}

export interface Commit {
  readonly id: string
  readonly repository: Repository
  readonly message: string | null
  readonly author: Author | null
  readonly timestamp: number
  readonly patchSet: readonly { readonly path: string; readonly type: string }[]
}

/** A commit as it arrives, by its wire names; the time already read, in milliseconds. */
export interface CommitInput {
  readonly id: string
  readonly repository?: string | null | undefined
  readonly message?: string | null | undefined
  readonly author_name?: string | null | undefined
  readonly author_email?: string | null | undefined
  readonly timestamp?: number | null | undefined
  readonly patch_set?: readonly { readonly path: string; readonly type: string }[] | null | undefined
}

export interface Ref {
  readonly repository: string
  readonly commit: string
  readonly previousCommit: string | null
}

export interface Deploy {
  /** A text on the wire and here: it may be beyond what a number of JavaScript holds exactly. */
  readonly id: string
  readonly environment: string
  readonly name: string | null
  readonly url: string | null
  readonly dateStarted: number | null
  readonly dateFinished: number
  /** Ids. */
  readonly projects: readonly number[]
}

export interface Release {
  readonly id: number
  readonly version: string
  status: 'open' | 'archived'
  ref: string | null
  url: string | null
  owner: string | null
  readonly dateCreated: number
  dateReleased: number | null
  readonly userAgent: string | null
  /** Ids, in the order of attaching. */
  readonly projects: number[]
  /** Newest first. */
  commits: Commit[]
  /** The head of each repository, set by `refs`. */
  heads: Ref[]
  /** The background task that turns refs into commits. */
  fetch: 'none' | 'pending' | 'done'
  /** Every deploy, in the order of making; the API lists only some of them. */
  readonly deploys: Deploy[]
  /** What SDKs sent: with events it cannot be deleted, and is known in their environments without any deploy. */
  readonly events: ReleaseEvents[]
}

/** Events of one project in one environment. */
interface ReleaseEvents {
  readonly environment: string
  /** Id. */
  readonly project: number
  readonly firstSeen: number
}

export interface Organization {
  readonly id: number
  readonly slug: string
  readonly projects: Project[]
  readonly repositories: Repository[]
  readonly releases: Release[]
  /** Names or addresses that `owner` may hold. */
  readonly users: string[]
}

export interface SentryState {
  readonly organizations: Organization[]
  readonly tokens: SentryToken[]
  /** The last id given to a release, deploy or repository. */
  lastId: number
  /** Added to the ids of deploys. */
  readonly deployIdBase: bigint
}

export const USER_TOKEN = `sntryu_${'5e'.repeat(32)}`
export const ORG_TOKEN = makeOrgToken({ org: 'acme' })

/** An organization token of the real shape (utils/security/orgauthtoken_token.py); `url` and `regionUrl` default to null. */
export function makeOrgToken(claim: {
  readonly org: string
  readonly url?: string | null
  readonly regionUrl?: string | null
}): string {
  const { org, url = null, regionUrl = null } = claim
  const payload = JSON.stringify({ iat: 1_790_000_000.5, url, region_url: regionUrl, org })
  const secret = Buffer.alloc(32, 'sandbox').toString('base64').replace(/=+$/, '')
  return `sntrys_${Buffer.from(payload).toString('base64')}_${secret}`
}

/** Scopes by the shape of a bare token: an organization token can do `org:ci` and nothing else. */
function tokenOf(token: string | SentryToken): SentryToken {
  if (typeof token !== 'string') return token
  return { value: token, scopes: [token.startsWith('sntrys_') ? 'org:ci' : 'project:releases'] }
}

/** Ids are `BoundedBigAutoField` of 64 bits; beyond 2^53 for who reads the text as a number. */
const LONG_ID = 2n ** 62n

export function makeState(
  now: number,
  tokens: readonly (string | SentryToken)[],
  hasLongIds: boolean,
): SentryState {
  const repository = (id: number, name: string): Repository => ({
    id: String(id),
    name,
    url: `https://github.com/${name}`,
    provider: { id: 'integrations:github', name: 'GitHub' },
    status: 'active',
    dateCreated: now,
    integrationId: '7',
  })
  return {
    organizations: [
      {
        id: 1,
        slug: 'acme',
        projects: [
          { id: 101, slug: 'web', name: 'Web' },
          { id: 102, slug: 'api', name: 'API' },
        ],
        repositories: [repository(201, 'acme/app'), repository(202, 'acme/api')],
        releases: [],
        users: ['user@example.com'],
      },
    ],
    tokens: [
      { value: USER_TOKEN, scopes: ['project:releases'] },
      { value: ORG_TOKEN, scopes: ['org:ci'], org: 'acme' },
      ...tokens.map(tokenOf),
    ],
    lastId: 1000,
    deployIdBase: hasLongIds ? LONG_ID : 0n,
  }
}

export function nextId(state: SentryState): number {
  state.lastId += 1
  return state.lastId
}

export function nextDeployId(state: SentryState): string {
  return String(state.deployIdBase + BigInt(nextId(state)))
}

/** Where a release is known: an environment of one of its projects, by a deploy or by events (ReleaseProjectEnvironment). */
export function placesOf(release: Release): readonly Omit<ReleaseEvents, 'firstSeen'>[] {
  const deployed = release.deploys.flatMap(({ environment, projects }) =>
    projects.map((project) => ({ environment, project })),
  )
  return [...deployed, ...release.events]
}

/** The date of the release, else of its making: orders a project's list and the search for earlier commits. */
export function releasedOrMade(release: Release): number {
  return release.dateReleased ?? release.dateCreated
}

/** Compares by a date, newest first; of two with the same date the one made later is first. */
export function newestFirst(date: (release: Release) => number) {
  return (a: Release, b: Release) => date(b) - date(a) || b.id - a.id
}
