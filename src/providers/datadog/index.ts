// Datadog: a DORA deployment under an id of our own, one for each service. Vendor facts: docs/providers/datadog.md.

import { bareMarker } from '../../deploy/marker.ts'
import { choice, flag, list, secret, text } from '../../inputs/kinds.ts'
import {
  commitOf,
  type Deploy,
  defineProvider,
  type Found,
  type Job,
  type PastDeploy,
  type Receipt,
  type Session,
} from '../../provider/provider.ts'
import { cut, instant, listed } from '../../text.ts'
import { Created, calls, type Deployment, ManyDeployments, OneDeployment } from './calls.ts'

// The sites that have DORA metrics (US1-FED has none).
const SITES = [
  'datadoghq.com',
  'us3.datadoghq.com',
  'us5.datadoghq.com',
  'datadoghq.eu',
  'ap1.datadoghq.com',
  'ap2.datadoghq.com',
  'uk1.datadoghq.com',
  'us2.ddog-gov.com',
] as const

const inputs = {
  'datadog-service': list('Services as the Software Catalog names them; each gets a deployment of its own.', {
    required: true,
  }),
  'datadog-site': choice('The site of the organization.', SITES, 'datadoghq.com'),
  'datadog-app-key': secret(
    'Application key. Without it nothing can be read back, and earlier deployments are not known.',
    { env: 'DD_APP_KEY' },
  ),
  'datadog-team': text('Team that the deployment counts for.', { defaultText: 'the team of the service' }),
  'datadog-tags': list('Further tags, `key:value`; at most 100.'),
  'datadog-event': flag('Also put an event on the graphs.', false),
}

type DatadogSession = Session<typeof inputs, typeof calls>
type DatadogJob = Job<typeof inputs, typeof calls, undefined>

const MAX_TAGS = 100

export const datadog = defineProvider({
  id: 'datadog',
  name: 'Datadog',
  where: 'in Datadog under Software Delivery, DORA Metrics',
  tokenEnv: 'DD_API_KEY',
  identity: 'key',
  inputs,
  limits: {},
  calls,
  hints: {
    401: 'Check the API key, and that datadog-site is the site that it belongs to.',
    403: 'Check the API key, and that datadog-site is the site that it belongs to.',
  },

  problems({ datadogTags: tags }) {
    const odd = tags.filter((tag) => !/^[^:]+:.+/.test(tag))
    return [
      ...(odd.length > 0
        ? [
            `datadog-tags must be key:value; ${listed(odd.slice(0, 5))} ${odd.length === 1 ? 'is' : 'are'} not.`,
          ]
        : []),
      ...(tags.length > MAX_TAGS
        ? [`datadog-tags are ${tags.length}; Datadog takes at most ${MAX_TAGS}.`]
        : []),
    ]
  },
  connect(own, { token, apiUrl }) {
    const baseUrl = apiUrl || `https://api.${own.datadogSite}`
    const headers = { 'dd-api-key': token }
    const reading = { baseUrl, headers: { ...headers, 'dd-application-key': own.datadogAppKey } }
    return {
      baseUrl,
      headers,
      servers: { reading },
      webUrl: `https://app.${own.datadogSite}`,
      secrets: [token, ...(own.datadogAppKey ? [own.datadogAppKey] : [])],
    }
  },
  target: ({ datadogSite }) => [datadogSite],
  subjects: ({ datadogService }) => datadogService,
  history,

  deploy: { make, find, check, annotate },
})

/** Ours, from the marker and the run: 16 to 128 letters, digits and `-_.:`. */
function idOf({ context }: DatadogSession, { marker }: Deploy): string {
  return `rd-${bareMarker(marker)}-${context.runId.padStart(10, '0')}`
}

async function make(job: DatadogJob, deploy: Deploy): Promise<Receipt> {
  const body = { data: { attributes: attributesOf(job, deploy) } }
  const { body: answer } = await job.api.send(
    'createDeployment',
    { service: deploy.subject },
    { body, schema: Created },
  )
  return receipt(job, deploy, {
    outcome: job.own.datadogAppKey ? 'created' : 'accepted',
    id: answer?.data.id ?? '',
  })
}

function attributesOf(job: DatadogJob, deploy: Deploy): Record<string, unknown> {
  const { own, context, environment, version } = job
  const sha = commitOf(job, deploy)
  const repository = `${context.serverUrl}/${context.repository.full}`
  return {
    id: idOf(job, deploy),
    service: deploy.subject,
    env: environment,
    version,
    // Nanoseconds are not exact in JavaScript; milliseconds are taken as well.
    started_at: deploy.startedAt,
    finished_at: deploy.finishedAt ?? job.now(),
    ...(sha ? { git: { repository_url: repository, commit_sha: sha } } : {}),
    ...(own.datadogTeam ? { team: own.datadogTeam } : {}),
    ...(own.datadogTags.length > 0 ? { custom_tags: own.datadogTags } : {}),
  }
}

function receipt(job: DatadogJob, deploy: Deploy, more: Pick<Receipt, 'outcome' | 'id'>): Receipt {
  const several = job.own.datadogService.length > 1 ? { note: `service ${deploy.subject}` } : {}
  return { step: 'deploy', ...more, ...several, url: `${job.webUrl}/ci/dora`, startedAt: deploy.startedAt }
}

/** By our own id; without an application key nothing can be read, and the id makes a repeat the same deployment. */
async function find(job: DatadogJob, deploy: Deploy): Promise<Found> {
  const id = idOf(job, deploy)
  if (!job.own.datadogAppKey || deploy.ignore.includes(id)) return 'absent'
  const { body } = await job.api.send('getDeployment', { id }, { schema: OneDeployment })
  return body ? receipt(job, deploy, { outcome: 'recorded', id }) : 'absent'
}

async function check(job: DatadogJob, deploy: Deploy, made: Receipt): Promise<Receipt | 'absent'> {
  if (!job.own.datadogAppKey)
    return { ...made, note: 'taken; without datadog-app-key it cannot be read back' }
  const found = await find(job, deploy)
  return typeof found === 'object' ? found : 'absent'
}

/** A line on the graphs, and after a rollback the mark on what it replaced. Neither is written again by a re-run. */
async function annotate(job: DatadogJob, deploy: Deploy, { outcome, id = '' }: Receipt): Promise<void> {
  if (outcome === 'existing') return
  if (job.own.datadogEvent) await job.api.send('createEvent', {}, { body: eventOf(job, deploy, id) })
  if (job.operation === 'rollback' && job.own.datadogAppKey) await markFailure(job, deploy, id)
}

function eventOf(
  { own, environment, version }: DatadogJob,
  { subject, name, url }: Deploy,
  id: string,
): Record<string, unknown> {
  return {
    title: cut(`${subject} ${version} deployed to ${environment}`, 100),
    text: `%%% \n[${name.replace(/[[\]\\]/g, ' ')}](${url}) \n%%%`,
    tags: [`service:${subject}`, `env:${environment}`, `version:${version}`, ...own.datadogTags],
    aggregation_key: id,
    source_type_name: 'github',
  }
}

async function markFailure(job: DatadogJob, deploy: Deploy, id: string): Promise<void> {
  const live = (await listOf(job, deploy.subject)).find(
    (each) => each.id !== id && each.attributes.version !== job.version,
  )
  if (!live) return
  const attributes = { change_failure: true, remediation: { type: 'rollback', id } }
  const body = { data: { id: live.id, type: 'dora_deployment_patch_request', attributes } }
  await job.api.send('changeDeployment', { id: live.id }, { body })
}

async function listOf({ api, environment }: DatadogSession, service: string): Promise<readonly Deployment[]> {
  const query = `service:${service} env:${environment}`
  const body = {
    data: { type: 'dora_deployments_list_request', attributes: { limit: 20, query, sort: '-started_at' } },
  }
  return (await api.send('listDeployments', { service }, { body, schema: ManyDeployments })).body?.data ?? []
}

/** The deployments of the first service; none is known without an application key. */
async function history(session: DatadogSession): Promise<readonly PastDeploy[]> {
  const [service] = session.own.datadogService
  if (!session.own.datadogAppKey || service === undefined) return []
  return (await listOf(session, service)).map(({ id, attributes: { version, finished_at: end, git } }) => {
    const at = typeof end === 'number' ? end : instant(end)
    const marker = /^rd-([0-9a-f]{8})-/.exec(id)?.[1]
    return {
      id,
      outcome: 'recorded',
      ...(version ? { version } : {}),
      ...(git?.commit_sha ? { sha: git.commit_sha } : {}),
      ...(at === undefined ? {} : { at }),
      ...(marker ? { marker: `[${marker}]` } : {}),
    }
  })
}
