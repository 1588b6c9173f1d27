// GitHub in the contract suite.
import { makeGitHub } from '../../sandbox/github/index.ts'
import { sha } from '../support/events.ts'
import { numberedHistory } from '../support/github-history.ts'
import type { Fixture } from './fixture.ts'

const TOKEN = 'github-token'

export const githubFixture: Fixture = {
  id: 'github',
  make: (clock, switches = {}) => {
    const history = numberedHistory()
    // An annotated tag of an earlier release, for rollback; its deployment is still open, for finish.
    history.tag('1.0.0', sha(1), 'Version 1.0.0')
    const github = makeGitHub({ clock, history, switches })
    const open = github.jobEnvironment('production', sha(3), 1)
    return {
      service: github,
      surprises: () => github.surprises,
      releases: () => github.state.releases.length,
      deploys: () =>
        github.state.deployments
          .filter(({ id }) => id !== open)
          .map(({ id, environment, payload }) => ({
            id: String(id),
            environment,
            version: Object(payload).version,
            text: JSON.stringify(payload),
            state: github.state.statuses.findLast(({ deployment }) => deployment === id)?.state ?? '',
          })),
    }
  },
  token: TOKEN,
  with: { version: '1.4.0', environment: 'production' },
  operations: {
    deploy: {},
    release: {},
    track: {},
    start: {},
    finish: {},
    rollback: { version: '1.0.0' },
  },
  further: [
    { operation: 'release', 'github-draft': 'true' },
    { operation: 'rollback', version: sha(1) },
    // The stand-in counts from here.
    { operation: 'rollback', version: '', 'deploy-id': '101' },
  ],
  // Only `conventional` knows the previous tag.
  elsewhere: ['generateNotes'],
  isAuthentic: (headers) =>
    headers.authorization === `Bearer ${TOKEN}` &&
    headers.accept === 'application/vnd.github+json' &&
    headers['x-github-api-version'] === '2022-11-28',
  outcome: 'succeeded',
  write: { method: 'POST', path: '/deployments' },
  read: { method: 'GET', path: '/releases/tags/' },
  good: ['success'],
  open: ['', 'in_progress'],
}
