// The questions that record-deploy asks GitHub, each with its route and its traps. Answers are plain data.

import * as v from 'valibot'
import type { Commit } from '../event/context.ts'
import { isRecord, listAt, numberAt, textAt } from '../json.ts'
import type { Github } from './client.ts'
import { type CompareOptions, type Comparison, compare } from './compare.ts'
import { listTouching, type TouchQuery } from './touching.ts'
import { patchFiles, restCommit } from './wire.ts'

export interface Tag {
  readonly name: string
  /** The commit, or the tag object of an annotated tag. */
  readonly sha: string
  readonly isAnnotated: boolean
}

interface GithubDeployment {
  readonly id: number
  readonly sha: string
  readonly at: number
  readonly payload: unknown
}

/** Reading from GitHub; every function throws ApiError or NetworkError. */
export interface GithubReader {
  /** base and head: sha, tag or branch. */
  compare(base: string, head: string, comparing?: CompareOptions): Promise<Comparison>
  /** One commit with its changed files; a merge is compared with its first parent. */
  commit(ref: string): Promise<Commit>
  /** The commits that touch one of the folders or files, by `git log`; undefined when another way is cheaper. */
  touching(touching: TouchQuery): Promise<ReadonlySet<string> | undefined>
  /** Tags whose name starts with the prefix. */
  tags(prefix: string): Promise<readonly Tag[]>
  /** A file's text at a commit. */
  file(path: string, ref: string): Promise<string>
  /** The newest 100 deployments of an environment, newest first. */
  deployments(environment: string): Promise<readonly GithubDeployment[]>
  /** Every state that a deployment ever had. */
  states(id: number): Promise<readonly string[]>
}

const PER_PAGE = 100

/** The questions, asked through one connection. Whole comparisons, commits and lists of tags are asked for once. */
export function githubReader(github: Github): GithubReader {
  const complete = new Map<string, Comparison>()
  const commits = new Map<string, Commit>()
  const tagLists = new Map<string, Promise<readonly Tag[]>>()
  const histories = new Map<string, ReadonlySet<string>>()
  return {
    async compare(base, head, comparing = {}) {
      const basehead = `${base}...${head}`
      const known = complete.get(basehead)
      const comparison = known ?? (await compare(github, basehead, comparing))
      if (known) comparing.visit?.(known.commits)
      if (comparison.commits.length === comparison.total) complete.set(basehead, comparison)
      return comparison
    },
    tags(prefix) {
      const found = tagLists.get(prefix) ?? listTags(github, prefix)
      tagLists.set(prefix, found)
      return found
    },
    async commit(ref) {
      const commit = commits.get(ref) ?? (await readCommit(github, ref))
      commits.set(ref, commit)
      return commit
    },
    async touching(touching) {
      const key = JSON.stringify([touching.head, touching.folders, touching.since])
      const found = histories.get(key) ?? (await listTouching(github, touching))
      if (found) histories.set(key, found)
      return found
    },
    async file(path, ref) {
      // The file itself and not JSON about it.
      const accept = 'application/vnd.github.raw+json'
      return (await github.ask('getFile', { path, ref }, { accept })).text
    },
    deployments: (environment) => listDeployments(github, environment),
    states: (id) => listStates(github, id),
  }
}

const Sha = v.looseObject({ sha: v.string() })
const List = v.array(v.unknown())

// Without per_page a page of the answer has 300 files; with it, 100.
const FILES_A_PAGE = 300
/** GitHub lists no more files of one commit (docs: Get a commit). */
export const MOST_FILES = 3_000

async function readCommit(github: Github, ref: string): Promise<Commit> {
  const { body } = await github.ask('getCommit', { ref }, { schema: Sha })
  const commit = restCommit(body) ?? { sha: ref, message: '' }
  const files = [...listAt(body, 'files')]
  const isFull = (pages: number) => files.length === pages * FILES_A_PAGE && files.length < MOST_FILES
  for (let page = 2; isFull(page - 1); page += 1) {
    const more = await github.ask('getCommit', { ref: commit.sha, page }, { schema: Sha })
    files.push(...listAt(more.body, 'files'))
  }
  return { ...commit, files: patchFiles(files) }
}

async function listStates(github: Github, id: number): Promise<readonly string[]> {
  const params = { deployment_id: id, per_page: PER_PAGE }
  const { body = [] } = await github.ask('listStatuses', params, { schema: List })
  return body.map((status) => textAt(status, 'state'))
}

/** This route is not paged: it gives all refs that start with the text. Annotated tags give the tag object. */
async function listTags(github: Github, prefix: string): Promise<readonly Tag[]> {
  const params = { ref: `tags/${prefix}` }
  const { body = [] } = await github.ask('listTags', params, { schema: List })
  return body.map((ref) => ({
    name: textAt(ref, 'ref').replace(/^refs\/tags\//, ''),
    sha: textAt(ref, 'object', 'sha'),
    isAnnotated: textAt(ref, 'object', 'type') === 'tag',
  }))
}

/** The order of the list is not promised, so it is sorted here. Transient ones and other tasks do not count. */
async function listDeployments(github: Github, environment: string): Promise<readonly GithubDeployment[]> {
  const params = { environment, per_page: PER_PAGE }
  const { body = [] } = await github.ask('listDeployments', params, { schema: List })
  return body
    .filter(isRecord)
    .filter((each) => each['task'] === 'deploy' && each['transient_environment'] !== true)
    .map((each) => ({
      id: numberAt(each, 'id') ?? 0,
      sha: textAt(each, 'sha'),
      at: Date.parse(textAt(each, 'created_at')),
      payload: each['payload'],
    }))
    .sort((a, b) => b.at - a.at || b.id - a.id)
}
