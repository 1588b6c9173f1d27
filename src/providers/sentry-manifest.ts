// What is known of Sentry without its code.
import { apiPathProblem, choice, flag, list, text } from '../inputs/kinds.ts'
import { defineManifest } from '../provider.ts'
import { slugProblems } from './sentry-slugs.ts'
import { claimOf, hostsOf } from './sentry-token.ts'

export const inputs = {
  'sentry-org': text('Organization slug or id.', {
    env: 'SENTRY_ORG',
    defaultText: '`SENTRY_ORG`, else from an organization token',
  }),
  'sentry-projects': list('Project slugs or ids.', {
    env: 'SENTRY_PROJECT',
    defaultText: '`SENTRY_PROJECT`',
  }),
  'sentry-finalize': flag("Set the release's date.", true),
  'sentry-status': choice("Also set the release's status.", ['open', 'archived']),
  'sentry-repository': text('Repository name as Sentry knows it.', { defaultText: '`owner/name`' }),
}

export const manifest = defineManifest({
  id: 'sentry',
  name: 'Sentry',
  effect: 'records',
  operations: ['deploy', 'release', 'track', 'start', 'finish', 'rollback'],
  where: 'in Sentry under Releases',
  tokenEnv: 'SENTRY_AUTH_TOKEN',
  takesFiles: true,
  inputs,
  limits: {
    // The strictest of server, relay and sentry-cli, so that a version that we take works everywhere.
    version: { maxBytes: 200, forbidden: ['/', '\\'], reserved: ['latest', '.', '..'], trimmed: true },
    environment: { maxLength: 64, forbidden: ['/', '\\'], reserved: ['none', '.', '..'], trimmed: true },
  },

  complete(own, { token, env }) {
    const claim = claimOf(token)
    if (!claim?.org || own.sentryOrg === claim.org) return { own, warnings: [] }
    // The workflow file is checked below; the environment may belong to another tool, so the token's claim wins.
    const isFromEnvironment = own.sentryOrg === '' || own.sentryOrg === (env['SENTRY_ORG'] ?? '').trim()
    if (!isFromEnvironment) return { own, warnings: [] }
    const warning = `SENTRY_ORG is "${own.sentryOrg}", but the organization token belongs to "${claim.org}", which is used.`
    return { own: { ...own, sentryOrg: claim.org }, warnings: own.sentryOrg === '' ? [] : [warning] }
  },

  check(own, { token, apiUrl }) {
    const claim = claimOf(token)
    const problems = [...slugProblems(own), ...apiPathProblem(apiUrl, '/api/0')]
    if (!own.sentryOrg) {
      problems.push(
        'sentry-org is required when provider is sentry: the organization slug, or use an organization token that carries it.',
      )
    }
    if (claim?.org && own.sentryOrg !== claim.org) {
      problems.push(
        `sentry-org is "${own.sentryOrg}", but the organization token belongs to "${claim.org}"; remove sentry-org or use a token of that organization.`,
      )
    }
    if (own.sentryProjects.length === 0) {
      problems.push(
        'sentry-projects is required when provider is sentry: one or more project slugs, separated by spaces.',
      )
    }
    return problems
  },

  connect(_own, { token, apiUrl }) {
    const hosts = hostsOf(claimOf(token), apiUrl)
    return {
      baseUrl: hosts.api,
      webUrl: hosts.web,
      otherHosts: hosts.others,
      headers: { authorization: `Bearer ${token}` },
      secrets: [token],
    }
  },
})
