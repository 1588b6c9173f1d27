// What only the inputs of Akkeris together show, before any request.

import { shown } from '../../inputs/slips.ts'
import type { CommonFacts } from '../../provider/provider.ts'
import { imageProblem } from './image.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

interface NameInputs {
  readonly akkerisApp: string
  readonly akkerisSlug: string
  readonly akkerisImage: string
}

/** Every problem, each with its cure. Empty required inputs are named elsewhere. */
export function problemsOf(own: NameInputs, asked: CommonFacts): string[] {
  return [
    ...urlProblems(asked),
    ...appProblems(own.akkerisApp),
    ...sourceProblems(own, asked),
    ...idProblems(asked),
  ]
}

function urlProblems({ apiUrl }: CommonFacts): string[] {
  if (apiUrl) return []
  return [
    'api-url is required when provider is akkeris: the address of the Akkeris API of your installation, e.g. https://apps.akkeris.example.com.',
  ]
}

function appProblems(app: string): string[] {
  if (app === '' || (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(app) && app.includes('-'))) return []
  return [`akkeris-app must be name-space or the id of the app; got "${shown(app, 80)}".`]
}

function sourceProblems(
  { akkerisSlug: slug, akkerisImage: image }: NameInputs,
  { operation }: CommonFacts,
): string[] {
  if (slug && image) {
    return [
      'akkeris-slug and akkeris-image are both set; keep akkeris-slug to release a build that is there, or akkeris-image to build first.',
    ]
  }
  if (image) return [imageProblem(image)].filter((problem) => problem !== undefined)
  if (slug && slug !== 'latest' && !isUuid(slug)) {
    // It is not repeated: an image URL, which may hold a password, is easily put here.
    return ['akkeris-slug must be the id of a build (a uuid) or latest; an image goes into akkeris-image.']
  }
  if (slug || !['deploy', 'start'].includes(operation)) return []
  return [
    'akkeris-slug or akkeris-image is required: the build to release (its id, or latest), or the image to build first.',
  ]
}

function idProblems({ operation, deployId }: CommonFacts): string[] {
  if (deployId === '' || isUuid(deployId)) return []
  const got = `got "${shown(deployId, 60)}".`
  if (operation === 'finish') return [`deploy-id must be the id of a release (a uuid); ${got}`]
  if (operation !== 'rollback' || /^v\d+$/.test(deployId)) return []
  return [`deploy-id must be the id of a release (a uuid) or its version, such as v3; ${got}`]
}

/** Ids are listed in lower case, and so is the letter of a version. */
export function canonicalId(deployId: string): string {
  return isUuid(deployId) || /^v\d+$/i.test(deployId) ? deployId.toLowerCase() : deployId
}

/** The form of every id here. */
function isUuid(text: string): boolean {
  return UUID.test(text)
}
