// The bodies of create release, update release and create deploy, with every limit of Sentry's serializers
// (rest_framework/release.py and commit.py, release_deploys.py).
import { parseJson } from '../kit/body.ts'
import { refusal } from './answers.ts'
import type { Context } from './context.ts'
import { type Fields, readFields, records } from './fields.ts'
import type { CommitInput, Ref } from './state.ts'

export type ReleaseBody = ReturnType<typeof readNewRelease>
export type DeployBody = ReturnType<typeof readDeploy>

/** Create release. In the old per-project form the project stands in the path and `projects` is ignored [C]. */
export function readNewRelease(context: Context) {
  return readBody(context, (fields) => {
    const version = fields.required('version', { max: 200, trim: false, blank: true })
    if (!isAllowedVersion(version)) fields.fail('version', `Release with name ${version} is not allowed`)
    if (context.project) fields.ignore('projects')
    const projects = context.project ? [] : fields.list('projects', { required: true }, readProjectKey)
    return { version, projects: projects ?? [], ...commonFields(fields) }
  })
}

/** Update release: `version` and `projects` are tolerated and change nothing [S]. */
export function readReleaseUpdate(context: Context) {
  return readBody(context, (fields) => {
    fields.ignore('version', 'projects')
    return commonFields(fields)
  })
}

export function readDeploy(context: Context) {
  return readBody(context, (fields) => {
    const environment = fields.required('environment', { max: 64 })
    if (/[\r\n\f/]/.test(environment)) fields.fail('environment', 'Invalid value for environment')
    return {
      environment,
      name: fields.text('name', { max: 64, nullable: true, blank: true }),
      url: fields.url('url'),
      dateStarted: fields.date('dateStarted'),
      dateFinished: fields.date('dateFinished'),
      projects: fields.list('projects', { filled: true }, readProjectKey),
    }
  })
}

/** The body of the request, or a 400 with what is wrong with it. */
function readBody<T>({ request, surprises, switches }: Context, read: (fields: Fields) => T): T {
  const { 'content-type': type = '' } = request.headers
  if (!type.startsWith('application/json'))
    throw refusal(415, { detail: `Unsupported media type "${type}" in request.` })
  const body = parseJson(request.text)
  if (body === undefined) throw refusal(400, { detail: 'JSON parse error' })
  const unknown = (field: string) =>
    surprises.push(`unknown field ${field}: ${request.method} ${request.path}`)
  const { value, errors } = readFields(body, '', { switches, unknown }, read)
  if (errors || value === undefined) throw refusal(400, errors)
  return value
}

function commonFields(fields: Fields) {
  // Sentry ignores it; sentry-cli sends it all the same [C].
  fields.ignore('dateStarted')
  const status = fields.text('status')
  if (status !== undefined && status !== 'open' && status !== 'archived') {
    fields.fail('status', `Invalid status "${status}"`)
  }
  const refs = records(fields, 'refs', readRef)
  const heads = records(fields, 'headCommits', readHeadCommit)
  return {
    ref: fields.text('ref', { max: 200, nullable: true }),
    url: fields.url('url'),
    dateReleased: fields.date('dateReleased'),
    commits: records(fields, 'commits', readCommit),
    // The deprecated form counts only when there are no refs [S].
    refs: refs?.length || !heads?.length ? refs : heads,
    status: status === 'archived' || status === 'open' ? status : undefined,
    owner: fields.text('owner', { nullable: true }),
  } as const
}

/** Section 3.1: what the server refuses, which is less than what Relay and our client do. */
function isAllowedVersion(version: string): boolean {
  const trimmed = version.trim()
  return (
    !/[\r\n\f\t/\\]/.test(version) && !['', '.', '..'].includes(trimmed) && trimmed.toLowerCase() !== 'latest'
  )
}

function readProjectKey(item: unknown) {
  if (typeof item === 'string' || typeof item === 'number') return { value: item }
  return { value: undefined, errors: ['Invalid project'] }
}

function readCommit(fields: Fields): CommitInput {
  const old = fields.rules.switches.oldLimits
  const optional = { nullable: true, blank: true }
  return {
    id: fields.required('id', { max: 64 }),
    repository: fields.text('repository', { ...optional, max: 64 }),
    message: fields.text('message', optional),
    author_name: fields.text('author_name', { ...optional, max: 128 }),
    author_email: fields.text('author_email', { ...optional, max: old ? 75 : 200 }),
    timestamp: fields.date('timestamp'),
    patch_set: records(fields, 'patch_set', readPatch, { nullable: true }),
  }
}

function readPatch(fields: Fields) {
  const path = fields.required('path', { max: fields.rules.switches.oldLimits ? 255 : 510 })
  const type = fields.required('type', { max: 1 })
  // eclass/semantic-release-sentry-releases #277
  if (!/^[AMD]$/.test(type)) fields.fail('type', `Commit patch_set type ${type} is not supported.`)
  return { path, type }
}

function readRef(fields: Fields): Ref {
  const repository = fields.required('repository', { max: 200 })
  const given = fields.required('commit')
  const previous = fields.text('previousCommit', { max: 64, nullable: true, blank: true })
  const [head = '', base] = given.split('..').reverse()
  if (
    given.split('..').length > 2 ||
    [head, base ?? 'x'].some((each) => each.length < 1 || each.length > 64)
  ) {
    fields.fail('commit', 'Ensure this field has no more than 64 characters.')
  }
  return { repository, commit: head, previousCommit: (base ?? previous) || null }
}

function readHeadCommit(fields: Fields): Ref {
  return {
    repository: fields.required('repository', { max: 64 }),
    commit: fields.required('currentId', { max: 64 }),
    previousCommit: fields.text('previousId', { max: 64, nullable: true, blank: true }) || null,
  }
}
