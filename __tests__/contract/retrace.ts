// Retrace in the contract suite.
import { makeRetrace } from '../../sandbox/retrace/index.ts'
import type { DeployRequest } from '../../sandbox/retrace/tracker.ts'
import type { Fixture, HeldDeploy } from './fixture.ts'

const KEY = 'retrace-key'

export const retraceFixture: Fixture = {
  id: 'retrace',
  make: (clock, switches = {}) => {
    const retrace = makeRetrace({ clock, switches, apiKey: KEY })
    return {
      service: retrace,
      surprises: () => retrace.surprises,
      releases: () => 0,
      // A start alone is no deploy: only completed requests become a record.
      deploys: () => [...retrace.state.completed, ...retrace.state.dropped].map(held),
    }
  },
  token: KEY,
  with: { 'retrace-app': 'Shop', environment: 'Prod' },
  operations: { deploy: {}, track: {}, start: {}, finish: {}, rollback: { version: '1.0.0' } },
  further: [
    { operation: 'deploy', 'retrace-check-names': 'true' },
    { operation: 'track', status: 'cancelled' },
  ],
  isAuthentic: ({ authorization, 'x-stackify-key': lookUpKey }, path) =>
    path === '/api/apps/envs'
      ? lookUpKey === KEY && authorization === undefined
      : authorization === `ApiKey ${KEY}` && lookUpKey === undefined,
  outcome: 'accepted',
  good: ['completed'],
  open: ['pending'],
  write: { method: 'POST', path: '/deployments/complete' },
  isBlind: true,
  takesAnyBody: true,
}

function held({ fields, status }: DeployRequest): HeldDeploy {
  const { AppName, EnvironmentName, Version, Name = '' } = fields
  return {
    id: `${AppName}/${EnvironmentName}/${Version}`,
    environment: EnvironmentName,
    version: Version,
    text: Name,
    state: status,
  }
}
