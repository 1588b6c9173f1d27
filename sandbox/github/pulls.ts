// Pull requests: the three reads, and opening and merging them by hand as a person would in the browser.
// docs.github.com/rest/pulls/pulls; merge_commit_sha as described there.
import type { SandboxReply } from '../server.ts'
import { existing, fail, ok } from './answers.ts'
import { type Call, find, listed, PAGING, type Route, route } from './call.ts'
import { ancestors, changesBetween, chronological, known, rangeOf } from './graph.ts'
import { DEVELOPER, WEB_FLOW } from './history.ts'
import { pullItem, pullWhole } from './pull-shapes.ts'
import { commitItem } from './shapes.ts'
import { iso, type Pull, type State } from './state.ts'

const LIST_CAP = 250

export interface PullInput {
  readonly head: string
  readonly base?: string
  readonly title: string
}

/** Opens a pull request of a branch. Its `merge_commit_sha` is a throw-away test merge. */
export function openPull(state: State, input: PullInput, now: number): Pull {
  const { history } = state
  const { base: ref = history.defaultBranch } = input
  const base = { ref, sha: known(history, ref) }
  const head = { ref: input.head, sha: known(history, input.head) }
  const { ahead } = rangeOf(history, base.sha, head.sha)
  const pull: Pull = {
    number: state.pulls.length + 1,
    title: input.title,
    user: ahead.at(-1)?.author?.login ?? 'ghost',
    head,
    base,
    state: 'open',
    merged_at: null,
    merge_commit_sha: history.add({
      parents: [base.sha, head.sha],
      message: `Merge ${head.sha} into ${base.sha}`,
    }),
    commits: ahead.map((commit) => commit.sha),
    created_at: iso(now),
  }
  state.pulls.push(pull)
  return pull
}

/** Merges it by one of the three methods; returns the commit the base branch then has. */
export function mergePull(
  state: State,
  number: number,
  method: 'merge' | 'squash' | 'rebase',
  now: number,
): string {
  const pull = state.pulls.find((each) => each.number === number)
  if (pull?.state !== 'open') throw new Error(`no open pull request ${number}`)
  const { history } = state
  const tip = known(history, `refs/heads/${pull.base.ref}`)
  const { ahead, mergeBase } = rangeOf(history, tip, pull.head.sha)
  const changes = changesBetween(history, mergeBase, pull.head.sha)
  const made = { committer: WEB_FLOW, date: now }
  let sha = tip
  if (method === 'merge') {
    const message = `Merge pull request #${number} from ${history.owner}/${pull.head.ref}\n\n${pull.title}`
    sha = history.add({ ...made, parents: [tip, pull.head.sha], message, changes })
  } else if (method === 'squash') {
    const message = `${pull.title} (#${number})`
    const author = ahead.at(-1)?.author ?? DEVELOPER
    sha = history.add({ ...made, parents: [tip], message, author, changes })
  } else {
    for (const { message, author, authorDate, changes: own } of ahead)
      sha = history.add({ ...made, parents: [sha], message, author, authorDate, changes: own })
  }
  history.move(pull.base.ref, sha)
  pull.state = 'closed'
  pull.merged_at = iso(now)
  pull.merge_commit_sha = sha
  return sha
}

function onePull(call: Call): SandboxReply {
  return ok(pullWhole(call, byNumber(call)))
}

function byNumber(call: Call): Pull {
  return existing(call.state.pulls.find((each) => each.number === Number(call.params[0])))
}

function commitsOfPull(call: Call): SandboxReply {
  const commits = chronological(call.state.history, byNumber(call).commits).slice(0, LIST_CAP)
  return listed(call, commits, (commit) => commitItem(call, commit))
}

/** Only the merged one that brought it when the commit is on the default branch, else merged and open ones. */
function pullsOfCommit(call: Call): SandboxReply {
  const { history, pulls } = call.state
  const sha = find(call, call.params[0] ?? '')
  if (!sha) return fail(422, `No commit found for SHA: ${call.params[0]}`)
  const landed = ancestors(history, history.refs.get(`refs/heads/${history.defaultBranch}`) ?? '').has(sha)
  const holds = (pull: Pull) =>
    pull.commits.includes(sha) || (pull.merged_at !== null && pull.merge_commit_sha === sha)
  const found = pulls.filter((pull) => holds(pull) && (!landed || pull.merged_at !== null))
  return listed(call, found, (pull) => pullItem(call, pull))
}

const READ = ['pull-requests', 'read'] as const
const PAGED = { query: PAGING }

export const pullRoutes: readonly Route[] = [
  route('GET', /^\/pulls\/(\d+)$/, READ, onePull),
  route('GET', /^\/pulls\/(\d+)\/commits$/, READ, commitsOfPull, PAGED),
  route('GET', /^\/commits\/(.+)\/pulls$/, READ, pullsOfCommit, PAGED),
]
