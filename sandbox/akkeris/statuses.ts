// The routes of release statuses, with the limits of the real validation.
import { randomUUID } from 'node:crypto'
import type { SandboxReply } from '../server.ts'
import { type Fields, iso, json, readFields, sentence, textOf, withRelease } from './call.ts'
import { releaseView } from './releases.ts'
import type { ReleaseStatus } from './state.ts'

const CHANGEABLE = {
  state: 'string',
  name: 'string',
  description: 'string',
  target_url: 'string',
  image_url: 'string',
} as const

/** [A] The order of checks, and every wording but that of the missing name and of the repeat. */
export const createStatus = withRelease((call, app, release) =>
  readFields(call, { ...CHANGEABLE, context: 'string' }, (fields) => {
    const context = textOf(fields['context'])
    const bad = checkState(fields) ?? checkContext(context) ?? checkName(fields) ?? checkTexts(fields)
    if (bad) return bad
    if (release.statuses.some((each) => each.context === context)) {
      return sentence(422, 'This status already exists for this release, use update not create.')
    }
    const now = call.state.clock.now()
    const status: ReleaseStatus = {
      id: randomUUID(),
      context,
      createdAt: now,
      state: textOf(fields['state']),
      name: textOf(fields['name']),
      description: textOf(fields['description']),
      targetUrl: textOf(fields['target_url']),
      imageUrl: textOf(fields['image_url']),
      updatedAt: now,
    }
    // The release in the answer was read before the status was attached. [O]
    const before = releaseView(call.state, app, release)
    release.statuses.push(status)
    return json(201, { ...statusView(status), release: before })
  }),
)

export const changeStatus = withRelease((call, app, release) =>
  readFields(call, CHANGEABLE, (fields) => {
    if (fields['context'] !== undefined) return sentence(422, 'The context cannot be changed.')
    const status = release.statuses.find((each) => each.id === call.names['status'])
    if (!status) return sentence(422, 'The specified release status does not exist.')
    // The state is mandatory here too. [S]
    const bad =
      checkState(fields) ??
      (fields['name'] === undefined ? undefined : checkName(fields)) ??
      checkTexts(fields)
    if (bad) return bad
    status.state = textOf(fields['state'])
    status.name = textOf(fields['name'] ?? status.name)
    status.description = textOf(fields['description'] ?? status.description)
    status.targetUrl = textOf(fields['target_url'] ?? status.targetUrl)
    status.imageUrl = textOf(fields['image_url'] ?? status.imageUrl)
    status.updatedAt = call.state.clock.now()
    return json(200, { ...statusView(status), release: releaseView(call.state, app, release) })
  }),
)

export const getStatus = withRelease((call, app, release) => {
  const status = release.statuses.find((each) => each.id === call.names['status'])
  if (!status) return sentence(404, 'The specified release status does not exist.')
  return json(200, { ...statusView(status), release: releaseView(call.state, app, release) })
})

/** The list has a `state` of its own: the first that is not success, in list order. [S] */
export const listStatuses = withRelease((call, app, release) =>
  json(200, {
    state: release.statuses.find((each) => each.state !== 'success')?.state ?? 'success',
    release: releaseView(call.state, app, release),
    statuses: release.statuses.map(statusView),
  }),
)

function statusView(status: ReleaseStatus) {
  return {
    id: status.id,
    state: status.state,
    name: status.name,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl,
    image_url: status.imageUrl,
    created_at: iso(status.createdAt),
    updated_at: iso(status.updatedAt),
  }
}

function checkState(fields: Fields): SandboxReply | undefined {
  const states = ['error', 'failure', 'pending', 'success']
  if (states.includes(textOf(fields['state']))) return undefined
  return sentence(422, 'The specified state must be error, failure, pending or success.')
}

/** 6 to 31 letters, digits, slashes, plus, minus and dots; no underscore. [S, O] */
function checkContext(context: string): SandboxReply | undefined {
  if (/^[A-Za-z0-9/\\+\-.]{6,31}$/.test(context)) return undefined
  return sentence(422, 'The specified context is invalid.')
}

function checkName(fields: Fields): SandboxReply | undefined {
  // The documentation calls it optional; the controller leaks its own error. [O]
  if (fields['name'] === undefined) {
    return sentence(422, "Cannot read properties of undefined (reading 'length')")
  }
  const { length } = textOf(fields['name'])
  return length >= 4 && length <= 255 ? undefined : sentence(422, 'The specified name is invalid.')
}

function checkTexts(fields: Fields): SandboxReply | undefined {
  for (const name of ['target_url', 'image_url']) {
    const url = textOf(fields[name])
    if (url && (!/^https?:\/\//.test(url) || url.length >= 256)) {
      return sentence(422, `The specified ${name} is invalid.`)
    }
  }
  if (textOf(fields['description']).length < 1024) return undefined
  return sentence(422, 'The specified description is too long.')
}
