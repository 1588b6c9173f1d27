// The events of the demo: a real push from GitHub's published examples, and one of the stand-in's own repository. Their
// commits are moved to the last hours, so that the lead time reads as in a real run.
import { createRequire } from 'node:module'
import type { History } from '../../sandbox/github/history.ts'

export interface Event {
  readonly payload: unknown
  /** GITHUB_… variables, without the prefix. */
  readonly variables: Readonly<Record<string, string>>
}

interface Dated {
  readonly timestamp?: string
}

interface Example {
  readonly name: string
  readonly examples: readonly {
    readonly after?: string
    readonly ref?: string
    readonly deleted?: boolean
    readonly commits?: readonly Dated[]
    readonly head_commit?: Dated | null
    readonly repository: { readonly full_name: string }
  }[]
}

// Every published push with commits made its branch. The demo shows the ordinary case, a push onto a branch that is
// there, so it gets a commit before it.
const BEFORE = '0000000a00000000000000000000000000000000'

/** A push that GitHub sent once. */
export function realPush(): Event {
  const examples: readonly Example[] = createRequire(import.meta.url)('@octokit/webhooks-examples')
  const push = examples
    .find(({ name }) => name === 'push')
    ?.examples.find(({ deleted, commits }) => !deleted && (commits?.length ?? 0) > 0)
  if (!push) throw new Error('no push example was found')
  const { after = '', ref = '', repository, commits = [], head_commit } = push
  const payload = {
    ...push,
    before: BEFORE,
    created: false,
    commits: recent(commits),
    head_commit: head_commit && recent([head_commit])[0],
  }
  return { payload, variables: { SHA: after, REF: ref, REPOSITORY: repository.full_name } }
}

/** A push of the last commits of the main branch. */
export function pushOf(history: History, count = 5): Event {
  const head = history.refs.get('refs/heads/main') ?? ''
  const line = [...firstParents(history, head, count)]
  const dated = line.reverse().map(({ sha, message, date, author }) => ({
    id: sha,
    tree_id: sha,
    distinct: true,
    message,
    timestamp: new Date(date).toISOString(),
    author: { name: author?.name, email: author?.email, username: author?.login },
  }))
  const commits = recent(dated)
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

/** The same commits, the last of them an hour old. */
function recent<T extends Dated>(commits: readonly T[]): T[] {
  const newest = Date.parse(commits.at(-1)?.timestamp ?? '')
  const move = Date.now() - 3_600_000 - newest
  return commits.map((commit) => {
    const at = Date.parse(commit.timestamp ?? '') + move
    return Number.isNaN(at) ? commit : { ...commit, timestamp: new Date(at).toISOString() }
  })
}

function* firstParents(history: History, head: string, count: number) {
  let commit = history.commits.get(head)
  for (let left = count; left > 0 && commit; left--) {
    yield commit
    commit = history.commits.get(commit.parents[0] ?? '')
  }
}
