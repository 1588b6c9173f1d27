// Grafana: an annotation, which the end of the deploy turns into a region. Vendor facts: docs/providers/grafana.md.
import * as v from 'valibot'
import { bareMarker } from '../../deploy/marker.ts'
import { list, text } from '../../inputs/kinds.ts'
import {
  type Calls,
  commitOf,
  type Deploy,
  defineProvider,
  type Found,
  type Job,
  type Outcome,
  type PastDeploy,
  type Receipt,
  type Session,
} from '../../provider/provider.ts'
import { firstLine, isCommitId, oneLine } from '../../text.ts'

const inputs = {
  'grafana-dashboard': text('UID of the dashboard to annotate.', { defaultText: 'the whole organization' }),
  'grafana-panel': text('Number of one panel of that dashboard.', { defaultText: 'all panels' }),
  'grafana-tags': list('Further tags of the annotation.'),
}

const DOCS = 'https://grafana.com/docs/grafana/latest/developers/http_api/annotations'

const calls = {
  createAnnotation: {
    route: 'POST /api/annotations',
    repeat: 'unsafe',
    does: 'create the annotation',
    hints: {
      400: 'Fewer or shorter tags may help: together they have at most the length that the server sets (tags_length).',
    },
    docs: `${DOCS}/#create-annotation`,
  },
  findAnnotations: {
    route: 'GET /api/annotations',
    repeat: 'safe',
    does: 'find annotations',
    docs: `${DOCS}/#find-annotations`,
  },
  patchAnnotation: {
    route: 'PATCH /api/annotations/{id}',
    repeat: 'safe',
    does: 'close annotation {id}',
    hints: { 404: 'Check deploy-id: it must be the id of an annotation.' },
    docs: `${DOCS}/#patch-annotation`,
  },
} as const satisfies Calls

type GrafanaSession = Session<typeof inputs, typeof calls>
type GrafanaJob = Job<typeof inputs, typeof calls, undefined>

const Id = v.pipe(v.union([v.number(), v.string()]), v.transform(String))
const Created = v.object({ id: Id })
const Annotation = v.object({
  id: Id,
  time: v.nullish(v.number()),
  timeEnd: v.nullish(v.number()),
  tags: v.nullish(v.array(v.string()), []),
})
type Annotation = v.InferOutput<typeof Annotation>

export const grafana = defineProvider({
  id: 'grafana',
  name: 'Grafana',
  where: 'on the dashboards that show annotations with the tag deploy',
  tokenEnv: 'GRAFANA_TOKEN',
  identity: 'lookup',
  inputs,
  limits: { environment: { maxLength: 100 } },
  calls,
  hints: {
    401: 'Check the token: a service account token (glsa_…) of this Grafana.',
    403: 'The service account needs annotations:create, annotations:read and annotations:write: the role Editor has them.',
    404: 'Check api-url: the address of Grafana, with its sub-path where it has one, and without /api.',
  },

  problems({ grafanaPanel, grafanaDashboard }, { apiUrl }) {
    return [
      ...(apiUrl
        ? []
        : [
            'api-url is required when provider is grafana: the address of your Grafana, e.g. https://acme.grafana.net.',
          ]),
      ...(/^\d*$/.test(grafanaPanel)
        ? []
        : [`grafana-panel must be the number of a panel; got "${oneLine(grafanaPanel, 40)}".`]),
      ...(grafanaPanel && !grafanaDashboard
        ? ['grafana-panel needs grafana-dashboard: the UID of the dashboard that has the panel.']
        : []),
    ]
  },
  connect: (_own, { token, apiUrl }) => ({
    baseUrl: apiUrl,
    headers: { authorization: `Bearer ${token}` },
    secrets: [token],
  }),
  target: ({ grafanaDashboard, grafanaPanel }) => [grafanaDashboard, grafanaPanel],
  history,

  deploy: { make, find },
  finish: { make: close, check: readBack, open: findOpen },
})

async function make(job: GrafanaJob, deploy: Deploy): Promise<Receipt> {
  const { own } = job
  const body = {
    time: deploy.startedAt,
    tags: tagsOf(job, deploy, 'started'),
    text: textOf(job, deploy),
    ...(own.grafanaDashboard ? { dashboardUID: own.grafanaDashboard } : {}),
    ...(own.grafanaPanel ? { panelId: Number(own.grafanaPanel) } : {}),
  }
  const { body: answer } = await job.api.send('createAnnotation', {}, { body, schema: Created })
  return { step: 'deploy', outcome: 'started', id: answer?.id ?? '', ...pageOf(job) }
}

function pageOf({ own, webUrl }: GrafanaSession): Pick<Receipt, 'url'> {
  return own.grafanaDashboard ? { url: `${webUrl}/d/${encodeURIComponent(own.grafanaDashboard)}` } : {}
}

/** All of them each time: a change replaces the list. */
function tagsOf(job: GrafanaJob, deploy: Deploy, status: string): string[] {
  const sha = commitOf(job, deploy)
  return [
    'deploy',
    `environment:${job.environment}`,
    `version:${oneLine(job.version, 100)}`,
    ...(sha && sha !== job.version ? [`commit:${sha}`] : []),
    `status:${status}`,
    ...(job.operation === 'rollback' ? ['kind:rollback'] : []),
    markerTag(deploy),
    ...job.own.grafanaTags,
  ]
}

function markerTag({ marker }: Deploy): string {
  return `record-deploy:${bareMarker(marker)}`
}

const COMMITS = 10

/** Dashboards render HTML, and most of this is foreign. */
function textOf({ version, environment, range }: GrafanaJob, { name, url }: Deploy): string {
  const subjects = range.commits.slice(0, COMMITS).map(({ message }) => oneLine(firstLine(message), 120))
  const more = range.total > subjects.length ? [`and ${range.total - subjects.length} more`] : []
  const link = `<a href="${escapeHtml(url)}">${escapeHtml(name)}</a>`
  return [
    `${escapeHtml(version)} to ${escapeHtml(environment)}, ${link}`,
    ...[...subjects, ...more].map(escapeHtml),
  ].join('<br>')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

async function findByTags({ api }: GrafanaSession, tags: readonly string[]): Promise<readonly Annotation[]> {
  const query = { tags, type: 'annotation', limit: 100 }
  return (await api.send('findAnnotations', {}, { query, schema: v.array(Annotation) })).body ?? []
}

async function find(job: GrafanaJob, deploy: Deploy): Promise<Found> {
  const found = await findByTags(job, [markerTag(deploy)])
  const ours = found.find(({ id }) => !deploy.ignore.includes(id))
  return ours ? { step: 'deploy', id: ours.id, outcome: outcomeOf(ours), ...pageOf(job) } : 'absent'
}

async function findOpen(job: GrafanaJob): Promise<Found> {
  const tags = ['deploy', `environment:${job.environment}`, 'status:started']
  const [newest] = (await findByTags(job, tags)).toSorted((a, b) => (b.time ?? 0) - (a.time ?? 0))
  return newest ? { step: 'deploy', id: newest.id, outcome: 'started' } : 'absent'
}

const ENDS: Readonly<Record<Deploy['status'], Outcome>> = {
  success: 'recorded',
  failure: 'failed',
  cancelled: 'cancelled',
}

async function close(job: GrafanaJob, deploy: Deploy): Promise<Receipt> {
  const { id, status } = deploy
  const body = { timeEnd: deploy.finishedAt ?? job.now(), tags: tagsOf(job, deploy, status) }
  await job.api.send('patchAnnotation', { id }, { body })
  return { step: 'finish', outcome: ENDS[status], id, startedAt: deploy.startedAt, ...pageOf(job) }
}

async function readBack(job: GrafanaJob, deploy: Deploy, made: Receipt): Promise<Receipt | 'absent'> {
  const found = await findByTags(job, [markerTag(deploy), `status:${deploy.status}`])
  return found.some(({ id }) => id === made.id) ? made : 'absent'
}

/** The value of a tag `name:value`. */
function tagAt({ tags }: Annotation, name: string): string {
  return tags?.find((tag) => tag.startsWith(`${name}:`))?.slice(name.length + 1) ?? ''
}

function outcomeOf(annotation: Annotation): Outcome {
  const status = tagAt(annotation, 'status')
  if (status === 'success' || status === 'failure' || status === 'cancelled') return ENDS[status]
  return status === 'started' ? 'started' : 'unknown'
}

async function history(session: GrafanaSession): Promise<readonly PastDeploy[]> {
  const found = await findByTags(session, ['deploy', `environment:${session.environment}`])
  const past = found.map((each): PastDeploy => {
    const [version, sha, marker] = ['version', 'commit', 'record-deploy'].map((name) => tagAt(each, name))
    const at = each.timeEnd || each.time
    return {
      id: each.id,
      outcome: outcomeOf(each),
      ...(version ? { version } : {}),
      ...(sha ? { sha } : version && isCommitId(version) ? { sha: version } : {}),
      ...(at ? { at } : {}),
      ...(marker ? { marker: `[${marker}]` } : {}),
    }
  })
  return past.sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
}
