// Datadog: a DORA deployment under an id of our own, one for each service. Vendor facts: docs/providers/datadog.md.
import { bareMarker } from '../../deploy/marker.ts'
import { choice, flag, list, secret, text } from '../../inputs/kinds.ts'
import * as p from '../../provider/provider.ts'
import { cut, listed } from '../../text.ts'
import { Created, calls, ManyDeployments, OneDeployment } from './calls.ts'

// Those that have DORA metrics: US1-FED has none.
const SITES =
  'datadoghq.com us3.datadoghq.com us5.datadoghq.com datadoghq.eu ap1.datadoghq.com ap2.datadoghq.com uk1.datadoghq.com us2.ddog-gov.com'
const SERVICES = 'Services as the Software Catalog names them; each gets a deployment of its own.'
const APP_KEY = 'Application key; without it nothing is read back and no earlier deployment is known.'

const inputs = {
  'datadog-service': list(SERVICES, { required: true, also: 'app app-name application' }),
  'datadog-site': choice('The site of the organization.', SITES.split(' '), 'datadoghq.com'),
  'datadog-app-key': secret(APP_KEY, { env: 'DD_APP_KEY', also: 'application-key' }),
  'datadog-team': text('Team that the deployment counts for.', { defaultText: 'the team of the service' }),
  'datadog-tags': list('Further tags, `key:value`; at most 100.'),
  'datadog-event': flag('Also put an event on the graphs.', false),
}

type DatadogSession = p.Session<typeof inputs, typeof calls>
type DatadogJob = p.Job<typeof inputs, typeof calls, undefined>
const DELAYED = 'Datadog took the deployment, but may show it later: it is delayed by an incident (202)'
const APP_KEY_LOOK = /^(ddapp_.*|[0-9a-f]{40})$/ // API keys have 32 (docs.datadoghq.com/account_management/api-app-keys).
const KEYS = 'Check the API key, datadog-app-key, and that datadog-site is the site that they belong to.'

export const datadog = p.defineProvider({
  id: 'datadog',
  name: 'Datadog',
  where: 'in Datadog under Software Delivery, DORA Metrics',
  tokenEnv: 'DD_API_KEY',
  identity: 'key',
  shownWithinMs: 30_000, // Nothing is promised: the service takes a deployment in and shows it later.
  inputs,
  calls,
  hints: { 401: KEYS, 403: KEYS },
  problems({ datadogTags: tags, datadogAppKey: appKey }, { token }) {
    const odd = tags.filter((tag) => !/^[^:]+:./.test(tag)).slice(0, 5)
    return [
      APP_KEY_LOOK.test(token) && 'token is an application key: that goes into datadog-app-key.',
      /^pub[0-9a-f]{32}$/.test(token) && 'token is a client token, which is for browsers.',
      /^[0-9a-f]{32}$/.test(appKey) && 'datadog-app-key is an API key: that goes into token.',
      odd.length > 0 && `datadog-tags must be key:value, unlike ${listed(odd)}.`,
      tags.length > 100 && `datadog-tags are ${tags.length}; Datadog takes at most 100.`,
    ]
  },
  connect({ datadogSite: site, datadogAppKey: appKey }, { token, apiUrl }) {
    const open = { baseUrl: apiUrl || `https://api.${site}`, headers: { 'dd-api-key': token } }
    const reading = { ...open, headers: { ...open.headers, 'dd-application-key': appKey } }
    const webUrl = `https://${site.split('.').length > 2 ? site : `app.${site}`}`
    return { ...open, servers: { reading }, webUrl, secrets: [token, ...(appKey ? [appKey] : [])] }
  },
  target: ({ datadogSite }) => [datadogSite],
  subjects: ({ datadogService }) => datadogService,
  // Of the first service; none is known without an application key.
  history: async (job, use) => (job.own.datadogAppKey ? listOf(job, job.own.datadogService[0], use) : []),
  deploy: { make, find, check, annotate },
})

/** Ours, from the marker and the run: 16 to 128 letters, digits and `-_.:`. */
function idOf({ context }: DatadogSession, { marker }: p.Deploy): string {
  return `rd-${bareMarker(marker)}-${context.runId.padStart(10, '0')}`
}

async function make(job: DatadogJob, deploy: p.Deploy): Promise<p.Receipt> {
  const { own, context, environment, version } = job
  const sha = p.commitOf(job, deploy)
  const attributes = {
    id: idOf(job, deploy),
    service: deploy.subject,
    env: environment,
    version,
    started_at: deploy.startedAt, // Milliseconds: nanoseconds are not exact in JavaScript.
    finished_at: deploy.finishedAt ?? job.now(),
    git: sha ? { repository_url: p.repositoryUrl(context), commit_sha: sha } : undefined,
    team: own.datadogTeam || undefined,
    custom_tags: own.datadogTags.length > 0 ? own.datadogTags : undefined,
  }
  const sending = { body: { data: { attributes } }, schema: Created }
  const { body, status } = await job.api.send('createDeployment', { service: deploy.subject }, sending)
  const made = receipt(job, deploy, 'accepted', body?.data.id)
  return status === 202 ? { ...made, warnings: [DELAYED] } : made
}

function receipt(job: DatadogJob, deploy: p.Deploy, outcome: p.Outcome, id = idOf(job, deploy)): p.Receipt {
  const note = `service ${deploy.subject}${outcome === 'accepted' ? ', not read back' : ''}`
  return { step: 'deploy', outcome, id, note, url: `${job.webUrl}/ci/dora`, startedAt: deploy.startedAt }
}

/** By our own id; without an application key nothing can be read, and the id makes a repeat the same deployment. */
async function find(job: DatadogJob, deploy: p.Deploy): Promise<p.Receipt | 'absent'> {
  const id = idOf(job, deploy)
  if (!job.own.datadogAppKey || deploy.ignore.includes(id)) return 'absent'
  const { body } = await job.api.send('getDeployment', { id }, { schema: OneDeployment })
  return body?.data ? receipt(job, deploy, 'recorded') : 'absent'
}

async function check(job: DatadogJob, deploy: p.Deploy, made: p.Receipt): Promise<p.Receipt | 'absent'> {
  const found = job.own.datadogAppKey ? await find(job, deploy) : made
  return found === 'absent' && made.warnings ? made : found
}

/** After a rollback the mark on what it replaced, which a re-run may make again; and a line on the graphs. */
async function annotate(job: DatadogJob, deploy: p.Deploy, { outcome, id = '' }: p.Receipt): Promise<void> {
  const isNew = outcome !== 'existing'
  if (job.operation === 'rollback' && job.own.datadogAppKey) await markFailure(job, deploy.subject, id, isNew)
  if (job.own.datadogEvent && isNew) await job.api.send('createEvent', {}, { body: eventOf(job, deploy, id) })
}

function eventOf({ own, environment, version }: DatadogJob, { subject, name, url }: p.Deploy, id: string) {
  const title = cut(`${subject} ${version} deployed to ${environment}`, 100)
  const text = `%%% \n[${cut(name, 200).replace(/[[\]\\]/g, ' ')}](${url}) \n%%%`
  const tags = [`service:${subject}`, `env:${environment}`, `version:${version}`, ...own.datadogTags]
  return { title, text, tags, aggregation_key: id, source_type_name: 'github' }
}

async function markFailure(job: DatadogJob, service: string, id: string, isNew: boolean): Promise<void> {
  const all = await listOf(job, service)
  const ours = all.findIndex((each) => each.id === id)
  // Not shown yet, so what is newest was replaced; on a re-run that could be a later one.
  const earlier = ours === -1 && !isNew ? [] : all.slice(ours + 1)
  const replaced = earlier.find(({ version }) => version !== job.version)?.id
  if (!replaced) return
  const attributes = { change_failure: true, remediation: { type: 'rollback', id } }
  const body = { data: { id: replaced, type: 'dora_deployment_patch_request', attributes } }
  await job.api.send('changeDeployment', { id: replaced }, { body })
}

async function listOf({ api, environment }: DatadogSession, service = '', use: p.HistoryUse = 'rollback') {
  const quoted = (value: string) => (/^[\w.-]+$/.test(value) ? value : JSON.stringify(value)) // search syntax
  const query = `service:${quoted(service)} env:${quoted(environment)}`
  const attributes = { limit: use === 'summary' ? 20 : 1_000, query, sort: '-started_at' }
  const body = { data: { type: 'dora_deployments_list_request', attributes } }
  const answer = await api.send('listDeployments', { service }, { body, schema: ManyDeployments })
  return (answer.body?.data ?? []).toSorted(p.latestFirst)
}
