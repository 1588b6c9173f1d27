// What is known of GitHub, as a provider, without its code.
import { withoutSlashes } from '../address.ts'
import { choice, flag } from '../inputs/kinds.ts'
import { shown } from '../inputs/slips.ts'
import { type Asked, defineManifest } from '../provider.ts'

export const inputs = {
  'github-release': flag('Make the tag and the GitHub Release.', true),
  'github-notes': choice(
    "Release notes: `generate` (GitHub's own, against the previous matching tag), `commits` (a grouped list of the commits of the range), or `none`.",
    ['generate', 'commits', 'none'],
    'generate',
  ),
  'github-draft': flag('Make the release a draft; GitHub makes the tag when it is published.', false),
  'github-prerelease': flag('Mark the release as a prerelease.', false),
  'github-latest': choice(
    'Mark the release as the latest: `auto` (by date and semantic version), `true` or `false`.',
    ['auto', 'true', 'false'],
    'auto',
  ),
}

const API = 'https://api.github.com'
const WEB = 'https://github.com'

export const manifest = defineManifest({
  id: 'github',
  name: 'GitHub',
  effect: 'records',
  operations: ['deploy', 'release', 'track', 'start', 'finish', 'rollback'],
  where: 'in the repository under Releases and Deployments',
  tokenEnv: 'GITHUB_TOKEN',
  inputs,
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
      problems.push(`deploy-id must be the number of a deployment; got "${shown(asked.deployId, 60)}".`)
    }
    if (isForeign(asked)) {
      problems.push(
        `token is required with api-url ${asked.apiUrl}: the workflow's own token belongs to another host and must not be shown to it.`,
      )
    }
    return problems
  },

  connect(_own, { token, apiUrl, env }) {
    const baseUrl = withoutSlashes(apiUrl || env['GITHUB_API_URL'] || API)
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
