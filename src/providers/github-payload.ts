// What we write into a deployment's payload, and read again: by it our own deployments are known.
import { textAt } from '../json.ts'
import { bareMarker } from '../marker.ts'
import type { Deploy } from '../provider.ts'
import type { GitHubJob } from './github-calls.ts'

interface Payload {
  readonly record_deploy: string
  readonly version: string
  readonly run_id: string
  readonly job: string
  readonly matrix_key: string
  /** The deployment that a rollback goes back to, so that a re-run of it goes there too. */
  readonly rollback_of?: string
}

/** What is asked of a deployment here; its payload is whatever its maker wrote. */
interface WithPayload {
  readonly payload?: unknown
}

/** The payload of a new deployment. */
export function payloadOf({ version, context, matrixKey }: GitHubJob, deploy: Deploy): Payload {
  return {
    record_deploy: bareMarker(deploy.marker),
    version,
    run_id: context.runId,
    job: context.job,
    matrix_key: matrixKey,
    ...(deploy.rollbackTo ? { rollback_of: deploy.rollbackTo.id } : {}),
  }
}

/** A payload comes back as it was sent, or as JSON text. */
export function readPayload(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload
  try {
    return JSON.parse(payload)
  } catch {
    // Another tool's text, which is no payload of ours.
    return undefined
  }
}

/** The marker in the payload of a deployment, without its brackets; empty when it is not ours. */
export function markerOf({ payload }: WithPayload): string {
  return textAt(readPayload(payload), 'record_deploy')
}

/** Was it made by another job of this run? */
export function isSibling({ context, matrixKey, version }: GitHubJob, { payload }: WithPayload): boolean {
  const theirs = readPayload(payload)
  if (textAt(theirs, 'record_deploy') === '' || textAt(theirs, 'run_id') !== context.runId) return false
  const isSame =
    textAt(theirs, 'job') === context.job &&
    textAt(theirs, 'matrix_key') === matrixKey &&
    textAt(theirs, 'version') === version
  return !isSame
}
