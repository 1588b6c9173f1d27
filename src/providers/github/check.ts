// What is wrong with GitHub's inputs before any request, and where it is.
import { withoutSlashes } from '../../address.ts'
import { githubHeaders, graphqlBase } from '../../github/server.ts'
import type { Values } from '../../inputs/kinds.ts'
import { shown } from '../../inputs/slips.ts'
import type { Access, CommonFacts, Connection, Problem } from '../../provider/provider.ts'
import type { inputs } from './inputs.ts'
import { tagProblems } from './tag-name.ts'

const API = 'https://api.github.com'
const WEB = 'https://github.com'

const NEVER_LATEST =
  'github-latest is true, but a draft or prerelease cannot be the latest; remove one of them.'
const NOTHING_LEFT =
  'github-release is false and there is no deploy, so nothing is left to do; set environment.'

type GithubInputs = Values<typeof inputs>

/** Every problem, each with its cure. */
export function problemsOf(own: GithubInputs, asked: CommonFacts): readonly Problem[] {
  const { operation, environment, deployId, apiUrl } = asked
  const isNeverLatest = own.githubDraft || own.githubPrerelease === 'true'
  const isReleaseOnly = operation === 'release' || (operation === 'deploy' && !environment)
  const hasOddId = ['finish', 'rollback'].includes(operation) && !/^\d*$/.test(deployId)
  const isPage = apiUrl !== '' && new URL(apiUrl).host === 'github.com'
  const isMade = own.githubRelease && ['deploy', 'release', 'track', 'start'].includes(operation)
  return [
    own.githubLatest === 'true' && isNeverLatest && NEVER_LATEST,
    !own.githubRelease && isReleaseOnly && NOTHING_LEFT,
    ...(isMade ? tagProblems(asked.version, own) : []),
    hasOddId && `deploy-id must be the number of a deployment; got "${shown(deployId, 60)}".`,
    isPage && 'api-url must be the address of the API: leave it out for github.com.',
    !isPage &&
      isForeign(asked) &&
      `token is required with api-url ${apiUrl}: the workflow's own token belongs to another host and must not be shown to it.`,
  ]
}

/** The API and the pages of a server, with the token's headers. */
export function connectionOf({ token, apiUrl, env }: Access): Connection {
  const baseUrl = withoutSlashes(apiUrl || env['GITHUB_API_URL'] || API)
  const headers = githubHeaders(token)
  return {
    baseUrl,
    webUrl: apiUrl && apiUrl !== env['GITHUB_API_URL'] ? webOf(apiUrl) : env['GITHUB_SERVER_URL'] || WEB,
    headers,
    servers: { graphql: { baseUrl: graphqlBase(baseUrl), headers } },
    secrets: [token],
  }
}

/** Would the workflow's own token go to a host that did not make it? */
function isForeign({ apiUrl, token, githubToken, env }: CommonFacts): boolean {
  const own = env['GITHUB_API_URL'] || API
  if (!apiUrl || !token || token !== githubToken || !URL.canParse(own)) return false
  return new URL(apiUrl).host !== new URL(own).host
}

/** `https://HOST/api/v3` (GHES), `https://api.SUB.ghe.com` and `https://api.github.com` → where people open pages. */
function webOf(apiUrl: string): string {
  const url = new URL(apiUrl)
  return /\/api\/v3$/.test(url.pathname) ? url.origin : url.origin.replace('://api.', '://')
}
