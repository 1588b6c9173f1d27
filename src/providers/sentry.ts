// Sentry: a release with its commits, and a deploy record. Vendor facts: docs/providers/sentry.md.
import * as v from 'valibot'
import { ApiError } from '../errors.ts'
import { type Deploy, defineProvider, type Receipt } from '../provider.ts'
import { cut, listed } from '../text.ts'
import { calls, DeployItem, Id, inputs, isOurs, pageOf, Release, type SentryJob } from './sentry-calls.ts'
import { commitsForSentry, noCommits, type SentryCommits } from './sentry-commits.ts'
import { history } from './sentry-history.ts'
import { claimOf, hostsOf } from './sentry-token.ts'

// The columns hold 200 (contract: ref ≤ 200 by the API; a longer url is probably a 500); longer ones are left out.
const COLUMN = 200
const MAX_NAME = 64

export const sentry = defineProvider({
  id: 'sentry',
  name: 'Sentry',
  effect: 'records',
  where: 'in Sentry under Releases',
  tokenEnv: 'SENTRY_AUTH_TOKEN',
  takesFiles: true,
  inputs,
  calls,
  limits: {
    // The strictest of server, relay and sentry-cli, so that a version that we take works everywhere.
    version: { maxBytes: 200, forbidden: ['/', '\\'], reserved: ['latest', '.', '..'], trimmed: true },
    environment: { maxLength: 64, forbidden: ['/', '\\'], reserved: ['none', '.', '..'], trimmed: true },
  },
  hints: {
    401: 'Check the token, and that it belongs to this host: a wrong region answers the same; set api-url to the region of the organization.',
    403: 'The token needs the scope project:releases, or be an organization token.',
    404: 'The organization, release or project is not visible to this token: check sentry-org, sentry-projects and api-url.',
    400: 'Check sentry-projects: each must be the slug or id of a project that the token can reach.',
  },

  complete(own, { token, env }) {
    const claim = claimOf(token)
    if (!claim?.org || own.sentryOrg === claim.org) return { own, warnings: [] }
    // The workflow file is checked below; the environment may belong to another tool, so the token's claim wins.
    const isFromEnvironment = own.sentryOrg === '' || own.sentryOrg === (env['SENTRY_ORG'] ?? '').trim()
    if (!isFromEnvironment) return { own, warnings: [] }
    const warning = `SENTRY_ORG is "${own.sentryOrg}", but the organization token belongs to "${claim.org}", which is used.`
    return { own: { ...own, sentryOrg: claim.org }, warnings: own.sentryOrg === '' ? [] : [warning] }
  },

  check(own, { token }) {
    const claim = claimOf(token)
    const problems: string[] = []
    if (!own.sentryOrg) {
      problems.push(
        'sentry-org is required when provider is sentry: the organization slug, or use an organization token that carries it.',
      )
    }
    if (claim?.org && own.sentryOrg !== claim.org) {
      problems.push(
        `sentry-org is "${own.sentryOrg}", but the organization token belongs to "${claim.org}"; remove sentry-org or use a token of that organization.`,
      )
    }
    if (own.sentryProjects.length === 0) {
      problems.push(
        'sentry-projects is required when provider is sentry: one or more project slugs, separated by spaces.',
      )
    }
    return problems
  },

  connect(_own, { token, apiUrl }) {
    const claim = claimOf(token)
    const hosts = hostsOf(claim, apiUrl)
    return {
      baseUrl: hosts.api,
      webUrl: hosts.web,
      otherHosts: hosts.others,
      headers: { authorization: `Bearer ${token}` },
      secrets: [token, ...(claim ? [claim.part] : [])],
    }
  },

  async confirmRelease(job) {
    const release = await readRelease(job)
    return {
      step: 'release',
      outcome: 'existing',
      created: false,
      id: job.version,
      url: releasePage(job),
      facts: { deployCount: release.deployCount ?? undefined },
    }
  },

  async createRelease(job) {
    const old = needsLook(job) ? await findRelease(job) : undefined
    // The list is replaced as a whole, so a release that has commits keeps them (a promotion, a re-run).
    const commits =
      (old?.commitCount ?? 0) === 0
        ? commitsForSentry(job.range, job.context, job.own.sentryRepository, job.commitsMode)
        : noCommits
    const answer = await job.api.send('createRelease', paramsOf(job), {
      body: releaseBody(job, commits),
      schema: Release,
    })
    const created = answer.status === 201 && old === undefined
    return {
      step: 'release',
      outcome: created ? 'created' : 'existing',
      created,
      id: job.version,
      url: releasePage(job),
      commitCount: commits.count,
      ...(commits.note ? { note: commits.note } : {}),
      warnings: [...commits.warnings],
      facts: { expected: commits.expected },
    }
  },

  async verifyRelease(job, made) {
    const release = await readRelease({ ...job, release: made })
    checkRelease(job, release, made.facts?.['expected'])
    if (job.own.sentryFinalize && !release.dateReleased) {
      await job.api.send('updateRelease', paramsOf(job), { body: finalizeBody(job) })
    }
    return { ...made, facts: { deployCount: release.deployCount ?? undefined } }
  },

  async createDeploy(job, deploy) {
    const schema = v.object({ id: Id })
    const { body } = await job.api.send('createDeploy', paramsOf(job), {
      body: deployBody(job, deploy),
      schema,
    })
    return { step: 'deploy', outcome: 'created', id: body?.id ?? '', url: releasePage(job) }
  },

  async verifyDeploy(job, deploy, made) {
    const { id = '' } = made
    const listed = (await listDeploys(job)).filter(({ environment }) => environment === job.environment)
    const ours = listed.find((item) => item.id === id)
    if (ours) return recorded(job, deploy, ours)
    // The list shows only the newest deploy of an environment (contract: release_deploys.py).
    if (listed.length > 0) {
      const warnings = [
        `a newer deploy to ${job.environment} was recorded at the same time, so Sentry no longer lists this one`,
      ]
      return { ...made, outcome: 'superseded', warnings }
    }
    throw new ApiError(
      `Sentry answered that deploy ${id} was created, but does not list it in ${job.environment}.`,
      {
        status: 201,
        mayHaveHappened: false,
      },
    )
  },

  async findDeploy(job, deploy) {
    const listed = (await listDeploys(job)).filter(({ environment }) => environment === job.environment)
    const ours = listed.find(({ id, name }) => name?.endsWith(deploy.marker) && !deploy.ignore.includes(id))
    if (ours) return recorded(job, deploy, ours)
    // Ours would stand in the list unless a newer one pushed it out; the count of deploys tells whether it ever was.
    if (listed.length === 0) return 'absent'
    const before = job.release?.facts?.['deployCount']
    const { deployCount } = await readRelease(job)
    return before !== undefined && deployCount === before ? 'absent' : 'undecided'
  },

  history,
})

function paramsOf({ own, version }: SentryJob): { org: string; version: string } {
  return { org: own.sentryOrg, version }
}

// Events whose commits do not depend on what was deployed before.
const OWN_RANGE = ['push', 'pull_request', 'pull_request_target', 'release', 'create']

/**
 * Must the release be looked up before it is created? Its commits can only be the same when the version is the head's
 * or tag's own and so is the range; anything else could replace the commits of a release that is there.
 */
function needsLook({ isVersionDerived, range, context }: SentryJob): boolean {
  const isOwnRange = OWN_RANGE.includes(context.event) && !['last-deploy', 'given'].includes(range.source)
  return !isVersionDerived || !isOwnRange
}

async function findRelease(job: SentryJob): Promise<Release | undefined> {
  return (await job.api.send('getRelease', paramsOf(job), { schema: Release })).body
}

async function readRelease(job: SentryJob): Promise<Release> {
  const release = await findRelease(job)
  if (release) return release
  const cure = job.release
    ? 'It was created a moment ago: check that the token can read it.'
    : 'Create it first, e.g. with operation: release.'
  throw new ApiError(`Sentry has no release "${job.version}" in organization ${job.own.sentryOrg}. ${cure}`, {
    status: 404,
    mayHaveHappened: false,
  })
}

/** Read back: the version, our projects, and the number of commits that was sent. */
function checkRelease(job: SentryJob, release: Release, expected: unknown): void {
  const missing = job.own.sentryProjects.filter(
    (project) => !release.projects.some((each) => isOurs([project], each)),
  )
  const problems = [
    ...(release.version === job.version ? [] : [`its version reads "${release.version}"`]),
    ...(missing.length === 0 ? [] : [`it is not in project ${listed(missing)}`]),
    ...(expected === undefined || release.commitCount === expected
      ? []
      : [`it has ${release.commitCount ?? 0} commits, ${expected} were sent`]),
  ]
  if (problems.length === 0) return
  throw new ApiError(`Sentry took release "${job.version}", but read back ${listed(problems)}.`, {
    status: 200,
    mayHaveHappened: false,
  })
}

/** A numeric project goes as a number: self-hosted before 25.12.1 takes ids only so (sentry-cli #3068). */
function projectsOf({ own }: SentryJob): (string | number)[] {
  return own.sentryProjects.map((project) => (/^\d+$/.test(project) ? Number(project) : project))
}

function releaseBody(job: SentryJob, commits: SentryCommits): Record<string, unknown> {
  return {
    version: job.version,
    projects: projectsOf(job),
    ...refAndUrl(job),
    ...commits.fields,
    ...(job.own.sentryStatus ? { status: job.own.sentryStatus } : {}),
    ...(job.own.sentryFinalize ? { dateReleased: new Date(job.now()).toISOString() } : {}),
  }
}

function finalizeBody(job: SentryJob): Record<string, unknown> {
  return { dateReleased: new Date(job.now()).toISOString(), ...refAndUrl(job) }
}

/** The branch or tag, and the page of the commit or tag on GitHub; each left out when the column cannot hold it. */
function refAndUrl({ context }: SentryJob): { ref?: string; url?: string } {
  const { ref, refKind, serverUrl, repository, headSha } = context
  const page = refKind === 'tag' ? `releases/tag/${encodeURIComponent(ref)}` : `commit/${headSha}`
  const url = `${serverUrl}/${repository.full}/${page}`
  return { ...(ref && ref.length <= COLUMN ? { ref } : {}), ...(url.length <= COLUMN ? { url } : {}) }
}

function deployBody(job: SentryJob, deploy: Deploy): Record<string, unknown> {
  const room = MAX_NAME - deploy.marker.length - 1
  return {
    environment: job.environment,
    name: `${cut(deploy.name, room)} ${deploy.marker}`.trim(),
    ...(deploy.url.length <= COLUMN ? { url: deploy.url } : {}),
    dateStarted: new Date(deploy.startedAt).toISOString(),
    // Never null, which the server cannot store; left out it would be the server's clock.
    dateFinished: new Date(deploy.finishedAt ?? job.now()).toISOString(),
    projects: projectsOf(job).map(String),
  }
}

async function listDeploys(job: SentryJob): Promise<DeployItem[]> {
  return (await job.api.send('listDeploys', paramsOf(job), { schema: v.array(DeployItem) })).body ?? []
}

function recorded(job: SentryJob, deploy: Deploy, item: DeployItem): Receipt {
  const finishedAt = Date.parse(item.dateFinished ?? '')
  return {
    step: 'deploy',
    outcome: 'recorded',
    id: item.id,
    url: releasePage(job),
    startedAt: deploy.startedAt,
    ...(Number.isNaN(finishedAt) ? {} : { finishedAt }),
  }
}

function releasePage(job: SentryJob): string {
  return pageOf(job.webUrl, job.own.sentryOrg, job.version)
}
