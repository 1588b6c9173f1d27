// The questions that record-deploy asks GitHub, each with its route and its traps. Answers are plain data.
import pMap from 'p-map'
import { ApiError } from '../errors.ts'
import { isRecord, numberAt, recordAt, textAt } from '../json.ts'
import { oneLine } from '../text.ts'
import type { Commit } from './context.ts'
import { CONCURRENCY, type Github } from './github.ts'
import { listAt, patchFiles, restCommit } from './wire.ts'

/** How head stands to base, and head's commits since the merge base. */
export interface Comparison {
  readonly status: 'ahead' | 'identical' | 'behind' | 'diverged'
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

export interface Tag {
  readonly name: string
  /** The commit, or the tag object of an annotated tag. */
  readonly sha: string
  readonly isAnnotated: boolean
}

export interface GithubDeployment {
  readonly id: number
  readonly sha: string
  readonly at: number
  readonly payload: unknown
}

export interface Comparing {
  /** Only ends where base is an ancestor are of interest: others are not read to the end. */
  readonly onlyAncestor?: true
  /** Called for each page of commits, in no order; then every page is read. */
  readonly visit?: (commits: readonly Commit[]) => void
}

/** Reading from GitHub; every function throws ApiError or NetworkError. */
export interface GithubReader {
  /** base and head: sha, tag or branch. */
  compare(base: string, head: string, comparing?: Comparing): Promise<Comparison>
  /** One commit with its changed files; a merge is compared with its first parent. */
  commit(ref: string): Promise<Commit>
  /** Tags whose name starts with the prefix. */
  tags(prefix: string): Promise<readonly Tag[]>
  /** A file's text at a commit. */
  file(path: string, ref: string): Promise<string>
  /** Deployments of an environment, newest first, at most 30. */
  deployments(environment: string): Promise<readonly GithubDeployment[]>
  /** Every state that a deployment ever had. */
  states(id: number): Promise<readonly string[]>
  close(): Promise<void>
}

/** No provider takes more commits than Sentry's 1,000, so older ones are counted and not kept. */
export const NEWEST = 1_000
const PER_PAGE = 100
const DEPLOYMENTS = 30

export function githubReader(github: Github): GithubReader {
  const complete = new Map<string, Comparison>()
  const commits = new Map<string, Commit>()
  const tagLists = new Map<string, Promise<readonly Tag[]>>()
  return {
    async compare(base, head, comparing = {}) {
      const key = `${base}...${head}`
      const known = complete.get(key)
      const comparison = known ?? (await compare(github, base, head, comparing))
      if (known) comparing.visit?.(known.commits)
      if (comparison.commits.length === comparison.total) complete.set(key, comparison)
      return comparison
    },
    async commit(ref) {
      const commit = commits.get(ref) ?? (await readCommit(github, ref))
      commits.set(ref, commit)
      return commit
    },
    tags(prefix) {
      const found = tagLists.get(prefix) ?? listTags(github, prefix)
      tagLists.set(prefix, found)
      return found
    },
    async file(path, ref) {
      const read = { path: `/contents/${path}`, params: { ref }, does: `show ${path} at ${ref.slice(0, 12)}` }
      const body = await github.get({ ...read, needs: 'contents: read', raw: true })
      return typeof body === 'string'
        ? body
        : body instanceof ArrayBuffer
          ? Buffer.from(body).toString('utf8')
          : ''
    },
    deployments: (environment) => listDeployments(github, environment),
    async states(id) {
      const body = await github.get({
        path: '/deployments/{id}/statuses',
        params: { id, per_page: PER_PAGE },
        does: `list the statuses of deployment ${id}`,
        needs: 'deployments: read',
      })
      return list(body).map((status) => textAt(status, 'state'))
    },
    close: github.close,
  }
}

async function readCommit(github: Github, ref: string): Promise<Commit> {
  // Without per_page the answer has 300 files; with it, 100.
  const body = await github.get({
    path: '/commits/{ref}',
    params: { ref },
    does: `show commit ${shown(ref)}`,
    needs: 'contents: read',
  })
  const commit = restCommit(body)
  if (!commit) throw strange(`show commit ${shown(ref)}`)
  return { ...commit, files: patchFiles(listAt(body, 'files')) }
}

/** A success that holds something else: a proxy or a login page in between. */
function strange(does: string): ApiError {
  const text = `GitHub did not ${does}: it answered 200, but not in the promised form.`
  return new ApiError(text, { status: 200, mayHaveHappened: false })
}

function list(body: unknown): readonly unknown[] {
  return Array.isArray(body) ? body : []
}

/** This route is not paged: it gives all refs that start with the text. Annotated tags give the tag object. */
async function listTags(github: Github, prefix: string): Promise<readonly Tag[]> {
  const body = await github.get({
    path: '/git/matching-refs/{ref}',
    params: { ref: `tags/${prefix}` },
    does: prefix ? `list the tags ${shown(prefix)}*` : 'list the tags',
    needs: 'contents: read',
  })
  return list(body).map((ref) => ({
    name: textAt(ref, 'ref').replace(/^refs\/tags\//, ''),
    sha: textAt(recordAt(ref, 'object'), 'sha'),
    isAnnotated: textAt(recordAt(ref, 'object'), 'type') === 'tag',
  }))
}

/** The order of the list is not promised, so it is sorted here. Transient ones and other tasks do not count. */
async function listDeployments(github: Github, environment: string): Promise<readonly GithubDeployment[]> {
  const body = await github.get({
    path: '/deployments',
    params: { environment, per_page: PER_PAGE },
    does: `list the deployments of ${shown(environment)}`,
    needs: 'deployments: read',
  })
  return list(body)
    .filter(isRecord)
    .filter((each) => each['task'] === 'deploy' && each['transient_environment'] !== true)
    .map((each) => ({
      id: numberAt(each, 'id') ?? 0,
      sha: textAt(each, 'sha'),
      at: Date.parse(textAt(each, 'created_at')),
      payload: each['payload'],
    }))
    .sort((a, b) => b.at - a.at || b.id - a.id)
    .slice(0, DEPLOYMENTS)
}

interface Page {
  readonly head: Omit<Comparison, 'commits'>
  /** Oldest first, as GitHub lists them. */
  readonly commits: readonly Commit[]
}

async function comparePage(github: Github, base: string, head: string, page: number): Promise<Page> {
  // Without per_page a second page would have 30 commits and overlap with the first of 250.
  const body = await github.get({
    path: '/compare/{basehead}',
    params: { basehead: `${base}...${head}`, per_page: PER_PAGE, page },
    does: `compare ${shown(base)} with ${shown(head)}`,
    needs: 'contents: read',
  })
  const baseSha = textAt(recordAt(body, 'base_commit'), 'sha')
  if (baseSha === '') throw strange(`compare ${shown(base)} with ${shown(head)}`)
  return {
    head: {
      status: statusOf(textAt(body, 'status')),
      baseSha,
      mergeBase: textAt(recordAt(body, 'merge_base_commit'), 'sha'),
      total: numberAt(body, 'total_commits') ?? 0,
      behindBy: numberAt(body, 'behind_by') ?? 0,
    },
    commits: listAt(body, 'commits').flatMap((each) => restCommit(each) ?? []),
  }
}

function statusOf(word: string): Comparison['status'] {
  switch (word) {
    case 'identical':
    case 'behind':
    case 'diverged':
      return word
    default:
      return 'ahead'
  }
}

function shown(name: string): string {
  return /^[0-9a-f]{40}$/.test(name) ? name.slice(0, 12) : oneLine(name, 80)
}

/** Page 1 tells the total; of the others only those that hold the newest commits are read, in parallel. */
async function compare(
  github: Github,
  base: string,
  head: string,
  { onlyAncestor, visit }: Comparing,
): Promise<Comparison> {
  const first = await comparePage(github, base, head, 1)
  const { total, status } = first.head
  if (onlyAncestor && status !== 'ahead' && status !== 'identical') return { ...first.head, commits: [] }
  const last = Math.ceil(total / PER_PAGE)
  const firstKept = Math.floor(Math.max(0, total - NEWEST) / PER_PAGE) + 1
  const firstRead = visit ? 2 : Math.max(2, firstKept)
  const numbers = Array.from({ length: Math.max(0, last - firstRead + 1) }, (_, index) => firstRead + index)
  visit?.(first.commits)
  const others = await pMap(
    numbers,
    async (number) => {
      const { commits } = await comparePage(github, base, head, number)
      visit?.(commits)
      return number >= firstKept ? commits : []
    },
    { concurrency: CONCURRENCY },
  )
  const kept = [firstKept === 1 ? first.commits : [], ...others].flat()
  return { ...first.head, commits: kept.slice(-NEWEST).reverse() }
}
