// Why GitHub refuses, by what it says: most refusals are no missing permission, and each has another cure. Its words are
// those that users report (github/github-mcp-server#1121, aquasecurity/trivy#10567, googleapis/release-please-action#1194).
import { isRecord, textAt } from '../json.ts'
import type { Hint, Refusal } from '../provider/call.ts'
import { oneLine } from '../text.ts'

/** What else than a permission a 403 is about. */
const WALLS: readonly (readonly [words: RegExp, cure: string])[] = [
  [
    /IP allow list/i,
    "The organization lets only known addresses in: use a runner with such an address, or have the runner's added to the list.",
  ],
  [/archived/i, 'An archived repository takes nothing new: unarchive it (Settings), or take this step out.'],
]

/** The words of a right that is missing, as `Resource not accessible by integration`; others speak for themselves. */
const RIGHTS = /accessible|permission|rights|scope|access|authori[sz]/i

/** The hint of a 403: what stands in the way, or the permission that is `lacking`. */
export function forbidden(lacking: string): Hint {
  return ({ headers, body }) => {
    const said = textAt(body, 'message')
    const page = /\burl=(https:\/\/\S+)/.exec(headers['x-github-sso'] ?? '')?.[1]
    if (page !== undefined || /SAML/.test(said)) return singleSignOn(page)
    const wall = WALLS.find(([words]) => words.test(said))?.[1]
    return wall ?? (said === '' || RIGHTS.test(said) ? lacking : '')
  }
}

function singleSignOn(page: string | undefined): string {
  const where =
    page === undefined ? 'under Settings → Developer settings, by "Configure SSO"' : oneLine(page, 300)
  return `The organization wants the token to be let in by single sign-on: ${where}. GITHUB_TOKEN needs none.`
}

/** Hints of a redirect: a token never follows one. */
const RENAMED =
  'The repository was renamed or moved after this run had begun, and a token follows no redirect: start a new run, which has the new name.'
export const redirected = { 301: RENAMED, 307: RENAMED } as const

const UNPUSHED = 'The commit must be in this repository: push it before this step.'
const RULESET =
  'A ruleset (Settings → Rules) restricts who makes such tags: put the app of the token on its bypass list, use the token of somebody who is on it, or choose a name outside its pattern.'
const IMMUTABLE =
  'The tag belonged to an immutable release and is burnt: it can never be used again, even when release and tag were deleted. Choose another version.'

// The first that fits: a burnt tag is told beside the words of a ruleset (github-community-projects/ospo-reusable-workflows#83).
const RELEASE_REFUSALS: readonly (readonly [words: RegExp, cure: string])[] = [
  [/immutable release/i, IMMUTABLE],
  [/rule violations/i, RULESET],
  [
    /body is too long/i,
    'The notes are longer than the 125,000 characters that GitHub takes: set github-notes to commits or none.',
  ],
  [/target_commitish/, UNPUSHED],
  [
    /tag_name is not a valid tag/,
    'version must be a name that git takes for a tag: no spaces, no "..", none of ~ ^ : ? * [ \\.',
  ],
]

/** The hint of a 422 for a release, by the field and message of its errors. */
export function releaseRefused({ body }: Refusal): string {
  const errors = isRecord(body) && Array.isArray(body['errors']) ? body['errors'] : []
  const said = errors.map((each) => `${textAt(each, 'field')} ${textAt(each, 'message')}`).join('\n')
  return RELEASE_REFUSALS.find(([words]) => words.test(said))?.[1] ?? ''
}

/** The hint of a 422 for a deployment: there is no such commit, or a rule of the environment says no. */
export function deploymentRefused({ body }: Refusal): string {
  const said = JSON.stringify(body) ?? ''
  if (/no ref found/i.test(said)) return UNPUSHED
  return /protect|\brules?\b|not allowed/i.test(said) ? PROTECTED : ''
}

const PROTECTED =
  "The environment's own rules (Settings → Environments) say which branches and tags may be deployed to it: allow this one there, or take another environment."
