// The connections of a run, and everything a step needs of them. Nothing is sent here but look-ups.
import { asTag, movedTo, pointedAt } from '../commits/named.ts'
import type { RunContext } from '../event/context.ts'
import { CONCURRENCY, type GithubAccess, openGithub } from '../github/client.ts'
import { type GithubReader, githubReader } from '../github/reader.ts'
import type { Host } from '../host.ts'
import { connect } from '../http/connect.ts'
import { makeDispatcher } from '../http/proxy.ts'
import type { ApiTarget } from '../http/request.ts'
import type { ReadInputs } from '../inputs/read.ts'
import {
  type AnyProvider,
  type AnySession,
  type Calls,
  type HistoryUse,
  type PastDeploy,
  sighted,
} from '../provider/provider.ts'
import { type MarkerOf, makeMarker } from './marker.ts'
import type { SavedState } from './saved.ts'
import type { Clock } from './wait.ts'

export interface StageSession {
  readonly provider: AnyProvider
  readonly inputs: ReadInputs
  /** Where its environment is empty, there is no deploy. */
  readonly base: AnySession
  /** For reading commits, in half of the time, so that the provider has the other half; undefined without a github-token. */
  readonly github: GithubReader | undefined
  readonly markerOf: MarkerOf
  /** Is it a re-run that goes on with what its earlier attempt left? */
  readonly isRerun: boolean
  readonly clock: Clock
  /** Earlier deploys for the summary alone: one try a call, a few seconds in all, and no line in the log. */
  glance(use: HistoryUse): Promise<readonly PastDeploy[] | undefined>
  /** For reading commits in the same way. */
  glanceAtGithub(): GithubReader | undefined
  close(): void
}

const GLANCE_MS = 5_000

/** The session; nothing is sent yet. What must never be seen of the connection is hidden from here on. */
export function openSession(
  inputs: ReadInputs,
  context: RunContext,
  saved: SavedState,
  host: Host,
): StageSession {
  const { own, token, common } = inputs
  const provider = sighted(inputs.provider, own)
  const connection = provider.connect(own, { token, apiUrl: common.apiUrl, env: host.env })
  for (const secret of connection.secrets) host.mask(secret)
  const { uptime, sleep, random, info } = host
  const deadline = uptime() + common.timeout
  const clock = { uptime, sleep, random, info, deadline }
  const dispatcher = makeDispatcher(host.env)
  const forReading = makeDispatcher(host.env, CONCURRENCY)
  const { name, calls, hints } = provider
  const target: ApiTarget<Calls> = { name, calls, hints, connection, deadline, lastAnswer: { at: -1_000 } }
  // The post stage goes on where main began, whatever the input says by then.
  const environment = saved.environment || common.environment || (provider.defaultEnvironment?.(own) ?? '')
  const { webUrl = '' } = connection
  const base = { api: connect(target, host, dispatcher), own, environment, context, webUrl, now: host.now }
  const hurriedApi = () => connect({ ...target, ...hurried(clock) }, host, dispatcher)
  const { githubApiUrl: apiUrl, repository } = context
  const readGithub = (time: Pick<GithubAccess, 'deadline' | 'isGlance'>) =>
    common.githubToken
      ? githubReader(openGithub({ token: common.githubToken, apiUrl, repository, ...time }, host, forReading))
      : undefined
  return {
    provider,
    inputs,
    base,
    github: readGithub({ deadline: uptime() + common.timeout / 2 }),
    markerOf: markerFor({ ...inputs, provider }, context, environment),
    isRerun: context.runAttempt > 1 && common.onRerun === 'reuse',
    clock,
    glance: async (use) => provider.history?.({ ...base, api: hurriedApi() }, use),
    glanceAtGithub: () => readGithub(hurried(clock)),
    close: () => void Promise.all([dispatcher.destroy(), forReading.destroy()]),
  }
}

/** At most half of what is left: what comes after it needs the other one. */
function hurried({ uptime, deadline }: Clock) {
  return {
    deadline: uptime() + Math.min(GLANCE_MS, Math.floor((deadline - uptime()) / 2)),
    isGlance: true,
  } as const
}

/** The markers of this step's records; what is told of the deploy as a whole (history, kind) is that of its first subject. */
function markerFor(
  { provider, own, common }: Pick<ReadInputs, 'provider' | 'own' | 'common'>,
  context: RunContext,
  environment: string,
): MarkerOf {
  return makeMarker({
    context,
    matrixKey: common.matrixKey,
    target: [provider.id, ...provider.target(own)],
    environment,
    isNewEachAttempt: common.onRerun === 'new',
    firstSubject: provider.subjects?.(own)[0],
  })
}

/**
 * The session of the commit that is deployed: the one that `ref` names, else the event's own. The post stage goes on with
 * that of main.
 */
export async function atCommit(session: StageSession, saved: SavedState): Promise<StageSession> {
  const { base, github, inputs } = session
  const { ref } = inputs.common
  const own = () => (ref ? pointedAt(base.context, ref, github) : asTag(base.context, github))
  const context = saved.target ? movedTo(base.context, saved.target) : await own()
  return { ...session, base: { ...base, context } }
}
