// Two commits compared by GitHub: how they stand to each other, and the commits between, page by page.

import * as v from 'valibot'
import type { Commit } from '../event/context.ts'
import { listAt, numberAt, textAt } from '../json.ts'
import { askEach, type Github } from './client.ts'
import { restCommit } from './wire.ts'

const STATUSES = ['ahead', 'identical', 'behind', 'diverged'] as const

/** How head stands to base, and head's commits since the merge base. */
export interface Comparison {
  readonly status: (typeof STATUSES)[number]
  /** The commit that base names. */
  readonly baseSha: string
  readonly mergeBase: string
  /** Commits of head that base has not: the truth, whatever was fetched. */
  readonly total: number
  /** Commits of base that head has not. */
  readonly behindBy: number
  /** Newest first; the newest `NEWEST` at most. */
  readonly commits: readonly Commit[]
}

export interface CompareOptions {
  /** Only ends where base is an ancestor are of interest: others are not read to the end. */
  readonly onlyAncestor?: true
  /** Called for each page of commits, in no order; then every page is read. */
  readonly visit?: (commits: readonly Commit[]) => void
}

/** No provider takes more commits than Sentry's 1,000, so older ones are counted and not kept. */
export const NEWEST = 1_000
const PER_PAGE = 100

/** Compares `BASE...HEAD`. Page 1 tells the total; of the others only those that hold the newest commits are read, in parallel. */
export async function compare(
  github: Github,
  basehead: string,
  { onlyAncestor, visit }: CompareOptions,
): Promise<Comparison> {
  const first = await comparePage(github, basehead, 1)
  const { total, status } = first
  if (onlyAncestor && status !== 'ahead' && status !== 'identical') return { ...first, commits: [] }
  const last = Math.ceil(total / PER_PAGE)
  const firstKept = Math.floor(Math.max(0, total - NEWEST) / PER_PAGE) + 1
  const firstRead = visit ? 2 : Math.max(2, firstKept)
  const numbers = Array.from({ length: Math.max(0, last - firstRead + 1) }, (_, index) => firstRead + index)
  visit?.(first.commits)
  const others = await askEach(numbers, async (number) => {
    const { commits } = await comparePage(github, basehead, number)
    visit?.(commits)
    return number >= firstKept ? commits : []
  })
  const kept = [firstKept === 1 ? first.commits : [], ...others].flat()
  return { ...first, commits: kept.slice(-NEWEST).reverse() }
}

const ComparePage = v.looseObject({ base_commit: v.looseObject({ sha: v.string() }) })

/** A comparison with the commits of one page, the oldest first, as GitHub lists them. */
async function comparePage(github: Github, basehead: string, page: number): Promise<Comparison> {
  // Without per_page a second page would have 30 commits and overlap with the first of 250.
  const params = { basehead, per_page: PER_PAGE, page }
  const { body } = await github.ask('compare', params, { schema: ComparePage })
  return {
    status: STATUSES.find((status) => status === textAt(body, 'status')) ?? 'ahead',
    baseSha: textAt(body, 'base_commit', 'sha'),
    mergeBase: textAt(body, 'merge_base_commit', 'sha'),
    total: numberAt(body, 'total_commits') ?? 0,
    behindBy: numberAt(body, 'behind_by') ?? 0,
    commits: listAt(body, 'commits').flatMap((each) => restCommit(each) ?? []),
  }
}
