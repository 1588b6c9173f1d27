// Beanstalk in the contract suite.
import { type Beanstalk, makeBeanstalk } from '../../sandbox/beanstalk/index.ts'
import type { BeanstalkState } from '../../sandbox/beanstalk/objects.ts'
import type { Clock } from '../../sandbox/server.ts'
import type { Fixture, World } from './fixture.ts'

const TOKEN = 'beanstalk-token'
export const FAILED_ID = '399'
/** The successful deploy before the one that is live. */
export const PREVIOUS = 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
const BASIC = Buffer.from(`deployer:${TOKEN}`).toString('base64')
const FIRST_ID = 401

export interface BeanstalkWorld extends World {
  readonly beanstalk: Beanstalk
}

/** The sandbox with a short life of each release, so that a plain deploy needs no long wait. */
export function makeBeanstalkWorld(
  clock: Clock,
  switches: Readonly<Record<string, string>> = {},
): BeanstalkWorld {
  const beanstalk = makeBeanstalk({
    clock,
    switches: { states: 'new,success', 'retry-states': 'retry,success', ...switches },
    prepare: addPast,
  })
  return {
    beanstalk,
    service: beanstalk,
    surprises: () => beanstalk.surprises,
    releases: () => 0,
    deploys: () =>
      beanstalk.state.releases
        .filter(({ id }) => id >= FIRST_ID)
        .map((release) => ({
          id: String(release.id),
          environment: release.environment_name,
          version: release.revision,
          text: release.comment,
          state: release.state,
        }))
        // Each retry deploys once more, under the release's own id.
        .concat(
          beanstalk.state.releases.flatMap(({ id, retries, environment_name, revision, comment, state }) =>
            Array.from({ length: retries }, (_, index) => ({
              id: `${id}, retry ${index + 1}`,
              environment: environment_name,
              version: revision,
              text: comment,
              state,
            })),
          ),
        ),
  }
}

/** Two earlier releases of Production for rollback and retry: a successful one of another revision, a failed one. */
function addPast(state: BeanstalkState): void {
  const [live] = state.releases
  if (!live) throw new Error('the sandbox holds no release')
  const failed = { ...live, id: Number(FAILED_ID), state: 'failed', deployed: false, deployed_at: null }
  state.releases.unshift({ ...live, id: 398, revision: PREVIOUS }, failed)
}

export const beanstalkFixture: Fixture = {
  id: 'beanstalk',
  make: makeBeanstalkWorld,
  token: TOKEN,
  with: {
    'beanstalk-account': 'acme',
    'beanstalk-username': 'deployer',
    'beanstalk-repository': 'shop',
    environment: 'Production',
  },
  operations: {
    deploy: {},
    start: {},
    finish: { 'deploy-id': '400' },
    rollback: {},
    retry: { 'deploy-id': FAILED_ID },
  },
  isAuthentic: ({ authorization }) => authorization === `Basic ${BASIC}`,
  secrets: [BASIC, BASIC.replace(/=+$/, '')],
  outcome: 'succeeded',
  good: ['success'],
  open: ['new', 'waiting', 'pending', 'retry'],
  write: { method: 'POST', path: '/releases.json' },
  read: { method: 'GET', path: '/server_environments.json' },
  versionOf: (_, head) => head,
}
