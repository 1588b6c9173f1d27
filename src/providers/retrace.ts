// Stackify Retrace: a deployment request that is started, then completed or cancelled. Vendor facts, and what is only
// assumed because the vendor does not say: docs/providers/retrace.md.
import { flag, text } from '../inputs/kinds.ts'
import { type Deploy, defineProvider, type Job, type Receipt } from '../provider.ts'
import { isSha } from '../text.ts'
import { calls, hints } from './retrace-calls.ts'
import { checkVersion, idProblems, keyOf, oddNames } from './retrace-key.ts'
import { checkNames } from './retrace-names.ts'

const inputs = {
  'retrace-app': text('AppName exactly as in Retrace.', { required: true }),
  'retrace-check-names': flag(
    'Look the app and environment up first and fail with suggestions when they do not exist. Best effort: the look-up is unofficial, and where it does not answer that is a warning.',
    false,
  ),
}

type RetraceJob = Job<typeof inputs, typeof calls, undefined>

const API = 'https://api.stackify.net'
const NAMES_API = 'https://api.stackify.com'

export const retrace = defineProvider({
  id: 'retrace',
  name: 'Retrace',
  effect: 'records',
  where: 'in the Retrace portal (a completed deploy shows within about 5 minutes)',
  tokenEnv: 'STACKIFY_API_KEY',
  inputs,
  calls,
  // The vendor documents none. A name that the portal does not have is the vendor's to refuse.
  limits: {},
  hints,

  complete(own, asked) {
    return { own, warnings: oddNames({ ...asked, app: own.retraceApp }) }
  },

  check(own, asked) {
    const { operation, version } = asked
    const problems: string[] = []
    if (operation === 'rollback' && version === '') {
      problems.push(
        'version is required for operation rollback with Retrace, which cannot list earlier deploys: the version to deploy again.',
      )
    }
    return [...problems, ...idProblems({ ...asked, app: own.retraceApp })]
  },

  connect(_own, { token, apiUrl }) {
    return {
      baseUrl: apiUrl || API,
      headers: { authorization: `ApiKey ${token}` },
      // Another host with another header; with an address of the user's own, everything is there.
      servers: { names: { baseUrl: apiUrl || NAMES_API, headers: { 'x-stackify-key': token } } },
      secrets: [token],
    }
  },

  async lookUp(job) {
    const wanted = { app: job.own.retraceApp, environment: job.environment }
    return {
      facts: undefined,
      warnings: job.own.retraceCheckNames ? await checkNames(job.api, wanted) : [],
    }
  },

  async createDeploy(job, deploy) {
    await job.api.send('start', {}, { body: described(job, deploy) })
    return opened(job)
  },

  /** The three strings are the identity, so what is open needs no look. */
  async findOpen(job) {
    return opened(job)
  },

  async finishDeploy(job, deploy, id) {
    checkVersion(keyOf(names(job)), id)
    const isSuccess = deploy.status === 'success'
    if (isSuccess) await job.api.send('complete', {}, { body: described(job, deploy) })
    else await job.api.send('cancel', {}, { body: identity(job) })
    return { step: 'finish', id, ...ends[deploy.status] }
  },
})

const ends = {
  success: {
    outcome: 'accepted',
    note: 'it shows within about 5 minutes; if it does not, compare both names with the portal',
  },
  failure: { outcome: 'failed', note: 'cancelled, so Retrace shows no deploy' },
  cancelled: { outcome: 'cancelled', note: 'Retrace shows no deploy' },
} as const

function opened(job: RetraceJob): Receipt {
  return {
    step: 'deploy',
    outcome: 'started',
    id: keyOf(names(job)),
    note: 'Retrace shows it only when it is completed',
  }
}

function names({ own, environment, version }: RetraceJob) {
  return { app: own.retraceApp, environment, version }
}

/** The names are sent as they are: whether Retrace compares their case is not documented. */
function identity({ own, environment, version }: RetraceJob): Record<string, string> {
  return { AppName: own.retraceApp, EnvironmentName: environment, Version: version }
}

/** The same with start and complete, so that either order of merging gives the same record. */
function described(job: RetraceJob, { name, url }: Deploy): Record<string, string> {
  const { ref, refKind } = job.context
  const optional = {
    // The vendor's script falls back to the version too.
    Name: name || job.version,
    Uri: url,
    Branch: refKind === 'branch' ? ref : '',
    Commit: commitOf(job),
  }
  // The vendor's script leaves out what is empty.
  const set = Object.entries(optional).filter(([, value]) => value !== '')
  return { ...identity(job), ...Object.fromEntries(set) }
}

/** A rollback to a version that is a commit names that commit, and not the one that the workflow runs on. */
function commitOf({ operation, version, range }: RetraceJob): string {
  return operation === 'rollback' && isSha(version) ? version : range.head
}
