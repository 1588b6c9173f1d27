// A pull request as lists show it, and as it is shown when it is asked for.

import type { Call } from './call.ts'
import { changesBetween } from './graph.ts'
import { repositoryItem } from './repository.ts'
import { user } from './shapes.ts'
import type { Pull } from './state.ts'

/** Without `merged` and counts, as in a list. */
export function pullItem(call: Call, pull: Pull) {
  const side = (end: { ref: string; sha: string }) => ({
    ...end,
    label: `${call.state.history.owner}:${end.ref}`,
    user: user(call.state.history.owner),
    repo: repositoryItem(call),
  })
  return {
    id: 1000 + pull.number,
    node_id: `PR_${pull.number}`,
    number: pull.number,
    state: pull.state,
    title: pull.title,
    body: null,
    user: user(pull.user),
    author_association: 'MEMBER',
    ...UNUSED,
    ...linksOf(call, pull),
    created_at: pull.created_at,
    updated_at: pull.merged_at ?? pull.created_at,
    closed_at: pull.merged_at,
    merged_at: pull.merged_at,
    merge_commit_sha: pull.merge_commit_sha,
    head: side(pull.head),
    base: side(pull.base),
  }
}

const UNUSED = {
  labels: [],
  assignee: null,
  assignees: [],
  requested_reviewers: [],
  requested_teams: [],
  milestone: null,
  auto_merge: null,
  draft: false,
  locked: false,
}

function linksOf(call: Call, { number, head }: Pull) {
  const url = `${call.api}/pulls/${number}`
  const html = `${call.web}/pull/${number}`
  const links = {
    issue: `${call.api}/issues/${number}`,
    comments: `${call.api}/issues/${number}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${call.api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${call.api}/statuses/${head.sha}`,
  }
  const named = Object.entries(links).map(([name, to]) => [`${name}_url`, to])
  const all = Object.entries({ ...links, self: url, html })
  return {
    ...Object.fromEntries(named),
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    _links: Object.fromEntries(all.map(([name, href]) => [name, { href }])),
  }
}

/** With the counts; line counts are one a file, as the stand-in keeps no diffs. */
export function pullWhole(call: Call, pull: Pull) {
  const isMerged = pull.merged_at !== null
  const files = changesBetween(call.state.history, pull.base.sha, pull.head.sha).length
  return {
    ...pullItem(call, pull),
    merged: isMerged,
    mergeable: isMerged ? null : true,
    mergeable_state: isMerged ? 'unknown' : 'clean',
    merged_by: isMerged ? user('shop-developer') : null,
    maintainer_can_modify: false,
    comments: 0,
    review_comments: 0,
    commits: pull.commits.length,
    additions: files,
    deletions: 0,
    changed_files: files,
  }
}
