// Earlier deploys for the report: what was read anyway, else one look back when the deploy is done. An extra, so it is
// cheap or left out, and whatever comes of it, the run ends as it would have without it.
import type { Host } from './host.ts'
import type { ReadInputs } from './inputs/read.ts'
import type { Plan } from './plan.ts'
import type { Outcome, PastDeploy } from './provider.ts'
import { hasArrived } from './report/figures.ts'
import type { Session } from './session.ts'
import { oneLine } from './text.ts'

const MAX_MS = 5_000

interface Recalling {
  readonly plan: Plan
  readonly session: Session
  readonly inputs: ReadInputs
  readonly host: Host
}

/** The deploys of the environment, newest first; never throws. */
export async function recall(
  { plan, session, inputs, host }: Recalling,
  outcome: Outcome,
  deployId: string,
): Promise<readonly PastDeploy[]> {
  const { history, lookBack } = session.provider
  const known = session.sources.known()
  if (known || !history || !lookBack || !inputs.common.summary) return known ?? []
  if (plan.stage !== 'main' || plan.environment === '' || !hasArrived(outcome)) return []
  try {
    const read = await history(session.briefly(MAX_MS), lookBack)
    // A list without this deploy is not the newest one, so what came right before is not to be told.
    return read.some(({ id }) => id === deployId) ? read : []
  } catch (error) {
    host.debug(`The earlier deploys are not shown: ${oneLine(String(error))}`)
    return []
  }
}
