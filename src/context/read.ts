// GITHUB_* variables and the event file → RunContext. Which field is the head, and what the event itself says
// about its commits, differs by event: one function each, sources in docs/architecture.md.
import { InputError } from '../errors.ts'
import { isRecord, type Json, recordAt, textAt } from '../json.ts'
import type { Commit, EventRange, Repository, RunContext } from './context.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The part of the context that the event decides. */
type FromEvent = Pick<RunContext, 'headSha' | 'ref' | 'refKind'> &
  Partial<Pick<RunContext, 'headCommit' | 'range' | 'pullRequest' | 'stop' | 'refusal'>>

/**
 * What this run knows about itself.
 * @param env the runner's variables
 * @param event the parsed event file
 * @throws InputError when it does not run inside GitHub Actions
 */
export function readContext(env: Env, event: unknown): RunContext {
  const payload: Json = isRecord(event) ? event : {}
  const repository = readRepository(env, payload)
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  const serverUrl = (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '')
  const runId = env['GITHUB_RUN_ID'] ?? ''
  return {
    event: name,
    repository,
    serverUrl,
    githubApiUrl: (env['GITHUB_API_URL'] ?? 'https://api.github.com').replace(/\/+$/, ''),
    runId,
    runNumber: env['GITHUB_RUN_NUMBER'] ?? '',
    runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1') || 1,
    runUrl: `${serverUrl}/${repository.full}/actions/runs/${runId}`,
    workflow: env['GITHUB_WORKFLOW'] ?? '',
    job: env['GITHUB_JOB'] ?? '',
    actor: env['GITHUB_TRIGGERING_ACTOR'] || env['GITHUB_ACTOR'] || '',
    defaultBranch: textAt(recordAt(payload, 'repository'), 'default_branch'),
    ...(name === 'push' ? fromPush(env, payload) : fromAnything(env)),
  }
}

function readRepository(env: Env, payload: Json): Repository {
  const full = env['GITHUB_REPOSITORY'] || textAt(recordAt(payload, 'repository'), 'full_name')
  const [owner = '', name = ''] = full.split('/')
  if (!owner || !name) {
    throw new InputError(['this must run inside GitHub Actions: GITHUB_REPOSITORY is not set to owner/name.'])
  }
  return { owner, name, full }
}

/** Branch or tag from GITHUB_REF; `refs/heads/` and `refs/tags/` never go further than here. */
export function shortRef(ref: string): Pick<RunContext, 'ref' | 'refKind'> {
  if (ref.startsWith('refs/heads/')) return { ref: ref.slice('refs/heads/'.length), refKind: 'branch' }
  if (ref.startsWith('refs/tags/')) return { ref: ref.slice('refs/tags/'.length), refKind: 'tag' }
  return { ref: ref.replace(/^refs\//, ''), refKind: 'none' }
}

function fromAnything(env: Env): FromEvent {
  return { headSha: env['GITHUB_SHA'] ?? '', ...shortRef(env['GITHUB_REF'] ?? '') }
}

const ZEROS = /^0+$/

/** A push: `after` is never used, because for an annotated tag it is the tag object (github-events, 2). */
function fromPush(env: Env, payload: Json): FromEvent {
  const place = shortRef(textAt(payload, 'ref') || (env['GITHUB_REF'] ?? ''))
  const base: FromEvent = { headSha: env['GITHUB_SHA'] ?? '', ...place }
  if (payload['deleted'] === true) {
    return {
      ...base,
      stop: `the ${place.refKind === 'tag' ? 'tag' : 'branch'} was deleted; there is nothing to record`,
    }
  }
  const head = readCommit(recordAt(payload, 'head_commit'))
  const known = head ? { ...base, headSha: base.headSha || head.sha, headCommit: head } : base
  const before = textAt(payload, 'before')
  if (place.refKind === 'tag' || before === '' || ZEROS.test(before)) return known
  return { ...known, range: pushRange(before, payload) }
}

// Every known cap of the payload's list is 20 or more, so fewer than 20 entries are all there are (github-events, 2.2).
const SMALLEST_CAP = 20

function pushRange(before: string, payload: Json): EventRange {
  const list = Array.isArray(payload['commits']) ? payload['commits'] : []
  // The payload lists the oldest first; everything of ours is newest first.
  const commits = list.flatMap((each) => readCommit(each) ?? []).reverse()
  return {
    base: before,
    source: 'push',
    commits,
    isComplete: commits.length > 0 && commits.length < SMALLEST_CAP,
  }
}

/** A commit as a webhook payload has it; undefined when there is none. */
export function readCommit(value: unknown): Commit | undefined {
  if (!isRecord(value) || textAt(value, 'id') === '') return undefined
  const author = recordAt(value, 'author')
  const time = Date.parse(textAt(value, 'timestamp'))
  return {
    sha: textAt(value, 'id'),
    message: textAt(value, 'message'),
    ...optional('authorName', textAt(author, 'name')),
    ...optional('authorEmail', textAt(author, 'email')),
    ...optional('authorLogin', textAt(author, 'username')),
    ...(Number.isNaN(time) ? {} : { time }),
  }
}

function optional<K extends string>(key: K, value: string): { readonly [P in K]?: string } {
  // An empty text is not a value; with exact optional types the key must then be left out.
  return (value === '' ? {} : { [key]: value }) as { readonly [P in K]?: string }
}
