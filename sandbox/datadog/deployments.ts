// The DORA deployments that the stand-in holds, and the check of what is sent to make one. [O] seen in the vendor's own
// recordings, [S] vendor source, [A] assumed.
import { createHash } from 'node:crypto'
import { isObject, unknownFields } from '../kit/body.ts'

export interface Deployment {
  readonly id: string
  readonly attributes: Readonly<Record<string, unknown>>
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** When it was written, by the clock; 0: it was there. */
  readonly writtenAt: number
  /** Set by a change: what the answers do not show [S: no such field in a deployment]. */
  changeFailure?: boolean
  remediation?: Readonly<Record<string, unknown>>
}

const FIELDS = ['service', 'started_at', 'finished_at', 'env', 'version', 'git', 'team', 'custom_tags', 'id']
const ID = /^[\w.:-]{16,128}$/ // [S]
const MAX_TAGS = 100 // [S]

/** What is wrong with the attributes of a create; empty when nothing is. [S] the rules, [A] the words. */
export function problemOf(attributes: Readonly<Record<string, unknown>>): string {
  const { service, id, git, custom_tags: tags = [] } = attributes
  const texts = ['env', 'version', 'team'].filter((name) => !isText(attributes[name] ?? ''))
  const times = ['started_at', 'finished_at'].filter((name) => milliseconds(attributes[name]) === undefined)
  if (!isText(service) || service === '') return 'attribute "service" is required'
  if (times.length > 0) return `attribute "${times[0]}" is required: Unix time in ns, ms or s`
  if (texts.length > 0) return `attribute "${texts[0]}" must be a string`
  if (id !== undefined && (!isText(id) || !ID.test(id))) return 'attribute "id" is invalid'
  if (git !== undefined && !isGit(git)) return 'attribute "git" needs repository_url and commit_sha'
  if (!Array.isArray(tags) || !tags.every((tag) => isText(tag) && /^[^:]+:./.test(tag)))
    return 'attribute "custom_tags" must be a list of key:value'
  return tags.length > MAX_TAGS ? `attribute "custom_tags" has more than ${MAX_TAGS} items` : ''
}

/** Names that the contract does not list. */
export function strangers(attributes: object): string[] {
  return unknownFields(attributes, FIELDS)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isGit(git: unknown): boolean {
  if (!isObject(git)) return false
  return (
    isText(git['repository_url']) &&
    URL.canParse(git['repository_url']) &&
    isText(git['commit_sha']) &&
    /^[0-9a-f]{40}$/.test(git['commit_sha']) // [A]
  )
}

/** Nanoseconds, milliseconds or seconds, told apart by their size [A]; undefined for what is no whole number. */
function milliseconds(value: unknown): number | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value) || value <= 0) return undefined
  if (value >= 1e17) return Math.floor(value / 1e6)
  return value >= 1e11 ? value : value * 1000
}

interface NewFacts {
  readonly count: number
  /** Its id is taken, so it gets one that is not. */
  readonly isAnother?: boolean
  readonly writtenAt?: number
}

/** The id that the service gives by itself. */
export function madeId(count: number): string {
  return createHash('sha256').update(`deployment ${count}`).digest('hex').slice(0, 16)
}

/** As it is kept: with an id, and the times as texts [S]. */
export function newDeployment(
  attributes: Readonly<Record<string, unknown>>,
  { count, isAnother = false, writtenAt = 0 }: NewFacts,
): Deployment {
  const { id: given, started_at, finished_at, ...more } = attributes
  const startedAt = milliseconds(started_at) ?? 0
  return {
    id: isText(given) && !isAnother ? given : madeId(count),
    startedAt,
    writtenAt,
    attributes: {
      ...more,
      started_at: new Date(startedAt).toISOString(),
      finished_at: new Date(milliseconds(finished_at) ?? 0).toISOString(),
    },
  }
}

/** As it is answered: git with the repository's id in the place of its address [S: DORAGitInfoResponse]. */
export function shown({ id, attributes: { git, ...attributes } }: Deployment) {
  const answered = isObject(git)
    ? { git: { commit_sha: git['commit_sha'], repository_id: repositoryId(git['repository_url']) } }
    : {}
  return { id, type: 'dora_deployment', attributes: { ...attributes, ...answered } }
}

/** [A] `github.com/acme/shop`. */
function repositoryId(url: unknown): string {
  return String(url)
    .replace(/^\w+:\/\//, '')
    .toLowerCase()
}
