// Beanstalk (beanstalkapp.com): a release there is a deploy of a revision that its repository holds already.
// Vendor facts and assumptions: docs/providers/beanstalk.md.
import * as v from 'valibot'
import { ApiError } from '../../errors.ts'
import {
  type Deploy,
  defineProvider,
  type HistoryUse,
  isEnough,
  type LookReason,
  type LookResult,
  latestFirst,
  type PastDeploy,
  RERUN_MS,
  type Receipt,
} from '../../provider/provider.ts'
import { isCommitId } from '../../text.ts'
import { type BeanstalkJob, type BeanstalkSession, calls } from './calls.ts'
import { problemsOf } from './check.ts'
import { inputs } from './inputs.ts'
import { findPlace, listReleases, lookAround, readRelease } from './look.ts'
import { canAdopt, isOurs, releaseBody, revisionOf, revisionToAwait } from './ours.ts'
import { type BeanstalkRelease, Created, Errors, OneChangeset } from './shapes.ts'
import { errorWords, finalOutcome, goneState, isSameRevision, stateOf } from './words.ts'

export const beanstalk = defineProvider({
  id: 'beanstalk',
  name: 'Beanstalk',
  where: "in Beanstalk under the repository's Deployments",
  tokenEnv: 'BEANSTALK_TOKEN',
  identity: 'lookup',
  inputs,
  limits: { environment: { maxLength: 20 } },

  problems: problemsOf,

  connect(own, { token, apiUrl }) {
    const baseUrl = (apiUrl || `https://${own.beanstalkAccount}.beanstalkapp.com`).replace(/\/api$/, '')
    const pair = `${own.beanstalkUsername}:${token}`
    const basic = Buffer.from(pair, 'utf8').toString('base64')
    return {
      baseUrl,
      webUrl: baseUrl,
      // The type belongs to every request there, also to one without a body.
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
      secrets: [token, pair, basic],
    }
  },

  leaveOut: (own) => (own.beanstalkWaitForRevision ? [] : ['revision']),

  rollbackTarget: ({ beanstalkRevision }) => beanstalkRevision.toLowerCase(),
  calls,
  hints: {
    401: 'Check beanstalk-username (the user name, not the e-mail address; upper and lower case matter) and that the token is an access token of that user.',
    403: 'The account owner must enable API access in the account settings, and the user needs the right to deploy to this environment.',
    404: 'Check beanstalk-account, beanstalk-repository, and that the user may deploy to this environment.',
  },

  async lookUp(job, deploy) {
    const facts = await lookAround(job)
    const known = { ...job, facts }
    if (job.operation === 'rollback') revisionOf(known, deploy)
    return { facts, warnings: doubleDeploy(known) }
  },

  target: ({ beanstalkAccount, beanstalkRepository }) => [beanstalkAccount, beanstalkRepository],
  history,

  async arrives(job) {
    const revision = revisionToAwait(job)
    const query = { repository_id: job.facts.repo }
    const { body } = await job.api.send('getChangeset', { revision }, { query, schema: OneChangeset })
    const short = revision.slice(0, 12)
    if (!body) return { state: `${short} is not in Beanstalk (is the mirror push done?)` }
    return { state: 'arrived', outcome: 'succeeded', note: short }
  },

  deploy: {
    make: createRelease,
    find: findOurs,
    adopt: {
      look: adopt,
      // The import of the mirror push makes the changeset and then starts the release; there may be a moment between.
      withinMs: (job) => (canAdopt(job) && job.own.beanstalkWaitForRevision ? 10_000 : 0),
    },
    async read(job, id) {
      const release = await readRelease(job, job.facts, id)
      if (!release) return goneState(id)
      return { ...stateOf(release, job.own.beanstalkSkipped), ...otherThanHead(job, release.revision) }
    },
  },

  retry: {
    async make(job, { id }) {
      await job.api.send('retryRelease', { repo: job.facts.repo, id })
      return { ...started(id), step: 'retry', ...otherThanHead(job, job.facts.given?.revision) }
    },
    find: findRetry,
  },
})

async function adopt(job: BeanstalkJob, deploy: Deploy): Promise<Receipt | undefined> {
  if (!canAdopt(job)) return undefined
  const { releases, hasNewest } = await listReleases(job, job.facts)
  // Only the newest: an older one of the same revision is not what the environment has, or gets, now.
  const [newest] = releases
  if (!hasNewest || !newest?.auto || deploy.ignore.includes(newest.id)) return undefined
  if (!isSameRevision(newest.revision, revisionOf(job, deploy))) return undefined
  if (['failed', 'skipped'].includes(newest.state)) return undefined
  const note = 'Beanstalk started it by itself; it is followed instead of making a second one'
  return { ...started(newest.id), note, ...otherThanHead(job, newest.revision) }
}

async function createRelease(job: BeanstalkJob, deploy: Deploy): Promise<Receipt> {
  const { repo, environment } = job.facts
  const release = releaseBody(job, deploy)
  const sending = { query: { environment_id: environment.id }, body: { release }, schema: Created }
  const answer = await job.api.send('createRelease', { repo }, sending)
  if (answer.body && 'release' in answer.body) {
    const isLive = isSameRevision(environment.current_version, release.revision)
    const note = `revision ${release.revision.slice(0, 12)}${isLive ? '; the environment had this revision already' : ''}`
    return { ...started(answer.body.release.id), note, ...otherThanHead(job, release.revision) }
  }
  const said = v.is(Errors, answer.raw) ? errorWords(answer.raw.errors) : ''
  const text = `Beanstalk did not create the release: POST /api/${repo}/releases.json answered ${answer.status} with errors ("${said}"). ${calls.createRelease.hints[422]}`
  throw new ApiError(text, { status: answer.status, mayHaveHappened: false })
}

async function findOurs(job: BeanstalkJob, deploy: Deploy, sought: LookReason): Promise<LookResult> {
  const mine = (release: BeanstalkRelease) =>
    !deploy.ignore.includes(release.id) && isOurs(job, deploy, release)
  // What was lost is newer than all that was there before; what is earlier is no older than a run can be re-run.
  const isOlder = ({ id, created_at }: BeanstalkRelease) =>
    sought === 'lost' ? Number(id) <= job.facts.newestId : (created_at ?? 0) < job.now() - RERUN_MS
  const list = await listReleases(job, job.facts, (all) => all.some((each) => mine(each) || isOlder(each)))
  const ours = list.releases.find(mine)
  if (ours) return { ...found(ours), ...otherThanHead(job, ours.revision) }
  const isRead = list.isWhole || (list.hasNewest && list.releases.some(isOlder))
  if (sought === 'earlier') return isRead ? 'absent' : 'undecided'
  // A newer one may have deleted ours, which had then happened; without one it never was.
  const isOvertaken = list.releases.some((each) => !isOlder(each) && !deploy.ignore.includes(each.id))
  return isRead && !isOvertaken ? 'absent' : 'undecided'
}

async function findRetry(job: BeanstalkJob, { id }: Deploy, sought: LookReason): Promise<LookResult> {
  const { given } = job.facts
  // Only a failed release can be retried, so one in another state was, before this attempt began.
  if (sought === 'earlier')
    return given && given.state !== 'failed'
      ? { ...found(given), step: 'retry', ...otherThanHead(job, given.revision) }
      : 'absent'
  const release = await readRelease(job, job.facts, id)
  if (!release) return 'undecided'
  const { state, retries } = given ?? { state: 'failed', retries: 0 }
  const hasBegun = release.state !== state || release.retries > retries
  return hasBegun ? { ...started(id), step: 'retry', ...otherThanHead(job, release.revision) } : 'absent'
}

/** By three requests: the repository, its environments, the releases; and more pages until enough good ones are known. */
async function history(session: BeanstalkSession, use: HistoryUse): Promise<readonly PastDeploy[]> {
  const { releases } = await listReleases(session, await findPlace(session), (all) => {
    const good = all.filter(({ state }) => finalOutcome(state) === 'succeeded')
    return isEnough(use, good)
  })
  const past = releases.map(({ id, revision, state, author, created_at, deployed_at }) => ({
    id,
    sha: revision,
    outcome: finalOutcome(state) ?? ('started' as const),
    at: deployed_at ?? created_at,
    by: author,
  }))
  // A retry deploys an older one last.
  return past.sort(latestFirst)
}

/** An environment that deploys each push by itself deploys the same revision as a step after the push. */
function doubleDeploy(job: BeanstalkJob): string[] {
  const { automatic, name } = job.facts.environment
  if (!automatic || !['deploy', 'start'].includes(job.operation)) return []
  const text = `environment ${name} is automatic: Beanstalk deploys each push to it by itself, so this step can deploy the same revision a second time. Make the environment manual in Beanstalk, or leave this step out.`
  const followed = 'A release that Beanstalk has started for this revision is followed instead.'
  return [canAdopt(job) ? `${text} ${followed}` : text]
}

/** What a rollback deploys, or another commit than the run's; under a version that was given, where that is a name of its own. */
function otherThanHead(
  { operation, range, isVersionDerived }: BeanstalkJob,
  revision = '',
): Pick<Receipt, 'deployed'> {
  const isRollback = operation === 'rollback'
  // A Subversion revision is no commit that git knows.
  const sha = isCommitId(revision) ? revision : ''
  if (revision === '' || (!isRollback && isSameRevision(revision, range.head))) return {}
  return { deployed: { sha, ...(isRollback || isVersionDerived ? { version: revision } : {}) } }
}

function started(id: string): Receipt {
  return { step: 'deploy', outcome: 'started', id }
}

/** A release of an earlier attempt: one that is over says how it ended, one under way is followed. */
function found(release: BeanstalkRelease): Receipt {
  const outcome = finalOutcome(release.state)
  return outcome ? { ...started(release.id), outcome, finishedAt: release.deployed_at } : started(release.id)
}
