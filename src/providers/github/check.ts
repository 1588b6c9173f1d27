// What is wrong with GitHub's inputs before any request, and where it is.
import { withoutSlashes } from '../../address.ts'
import { githubHeaders, graphqlBase } from '../../github/server.ts'
import type { Values } from '../../inputs/kinds.ts'
import { shown } from '../../inputs/slips.ts'
import type { Access, CommonFacts, Connection } from '../../provider/provider.ts'
import type { inputs } from './inputs.ts'
import { tagProblems } from './tag-name.ts'

const API = 'https://api.github.com'
const WEB = 'https://github.com'

type GithubInputs = Values<typeof inputs>

/** Every problem, each with its cure. */
export function problemsOf(own: GithubInputs, asked: CommonFacts): string[] {
  const problems: string[] = []
  if (own.githubLatest === 'true' && (own.githubDraft || own.githubPrerelease === 'true')) {
    problems.push(
      'github-latest is true, but a draft or prerelease cannot be the latest; remove one of them.',
    )
  }
  const isReleaseOnly = asked.operation === 'release' || (asked.operation === 'deploy' && !asked.environment)
  if (!own.githubRelease && isReleaseOnly) {
    problems.push(
      'github-release is false and there is no deploy, so nothing is left to do; set environment.',
    )
  }
  const isMade = own.githubRelease && ['deploy', 'release', 'track', 'start'].includes(asked.operation)
  if (isMade) problems.push(...tagProblems(asked.version, own))
  if (['finish', 'rollback'].includes(asked.operation) && !/^\d*$/.test(asked.deployId)) {
    problems.push(`deploy-id must be the number of a deployment; got "${shown(asked.deployId, 60)}".`)
  }
  if (asked.apiUrl && new URL(asked.apiUrl).host === 'github.com')
    problems.push('api-url must be the address of the API: leave it out for github.com.')
  else if (isForeign(asked)) {
    problems.push(
      `token is required with api-url ${asked.apiUrl}: the workflow's own token belongs to another host and must not be shown to it.`,
    )
  }
  return problems
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
