// What a rollback deploys again: the deploy that was named, or the newest good one of another revision.

import { InputError } from '../errors.ts'
import type { RunContext } from '../event/context.ts'
import type { ReadInputs } from '../inputs/read.ts'
import type { AnyProvider, Outcome, PastDeploy } from '../provider/provider.ts'
import { makeMarker } from './marker.ts'

/** How earlier deploys are asked for; undefined where the provider cannot tell. */
export interface Past {
  readonly history: (() => Promise<readonly PastDeploy[]>) | undefined
  readonly readPast: ((id: string) => Promise<PastDeploy>) | undefined
}

/** Where it is rolled back. */
interface Target {
  readonly provider: AnyProvider
  readonly environment: string
  readonly past: Past
}

/**
 * What a rollback deploys again; undefined when nothing has to, or can, be looked for. A provider that confirms releases
 * takes the version as the target, so that one needs no list.
 */
export async function findRollback(
  { common, own }: ReadInputs,
  context: RunContext,
  { provider, environment, past }: Target,
): Promise<PastDeploy | undefined> {
  const isNamed = common.version !== '' && provider.confirmRelease !== undefined
  if (common.operation !== 'rollback' || isNamed) return undefined
  const given = provider.rollbackTarget?.(own)
  if (given) return { id: given, sha: given, outcome: 'unknown' }
  if (common.deployId && past.readPast) return past.readPast(common.deployId)
  if (!past.history) return undefined
  const isRerun = context.runAttempt > 1 && common.onRerun === 'reuse'
  const markerOf = ({ version, sha }: PastDeploy) =>
    makeMarker({
      context,
      environment,
      matrixKey: common.matrixKey,
      version: version ?? sha ?? '',
      isNewEachAttempt: false,
    })
  const isOurs = (each: PastDeploy) =>
    isRerun && each.marker !== undefined && each.marker === markerOf(each) && wentBack(each, context)
  return pickRollback(await past.history(), common.deployId, isRerun, isOurs)
}

/** A run may have deployed its own head and then roll back: that deploy is what is left, and not where it goes. */
function wentBack({ rollbackOf, sha }: PastDeploy, { headSha }: RunContext): boolean {
  return rollbackOf !== undefined || sha !== headSha
}

/**
 * The version of a rollback at a provider that confirms releases, when none was given: the target's, or its commit.
 * @throws InputError when there is no target either
 */
export function versionToRestore(
  common: ReadInputs['common'],
  provider: AnyProvider,
  rollbackTo: PastDeploy | undefined,
): string | undefined {
  if (common.operation !== 'rollback' || common.version || !provider.confirmRelease) return undefined
  const version = rollbackTo?.version ?? rollbackTo?.sha
  if (version) return version
  const why = provider.history
    ? `${provider.name} lists no earlier successful deploy of another revision in this environment`
    : `${provider.name} cannot list earlier deploys`
  throw new InputError([`version or deploy-id is required for this rollback: ${why}.`])
}

const GOOD: readonly Outcome[] = ['succeeded', 'recorded', 'accepted']
// A deploy that is under way, or whose end nobody knows, has replaced what ran before it; one that failed has not.
const LIVE: readonly Outcome[] = [...GOOD, 'unknown', 'started']

/**
 * @param history newest first
 * @param deployId id or version of the deploy that was asked for; one that is not listed is known by its id alone
 * @param isRerun a re-run goes back to where its earlier attempt went, so that it does not roll forward again
 * @param isOurs whether a deploy was made by an earlier attempt of this run
 */
export function pickRollback(
  history: readonly PastDeploy[],
  deployId: string,
  isRerun = false,
  isOurs: (past: PastDeploy) => boolean = () => false,
): PastDeploy | undefined {
  if (deployId) {
    const named = history.find(({ id, version }) => id === deployId || version === deployId)
    return named ?? { id: deployId, outcome: 'unknown' }
  }
  const liveAt = history.findIndex(({ outcome }) => LIVE.includes(outcome))
  const live = history[liveAt]
  if (!live) return undefined
  const earlier = history.slice(liveAt + 1)
  if (isOurs(live)) return live
  if (isRerun && live.rollbackOf !== undefined) return earlier.find(({ id }) => id === live.rollbackOf)
  return earlier.find(
    (each) => GOOD.includes(each.outcome) && !['', revisionOf(live)].includes(revisionOf(each)),
  )
}

function revisionOf({ revision, sha, version }: PastDeploy): string {
  return revision || sha || version || ''
}
