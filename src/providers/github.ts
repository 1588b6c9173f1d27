// GitHub: tag, release, deployment and its statuses. Vendor facts: docs/providers/github.md.
import { type Asked, defineProvider } from '../provider.ts'
import { oneLine } from '../text.ts'
import { adoptDeployment } from './github-adopt.ts'
import { calls, hints, inputs } from './github-calls.ts'
import {
  createDeployment,
  findDeployment,
  findFinished,
  findOpenDeployment,
  finishDeployment,
} from './github-deployments.ts'
import { deploymentHistory, readPast } from './github-history.ts'
import { recentDeployments } from './github-recent.ts'
import { confirmRelease, createRelease, findRelease } from './github-releases.ts'

const API = 'https://api.github.com'
const WEB = 'https://github.com'

export const github = defineProvider({
  id: 'github',
  name: 'GitHub',
  effect: 'records',
  where: 'in the repository under Releases and Deployments',
  tokenEnv: 'GITHUB_TOKEN',
  inputs,
  calls,
  limits: {
    // A version is a tag, and a tag a ref of git: git help check-ref-format.
    version: {
      // Git writes it to a file of this name plus ".lock", and a file name has at most 255 bytes.
      maxBytes: 250,
      forbidden: [' ', '~', '^', ':', '?', '*', '[', '\\', '..', '@{', '//'],
      shapes: [
        { pattern: /^[-/]/, says: 'starts with "-" or "/"' },
        { pattern: /[./]$/, says: 'ends with "." or "/"' },
        { pattern: /(^|\/)\./, says: 'has a part that starts with "."' },
        { pattern: /\.lock(\/|$)/, says: 'has a part that ends with ".lock"' },
        { pattern: /^@$/, says: 'is "@" alone' },
      ],
      trimmed: true,
    },
    environment: { maxLength: 255, trimmed: true },
  },
  hints,

  check(own, asked) {
    const problems: string[] = []
    if (own.githubLatest === 'true' && (own.githubDraft || own.githubPrerelease)) {
      problems.push(
        'github-latest is true, but a draft or prerelease cannot be the latest; remove one of them.',
      )
    }
    const isReleaseOnly =
      asked.operation === 'release' || (asked.operation === 'deploy' && !asked.environment)
    if (!own.githubRelease && isReleaseOnly) {
      problems.push(
        'github-release is false and there is no deploy, so nothing is left to do; set environment.',
      )
    }
    if (['finish', 'rollback'].includes(asked.operation) && !/^\d*$/.test(asked.deployId)) {
      problems.push(`deploy-id must be the number of a deployment; got "${oneLine(asked.deployId, 60)}".`)
    }
    if (isForeign(asked)) {
      problems.push(
        `token is required with api-url ${asked.apiUrl}: the workflow's own token belongs to another host and must not be shown to it.`,
      )
    }
    return problems
  },

  connect(_own, { token, apiUrl, env }) {
    const baseUrl = (apiUrl || env['GITHUB_API_URL'] || API).replace(/\/+$/, '')
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
    }
    return {
      baseUrl,
      webUrl: apiUrl && apiUrl !== env['GITHUB_API_URL'] ? webOf(apiUrl) : (env['GITHUB_SERVER_URL'] ?? WEB),
      headers,
      // Beside /v3 on a server of one's own (docs: Managing GitHub Apps, GITHUB_GRAPHQL_URL).
      servers: { graphql: { baseUrl: baseUrl.replace(/\/v3$/, ''), headers } },
      secrets: [token],
    }
  },

  leaveOut(own) {
    return own.githubRelease ? [] : ['release']
  },

  history: deploymentHistory,
  recent: recentDeployments,
  readPast,
  confirmRelease,
  createRelease,
  findRelease,
  createDeploy: createDeployment,
  finishDeploy: finishDeployment,
  findDeploy: findDeployment,
  findFinish: findFinished,
  findOpen: findOpenDeployment,
  adoptDeploy: adoptDeployment,
})

/** Would the workflow's own token go to a host that did not make it? */
function isForeign({ apiUrl, token, githubToken, env }: Asked): boolean {
  const own = env['GITHUB_API_URL'] ?? API
  if (!apiUrl || !token || token !== githubToken || !URL.canParse(own)) return false
  return new URL(apiUrl).host !== new URL(own).host
}

/** `https://HOST/api/v3` (GHES), `https://api.SUB.ghe.com` and `https://api.github.com` → where people open pages. */
function webOf(apiUrl: string): string {
  const url = new URL(apiUrl)
  return /\/api\/v3$/.test(url.pathname) ? url.origin : url.origin.replace('://api.', '://')
}
