// Retrace's calls and what to do about their refusals. No error of Retrace is documented, so the hints name every likely
// cause of a status.
import type { Calls } from '../../provider/provider.ts'

const DOCS = 'https://docs.stackify.com/docs/deployment-tracking-api-overview'

const NAMES = 'Compare retrace-app and environment, letter for letter, with the Retrace portal'
const AGAIN = `${NAMES}. If they are right, this version may have been completed or cancelled there before, e.g. by an earlier attempt of this run: give each attempt a version of its own, such as version: \${{ github.sha }}-\${{ github.run_attempt }}.`
const CLOSED = `${NAMES}. If they are right, this version may be closed there already.`
const NOT_OPEN = `Retrace cancels only what was started with the same app, environment and version and is still open. ${NAMES}, and version with the step that started it.`
const UNOFFICIAL = 'The look-up of names is unofficial: leave retrace-check-names out where it is closed.'

/** Which status a refusal has is not known; these are the likely ones of a wrong name or a wrong transition. */
function refusals(hint: string): Record<number, string> {
  return { 400: hint, 409: hint, 422: hint }
}

export const calls = {
  start: {
    route: 'POST /api/v1/deployments/start',
    repeat: 'unsafe',
    does: 'start the deploy',
    docs: DOCS,
    hints: refusals(AGAIN),
  },
  complete: {
    route: 'POST /api/v1/deployments/complete',
    repeat: 'unsafe',
    does: 'complete the deploy',
    docs: DOCS,
    hints: refusals(CLOSED),
  },
  cancel: {
    route: 'POST /api/v1/deployments/cancel',
    repeat: 'unsafe',
    does: 'cancel the deploy',
    docs: DOCS,
    hints: refusals(NOT_OPEN),
  },
  listNames: {
    route: 'GET /api/apps/envs',
    does: 'list its apps and environments',
    docs: 'https://github.com/stackify/stackify-deployment-recorder',
    server: 'names',
    hints: { 401: UNOFFICIAL, 403: UNOFFICIAL, 404: UNOFFICIAL },
  },
} as const satisfies Calls

const KEY =
  "Check the key: the activation (licence) key of the account that has the app, as it is, without the word 'ApiKey'."

export const hints = {
  401: KEY,
  403: KEY,
  404: `${NAMES}, and api-url with the address of the API.`,
}
