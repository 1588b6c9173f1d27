// What we write into a deployment's payload, and read again: by it our own deployments are known.

import { bareMarker } from '../../deploy/marker.ts'
import { parseJson, textAt } from '../../json.ts'
import type { Deploy } from '../../provider/provider.ts'
import type { GitHubJob } from './calls.ts'

/** What is asked of a deployment here; its payload is whatever its maker wrote. */
interface WithPayload {
  readonly payload?: unknown
}

/** The payload of a new deployment. */
export function payloadOf({ version, context, matrixKey }: GitHubJob, { marker, rollbackTo }: Deploy) {
  return {
    record_deploy: bareMarker(marker),
    version,
    run_id: context.runId,
    job: context.job,
    matrix_key: matrixKey,
    // So that a re-run of a rollback goes back there too.
    rollback_of: rollbackTo?.id,
  }
}

/** A payload comes back as it was sent, or as JSON text; undefined for another tool's text. */
export function readPayload({ payload }: WithPayload): unknown {
  return typeof payload === 'string' ? parseJson(payload) : payload
}

/** The marker in the payload of a deployment, without its brackets; empty when it is not ours. */
export function markerOf(deployment: WithPayload): string {
  return textAt(readPayload(deployment), 'record_deploy')
}

/** The version that was deployed; empty when it is not ours. */
export function versionOf(deployment: WithPayload): string {
  return textAt(readPayload(deployment), 'version')
}

/** Which job of a matrix made the deployment; empty when it is not ours. */
export function matrixKeyOf(deployment: WithPayload): string {
  return textAt(readPayload(deployment), 'matrix_key')
}

/** Was `other` made by another job of the run that made `ours`? */
export function isSibling(ours: WithPayload, other: WithPayload): boolean {
  const own = readPayload(ours)
  const theirs = readPayload(other)
  const isSame = (name: keyof ReturnType<typeof payloadOf>) => textAt(theirs, name) === textAt(own, name)
  if (markerOf(other) === '' || !isSame('run_id')) return false
  return !(isSame('job') && isSame('matrix_key') && isSame('version'))
}
