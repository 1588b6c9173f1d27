// A stand-in for the API of Beanstalk (beanstalkapp.com): stateful and strict. Nobody here has seen the real
// service answer: it follows its documentation, and what that leaves open is marked [A] and can be switched.

import { holding } from '../kit/held.ts'
import { findRoute } from '../kit/path.ts'
import { Refusal, replyOf } from '../kit/refusal.ts'
import type { EarlierDeploy, HeldDeploy, StandIn, Texts } from '../kit/stand-in.ts'
import { readSwitches, switchWords } from '../kit/switches.ts'
import type { Clock, SandboxReply, SandboxRequest } from '../server.ts'
import type { Call } from './body.ts'
import { type BeanstalkState, permission, type Release } from './objects.ts'
import { makeReleases } from './releases.ts'
import { type Route, routes } from './routes.ts'
import { defaultState } from './state.ts'
import { SWITCHES, type Switches } from './switches.ts'

interface BeanstalkOptions {
  readonly clock: Clock
  readonly switches?: Texts
  /** Changes the default state before the first request. */
  readonly prepare?: (state: BeanstalkState) => void
}

export type Beanstalk = ReturnType<typeof makeBeanstalk>

const PREFIX = '/api'

export function makeBeanstalk({ clock, switches: given, prepare }: BeanstalkOptions) {
  const switches = readSwitches(SWITCHES, given)
  const state = firstState(clock, switches)
  prepare?.(state)
  const releases = makeReleases(state, switches, clock)
  const surprises: string[] = []

  function handle(request: SandboxRequest): SandboxReply {
    releases.settle()
    const refused = (text: string, status = 400) => {
      surprises.push(`${request.method} ${request.path}: ${text}`)
      return new Refusal({ status, json: { errors: [text] } }) // [A] how the service refuses nonsense
    }
    if (!authorized(request, state)) return refuse(401, request)
    if (switches.api === 'off') return refuse(403, request)
    // "Failure can result in API errors" (Introduction), on every request, GET included.
    const lacking = lackingHeaders(request)
    if (lacking.length > 0) {
      const refusal = refused(`missing ${lacking.join(' and ')}`)
      if (switches.headers === 'strict') throw refusal
    }
    const found = routeOf(request)
    if (!found) throw refused('unknown route', 404)
    const unknown = [...request.query.keys()].filter((name) => !found.route.query.includes(name))
    if (unknown.length > 0) throw refused(`unknown parameter ${unknown.join(', ')}`)
    if (request.method !== 'POST' && request.text.trim() !== '')
      throw refused('a body where none is documented')
    return found.route.reply({ state, switches, releases, request, params: found.params, refused })
  }

  return {
    id: 'beanstalk',
    handle: (request: SandboxRequest) => replyOf(() => handle(request)),
    refuse,
    get state() {
      releases.settle()
      return state
    },
    /** What a documented client would not send: unknown routes, parameters, fields, missing headers. */
    surprises,
    /** The mirror push to a repository (`shop` and its `main`): automatic environments deploy it. */
    push: (revision: string, where?: { readonly repository?: string; readonly branch?: string }) => {
      const repository = state.repositories.find((each) => each.name === (where?.repository ?? 'shop'))
      if (!repository) throw new Error(`the beanstalk sandbox has no repository ${where?.repository}`)
      releases.push(repository, revision, where?.branch ?? repository.default_branch ?? '')
    },
    plan: releases.plan,
    planRetry: releases.planRetry,
    describe: () => {
      releases.settle()
      const { repositories, environments, changesets } = state
      return { repositories, environments, releases: state.releases, changesets, surprises }
    },
  }
}

function firstState(clock: Clock, switches: Switches): BeanstalkState {
  const state = defaultState(clock.now())
  for (const each of state.environments) each.automatic = each.name === switches.automatic
  if (switches.rights === 'none') state.permissions = [permission(7), permission(8)]
  if (switches.rights === 'environment') state.permissions = [permission(7, false, 22)]
  return state
}

/** Basic, with the case-sensitive user name and an access token as the password (Introduction). */
function authorized(request: SandboxRequest, { user, token }: BeanstalkState): boolean {
  const [scheme = '', encoded = ''] = (request.headers.authorization ?? '').split(' ')
  return (
    scheme.toLowerCase() === 'basic' && Buffer.from(encoded, 'base64').toString() === `${user.login}:${token}`
  )
}

function lackingHeaders({ headers }: SandboxRequest): string[] {
  const lacking: string[] = []
  // It must name the application; what an HTTP client puts in by itself does not.
  if (/^(|node|undici|axios.*|actions\/http-client)$/.test(headers['user-agent']?.trim() ?? '')) {
    lacking.push('User-Agent')
  }
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) lacking.push('Content-Type')
  return lacking
}

function routeOf({ method, path }: SandboxRequest): { route: Route; params: Call['params'] } | undefined {
  if (!path.startsWith(`${PREFIX}/`) || !path.endsWith('.json')) return undefined
  return findRoute(routes, { method, path: path.slice(PREFIX.length, -'.json'.length) })
}

/** [A] Bodies for injected statuses. Documented are `errors`, and the empty 422 of a retry. */
function refuse(status: number, request: SandboxRequest): SandboxReply {
  const errors = (text: string): SandboxReply => ({ status, json: { errors: [text] } })
  const html = (text: string, headers = {}): SandboxReply => ({
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    text: `<html><body><h1>${text}</h1></body></html>`,
  })
  if (status === 401) {
    const headers = { 'www-authenticate': 'Basic realm="Beanstalk"', 'content-type': 'text/plain' }
    return { status, headers, text: 'HTTP Basic: Access denied.' }
  }
  if (status === 403) return errors('API access is disabled or not allowed')
  if (status === 404) return errors('Not found')
  if (status === 429) return { status, headers: { 'retry-after': '1' }, text: 'Too many requests' }
  if (status === 503) return html('Down for maintenance', { 'retry-after': '1' })
  if (status >= 500) return html('Something went wrong')
  if (request.method === 'PUT') return { status, text: '' }
  return errors("Server can't be blank")
}

const TOKEN = 'beanstalk-token'
const BASIC = Buffer.from(`deployer:${TOKEN}`).toString('base64')
export const FAILED_ID = '399'
/** The successful deploy before the one that is live. */
export const PREVIOUS = 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
const SHA = 'c'.repeat(40)
const OPEN = ['new', 'waiting', 'pending', 'retry']

/** Earlier releases of Production: those, or a successful one of another revision and a failed one, for rollback and retry. */
function addPast({ releases }: BeanstalkState, past?: readonly EarlierDeploy[]): void {
  const [live] = releases.splice(0)
  if (!live) throw new Error('the sandbox holds no release')
  const failed = { ...live, id: Number(FAILED_ID), state: 'failed', deployed: false, deployed_at: null }
  const newest = live.id + 1 - (past?.length ?? 0)
  const earlier = past?.map(({ sha: revision, at }, index) => {
    return { ...live, id: newest + index, revision, created_at: at, updated_at: at, deployed_at: at }
  })
  releases.push(...(earlier ?? [{ ...live, id: 398, revision: PREVIOUS }, failed, live]))
}

export const standIn = {
  make: ({ clock, switches, past }) => {
    const prepare = (state: BeanstalkState) => addPast(state, past)
    const beanstalk = makeBeanstalk({ clock, prepare, ...(switches && { switches }) })
    return holding(beanstalk, () => deploysOf(beanstalk.state))
  },
  token: TOKEN,
  tokenEnv: 'BEANSTALK_TOKEN',
  inputs: {
    'beanstalk-account': '',
    'beanstalk-username': '',
    'beanstalk-repository': '',
    'beanstalk-revision': '',
    'beanstalk-from-scratch': 'false',
    'beanstalk-notify': 'true',
    'beanstalk-skipped': 'warn',
    'beanstalk-wait-for-revision': 'true',
  },
  isAuthentic: ({ authorization }) => authorization === `Basic ${BASIC}`,
  secrets: [BASIC, BASIC.replace(/=+$/, '')],
  hosts: '`ACCOUNT.beanstalkapp.com`',
  holds:
    'account acme, user deployer; git repository shop with Production (live: release 400) and Staging; Subversion legacy with Live',
  with: {
    'beanstalk-account': 'acme',
    'beanstalk-username': 'deployer',
    'beanstalk-repository': 'shop',
    environment: 'Production',
  },
  operations: {
    deploy: {},
    start: {},
    finish: { 'deploy-id': '400' },
    rollback: {},
    retry: { 'deploy-id': FAILED_ID },
  },
  further: [{ with: { 'beanstalk-repository': 'legacy', environment: 'Live', 'beanstalk-revision': '12' } }],
  switches: switchWords(SWITCHES),
  quick: { states: 'new,success', 'retry-states': 'retry,success' },
  failing: { states: 'new,failed' },
  identity: 'lookup',
  tells503: true,
  marker: 'shown',
  outcome: 'succeeded',
  write: { method: 'POST', path: '/releases.json' },
  read: { method: 'GET', path: '/server_environments.json' },
  readsForSummary: 3,
  versionOf: (_: string, head: string) => head,
  race: { environments: ['Production'], switches: {}, releases: 0, overtakes: true },
  flows: [
    {
      workflow: 'deploy-revision',
      inputs: {
        authorization: `Basic ${BASIC}`,
        repository: 'shop',
        environment: 'Production',
        revision: SHA,
        marker: '0123abcd',
      },
      switches: { states: 'new,success' },
      expected: {
        releases: [{}, {}, {}, { id: 401, state: 'success', revision: SHA, comment: 'Deploy [0123abcd]' }],
      },
      spoilt: { inputs: { repository: 'none' }, step: 'find-repository' },
    },
  ],
} satisfies StandIn

/** The releases, and each retry: it deploys once more, under the release's own id. */
function deploysOf({ releases }: BeanstalkState): HeldDeploy[] {
  const held = (release: Release, id: string): HeldDeploy => ({
    id,
    environment: release.environment_name,
    version: release.revision,
    text: release.comment,
    state: release.state === 'success' ? 'good' : OPEN.includes(release.state) ? 'open' : 'bad',
  })
  const retries = (release: Release) =>
    Array.from({ length: release.retries }, (_, index) => held(release, `${release.id}, retry ${index + 1}`))
  return [...releases.map((each) => held(each, String(each.id))), ...releases.flatMap(retries)]
}
