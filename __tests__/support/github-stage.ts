// Runs steps of the GitHub provider against a fresh stand-in, in this process.

import type { History } from '../../sandbox/github/history.ts'
import { ACTIONS_PERMISSIONS, type GitHub, makeGitHub, type Token } from '../../sandbox/github/index.ts'
import { type Clock, makeClock, type Recorded, type Running, serve } from '../../sandbox/server.ts'
import { push, pushVariables, sha } from './events.ts'
import { numberedHistory } from './github-history.ts'
import { type RunOptions, runStep, type StepResult } from './step.ts'

export interface GitHubStage {
  readonly github: GitHub
  readonly history: History
  readonly running: Running
  readonly clock: Clock
  run(inputs?: Readonly<Record<string, string>>, options?: Partial<RunOptions>): Promise<StepResult>
  /** The bodies that were sent to a path's end, oldest first. */
  sent(method: string, end: string): Record<string, unknown>[]
  /** The statuses of a deployment, oldest first. */
  states(id: number | string | undefined): string[]
}

interface Setting {
  readonly switches?: Readonly<Record<string, string>>
  readonly faults?: readonly string[]
  /** Permissions of the token. */
  readonly permissions?: Token['permissions']
  readonly prefix?: string
  readonly history?: History
  /** Called before a request is handled, e.g. to be another job. */
  readonly before?: (request: Recorded, github: GitHub) => void
}

export const HEAD = sha(3)

export async function onGitHub(
  act: (stage: GitHubStage) => Promise<void>,
  {
    switches = {},
    faults = [],
    permissions = ACTIONS_PERMISSIONS,
    prefix = '',
    before,
    ...rest
  }: Setting = {},
): Promise<void> {
  const clock = makeClock()
  const history = rest.history ?? numberedHistory()
  const tokens = { 'github-token': { login: 'github-actions[bot]', permissions } }
  const github = makeGitHub({ clock, history, switches, tokens, prefix })
  const hook = (phase: 'before' | 'after', request: Recorded) => {
    if (phase === 'before') before?.(request, github)
  }
  const running = await serve(github, { clock, faults, hook })
  const url = `${running.url}${prefix}`
  try {
    await act({
      github,
      history,
      running,
      clock,
      run: (inputs, { github: variables, ...options } = {}) =>
        runStep({
          clock,
          token: 'github-token',
          with: { provider: 'github', version: 'v1.4.0', 'patch-set': 'false', ...inputs },
          event: push(),
          github: { ...pushVariables(3, { API_URL: url }), ...variables },
          ...options,
        }),
      sent: (method, end) =>
        running.requests
          .filter((each) => each.method === method && decodeURIComponent(each.path).endsWith(end))
          .map(({ text }) => JSON.parse(text)),
      states: (id) =>
        github.state.statuses.filter(({ deployment }) => deployment === Number(id)).map(({ state }) => state),
    })
  } finally {
    await running.close()
  }
}
