// How a build or release moves through its states: a list of steps, taken one a GET or by the clock.

export interface Step {
  readonly status: string
  /** Due so long after creation by the clock; without it, due at the next GET of that record. */
  readonly afterMs?: number
}

export interface Moving {
  readonly createdAt: number
  /** The builder or the region did not take it: its record stays behind an error. */
  readonly refused: boolean
  status: string
  steps: Step[]
}

const STATUSES = ['queued', 'pending', 'succeeded', 'failed', 'unknown']

/**
 * Reads `pending,succeeded` (the answers of the first GET, the second, and all later ones) or
 * `pending,unknown@600` (seconds since creation). `pending` alone is pending for ever. With `refused` in front,
 * the request is answered with an error and its record stays, as it is or to go on: `refused,succeeded@3`.
 */
export function parseTimeline(text: string): Pick<Moving, 'refused' | 'steps'> {
  const parts = text.split(',').map((part) => part.trim())
  const refused = parts[0] === 'refused'
  const steps = parts.slice(refused ? 1 : 0).map((part) => {
    const [status = '', seconds] = part.split('@')
    if (!STATUSES.includes(status) || (seconds !== undefined && !/^\d+(\.\d+)?$/.test(seconds))) {
      throw new Error(`akkeris timeline "${text}": write ${STATUSES.join(', ')}, each perhaps with @SECONDS`)
    }
    return seconds === undefined ? { status } : { status, afterMs: Number(seconds) * 1000 }
  })
  return { refused, steps }
}

/** Takes the steps due by the clock (which pass over earlier ones), and one more when `asked` by a GET. */
export function move(
  item: Moving,
  now: number,
  asked: boolean,
  change: (status: string, at: number) => void,
): void {
  const dueAt = (step: Step) => (step.afterMs === undefined ? undefined : item.createdAt + step.afterMs)
  const last = item.steps.findLastIndex((step) => (dueAt(step) ?? Number.POSITIVE_INFINITY) <= now)
  for (const step of item.steps.splice(0, last + 1)) change(step.status, dueAt(step) ?? item.createdAt)
  const next = item.steps[0]
  if (!asked || !next || next.afterMs !== undefined) return
  item.steps.shift()
  change(next.status, now)
}
