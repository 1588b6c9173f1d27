// What a caller of the stand-in can choose: tokens and switches, with their defaults.
import { readSwitches as read, text } from '../kit/switches.ts'
import type { Clock } from '../server.ts'
import type { History } from './history.ts'
import type { Level, Token } from './kit.ts'

/** All that GITHUB_TOKEN can be given; it can never have `workflows`. */
export const ACTIONS_PERMISSIONS: Readonly<Record<string, Level>> = {
  metadata: 'read',
  contents: 'write',
  deployments: 'write',
  discussions: 'write',
  'pull-requests': 'write',
  statuses: 'write',
}

export const TOKENS: Readonly<Record<string, Token>> = {
  'github-token': { login: 'github-actions[bot]', permissions: ACTIONS_PERMISSIONS },
  'personal-token': { login: 'shop-developer', permissions: 'all', limit: 5000 },
}

/** The switches and what they are when nobody sets them. */
export const SWITCHES: Readonly<Record<string, string>> = {
  private: 'no', // yes: callers without access get 404
  scheme: 'http', // of the links in answers
  link: 'on', // off: no Link headers
  limit: '1000', // requests an hour for a token without a limit of its own
  'rate-limit': 'on', // off: as GHES by default
  'spent-status': '403', // or 429
  secondary: 'off', // on: 80 content-creating requests a minute, 500 an hour
  'refuse-403': 'permission', // an injected 403: or primary, secondary, bare
  'refuse-429': 'secondary', // an injected 429: or primary, bare
  wall: '', // saml, ip or archived: what refuses before every route
  renamed: 'no', // yes: the repository has another name now, and its old one is redirected
  ruleset: 'off', // tags: a ruleset restricts who makes tags
  'workflow-status': '403', // of the rule for workflow files; or 404, as tokens get it that are no app's
  'target-of-tag': 'unused', // [A] refuse: 422 for a target_commitish beside a tag that is there
  notes: '', // a status: with which GitHub fails to write notes
  'notes-length': '0', // characters that written notes have at least
  immutable: 'off', // on: releases are immutable once published
  lag: '0', // reads of a release that miss it after its create
  payload: 'same', // string: payloads come back as JSON text
  'job-environment': '', // a name: GitHub's own deployment of a job exists from the start
  'unknown-field': 'refuse', // [A] ignore: as GitHub does; both are noted as surprises
  'missing-permission': '403', // [A] or 404
  'short-sha': 'on', // [A] off: short shas are unknown
  ambiguous: 'tag', // [A] branch: it wins over a tag of the same name
  'no-ancestor': '404', // [A] status of a compare of unrelated histories
  'unpaged-link': 'off', // [A] on: Link on a compare without paging parameters
  'unknown-commit': '404', // [A] or 422
  'unknown-object': '422', // [A] status for a ref or tag of an unknown sha
  'make-latest': 'strict', // [A] loose: booleans are taken
  latest: 'pinned', // [A] date: only the commit's date decides
  'unknown-previous-tag': '400', // [A] or 404, 422
  'immutable-status': '422', // [A] status for moving or reusing what is immutable
  'auto-merge-commit': '409', // [A] 201: a commit or tag that is behind is deployed as it is
  'deployment-order': 'newest', // [A] oldest: of GET /deployments
}

export interface GitHubOptions {
  readonly clock: Clock
  readonly history?: History
  /** Added to `github-token` (as GITHUB_TOKEN with every permission) and `personal-token` (with `workflows` too). */
  readonly tokens?: Readonly<Record<string, Token>>
  /** Names of SWITCHES, or `prefix` for the command line. */
  readonly switches?: Readonly<Record<string, string>>
  /** `` (github.com) or `/api/v3` (GHES). */
  readonly prefix?: string
}

/** What each of its values means stands beside it. */
export const TABLE = Object.fromEntries([
  ['prefix', text('', 'a path, such as /api/v3')],
  ...Object.entries(SWITCHES).map(
    ([name, initial]) => [name, text(initial, 'see sandbox/github/options.ts')] as const,
  ),
])

/** The given switches over the defaults. Throws for a name that does not exist. */
export function readSwitches(given: Readonly<Record<string, string>>): Record<string, string> {
  return { ...read(TABLE, given) }
}
