// The JSON of things that several routes show: accounts, commits, files. Shapes from @octokit/openapi.
import { createHash } from 'node:crypto'
import type { Call } from './call.ts'
import type { Change, Commit, Person } from './graph.ts'
import { iso } from './state.ts'

export const sha1 = (value: string) => createHash('sha1').update(value).digest('hex')

const WEB = 'https://github.test'
const API = 'https://api.github.test'

export function user(login: string) {
  const bot = login.endsWith('[bot]')
  const id = Number.parseInt(sha1(login).slice(0, 6), 16)
  const url = `${API}/users/${encodeURIComponent(login)}`
  return {
    login,
    id,
    node_id: `U_${sha1(login).slice(0, 10)}`,
    avatar_url: `https://avatars.github.test/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: bot ? `${WEB}/apps/${login.replace('[bot]', '')}` : `${WEB}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: bot ? 'Bot' : 'User',
    user_view_type: 'public',
    site_admin: false,
  }
}

/** The outer author: null or `{}` when GitHub could not map the person (schema: `nullable`, `empty-object`). */
function account(person: Person | null) {
  if (person?.login !== undefined) return user(person.login)
  return person?.emptyAccount ? {} : null
}

function signature(person: Person | null, date: number) {
  return person && { name: person.name, email: person.email, date: iso(date) }
}

export const UNSIGNED = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
}

/** A commit as lists and compare show it: no `files`, no `stats`. */
export function commitItem(call: Call, commit: Commit) {
  const tree = sha1(`tree ${commit.sha}`)
  return {
    sha: commit.sha,
    node_id: `C_${commit.sha.slice(0, 12)}`,
    commit: {
      author: signature(commit.author, commit.authorDate),
      committer: signature(commit.committer, commit.date),
      message: commit.message,
      tree: { sha: tree, url: `${call.api}/git/trees/${tree}` },
      url: `${call.api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: UNSIGNED,
    },
    url: `${call.api}/commits/${commit.sha}`,
    html_url: `${call.web}/commit/${commit.sha}`,
    comments_url: `${call.api}/commits/${commit.sha}/comments`,
    author: account(commit.author),
    committer: account(commit.committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${call.api}/commits/${sha}`,
      html_url: `${call.web}/commit/${sha}`,
    })),
  }
}

/** A changed file. Line counts are those of the change, one each: the stand-in keeps no diffs. */
export function fileItem(call: Call, at: string, change: Change) {
  const additions = change.status === 'removed' || change.status === 'renamed' ? 0 : 1
  const deletions = change.status === 'removed' || change.status === 'modified' ? 1 : 0
  return {
    sha: sha1(`blob ${change.text ?? at}`),
    filename: change.path,
    status: change.status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${call.web}/blob/${at}/${change.path}`,
    raw_url: `${call.web}/raw/${at}/${change.path}`,
    contents_url: `${call.api}/contents/${change.path}?ref=${at}`,
    ...(change.from === undefined ? {} : { previous_filename: change.from }),
  }
}
