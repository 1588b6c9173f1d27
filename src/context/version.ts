// Which version, and why.
import { InputError } from '../errors.ts'
import type { commonInputs } from '../inputs/common.ts'
import type { Values } from '../inputs/kinds.ts'
import type { Sources } from './commits.ts'
import type { RunContext } from './context.ts'

export interface PickedVersion {
  readonly version: string
  /** In our own words, for the plan: `given`, `the tag of the event`, … */
  readonly reason: string
  /** True when it follows from the head commit or the event's own tag, so that its commits can only be the same. */
  readonly isDerived: boolean
  /** False when `conventional` found nothing since the tag, whose version this is. Undefined: not known. */
  readonly isNew?: boolean
  /** The newest tag before this version that matches `version-prefix`, where one was looked for. */
  readonly previousTag?: string
  readonly warnings: readonly string[]
}

/** `refs/heads/` and `refs/tags/` are GitHub's way to write a ref, never part of a version. */
export function withoutRefs(version: string): string {
  return version.replace(/^refs\/(heads|tags)\//, '')
}

/**
 * The version by the inputs `version` and `version-from`.
 * @throws InputError when the asked source has none
 */
export async function pickVersion(
  common: Values<typeof commonInputs>,
  context: RunContext,
  _sources: Sources,
): Promise<PickedVersion> {
  if (common.version) return picked(withoutRefs(common.version), 'given', false)
  const prefix = common.versionPrefix
  const from =
    common.versionFrom === 'auto' ? (context.refKind === 'tag' ? 'tag' : 'sha') : common.versionFrom
  switch (from) {
    case 'tag':
      if (context.refKind !== 'tag') {
        throw new InputError([
          `version-from is tag, but the event ${context.event} has no tag; set version or another version-from.`,
        ])
      }
      return picked(context.ref, 'the tag of the event', true)
    case 'sha':
      return picked(`${prefix}${context.headSha}`, 'the head commit', true)
    case 'short-sha':
      return picked(`${prefix}${context.headSha.slice(0, 7)}`, 'the head commit', true)
    default:
      throw new InputError([`version-from ${from} is not built yet; set version.`])
  }
}

function picked(version: string, reason: string, isDerived: boolean): PickedVersion {
  return { version, reason, isDerived, warnings: [] }
}
