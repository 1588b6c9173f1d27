// What is known of Stackify Retrace without its code.
import { apiPathProblem, flag, text } from '../inputs/kinds.ts'
import { defineManifest } from '../provider.ts'
import { idProblems, oddNames } from './retrace-key.ts'

export const inputs = {
  'retrace-app': text('AppName exactly as in Retrace.', { required: true }),
  'retrace-check-names': flag(
    'Look the app and environment up first and fail with suggestions when they do not exist. Best effort: the look-up is unofficial, and where it does not answer that is a warning.',
    false,
  ),
}

const API = 'https://api.stackify.net'
const NAMES_API = 'https://api.stackify.com'

export const manifest = defineManifest({
  id: 'retrace',
  name: 'Retrace',
  effect: 'records',
  operations: ['deploy', 'track', 'start', 'finish', 'rollback'],
  where: 'in the Retrace portal (a completed deploy shows within about 5 minutes)',
  tokenEnv: 'STACKIFY_API_KEY',
  inputs,
  // The vendor documents none. A name that the portal does not have is the vendor's to refuse.
  limits: {},

  complete(own, asked) {
    return { own, warnings: oddNames({ ...asked, app: own.retraceApp }) }
  },

  check(own, asked) {
    const { operation, version, apiUrl } = asked
    const problems = ['/api/v1', '/api'].flatMap((path) => apiPathProblem(apiUrl, path))
    if (operation === 'rollback' && version === '') {
      problems.push(
        'version is required for operation rollback with Retrace, which cannot list earlier deploys: the version to deploy again.',
      )
    }
    return [...problems, ...idProblems({ ...asked, app: own.retraceApp })]
  },

  connect(_own, { token, apiUrl }) {
    return {
      baseUrl: apiUrl || API,
      headers: { authorization: `ApiKey ${token}` },
      // Another host with another header; with an address of the user's own, everything is there.
      servers: { names: { baseUrl: apiUrl || NAMES_API, headers: { 'x-stackify-key': token } } },
      secrets: [token],
    }
  },
})
