// What is written to Akkeris, within what it keeps, and what is said about releases and builds that did not come up.
import { withMarker } from '../../deploy/marker.ts'
import type { DeployState, Receipt } from '../../provider/provider.ts'
import { cut } from '../../text.ts'
import type { AkkerisJob } from './calls.ts'

/** The length of most columns. A longer value is answered with 500 (observed for sha). */
export const LONG = 1_024

/** A text as the database takes it: no longer than the column, and without NUL, which it answers with 500. */
export function kept(text: string, max: number): string {
  return cut(withoutNul(text), max)
}

function withoutNul(text: string): string {
  return text.replaceAll('\0', '')
}

/** A text with the marker at its end, within what the vendor keeps. */
export function marked(text: string, marker: string): string {
  return withMarker(withoutNul(text), marker, LONG)
}

/**
 * A crashing app does not make a release fail: only a deploy that the platform refused does. The types of dyno are deployed
 * one after the other, so that others may run the new build by then.
 */
export function refused({ own }: AkkerisJob, name: string): string {
  return `Akkeris recorded ${name} of ${own.akkerisApp} as failed: the platform refused to deploy it, or one of its types of dyno. Dynos of other types may already run the new build. Ask the operators of the installation for the reason, which the API does not tell.`
}

/** What `akkeris-unknown` makes of a release that ended so. */
export function unknownMeans({ own }: AkkerisJob, name: string): Pick<Receipt, 'fails' | 'warnings'> {
  if (own.akkerisUnknown === 'success') return {}
  const text = `How ${name} of ${own.akkerisApp} ended is unknown: no dyno reported to be up within 10 minutes. The app may crash at its start, or have no dynos`
  if (own.akkerisUnknown === 'fail') return { fails: `${text}.` }
  return { warnings: [`${text}. Set akkeris-unknown to fail or success to say what that means.`] }
}

/** Of a release that the controller has lost sight of: its timer does not outlive a restart. */
export function neverEnds({ own, operation }: AkkerisJob, name: string, state: string): string {
  const cure =
    operation === 'finish' ? 'Make another release.' : 'Run the step again to make another release.'
  return `Akkeris will not tell how ${name} of ${own.akkerisApp} ended: after more than 10 minutes, when it gives up itself, the last state seen was "${state}", so its controller was restarted in between. Its dynos may be up or not: look at the app. ${cure}`
}

/** Of what was made and cannot be read. */
export function notShown(what: string): DeployState {
  const fails = `Akkeris answered that ${what} was made, but does not show it. Look at the app before you run it again.`
  return { state: 'not shown yet', outcome: 'unknown', isMissing: true, fails }
}

/** Of a build of an earlier attempt that no builder works on any more. */
export function neverBuilt(id: string, state: string): string {
  return `Akkeris will not tell how build ${id} of an earlier attempt ends: it is ${state} for longer than a build that still comes to an end.`
}
