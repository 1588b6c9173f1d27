// The event of the demo: a push of the stand-in's own repository, its commits moved to the last hours, so that the lead
// time reads as in a real run.
import type { History } from '../../sandbox/github/history.ts'

export interface Event {
  readonly payload: unknown
  /** GITHUB_… variables, without the prefix. */
  readonly variables: Readonly<Record<string, string>>
}

/** A push of the last commits of the main branch. */
export function pushOf(history: History, count = 5): Event {
  const head = history.refs.get('refs/heads/main') ?? ''
  const line = [...firstParents(history, head, count)].reverse()
  // The last of them is an hour old.
  const move = Date.now() - 3_600_000 - (line.at(-1)?.date ?? 0)
  const commits = line.map(({ sha, message, date, author }) => ({
    id: sha,
    tree_id: sha,
    distinct: true,
    message,
    timestamp: new Date(date + move).toISOString(),
    author: { name: author?.name, email: author?.email, username: author?.login },
  }))
  const payload = {
    ref: 'refs/heads/main',
    before: line[0]?.parents[0],
    after: head,
    created: false,
    deleted: false,
    forced: false,
    commits,
    head_commit: commits.at(-1),
    repository: { full_name: `${history.owner}/${history.repo}`, default_branch: 'main' },
  }
  return { payload, variables: { SHA: head, REF: payload.ref, REPOSITORY: payload.repository.full_name } }
}

function* firstParents(history: History, head: string, count: number) {
  let commit = history.commits.get(head)
  for (let left = count; left > 0 && commit; left--) {
    yield commit
    commit = history.commits.get(commit.parents[0] ?? '')
  }
}
