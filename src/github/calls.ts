// The questions that are asked of GitHub, as data. Which one answers what: reader.ts, compare.ts.
import type { Call, Calls } from '../provider/call.ts'
import { forbidden, redirected } from './refused.ts'

const REPO = '/repos/{owner}/{repo}'

/** A read that takes this permission. */
function read(
  route: Call['route'],
  does: string,
  page: string,
  permission: 'contents: read' | 'deployments: read' = 'contents: read',
) {
  const hints = {
    403: forbidden(`github-token needs the permission ${permission}.`),
    404: `It does not exist, or github-token lacks the permission ${permission}.`,
  }
  return { route, repeat: 'safe', does, hints, docs: `https://docs.github.com/${page}` } as const
}

export const calls = {
  compare: read(
    `GET ${REPO}/compare/{basehead}`,
    'compare {basehead}',
    'rest/commits/commits#compare-two-commits',
  ),
  getCommit: read(`GET ${REPO}/commits/{ref}`, 'show commit {ref}', 'rest/commits/commits#get-a-commit'),
  getFile: read(
    `GET ${REPO}/contents/{path}`,
    'show {path} at {ref}',
    'rest/repos/contents#get-repository-content',
  ),
  queryHistory: read('POST /graphql', 'list the commits of the paths', 'graphql/reference/objects#commit'),
  listTags: read(
    `GET ${REPO}/git/matching-refs/{ref}`,
    'list the refs {ref}*',
    'rest/git/refs#list-matching-references',
  ),
  listDeployments: read(
    `GET ${REPO}/deployments`,
    'list the deployments of {environment}',
    'rest/deployments/deployments#list-deployments',
    'deployments: read',
  ),
  listStatuses: read(
    `GET ${REPO}/deployments/{deployment_id}/statuses`,
    'list the statuses of deployment {deployment_id}',
    'rest/deployments/statuses#list-deployment-statuses',
    'deployments: read',
  ),
} satisfies Calls

export const hints = { ...redirected, 401: 'github-token is wrong or has expired.' }
