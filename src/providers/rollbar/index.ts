// Rollbar: a deploy that is started and then closed, seen only with a second token. Facts: docs/providers/rollbar.md.
import * as v from 'valibot'
import { markerAtEnd } from '../../deploy/marker.ts'
import { secret } from '../../inputs/kinds.ts'
import { AddressedId } from '../../provider/id.ts'
import {
  type Calls,
  commitOf,
  type Deploy,
  defineProvider,
  type Job,
  type LookReason,
  type LookResult,
  type Outcome,
  type PastDeploy,
  type Receipt,
} from '../../provider/provider.ts'
import { cut } from '../../text.ts'

const inputs = {
  'rollbar-read-token': secret(
    'Project access token with the scope read, to look deploys up. Without it, a request whose answer was lost is never sent again, and a re-run records a second deploy.',
    { env: 'ROLLBAR_READ_TOKEN' },
  ),
}

const DOCS = 'https://docs.rollbar.com/reference'
const WRITE = 'Check the token: a project access token with the scope post_server_item.'
const READ = 'Check rollbar-read-token: a project access token of the same project with the scope read.'

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
    does: 'close deploy {id}',
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

const NewDeploy = v.object({ deploy_id: AddressedId })
// The vendor's clients read `data`, other answers hold `result`: either is taken.
const Changed = v.object({ err: v.nullish(v.literal(0)) })
const Created = v.union([v.object({ data: NewDeploy }), v.object({ result: NewDeploy })])

const Text = v.nullish(v.string(), '')
const Words = { environment: Text, revision: Text, status: Text, comment: Text }
const Item = v.object({ id: AddressedId, ...Words, start_time: v.nullish(v.number(), 0) })
type Item = v.InferOutput<typeof Item>
const Listed = v.object({ result: v.object({ deploys: v.array(Item) }) })

type RollbarJob = Job<typeof inputs, typeof calls, undefined>

export const rollbar = defineProvider({
  id: 'rollbar',
  name: 'Rollbar',
  where: 'in Rollbar under Deploys',
  tokenEnv: 'ROLLBAR_ACCESS_TOKEN',
  identity: 'lookup',
  inputs,
  limits: { environment: { maxLength: 255 } },
  calls,
  hints: { 401: WRITE, 403: WRITE },

  connect({ rollbarReadToken }, { token, apiUrl }) {
    const baseUrl = apiUrl || 'https://api.rollbar.com'
    const server = (key: string) => ({ baseUrl, headers: { 'x-rollbar-access-token': key } })
    const secrets = [token, rollbarReadToken].filter((each) => each !== '')
    return { ...server(token), servers: { reading: server(rollbarReadToken) }, secrets }
  },
  // A project is known by its token alone, and a token may change.
  target: () => [],
  isBlind: ({ rollbarReadToken }) => rollbarReadToken === '',
  history,

  deploy: { make, find },
  finish: { make: close, open: findOpen },
})

// A longer revision may be cut or refused: which is not documented.
const MAX_REVISION = 40
const MAX_COMMENT = 64_000

async function make(job: RollbarJob, deploy: Deploy): Promise<Receipt> {
  const { version, environment, context } = job
  // Clients differ in the status that they take for the default, so it is always sent.
  const told = { environment, revision: version, status: 'started', local_username: context.actor }
  const body = { ...told, comment: commentOf(job, deploy) }
  const { body: answer } = await job.api.send('createDeploy', {}, { body, schema: Created })
  const made = answer && ('data' in answer ? answer.data : answer.result)
  const long = `version has ${version.length} characters. Rollbar takes ${MAX_REVISION} for a revision, and may have cut it`
  const warnings = version.length > MAX_REVISION ? [long] : []
  return { step: 'deploy', outcome: 'started', id: made?.deploy_id ?? '', warnings }
}

/** Description, run and commit; the marker stands at the end. */
function commentOf(job: RollbarJob, deploy: Deploy): string {
  const { description, name, url, marker } = deploy
  const sha = commitOf(job, deploy)
  const end = `${sha && `\ncommit ${sha}`} ${marker}`
  const text = [description, `${name}: ${url}`].filter((part) => part !== '').join('\n')
  return `${cut(text, MAX_COMMENT - end.length)}${end}`
}

const ENDS = {
  success: { status: 'succeeded', outcome: 'recorded' },
  failure: { status: 'failed', outcome: 'failed' },
  // Rollbar has no word of its own for it.
  cancelled: { status: 'failed', outcome: 'cancelled', note: 'cancelled, which Rollbar shows as failed' },
} as const

async function close(job: RollbarJob, deploy: Deploy): Promise<Receipt> {
  const { id, startedAt } = deploy
  const { status, ...end } = ENDS[deploy.status]
  const comment = deploy.status === 'cancelled' ? { comment: `Cancelled. ${commentOf(job, deploy)}` } : {}
  await job.api.send('changeDeploy', { id }, { body: { status, ...comment }, schema: Changed })
  return { step: 'finish', id, startedAt, ...end }
}

async function listDeploys({ api }: Pick<RollbarJob, 'api'>, page: number): Promise<readonly Item[]> {
  const { body } = await api.send('listDeploys', {}, { query: { page }, schema: Listed })
  return body?.result.deploys ?? []
}

/** A run can be re-run for 30 days; what was sent a moment ago is younger than a day by any clock. */
const AGES: Readonly<Record<LookReason, number>> = { earlier: 30 * 86_400_000, lost: 86_400_000 }
const MAX_PAGES = 50

async function find(job: RollbarJob, { marker, ignore }: Deploy, sought: LookReason): Promise<LookResult> {
  for (let page = 1; page <= MAX_PAGES; page++) {
    const items = await listDeploys(job, page)
    const ours = items.find(({ id, comment }) => comment.endsWith(marker) && !ignore.includes(id))
    if (ours) return found(ours)
    if (isLast(items, job.now() - AGES[sought])) return 'absent'
  }
  return 'undecided'
}

/** Nothing, or the newest first and down to what is older than the time. */
function isLast(items: readonly Item[], time: number): boolean {
  const [first = 0, last = first] = [items[0]?.start_time, items.at(-1)?.start_time]
  return items.length === 0 || (first > last && last * 1000 < time)
}

async function findOpen(job: RollbarJob): Promise<LookResult> {
  const open = (await listDeploys(job, 1)).find(
    (item) =>
      item.environment === job.environment && item.revision === job.version && item.status === 'started',
  )
  return found(open)
}

function outcomeOf({ status }: Item): Outcome {
  if (status === 'succeeded') return 'recorded'
  if (status === 'failed' || status === 'timed_out') return 'failed'
  return status === 'started' ? 'started' : 'unknown'
}

function found(item: Item | undefined): Receipt | 'absent' {
  return item ? { step: 'deploy', id: item.id, outcome: outcomeOf(item) } : 'absent'
}

async function history(session: Pick<RollbarJob, 'api' | 'environment'>): Promise<readonly PastDeploy[]> {
  const items = await listDeploys(session, 1)
  const here = items.filter(({ environment }) => environment === session.environment)
  return here.map((item) => {
    const { id, revision, comment, start_time: start } = item
    const marker = markerAtEnd(comment)
    const sha = marker && /commit ([0-9a-f]{40}) \S+$/.exec(comment)?.[1]
    return {
      id,
      outcome: outcomeOf(item),
      ...(revision ? { version: revision } : {}),
      ...(sha ? { sha } : {}),
      ...(start ? { at: start * 1000 } : {}),
      ...(marker ? { marker } : {}),
    }
  })
}
