// GitHub's schema allows null where REST does not: no such place may cost the whole timeline.
import { expect, it } from '@jest/globals'
import * as v from 'valibot'
import type { GitHubSession } from '../../src/providers/github/calls.ts'
import { recentDeployments } from '../../src/providers/github/recent.ts'
import { context } from '../support/plans.ts'

const status = { state: 'SUCCESS', description: null, logUrl: null, createdAt: '2026-01-01T00:00:01Z' }
const node = {
  id: 'DE_1',
  databaseId: 1,
  commitOid: 'a'.repeat(40),
  task: 'deploy',
  environment: 'production',
  createdAt: '2026-01-01T00:00:00Z',
  payload: null,
  creator: null,
  latestStatus: null,
  statuses: { nodes: [status] },
}

function sessionOf(nodes: unknown): GitHubSession {
  const send = async (_: string, __: object, { schema }: { schema: v.GenericSchema }) => ({
    body: v.parse(schema, { data: { repository: { deployments: { nodes } } } }),
  })
  // As far as the query needs one.
  return { api: { send }, environment: 'production', context, webUrl: 'https://github.com' } as never
}

it.each([
  ['a deployment', [null, node], ['succeeded']],
  ['the environment', [{ ...node, environment: null }], ['succeeded']],
  ['the task', [{ ...node, task: null }], ['succeeded']],
  ['a status', [{ ...node, statuses: { nodes: [null, status] } }], ['succeeded']],
  ['the statuses', [{ ...node, statuses: null }, node], ['succeeded', 'started']],
  ['the list of statuses', [{ ...node, statuses: { nodes: null } }], ['started']],
  ['the list', null, []],
])('null in place of %s is read over', async (_, nodes, outcomes) => {
  const past = await recentDeployments(sessionOf(nodes))
  expect(past.map(({ outcome }) => outcome)).toEqual(outcomes)
})
