// Sentry: a release with its commits, and a deploy record. Vendor facts: docs/providers/sentry.md.
import { defineProvider } from '../../provider/provider.ts'
import { calls } from './calls.ts'
import { createDeploy, findDeploy, verifyDeploy } from './deploys.ts'
import { history } from './history.ts'
import { manifest } from './manifest.ts'
import { confirmRelease, createRelease, verifyRelease } from './releases.ts'

export const sentry = defineProvider({
  ...manifest,
  calls,
  hints: {
    401: 'Check the token, and that it belongs to this host: a wrong region answers the same; set api-url to the region of the organization.',
    403: 'The token needs the scope project:releases, or be an organization token.',
    404: 'The organization, release or project is not visible to this token: check sentry-org, sentry-projects and api-url.',
    400: 'Check sentry-projects: each must be the slug or id of a project that the token can reach.',
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
