// The repository as GitHub shows it: with every link and count of the description.
import type { Call } from './call.ts'
import { user } from './shapes.ts'
import { iso, REPOSITORY_ID } from './state.ts'

// Links that end with their own name.
const NAMED =
  'contributors deployments downloads events forks hooks languages merges stargazers subscribers subscription tags teams'

// What stands behind the repository's address in the other links; the parts in braces are filled by the reader.
const LINKS: Readonly<Record<string, string>> = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  statuses: '/statuses/{sha}',
  trees: '/git/trees{/sha}',
}

/** As it stands in other things, such as a pull request. */
export function repositoryItem(call: Call) {
  const { owner, repo, defaultBranch, commits } = call.state.history
  const isPrivate = call.on('private') === 'yes'
  const dates = [...commits.values()].map(({ date }) => date)
  const last = iso(Math.max(0, ...dates))
  const named = NAMED.split(' ').map((name) => [name, `/${name}`])
  const links = [...named, ...Object.entries(LINKS)].map(([name, end]) => [
    `${name}_url`,
    `${call.api}${end}`,
  ])
  return {
    ...Object.fromEntries(links),
    ...COUNTS,
    id: REPOSITORY_ID,
    node_id: 'R_kgDO1',
    name: repo,
    full_name: `${owner}/${repo}`,
    private: isPrivate,
    visibility: isPrivate ? 'private' : 'public',
    owner: user(owner),
    html_url: call.web,
    url: call.api,
    clone_url: `${call.web}.git`,
    git_url: `${call.web.replace('https', 'git')}.git`,
    ssh_url: `git@github.test:${owner}/${repo}.git`,
    svn_url: call.web,
    mirror_url: null,
    description: null,
    homepage: null,
    language: null,
    license: null,
    archived: call.on('wall') === 'archived',
    default_branch: defaultBranch,
    created_at: iso(dates.length === 0 ? 0 : Math.min(...dates)),
    updated_at: last,
    pushed_at: last,
    permissions: permissionsOf(call),
  }
}

const COUNTS = {
  fork: false,
  disabled: false,
  forks: 0,
  forks_count: 0,
  open_issues: 0,
  open_issues_count: 0,
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
  size: 1,
  has_issues: true,
  has_projects: false,
  has_wiki: false,
  has_pages: false,
  has_downloads: false,
  has_discussions: true,
}

function permissionsOf({ token }: Call) {
  const permissions = token?.permissions
  const push = permissions === 'all' || permissions?.['contents'] === 'write'
  return { admin: permissions === 'all', push, pull: true }
}

/** As it is shown when it is asked for. */
export function repositoryWhole(call: Call) {
  return { ...repositoryItem(call), network_count: 0, subscribers_count: 0 }
}
