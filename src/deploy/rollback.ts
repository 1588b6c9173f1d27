// What a rollback deploys again: the deploy that was named, or the newest good one of another revision.
import { InputError, isExpected } from '../errors.ts'
import { effectOf, type PastDeploy, revisionOf } from '../provider/provider.ts'
import { listed, oneLine } from '../text.ts'
import { type PickedVersion, picked } from '../version/pick.ts'
import { hasArrived, ofPrefix } from './past.ts'
import type { StageSession } from './session.ts'

export interface RollbackTarget {
  /** The deploy to go back to. */
  readonly rollbackTo?: PastDeploy
  /** Earlier deploys of the environment, newest first, where something had to read them. */
  readonly history?: readonly PastDeploy[]
}

/**
 * What a rollback deploys again; nothing where nothing has to, or can, be looked for. A provider that records takes the version
 * as the target, and a list may tell its commit.
 */
export async function findRollback(session: StageSession): Promise<RollbackTarget> {
  const { provider, inputs } = session
  const { common, own } = inputs
  const isNamed = common.version !== '' && effectOf(provider) === 'records'
  if (isNamed) return provider.release ? {} : findNamed(common.version, session)
  const given = provider.rollbackTarget?.(own)
  if (given) return { rollbackTo: { id: given, sha: given, outcome: 'unknown' } }
  if (common.deployId && provider.pastDeploy)
    return { rollbackTo: await provider.pastDeploy(session.base, common.deployId) }
  if (common.ref && !common.deployId) {
    const names = effectOf(provider) === 'records' ? 'version or deploy-id' : 'deploy-id'
    throw new InputError([
      `ref alone does not say which deploy a rollback goes back to: give ${names} with it.`,
    ])
  }
  if (!provider.history) return {}
  const history = ofPrefix(await provider.history(session.base, 'rollback'), common.versionPrefix)
  const isOurs = (past: PastDeploy) => wasOurs(past, session)
  const rollbackTo = pickRollback(history, common.deployId, session.isRerun ? isOurs : undefined)
  return { history, ...(rollbackTo ? { rollbackTo } : {}) }
}

/** Of a version that was deployed before, where its commit can only be known from that; without it the rollback goes on. */
async function findNamed(version: string, { glance }: StageSession): Promise<RollbackTarget> {
  try {
    const history = await glance('rollback')
    const named = history?.filter((each) => each.version === version && hasArrived(each.outcome)) ?? []
    const rollbackTo = named.find(({ sha }) => sha) ?? named[0]
    return { ...(history ? { history } : {}), ...(rollbackTo ? { rollbackTo } : {}) }
  } catch (error) {
    if (isExpected(error)) return {}
    throw error
  }
}

/** Was it the rollback of an earlier attempt of this run, and not the deploy of its own head that the run made before? */
function wasOurs(past: PastDeploy, { markerOf, base }: StageSession): boolean {
  const { marker, version, sha, rollbackOf } = past
  if (marker === undefined || marker !== markerOf(version ?? sha ?? '')) return false
  return rollbackOf !== undefined || sha !== base.context.headSha
}

/**
 * The version of a rollback at a provider that records, when none was given: the target's, or its commit.
 * @throws InputError when there is no target either
 */
export function versionToRestore(
  { provider, inputs }: StageSession,
  rollbackTo: PastDeploy | undefined,
): PickedVersion | undefined {
  const { common } = inputs
  if (common.version || effectOf(provider) === 'deploys') return undefined
  const version = rollbackTo?.version ?? rollbackTo?.sha
  if (version) return picked(version, 'of the deploy to roll back to')
  if (common.deployId && provider.history) {
    const id = oneLine(common.deployId, 60)
    const problem = `deploy-id ${id} is not among the earlier deploys of this environment that ${provider.name} lists: give one of them, or version.`
    throw new InputError([problem])
  }
  const why = provider.history
    ? `${provider.name} lists no earlier successful deploy of another revision in this environment`
    : `${provider.name} cannot list earlier deploys`
  throw new InputError([`version or deploy-id is required for this rollback: ${why}.`])
}

/**
 * @param history newest first
 * @param deployId id or version of the deploy that was asked for; one that is not listed is known by its id alone
 * @param isOurs in a re-run: was a deploy made by an earlier attempt? It goes back to where that went, so that it does not
 *   roll forward again
 * @throws InputError when the version that was asked for numbers more than one of them
 */
export function pickRollback(
  history: readonly PastDeploy[],
  deployId: string,
  isOurs?: (past: PastDeploy) => boolean,
): PastDeploy | undefined {
  if (deployId) return named(history, deployId) ?? { id: deployId, outcome: 'unknown' }
  // One that is under way, or whose end nobody knows, has replaced what ran before it; one that failed has not.
  const liveAt = history.findIndex(
    ({ outcome }) => hasArrived(outcome) || outcome === 'unknown' || outcome === 'started',
  )
  const live = history[liveAt]
  if (!live) return undefined
  const earlier = history.slice(liveAt + 1)
  if (isOurs?.(live)) return live
  if (isOurs && live.rollbackOf !== undefined) return earlier.find(({ id }) => id === live.rollbackOf)
  return earlier.find(
    (each) => hasArrived(each.outcome) && !['', revisionOf(live)].includes(revisionOf(each)),
  )
}

/**
 * By its id, else by its version. Where a version only numbers the deploys and says nothing of what was deployed, it must
 * be the only one of it.
 * @throws InputError when it is not
 */
function named(history: readonly PastDeploy[], deployId: string): PastDeploy | undefined {
  const byId = history.find(({ id }) => id === deployId)
  const [first, ...others] = history.filter(({ version }) => version === deployId)
  if (byId || first?.revision === undefined || others.length === 0) return byId ?? first
  const ids = [first, ...others].map(({ id }) => oneLine(id, 60))
  throw new InputError([
    `deploy-id ${oneLine(deployId, 60)} names more than one deploy: give the id of the one that is meant, ${listed(ids, 'or')}.`,
  ])
}
