// Rollbar: a deploy that is started and then closed, seen only with a second token. Facts: docs/providers/rollbar.md.
import * as v from 'valibot'
import { markerAtEnd } from '../../deploy/marker.ts'
import { secret } from '../../inputs/kinds.ts'
import { entryAt } from '../../json.ts'
import { AddressedId, Filled, Text } from '../../provider/fields.ts'
import * as p from '../../provider/provider.ts'
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
    repeat: 'safe', // The same status a second time changes nothing.
    does: 'close deploy {id}',
    hints: { 404: 'Check deploy-id, and that the token is of the same project.' },
    docs: `${DOCS}/update-a-deploy`,
  },
  listDeploys: {
    route: 'GET /api/1/deploys',
    does: 'list the deploys',
    server: 'reading',
    hints: { 401: READ, 403: READ },
    docs: `${DOCS}/list-all-deploys`,
  },
} as const satisfies p.Calls

const NewDeploy = v.object({ deploy_id: AddressedId })
// The vendor's clients read `data`, other answers hold `result`: either is taken.
const Created = v.union([v.object({ data: NewDeploy }), v.object({ result: NewDeploy })])

const Words = { environment: Text, revision: Filled, status: Text, comment: Text }
const Time = v.nullish(v.number(), 0)
const Item = v.object({ id: AddressedId, ...Words, start_time: Time, finish_time: Time })
type Item = v.InferOutput<typeof Item>
const Told = v.nullish(v.object(Words))
const Changed = v.object({ err: v.nullish(v.literal(0)), result: Told, data: Told })
const Listed = v.object({ result: v.object({ deploys: v.array(Item) }) })

type RollbarJob = p.Job<typeof inputs, typeof calls, undefined>

export const rollbar = p.defineProvider({
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

async function make(job: RollbarJob, deploy: p.Deploy): Promise<p.Receipt> {
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
function commentOf(job: RollbarJob, deploy: p.Deploy): string {
  const { description, name, url, marker } = deploy
  const sha = p.commitOf(job, deploy)
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

async function close(job: RollbarJob, deploy: p.Deploy): Promise<p.Receipt> {
  const { id, startedAt } = deploy
  const { status, ...end } = ENDS[deploy.status]
  const comment = deploy.status === 'cancelled' ? { comment: `Cancelled. ${commentOf(job, deploy)}` } : {}
  const body = { status, ...comment }
  const { body: told } = await job.api.send('changeDeploy', { id }, { body, schema: Changed })
  const { revision = '', comment: held = '', environment: at = '' } = told?.result ?? told?.data ?? {}
  const version = isOurs(job, revision) ? job.version : revision
  // The comment of a cancelled one is ours by now.
  const sha = deploy.status === 'cancelled' ? '' : (shaIn(held) ?? '')
  const deployed = p.closedAs(job, { version, sha })
  return { step: 'finish', id, startedAt, ...end, ...deployed, warnings: p.elsewhere(job, id, at) }
}

/** The pages of the list, which is of all environments, to the empty one at its end. */
async function* pagesOf({ api }: Pick<RollbarJob, 'api'>): AsyncGenerator<readonly Item[]> {
  for (let page = 1; page <= MAX_PAGES; page++) {
    const { body } = await api.send('listDeploys', {}, { query: { page }, schema: Listed })
    const items = body?.result.deploys ?? []
    yield items
    if (items.length === 0) return
  }
}

/** What was sent a moment ago is younger than a day by any clock. */
const AGES: Readonly<Record<p.LookReason, number>> = { earlier: p.RERUN_MS, lost: 86_400_000 }
const MAX_PAGES = 50

/** The newest one that is meant, no older than so long. */
async function seek(job: RollbarJob, age: number, isMeant: (item: Item) => boolean): Promise<p.LookResult> {
  for await (const items of pagesOf(job)) {
    const there = items.find(isMeant)
    if (there || isLast(items, job.now() - age)) return found(there)
  }
  return 'undecided'
}

function find(job: RollbarJob, { marker, ignore }: p.Deploy, sought: p.LookReason): Promise<p.LookResult> {
  return seek(job, AGES[sought], ({ id, comment }) => comment.endsWith(marker) && !ignore.includes(id))
}

function findOpen(job: RollbarJob): Promise<p.LookResult> {
  return seek(job, AGES.earlier, ({ environment, revision = '', status }) => {
    return environment === job.environment && isOurs(job, revision) && status === 'started'
  })
}

/** Nothing, or the newest first and down to what is older than the time. */
function isLast(items: readonly Item[], time: number): boolean {
  const [first = 0, last = first] = [items[0]?.start_time, items.at(-1)?.start_time]
  return items.length === 0 || (first > last && last * 1000 < time)
}

const OUTCOMES = { succeeded: 'recorded', failed: 'failed', timed_out: 'failed', started: 'started' } as const
const outcomeOf = ({ status }: Item): p.Outcome => entryAt(OUTCOMES, status) ?? 'unknown'
/** The commit, where the comment is one of ours. */
const shaIn = (comment: string) => /commit ([0-9a-f]{40}) \[[0-9a-f]{8}\]$/.exec(comment)?.[1]
/** As it was sent, or as Rollbar may have cut it. */
const isOurs = ({ version }: RollbarJob, name: string) =>
  [version, version.slice(0, MAX_REVISION)].includes(name)

function found(item: Item | undefined): p.Receipt | 'absent' {
  return item ? { step: 'deploy', id: item.id, outcome: outcomeOf(item) } : 'absent'
}

/** Read on for what a rollback goes back to: others may fill the first pages. The one that ended last is the live one. */
async function history(
  session: Pick<RollbarJob, 'api' | 'environment'>,
  use: p.HistoryUse,
): Promise<readonly p.PastDeploy[]> {
  const past: p.PastDeploy[] = []
  for await (const items of pagesOf(session)) {
    past.push(...items.filter(({ environment }) => environment === session.environment).map(pastOf))
    const good = past.filter(({ outcome }) => outcome === 'recorded')
    if (p.isEnough(use, good)) break
  }
  return past.sort(p.latestFirst)
}

function pastOf(item: Item): p.PastDeploy {
  const { id, revision: version, comment, finish_time: end, start_time: start } = item
  const at = (end || start) * 1000 || undefined
  const marks = { marker: markerAtEnd(comment), runId: p.runIn(comment) }
  return { id, outcome: outcomeOf(item), version, sha: shaIn(comment), at, ...marks }
}
