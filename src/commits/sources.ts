// Where version and commits can be asked for when the event does not say enough. All are only reached when needed.

import type { RunContext } from '../event/context.ts'
import { openGithub } from '../github/client.ts'
import { type GithubReader, githubReader } from '../github/reader.ts'
import type { Clockwork } from '../http/connect.ts'
import type { commonInputs } from '../inputs/common.ts'
import type { Values } from '../inputs/kinds.ts'
import type { PastDeploy } from '../provider/provider.ts'

export interface Sources {
  /** Earlier deploys of the environment at the provider, newest first; undefined when it cannot list them. */
  readonly history: (() => Promise<readonly PastDeploy[]>) | undefined
  /** Undefined without a github-token. */
  readonly github: GithubReader | undefined
  /** Empty: no deploy. */
  readonly environment: string
  /** Does the provider take the changed files of each commit? Else they are not read for it. */
  readonly takesFiles: boolean
  /** The earlier deploys; undefined when nothing had to ask for them. */
  known(): readonly PastDeploy[] | undefined
  now(): number
}

interface Opening {
  readonly common: Pick<Values<typeof commonInputs>, 'githubToken' | 'timeout'>
  readonly context: RunContext
  readonly environment: string
  readonly takesFiles: boolean
  readonly readHistory: Sources['history']
}

/** Nothing is asked yet. Reading from GitHub may use half of the time, so that the provider always has the other half. */
export function openSources(opening: Opening, world: Clockwork): Sources {
  const { common, context, environment, takesFiles, readHistory } = opening
  const { githubApiUrl: apiUrl, repository } = context
  const access = { token: common.githubToken, apiUrl, repository, deadline: world.now() + common.timeout / 2 }
  let known: readonly PastDeploy[] | undefined
  let asked: Promise<readonly PastDeploy[]> | undefined
  const history = async () => {
    // Asked once, by whoever needs it first.
    asked ??= readHistory?.()
    known = await asked
    return known ?? []
  }
  return {
    history: readHistory && history,
    github: common.githubToken === '' ? undefined : githubReader(openGithub(access, world)),
    environment,
    takesFiles,
    known: () => known,
    now: world.now,
  }
}

export const NO_TOKEN = 'github-token is empty'
