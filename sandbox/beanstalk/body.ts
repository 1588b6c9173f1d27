// Reads the body of a create for the Beanstalk stand-in, and refuses what the Release Resource does not list.

import { isObject, parseObject, unknownFields } from '../kit/body.ts'
import type { Refusal } from '../kit/refusal.ts'
import type { SandboxRequest } from '../server.ts'
import type { BeanstalkState, NewRelease } from './objects.ts'
import type { Releases } from './releases.ts'
import type { Switches } from './switches.ts'

export interface Call {
  readonly state: BeanstalkState
  readonly switches: Switches
  readonly releases: Releases
  readonly request: SandboxRequest
  /** The `:name` parts of the path, decoded and without `.json`. */
  readonly params: Readonly<Record<string, string>>
  /** Notes what no documented client sends; its refusal is to be thrown. */
  refused(text: string): Refusal
}

const BOOLEANS = ['deploy_from_scratch', 'do_not_notify']
// `environment_id` is listed as a writable attribute too; both documented samples have it in the query.
const FIELDS = ['revision', 'comment', 'environment_id', ...BOOLEANS]

/** The body of a create. Types are as documented: a Subversion number is a string too. */
export function readWish(call: Call): Omit<NewRelease, 'revision'> & { revision?: string } {
  const body = parseObject(call.request.text)
  const release = body?.['release']
  if (!body || !isObject(release)) throw call.refused('the body is not {"release":{…}}')
  const unknown = [...unknownFields(body, ['release']), ...unknownFields(release, FIELDS)]
  if (unknown.length > 0) throw call.refused(`unknown field ${unknown.join(', ')}`)
  const { revision, comment, deploy_from_scratch, do_not_notify, environment_id } = release
  const text = (value: unknown) => value === undefined || typeof value === 'string'
  const flag = (value: unknown) => value === undefined || typeof value === 'boolean'
  if (!text(revision) || !text(comment)) throw call.refused('revision and comment must be strings')
  if (!flag(deploy_from_scratch) || !flag(do_not_notify)) {
    throw call.refused(`${BOOLEANS.join(' and ')} must be booleans`)
  }
  if (environment_id !== undefined && String(environment_id) !== call.request.query.get('environment_id')) {
    throw call.refused('environment_id belongs in the query; the body has another one')
  }
  return {
    ...(typeof revision === 'string' && { revision }),
    ...(typeof comment === 'string' && { comment }),
    ...(typeof deploy_from_scratch === 'boolean' && { deploy_from_scratch }),
    ...(typeof do_not_notify === 'boolean' && { do_not_notify }),
  }
}
