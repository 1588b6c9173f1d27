// Reads versions and commits from a stand-in of GitHub that holds a history made by a test.
import { Agent } from 'undici'
import type { History } from '../../sandbox/github/history.ts'
import { makeGitHub } from '../../sandbox/github/index.ts'
import { makeClock, type Running, serve } from '../../sandbox/server.ts'
import { collectCommits } from '../../src/commits/collect.ts'
import type { Sources } from '../../src/commits/sources.ts'
import type { CommitRange, RunContext } from '../../src/event/context.ts'
import { readContext } from '../../src/event/read.ts'
import { openGithub } from '../../src/github/client.ts'
import { type GithubReader, githubReader } from '../../src/github/reader.ts'
import { commonInputs } from '../../src/inputs/common.ts'
import type { Values } from '../../src/inputs/kinds.ts'
import { camelCase } from '../../src/inputs/read.ts'
import type { PastDeploy } from '../../src/provider/provider.ts'
import { type PickedVersion, pickVersion } from '../../src/version/pick.ts'
import { withPathHistories } from '../support/path-histories.ts'

export type Common = Values<typeof commonInputs>

/** The common inputs with their defaults, and what a test sets. */
export function inputs(given: Partial<Common> = {}): Common {
  const read = Object.entries(commonInputs).map(([name, input]) => {
    const text = input.default?.startsWith('$') ? '' : (input.default ?? '')
    const result = input.read(text)
    return [camelCase(name), 'value' in result ? result.value : undefined]
  })
  return { ...(Object.fromEntries(read) as Common), environment: 'production', ...given }
}

/** The context of an event in acme/shop. */
export function contextOf(
  event: string,
  sha: string,
  payload: object = {},
  ref = 'refs/heads/main',
): RunContext {
  const env = {
    GITHUB_EVENT_NAME: event,
    GITHUB_SHA: sha,
    GITHUB_REF: ref,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_RUN_ID: '1',
    GITHUB_JOB: 'deploy',
  }
  return readContext(env, { repository: { full_name: 'acme/shop', default_branch: 'main' }, ...payload })
}

export interface Reading {
  readonly github: GithubReader
  readonly running: Running
  /** Without the repository, each page after the first with its number. */
  asked(): string[]
  commits(context: RunContext, given?: Partial<Common>, more?: More): Promise<CommitRange>
  version(context: RunContext, given?: Partial<Common>): Promise<PickedVersion>
}

export interface More {
  readonly version?: string
  readonly isCounted?: boolean
  readonly history?: readonly PastDeploy[]
}

export interface Setting {
  readonly takesFiles?: boolean
  readonly faults?: readonly string[]
  /** GraphQL is refused, as on an old server. */
  readonly noGraphql?: boolean
  readonly prefix?: string
}

/** Serves the history, and ends when the test does. */
export async function onHistory(
  history: History,
  test: (reading: Reading) => Promise<void>,
  { takesFiles = false, faults = [], noGraphql = false, prefix = '' }: Setting = {},
): Promise<void> {
  const clock = makeClock(Date.parse('2026-07-01T12:00:00Z'))
  const standIn = makeGitHub({ clock, history, prefix })
  const running = await serve(noGraphql ? standIn : withPathHistories(standIn, history), { clock, faults })
  const dispatcher = new Agent()
  const world = {
    env: {},
    signal: new AbortController().signal,
    now: clock.now,
    uptime: clock.now,
    sleep: async (ms: number) => clock.advance(ms),
    random: () => 0,
    info: () => undefined,
    debug: () => undefined,
  }
  const access = {
    token: 'github-token',
    apiUrl: `${running.url}${prefix}`,
    deadline: clock.now() + 600_000,
  }
  const repository = { owner: 'acme', name: 'shop', full: 'acme/shop' }
  const github = githubReader(openGithub(access, world, dispatcher), repository)
  const sources = (history?: readonly PastDeploy[]): Sources => ({
    history: history && (async () => history),
    github,
    environment: 'production',
    takesFiles,
    now: clock.now,
  })
  try {
    await test({
      github,
      running,
      asked: () =>
        running.requests.map(({ path, query }) => {
          const page = Number(query.get('page') ?? 1)
          const rest = decodeURIComponent(path).replace(/^.*\/repos\/acme\/shop/, '')
          return page > 1 ? `${rest} page ${page}` : rest
        }),
      version: (context, given) => pickVersion(inputs(given), context, sources()),
      commits: async (context, given, { version = 'v', isCounted = false, history: past } = {}) => {
        const common = inputs(given)
        const query = { common, context, sources: sources(past), version, marker: '[00000000]', isCounted }
        return (await collectCommits(query)).range
      },
    })
  } finally {
    await dispatcher.close()
    await running.close()
  }
}

export const subjects = ({ commits }: Pick<CommitRange, 'commits'>): string[] =>
  commits.map(({ message }) => message.split('\n')[0] ?? '')
