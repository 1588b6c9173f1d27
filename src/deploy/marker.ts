// The run's own mark on what it makes, by which it is found again: docs/architecture.md, "Exactly once".
import { createHash } from 'node:crypto'
import type { RunContext } from '../event/context.ts'
import { cut } from '../text.ts'

export interface MarkerParts {
  readonly context: Pick<RunContext, 'repository' | 'runId' | 'runAttempt' | 'job' | 'step'>
  readonly matrixKey: string
  /** What is deployed to, beside the environment: provider, projects, app, account, repository. */
  readonly target: readonly string[]
  readonly environment: string
  /** `on-rerun: new` makes each attempt its own deploy. */
  readonly isNewEachAttempt: boolean
  /** What the marker is of where no subject is named. */
  readonly firstSubject?: string | undefined
}

/** The marker of a version: the same for every attempt of a run, another for each step, job of a matrix and target. */
export type MarkerOf = (version: string, subject?: string) => string

/** 8 hex characters in square brackets. */
export function makeMarker(parts: MarkerParts): MarkerOf {
  const { context, matrixKey, target, environment, isNewEachAttempt, firstSubject = '' } = parts
  const { repository, runId, runAttempt, job, step } = context
  const known = [repository.full, runId, job, matrixKey, step, target, environment]
  const attempt = isNewEachAttempt ? [runAttempt] : []
  return (version, subject = firstSubject) => {
    const text = JSON.stringify([...known, version, ...(subject ? [subject] : []), ...attempt])
    return `[${createHash('sha256').update(text).digest('hex').slice(0, 8)}]`
  }
}

/** What is told of two records of ours; a provider that lists only the newest may not show the other. */
export function twice(provider: string, id = '', twin = ''): string {
  const both = twin
    ? `${id} and ${twin}`
    : `${id} and, by its count, once more before that, where it no longer lists it`
  return `${provider} has this deploy twice, as ${both}: the answer to the first was lost, and it was carried out after all. Delete one of them there`
}

/** A text with the marker at its end, in at most so many characters: the marker is never what is cut off. */
export function withMarker(text: string, marker: string, max: number): string {
  return `${cut(text, max - marker.length - 1)} ${marker}`.trim()
}

/** A marker without its brackets, as it stands in a field of its own. */
export function bareMarker(marker: string): string {
  return marker.replace(/^\[|\]$/g, '')
}

/** The marker at the end of a text; undefined when there is none. */
export function markerAtEnd(text: string): string | undefined {
  return /\[[0-9a-f]{8}\]$/.exec(text)?.[0]
}
