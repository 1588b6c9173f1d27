// Akkeris: a release of a build (a slug) is a deploy of it to an app, carried out by the platform. Vendor facts:
// docs/providers/akkeris.md.
import * as v from 'valibot'
import { ApiError } from '../../errors.ts'
import { textAt } from '../../json.ts'
import {
  type Deploy,
  type DeployState,
  defineProvider,
  type PastDeploy,
  type Receipt,
} from '../../provider/provider.ts'
import { oneLine } from '../../text.ts'
import { createBuild, findBuild, listBuilds, readBuild } from './builds.ts'
import { type AkkerisJob, type AkkerisSession, calls, type Facts } from './calls.ts'
import { problemsOf } from './check.ts'
import { imageSecrets } from './image.ts'
import { inputs } from './inputs.ts'
import {
  bodyOf,
  commitOf,
  findEarlier,
  findLost,
  listReleases,
  overtaken,
  pastOf,
  receiptOf,
  refused,
  slugFor,
  statusOf,
  targetOf,
  unknownMeans,
} from './releases.ts'
import { App, endOf, Feature, latestSlug, NewRelease, nameOf, newestFirst, Release } from './shapes.ts'

// The ticker behind auto-release runs every 15 seconds; a minute leaves room for a busy one.
const AUTO_RELEASE_MS = 60_000

export const akkeris = defineProvider({
  id: 'akkeris',
  name: 'Akkeris',
  where: "at the app's releases (aka releases)",
  tokenEnv: 'AKKERIS_TOKEN',
  identity: 'lookup',
  inputs,
  // The version goes to a build only, which keeps 128 characters of it; the environment is our own word for the app.
  limits: {},

  problems: problemsOf,

  connect(own, { token, apiUrl }) {
    return {
      baseUrl: apiUrl,
      headers: { authorization: `Bearer ${token}` },
      secrets: [token, ...imageSecrets(own.akkerisImage)],
    }
  },

  leaveOut: ({ akkerisImage }) => (akkerisImage ? [] : ['build']),
  defaultEnvironment: ({ akkerisApp }) => akkerisApp,
  calls,
  hints: {
    401: 'Check the token (aka token), and that api-url is the address of the installation that it belongs to.',
    403: 'The account of the token is not allowed to do this with the app.',
    404: 'Check akkeris-app and api-url.',
    413: 'The installation takes requests up to about 100 kB.',
    424: 'The app waits for a resource, e.g. an addon that is being made: run the step again.',
  },

  async lookUp({ api, own, operation }, deploy) {
    const params = { app: own.akkerisApp }
    const { body: app } = await api.send('getApp', params, { schema: App })
    const page = app?.web_url ?? ''
    const isPage = URL.canParse(page) && /^https?:$/.test(new URL(page).protocol)
    const makesBuild = own.akkerisImage !== '' && ['deploy', 'start'].includes(operation)
    const isLatest = own.akkerisSlug === 'latest' && ['deploy', 'start'].includes(operation)
    const builds = makesBuild || isLatest ? await listBuilds({ api, own }) : []
    const slug = isLatest ? latestSlug(builds) : own.akkerisSlug.toLowerCase()
    if (slug === undefined) throw nothingBuilt(own.akkerisApp)
    const hasAutoRelease = makesBuild && (await readAutoRelease({ api, own }))
    const releases = operation === 'finish' ? [] : await listReleases({ api, own })
    const facts: Facts = { slug, hasAutoRelease, builds, releases, ...(isPage ? { page } : {}) }
    if (operation === 'rollback') targetOf({ own, facts }, deploy)
    return { facts }
  },

  target: ({ akkerisApp }) => [akkerisApp],
  history,

  build: { make: createBuild, find: findBuild, read: readBuild },
  deploy: {
    make: createRelease,
    async find(job, deploy, sought) {
      const found = sought === 'lost' ? await findLost(job, deploy) : findEarlier(job, deploy)
      return found ? receiptOf(job, found) : 'absent'
    },
    adopt: {
      look: adopt,
      withinMs(job) {
        // A build that had a release before, even one that failed, is not released by itself again.
        const hasRelease = job.facts.releases.some(({ slug }) => slug?.id === slugFor(job))
        return job.build && job.facts.hasAutoRelease && !hasRelease ? AUTO_RELEASE_MS : 0
      },
    },
    read: readDeploy,
    annotate: attachStatus,
  },
})

async function createRelease(job: AkkerisJob, deploy: Deploy): Promise<Receipt> {
  const params = { app: job.own.akkerisApp }
  const sending = { body: bodyOf(job, deploy), schema: NewRelease }
  const { body, status } = await job.api.send('createRelease', params, sending)
  if (body?.id) return madeReceipt(job, deploy, { ...body, id: body.id, status: 'queued' })
  // An older installation does not say which release it made.
  const made = await findLost(job, deploy)
  if (made) return madeReceipt(job, deploy, made)
  throw new ApiError('Akkeris answered that the release was created, but does not list it.', {
    status,
    mayHaveHappened: false,
  })
}

async function adopt(job: AkkerisJob, deploy: Deploy): Promise<Receipt | undefined> {
  if (!job.build || !job.facts.hasAutoRelease) return undefined
  const slug = slugFor(job)
  const found = newestFirst(await listReleases(job)).find(
    (release) => release.slug?.id === slug && !deploy.ignore.includes(release.id),
  )
  return found && { ...receiptOf(job, found), note: `${nameOf(found)}, made by auto-release` }
}

/** The answer; of a release that this run made, and that is not shown yet, the words of the refusal. */
async function unlessMissing<T>({ operation }: AkkerisJob, read: () => Promise<T>): Promise<T | string> {
  try {
    return await read()
  } catch (error) {
    const isMissing = error instanceof ApiError && error.status === 404 && operation !== 'finish'
    if (isMissing) return error.message
    throw error
  }
}

async function readDeploy(job: AkkerisJob, id: string): Promise<DeployState> {
  const params = { app: job.own.akkerisApp, release: id }
  const sent = await unlessMissing(job, () => job.api.send('getRelease', params, { schema: Release }))
  if (typeof sent === 'string')
    return { state: 'not shown', isMissing: true, outcome: 'unknown', fails: sent }
  const { body } = sent
  const state = body?.status || 'in an unnamed state'
  const outcome = endOf(body?.status)
  const name = body ? nameOf(body) : `release ${id}`
  const url = job.facts.page ? { url: job.facts.page } : {}
  switch (outcome) {
    case undefined:
      return { state, ...url, ...(body ? await overtaken(job, body) : {}) }
    case 'unknown':
      return { state, outcome, note: name, ...url, ...unknownMeans(job, name) }
    case 'failed':
      return { state, outcome, note: name, ...url, fails: refused(job, name) }
    default:
      return { state, outcome, note: name, ...url }
  }
}

async function attachStatus(job: AkkerisJob, deploy: Deploy, ended: Receipt): Promise<void> {
  if (!job.own.akkerisStatus || ended.id === undefined) return
  const params = { app: job.own.akkerisApp, release: ended.id }
  const { status, raw } = await job.api.send('createStatus', params, { body: statusOf(job, deploy, ended) })
  const said = typeof raw === 'string' ? raw : textAt(raw, 'message')
  if (status !== 422 || /already exists/i.test(said)) return
  throw new ApiError(
    `Akkeris did not attach a status to the release: it answered ${status} ("${oneLine(said)}").`,
    { status, mayHaveHappened: false },
  )
}

/** The releases, and the commit of the newest good one's build: two requests. */
async function history(session: AkkerisSession): Promise<readonly PastDeploy[]> {
  const releases = newestFirst(await listReleases(session))
  const newest = releases.find(({ status }) => status === 'succeeded')
  const sha = newest && (await commitOf(session, newest))
  return releases.map((release) => ({
    ...pastOf(release),
    ...(sha && release.slug?.id === newest.slug?.id ? { sha } : {}),
  }))
}

/** Of a release that was made just now; whatever the answer says of its status, the end is read later. */
function madeReceipt(job: AkkerisJob, { rollbackTo }: Deploy, release: Release): Receipt {
  const made = receiptOf(job, release)
  if (!rollbackTo) return made
  const broughtBack = rollbackTo.version ?? rollbackTo.id
  return { ...made, broughtBack, note: `${nameOf(release)}, which brings back ${broughtBack}` }
}

function nothingBuilt(app: string): ApiError {
  const text = `akkeris-slug is latest, but no build of ${app} has succeeded. Build one first, or use akkeris-image.`
  return new ApiError(text, { status: 200, mayHaveHappened: false })
}

async function readAutoRelease({ api, own }: Pick<AkkerisJob, 'api' | 'own'>): Promise<boolean> {
  const { body } = await api.send('listFeatures', { app: own.akkerisApp }, { schema: v.array(Feature) })
  return body?.some(({ name, enabled }) => name === 'auto-release' && enabled === true) ?? false
}
