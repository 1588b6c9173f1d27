// The run's own mark on what it makes, by which it is found again: docs/architecture.md, "Exactly once".
import { createHash } from 'node:crypto'
import type { RunContext } from '../event/context.ts'

export interface MarkerParts {
  readonly context: RunContext
  readonly matrixKey: string
  readonly environment: string
  readonly version: string
  /** `on-rerun: new` makes each attempt its own deploy. */
  readonly isNewEachAttempt: boolean
}

/** 8 hex characters in square brackets: the same for every attempt of a run, another for each job of a matrix. */
export function makeMarker({
  context,
  matrixKey,
  environment,
  version,
  isNewEachAttempt,
}: MarkerParts): string {
  const parts = [context.repository.full, context.runId, context.job, matrixKey, environment, version]
  if (isNewEachAttempt) parts.push(String(context.runAttempt))
  return `[${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8)}]`
}

/** A marker without its brackets, as it stands in a field of its own. */
export function bareMarker(marker: string): string {
  return marker.replace(/^\[|\]$/g, '')
}

/** The marker at the end of a text; undefined when there is none. */
export function markerAtEnd(text: string): string | undefined {
  return /\[[0-9a-f]{8}\]$/.exec(text)?.[0]
}
