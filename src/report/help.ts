// Every error belongs to a family, and every family has a section in docs/errors.md: the one place that ties them.
import { InputError, isExpected, NetworkError } from '../errors.ts'

/** The families, each with the words of its annotation's title. */
export const families = {
  input: 'inputs need attention',
  refused: 'refused',
  unexpected: 'unexpected answer',
  unavailable: 'not available',
  uncertain: 'it may have happened',
  failed: 'the deploy did not succeed',
  deadline: 'out of time',
  cancelled: 'cancelled',
  bug: 'a bug in record-deploy',
} as const

export type Family = keyof typeof families

// Statuses that say "not now" although they are 4xx: time-out, too early, too many.
const NOT_NOW = [408, 425, 429]

const UNANSWERED: Readonly<Record<NetworkError['reason'], Family>> = {
  network: 'unavailable',
  cut: 'unavailable',
  deadline: 'deadline',
  left: 'deadline',
  cancelled: 'cancelled',
}

/** The family of an error that ended the run. */
export function familyOf(error: unknown): Family {
  if (!isExpected(error)) return 'bug'
  if (error instanceof InputError) return 'input'
  // First, because it asks for a look before anything else is done.
  if (error.mayHaveHappened) return 'uncertain'
  if (error instanceof NetworkError) return UNANSWERED[error.reason]
  if (error.status >= 500 || NOT_NOW.includes(error.status)) return 'unavailable'
  return error.status >= 300 ? 'refused' : 'unexpected'
}

/** Where a family is explained: at the very version of the action that runs, or the file's path where that is unset. */
export function helpUrl(family: Family, env: Readonly<Record<string, string | undefined>>): string {
  const repository = env['GITHUB_ACTION_REPOSITORY']
  if (!repository) return `docs/errors.md#${family}`
  const ref = env['GITHUB_ACTION_REF'] || 'main'
  return `${encodeURI(`https://github.com/${repository}/blob/${ref}/docs/errors.md`)}#${family}`
}
