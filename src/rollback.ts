// Where a rollback goes: the deploy that was named by its id, or the last good one before what is deployed now.
import { InputError } from './errors.ts'
import type { ReadInputs } from './inputs/read.ts'
import type { Outcome, PastDeploy } from './provider.ts'

/** How earlier deploys can be asked for; each is undefined where the provider cannot tell. */
export interface Past {
  readonly history: (() => Promise<readonly PastDeploy[]>) | undefined
  readonly readPast: ((id: string) => Promise<PastDeploy>) | undefined
}

/**
 * The target of a rollback; undefined for every other operation, and when the target is named by `version` alone.
 * @throws InputError when no target was given and none can be found
 */
export async function rollbackTarget(
  { common, provider }: Pick<ReadInputs, 'common' | 'provider'>,
  environment: string,
  { history, readPast }: Past,
): Promise<PastDeploy | undefined> {
  const { operation, deployId, version } = common
  if (operation !== 'rollback') return undefined
  if (deployId && readPast) return readPast(deployId)
  if (deployId) {
    const listed = (await history?.())?.find(({ id }) => id === deployId)
    return listed ?? { id: deployId, outcome: 'unknown' }
  }
  if (version || !history) return undefined
  const target = lastGood(await history())
  if (target) return target
  throw new InputError([
    `version or deploy-id is required for this rollback: ${provider.name} lists no earlier successful deploy of ${environment} with another revision.`,
  ])
}

const GOOD: readonly Outcome[] = ['recorded', 'succeeded', 'accepted', 'existing']

/** The newest successful deploy with another revision than the one that is deployed now (newest first). */
export function lastGood(history: readonly PastDeploy[]): PastDeploy | undefined {
  const [current, ...earlier] = history.filter(({ outcome }) => GOOD.includes(outcome))
  return current && earlier.find((each) => revisionOf(each) !== revisionOf(current))
}

function revisionOf({ sha, version }: PastDeploy): string {
  return sha ?? version ?? ''
}

/** What a rollback deploys, by name: the target's version, or its commit. */
export function versionOfTarget({ version, sha }: PastDeploy): string | undefined {
  return version ?? sha
}
