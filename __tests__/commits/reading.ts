// Reads versions and commits from a stand-in of GitHub that holds a history made by a test.
import { Agent } from 'undici'
import type { History } from '../../sandbox/github/history.ts'
import { makeGitHub } from '../../sandbox/github/index.ts'
import { makeClock, type Running, type Service, serve } from '../../sandbox/server.ts'
import { collectCommits } from '../../src/commits/collect.ts'
import type { Sources } from '../../src/commits/range.ts'
import type { CommitRange, RunContext } from '../../src/event/context.ts'
import { openGithub } from '../../src/github/client.ts'
import { type GithubReader, githubReader } from '../../src/github/reader.ts'
import type { PastDeploy } from '../../src/provider/provider.ts'
import { type PickedVersion, pickVersion } from '../../src/version/pick.ts'
import { type Common, inputs } from '../context/harness.ts'

export { contextOf, inputs } from '../context/harness.ts'

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

function withoutGraphql(service: Service): Service {
  const handle: Service['handle'] = (request) =>
    request.path.endsWith('/graphql')
      ? { status: 404, json: { message: 'Not Found' } }
      : service.handle(request)
  return { ...service, handle }
}

/** Serves the history, and ends when the test does. */
export async function onHistory(
  history: History,
  test: (reading: Reading) => Promise<void>,
  { takesFiles = false, faults = [], noGraphql = false, prefix = '' }: Setting = {},
): Promise<void> {
  const clock = makeClock(Date.parse('2026-07-01T12:00:00Z'))
  const standIn = makeGitHub({ clock, history, prefix })
  const running = await serve(noGraphql ? withoutGraphql(standIn) : standIn, { clock, faults })
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
    hide: (text: string) => text,
  }
  const access = {
    token: 'github-token',
    apiUrl: `${running.url}${prefix}`,
    repository: { owner: 'acme', name: 'shop', full: 'acme/shop' },
    deadline: clock.now() + 600_000,
  }
  const github = githubReader(openGithub(access, world, dispatcher))
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
