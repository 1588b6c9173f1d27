// GET /compare/{base}...{head}: three dots, paged in the two ways GitHub pages it
// ("Compare two commits", docs.github.com/rest/commits/commits).
import type { SandboxReply } from '../server.ts'
import { existing, fail, ok } from './answers.ts'
import { type Call, find, PAGING, paged, type Route, route } from './call.ts'
import { type Change, type Commit, changesBetween, type Range, rangeOf } from './graph.ts'
import { commitItem, fileItem } from './shapes.ts'

const UNPAGED_CAP = 250
const FILE_CAP = 300
const filesOfRange = new WeakMap<Range, readonly Change[]>()

function compare(call: Call): SandboxReply {
  const { history } = call.state
  const [baseName = '', headName = ''] = call.params
  const base = existing(history.commits.get(find(call, baseName) ?? ''))
  const head = existing(history.commits.get(find(call, headName) ?? ''))
  const range = rangeOf(history, base.sha, head.sha)
  const mergeBase = history.commits.get(range.mergeBase ?? '')
  // [A] no-ancestor: the status for two unrelated histories.
  if (!mergeBase)
    return fail(Number(call.on('no-ancestor')), `No common ancestor between ${baseName} and ${headName}.`)

  const unpaged = !call.query.has('page') && !call.query.has('per_page')
  const page = paged(call, range.ahead)
  // [A] unpaged-link: whether a compare without paging parameters has a Link header is unknown.
  const headers = unpaged && call.on('unpaged-link') === 'off' ? {} : page.headers
  const commits = unpaged ? range.ahead.slice(-UNPAGED_CAP) : page.items
  const files = unpaged || page.page === 1 ? filesOf(call, range, mergeBase) : undefined
  const html = `${call.web}/compare/${baseName}...${headName}`
  return ok(
    {
      url: `${call.api}/compare/${baseName}...${headName}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      permalink_url: `${call.web}/compare/${history.owner}:${base.sha.slice(0, 7)}...${history.owner}:${head.sha.slice(0, 7)}`,
      base_commit: commitItem(call, base),
      merge_base_commit: commitItem(call, mergeBase),
      status: statusOf(range),
      ahead_by: range.ahead.length,
      behind_by: range.behind,
      total_commits: range.ahead.length,
      commits: commits.map((commit) => commitItem(call, commit)),
      ...(files ? { files: files.slice(0, FILE_CAP).map((change) => fileItem(call, head.sha, change)) } : {}),
    },
    200,
    headers,
  )
}

function filesOf(call: Call, range: Range, mergeBase: Commit): readonly Change[] {
  const known = filesOfRange.get(range)
  if (known) return known
  const files = changesBetween(call.state.history, mergeBase.sha, range.head)
  filesOfRange.set(range, files)
  return files
}

function statusOf({ ahead, behind }: Range): string {
  if (ahead.length > 0) return behind > 0 ? 'diverged' : 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}

export const compareRoutes: readonly Route[] = [
  route('GET', /^\/compare\/(.+?)\.\.\.(.+)$/, ['contents', 'read'], compare, { query: PAGING }),
]
