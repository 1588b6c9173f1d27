// What a caller of the stand-in can choose: tokens and switches, with their defaults.
import { oneOf, text } from '../kit/switches.ts'
import type { Clock } from '../server.ts'
import type { History } from './history.ts'
import type { Level, Token } from './state.ts'

/** All that GITHUB_TOKEN can be given; it can never have `workflows`. */
export const ACTIONS_PERMISSIONS: Readonly<Record<string, Level>> = {
  metadata: 'read',
  contents: 'write',
  deployments: 'write',
  discussions: 'write',
  'pull-requests': 'write',
  statuses: 'write',
}

const ACTIONS: Token = { login: 'github-actions[bot]', permissions: ACTIONS_PERMISSIONS }

export const TOKENS: Readonly<Record<string, Token>> = {
  // The first looks like a secret: a word of our own messages would be hidden in them.
  ghs_sandbox_token_of_acme_shop: ACTIONS,
  'github-token': ACTIONS,
  'personal-token': { login: 'shop-developer', permissions: 'all', limit: 5000 },
}

const number = (initial: string) => text(initial, 'a whole number', /^\d+$/)

/** The switches; the first word of each is what it is when nobody sets it. */
export const SWITCHES = {
  prefix: text('', 'a path, such as /api/v3'),
  private: oneOf('no', 'yes'), // yes: callers without access get 404
  scheme: oneOf('http', 'https'), // of the links in answers
  link: oneOf('on', 'off'), // off: no Link headers
  limit: number('1000'), // requests an hour for a token without a limit of its own
  'rate-limit': oneOf('on', 'off'), // off: as GHES by default
  'spent-status': oneOf('403', '429'),
  secondary: oneOf('off', 'on'), // on: 80 content-creating requests a minute, 500 an hour
  'refuse-403': oneOf('permission', 'primary', 'secondary', 'bare', 'abuse'), // what an injected 403 is
  'refuse-429': oneOf('secondary', 'primary', 'bare'), // what an injected 429 is
  // What refuses before every route.
  wall: oneOf('', 'saml', 'saml-partial', 'ip', 'archived', 'apps', 'token-kind', 'token-life', 'blocked'),
  renamed: oneOf('no', 'yes'), // yes: the repository has another name now, and its old one is redirected
  // tags: a ruleset restricts who makes tags; names: how they are named; protected: an older rule of that kind; hook: [A] a hook of
  // the server declines
  ruleset: oneOf('off', 'tags', 'names', 'protected', 'hook'),
  // Of the rule for workflow files; 404 as tokens get it that are no app's; told: [A] in the words of a push.
  'workflow-status': oneOf('403', '404', 'told'),
  'target-of-tag': oneOf('unused', 'refuse'), // [A] refuse: 422 for a target_commitish beside a tag that is there
  notes: text('', 'a status, with which GitHub fails to write notes', /^(\d{3})?$/),
  'notes-length': number('0'), // characters that written notes have at least
  immutable: oneOf('off', 'on'), // on: releases are immutable once published
  lag: number('0'), // reads of a release that miss it after its create
  payload: oneOf('same', 'string'), // string: payloads come back as JSON text
  'job-environment': text('', "a name: GitHub's own deployment of a job exists from the start"),
  'unknown-field': oneOf('refuse', 'ignore'), // [A] ignore: as GitHub does; both are noted as surprises
  'missing-permission': oneOf('403', '404'), // [A]
  'short-sha': oneOf('on', 'off'), // [A] off: short shas are unknown
  ambiguous: oneOf('tag', 'branch'), // [A] which of the same name wins
  'no-ancestor': oneOf('404', '422'), // [A] of a compare of unrelated histories
  'unpaged-link': oneOf('off', 'on'), // [A] on: Link on a compare without paging parameters
  'unknown-commit': oneOf('404', '422'), // [A]
  'unknown-object': oneOf('422', '404'), // [A] for a ref or tag of an unknown sha
  'make-latest': oneOf('strict', 'loose'), // [A] loose: booleans are taken
  latest: oneOf('pinned', 'date'), // [A] date: only the commit's date decides
  'unknown-previous-tag': oneOf('400', '404', '422'), // [A]
  'immutable-status': oneOf('422', '403'), // [A] for moving or reusing what is immutable
  'auto-merge-commit': oneOf('409', '201'), // [A] 201: a commit or tag that is behind is deployed as it is
  'deployment-order': oneOf('newest', 'oldest'), // [A] of GET /deployments
}

export interface GitHubOptions {
  readonly clock: Clock
  readonly history?: History
  /** Added to TOKENS: two as GITHUB_TOKEN with every permission, and `personal-token`, with `workflows` too. */
  readonly tokens?: Readonly<Record<string, Token>>
  /** Names of SWITCHES, or `prefix` for the command line. */
  readonly switches?: Readonly<Record<string, string>>
  /** `` (github.com) or `/api/v3` (GHES). */
  readonly prefix?: string
}
