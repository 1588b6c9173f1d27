// Stackify Retrace: a deployment request that is started, then completed or cancelled. Vendor facts, and what is only
// assumed because the vendor does not say: docs/providers/retrace.md.
import { type Deploy, defineProvider, type Job, type Receipt } from '../../provider/provider.ts'
import { isSha } from '../../text.ts'
import { calls, hints } from './calls.ts'
import { checkVersion, keyOf } from './key.ts'
import { type inputs, manifest } from './manifest.ts'
import { checkNames } from './names.ts'

type RetraceJob = Job<typeof inputs, typeof calls, undefined>

export const retrace = defineProvider({
  ...manifest,
  calls,
  hints,

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
