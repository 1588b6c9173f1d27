// Reading a repository: itself, its tags, commits, files. Routes of "REST API endpoints for commits",
// "repositories" and "repository contents" (docs.github.com/rest).
import type { SandboxReply } from '../server.ts'
import { emptyRepository, existing, fail, notFound, ok } from './answers.ts'
import { type Call, find, isEmpty, listed, PAGING, paged, type Route, route } from './call.ts'
import { type Commit, treeAt } from './graph.ts'
import { pathLog } from './path-log.ts'
import { repositoryWhole } from './repository.ts'
import { commitItem, fileItem, sha1 } from './shapes.ts'

/** Order [A]: by name, backwards, as github.com seems to do. */
function tags(call: Call): SandboxReply {
  const { history } = call.state
  const names = [...history.refs.keys()]
    .filter((ref) => ref.startsWith('refs/tags/'))
    .sort()
    .reverse()
  return listed(call, names, (ref) => {
    const name = ref.slice('refs/tags/'.length)
    const sha = find(call, ref)
    return {
      name,
      commit: { sha, url: `${call.api}/commits/${sha}` },
      zipball_url: `${call.api}/zipball/${ref}`,
      tarball_url: `${call.api}/tarball/${ref}`,
      node_id: `REF_${sha1(ref).slice(0, 12)}`,
    }
  })
}

function commits(call: Call): SandboxReply {
  if (isEmpty(call)) return emptyRepository()
  const head = existing(find(call, call.query.get('sha') ?? call.state.history.defaultBranch))
  const found = pathLog(call.state.history, head, call.query.get('path') ?? '')
  return listed(
    call,
    found.filter((commit) => asked(commit, call.query)),
    (commit) => commitItem(call, commit),
  )
}

function asked(commit: Commit, query: URLSearchParams): boolean {
  const since = query.get('since')
  const until = query.get('until')
  const by = (who: string | null, person: Commit['author']) =>
    who === null || who === person?.login || who === person?.email
  return (
    (since === null || commit.date >= Date.parse(since)) &&
    (until === null || commit.date <= Date.parse(until)) &&
    by(query.get('author'), commit.author) &&
    by(query.get('committer'), commit.committer)
  )
}

// What git check-ref-format refuses.
const MALFORMED = /[\s~^?*[\\]|\.\.|@\{|\.lock$|\/$|^$/

/** `files` come 300 a page and 3,000 in all; a merge is compared with its first parent [?]. */
function commit(call: Call): SandboxReply {
  const [ref = ''] = call.params
  if (isEmpty(call)) return emptyRepository()
  if (MALFORMED.test(ref)) return fail(422, `No commit found for SHA: ${ref}`)
  const found = call.state.history.commits.get(find(call, ref) ?? '')
  // [A] unknown-commit: 404 in the documentation; 422 with this text is also reported.
  if (!found)
    return call.on('unknown-commit') === '422' ? fail(422, `No commit found for SHA: ${ref}`) : notFound()
  if (wants(call, 'sha')) return plain(found.sha, 'sha')
  const files = found.changes.slice(0, 3000).map((change) => fileItem(call, found.sha, change))
  const { items, headers } = paged(call, files, 300, 300)
  const additions = files.reduce((sum, file) => sum + file.additions, 0)
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0)
  const stats = { total: additions + deletions, additions, deletions }
  return ok({ ...commitItem(call, found), stats, files: items }, 200, headers)
}

function wants(call: Call, kind: string): boolean {
  return new RegExp(`application/vnd\\.github(\\.v3)?\\.${kind}\\b`).test(call.request.headers.accept ?? '')
}

function plain(text: string, kind: string): SandboxReply {
  return { status: 200, text, headers: { 'content-type': `application/vnd.github.${kind}; charset=utf-8` } }
}

/** base64 is broken into lines of 60, as GitHub sends it; from 1 MB on the JSON has no content. */
function contents(call: Call): SandboxReply {
  const path = (call.params[0] ?? '').replace(/\/$/, '')
  const name = call.query.get('ref') ?? call.state.history.defaultBranch
  const sha = find(call, name)
  if (!sha) return fail(404, `No commit found for the ref ${name}`)
  const tree = treeAt(call.state.history, sha)
  const body = tree.get(path)
  if (body === undefined) return folder(call, path, sha, tree)
  if (wants(call, 'raw')) return plain(body, 'raw+json')
  const bytes = Buffer.from(body)
  const small = bytes.length <= 1_000_000
  const content = small ? bytes.toString('base64').replace(/.{1,60}/g, '$&\n') : ''
  const encoding = small ? 'base64' : 'none'
  return ok({ ...contentEntry(call, path, sha, tree), size: bytes.length, encoding, content })
}

function folder(call: Call, path: string, sha: string, tree: ReadonlyMap<string, string>): SandboxReply {
  const prefix = path === '' ? '' : `${path}/`
  const inside = [...tree.keys()]
    .filter((file) => file.startsWith(prefix))
    .map((file) => file.slice(prefix.length))
  if (inside.length === 0) return notFound()
  const names = [...new Set(inside.map((file) => file.split('/')[0] ?? ''))].sort()
  return ok(names.map((name) => contentEntry(call, prefix + name, sha, tree)))
}

function contentEntry(call: Call, path: string, sha: string, tree: ReadonlyMap<string, string>) {
  const text = tree.get(path)
  const type = text === undefined ? 'dir' : 'file'
  const below = [...tree].filter(([file]) => file.startsWith(`${path}/`))
  const object = sha1(text === undefined ? `tree ${JSON.stringify(below)}` : `blob ${text}`)
  const url = `${call.api}/contents/${path}?ref=${sha}`
  const git = `${call.api}/git/${type === 'dir' ? 'tree' : 'blob'}s/${object}`
  const html = `${call.web}/${type === 'dir' ? 'tree' : 'blob'}/${sha}/${path}`
  return {
    type,
    size: 0,
    name: path.split('/').at(-1),
    path,
    sha: object,
    url,
    git_url: git,
    html_url: html,
    download_url: type === 'dir' ? null : `${call.web}/raw/${sha}/${path}`,
    _links: { self: url, git, html },
  }
}

const METADATA = ['metadata', 'read'] as const
const CONTENTS = ['contents', 'read'] as const
const WISHES = ['sha', 'path', 'author', 'committer', 'since', 'until', ...PAGING]

export const readRoutes: readonly Route[] = [
  route('GET', /^$/, METADATA, (call) => ok(repositoryWhole(call))),
  route('GET', /^\/tags$/, METADATA, tags, { query: PAGING }),
  route('GET', /^\/commits$/, CONTENTS, commits, { query: WISHES }),
  route('GET', /^\/commits\/(.+)$/, CONTENTS, commit, { query: PAGING }),
  route('GET', /^\/contents\/?(.*)$/, CONTENTS, contents, { query: ['ref'] }),
]
