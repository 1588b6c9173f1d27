// What is wrong with Sentry's inputs before any request, and what the token itself tells.
import type { Values } from '../../inputs/kinds.ts'
import type { Access, CommonFacts, Connection, Problem } from '../../provider/provider.ts'
import type { inputs } from './inputs.ts'
import { slugProblems } from './slugs.ts'
import { claimOf, hostsOf } from './token.ts'

type SentryInputs = Values<typeof inputs>

/** The organization of an organization token, where the input is empty or only the environment says another. */
export function complete(
  own: SentryInputs,
  { token, env }: CommonFacts,
): { own: SentryInputs; warnings: readonly string[] } {
  const claim = claimOf(token)
  if (!claim?.org || own.sentryOrg === claim.org) return { own, warnings: [] }
  // The workflow file is checked below; the environment may belong to another tool, so the token's claim wins.
  const isFromEnvironment = own.sentryOrg === '' || own.sentryOrg === (env['SENTRY_ORG'] ?? '').trim()
  if (!isFromEnvironment) return { own, warnings: [] }
  const warning = `SENTRY_ORG is "${own.sentryOrg}", but the organization token belongs to "${claim.org}", which is used.`
  return { own: { ...own, sentryOrg: claim.org }, warnings: own.sentryOrg === '' ? [] : [warning] }
}

const NO_ORG =
  'sentry-org is required when provider is sentry: the organization slug, or use an organization token that carries it.'
const NO_PROJECTS =
  'sentry-projects is required when provider is sentry: one or more project slugs, separated by spaces.'

/** Every problem, each with its cure. */
export function problemsOf(own: SentryInputs, { token }: CommonFacts): readonly Problem[] {
  const { sentryOrg } = own
  const claimed = claimOf(token)?.org
  return [
    ...slugProblems(own),
    !sentryOrg && NO_ORG,
    claimed &&
      sentryOrg !== claimed &&
      `sentry-org is "${sentryOrg}", but the organization token belongs to "${claimed}"; remove sentry-org or use a token of that organization.`,
    own.sentryProjects.length === 0 && NO_PROJECTS,
  ]
}

/** The token's own host, unless `api-url` names another. */
export function connectionOf({ token, apiUrl }: Access): Connection {
  const hosts = hostsOf(claimOf(token), apiUrl)
  return {
    baseUrl: hosts.api,
    webUrl: hosts.web,
    otherHosts: hosts.others,
    headers: { authorization: `Bearer ${token}` },
    secrets: [token],
  }
}
