// Runs steps of the GitHub provider against a fresh stand-in, in this process. All that was sent and answered must fit
// GitHub's own description.

import { expect } from '@jest/globals'
import type { History } from '../../sandbox/github/history.ts'
import { ACTIONS_PERMISSIONS, type GitHub, makeGitHub, type Token } from '../../sandbox/github/index.ts'
import type { MakeOptions } from '../../sandbox/kit/stand-in.ts'
import type { Recorded } from '../../sandbox/server.ts'
import { onStage, type Stage } from '../contract/harness.ts'
import { problemsAtGitHub } from '../witness/github-api.ts'
import { type Exchange, watched } from '../witness/openapi.ts'
import { push, pushVariables, sha } from './events.ts'
import { numberedHistory } from './github-history.ts'
import { runStep } from './step.ts'

export interface GitHubStage extends Stage<GitHub> {
  readonly github: GitHub
  readonly history: History
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

export function onGitHub(
  act: (stage: GitHubStage) => Promise<void>,
  { permissions = ACTIONS_PERMISSIONS, prefix = '', before, ...rest }: Setting = {},
): Promise<void> {
  const { history = numberedHistory(), switches = {}, faults = [] } = rest
  const tokens = { 'github-token': { login: 'github-actions[bot]', permissions } }
  const exchanges: Exchange[] = []
  let github: GitHub | undefined
  const make = ({ clock }: MakeOptions) => {
    github = watched(makeGitHub({ clock, history, switches, tokens, prefix }), exchanges)
    return github
  }
  const hook = (phase: 'before' | 'after', request: Recorded) => {
    if (phase === 'before' && github) before?.(request, github)
  }
  const play = async (stage: Stage<GitHub>) => {
    const { running, clock, world } = stage
    const url = `${running.url}${prefix}`
    await act({
      ...stage,
      github: world,
      history,
      // As at home: the token and the address of the workflow.
      run: (inputs, { github: variables, ...options } = {}) =>
        runStep({
          clock,
          token: 'github-token',
          with: { provider: 'github', version: 'v1.4.0', 'patch-set': 'false', ...inputs },
          event: push(),
          github: { ...pushVariables(3, { API_URL: url }), ...variables },
          ...options,
        }),
      states: (id) =>
        world.state.statuses.filter(({ deployment }) => deployment === Number(id)).map(({ state }) => state),
    })
    expect(problemsAtGitHub(exchanges)).toEqual([])
  }
  return onStage({ id: 'github', token: '', with: {}, make }, play, { faults, hook })
}
