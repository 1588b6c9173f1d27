// Grafana: an annotation, which the end of the deploy turns into a region. Facts: docs/providers/grafana.md.

import * as v from 'valibot'
import { bareMarker } from '../../deploy/marker.ts'
import { list, text } from '../../inputs/kinds.ts'
import { entryAt } from '../../json.ts'
import { AddressedId } from '../../provider/id.ts'
import {
  type Calls,
  commitOf,
  type Deploy,
  defineProvider,
  type Job,
  type LookResult,
  type Outcome,
  type PastDeploy,
  type Receipt,
} from '../../provider/provider.ts'
import { firstLine, oneLine } from '../../text.ts'

const inputs = {
  'grafana-dashboard': text('UID of the dashboard to annotate.', { defaultText: 'the whole organization' }),
  'grafana-panel': text('Number of one panel of that dashboard.', { defaultText: 'all panels' }),
  'grafana-tags': list('Further tags. Deploys with other tags count as deploys of something else.'),
}

const docs = 'https://grafana.com/docs/grafana/latest/developers/http_api/annotations/'
const NO_URL = 'api-url is required when provider is grafana: the address of your Grafana.'
const NO_PANEL = 'grafana-panel must be the number of a panel of the dashboard that grafana-dashboard names.'
const NO_UID = 'grafana-dashboard must be the UID alone: what follows /d/ in the address of a dashboard.'
const TAGS = 'Fewer or shorter tags may help: the server sets how long all may be together (tags_length).'
const RIGHTS = 'The service account must be able to create, read and write annotations: the role Editor is.'
const ADDRESS =
  'Check api-url: the address of Grafana with its sub-path and without /api; and grafana-dashboard.'
const TOKEN = 'Check the token: a service account token (glsa_…) of this Grafana.'

const calls = {
  createAnnotation: { route: 'POST /api/annotations', repeat: 'unsafe', does: 'create the annotation', docs },
  findAnnotations: { route: 'GET /api/annotations', repeat: 'safe', does: 'find annotations', docs },
  readAnnotation: {
    route: 'GET /api/annotations/{id}',
    repeat: 'safe',
    does: 'read annotation {id}',
    results: [404],
    docs,
  },
  patchAnnotation: {
    route: 'PATCH /api/annotations/{id}',
    repeat: 'safe', // The same values a second time change nothing.
    does: 'close annotation {id}',
    hints: { 404: 'Check deploy-id: it must be the id of an annotation.' },
    docs,
  },
} as const satisfies Calls

type GrafanaJob = Job<typeof inputs, typeof calls, undefined>
type GrafanaSession = Pick<GrafanaJob, 'api' | 'own' | 'environment' | 'context'>

const Created = v.object({ id: AddressedId })
const Tags = v.nullish(v.array(v.string()), [])
const Annotation = v.object({ ...Created.entries, timeEnd: v.nullish(v.number(), 0), tags: Tags })
type Annotation = v.InferOutput<typeof Annotation>

export const grafana = defineProvider({
  id: 'grafana',
  name: 'Grafana',
  where: 'on the dashboards that show annotations with the tag deploy',
  tokenEnv: 'GRAFANA_TOKEN',
  identity: 'lookup',
  inputs,
  // All tags together may be 500 bytes long, where the server sets nothing else.
  limits: { version: { maxBytes: 128 }, environment: { maxBytes: 100 } },
  calls,
  hints: { 400: TAGS, 401: TOKEN, 403: RIGHTS, 404: ADDRESS },

  problems({ grafanaPanel: panel, grafanaDashboard: uid }, { apiUrl }) {
    const isPanel = panel === '' || (/^\d+$/.test(panel) && uid !== '')
    return [apiUrl ? '' : NO_URL, /[^\w-]/.test(uid) ? NO_UID : '', isPanel ? '' : NO_PANEL].filter(Boolean)
  },
  connect(_, { token, apiUrl: baseUrl }) {
    return { baseUrl, webUrl: baseUrl, headers: { authorization: `Bearer ${token}` }, secrets: [token] }
  },
  target: ({ grafanaDashboard, grafanaPanel }) => [grafanaDashboard, grafanaPanel],
  history,

  deploy: { make, find },
  finish: { make: close, check: readBack, open: findOpen },
})

async function make(job: GrafanaJob, deploy: Deploy): Promise<Receipt> {
  const { grafanaDashboard: dashboardUID, grafanaPanel: panel } = job.own
  const where = dashboardUID ? { dashboardUID, ...(panel ? { panelId: Number(panel) } : {}) } : {}
  const body = { time: deploy.startedAt, tags: tagsOf(job, deploy), text: textOf(job, deploy), ...where }
  const { body: made } = await job.api.send('createAnnotation', {}, { body, schema: Created })
  return { step: 'deploy', outcome: 'started', id: made?.id ?? '', ...pageOf(job) }
}

function pageOf({ own, webUrl }: GrafanaJob): Pick<Receipt, 'url'> {
  return own.grafanaDashboard ? { url: `${webUrl}/d/${encodeURIComponent(own.grafanaDashboard)}` } : {}
}

/** Grafana keeps of a tag's value what stands before its first colon. */
function tag(name: string, value: string): string {
  return `${name}:${value.replaceAll(':', '%3A')}`
}

/** The tags by which the deploys of the same thing are known. */
function commonTags({ environment, context, own }: GrafanaSession): string[] {
  const { full } = context.repository
  return ['deploy', tag('environment', environment), tag('repository', full), ...own.grafanaTags]
}

function tagsOf(job: GrafanaJob, deploy: Deploy): string[] {
  const sha = commitOf(job, deploy)
  const commit = sha ? [tag('commit', sha)] : []
  const kind = job.operation === 'rollback' ? ['kind:rollback'] : []
  const version = tag('version', job.version)
  return [...commonTags(job), version, ...commit, ...kind, markerTag(deploy.marker), 'status:started']
}

function markerTag(marker: string): string {
  return tag('record-deploy', bareMarker(marker))
}

const MAX_COMMITS = 10

/** Dashboards render HTML, and most of this is foreign. */
function textOf({ version, environment, range }: GrafanaJob, { name, url }: Deploy): string {
  const subjects = range.commits.slice(0, MAX_COMMITS).map(({ message }) => oneLine(firstLine(message), 120))
  const more = range.total > subjects.length ? [`and ${range.total - subjects.length} more`] : []
  const [what, link, label] = [`${version} to ${environment}`, url, name].map(escapeHtml)
  return [`${what}, <a href="${link}">${label}</a>`, ...[...subjects, ...more].map(escapeHtml)].join('<br>')
}

function escapeHtml(foreign: string): string {
  return foreign.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

async function withTags({ api }: GrafanaSession, tags: readonly string[]): Promise<readonly Annotation[]> {
  const query = { tags, type: 'annotation', limit: 100 }
  const { body } = await api.send('findAnnotations', {}, { query, schema: v.array(Annotation) })
  return (body ?? []).toSorted((a, b) => b.timeEnd - a.timeEnd)
}

async function find(job: GrafanaJob, { marker, ignore }: Deploy): Promise<LookResult> {
  return found(
    job,
    (await withTags(job, [markerTag(marker)])).find(({ id }) => !ignore.includes(id)),
  )
}

async function findOpen(job: GrafanaJob): Promise<LookResult> {
  const tags = [...commonTags(job), tag('version', job.version), 'status:started']
  return found(job, (await withTags(job, tags))[0])
}

function found(job: GrafanaJob, there: Annotation | undefined): LookResult {
  return there ? { step: 'deploy', id: there.id, outcome: outcomeOf(there), ...pageOf(job) } : 'absent'
}

const ENDS: Record<string, Outcome> = { success: 'recorded', failure: 'failed', cancelled: 'cancelled' }

function outcomeOf(annotation: Annotation): Outcome {
  return entryAt({ started: 'started', ...ENDS }, valueAt(annotation, 'status')) ?? 'unknown'
}

/** A change replaces all tags, and another job has another marker: there they are read before. */
async function close(job: GrafanaJob, deploy: Deploy): Promise<Receipt> {
  const { id, status, startedAt } = deploy
  const there = job.operation === 'finish' ? await read(job, id) : undefined
  const tags = (there?.tags ?? tagsOf(job, deploy)).filter((each) => !each.startsWith('status:'))
  const body = { timeEnd: deploy.finishedAt ?? job.now(), tags: [...tags, `status:${status}`] }
  await job.api.send('patchAnnotation', { id }, { body, schema: v.object({}) })
  return { step: 'finish', outcome: ENDS[status] ?? 'unknown', id, startedAt, ...pageOf(job) }
}

async function read({ api }: GrafanaJob, id: string): Promise<Annotation | undefined> {
  return (await api.send('readAnnotation', { id }, { schema: Annotation })).body
}

async function readBack(job: GrafanaJob, { status }: Deploy, made: Receipt): Promise<Receipt | 'absent'> {
  const there = await read(job, made.id ?? '')
  return there?.tags.includes(`status:${status}`) ? made : 'absent'
}

/** The value of a tag. */
function valueAt({ tags }: Annotation, name: string): string {
  const found = tags.find((each) => each.startsWith(`${name}:`)) ?? ''
  return found.slice(name.length + 1).replaceAll('%3A', ':')
}

async function history(session: GrafanaSession): Promise<readonly PastDeploy[]> {
  return (await withTags(session, commonTags(session))).map((each) => {
    const [version = '', sha, marker] = ['version', 'commit', 'record-deploy'].map((name) =>
      valueAt(each, name),
    )
    const { id, timeEnd: at } = each
    return { id, outcome: outcomeOf(each), at, version, ...(sha ? { sha } : {}), marker: `[${marker}]` }
  })
}
