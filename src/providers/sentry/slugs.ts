// Slugs of organizations and projects. They stand in the address bar, so people paste the whole address.
import type { Values } from '../../inputs/kinds.ts'
import { shown } from '../../inputs/slips.ts'
import type { Problem } from '../../provider/provider.ts'
import type { inputs } from './inputs.ts'

/** What is wrong with them, as whole sentences with the cure. Empty ones are named elsewhere. */
export function slugProblems({ sentryOrg, sentryProjects }: Values<typeof inputs>): readonly Problem[] {
  return [
    problemOf('sentry-org', sentryOrg, orgIn(sentryOrg)),
    ...sentryProjects.map((project) => problemOf('sentry-projects', project, lastPart(project))),
  ]
}

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
