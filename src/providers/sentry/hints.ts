// What to do about a 400: it depends on the field that was refused.
import { entryAt, isRecord, textAt } from '../../json.ts'
import type { Refusal } from '../../provider/provider.ts'

const PROJECTS =
  'Check sentry-projects: each must be the slug or id of a project that the token can reach (with a personal token: of a team that its user is in).'

// The fields of what we send, by the input that they come from. An unknown repository is refused in `refs`.
const CURES: Readonly<Record<string, string>> = {
  projects: PROJECTS,
  version: 'Check version: Sentry does not take this name for a release.',
  commits:
    'Sentry does not take one of the commits: set commits: refs, or commits: none to go on without them.',
  refs: 'Check sentry-repository: it must be the name of a repository that the organization has at Sentry; or set commits: auto.',
  environment: 'Check environment: Sentry does not take this name.',
  name: 'Check deploy-name.',
  url: 'Check url: it must be an address that begins with http:// or https://.',
  dateStarted: 'Check started-at.',
  dateFinished: 'Check finished-at.',
  status: 'Check sentry-status.',
}

/** The cure for the first field that the answer names; a deploy's projects are refused in `detail`. */
export function refusedField({ body }: Refusal): string {
  if (!isRecord(body)) return ''
  const message = textAt(body['detail'], 'message') || textAt(body, 'detail')
  if (/\bprojects?\b/i.test(message)) return PROJECTS
  const cures = Object.keys(body).map((field) => entryAt(CURES, field))
  return cures.find((each) => each !== undefined) ?? ''
}
