// A strict, stateful stand-in of Sentry's releases API. No request was ever sent to a real Sentry to make it:
// it follows Sentry's published document, source and tests, and marks what is assumed with [A]. Unknown routes,
// query parameters and body fields are answered as Sentry would, and listed in `surprises`.
import { setTimeout as sleep } from 'node:timers/promises'
import { holding } from '../kit/held.ts'
import { refusalIn } from '../kit/refusal.ts'
import type { EarlierDeploy, HeldDeploy, StandIn } from '../kit/stand-in.ts'
import { switchWords } from '../kit/switches.ts'
import type { Clock, SandboxReply, SandboxRequest } from '../server.ts'
import { naturalAnswer, notAllowed, notFound } from './answers.ts'
import { authenticate, authorize, type Context, canSee, findOrganization, type Sandbox } from './context.ts'
import { handles } from './handles.ts'
import { makeLimits } from './limits.ts'
import { makeLocks } from './locks.ts'
import { type Match, matchRoute, methodsOf } from './routes.ts'
import { makeState, type Organization, type SentryState, type SentryToken, USER_TOKEN } from './state.ts'
import { type GivenSwitches, readSwitches, SWITCHES } from './switches.ts'

export type { NewRelease } from './handles.ts'
export { makeOrgToken, ORG_TOKEN, type SentryToken, USER_TOKEN } from './state.ts'

export interface SentryOptions {
  readonly clock: Clock
  readonly switches?: GivenSwitches
  /** More tokens to accept; a bare one gets `org:ci` or `project:releases` by its shape. */
  readonly tokens?: readonly (string | SentryToken)[]
}

export type Sentry = ReturnType<typeof makeSentry>

export function makeSentry(options: SentryOptions) {
  const now = () => options.clock.now()
  const switches = readSwitches(options.switches ?? {})
  const state = makeState(now(), options.tokens ?? [], switches.longIds)
  const sandbox: Sandbox = { state, switches, locks: makeLocks(now), surprises: [], now }
  const limits = makeLimits(switches)

  /** Limits count by caller, group and method (`rate_limits` of the endpoint) [A: by token]. */
  const limitKey = ({ method, headers }: SandboxRequest, match: Match | undefined) =>
    `${match?.route.limited ? `releases ${method}` : 'default'} ${headers.authorization ?? ''}`

  const handle = async (request: SandboxRequest): Promise<SandboxReply> => {
    const match = matchRoute(request.method, request.path)
    const key = limitKey(request, match)
    const entered = limits.enter(key, now(), match?.route.limited ?? false)
    if (typeof entered !== 'function') return withHeaders(entered, limits.headers(key, now()))
    try {
      if (switches.latency > 0) await sleep(switches.latency)
      return withHeaders(await answer(sandbox, request, match), limits.headers(key, now()))
    } finally {
      entered()
    }
  }

  const refuse = (status: number, request: SandboxRequest): SandboxReply => {
    const reply = naturalAnswer(status, request)
    // A gateway or proxy answers these; the application's headers are not on them [A].
    if ([413, 502, 503, 504].includes(status)) return reply
    const headers = limits.headers(limitKey(request, matchRoute(request.method, request.path)), now())
    const spent = status === 429 && !switches.selfHosted ? { 'x-sentry-rate-limit-remaining': '0' } : {}
    return withHeaders(reply, { ...headers, ...spent })
  }

  return {
    id: 'sentry',
    knowsHalves: true as const,
    handle,
    refuse,
    describe: () => describe(state),
    state,
    /** Unknown routes, query parameters and body fields so far, in words. */
    surprises: sandbox.surprises,
    ...handles(sandbox),
  }
}

/** Token, scope, organization, project, then the route's own work: Sentry's order of checks [S]. */
async function answer(
  sandbox: Sandbox,
  request: SandboxRequest,
  match: Match | undefined,
): Promise<SandboxReply> {
  const { state, surprises } = sandbox
  if (!match) {
    surprises.push(`unknown route: ${request.method} ${request.path}`)
    return (methodsOf(request.path).length > 0 ? notAllowed(request.method) : notFound()).reply
  }
  const { route, params } = match
  for (const name of new Set(request.query.keys())) {
    if (!route.query.includes(name))
      surprises.push(`unknown parameter ${name}: ${request.method} ${request.path}`)
  }
  try {
    const token = authenticate(state, request)
    authorize(token, route.scopes)
    const organization = findOrganization(state, token, params['org'] ?? '')
    const project = projectOfPath(organization, token, params['project'])
    const context: Context = { ...sandbox, request, token, organization, project, params }
    return await route.handle(context)
  } catch (error) {
    return refusalIn(error)
  }
}

function projectOfPath(organization: Organization, token: SentryToken, key: string | undefined) {
  if (key === undefined) return undefined
  const project = organization.projects.find((each) => each.slug === key || String(each.id) === key)
  if (!project || !canSee(token, project)) throw notFound()
  return project
}

function withHeaders(reply: SandboxReply, headers: Readonly<Record<string, string>>): SandboxReply {
  return { ...reply, headers: { ...headers, ...reply.headers } }
}

/** Without tokens: it is printed. */
function describe({ organizations }: SentryState): unknown {
  return organizations.map(({ slug, projects, repositories, releases }) => ({
    organization: slug,
    projects: projects.map((each) => each.slug),
    repositories: repositories.map((each) => each.name),
    releases: releases.map((release) => ({
      version: release.version,
      projects: projects.filter((each) => release.projects.includes(each.id)).map((each) => each.slug),
      released: release.dateReleased === null ? null : new Date(release.dateReleased).toISOString(),
      commits: release.commits.map((commit) => commit.id),
      deploys: release.deploys.map(({ id, environment, name, url }) => ({ id, environment, name, url })),
    })),
  }))
}

const SHA = 'c'.repeat(40)

export const standIn = {
  make: ({ clock, switches = {}, past = [{ version: '1.0.0', sha: '', at: clock.now() }] }) => {
    const sentry = makeSentry({ clock, switches })
    for (const each of past) addEarlier(sentry, each)
    const held = () => sentry.state.organizations.flatMap(({ releases }) => releases)
    const deploys = () =>
      held().flatMap(({ version, ...release }) =>
        release.deploys.map(({ id, environment, name }): HeldDeploy => {
          return { id, environment, version, text: name ?? '', state: 'good' }
        }),
      )
    return holding(sentry, deploys, () => held().length)
  },
  token: USER_TOKEN,
  tokenEnv: 'SENTRY_AUTH_TOKEN',
  inputs: {
    'sentry-org': '',
    'sentry-projects': '',
    'sentry-finalize': 'true',
    'sentry-status': '',
    'sentry-repository': '',
  },
  hosts: '`sentry.io`, or the region in an organization token, such as `us.sentry.io`; else `api-url`',
  holds: 'organization acme with the projects web and api, release 1.0.0 deployed to production',
  with: { 'sentry-org': 'acme', 'sentry-projects': 'web api', environment: 'production' },
  operations: {
    deploy: {},
    release: {},
    track: {},
    start: {},
    finish: { version: '1.0.0', 'started-at': '2026-01-01T00:00:00Z' },
    rollback: { version: '1.0.0' },
  },
  further: [
    { with: { operation: 'deploy', 'commits-from': 'last-deploy' } },
    { with: { operation: 'release', version: '1.0.0' } },
    { with: { operation: 'release', version: '2.0.0', paths: 'web/**' } },
    { with: { commits: 'refs' } },
    { with: { commits: 'none' } },
    { with: { 'sentry-finalize': 'false' } },
    { with: { 'sentry-status': 'archived' } },
    { with: { 'sentry-projects': '101 api' } },
    { with: { 'sentry-org': '1', version: '@scope-app@1.0+b 1' } },
    { with: { version: 'ünïcode 🚀' } },
    { with: { operation: 'track', status: 'failure' } },
    { with: { operation: 'deploy', version: '1.0.0', summary: 'false' } },
    // The second run finds the commits of the first.
    { with: { version: '3.0.0', paths: 'docs/**' } },
  ],
  switches: switchWords(SWITCHES),
  identity: 'lookup',
  marker: 'shown',
  outcome: 'recorded',
  write: { method: 'POST', path: '/deploys/' },
  read: { method: 'GET', path: '/releases/' },
  race: {
    environments: ['staging', 'production'],
    switches: { latency: '20', commitLock: '60', rateLimits: 'true' },
    releases: 1,
  },
  flows: [
    {
      workflow: 'cut-release-deploy',
      inputs: {
        org: 'acme',
        project: 'web',
        version: '2.0.0',
        environment: 'production',
        commit: SHA,
        time: '2026-11-20T10:00:00Z',
        marker: '0123abcd',
      },
      expected: [
        {
          releases: [
            {},
            {
              version: '2.0.0',
              released: '2026-11-20T10:00:00.000Z',
              commits: [SHA],
              deploys: [{ environment: 'production', name: 'Deploy [0123abcd]' }],
            },
          ],
        },
      ],
      spoilt: { inputs: { environment: 'a/b' }, step: 'record-deploy' },
    },
  ],
} satisfies StandIn

/** A release of both projects that somebody deployed to production. */
function addEarlier(sentry: Sentry, { version, at }: EarlierDeploy): void {
  sentry.addRelease(version, { projects: ['web', 'api'], dateCreated: at })
  sentry.injectDeploy(version, { environment: 'production', name: 'earlier', dateFinished: at })
}
