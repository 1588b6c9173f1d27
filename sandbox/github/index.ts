// A strict, stateful stand-in of GitHub's REST API for one repository, with the GraphQL that is needed. Lines marked
// [A] are assumptions in place of undocumented behaviour; each can be changed by a named switch.

import { holding } from '../kit/held.ts'
import type { HeldDeploy, MakeOptions, StandIn } from '../kit/stand-in.ts'
import { readSwitches, switchWords } from '../kit/switches.ts'
import type { SandboxRequest } from '../server.ts'
import type { Desk } from './call.ts'
import { type Placed, placeDeployment } from './deployments.ts'
import { answer } from './desk.ts'
import { refuse } from './door.ts'
import { flows } from './flows.ts'
import { known } from './graph.ts'
import type { History } from './history.ts'
import { makeLimits } from './limits.ts'
import { type GitHubOptions, SWITCHES, TOKENS } from './options.ts'
import { mergePull, openPull, type PullInput } from './pulls.ts'
import { shopHistory } from './shop.ts'
import type { State } from './state.ts'
import { lastStatus } from './statuses.ts'

export { makeHistory } from './history.ts'
export { ACTIONS_PERMISSIONS } from './options.ts'
export type { Token } from './state.ts'

export type GitHub = ReturnType<typeof makeGitHub>

const WEB = 'https://github.test'

/** Makes the stand-in; serve it with `serve()`. Throws for a switch that does not exist. */
export function makeGitHub(options: GitHubOptions) {
  const { clock, history = shopHistory() } = options
  const switches: Record<string, string> = { ...readSwitches(SWITCHES, options.switches) }
  const on = (name: string) => switches[name] ?? ''
  const state = emptyState(history)
  const desk: Desk = {
    state,
    on,
    prefix: options.prefix ?? on('prefix'),
    web: `${WEB}/${history.owner}/${history.repo}`,
    clock,
    surprises: [],
    tokens: new Map(Object.entries({ ...TOKENS, ...options.tokens })),
    limits: makeLimits(clock),
    answered: 0,
  }
  if (on('job-environment') !== '') jobEnvironment(desk, on('job-environment'))
  return {
    id: 'github',
    handle: (request: SandboxRequest) => answer(desk, request),
    refuse: (status: number, request: SandboxRequest) => refuse(desk, status, request),
    describe: () => ({ ...picture(state), surprises: desk.surprises }),
    state,
    history,
    /** Requests and fields nobody here knows; a test asserts that it is empty. */
    surprises: desk.surprises,
    /** May be changed while it runs. */
    switches,
    /** Opens a pull request of a branch; returns its number. */
    openPull: (input: PullInput) => openPull(state, input, clock.now()).number,
    mergePull: (number: number, method: 'merge' | 'squash' | 'rebase') =>
      mergePull(state, number, method, clock.now()),
    /** Sets the result of a check of a commit: `success`, `failure` or `pending`. */
    context: (ref: string, context: string, result: string) => {
      const sha = known(history, ref)
      state.contexts.set(sha, new Map([...(state.contexts.get(sha) ?? []), [context, result]]))
    },
    /** The deployment that GitHub makes for a job with `environment:`; returns its id. */
    jobEnvironment: (environment: string, ref?: string, runId?: number) =>
      jobEnvironment(desk, environment, ref, runId),
    /** A deployment that somebody made earlier; returns its id. */
    injectDeployment: (placed: Placed, atMs: number) => placeDeployment(state, placed, atMs),
  }
}

function jobEnvironment(
  { state, web, clock }: Desk,
  environment: string,
  ref = state.history.defaultBranch,
  runId = 1,
): number {
  const logUrl = `${web}/actions/runs/${runId}/job/1`
  const placed = { environment, sha: known(state.history, ref), ref, status: 'in_progress', logUrl }
  return placeDeployment(state, { ...placed, creator: 'github-actions[bot]' }, clock.now())
}

function picture(state: State) {
  const { history, refs, releases, deployments } = state
  return {
    repository: `${history.owner}/${history.repo}`,
    refs: Object.fromEntries(refs),
    releases: releases.map(({ tag_name, name, draft, body }) => ({ tag_name, name, draft, body })),
    deployments: deployments.map(({ id, sha, environment, payload }) => ({
      id,
      sha,
      environment,
      payload,
      state: lastStatus(state, id)?.state ?? null,
    })),
  }
}

function emptyState(history: History): State {
  return {
    history,
    refs: history.refs,
    tagObjects: history.tagObjects,
    releases: [],
    deployments: [],
    statuses: [],
    pulls: [],
    contexts: new Map(),
    conflicting: new Set(),
    burntTags: new Set(),
    discussionCategories: new Set(['Announcements']),
    nextId: 101,
  }
}

const [TOKEN = ''] = Object.keys(TOKENS)

export const standIn = {
  make: ({ past = [], ...options }: MakeOptions & Pick<GitHubOptions, 'history'>) => {
    const github = makeGitHub(options)
    const before = { environment: 'production', creator: 'octocat', status: 'success' }
    for (const { version, sha, at } of past)
      github.injectDeployment({ ...before, ref: version, sha, payload: { version } }, at)
    const { state } = github
    const deploys = () =>
      state.deployments.map(({ id, environment, payload }): HeldDeploy => {
        const { version } = Object(payload)
        const last = STATES[lastStatus(state, id)?.state ?? ''] ?? 'bad'
        const text = JSON.stringify(payload)
        return { id: String(id), environment, version: String(version), text, state: last }
      })
    return holding(github, deploys, () => state.releases.length)
  },
  token: TOKEN,
  tokenEnv: 'GITHUB_TOKEN',
  inputs: {
    'github-release': 'true',
    'github-notes': 'generate',
    'github-draft': 'false',
    'github-prerelease': 'auto',
    'github-latest': 'auto',
  },
  isAuthentic: (headers) =>
    headers.authorization === `Bearer ${TOKEN}` &&
    headers.accept === 'application/vnd.github+json' &&
    headers['x-github-api-version'] === '2022-11-28',
  hosts: '`api.github.com`, or your server',
  holds:
    'repository acme/shop with a month of commits and the tags v1.0.0, v1.1.0 and web@2.0.0; personal-token has every permission',
  with: { version: '1.4.0', environment: 'production' },
  operations: {
    deploy: {},
    release: {},
    track: {},
    start: {},
    finish: {},
    rollback: { version: 'v1.0.0' },
    deactivate: {},
  },
  further: [
    { with: { 'github-notes': 'commits', 'github-latest': 'true' } },
    { with: { 'github-notes': 'none', 'github-prerelease': 'true' } },
    { with: { environment: 'staging' } },
    { with: { environment: 'pr-7', operation: 'track', status: 'failure' } },
    { with: { operation: 'release', 'github-draft': 'true' } },
    // The stand-in counts from here.
    { with: { operation: 'rollback', version: '', 'deploy-id': '101' } },
  ],
  switches: switchWords(SWITCHES),
  identity: 'lookup',
  marker: 'shown',
  outcome: 'succeeded',
  write: { method: 'POST', path: '/deployments' },
  read: { method: 'GET', path: '/releases/tags/' },
  readsForSummary: 1,
  race: { environments: ['staging', 'production'], switches: { lag: '2' }, releases: 1 },
  flows,
} satisfies StandIn

const STATES: Readonly<Record<string, 'open' | 'good'>> = { '': 'open', in_progress: 'open', success: 'good' }
