// Beanstalk's words and ours: states, times, revisions, comments. Pure.
import { entryAt } from '../../json.ts'
import type { Deploy, DeployState, Outcome } from '../../provider/provider.ts'
import { cut, instant, oneLine } from '../../text.ts'
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

/** `2013/01/17 05:04:08 +0800`, the form of every time in the API, or ISO 8601; undefined for anything else. */
export function slashTime(text: string | null | undefined): number | undefined {
  const parts = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d):?(\d\d)$/.exec(text ?? '')
  const [, year, month, day, clock, hours, minutes] = parts ?? []
  return instant(parts ? `${year}-${month}-${day}T${clock}${hours}:${minutes}` : isoOnly(text ?? ''))
}

/** Date.parse would take almost any text, each engine in its own way. */
function isoOnly(text: string): string {
  return /^\d{4}-\d\d-\d\dT\S+$/.test(text) ? text : ''
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
  return `${cut(text.trim(), MAX_COMMENT - marker.length - 1)} ${marker}`.trim()
}

/** What `errors` says, as one line. */
export function errorWords(errors: string | readonly unknown[]): string {
  if (typeof errors === 'string') return oneLine(errors, 500)
  return oneLine(
    errors.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('; '),
    500,
  )
}

/** The state of a release in our words. What `skipped` means is for the user to say: the API does not tell which. */
export function stateOf(release: BeanstalkRelease, skipped: 'success' | 'warn' | 'fail'): DeployState {
  const outcome = finalOutcome(release.state)
  if (outcome === undefined) return { state: release.state }
  const startedAt = slashTime(release.created_at)
  const finishedAt = slashTime(release.deployed_at) ?? slashTime(release.updated_at)
  return {
    state: release.state,
    outcome,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(outcome === 'skipped' ? skippedWords(release.id, skipped) : {}),
  }
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
