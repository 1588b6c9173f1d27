// Rollbar: a deploy that is started and then closed; it can be looked up only with a second token. Vendor facts:
// docs/providers/rollbar.md.
import * as v from 'valibot'
import { markerAtEnd } from '../../deploy/marker.ts'
import { secret } from '../../inputs/kinds.ts'
import {
  type Calls,
  type Deploy,
  defineProvider,
  type Found,
  type Job,
  type Outcome,
  type PastDeploy,
  type Receipt,
  type Session,
  type Sought,
} from '../../provider/provider.ts'
import { cut } from '../../text.ts'

const inputs = {
  'rollbar-read-token': secret(
    'Project token with the scope read, to look a deploy up after a lost answer and on a re-run. Without it a lost answer is never sent again.',
    { env: 'ROLLBAR_READ_TOKEN' },
  ),
}

const DOCS = 'https://docs.rollbar.com/reference'
const READ = 'Check rollbar-read-token: a project token with the scope read.'

const calls = {
  createDeploy: {
    route: 'POST /api/1/deploy',
    repeat: 'unsafe',
    does: 'create the deploy',
    docs: `${DOCS}/post-deploy`,
  },
  changeDeploy: {
    route: 'PATCH /api/1/deploy/{id}',
    // The same status a second time changes nothing.
    repeat: 'safe',
    does: 'change deploy {id}',
    hints: { 404: 'Check deploy-id, and that the token is of the same project.' },
    docs: `${DOCS}/update-a-deploy`,
  },
  listDeploys: {
    route: 'GET /api/1/deploys',
    repeat: 'safe',
    does: 'list the deploys',
    server: 'reading',
    hints: { 401: READ, 403: READ },
    docs: `${DOCS}/list-all-deploys`,
  },
} as const satisfies Calls

type RollbarSession = Session<typeof inputs, typeof calls>
type RollbarJob = Job<typeof inputs, typeof calls, undefined>

const MAX_COMMENT = 64_000
// A longer revision may be cut or refused: which is not documented.
const MAX_REVISION = 40

const Id = v.pipe(v.union([v.number(), v.string()]), v.transform(String))
// The create answers with `data`, the change with `result`; clients were seen to take either.
const NewDeploy = v.object({ deploy_id: Id })
const Created = v.union([v.object({ data: NewDeploy }), v.object({ result: NewDeploy })])
const Item = v.object({
  id: Id,
  environment: v.nullish(v.string(), ''),
  revision: v.nullish(v.string(), ''),
  status: v.nullish(v.string(), ''),
  comment: v.nullish(v.string(), ''),
  start_time: v.nullish(v.number()),
  finish_time: v.nullish(v.number()),
})
type Item = v.InferOutput<typeof Item>
const List = v.object({ deploys: v.array(Item) })
const Listed = v.union([v.object({ result: List }), v.object({ data: List })])

export const rollbar = defineProvider({
  id: 'rollbar',
  name: 'Rollbar',
  where: 'in Rollbar under Deploys',
  tokenEnv: 'ROLLBAR_ACCESS_TOKEN',
  identity: 'lookup',
  inputs,
  limits: { environment: { maxLength: 255 } },
  calls,
  hints: {
    401: 'Check the token: a project access token with the scope post_server_item.',
    403: 'The token needs the scope post_server_item.',
  },

  connect(own, { token, apiUrl }) {
    const baseUrl = apiUrl || 'https://api.rollbar.com'
    const reading = { baseUrl, headers: { 'x-rollbar-access-token': own.rollbarReadToken } }
    return {
      baseUrl,
      headers: { 'x-rollbar-access-token': token },
      servers: { reading },
      secrets: [token, ...(own.rollbarReadToken ? [own.rollbarReadToken] : [])],
    }
  },
  target: () => [],
  history,

  deploy: { make, find },
  finish: { make: close, open: findOpen },
})

async function make(job: RollbarJob, deploy: Deploy): Promise<Receipt> {
  const { version, environment, context } = job
  const body = {
    environment,
    revision: version,
    status: 'started',
    comment: commentOf(deploy),
    local_username: context.actor,
  }
  const { body: answer } = await job.api.send('createDeploy', {}, { body, schema: Created })
  const made = answer && ('data' in answer ? answer.data : answer.result)
  const warnings =
    version.length > MAX_REVISION
      ? [
          `version has ${version.length} characters; Rollbar documents ${MAX_REVISION} for a revision, and may cut it`,
        ]
      : []
  return { step: 'deploy', outcome: 'started', id: made?.deploy_id ?? '', warnings }
}

function commentOf({ description, name, url, marker }: Deploy): string {
  const text = [description, `${name}: ${url}`].filter((part) => part !== '').join('\n')
  return `${cut(text, MAX_COMMENT - marker.length - 1)} ${marker}`
}

const ENDS = {
  success: { status: 'succeeded', outcome: 'recorded', note: undefined },
  failure: { status: 'failed', outcome: 'failed', note: undefined },
  // Rollbar has no word of its own for it.
  cancelled: { status: 'failed', outcome: 'cancelled', note: 'cancelled, which Rollbar shows as failed' },
} as const

async function close(job: RollbarJob, deploy: Deploy): Promise<Receipt> {
  const { status, outcome, note } = ENDS[deploy.status]
  const comment = deploy.status === 'cancelled' ? { comment: `cancelled: ${commentOf(deploy)}` } : {}
  await job.api.send('changeDeploy', { id: deploy.id }, { body: { status, ...comment } })
  return { step: 'finish', outcome, id: deploy.id, startedAt: deploy.startedAt, ...(note ? { note } : {}) }
}

/** Newest first; a page beyond the first is read where ours may stand on it. */
async function listDeploys({ api }: RollbarSession, page: number): Promise<readonly Item[]> {
  const { body } = await api.send('listDeploys', {}, { query: { page }, schema: Listed })
  if (!body) return []
  return ('result' in body ? body.result : body.data).deploys
}

const PAGES = 5

async function find(job: RollbarJob, deploy: Deploy, sought: Sought): Promise<Found> {
  // Without a second token nothing can be looked up: a re-run records anew, a lost answer is never sent again.
  if (!job.own.rollbarReadToken) return sought === 'earlier' ? 'absent' : 'undecided'
  for (let page = 1; page <= PAGES; page++) {
    const items = await listDeploys(job, page)
    const ours = items.find(
      ({ id, comment }) => comment?.endsWith(deploy.marker) && !deploy.ignore.includes(id),
    )
    if (ours) return { step: 'deploy', id: ours.id, outcome: outcomeOf(ours) }
    // Older than the run, so ours would have stood before it.
    if (
      items.length === 0 ||
      items.some(({ start_time: at }) => at && at * 1000 < deploy.startedAt - MONTH_MS)
    )
      return 'absent'
  }
  return 'undecided'
}

/** A workflow run can be re-run for 30 days. */
const MONTH_MS = 30 * 86_400_000

async function findOpen(job: RollbarJob): Promise<Found> {
  if (!job.own.rollbarReadToken) return 'undecided'
  const items = await listDeploys(job, 1)
  const open = items.find(
    (item) =>
      item.environment === job.environment && item.revision === job.version && outcomeOf(item) === 'started',
  )
  return open ? { step: 'deploy', id: open.id, outcome: 'started' } : 'absent'
}

function outcomeOf({ status }: Item): Outcome {
  const words: Readonly<Record<string, Outcome>> = {
    started: 'started',
    succeeded: 'recorded',
    failed: 'failed',
    timed_out: 'failed',
  }
  return words[status ?? ''] ?? 'unknown'
}

async function history(session: RollbarSession): Promise<readonly PastDeploy[]> {
  if (!session.own.rollbarReadToken) return []
  const items = (await listDeploys(session, 1)).filter(
    ({ environment }) => environment === session.environment,
  )
  return items.map((item) => {
    const seconds = item.finish_time ?? item.start_time
    const marker = markerAtEnd(item.comment ?? '')
    return {
      id: item.id,
      outcome: outcomeOf(item),
      ...(item.revision ? { version: item.revision } : {}),
      ...(seconds ? { at: seconds * 1000 } : {}),
      ...(marker ? { marker } : {}),
    }
  })
}
