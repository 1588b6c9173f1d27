// What every step at Sentry's sandbox is given.
import { USER_TOKEN } from '../../sandbox/sentry/index.ts'

/** The inputs of a deploy to production; a test puts its own after them. */
export function sentryInputs(url: string) {
  return {
    provider: 'sentry',
    token: USER_TOKEN,
    'api-url': url,
    'sentry-org': 'acme',
    'sentry-projects': 'web',
    environment: 'production',
  }
}
