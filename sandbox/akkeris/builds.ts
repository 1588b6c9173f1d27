// The routes of builds: create, list, one, its log, stop, rebuild; and a slug, which is a build by its id.
import { ordered } from '../lists.ts'
import type { SandboxReply } from '../server.ts'
import {
  type Call,
  type Fields,
  fullName,
  internal,
  iso,
  json,
  noBuild,
  readFields,
  sentence,
  textOf,
  withApp,
  withBuild,
  withUuid,
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
export const createBuild = withApp((call, app) =>
  readFields(call, FIELDS, (fields) => {
    const { settings } = call.state
    if (settings.compliance && !settings.elevated) {
      return sentence(403, 'Arbitrary builds on this application can only be created by administrators.')
    }
    const url = textOf(fields['url'])
    if (!/^(docker|https?):\/\/.|^data:/.test(url)) {
      return sentence(
        422,
        'A "url" field with a valid URI is required, note this can be a data uri with a zip/tar.gz blob of your sources.',
      )
    }
    const tooLong = Object.entries(LIMITS).some(([name, limit]) => textOf(fields[name]).length > limit)
    if (tooLong) return internal()
    return startBuild(call, app, url, sourceOf(fields))
  }),
)

function startBuild(call: Call, app: App, url: string, source: Build['source']): SandboxReply {
  const { settings } = call.state
  // A colon in the path, so that a registry's port is no tag, and a digest is fine. [O]
  const untagged = /^docker:\/\/[^/]*(\/[^:]*)?$/.test(url)
  // [A] With the builder down the record stays behind too.
  const ghost = untagged || settings.buildServiceDown
  const build = addBuild(call.state, app, { url, source, ...(ghost ? { timeline: 'queued' } : {}) })
  if (untagged) {
    return sentence(422, 'No tag for the specified docker image was used. Please add a unique tag name.')
  }
  if (settings.buildServiceDown) return sentence(503, 'The build service is unavailable.')
  const { number: _number, ...slug } = buildView(call, app, build).slug
  return json(201, { ...buildView(call, app, build), slug })
}

/** `checksum` and the like are "" when not given; `message` is absent. [O] The branch is not shown. */
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
export const listBuilds = withApp((call, app) =>
  json(
    200,
    ordered(
      buildsOf(call.state, app).toSorted((a, b) => a.touched - b.touched),
      call.request,
    ).map((each) => buildView(call, app, each)),
  ),
)

export const getBuild = withBuild((call, app, build) => {
  moveBuild(call.state, build, true)
  return json(200, buildView(call, app, build))
})

/** A slug of any app. [A] Asking for it does not move the build on. */
export const getSlug = withUuid((call) => {
  const id = call.names['id'] ?? ''
  const build = call.state.builds.find((each) => each.id === id)
  const app = call.state.apps.find((each) => each.id === build?.appId)
  return build && app ? json(200, buildView(call, app, build)) : noBuild(id)
})

/** `build.id` is missing and the address says "undefined" in this version. [O] */
export const getBuildResult = withBuild((call, app, build) =>
  json(200, {
    build: { status: build.status, output_stream_url: resultUrl(call, app, 'undefined') },
    lines: linesOf(build),
  }),
)

/** Only a running build can be stopped. [S] [A] The wordings. */
export const stopBuild = withBuild(({ state }, _app, build) => {
  if (build.status !== 'pending') return sentence(409, 'The specified build is not running.')
  build.steps = []
  changeBuild(state, build, 'failed', state.clock.now())
  return { status: 205 }
})

export const rebuild = withBuild((call, app, build) => {
  if (build.archived) return sentence(422, 'The sources of the specified build were archived.')
  return startBuild(call, app, build.url, build.source)
})

function linesOf(build: Build): string[] {
  if (build.status === 'queued') return []
  const ends: Readonly<Record<string, string>> = {
    succeeded: 'Build finished: the image was pushed.',
    failed: 'ERROR: the image could not be pulled.',
  }
  const end = ends[build.status]
  return [`Build ${build.number} started.`, 'Pulling the image.', ...(end ? [end] : [])]
}

function buildView(call: Call, app: App, build: Build) {
  const { checksum = '', ...source } = build.source
  return {
    app: { id: app.id },
    buildpacks: null,
    created_at: iso(build.createdAt),
    id: build.id,
    output_stream_url: resultUrl(call, app, build.id),
    source_blob: { checksum, url: '', ...source },
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
