// The bodies of create release, update release and create deploy, with every limit of Sentry's serializers
// (rest_framework/release.py and commit.py, release_deploys.py).
import { Refusal } from './answers.ts'
import { type Fields, type Reading, type Rules, readFields } from './fields.ts'
import type { CommitInput, Ref } from './state.ts'
import type { Switches } from './switches.ts'

export type ProjectKey = string | number

export interface ReleaseBody {
  readonly version: string
  readonly projects: readonly ProjectKey[]
  readonly ref: string | null | undefined
  readonly url: string | null | undefined
  readonly dateReleased: number | null | undefined
  readonly commits: readonly CommitInput[] | null | undefined
  readonly refs: readonly Ref[] | null | undefined
  readonly status: 'open' | 'archived' | undefined
  readonly owner: string | null | undefined
}

export interface DeployBody {
  readonly environment: string
  readonly name: string | null | undefined
  readonly url: string | null | undefined
  readonly dateStarted: number | null | undefined
  readonly dateFinished: number | null | undefined
  readonly projects: readonly ProjectKey[] | null | undefined
}

export interface BodyRules extends Rules {
  readonly switches: Switches
}

/** Create release. In the old per-project form the project stands in the path and `projects` is ignored [C]. */
export function readNewRelease(body: unknown, rules: BodyRules, perProject: boolean): ReleaseBody {
  return orRefuse(
    readFields(body, '', rules, (fields) => {
      const version = fields.required('version', { max: 200, trim: false, blank: true })
      if (!isAllowedVersion(version)) fields.fail('version', `Release with name ${version} is not allowed`)
      if (perProject) fields.ignore('projects')
      const projects = perProject ? [] : fields.list('projects', { required: true }, readProjectKey)
      return { version, projects: projects ?? [], ...commonFields(fields, rules) }
    }),
  )
}

/** Update release: `version` and `projects` are tolerated and change nothing [S]. */
export function readReleaseUpdate(body: unknown, rules: BodyRules): ReleaseBody {
  return orRefuse(
    readFields(body, '', rules, (fields) => {
      fields.ignore('version', 'projects')
      return { version: '', projects: [], ...commonFields(fields, rules) }
    }),
  )
}

export function readDeploy(body: unknown, rules: BodyRules): DeployBody {
  return orRefuse(
    readFields(body, '', rules, (fields) => {
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
    }),
  )
}

function commonFields(fields: Fields, rules: BodyRules) {
  // Sentry ignores it; sentry-cli sends it all the same [C].
  fields.ignore('dateStarted')
  const status = fields.text('status')
  if (status !== undefined && status !== 'open' && status !== 'archived') {
    fields.fail('status', `Invalid status "${status}"`)
  }
  const refs = fields.list('refs', {}, (item, where) => readRef(item, where, rules))
  const heads = fields.list('headCommits', {}, (item, where) => readHeadCommit(item, where, rules))
  return {
    ref: fields.text('ref', { max: 200, nullable: true }),
    url: fields.url('url'),
    dateReleased: fields.date('dateReleased'),
    commits: fields.list('commits', {}, (item, where) => readCommit(item, where, rules)),
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

function readProjectKey(item: unknown): Reading<ProjectKey> {
  if (typeof item === 'string' || typeof item === 'number') return { value: item }
  return { value: '', errors: ['Invalid project'] }
}

function readCommit(item: unknown, where: string, rules: BodyRules): Reading<CommitInput> {
  const old = rules.switches.oldLimits
  const optional = { nullable: true, blank: true }
  const reading = readFields(item, where, rules, (fields) => ({
    id: fields.required('id', { max: 64 }),
    repository: fields.text('repository', { ...optional, max: 64 }),
    message: fields.text('message', optional),
    author_name: fields.text('author_name', { ...optional, max: 128 }),
    author_email: fields.text('author_email', { ...optional, max: old ? 75 : 200 }),
    timestamp: fields.date('timestamp'),
    patch_set: fields.list('patch_set', { nullable: true }, (change, below) =>
      readPatch(change, below, rules, old ? 255 : 510),
    ),
  }))
  return { ...reading, value: reading.value ?? { id: '' } }
}

function readPatch(item: unknown, where: string, rules: Rules, maxPath: number) {
  const reading = readFields(item, where, rules, (fields) => {
    const path = fields.required('path', { max: maxPath })
    const type = fields.required('type', { max: 1 })
    // eclass/semantic-release-sentry-releases #277
    if (!/^[AMD]$/.test(type)) fields.fail('type', `Commit patch_set type ${type} is not supported.`)
    return { path, type }
  })
  return { ...reading, value: reading.value ?? { path: '', type: '' } }
}

function readRef(item: unknown, where: string, rules: Rules): Reading<Ref> {
  const reading = readFields(item, where, rules, (fields) => {
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
  })
  return { ...reading, value: reading.value ?? { repository: '', commit: '', previousCommit: null } }
}

function readHeadCommit(item: unknown, where: string, rules: Rules): Reading<Ref> {
  const reading = readFields(item, where, rules, (fields) => ({
    repository: fields.required('repository', { max: 64 }),
    commit: fields.required('currentId', { max: 64 }),
    previousCommit: fields.text('previousId', { max: 64, nullable: true, blank: true }) || null,
  }))
  return { ...reading, value: reading.value ?? { repository: '', commit: '', previousCommit: null } }
}

function orRefuse<T>(reading: Reading<T | undefined>): T {
  if (reading.errors || reading.value === undefined) throw new Refusal(400, reading.errors)
  return reading.value
}
