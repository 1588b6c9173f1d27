// New Relic: a change tracking deployment of each entity, known again by its group id. Vendor facts: docs/providers/newrelic.md.
import { InputError } from '../../errors.ts'
import { choice, list, text } from '../../inputs/kinds.ts'
import * as p from '../../provider/provider.ts'
import { cut, firstLine, listed, nearest, oneLine } from '../../text.ts'
import { Created, calls, DOCUMENTS, Entities, hints, Searched } from './calls.ts'

const HOSTS = { us: 'api', eu: 'api.eu', jp: 'api.jp', gov: 'gov-api' } as const
const GUIDS = 'GUIDs of the entities that were deployed; each gets a deployment of its own.'
const QUERY = "In place of a GUID: a query that one entity alone matches: `name = 'shop'`."
const TYPES = 'basic blue_green canary rolling shadow other'.split(' ')

const inputs = {
  'newrelic-guid': list(GUIDS, { also: 'entity-guid' }),
  'newrelic-entity': text(QUERY, { also: 'entity', takes: 'prose' }),
  'newrelic-region': choice('The region of the account.', ['us', 'eu', 'jp', 'gov'], 'us'),
  'newrelic-type': choice('Kind of the deployment.', TYPES, 'basic', { also: 'deployment-type' }),
}

type Past = Promise<readonly p.PastDeploy[]>
type NewRelicSession = p.Session<typeof inputs, typeof calls>
/** The fact is the entity that `newrelic-entity` matches; empty where GUIDs were given. */
type NewRelicJob = p.Job<typeof inputs, typeof calls, string>
const DAY_MS = 86_400_000
const MOST = 200 // Deployments that one search gives.
const MAX_TEXT = 4_000 // The vendor names no lengths; its events keep 4,096 characters of a text.

export const newrelic = p.defineProvider({
  id: 'newrelic',
  name: 'New Relic',
  where: 'in New Relic under Change tracking',
  tokenEnv: 'NEW_RELIC_API_KEY',
  identity: 'lookup',
  shownWithinMs: 30_000, // Nothing is promised: what is searched is an index of what was written.
  inputs,
  calls,
  hints,
  problems({ newrelicGuid: guids, newrelicEntity: query }, { token }) {
    const isGuid = guids.length > 0
    return [
      !isGuid && !query && 'newrelic-guid or newrelic-entity is required: what was deployed.',
      isGuid && query && 'newrelic-guid and newrelic-entity are both set; keep one.',
      /^NR(II|AA|IQ|JS)-|NRAL$/.test(token) && 'token is not a user key: those begin with NRAK-.',
    ]
  },
  connect: ({ newrelicRegion: region }, { token, apiUrl }) => ({
    baseUrl: (apiUrl || `https://${HOSTS[region]}.newrelic.com`).replace(/\/graphql$/, ''),
    headers: { 'api-key': token },
    webUrl: `https://${HOSTS[region].replace('api', 'one')}.newrelic.com`,
    secrets: [token],
  }),
  target: ({ newrelicEntity, newrelicRegion }) => [newrelicRegion, newrelicEntity],
  subjects: ({ newrelicGuid }) => newrelicGuid,
  async lookUp(job, { startedAt }) {
    // New Relic takes no other time (integration tests of its client). A tracked deploy may have taken longer.
    if (Math.abs(startedAt - job.now()) >= DAY_MS && job.operation !== 'track')
      throw new InputError(['started-at must be within 24 hours of now: New Relic takes no other time.'])
    return { facts: job.own.newrelicEntity ? await findEntity(job) : '' }
  },
  history,
  deploy: { make, find, check: find },
})

/** @throws InputError unless the query matches one */
async function findEntity({ api, own }: Pick<NewRelicSession, 'api' | 'own'>): Promise<string> {
  const ask = async (query: string) => {
    const body = { query: DOCUMENTS.searchEntities, variables: { query } }
    const answer = await api.send('searchEntities', {}, { body, schema: Entities })
    return (answer.body?.data.actor?.entitySearch?.results?.entities ?? []).filter((each) => each !== null)
  }
  const found = await ask(own.newrelicEntity)
  const [only] = found
  if (only && found.length === 1) return only.guid
  // None: those that report, with a name near to the one in the query.
  const all = only ? found : await ask("reporting = 'true'")
  const allNames = all.map(({ name }) => name)
  const names = only ? allNames : nearest(/'([^']*)'/.exec(own.newrelicEntity)?.[1] ?? '', allNames)
  const some = all.filter(({ name }) => names.includes(name)).slice(0, 5)
  const words = listed(some.map(({ guid, name }) => `${oneLine(name, 60)} (${guid})`))
  const there = only ? ` It matches ${found.length}: ${words}.` : words && ` Did you mean ${words}?`
  throw new InputError([`newrelic-entity must match exactly one entity.${there} Or give newrelic-guid.`])
}

const guidOf = ({ facts }: NewRelicJob, { subject }: p.Deploy) => subject || facts
const groupOf = ({ marker }: p.Deploy) => `record-deploy ${marker}`
function receipt(job: NewRelicJob, deploy: p.Deploy, id: string): p.Receipt {
  const guid = guidOf(job, deploy)
  const url = `${job.webUrl}/redirect/entity/${encodeURIComponent(guid)}`
  return { step: 'deploy', outcome: 'recorded', id, note: `entity ${guid}`, url, startedAt: deploy.startedAt }
}

async function make(job: NewRelicJob, deploy: p.Deploy): Promise<p.Receipt> {
  const { own, context, version, range } = job
  const guid = guidOf(job, deploy)
  const isRollback = job.operation === 'rollback'
  const changelog = range.commits.map(({ message }) => `- ${oneLine(firstLine(message), 200)}`).join('\n')
  const deployment = {
    entityGuid: guid,
    version,
    deploymentType: isRollback && own.newrelicType === 'basic' ? 'OTHER' : own.newrelicType.toUpperCase(),
    timestamp: Math.max(deploy.startedAt, job.now() - DAY_MS + 60_000),
    groupId: groupOf(deploy),
    commit: p.commitOf(job, deploy) || undefined,
    changelog: (!isRollback && cut(changelog, MAX_TEXT)) || undefined, // A rollback brings back others.
    description: cut(`${isRollback ? 'Rollback. ' : ''}${deploy.description}`, MAX_TEXT) || undefined,
    deepLink: deploy.url,
    user: context.actor || undefined,
  }
  // Without the rule, what is too long would be cut without a word.
  const variables = { deployment, rules: { validationFlags: ['FAIL_ON_FIELD_LENGTH'] } }
  const body = { query: DOCUMENTS.createDeployment, variables }
  const answer = await job.api.send('createDeployment', { guid }, { body, schema: Created })
  return receipt(job, deploy, answer.body?.data.changeTrackingCreateDeployment.deploymentId ?? '')
}

/** By the group id; what was written may take a moment until a search shows it. A run can be re-run for 30 days. */
async function find(job: NewRelicJob, deploy: p.Deploy): Promise<p.Receipt | 'absent'> {
  const found = await search(job, guidOf(job, deploy), 30, `groupId = '${groupOf(deploy)}'`)
  const ours = found.find(({ id, marker }) => marker === deploy.marker && !deploy.ignore.includes(id))
  return ours ? receipt(job, deploy, ours.id) : 'absent'
}

/** Those of a month; of a year where these are too few to go back to. */
async function history(session: NewRelicSession, use: p.HistoryUse): Past {
  const guid = session.own.newrelicGuid[0] ?? (await findEntity(session))
  const month = await search(session, guid, 30)
  return p.isEnough(use, month) ? month : search(session, guid, 365)
}

/** Newest first. What a full list lacks may be newer, unless it comes in that order: then the later half, if there is any. */
async function search(session: NewRelicSession, guid: string, days: number, query?: string): Past {
  const timeWindow = { startTime: Math.round(session.now() - days * DAY_MS), endTime: session.now() + DAY_MS }
  const filter = { timeWindow, limit: MOST, query }
  const body = { query: DOCUMENTS.searchDeployments, variables: { guid, filter } }
  const answer = await session.api.send('searchDeployments', { guid }, { body, schema: Searched })
  const results = answer.body?.data.actor?.entity?.deploymentSearch?.results ?? []
  const known: readonly p.PastDeploy[] = results.flatMap((each) => (each?.id ? [each] : []))
  const sorted = known.toSorted(p.latestFirst)
  const isWhole = results.length < MOST || sorted.every((each, index) => each === known[index])
  const later = isWhole || days < 0.01 ? [] : await search(session, guid, days / 2, query)
  return later.length > 0 ? later : sorted
}
