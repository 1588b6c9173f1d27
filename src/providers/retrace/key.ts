// What a deploy is found by at Retrace: three strings. Joined, they are our `deploy-id`, because Retrace gives none.
import type { CommonFacts, Problem } from '../../provider/provider.ts'
import { cut, harmless } from '../../text.ts'

/** `AppName/EnvironmentName/Version` */
export function keyOf(app: string, environment: string, version: string): string {
  return `${app}/${environment}/${version}`
}

/** A given `deploy-id` must say what the names say: only the names are sent. Without a version it is worked out later. */
export function idProblem(app: string, asked: CommonFacts): Problem {
  const { operation, deployId, environment, version } = asked
  const isRead = ['finish', 'rollback'].includes(operation) && deployId !== ''
  // Missing names have their own problem already.
  if (!isRead || app === '' || environment === '') return undefined
  const key = keyOf(app, environment, version)
  // The names may hold slashes, so the id is never taken apart.
  const isSame = version === '' ? deployId.startsWith(key) && deployId !== key : deployId === key
  return !isSame && mismatch(deployId, version === '' ? `${key}…` : key)
}

/** What is said of a `deploy-id` that is not the key of the names. */
export function mismatch(deployId: string, key: string): string {
  return `deploy-id is ${quoted(deployId)}, but retrace-app, environment and version make ${quoted(key)}; make them the same as in the step that started the deploy (version: its output version), or leave deploy-id out.`
}

// Two spaces in a row, white space other than a space, and characters that nobody sees: likely a slip of a copy.
const ODD = /\s{2}|[^\S ]|[\p{Cc}\p{Bidi_Control}\u00ad\u200b\u2060]/u

/** Names are never changed, so what looks like a slip is only said. */
export function oddNames(app: string, { environment, version }: CommonFacts): string[] {
  const odd = Object.entries({ 'retrace-app': app, environment, version }).filter(([, name]) =>
    ODD.test(name),
  )
  const why =
    'holds unusual white space or a character that cannot be seen; it is sent as it is, and Retrace matches names exactly.'
  return odd.map(([input, name]) => `${input} ${quoted(name)} ${why}`)
}

/** A name with its spaces, on one line. */
export function quoted(name: string): string {
  return `"${cut(harmless(name), 100)}"`
}
