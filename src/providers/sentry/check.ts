// What is wrong with Sentry's inputs before any request, and what the token itself tells.
import type { Values } from '../../inputs/kinds.ts'
import { shown } from '../../inputs/slips.ts'
import type { Access, CommonFacts, Connection, Problem } from '../../provider/provider.ts'
import type { inputs } from './inputs.ts'
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
  const { sentryOrg, sentryProjects } = own
  const claimed = claimOf(token)?.org
  return [
    problemOf('sentry-org', sentryOrg, orgIn(sentryOrg)),
    ...sentryProjects.map((project) => problemOf('sentry-projects', project, lastPart(project))),
    !sentryOrg && NO_ORG,
    claimed &&
      sentryOrg !== claimed &&
      `sentry-org is "${sentryOrg}", but the organization token belongs to "${claimed}"; remove sentry-org or use a token of that organization.`,
    sentryProjects.length === 0 && NO_PROJECTS,
  ]
}

/** Slugs stand in the address bar, so people paste the whole address. */
function problemOf(name: string, value: string, meant: string): Problem {
  if (value === '' || isSlug(value)) return undefined
  const cure = isSlug(meant) ? `write ${meant}` : 'letters, digits, - and _ only, as in its address'
  const what = name === 'sentry-org' ? 'the slug of the organization' : 'slugs of projects'
  return `${name} must be ${what}: ${cure}; got "${shown(value, 80)}".`
}

/** Sentry's own pattern, and ids (sentry/conf/server.py, SENTRY_SLUG). */
function isSlug(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text)
}

/** `https://acme.sentry.io/…`, `acme.sentry.io`, `https://sentry.io/organizations/acme/…` */
function orgIn(value: string): string {
  const text = value.includes('://') ? value : `https://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  const named = url?.pathname.split('/') ?? []
  const after = named[named.indexOf('organizations') + 1]
  if (named.includes('organizations') && after) return after
  return url?.hostname.endsWith('.sentry.io') ? url.hostname.slice(0, -'.sentry.io'.length) : lastPart(value)
}

function lastPart(value: string): string {
  const [path = ''] = value.split(/[?#]/, 1)
  return path.split('/').findLast((part) => part !== '') ?? ''
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
