// Hand-made events, as Actions gives them (no file lists in commits).

/** A 40-hex sha made from a number, readable in a failure. */
export function sha(number: number): string {
  return number.toString(16).padStart(40, 'a')
}

export interface PushOptions {
  readonly count?: number
  readonly branch?: string
  readonly message?: (index: number) => string
  readonly over?: Readonly<Record<string, unknown>>
}

/** A push of `count` commits (newest has the highest number) to a branch of acme/shop. */
export function push({
  count = 3,
  branch = 'main',
  message = (index) => `fix: change ${index}`,
  over = {},
}: PushOptions = {}) {
  const commits = Array.from({ length: count }, (_, index) => commit(index + 1, message(index + 1)))
  return {
    name: 'push',
    payload: {
      ref: `refs/heads/${branch}`,
      before: sha(0),
      after: sha(count),
      created: false,
      deleted: false,
      forced: false,
      base_ref: null,
      commits,
      head_commit: commits.at(-1) ?? null,
      repository: { full_name: 'acme/shop', default_branch: 'main' },
      ...over,
    } as Record<string, unknown>,
  }
}

function commit(number: number, message: string) {
  return {
    id: sha(number),
    tree_id: sha(1_000_000 + number),
    distinct: true,
    message,
    timestamp: new Date(Date.UTC(2026, 0, 1, 12, 0, number % 50)).toISOString(),
    author: {
      name: `dev-${number % 3}`,
      email: `dev-${number % 3}@example.com`,
      username: `dev-${number % 3}`,
    },
    committer: { name: 'GitHub', email: 'noreply@github.com', username: 'web-flow' },
  }
}

/** GITHUB_… of a push, without the prefix. */
export function pushVariables(
  count = 3,
  over: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { SHA: sha(count), REF: 'refs/heads/main', REPOSITORY: 'acme/shop', ...over }
}
