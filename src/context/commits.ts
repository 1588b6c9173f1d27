// Commit range → commits: from the event where it says enough, else from GitHub's API.
import type { commonInputs } from '../inputs/common.ts'
import type { Values } from '../inputs/kinds.ts'
import type { PastDeploy } from '../provider.ts'
import type { CommitRange, RunContext } from './context.ts'

/** Where the rest can be asked; both are only reached when the event does not say enough. */
export interface Sources {
  /** Earlier deploys of the environment at the provider, newest first; undefined when it cannot list them. */
  readonly history: (() => Promise<readonly PastDeploy[]>) | undefined
}

/** The commits of this deploy, newest first, and which rule chose the base. */
export async function collectCommits(
  common: Values<typeof commonInputs>,
  context: RunContext,
  _sources: Sources,
): Promise<CommitRange> {
  const head = context.headSha
  if (context.range && common.commits !== 'none') {
    const { base, commits } = context.range
    return {
      base,
      head,
      source: 'push',
      reason: 'what the push brought',
      status: 'unknown',
      commits,
      total: commits.length,
      warnings: [],
    }
  }
  const commits = context.headCommit && common.commits !== 'none' ? [context.headCommit] : []
  return {
    head,
    source: 'single-commit',
    reason: 'the head commit alone',
    status: 'unknown',
    commits,
    total: commits.length,
    warnings: [],
  }
}
