// The requests of Datadog, and the parts of its answers that are read. Vendor facts: docs/providers/datadog.md.
import * as v from 'valibot'
import type { Calls } from '../../provider/provider.ts'

const DOCS = 'https://docs.datadoghq.com/api/latest/dora-metrics'
const APP_KEY = 'Check datadog-app-key: reading takes an application key beside the API key.'

export const calls = {
  createDeployment: {
    route: 'POST /api/v2/dora/deployment',
    repeat: 'unsafe',
    does: 'record the deployment of {service}',
    docs: `${DOCS}/#send-a-deployment-event`,
  },
  getDeployment: {
    // The plural, unlike the create.
    route: 'GET /api/v2/dora/deployments/{id}',
    repeat: 'safe',
    does: 'show deployment {id}',
    // What an unknown id is answered with is not documented.
    results: [404],
    server: 'reading',
    hints: { 403: APP_KEY },
    docs: `${DOCS}/#get-a-deployment-event`,
  },
  listDeployments: {
    route: 'POST /api/v2/dora/deployments',
    // It only reads.
    repeat: 'safe',
    does: 'list the deployments of {service}',
    server: 'reading',
    hints: { 403: APP_KEY },
    docs: `${DOCS}/#get-a-list-of-deployment-events`,
  },
  changeDeployment: {
    route: 'PATCH /api/v2/dora/deployments/{id}',
    repeat: 'safe',
    does: 'mark deployment {id} as a change failure',
    server: 'reading',
    hints: { 403: APP_KEY },
    docs: 'https://docs.datadoghq.com/dora_metrics/change_failure_detection/',
  },
  createEvent: {
    route: 'POST /api/v1/events',
    repeat: 'unsafe',
    does: 'put the event on the graphs',
    docs: 'https://docs.datadoghq.com/api/latest/events/#post-an-event',
  },
} as const satisfies Calls

export const Created = v.object({ data: v.object({ id: v.string() }) })

const Deployment = v.object({
  id: v.string(),
  attributes: v.object({
    env: v.nullish(v.string()),
    version: v.nullish(v.string()),
    // Integers go in, texts come back.
    finished_at: v.nullish(v.union([v.string(), v.number()])),
    git: v.nullish(v.object({ commit_sha: v.nullish(v.string()) })),
  }),
})
export type Deployment = v.InferOutput<typeof Deployment>

export const OneDeployment = v.object({ data: Deployment })
export const ManyDeployments = v.object({ data: v.array(Deployment) })
