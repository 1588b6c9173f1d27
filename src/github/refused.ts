// Why GitHub refuses, by what it says: most refusals are no missing permission, and each has another cure. Its words are
// those that users report (github/github-mcp-server#1121, aquasecurity/trivy#10567, googleapis/release-please-action#1194,
// git-town/git-town#4609, NixOS/org#247, gitbutlerapp/gitbutler#8594, laminas/automatic-releases#168).
import { isRecord, textAt } from '../json.ts'
import type { Hint, Refusal } from '../provider/call.ts'
import { oneLine } from '../text.ts'

// vybestack/llxprt-code#3115, llmmanorg/llmman#502: compared with the tip of the default branch as it is now, also for a
// commit of that branch. Words and headers are those of a missing permission.
export const WORKFLOWS =
  "A commit whose files under .github/workflows differ from those of the default branch's tip, as it is now, may not be released by GITHUB_TOKEN, also when it is on that branch: release from the tip, use a token with the permission Workflows: write, or make the release early in the run (operation release or track, before anything is merged)."
/** Where another token than an app's is told of that rule by its name. */
const NO_WORKFLOWS = /without `?workflows?`? (scope|permission)/i
export const BLOCKED = 'GitHub has blocked the repository: its owners were told why.'

type Cures = readonly (readonly [words: RegExp, cure: string])[]

/** What else than a permission a 403 is about. */
const WALLS: Cures = [
  [
    /IP allow list/i,
    "The organization lets only known addresses in: use a runner with such an address, or have the runner's added to the list.",
  ],
  [/archived/i, 'An archived repository takes nothing new: unarchive it (Settings), or take this step out.'],
  [NO_WORKFLOWS, WORKFLOWS],
  [/access blocked/i, BLOCKED],
  [
    /OAuth App access restrictions/i,
    'The organization lets in only apps that it has approved: have the app of the token approved there.',
  ],
  [
    /forbids access via|lifetime/i,
    'The organization takes no token of this kind, or none that lives so long: use another one, as it says, or GITHUB_TOKEN.',
  ],
]

/** The words of a right that is missing, as `Resource not accessible by integration`; others speak for themselves. */
const RIGHTS = /accessible|permission|rights|scope|access|authori[sz]/i

/** The hint of a 403: what stands in the way, or the permission that is `lacking`. */
export function forbidden(lacking: string): Hint {
  return ({ headers, body }) => {
    const said = textAt(body, 'message')
    // `required; url=…`, or `partial-results; organizations=…` without a page.
    const signOn = headers['x-github-sso']
    if (signOn !== undefined || /SAML/.test(said))
      return singleSignOn(/\burl=(https:\/\/\S+)/.exec(signOn ?? '')?.[1])
    const wall = WALLS.find(([words]) => words.test(said))?.[1]
    if (wall !== undefined) return wall
    return said === '' || RIGHTS.test(said) ? otherRight(headers, lacking) || lacking : ''
  }
}

/** What GitHub itself says that it accepts, where that is another permission than the one that we know of. */
function otherRight(headers: Refusal['headers'], lacking: string): string {
  const accepted = oneLine(headers['x-accepted-github-permissions'] ?? '', 200)
  const names = [...accepted.matchAll(/([a-z_]+)=/g)].map(([, name = '']) => name)
  if (names.length === 0 || names.some((name) => lacking.includes(`${name}:`))) return ''
  return `The token lacks a permission. GitHub accepts: ${accepted}.`
}

function singleSignOn(page: string | undefined): string {
  const where =
    page === undefined ? 'under Settings → Developer settings, by "Configure SSO"' : oneLine(page, 300)
  return `The organization wants the token to be let in by single sign-on: ${where}. GITHUB_TOKEN needs none.`
}

/** Hints of a redirect: a token never follows one. */
const RENAMED =
  'The repository was renamed or moved after this run had begun, and a token follows no redirect: start a new run, which has the new name.'
/** Of a renamed repository to its number; elsewhere to where the API really is, which the HTTP layer tells. */
function moved({ headers, body }: Refusal): string {
  const to = headers['location'] || textAt(body, 'url')
  return to === '' || /\/repositories\/\d+/.test(to) ? RENAMED : ''
}
export const redirected = { 301: moved, 302: moved, 307: moved, 308: moved } as const

const UNPUSHED = 'The commit must be in this repository: push it before this step.'
const RULESET =
  'A ruleset (Settings → Rules) restricts who makes such tags: put the app of the token on its bypass list, use the token of somebody who is on it, or choose a name outside its pattern.'
const TAG = 'version must be a name that git takes for a tag: no spaces, no "..", none of ~ ^ : ? * [ \\.'
const IMMUTABLE =
  'The tag belonged to an immutable release and is burnt: it can never be used again, even when release and tag were deleted. Choose another version.'

// The first that fits: a burnt tag is told beside the words of a ruleset (github-community-projects/ospo-reusable-workflows#83).
const RELEASE_REFUSALS: Cures = [
  [/immutable release/i, IMMUTABLE],
  [/rule violations|protected tag/i, RULESET],
  [NO_WORKFLOWS, WORKFLOWS],
  [
    /hook declined/i,
    'A hook of the server (pre-receive) does not let the tag in: ask its administrators, or choose another version.',
  ],
  [
    /body is too long/i,
    'The notes are longer than the 125,000 characters that GitHub takes: set github-notes to commits or none.',
  ],
  [/target_commitish/, UNPUSHED],
  [/tag_name (is not a valid tag|invalid)/, TAG],
  [/must have a valid tag/, `GitHub could not make the tag. ${TAG} ${UNPUSHED}`],
]

/** The hint of a 422 for a release, by what its message says, or the field, code and message of its errors. */
export function releaseRefused({ body }: Refusal): string {
  const errors = isRecord(body) && Array.isArray(body['errors']) ? body['errors'] : []
  const told = errors.map((each) =>
    typeof each === 'string' ? each : ['field', 'code', 'message'].map((key) => textAt(each, key)).join(' '),
  )
  const said = [textAt(body, 'message'), ...told].join('\n')
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
