// Sentry in the contract suite.
import { makeSentry, USER_TOKEN } from '../../sandbox/sentry/index.ts'
import type { Fixture } from './fixture.ts'

export const sentryFixture: Fixture = {
  id: 'sentry',
  make: (clock, switches = {}) => {
    const sentry = makeSentry({ clock, switches })
    const releases = () => sentry.state.organizations.flatMap(({ releases: held }) => [...held.values()])
    // A release with commits that an earlier run deployed, for rollback and finish.
    sentry.addRelease('1.0.0', { projects: ['web', 'api'] })
    sentry.injectDeploy('1.0.0', { environment: 'production', name: 'earlier' })
    const before = releases().flatMap(({ deploys }) => deploys.map(({ id }) => id))
    return {
      service: sentry,
      surprises: () => sentry.surprises,
      releases: () => releases().length - 1,
      deploys: () =>
        releases().flatMap((release) =>
          release.deploys
            .filter(({ id }) => !before.includes(id))
            .map((deploy) => ({
              id: String(deploy.id),
              environment: deploy.environment,
              version: release.version,
              text: deploy.name ?? '',
              state: 'recorded',
            })),
        ),
    }
  },
  token: USER_TOKEN,
  with: { 'sentry-org': 'acme', 'sentry-projects': 'web api', environment: 'production' },
  operations: {
    deploy: {},
    release: {},
    track: {},
    start: {},
    finish: { version: '1.0.0', 'started-at': '2026-01-01T00:00:00Z' },
    rollback: { version: '1.0.0' },
  },
  further: [
    { operation: 'deploy', 'commits-from': 'last-deploy' },
    { operation: 'release', version: '1.0.0' },
  ],
  isAuthentic: ({ authorization }) => authorization === `Bearer ${USER_TOKEN}`,
  outcome: 'recorded',
  good: ['recorded'],
  open: [],
  write: { method: 'POST', path: '/deploys/' },
  read: { method: 'GET', path: '/releases/' },
}
