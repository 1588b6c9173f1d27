// Akkeris: a release of a build (a slug) is a deploy of it to an app, carried out by the platform. Vendor facts:
// docs/providers/akkeris.md.
import { ApiError } from '../../errors.ts'
import { type Deploy, defineProvider, type Receipt } from '../../provider/provider.ts'
import { createBuild, findBuild, readBuild } from './builds.ts'
import { type AkkerisJob, calls } from './calls.ts'
import { canonicalId, problemsOf } from './check.ts'
import { imageSecrets } from './image.ts'
import { inputs } from './inputs.ts'
import { lookAround } from './look.ts'
import {
  bodyOf,
  findEarlier,
  findLost,
  history,
  listReleases,
  newReceiptOf,
  readDeploy,
  receiptOf,
  slugFor,
} from './releases.ts'
import { NewRelease, nameOf, newestFirst } from './shapes.ts'
import { attachStatus } from './statuses.ts'

// The ticker behind auto-release runs every 15 seconds; a minute leaves room for a busy one.
const AUTO_RELEASE_MS = 60_000

export const akkeris = defineProvider({
  id: 'akkeris',
  name: 'Akkeris',
  where: "at the app's releases (aka releases)",
  tokenEnv: 'AKKERIS_TOKEN',
  identity: 'lookup',
  inputs,
  // No limits: the version goes to a build only, which keeps 128 characters of it; the environment is our own word for the app.

  problems: problemsOf,

  connect(own, { token, apiUrl }) {
    return {
      baseUrl: apiUrl,
      headers: { authorization: `Bearer ${token}` },
      secrets: [token, ...imageSecrets(own.akkerisImage)],
    }
  },

  canonicalId,
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

  async lookUp(job, deploy) {
    return { facts: await lookAround(job, deploy) }
  },

  target: ({ akkerisApp }) => [akkerisApp],
  history,

  build: { make: createBuild, find: findBuild, read: readBuild, where: "at the app's builds (aka builds)" },
  deploy: {
    make: createRelease,
    async find(job, deploy, sought) {
      if (sought === 'earlier') {
        const earlier = findEarlier(job, deploy)
        return earlier ? receiptOf(job, deploy, earlier) : 'absent'
      }
      const lost = await findLost(job, deploy)
      return lost ? newReceiptOf(job, deploy, lost) : 'absent'
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
  if (body?.id) return newReceiptOf(job, deploy, { ...body, id: body.id, status: 'queued' })
  // An older installation does not say which release it made.
  const made = await findLost(job, deploy)
  if (made) return newReceiptOf(job, deploy, made)
  const text = 'Akkeris answered that the release was created, but does not list it.'
  throw new ApiError(text, { status, mayHaveHappened: false })
}

async function adopt(job: AkkerisJob, deploy: Deploy): Promise<Receipt | undefined> {
  if (!job.build || !job.facts.hasAutoRelease) return undefined
  const slug = slugFor(job)
  const releases = newestFirst(await listReleases(job))
  const found = releases.find((each) => each.slug?.id === slug && !deploy.ignore.includes(each.id))
  return found && { ...newReceiptOf(job, deploy, found), note: `${nameOf(found)}, made by auto-release` }
}
