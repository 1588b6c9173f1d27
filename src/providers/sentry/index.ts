// Sentry: a release with its commits, and a deploy record. Vendor facts: docs/providers/sentry.md.
import { defineProvider } from '../../provider/provider.ts'
import { calls } from './calls.ts'
import { complete, connectionOf, problemsOf } from './check.ts'
import { createDeploy, findDeploy, verifyDeploy } from './deploys.ts'
import { refusedField } from './hints.ts'
import { history } from './history.ts'
import { inputs } from './inputs.ts'
import { confirmRelease, createRelease, verifyRelease } from './releases.ts'

export const sentry = defineProvider({
  id: 'sentry',
  name: 'Sentry',
  where: 'in Sentry under Releases',
  tokenEnv: 'SENTRY_AUTH_TOKEN',
  identity: 'lookup',
  takesFiles: true,
  inputs,
  limits: {
    // The strictest of server, relay and sentry-cli, so that a version that we take works everywhere.
    version: { maxBytes: 200, forbidden: ['/', '\\'], reserved: ['latest', '.', '..'], trimmed: true },
    environment: { maxLength: 64, forbidden: ['/', '\\'], reserved: ['none', '.', '..'], trimmed: true },
  },
  calls,
  hints: {
    401: 'Check the token, and that it belongs to this host: a wrong region answers the same; set api-url to the region of the organization.',
    403: 'The token needs the scope project:releases, or be an organization token.',
    404: 'The organization, release or project is not visible to this token: check sentry-org, sentry-projects and api-url.',
    400: refusedField,
  },

  complete,
  problems: problemsOf,
  connect: (_own, access) => connectionOf(access),
  target: ({ sentryOrg, sentryProjects }) => [sentryOrg, ...sentryProjects.toSorted()],
  history,

  release: { make: createRelease, check: verifyRelease, confirm: confirmRelease },
  deploy: { make: createDeploy, find: findDeploy, check: verifyDeploy },
})
