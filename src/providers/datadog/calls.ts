// The requests of Datadog, and the parts of its answers that are read. Vendor facts: docs/providers/datadog.md.
import * as v from 'valibot'
import { Filled, Instant } from '../../provider/fields.ts'
import type { Calls } from '../../provider/provider.ts'

const DOCS = 'https://docs.datadoghq.com/api/latest/dora-metrics'
const reading = { repeat: 'safe', server: 'reading' } as const // A list only reads; a mark may be set twice.

export const calls = {
  createDeployment: {
    route: 'POST /api/v2/dora/deployment',
    repeat: 'unsafe',
    does: 'record the deployment of {service}',
    docs: `${DOCS}/#send-a-deployment-event`,
    results: [409], // Our own id is there already. Not documented, but nothing else could be in conflict.
  },
  getDeployment: {
    ...reading,
    route: 'GET /api/v2/dora/deployments/{id}',
    does: 'show deployment {id}',
    docs: `${DOCS}/#get-a-deployment-event`,
    results: [400, 404], // Of an unknown id: not documented, but the id is all that could be wrong.
  },
  listDeployments: {
    ...reading,
    route: 'POST /api/v2/dora/deployments',
    does: 'list the deployments of {service}',
    docs: `${DOCS}/#get-a-list-of-deployment-events`,
  },
  changeDeployment: {
    ...reading,
    route: 'PATCH /api/v2/dora/deployments/{id}',
    does: 'mark deployment {id} as a change failure',
    docs: `${DOCS}/#patch-a-deployment-event`,
  },
  createEvent: {
    route: 'POST /api/v1/events',
    repeat: 'unsafe',
    does: 'put the event on the graphs',
    docs: 'https://docs.datadoghq.com/api/latest/events/#post-an-event',
  },
} as const satisfies Calls

const Attributes = v.object({
  version: Filled,
  started_at: Instant, // Integers go in, texts come back.
  finished_at: Instant,
  git: v.nullish(v.object({ commit_sha: Filled })),
})
const Deployment = v.pipe(
  v.object({ id: v.string(), attributes: Attributes }),
  v.transform(({ id, attributes: { version, started_at, finished_at, git } }) => {
    // As idOf writes it.
    const [, bare, runId] = /^rd-([0-9a-f]{8})-0*([1-9]\d*)$/.exec(id) ?? []
    const marker = bare && `[${bare}]`
    const at = finished_at ?? started_at ?? 0 // The one that ended last is live.
    return { id, outcome: 'recorded', at, version, sha: git?.commit_sha, marker, runId } as const
  }),
)
export const OneDeployment = v.object({ data: v.nullable(Deployment) })
export const ManyDeployments = v.object({ data: v.array(Deployment) })
export const Created = v.object({ data: v.object({ id: v.string() }) })
