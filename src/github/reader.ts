// The questions that record-deploy asks GitHub, each with its route and its traps. Answers are plain data.

import type { Commit } from '../event/context.ts'
import { isRecord, numberAt, recordAt, textAt } from '../json.ts'
import type { Github } from './client.ts'
import { type Comparing, type Comparison, compare } from './compare.ts'
import { strange } from './github-failure.ts'
import { listAt, patchFiles, restCommit, shown } from './wire.ts'

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

const PER_PAGE = 100
const DEPLOYMENTS = 30

/** The questions, asked through one connection. Whole comparisons, commits and lists of tags are asked for once. */
export function githubReader(github: Github): GithubReader {
  const complete = new Map<string, Comparison>()
  const commits = new Map<string, Commit>()
  const tagLists = new Map<string, Promise<readonly Tag[]>>()
  return {
    async compare(base, head, comparing = {}) {
      const key = `${base}...${head}`
      const known = complete.get(key)
      const comparison = known ?? (await compare(github, { base, head }, comparing))
      if (known) comparing.visit?.(known.commits)
      if (comparison.commits.length === comparison.total) complete.set(key, comparison)
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
    file: (path, ref) => readFile(github, path, ref),
    deployments: (environment) => listDeployments(github, environment),
    states: (id) => listStates(github, id),
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

/** Octokit gives what it takes for text as a text, and anything else as bytes. */
async function readFile(github: Github, path: string, ref: string): Promise<string> {
  const body = await github.get({
    path: `/contents/${path}`,
    params: { ref },
    does: `show ${path} at ${ref.slice(0, 12)}`,
    needs: 'contents: read',
    raw: true,
  })
  if (body instanceof ArrayBuffer) return Buffer.from(body).toString('utf8')
  return typeof body === 'string' ? body : ''
}

async function listStates(github: Github, id: number): Promise<readonly string[]> {
  const body = await github.get({
    path: '/deployments/{id}/statuses',
    params: { id, per_page: PER_PAGE },
    does: `list the statuses of deployment ${id}`,
    needs: 'deployments: read',
  })
  return list(body).map((status) => textAt(status, 'state'))
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
