// GitHub: its calls, and the words for its refusals. Vendor facts: docs/providers/github.md.

import {
  BLOCKED,
  deploymentRefused,
  forbidden,
  redirected,
  releaseRefused,
  WORKFLOWS,
} from '../../github/refused.ts'
import { isRecord, textAt } from '../../json.ts'
import type { Calls, Job, Session } from '../../provider/provider.ts'
import type { inputs } from './inputs.ts'

const DOCS = 'https://docs.github.com/rest'
const REPO = '/repos/{owner}/{repo}'

type Permission = `${'contents' | 'deployments'}: ${'read' | 'write'}`

/** The two lines that are missing. Naming one permission sets all others to none, so the rest must be named too. */
export function lacks(permission: Permission): string {
  const all = 'Naming any permission sets all others to none, so name each one that the job needs.'
  const fork = permission.endsWith('write') ? ' The run of a fork never gets it.' : ''
  return `The token lacks ${permission}. Add these two lines to the job:\npermissions:\n  ${permission}\n${all}${fork}`
}

const UNSEEN =
  'It is not there, or the token may not see it: check the name, and that the token belongs to this repository.'
/** Causes that are told in the same words; refusals.ts tells them apart. */
export const FORBIDDEN_RELEASE = `GitHub says this for two things. ${WORKFLOWS} Or: ${lacks('contents: write')}`
export const NOT_FOUND_RELEASE = `GitHub answers 404 here for three things. ${WORKFLOWS} Or the token lacks contents: write. Or the repository is not visible to it.`

const DEPLOYMENTS = forbidden(lacks('deployments: write'))

export const calls = {
  getTagRef: {
    route: `GET ${REPO}/git/ref/tags/{tag}`,
    does: 'show tag "{tag}"',
    results: [404],
    docs: `${DOCS}/git/refs#get-a-reference`,
  },
  getTag: {
    route: `GET ${REPO}/git/tags/{sha}`,
    does: 'show the annotated tag {sha}',
    docs: `${DOCS}/git/tags#get-a-tag`,
  },
  getCommit: {
    route: `GET ${REPO}/commits/{ref}`,
    does: 'show commit {ref}',
    results: [404, 422],
    docs: `${DOCS}/commits/commits#get-a-commit`,
  },
  getRelease: {
    route: `GET ${REPO}/releases/tags/{tag}`,
    does: 'show release "{tag}"',
    results: [404],
    docs: `${DOCS}/releases/releases#get-a-release-by-tag-name`,
  },
  listReleases: {
    route: `GET ${REPO}/releases`,
    does: 'list the releases',
    docs: `${DOCS}/releases/releases#list-releases`,
  },
  generateNotes: {
    route: `POST ${REPO}/releases/generate-notes`,
    // Stores nothing.
    repeat: 'safe',
    does: 'write the release notes',
    hints: {
      403: forbidden(lacks('contents: write')),
      404: 'The tag that the notes start at is not there, or the server writes no notes.',
    },
    docs: `${DOCS}/releases/releases#generate-release-notes-content-for-a-release`,
  },
  createRelease: {
    route: `POST ${REPO}/releases`,
    repeat: 'unsafe',
    does: 'create the release',
    // Another job was first: a result. Codes are matched, not texts.
    isResult: (status: number, body: unknown) => status === 422 && hasCode(body, 'already_exists'),
    hints: {
      403: forbidden(FORBIDDEN_RELEASE),
      404: NOT_FOUND_RELEASE,
      422: releaseRefused,
    },
    docs: `${DOCS}/releases/releases#create-a-release`,
  },
  createDeployment: {
    route: `POST ${REPO}/deployments`,
    repeat: 'unsafe',
    does: 'create the deployment',
    hints: {
      403: DEPLOYMENTS,
      404: `GitHub answers 404 here for two things. The repository is not visible to the token. Or: ${lacks('deployments: write')}`,
      409: 'GitHub refuses a deployment while a merge conflict or a check that is not green stands in its way, although neither was asked for: look at the commit, then run the job again.',
      422: deploymentRefused,
    },
    docs: `${DOCS}/deployments/deployments#create-a-deployment`,
  },
  getDeployment: {
    route: `GET ${REPO}/deployments/{id}`,
    does: 'show deployment {id}',
    hints: {
      403: forbidden(lacks('deployments: write')),
      404: `There is no such deployment here. ${UNSEEN}`,
    },
    docs: `${DOCS}/deployments/deployments#get-a-deployment`,
  },
  listDeployments: {
    route: `GET ${REPO}/deployments`,
    does: 'list the deployments',
    hints: { 403: DEPLOYMENTS },
    docs: `${DOCS}/deployments/deployments#list-deployments`,
  },
  queryDeployments: {
    route: 'POST /graphql',
    server: 'graphql',
    // It only reads.
    repeat: 'safe',
    does: 'query the deployments of the environment',
    docs: 'https://docs.github.com/graphql/reference/objects#deployment',
  },
  createStatus: {
    route: `POST ${REPO}/deployments/{id}/statuses`,
    // A second status does no harm but is seen, so a lost answer is looked up.
    repeat: 'unsafe',
    does: 'set the status of deployment {id}',
    hints: {
      403: DEPLOYMENTS,
      404: `There is no such deployment here. ${UNSEEN}`,
    },
    docs: `${DOCS}/deployments/statuses#create-a-deployment-status`,
  },
  listStatuses: {
    route: `GET ${REPO}/deployments/{id}/statuses`,
    does: 'list the statuses of deployment {id}',
    hints: { 403: DEPLOYMENTS },
    docs: `${DOCS}/deployments/statuses#list-deployment-statuses`,
  },
} as const satisfies Calls

export const hints = {
  401: 'The token is wrong or has expired. GITHUB_TOKEN is valid only while its job runs, and only at its own host.',
  ...redirected,
  403: forbidden(lacks('contents: read')),
  404: UNSEEN,
  409: 'An empty repository has nothing to release.',
  451: BLOCKED,
}

export type GitHubJob = Job<typeof inputs, typeof calls, undefined>
export type GitHubSession = Session<typeof inputs, typeof calls>

/** The parameters that every route has. */
export function repoOf({ context }: Pick<GitHubSession, 'context'>): { owner: string; repo: string } {
  return { owner: context.repository.owner, repo: context.repository.name }
}

/** The repository's page. */
export function homeOf({ webUrl, context }: Pick<GitHubSession, 'webUrl' | 'context'>): string {
  return `${webUrl}/${context.repository.full}`
}

/** Does an error body carry this code? `errors[]` holds objects or, at some endpoints, plain texts. */
export function hasCode(body: unknown, code: string): boolean {
  const errors = isRecord(body) && Array.isArray(body['errors']) ? body['errors'] : []
  return errors.some((each) => textAt(each, 'code') === code)
}
