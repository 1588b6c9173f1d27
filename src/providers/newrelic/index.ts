// New Relic: a change tracking deployment of each entity, known again by its group id. Vendor facts:
// docs/providers/newrelic.md.
import * as v from 'valibot'
import { bareMarker } from '../../deploy/marker.ts'
import { InputError } from '../../errors.ts'
import {
  commitOf,
  type Deploy,
  defineProvider,
  type Found,
  type PastDeploy,
  type Receipt,
} from '../../provider/provider.ts'
import { cut, firstLine, listed, oneLine } from '../../text.ts'
import { ask, calls, type NewRelicJob, type NewRelicSession } from './calls.ts'
import { inputs, REGIONS } from './inputs.ts'

const DAY_MS = 86_400_000
/** A workflow run can be re-run for 30 days. */
const SEARCHED_MS = 30 * DAY_MS

export const newrelic = defineProvider({
  id: 'newrelic',
  name: 'New Relic',
  where: 'in New Relic under Change tracking',
  tokenEnv: 'NEW_RELIC_API_KEY',
  identity: 'lookup',
  inputs,
  limits: {},
  calls,
  hints: {
    401: 'Check the token: a user key (NRAK-…), and newrelic-region.',
    402: 'The account is not paid for or over its limit.',
    403: 'Check the token: a user key (NRAK-…) of a user that may use NerdGraph.',
  },

  problems({ newrelicGuid: guids, newrelicEntity }, { token }) {
    const isNamed = guids.length > 0
    return [
      ...(isNamed || newrelicEntity
        ? []
        : [
            'newrelic-guid or newrelic-entity is required: what was deployed, by its GUID, or by a query that matches it alone.',
          ]),
      ...(isNamed && newrelicEntity ? ['newrelic-guid and newrelic-entity are both set; keep one.'] : []),
      ...(/^(NRII|NRAA|NRIQ)-/.test(token)
        ? ['token is not a user key: New Relic takes deployments with a key that begins with NRAK-.']
        : []),
    ]
  },
  connect: (own, { token, apiUrl }) => ({
    baseUrl: (apiUrl || REGIONS[own.newrelicRegion]).replace(/\/graphql$/, ''),
    headers: { 'api-key': token },
    webUrl: 'https://one.newrelic.com',
    secrets: [token],
  }),
  target: ({ newrelicEntity, newrelicRegion }) => [newrelicRegion, newrelicEntity],
  subjects: ({ newrelicGuid }) => newrelicGuid,

  async lookUp(job, deploy) {
    checkTime(deploy, job.now())
    return { facts: { guid: job.own.newrelicEntity ? await findEntity(job) : '' } }
  },
  history,

  deploy: { make, find, check },
})

/** New Relic refuses what is further away (integration tests of its client). */
function checkTime({ startedAt }: Deploy, now: number): void {
  if (Math.abs(startedAt - now) < DAY_MS) return
  throw new InputError(['started-at must be within 24 hours of now: New Relic takes no other time.'])
}

const Entities = v.object({
  data: v.object({
    actor: v.object({
      entitySearch: v.object({
        results: v.object({
          entities: v.array(v.object({ guid: v.string(), name: v.nullish(v.string(), '') })),
        }),
      }),
    }),
  }),
})

/** @throws InputError unless the query matches one */
async function findEntity(session: Pick<NewRelicSession, 'api' | 'own'>): Promise<string> {
  const { newrelicEntity: query } = session.own
  const { data } = await ask(session, 'searchEntities', { schema: Entities, variables: { query } })
  const { entities } = data.actor.entitySearch.results
  const [only] = entities
  if (only && entities.length === 1) return only.guid
  const some = entities.slice(0, 5).map(({ guid, name }) => `${oneLine(name ?? '', 60)} (${guid})`)
  const there = some.length > 0 ? ` It matches ${entities.length}: ${listed(some)}.` : ''
  throw new InputError([
    `newrelic-entity must match exactly one entity.${there} Narrow it, or give newrelic-guid.`,
  ])
}

function guidOf({ facts }: NewRelicJob, { subject }: Deploy): string {
  return subject || facts.guid
}

const Created = v.object({
  data: v.object({ changeTrackingCreateDeployment: v.object({ deploymentId: v.string() }) }),
})

async function make(job: NewRelicJob, deploy: Deploy): Promise<Receipt> {
  const guid = guidOf(job, deploy)
  // Without the rule what is too long would be cut without a word.
  const rules = { validationFlags: ['FAIL_ON_FIELD_LENGTH'] }
  const variables = { deployment: deploymentOf(job, deploy), rules }
  const { data } = await ask(job, 'createDeployment', { schema: Created, guid, variables })
  return receipt(job, deploy, 'created', data.changeTrackingCreateDeployment.deploymentId)
}

// The vendor names no lengths; its events keep 4,096 characters of a text.
const MAX_CHANGELOG = 4_000

function deploymentOf(job: NewRelicJob, deploy: Deploy): Record<string, unknown> {
  const { own, range, operation, context, version } = job
  const isRollback = operation === 'rollback' && own.newrelicType === 'basic'
  const changelog = range.commits.map(({ message }) => `- ${oneLine(firstLine(message), 200)}`).join('\n')
  const optional = {
    commit: commitOf(job, deploy),
    changelog: cut(changelog, MAX_CHANGELOG),
    description: cut(`${isRollback ? 'Rollback. ' : ''}${deploy.description}`, MAX_CHANGELOG),
    deepLink: deploy.url,
    user: context.actor,
  }
  return {
    entityGuid: guidOf(job, deploy),
    version,
    deploymentType: isRollback ? 'OTHER' : own.newrelicType.toUpperCase(),
    timestamp: deploy.startedAt,
    groupId: groupOf(deploy),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== '')),
  }
}

function groupOf({ marker }: Deploy): string {
  return `record-deploy-${bareMarker(marker)}`
}

function receipt(job: NewRelicJob, deploy: Deploy, outcome: Receipt['outcome'], id: string): Receipt {
  const guid = guidOf(job, deploy)
  const several = job.own.newrelicGuid.length > 1 ? { note: `entity ${guid}` } : {}
  const url = `${job.webUrl}/redirect/entity/${encodeURIComponent(guid)}`
  return { step: 'deploy', outcome, id, url, startedAt: deploy.startedAt, ...several }
}

const Searched = v.object({
  data: v.object({
    actor: v.object({
      entity: v.nullish(
        v.object({
          deploymentSearch: v.object({
            results: v.array(
              v.object({
                deploymentId: v.string(),
                version: v.nullish(v.string()),
                commit: v.nullish(v.string()),
                groupId: v.nullish(v.string()),
                timestamp: v.nullish(v.number()),
                user: v.nullish(v.string()),
              }),
            ),
          }),
        }),
      ),
    }),
  }),
})

/** Newest first, which New Relic does not promise. */
async function search(session: NewRelicSession, guid: string, query?: string) {
  const now = session.now()
  const timeWindow = { startTime: now - SEARCHED_MS, endTime: now + DAY_MS }
  const variables = { guid, filter: { timeWindow, limit: 200, ...(query ? { query } : {}) } }
  const { data } = await ask(session, 'searchDeployments', { schema: Searched, guid, variables })
  const results = data.actor.entity?.deploymentSearch.results ?? []
  return results.toSorted((a, b) => (b.timestamp ?? 0) - (a.timestamp ?? 0))
}

async function find(job: NewRelicJob, deploy: Deploy): Promise<Found> {
  const results = await search(job, guidOf(job, deploy), `groupId = '${groupOf(deploy)}'`)
  const ours = results.find(
    ({ deploymentId: id, groupId }) => groupId === groupOf(deploy) && !deploy.ignore.includes(id),
  )
  return ours ? receipt(job, deploy, 'recorded', ours.deploymentId) : 'absent'
}

/** What was written may take a moment until a search shows it. */
async function check(job: NewRelicJob, deploy: Deploy): Promise<Receipt | 'absent'> {
  const found = await find(job, deploy)
  return typeof found === 'object' ? found : 'absent'
}

/** Of the first entity. */
async function history(session: NewRelicSession): Promise<readonly PastDeploy[]> {
  const [given] = session.own.newrelicGuid
  const guid = given ?? (await findEntity(session))
  return (await search(session, guid)).map(
    ({ deploymentId: id, version, commit, timestamp: at, user, groupId }) => {
      const marker = /^record-deploy-([0-9a-f]{8})$/.exec(groupId ?? '')?.[1]
      return {
        id,
        outcome: 'recorded',
        ...(version ? { version } : {}),
        ...(commit ? { sha: commit } : {}),
        ...(at ? { at } : {}),
        ...(user ? { by: user } : {}),
        ...(marker ? { marker: `[${marker}]` } : {}),
      }
    },
  )
}
