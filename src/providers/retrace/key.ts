// What a deploy is found by at Retrace: three strings. Joined, they are our `deploy-id`, because Retrace gives none.
import { InputError } from '../../errors.ts'
import type { CommonFacts } from '../../provider/provider.ts'
import { cut, harmless } from '../../text.ts'

export interface Names {
  readonly app: string
  readonly environment: string
  /** Empty: not given, so it is worked out later. */
  readonly version: string
}

/** `AppName/EnvironmentName/Version` */
export function keyOf({ app, environment, version }: Names): string {
  return `${app}/${environment}/${version}`
}

/** A given `deploy-id` must say what the names say: only the names are sent. */
export function idProblems(asked: Names & Pick<CommonFacts, 'operation' | 'deployId'>): string[] {
  const { operation, deployId, app, environment, version } = asked
  const isCommonFacts = ['finish', 'rollback'].includes(operation) && deployId !== ''
  // Missing names have their own problem already.
  if (!isCommonFacts || app === '' || environment === '') return []
  const key = keyOf(asked)
  // The names may hold slashes, so the id is never taken apart.
  const isSame = version === '' ? deployId.startsWith(key) && deployId !== key : deployId === key
  return isSame ? [] : [mismatch(deployId, version === '' ? `${key}…` : key)]
}

/** The same for a version that was found by reading; before the request that it would belong to. */
export function checkVersion(key: string, deployId: string): void {
  if (deployId !== key) throw new InputError([mismatch(deployId, key)])
}

function mismatch(deployId: string, key: string): string {
  return `deploy-id is ${quoted(deployId)}, but retrace-app, environment and version make ${quoted(key)}; make them the same as in the step that started the deploy (version: its output version), or leave deploy-id out.`
}

// Two spaces in a row, white space other than a space, and characters that nobody sees: likely a slip of a copy.
const ODD = /\s{2}|[^\S ]|[\p{Cc}\p{Bidi_Control}\u00ad\u200b\u2060]/u

/** Names are never changed, so what looks like a slip is only said. */
export function oddNames({ app, environment, version }: Names): string[] {
  const named = { 'retrace-app': app, environment, version }
  return Object.entries(named)
    .filter(([, name]) => ODD.test(name))
    .map(
      ([input, name]) =>
        `${input} ${quoted(name)} holds unusual white space or a character that cannot be seen; it is sent as it is, and Retrace matches names exactly.`,
    )
}

/** A name with its spaces, on one line. */
export function quoted(name: string): string {
  return `"${cut(harmless(name), 100)}"`
}
