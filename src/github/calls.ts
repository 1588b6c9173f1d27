// The questions that are asked of GitHub, as data. Which one answers what: reader.ts, compare.ts.
import type { Calls } from '../provider/call.ts'
import { forbidden, redirected } from './refused.ts'

const DOCS = 'https://docs.github.com/rest'
const REPO = '/repos/{owner}/{repo}'

/** What the statuses mean for a read that takes this permission. */
function needs(permission: 'contents: read' | 'deployments: read') {
  return {
    403: forbidden(`github-token needs the permission ${permission}.`),
    404: `It does not exist, or github-token lacks the permission ${permission}.`,
  }
}

export const calls = {
  compare: {
    route: `GET ${REPO}/compare/{basehead}`,
    repeat: 'safe',
    does: 'compare {basehead}',
    hints: needs('contents: read'),
    docs: `${DOCS}/commits/commits#compare-two-commits`,
  },
  getCommit: {
    route: `GET ${REPO}/commits/{ref}`,
    repeat: 'safe',
    does: 'show commit {ref}',
    hints: needs('contents: read'),
    docs: `${DOCS}/commits/commits#get-a-commit`,
  },
  getFile: {
    route: `GET ${REPO}/contents/{path}`,
    repeat: 'safe',
    does: 'show {path} at {ref}',
    hints: needs('contents: read'),
    docs: `${DOCS}/repos/contents#get-repository-content`,
  },
  queryHistory: {
    route: 'POST /graphql',
    // It only reads.
    repeat: 'safe',
    does: 'list the commits of the paths',
    hints: needs('contents: read'),
    docs: 'https://docs.github.com/graphql/reference/objects#commit',
  },
  listTags: {
    route: `GET ${REPO}/git/matching-refs/{ref}`,
    repeat: 'safe',
    does: 'list the refs {ref}*',
    hints: needs('contents: read'),
    docs: `${DOCS}/git/refs#list-matching-references`,
  },
  listDeployments: {
    route: `GET ${REPO}/deployments`,
    repeat: 'safe',
    does: 'list the deployments of {environment}',
    hints: needs('deployments: read'),
    docs: `${DOCS}/deployments/deployments#list-deployments`,
  },
  listStatuses: {
    route: `GET ${REPO}/deployments/{deployment_id}/statuses`,
    repeat: 'safe',
    does: 'list the statuses of deployment {deployment_id}',
    hints: needs('deployments: read'),
    docs: `${DOCS}/deployments/statuses#list-deployment-statuses`,
  },
} as const satisfies Calls

export const hints = { ...redirected, 401: 'github-token is wrong or has expired.' }
