// What the tests of the context share: contexts from hand-made payloads, and sources on the GitHub stand-in with a
// clock that only sleeping moves.

import { collectCommits } from '../../src/commits/collect.ts'
import type { Sources } from '../../src/commits/range.ts'
import { makeMarker } from '../../src/deploy/marker.ts'
import type { CommitRange, RunContext } from '../../src/event/context.ts'
import { readContext } from '../../src/event/read.ts'
import { CONCURRENCY, openGithub } from '../../src/github/client.ts'
import { type GithubReader, githubReader } from '../../src/github/reader.ts'
import { makeDispatcher } from '../../src/http/proxy.ts'
import { commonInputs } from '../../src/inputs/common.ts'
import type { Values } from '../../src/inputs/kinds.ts'
import { camelCase } from '../../src/inputs/read.ts'
import type { PastDeploy } from '../../src/provider/provider.ts'
import { type PickedVersion, pickVersion } from '../../src/version/pick.ts'
import type { World } from '../sandbox/github-harness.ts'

export type Common = Values<typeof commonInputs>

/** The common inputs as the runner gives them without a `with:`, and what a test sets. */
export function inputs(given: Partial<Common> = {}): Common {
  const read = Object.entries(commonInputs).map(([name, input]) => {
    const text = input.default?.startsWith('$') ? '' : (input.default ?? '')
    const result = input.read(text)
    return [camelCase(name), 'value' in result ? result.value : undefined]
  })
  return { ...(Object.fromEntries(read) as Common), environment: 'production', ...given }
}

export const ZEROS = '0'.repeat(40)

/** The runner's variables for a commit. */
export function env(event: string, sha: string, ref = 'refs/heads/main'): Record<string, string> {
  return {
    GITHUB_EVENT_NAME: event,
    GITHUB_SHA: sha,
    GITHUB_REF: ref,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_RUN_ID: '1',
    GITHUB_JOB: 'deploy',
  }
}

const repository = { full_name: 'acme/shop', default_branch: 'main' }

export function contextOf(event: string, sha: string, payload: object = {}, ref?: string): RunContext {
  return readContext(env(event, sha, ref), { repository, ...payload })
}

/** A push as GitHub's payload tells it; commits oldest first. */
export function push(
  before: string,
  after: string,
  more: { readonly commits?: readonly object[]; readonly forced?: boolean; readonly ref?: string } = {},
): RunContext {
  const { commits = [], forced = false, ref = 'refs/heads/main' } = more
  const created = before === ZEROS
  const payload = {
    ref,
    before,
    after,
    created,
    deleted: false,
    forced,
    commits,
    head_commit: commits.at(-1) ?? null,
  }
  return contextOf('push', after, payload, ref)
}

export function payloadCommit(id: string, message = `feat: ${id.slice(0, 7)}`): object {
  return {
    id,
    message,
    timestamp: '2026-06-30T10:00:00+02:00',
    author: { name: 'Shop Developer', email: 'developer@example.com', username: 'shop-developer' },
    committer: { name: 'GitHub', email: 'noreply@github.com' },
    distinct: true,
  }
}

export interface Reading {
  close(): Promise<void>
  readonly github: GithubReader
  readonly sources: Sources
  readonly lines: string[]
  readonly slept: number[]
}

export interface ReadingOptions {
  readonly token?: string
  readonly timeoutMs?: number
  readonly history?: readonly PastDeploy[] | (() => Promise<readonly PastDeploy[]>)
  readonly environment?: string
  readonly takesFiles?: boolean
  readonly prefix?: string
  readonly version?: string
}

/** A reader on the stand-in; sleeping moves the stand-in's clock. */
export function reading(world: World, options: ReadingOptions = {}): Reading {
  const { clock, running } = world
  const {
    token = 'github-token',
    timeoutMs = 1_200_000,
    environment = 'production',
    takesFiles = false,
  } = options
  const lines: string[] = []
  const slept: number[] = []
  const start = clock.now()
  // The stand-in's clock goes on by itself; here only sleeping counts.
  const now = () => start + slept.reduce((sum, ms) => sum + ms, 0)
  const dispatcher = makeDispatcher({}, CONCURRENCY)
  const github = githubReader(
    openGithub(
      {
        token,
        apiUrl: `${running.url}${options.prefix ?? ''}`,
        repository: { owner: 'acme', name: 'shop', full: 'acme/shop' },
        deadline: now() + timeoutMs / 2,
      },
      {
        env: {},
        signal: new AbortController().signal,
        now,
        uptime: now,
        sleep: async (ms) => {
          slept.push(ms)
          clock.advance(ms)
        },
        random: () => 0,
        info: (line) => lines.push(line),
        debug: () => undefined,
        hide: (text: string) => text,
      },
      dispatcher,
    ),
  )
  const { history } = options
  const ask = typeof history === 'function' ? history : history && (async () => history)
  return {
    github,
    close: () => dispatcher.destroy(),
    lines,
    slept,
    sources: { history: ask, github, environment, takesFiles, now },
  }
}

/** The commits of a run on the stand-in. */
export function commitsOf(
  world: World,
  context: RunContext,
  given: Partial<Common> = {},
  options: ReadingOptions = {},
): Promise<CommitRange> {
  return closing(reading(world, options), (sources) =>
    rangeOf({ common: inputs(given), context, sources, version: options.version ?? 'v' }),
  )
}

/** The range of a run whose marker is that of its version. */
export async function rangeOf(
  query: Omit<Parameters<typeof collectCommits>[0], 'marker'>,
): Promise<CommitRange> {
  const { common, context, sources, version } = query
  const markerOf = makeMarker({
    context,
    matrixKey: common.matrixKey,
    target: [],
    environment: sources.environment,
    isNewEachAttempt: common.onRerun === 'new',
  })
  return (await collectCommits({ ...query, marker: markerOf(version) })).range
}

/** The version of a run on the stand-in. */
export function versionOf(
  world: World,
  context: RunContext,
  given: Partial<Common> = {},
  options: ReadingOptions = {},
): Promise<PickedVersion> {
  return closing(reading(world, options), (sources) => pickVersion(inputs(given), context, sources))
}

async function closing<T>(
  { sources, close }: ReturnType<typeof reading>,
  read: (sources: Sources) => Promise<T>,
): Promise<T> {
  try {
    return await read(sources)
  } finally {
    await close()
  }
}

/** The paths that were asked, without the repository, decoded. */
export function asked(world: World): string[] {
  return world.running.requests.map(({ path, query }) => {
    const page = query.get('page')
    const rest = decodeURIComponent(path).replace(/^.*\/repos\/acme\/shop/, '')
    return page && page !== '1' ? `${rest} page ${page}` : rest
  })
}

export const subjects = ({ commits }: CommitRange): string[] =>
  commits.map(({ message }) => message.split('\n')[0] ?? '')
