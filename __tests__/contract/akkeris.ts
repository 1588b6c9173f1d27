// Akkeris in the contract suite.
import { akkerisSeed, makeAkkeris } from '../../sandbox/akkeris/index.ts'
import type { Fixture } from './fixture.ts'

const TOKEN = 'akkeris-token'

export const akkerisFixture: Fixture = {
  id: 'akkeris',
  make: (clock, switches = {}) => {
    const akkeris = makeAkkeris({ clock, switches })
    const before = new Set(akkeris.state.releases.map(({ id }) => id))
    return {
      service: akkeris,
      surprises: () => akkeris.surprises,
      releases: () => 0,
      deploys: () =>
        akkeris.state.releases
          .filter(({ id }) => !before.has(id))
          .map(({ id, slug, description, status }) => ({
            id,
            environment: 'web-acme',
            version: slug,
            text: description,
            state: status,
          })),
    }
  },
  token: TOKEN,
  with: { 'akkeris-app': 'web-acme', 'akkeris-slug': akkerisSeed.newerBuild },
  operations: {
    deploy: {},
    start: {},
    finish: { 'deploy-id': akkerisSeed.newerRelease },
    rollback: {},
  },
  further: [
    { operation: 'deploy', 'akkeris-slug': 'latest', 'akkeris-status': 'true' },
    {
      operation: 'deploy',
      'akkeris-slug': '',
      'akkeris-image': 'docker://registry.example/web:2',
    },
  ],
  troubled: [
    {
      with: { 'akkeris-slug': '', 'akkeris-image': 'docker://registry.example/web:2' },
      switches: { build: 'pending,failed' },
    },
  ],
  isAuthentic: ({ authorization }) => authorization === `Bearer ${TOKEN}`,
  outcome: 'succeeded',
  good: ['succeeded'],
  open: ['pending'],
  write: { method: 'POST', path: '/releases' },
  read: { method: 'GET', path: '/releases' },
  // What is deployed is a build; the version is only a word on it.
  versionOf: () => akkerisSeed.newerBuild,
}
