// The deploys of a Rollbar project: what is read of a body, and what becomes of it.
import type { Switches } from './switches.ts'

/** [2] As it is shown. */
export interface RollbarDeploy {
  readonly id: number
  readonly project_id: number
  readonly environment: string
  readonly revision: string
  status: string
  comment: string | null
  readonly local_username: string | null
  readonly username: string | null
  readonly user_id: number | null
  /** In seconds. */
  readonly start_time: number
  finish_time: number | null
}

/** [2] */
const STATUSES: readonly string[] = ['started', 'succeeded', 'failed', 'timed_out']
const LENGTHS: Readonly<Record<string, number>> = { environment: 255, comment: 64_000 }
const MAX_REVISION = 40
const TEXTS = ['environment', 'revision', 'status', 'comment', 'local_username', 'rollbar_username']

/** `access_token` in a body is taken instead of the header [S]. */
export const CREATE_FIELDS: readonly string[] = [...TEXTS, 'access_token']

type Body = Readonly<Record<string, unknown>>

/** What is wrong with the values that are there; undefined: nothing. */
export function wrongValue(body: Body, { 'long-revision': long }: Switches): string | undefined {
  const notText = TEXTS.find((name) => body[name] != null && typeof body[name] !== 'string')
  if (notText) return `${notText} must be a string`
  const tooLong = Object.entries(LENGTHS).find(([name, length]) => textAt(body, name).length > length)
  if (tooLong) return `${tooLong[0]} is longer than ${tooLong[1]}`
  if (long === 'refused' && textAt(body, 'revision').length > MAX_REVISION) return 'revision is too long'
  const status = textAt(body, 'status')
  return status === '' || STATUSES.includes(status) ? undefined : `invalid status ${status}`
}

export function textAt(body: Body, name: string): string {
  const value = body[name]
  return typeof value === 'string' ? value : ''
}

/** The deploy that a whole and right body makes. */
export function newDeploy(body: Body, id: number, seconds: number, switches: Switches): RollbarDeploy {
  const revision = textAt(body, 'revision')
  const status = textAt(body, 'status') || 'succeeded' // [S] the default of the command line and of the API
  return {
    id,
    project_id: 7,
    environment: textAt(body, 'environment'),
    revision: switches['long-revision'] === 'cut' ? revision.slice(0, MAX_REVISION) : revision,
    status,
    comment: textAt(body, 'comment') || null,
    local_username: textAt(body, 'local_username') || null,
    username: textAt(body, 'rollbar_username') || null,
    user_id: null,
    start_time: seconds,
    finish_time: status === 'started' ? null : seconds,
  }
}

export function change(deploy: RollbarDeploy, body: Body, seconds: number): void {
  const status = textAt(body, 'status')
  if (status !== '') {
    deploy.status = status
    deploy.finish_time = status === 'started' ? null : seconds
  }
  if (typeof body['comment'] === 'string') deploy.comment = body['comment']
}

/** [D] What was started and never finished times out. */
export function timeOut(deploys: readonly RollbarDeploy[], seconds: number, timeout: number): void {
  if (timeout === 0) return
  for (const deploy of deploys) {
    const end = deploy.start_time + timeout
    if (deploy.status !== 'started' || end > seconds) continue
    deploy.status = 'timed_out'
    deploy.finish_time = end
  }
}
