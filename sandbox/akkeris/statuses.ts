// The routes of release statuses, with the limits of the real validation.
import { randomUUID } from 'node:crypto'
import { must } from '../kit/refusal.ts'
import type { SandboxReply } from '../server.ts'
import { internal, iso, json, sentence } from './answers.ts'
import { type Call, type Fields, readFields, refuseNul, releaseOf, textOf } from './call.ts'
import { releaseView } from './releases.ts'
import type { ReleaseStatus } from './state.ts'

const CHANGEABLE = {
  state: 'string',
  name: 'string',
  description: 'string',
  target_url: 'string',
  image_url: 'string',
} as const

export function createStatus(call: Call): SandboxReply {
  const release = releaseOf(call)
  const fields = readFields(call, { ...CHANGEABLE, context: 'string' })
  const context = textOf(fields['context'])
  const repeated = release.statuses.some((each) => each.context === context)
  const bad = firstFault([
    ...contextFaults(context),
    ...(typeof fields['name'] === 'string' ? nameFaults(fields['name']) : [noName(fields['name'])]),
    ...faultsOfAll(fields),
    [repeated, 'This status already exists for this release, use update not create.'],
  ])
  if (bad) return bad
  refuseNul(fields)
  const at = iso(call.state.clock.now())
  const status: ReleaseStatus = {
    id: randomUUID(),
    state: textOf(fields['state']),
    name: textOf(fields['name']),
    context,
    description: textOf(fields['description']),
    target_url: textOf(fields['target_url']),
    image_url: textOf(fields['image_url']),
    created_at: at,
    updated_at: at,
  }
  // The release in the answer was read before the status was attached. [O]
  const before = releaseView(call.state, release)
  release.statuses.push(status)
  return json(201, { ...status, release: before })
}

export function changeStatus(call: Call): SandboxReply {
  const release = releaseOf(call)
  const fields = readFields(call, CHANGEABLE)
  const status = release.statuses.find((each) => each.id === call.names['status'])
  const name = textOf(fields['name'])
  // The state is mandatory here too. [S, O]
  const bad = firstFault([
    [fields['context'], 'Invalid parameter: the context of the status may not be renamed or changed.'],
    ...(name ? nameFaults(name) : []),
    ...faultsOfAll(fields),
    [!status, 'This status does not exist, use create not update.'],
  ])
  if (bad || !status) return bad ?? internal()
  refuseNul(fields)
  status.state = textOf(fields['state'])
  // An empty text changes nothing. [S]
  for (const field of ['name', 'description', 'target_url', 'image_url'] as const)
    status[field] = textOf(fields[field]) || status[field]
  status.updated_at = iso(call.state.clock.now())
  return json(200, { ...status, release: releaseView(call.state, release) })
}

export function getStatus(call: Call): SandboxReply {
  const release = releaseOf(call)
  const found = release.statuses.find((each) => each.id === call.names['status'])
  const status = must(found, sentence(404, 'The specified release status was not found.'))
  return json(200, { ...status, release: releaseView(call.state, release) })
}

/** The list has a `state` of its own: the first that is not success, in list order. [S] */
export function listStatuses(call: Call): SandboxReply {
  const release = releaseOf(call)
  const { statuses } = release
  const state = statuses.find((each) => each.state !== 'success')?.state ?? 'success'
  return json(200, { state, release: releaseView(call.state, release), statuses })
}

/** What the controller finds wrong: true (or a value) and its sentence, in its order. [O] */
type Fault = readonly [isWrong: unknown, text: string]

function firstFault(faults: readonly Fault[]): SandboxReply | undefined {
  const found = faults.find(([isWrong]) => isWrong)
  return found && sentence(422, found[1])
}

/** 6 to 31 letters, digits, slashes, plus, minus and dots; no underscore. */
function contextFaults(context: string): Fault[] {
  return [
    [
      !/^[A-Za-z0-9/\\+\-.]+$/.test(context),
      'Invalid context name: The context name must be alpha numeric and can contain the characters /\\+-.',
    ],
    [context.length <= 5, 'Invalid context length: The context length must be more than 5 characters'],
    [context.length >= 32, 'Invalid context length: The context length cannot be more than 32 characters.'],
  ]
}

/** The documentation calls the name optional; the controller leaks its own error. */
function noName(name: unknown): Fault {
  return [true, `Cannot read properties of ${name === null ? null : undefined} (reading 'length')`]
}

function nameFaults(name: string): Fault[] {
  return [
    [name.length <= 3, 'Invalid name: The status name must be more than 3 characters.'],
    [name.length >= 256, 'Invalid name: The status name cannot be longer than 256 characters.'],
  ]
}

/** Of a new and of a changed status. The sentence of a long target_url names the other field. */
function faultsOfAll(fields: Fields): Fault[] {
  const { description, state } = fields
  const image = textOf(fields['image_url'])
  const target = textOf(fields['target_url'])
  const tooLong = image.length >= 256 || target.length >= 256
  return [
    [tooLong, 'Invalid image_url: The image_url cannot be longer than 256 characters.'],
    [image && !/^https?:\/\//.test(image), 'Invalid image url: The image_url must begin with https://'],
    [target && !/^https?:\/\//.test(target), 'Invalid target url: The target_url must begin with https://'],
    [
      textOf(description).length >= 1024,
      'The payload description length may not be more than 1024 characters.',
    ],
    [
      !['error', 'failure', 'pending', 'success'].includes(textOf(state)),
      'Invalid state: The state must be "error", "failure", "pending" or "success".',
    ],
  ]
}
