// Beanstalk's words and ours: states, revisions, comments. Pure.
import { withMarker } from '../../deploy/marker.ts'
import { entryAt } from '../../json.ts'
import type { Deploy, DeployState, Outcome } from '../../provider/provider.ts'
import { oneLine } from '../../text.ts'
import type { BeanstalkRelease } from './shapes.ts'

// No limit of the comment is documented; the marker at its end must never be what a column cuts off.
const MAX_COMMENT = 2_000

// new, waiting, pending and retry go on; so does a word that we do not know (support article 111, Release Resource).
const FINAL: Readonly<Record<string, Outcome>> = {
  success: 'succeeded',
  failed: 'failed',
  skipped: 'skipped',
}

/** The outcome of a state, or undefined while it goes on. */
export function finalOutcome(state: string): Outcome | undefined {
  return entryAt(FINAL, state.toLowerCase())
}

/** Are these the same revision? A git one may be answered short, as the documented changeset shows it. */
export function isSameRevision(one: string, other: string): boolean {
  const [short = '', long = ''] = [one, other].sort((a, b) => a.length - b.length)
  if (short === long) return short !== ''
  return (
    /^[0-9a-f]{40}$/i.test(long) && short.length >= 7 && long.toLowerCase().startsWith(short.toLowerCase())
  )
}

interface CommentParts {
  /** The version, or what stands for it; left out where it would say the same twice. */
  readonly label: string
  readonly revision: string
  readonly deploy: Pick<Deploy, 'description' | 'marker'>
}

/** `<version>: <description> [marker]`; a version that is the revision is shown by Beanstalk anyway. */
export function commentOf({ label, revision, deploy }: CommentParts): string {
  const { description, marker } = deploy
  const isSaid = label === revision || description.startsWith(label)
  const text = isSaid && description ? description : [label, description].filter(Boolean).join(': ')
  return withMarker(text.trim(), marker, MAX_COMMENT)
}

/** What `errors` says, as one line. */
export function errorWords(errors: string | readonly unknown[]): string {
  const all = typeof errors === 'string' ? [errors] : errors
  const said = all.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))
  return oneLine(said.join('; '), 500)
}

/** The state of a release in our words. What `skipped` means is for the user to say: the API does not tell which. */
export function stateOf(release: BeanstalkRelease, skipped: 'success' | 'warn' | 'fail'): DeployState {
  const { id, state, created_at: startedAt, deployed_at, updated_at } = release
  const outcome = finalOutcome(state)
  if (outcome === undefined) return { state }
  const means = outcome === 'skipped' ? skippedWords(id, skipped) : {}
  return { state, outcome, startedAt, finishedAt: deployed_at ?? updated_at, ...means }
}

function skippedWords(id: string, meaning: 'success' | 'warn' | 'fail'): Partial<DeployState> {
  const text = `Beanstalk skipped release ${id}: a newer deploy was made before it started, or nothing changed under the deployed path`
  if (meaning === 'warn') {
    return { warnings: [`${text}. Set beanstalk-skipped to fail or success to say what that means.`] }
  }
  return meaning === 'fail' ? { fails: `${text}. (beanstalk-skipped: fail)` } : {}
}

/** A release that was there and is gone: Beanstalk deletes what has not begun when a newer one is created. */
export function goneState(id: string): DeployState {
  return {
    state: 'gone',
    isMissing: true,
    outcome: 'superseded',
    warnings: [`Beanstalk removed release ${id} before it started: a newer release took its place`],
  }
}
