// Stackify Retrace: a deployment request that is started, then completed or cancelled. Vendor facts, and what is only
// assumed because the vendor does not say: docs/providers/retrace.md.
import { InputError } from '../../errors.ts'
import { flag, text } from '../../inputs/kinds.ts'
import { commitOf, type Deploy, defineProvider, type Job, type Receipt } from '../../provider/provider.ts'
import { calls, hints } from './calls.ts'
import { idProblem, keyOf, mismatch, oddNames } from './key.ts'
import { checkNames } from './names.ts'

const inputs = {
  'retrace-app': text('AppName exactly as in Retrace.', {
    required: true,
    also: 'app app-name application project projects',
    // The portal may have it with any sign, so a warning is all.
    takes: 'signs',
  }),
  'retrace-check-names': flag(
    'Look the app and environment up first and fail with suggestions when they do not exist. Best effort: the look-up is unofficial, and where it does not answer that is a warning.',
    false,
  ),
}

type RetraceJob = Job<typeof inputs, typeof calls, undefined>

const API = 'https://api.stackify.net'
const NAMES_API = 'https://api.stackify.com'
const NO_VERSION =
  'version is required for operation rollback with Retrace, which cannot list earlier deploys: the version to deploy again.'

export const retrace = defineProvider({
  id: 'retrace',
  name: 'Retrace',
  where: 'in the Retrace portal (a completed deploy shows within about 5 minutes)',
  tokenEnv: 'STACKIFY_API_KEY',
  // The three names are the identity, but nothing can be read, and what a second start does is not said.
  identity: 'none',
  inputs,
  // No limits: the vendor documents none. A name that the portal does not have is the vendor's to refuse.
  calls,
  hints,

  complete: (own, given) => ({ own, warnings: oddNames(own.retraceApp, given) }),

  problems: ({ retraceApp }, given) => [
    given.operation === 'rollback' && given.version === '' && NO_VERSION,
    idProblem(retraceApp, given),
  ],

  connect: (_own, { token, apiUrl }) => ({
    baseUrl: apiUrl || API,
    headers: { authorization: `ApiKey ${token}` },
    // Another host with another header; with an address of the user's own, everything is there.
    servers: { names: { baseUrl: apiUrl || NAMES_API, headers: { 'x-stackify-key': token } } },
    secrets: [token],
  }),

  target: ({ retraceApp }) => [retraceApp],

  async lookUp({ api, own, environment }) {
    const warnings = own.retraceCheckNames ? await checkNames(api, own.retraceApp, environment) : []
    return { facts: undefined, warnings }
  },

  deploy: {
    async make(job, deploy) {
      await job.api.send('start', {}, { body: described(job, deploy) })
      return opened(job)
    },
  },

  finish: {
    async make(job, deploy) {
      const { id, status } = deploy
      const key = idOf(job)
      if (id !== key) throw new InputError([mismatch(id, key)])
      if (status === 'success') await job.api.send('complete', {}, { body: described(job, deploy) })
      else await job.api.send('cancel', {}, { body: identity(job) })
      return { step: 'finish', id, ...ENDS[status] }
    },
    // The three strings are the identity, so what is open needs no look.
    open: async (job) => opened(job),
  },
})

const ENDS = {
  success: {
    outcome: 'accepted',
    note: 'it shows within about 5 minutes; if it does not, compare both names with the portal',
  },
  failure: { outcome: 'failed', note: 'cancelled, so Retrace shows no deploy' },
  cancelled: { outcome: 'cancelled', note: 'Retrace shows no deploy' },
} as const

function opened(job: RetraceJob): Receipt {
  const note = 'Retrace shows it only when it is completed'
  return { step: 'deploy', outcome: 'started', id: idOf(job), note }
}

function idOf({ own, environment, version }: RetraceJob): string {
  return keyOf(own.retraceApp, environment, version)
}

/** The names are sent as they are: whether Retrace compares their case is not documented. */
function identity({ own, environment, version }: RetraceJob): Record<string, string> {
  return { AppName: own.retraceApp, EnvironmentName: environment, Version: version }
}

/** The same with start and complete, so that either order of merging gives the same record. */
function described(job: RetraceJob, deploy: Deploy): Record<string, string> {
  const { name, url } = deploy
  const { ref, refKind } = job.context
  const optional = {
    // The vendor's script falls back to the version too.
    Name: name || job.version,
    Uri: url,
    Branch: refKind === 'branch' ? ref : '',
    Commit: commitOf(job, deploy),
  }
  // The vendor's script leaves out what is empty.
  const set = Object.entries(optional).filter(([, value]) => value !== '')
  return { ...identity(job), ...Object.fromEntries(set) }
}
