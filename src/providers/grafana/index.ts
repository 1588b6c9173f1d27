// Grafana: an annotation, which the end of the deploy turns into a region. Facts: docs/providers/grafana.md.
import * as v from 'valibot'
import { bareMarker } from '../../deploy/marker.ts'
import { InputError } from '../../errors.ts'
import { list, text } from '../../inputs/kinds.ts'
import { entryAt } from '../../json.ts'
import { AddressedId, Text } from '../../provider/fields.ts'
import * as p from '../../provider/provider.ts'
import { firstLine, oneLine } from '../../text.ts'

const BOARD = { defaultText: 'the whole organization', also: 'dashboard-uid dashboard-id' }
const PANEL = { defaultText: 'all panels', also: 'panel-id' }

const inputs = {
  'grafana-dashboard': text('UID of the dashboard to annotate.', BOARD),
  'grafana-panel': text('Number of one panel of that dashboard.', PANEL),
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

const ONE = '/api/annotations/{id}'

const calls = {
  createAnnotation: { route: 'POST /api/annotations', repeat: 'unsafe', does: 'create the annotation', docs },
  findAnnotations: { route: 'GET /api/annotations', does: 'find annotations', docs },
  readAnnotation: { route: `GET ${ONE}`, does: 'read annotation {id}', results: [404], docs },
  patchAnnotation: {
    route: `PATCH ${ONE}`,
    repeat: 'safe', // The same values a second time change nothing.
    does: 'close annotation {id}',
    hints: { 404: 'Check deploy-id: it must be the id of an annotation.' },
    docs,
  },
} as const satisfies p.Calls

type GrafanaJob = p.Job<typeof inputs, typeof calls, undefined>
type GrafanaSession = Pick<GrafanaJob, 'api' | 'own' | 'environment' | 'context'>

const Created = v.object({ id: AddressedId })
const Tags = v.nullish(v.array(v.string()), [])
const Place = { dashboardUID: v.nullable(v.optional(v.string())), panelId: v.nullish(v.number(), 0) }
const Words = { timeEnd: v.nullish(v.number(), 0), tags: Tags, text: Text }
const Annotation = v.object({ ...Created.entries, ...Words, ...Place })
type Annotation = v.InferOutput<typeof Annotation>

export const grafana = p.defineProvider({
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
    return [!apiUrl && NO_URL, /[^\w-]/.test(uid) && NO_UID, !isPanel && NO_PANEL]
  },
  connect(_, { token, apiUrl: baseUrl }) {
    return { baseUrl, webUrl: baseUrl, headers: { authorization: `Bearer ${token}` }, secrets: [token] }
  },
  target: ({ grafanaDashboard, grafanaPanel }) => [grafanaDashboard, grafanaPanel],
  history,

  deploy: { make, find },
  finish: { make: close, check: readBack, open: findOpen },
})

async function make(job: GrafanaJob, deploy: p.Deploy): Promise<p.Receipt> {
  const { grafanaDashboard: uid, grafanaPanel: panel } = job.own
  const where = { dashboardUID: uid || undefined, panelId: panel ? Number(panel) : undefined }
  const body = { time: deploy.startedAt, tags: tagsOf(job, deploy), text: textOf(job, deploy), ...where }
  const { body: made } = await job.api.send('createAnnotation', {}, { body, schema: Created })
  return { step: 'deploy', outcome: 'started', id: made?.id ?? '', url: pageOf(job) }
}

function pageOf({ own, webUrl }: GrafanaJob): string | undefined {
  return own.grafanaDashboard ? `${webUrl}/d/${encodeURIComponent(own.grafanaDashboard)}` : undefined
}

/** Grafana keeps of a tag's value what stands before its first colon. */
const tag = (name: string, value: string) => `${name}:${value.replaceAll(':', '%3A')}`

/** The tags by which the deploys of the same thing are known. */
function commonTags({ environment, context, own }: GrafanaSession): string[] {
  const { full } = context.repository
  return ['deploy', tag('environment', environment), tag('repository', full), ...own.grafanaTags]
}

function tagsOf(job: GrafanaJob, deploy: p.Deploy): string[] {
  const sha = p.commitOf(job, deploy)
  const commit = sha ? [tag('commit', sha)] : []
  const kind = job.operation === 'rollback' ? ['kind:rollback'] : []
  const version = tag('version', job.version)
  return [...commonTags(job), version, ...commit, ...kind, markerTag(deploy), 'status:started']
}

const markerTag = ({ marker }: p.Deploy) => tag('record-deploy', bareMarker(marker))

const MAX_COMMITS = 10

/** Dashboards render HTML, and most of this is foreign. */
function textOf({ version, environment, range }: GrafanaJob, { name, url }: p.Deploy): string {
  const subjects = range.commits.slice(0, MAX_COMMITS).map(({ message }) => oneLine(firstLine(message), 120))
  const more = range.total > subjects.length ? [`and ${range.total - subjects.length} more`] : []
  const [what, link, label] = [`${version} to ${environment}`, url, name].map(escapeHtml)
  return [`${what}, <a href="${link}">${label}</a>`, ...[...subjects, ...more].map(escapeHtml)].join('<br>')
}

const escapeHtml = (foreign: string) => foreign.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Those of the same place, the latest first; an older server does not tell where one is. */
async function withTags({ api, own }: GrafanaSession, tags: string[], limit = 100): Promise<Annotation[]> {
  const { grafanaDashboard: uid, grafanaPanel: panel } = own
  const place = { dashboardUID: uid || undefined, panelId: panel || undefined }
  const query = { tags, type: 'annotation', limit, ...place }
  const { body = [] } = await api.send('findAnnotations', {}, { query, schema: v.array(Annotation) })
  const isHere = ({ dashboardUID: at, panelId }: Annotation) =>
    at === undefined || ((at ?? '') === uid && panelId === Number(panel))
  return body.filter(isHere).toSorted((a, b) => b.timeEnd - a.timeEnd)
}

async function find(job: GrafanaJob, deploy: p.Deploy): Promise<p.LookResult> {
  const there = (await withTags(job, [markerTag(deploy)])).find(({ id }) => !deploy.ignore.includes(id))
  return found(job, there)
}

async function findOpen(job: GrafanaJob): Promise<p.LookResult> {
  const tags = [...commonTags(job), tag('version', job.version), 'status:started']
  return found(job, (await withTags(job, tags))[0])
}

function found(job: GrafanaJob, there: Annotation | undefined): p.LookResult {
  return there ? { step: 'deploy', id: there.id, outcome: outcomeOf(there), url: pageOf(job) } : 'absent'
}

const ENDS: Record<string, p.Outcome> = { success: 'recorded', failure: 'failed', cancelled: 'cancelled' }

function outcomeOf(annotation: Annotation): p.Outcome {
  return entryAt({ started: 'started', ...ENDS }, valueAt(annotation, 'status')) ?? 'unknown'
}

/** A change replaces all tags. Another job has another marker, and somebody may have added some: they are read before. */
async function close(job: GrafanaJob, deploy: p.Deploy): Promise<p.Receipt> {
  const { id, status, startedAt } = deploy
  const there = ['finish', 'track'].includes(job.operation) ? await read(job, id) : undefined
  const told = there && job.operation === 'finish' ? toldOf(job, there) : {}
  const tags = (there?.tags ?? tagsOf(job, deploy)).filter((each) => !each.startsWith('status:'))
  const body = { timeEnd: deploy.finishedAt ?? job.now(), tags: [...tags, `status:${status}`] }
  await job.api.send('patchAnnotation', { id }, { body, schema: v.object({}) })
  return { step: 'finish', outcome: ENDS[status] ?? 'unknown', id, startedAt, url: pageOf(job), ...told }
}

/** What another job has deployed. @throws InputError where that is no deploy to the environment */
function toldOf(job: GrafanaJob, there: Annotation): Partial<p.Receipt> {
  const known = (name: string) => valueAt(there, name)
  const problems = p.elsewhere(job, there.id, known('environment'))
  if (!there.tags.includes('deploy'))
    problems.push(`deploy-id ${there.id} is an annotation without the tag deploy.`)
  if (problems.length > 0) throw new InputError(problems)
  return p.closedAs(job, { version: known('version'), sha: known('commit') })
}

async function read({ api }: GrafanaJob, id: string): Promise<Annotation | undefined> {
  return (await api.send('readAnnotation', { id }, { schema: Annotation })).body
}

async function readBack(job: GrafanaJob, deploy: p.Deploy, made: p.Receipt): Promise<p.Receipt | 'absent'> {
  return (await read(job, made.id ?? ''))?.tags.includes(`status:${deploy.status}`) ? made : 'absent'
}

/** The value of a tag. */
function valueAt({ tags }: Annotation, name: string): string {
  const found = tags.find((each) => each.startsWith(`${name}:`)) ?? ''
  return found.slice(name.length + 1).replaceAll('%3A', ':')
}

async function history(session: GrafanaSession, use: p.HistoryUse): Promise<readonly p.PastDeploy[]> {
  const limit = use === 'summary' ? 100 : 1_000
  return (await withTags(session, commonTags(session), limit)).map((each) => ({
    id: each.id,
    outcome: outcomeOf(each),
    at: each.timeEnd,
    version: valueAt(each, 'version'),
    sha: valueAt(each, 'commit') || undefined,
    marker: `[${valueAt(each, 'record-deploy')}]`,
    runId: p.runIn(each.text),
  }))
}
