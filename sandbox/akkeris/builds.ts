// The routes of builds: create, list, one, its log, stop, rebuild; and a slug, which is a build by its id.
import { ordered } from '../kit/lists.ts'
import type { SandboxReply } from '../server.ts'
import { fullName, internal, iso, json, sentence } from './answers.ts'
import {
  appOf,
  buildOf,
  type Call,
  type Fields,
  findBuild,
  idOf,
  readFields,
  refuseNul,
  textOf,
} from './call.ts'
import { READ_USER } from './releases.ts'
import { type App, addBuild, type Build, buildsOf, changeBuild, moveBuild, type State } from './state.ts'

const FIELDS = {
  url: 'string',
  checksum: 'string',
  sha: 'string',
  branch: 'string',
  version: 'string',
  repo: 'string',
  message: 'string',
  author: 'string',
  // Documented as required, ignored by the controller. [S]
  org: 'string',
} as const

/** Columns of the database: a longer value is an internal error. [O for sha, S] [A] for repo and author. */
const LIMITS = { checksum: 128, sha: 128, branch: 128, version: 128, repo: 1024, author: 1024 }

/** [A] The order of checks, but that the record is written before the tag is looked at. [O] */
export function createBuild(call: Call): SandboxReply {
  const app = appOf(call)
  const fields = readFields(call, FIELDS)
  const { compliance, elevated } = call.state.settings
  if (compliance && elevated === 'off') {
    return sentence(403, 'Arbitrary builds on this application can only be created by administrators.')
  }
  // Any text will do: no scheme is asked for. [O]
  const url = textOf(fields['url'])
  if (!url) {
    return sentence(
      422,
      'A "url" field with a valid URI is required, note this can be a data uri with a zip/tar.gz blob of your sources.',
    )
  }
  const tooLong = Object.entries(LIMITS).some(([name, limit]) => textOf(fields[name]).length > limit)
  if (tooLong) return internal()
  refuseNul(fields)
  return startBuild(call, app, url, sourceOf(fields))
}

function startBuild(call: Call, app: App, url: string, source: Build['source']): SandboxReply {
  // A colon in the path, so that a registry's port is no tag, and a digest is fine. [O]
  const untagged = /^docker:\/\/[^/]*(\/[^:]*)?$/i.test(url)
  const build = addBuild(call.state, app, { url, source, ...(untagged ? { timeline: 'refused' } : {}) })
  if (untagged) {
    return sentence(422, 'No tag for the specified docker image was used. Please add a unique tag name.')
  }
  // The builder is out of service: the record stays queued for ever. [O]
  if (build.refused) return sentence(503, 'Service Unavailable Error')
  const { checksum = '', ...rest } = source
  const posted = { source_blob: { checksum, url: '', ...rest }, slug: { id: build.id } }
  return json(201, { ...buildView(call, build), ...posted })
}

/** `checksum` and the like are "" when not given; `message` is absent at first, null later. [O] The branch is not shown. */
function sourceOf(fields: Fields): Build['source'] {
  const message = textOf(fields['message'])
  return {
    checksum: textOf(fields['checksum']),
    version: textOf(fields['version']),
    commit: textOf(fields['sha']),
    author: textOf(fields['author']) || 'bot',
    repo: textOf(fields['repo']),
    ...(message ? { message } : {}),
  }
}

/** Ordered by the time of the last change. [S] [A] Oldest change first. */
export function listBuilds(call: Call): SandboxReply {
  const sorted = buildsOf(call.state, appOf(call)).toSorted((a, b) => a.touched - b.touched)
  return json(
    200,
    ordered(sorted, call.request).map((each) => buildView(call, each)),
  )
}

export function getBuild(call: Call): SandboxReply {
  const build = buildOf(call)
  moveBuild(call.state, build, true)
  return json(200, buildView(call, build))
}

/** A slug of any app. [A] Asking for it does not move the build on. */
export function getSlug(call: Call): SandboxReply {
  return json(200, buildView(call, findBuild(call.state, idOf(call))))
}

/** `build.id` is missing and the address says "undefined" in this version. [O] */
export function getBuildResult(call: Call): SandboxReply {
  const build = buildOf(call)
  const output_stream_url = resultUrl(call, build.app, 'undefined')
  return json(200, { build: { status: build.status, output_stream_url }, lines: linesOf(build) })
}

/** Only a running build can be stopped. [S, O] */
export function stopBuild(call: Call): SandboxReply {
  const build = buildOf(call)
  const known = `The specified app ${call.names['app']} exists, but`
  if (build.status === 'queued') return sentence(409, `${known} is not yet building.`)
  if (build.status !== 'pending') {
    return sentence(409, `${known} the build ${build.id} has already finished.`)
  }
  build.steps = []
  changeBuild(call.state, build, 'failed', call.state.clock.now())
  return { status: 205 }
}

export function rebuild(call: Call): SandboxReply {
  const build = buildOf(call)
  // Author and message are lost. [O]
  const { author: _author, message: _message, ...source } = build.source
  return startBuild(call, build.app, build.url, source)
}

function linesOf(build: Build): string[] {
  if (build.status === 'queued') return []
  const ends: Readonly<Record<string, string>> = {
    succeeded: 'Build finished: the image was pushed.',
    failed: 'ERROR: the image could not be pulled.',
  }
  const end = ends[build.status]
  return [`Build ${build.number} started.`, 'Pulling the image.', ...(end ? [end] : [])]
}

function buildView(call: Call, build: Build) {
  const { app } = build
  const { checksum = '', ...source } = build.source
  return {
    app: { id: app.id },
    buildpacks: null,
    created_at: iso(build.createdAt),
    id: build.id,
    output_stream_url: resultUrl(call, app, build.id),
    source_blob: { checksum, url: '', author: null, message: null, ...source },
    release: null,
    // The slug is the build. [O]
    slug: { id: build.id, number: build.number },
    status: build.status,
    updated_at: iso(build.updatedAt),
    user: { id: READ_USER, email: '' },
  }
}

function resultUrl(call: Call, app: App, id: string): string {
  return `http://${call.request.headers.host ?? 'localhost'}/apps/${fullName(app)}/builds/${id}/result`
}

/** The newest build of any status, as the auto-release rule means it. */
export function newestBuild(state: State, app: App): Build | undefined {
  return buildsOf(state, app)
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .at(-1)
}
