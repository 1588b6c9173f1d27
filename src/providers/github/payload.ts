// What we write into a deployment's payload, and read again: by it our own deployments are known.

import { bareMarker } from '../../deploy/marker.ts'
import { textAt } from '../../json.ts'
import type { Deploy } from '../../provider/provider.ts'
import type { GitHubJob } from './calls.ts'

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

/** The version that was deployed; empty when it is not ours. */
export function versionOf({ payload }: WithPayload): string {
  return textAt(readPayload(payload), 'version')
}

/** Which job of a matrix made the deployment; empty when it is not ours. */
export function matrixKeyOf({ payload }: WithPayload): string {
  return textAt(readPayload(payload), 'matrix_key')
}

/** Was `other` made by another job of the run that made `ours`? */
export function isSibling(ours: WithPayload, other: WithPayload): boolean {
  const own = readPayload(ours.payload)
  const theirs = readPayload(other.payload)
  const isSame = (name: keyof Payload) => textAt(theirs, name) === textAt(own, name)
  if (markerOf(other) === '' || !isSame('run_id')) return false
  return !(isSame('job') && isSame('matrix_key') && isSame('version'))
}
