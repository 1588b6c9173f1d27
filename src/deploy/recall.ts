// Earlier deploys for the report: what was read anyway, else one look back when the deploy is done. An extra, so it is
// cheap or left out, and whatever comes of it, the run ends as it would have without it.
import type { Host } from '../host.ts'
import type { ReadInputs } from '../inputs/read.ts'
import type { Outcome, PastDeploy, Receipt } from '../provider/provider.ts'
import { hasArrived } from '../report/figures.ts'
import { oneLine } from '../text.ts'
import type { Plan } from './plan.ts'
import type { Session } from './session.ts'

interface Recalling {
  readonly plan: Plan
  readonly session: Session
  readonly inputs: ReadInputs
  readonly host: Host
}

interface Ended {
  readonly receipts: readonly Receipt[]
  readonly outcome: Outcome
  readonly deployId: string
}

/** Would the summary show earlier deploys that nothing has read yet? */
export function showsHistory(
  { stage, environment }: Plan,
  { sources, provider }: Session,
  { summary }: ReadInputs['common'],
): boolean {
  return summary && stage === 'main' && environment !== '' && !!provider.history && !sources.known()
}

/** The deploys of the environment, newest first; never throws. */
export async function recall(
  { plan, session, inputs, host }: Recalling,
  { receipts, outcome, deployId }: Ended,
): Promise<readonly PastDeploy[]> {
  const known = session.sources.known() ?? receipts.find(({ step }) => step === 'deploy')?.past
  if (known) return known
  const { recent } = session.provider
  if (!recent || !hasArrived(outcome) || !showsHistory(plan, session, inputs.common)) return []
  try {
    const read = await recent(session.glance())
    // A list without this deploy is not the newest one, so what came right before is not to be told.
    return read.some(({ id, marker }) => id === deployId || marker === plan.deploy.marker) ? read : []
  } catch (error) {
    host.debug(`The earlier deploys are not shown: ${oneLine(String(error))}`)
    return []
  }
}
