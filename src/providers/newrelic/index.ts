// New Relic: a change tracking deployment of each entity, known again by its group id. Vendor facts: docs/providers/newrelic.md.
import { bareMarker } from '../../deploy/marker.ts'
import { InputError } from '../../errors.ts'
import { choice, list, text } from '../../inputs/kinds.ts'
import * as p from '../../provider/provider.ts'
import { cut, firstLine, listed, nearest, oneLine } from '../../text.ts'
import { Created, calls, DOCUMENTS, Entities, hints, Searched } from './calls.ts'

const HOSTS = { us: 'api', eu: 'api.eu', jp: 'api.jp', gov: 'gov-api' } as const
const TYPES = ['basic', 'blue_green', 'canary', 'rolling', 'shadow', 'other'] as const

const inputs = {
  'newrelic-guid': list('GUIDs of the entities that were deployed; each gets a deployment of its own.'),
  'newrelic-entity': text(
    "In place of a GUID: a query that matches exactly one entity, such as `name = 'shop' AND domain = 'APM'`.",
  ),
  'newrelic-region': choice('The region of the account.', ['us', 'eu', 'jp', 'gov'], 'us'),
  'newrelic-type': choice('Kind of the deployment.', TYPES, 'basic'),
}

type Session = p.Session<typeof inputs, typeof calls>
/** The fact is the entity that `newrelic-entity` matches; empty where GUIDs were given. */
type Job = p.Job<typeof inputs, typeof calls, string>

const DAY_MS = 86_400_000
/** A workflow run can be re-run for 30 days. */
const SEARCHED_MS = 30 * DAY_MS
// The vendor names no lengths; its events keep 4,096 characters of a text.
const MAX_TEXT = 4_000

export const newrelic = p.defineProvider({
  id: 'newrelic',
  name: 'New Relic',
  where: 'in New Relic under Change tracking',
  tokenEnv: 'NEW_RELIC_API_KEY',
  identity: 'lookup',
  inputs,
  limits: {},
  calls,
  hints,

  problems({ newrelicGuid: guids, newrelicEntity: query }, { token }) {
    const isOther = /^NR(II|AA|IQ)-|NRAL$/.test(token)
    return [
      ...(guids.length === 0 && !query
        ? [
            `newrelic-guid or newrelic-entity is required: the GUID of what was deployed, or a query that it alone matches.`,
          ]
        : []),
      ...(guids.length > 0 && query ? ['newrelic-guid and newrelic-entity are both set; keep one.'] : []),
      ...(isOther
        ? ['token is not a user key: New Relic takes deployments with one that begins with NRAK-.']
        : []),
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

  async lookUp(job, deploy) {
    const isFar = timeOf(job, deploy) !== deploy.startedAt
    // A tracked deploy that took longer is recorded all the same.
    if (isFar && job.operation !== 'track') throw new InputError([`started-at ${WITHIN}`])
    const warnings = isFar ? [`The start of the deploy ${WITHIN} The record has the time of its end.`] : []
    return { facts: job.own.newrelicEntity ? await findEntity(job) : '', warnings }
  },
  history: async (session) => search(session, session.own.newrelicGuid[0] ?? (await findEntity(session))),
  deploy: { make, find, check: find },
})

const WITHIN = 'must be within 24 hours of now: New Relic takes no other time.'

function timeOf(job: Session, { startedAt }: p.Deploy): number {
  return Math.abs(startedAt - job.now()) < DAY_MS ? startedAt : job.now()
}

/** @throws InputError unless the query matches one */
async function findEntity({ api, own }: Pick<Session, 'api' | 'own'>): Promise<string> {
  const ask = async (query: string) => {
    const body = { query: DOCUMENTS.searchEntities, variables: { query } }
    const answer = await api.send('searchEntities', {}, { body, schema: Entities })
    return answer.body?.data.actor.entitySearch.results.entities ?? []
  }
  const found = await ask(own.newrelicEntity)
  const [only] = found
  if (only && found.length === 1) return only.guid
  // None: what is nearest to the name in the query, of all that report.
  const all = only ? found : await ask("reporting = 'true'")
  const wanted = /'([^']*)'/.exec(own.newrelicEntity)?.[1] ?? own.newrelicEntity
  const names = only
    ? found.map(({ name }) => name ?? '')
    : nearest(
        wanted,
        all.map(({ name }) => name ?? ''),
      )
  const some = all.filter(({ name }) => names.includes(name ?? '')).slice(0, 5)
  const words = listed(some.map(({ guid, name }) => `${oneLine(name ?? '', 60)} (${guid})`))
  const there = only ? ` It matches ${found.length}: ${words}.` : words && ` Did you mean ${words}?`
  throw new InputError([
    `newrelic-entity must match exactly one entity.${there} Narrow it, or give newrelic-guid.`,
  ])
}

async function make(job: Job, deploy: p.Deploy): Promise<p.Receipt> {
  const { own, operation, context, version, range } = job
  const isRollback = operation === 'rollback'
  const changelog = range.commits.map(({ message }) => `- ${oneLine(firstLine(message), 200)}`).join('\n')
  const isPlain = own.newrelicType === 'basic'
  const deployment = {
    entityGuid: guidOf(job, deploy),
    version,
    deploymentType: isRollback && isPlain ? 'OTHER' : own.newrelicType.toUpperCase(),
    timestamp: timeOf(job, deploy),
    groupId: groupOf(deploy),
    commit: p.commitOf(job, deploy) || undefined,
    // The commits of the range are not those that a rollback brings back.
    changelog: (!isRollback && cut(changelog, MAX_TEXT)) || undefined,
    description: cut(`${isRollback ? 'Rollback. ' : ''}${deploy.description}`, MAX_TEXT) || undefined,
    deepLink: deploy.url,
    user: context.actor || undefined,
  }
  // Without the rule, what is too long would be cut without a word.
  const variables = { deployment, rules: { validationFlags: ['FAIL_ON_FIELD_LENGTH'] } }
  const body = { query: DOCUMENTS.createDeployment, variables }
  const params = { guid: deployment.entityGuid }
  const answer = await job.api.send('createDeployment', params, { body, schema: Created })
  return receipt(job, deploy, answer.body?.data.changeTrackingCreateDeployment.deploymentId ?? '')
}

function guidOf({ facts }: Job, { subject }: p.Deploy): string {
  return subject || facts
}

function groupOf({ marker }: p.Deploy): string {
  return `record-deploy-${bareMarker(marker)}`
}

function receipt(job: Job, deploy: p.Deploy, id: string): p.Receipt {
  const guid = guidOf(job, deploy)
  const url = `${job.webUrl}/redirect/entity/${encodeURIComponent(guid)}`
  return { step: 'deploy', outcome: 'recorded', id, note: `entity ${guid}`, url, startedAt: deploy.startedAt }
}

/** By the group id; what was written may take a moment until a search shows it. */
async function find(job: Job, deploy: p.Deploy): Promise<p.Receipt | 'absent'> {
  const found = await search(job, guidOf(job, deploy), `groupId = '${groupOf(deploy)}'`)
  const ours = found.find(({ id, marker }) => marker === deploy.marker && !deploy.ignore.includes(id))
  return ours ? receipt(job, deploy, ours.id) : 'absent'
}

/** Newest first, which New Relic does not promise. */
async function search({ api, now }: Session, guid: string, query?: string): Promise<readonly p.PastDeploy[]> {
  const timeWindow = { startTime: now() - SEARCHED_MS, endTime: now() + DAY_MS }
  const variables = { guid, filter: { timeWindow, limit: 200, query } }
  const body = { query: DOCUMENTS.searchDeployments, variables }
  const answer = await api.send('searchDeployments', { guid }, { body, schema: Searched })
  const results = answer.body?.data.actor.entity?.deploymentSearch.results ?? []
  return results.toSorted((a, b) => b.at - a.at)
}
