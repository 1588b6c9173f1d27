// Sentry: a release with its commits, and a deploy record. Vendor facts: docs/providers/sentry.md.
import { defineProvider } from '../provider.ts'
import { calls, inputs } from './sentry-calls.ts'
import { createDeploy, findDeploy, verifyDeploy } from './sentry-deploys.ts'
import { history } from './sentry-history.ts'
import { confirmRelease, createRelease, verifyRelease } from './sentry-releases.ts'
import { claimOf, hostsOf } from './sentry-token.ts'

export const sentry = defineProvider({
  id: 'sentry',
  name: 'Sentry',
  effect: 'records',
  where: 'in Sentry under Releases',
  tokenEnv: 'SENTRY_AUTH_TOKEN',
  takesFiles: true,
  inputs,
  calls,
  limits: {
    // The strictest of server, relay and sentry-cli, so that a version that we take works everywhere.
    version: { maxBytes: 200, forbidden: ['/', '\\'], reserved: ['latest', '.', '..'], trimmed: true },
    environment: { maxLength: 64, forbidden: ['/', '\\'], reserved: ['none', '.', '..'], trimmed: true },
  },
  hints: {
    401: 'Check the token, and that it belongs to this host: a wrong region answers the same; set api-url to the region of the organization.',
    403: 'The token needs the scope project:releases, or be an organization token.',
    404: 'The organization, release or project is not visible to this token: check sentry-org, sentry-projects and api-url.',
    400: 'Check sentry-projects: each must be the slug or id of a project that the token can reach.',
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

  check(own, { token }) {
    const claim = claimOf(token)
    const problems: string[] = []
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
    const claim = claimOf(token)
    const hosts = hostsOf(claim, apiUrl)
    return {
      baseUrl: hosts.api,
      webUrl: hosts.web,
      otherHosts: hosts.others,
      headers: { authorization: `Bearer ${token}` },
      secrets: [token, ...(claim ? [claim.part] : [])],
    }
  },

  confirmRelease,
  createRelease,
  verifyRelease,
  createDeploy,
  verifyDeploy,
  findDeploy,
  // No `recent`: a deploy is promised in four requests, and reading it back tells the newest ones as well.
  history,
})
