// Commits and refs of a release: set_commits.py of models/releases, tasks/commits.py.
import { setTimeout as sleep } from 'node:timers/promises'
import { crash, locked, refusal } from './answers.ts'
import type { Sandbox } from './context.ts'
import { lockKey } from './locks.ts'
import {
  type Author,
  type Commit,
  type CommitInput,
  nextId,
  type Organization,
  type Ref,
  type Release,
  type Repository,
} from './state.ts'

/** Around 4,000 commits a request was refused with 413 (sentry #18220); the exact number is our choice [A]. */
const MOST_COMMITS = 4000

export function refuseTooMany(commits: readonly unknown[] | null | undefined): void {
  if ((commits?.length ?? 0) > MOST_COMMITS) throw refusal(413, { detail: 'Request body too large' })
}

/**
 * Replaces the commits under the release's lock: 409 at once while another call holds it. An empty list
 * changes nothing [S].
 */
export async function setCommits(
  sandbox: Sandbox,
  organization: Organization,
  release: Release,
  list: readonly CommitInput[] | null | undefined,
): Promise<void> {
  if (!list?.length) return
  const free = sandbox.locks.take(lockKey(organization, release.version))
  if (!free) throw locked()
  try {
    if (sandbox.switches.commitLock > 0) await sleep(sandbox.switches.commitLock)
    replaceCommits(sandbox, organization, release, list)
  } finally {
    free()
  }
}

/** The whole list anew, newest first, without commits that say `#skipsentry`. */
export function replaceCommits(
  sandbox: Sandbox,
  organization: Organization,
  release: Release,
  list: readonly CommitInput[],
): void {
  // A null message reaches a substring test, and mixed timestamps compare a date with a number [A].
  if (list.some((commit) => commit.message === null) || !areComparable(list)) throw crash()
  const now = sandbox.now()
  const kept = list
    .filter((commit) => !commit.message?.includes('#skipsentry'))
    .sort((a, b) => (b.timestamp ?? 0) - (a.timestamp ?? 0))
  release.commits = kept.map((input): Commit => {
    const name = input.repository || `organization-${organization.id}`
    return {
      id: input.id,
      repository: activeRepository(sandbox, organization, name),
      message: input.message ?? null,
      author: authorOf(input),
      timestamp: input.timestamp ?? now,
      patchSet: input.patch_set ?? [],
    }
  })
}

function areComparable(list: readonly CommitInput[]): boolean {
  if (list.length < 2) return true
  const dated = list.filter((commit) => typeof commit.timestamp === 'number').length
  const absent = list.filter((commit) => commit.timestamp === undefined).length
  return dated === list.length || absent === list.length
}

/** By exact name among the active ones; an unknown one is made without provider (sentry-cli #848, #3254). */
function activeRepository({ state, now }: Sandbox, { repositories }: Organization, name: string): Repository {
  const found = repositories.find((each) => each.name === name && each.status === 'active')
  if (found) return found
  const made: Repository = {
    id: String(nextId(state)),
    name,
    url: null,
    provider: { id: 'unknown', name: 'Unknown Provider' },
    status: 'active',
    dateCreated: now(),
    integrationId: null,
  }
  repositories.push(made)
  return made
}

/** A name without an address gets a made-up one; a long address is stored as 72 and three dots (models/releases/set_commits.py). */
function authorOf({ author_name, author_email }: CommitInput): Author | null {
  const name = author_name ?? null
  const madeUp = name && `${name.replace(/[^\w.-]/g, '').toLowerCase()}@localhost`
  const email = author_email ?? madeUp
  return email ? { name, email: shortened(email, 75) } : null
}

/** Django's `truncatechars`. */
function shortened(text: string, most: number): string {
  const letters = [...text]
  return letters.length > most ? `${letters.slice(0, most - 3).join('')}...` : text
}

/**
 * Records the heads and, when no commits came with them, leaves the fetch to a task that a test ends. An
 * unknown repository is a 400 although the release is there by then [S].
 */
export function setRefs(
  organization: Organization,
  release: Release,
  refs: readonly Ref[],
  fetch: boolean,
): void {
  const known = organization.repositories.filter((each) => each.status === 'active').map((each) => each.name)
  const unknown = [...new Set(refs.map((ref) => ref.repository))].filter((name) => !known.includes(name))
  if (unknown.length > 0) throw refusal(400, { refs: [`Invalid repository names: ${unknown.join(',')}`] })
  const replaced = refs.map((ref) => ref.repository)
  release.heads = [...release.heads.filter((head) => !replaced.includes(head.repository)), ...refs]
  if (fetch) release.fetch = 'pending'
}

export function clearCommits(release: Release): void {
  release.commits = []
  release.heads = []
  release.fetch = 'none'
}
