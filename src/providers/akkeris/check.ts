// What only the inputs of Akkeris together show, before any request.

import type { Values } from '../../inputs/kinds.ts'
import { shown } from '../../inputs/slips.ts'
import type { CommonFacts, Problem } from '../../provider/provider.ts'
import { imageProblem } from './image.ts'
import type { inputs } from './inputs.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const NO_URL =
  'api-url is required when provider is akkeris: the address of the Akkeris API of your installation, e.g. https://apps.akkeris.example.com.'
const TWO_SOURCES =
  'akkeris-slug and akkeris-image are both set; keep akkeris-slug to release a build that is there, or akkeris-image to build first.'
const NO_SOURCE =
  'akkeris-slug or akkeris-image is required: the build to release (its id, or latest), or the image to build first.'
// It is not repeated: an image URL, which may hold a password, is easily put here.
const NO_SLUG = 'akkeris-slug must be the id of a build (a uuid) or latest; an image goes into akkeris-image.'

/** Every problem, each with its cure. Empty required inputs are named elsewhere. */
export function problemsOf(own: Values<typeof inputs>, asked: CommonFacts): readonly Problem[] {
  const { akkerisApp: app } = own
  const isApp = app === '' || (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(app) && app.includes('-'))
  return [
    !asked.apiUrl && NO_URL,
    !isApp && `akkeris-app must be name-space or the id of the app; got "${shown(app, 80)}".`,
    sourceProblem(own, asked),
    idProblem(asked),
  ]
}

function sourceProblem(
  { akkerisSlug: slug, akkerisImage: image }: Values<typeof inputs>,
  { operation }: CommonFacts,
): Problem {
  if (slug && image) return TWO_SOURCES
  if (image) return imageProblem(image)
  if (slug) return slug !== 'latest' && !isUuid(slug) && NO_SLUG
  return ['deploy', 'start'].includes(operation) && NO_SOURCE
}

function idProblem({ operation, deployId }: CommonFacts): Problem {
  if (deployId === '' || isUuid(deployId)) return undefined
  const got = `got "${shown(deployId, 60)}".`
  if (operation === 'finish') return `deploy-id must be the id of a release (a uuid); ${got}`
  if (operation !== 'rollback' || /^v\d+$/.test(deployId)) return undefined
  return `deploy-id must be the id of a release (a uuid) or its version, such as v3; ${got}`
}

/** Ids are listed in lower case, and so is the letter of a version. */
export function canonicalId(deployId: string): string {
  return isUuid(deployId) || /^v\d+$/i.test(deployId) ? deployId.toLowerCase() : deployId
}

/** The form of every id here. */
function isUuid(text: string): boolean {
  return UUID.test(text)
}
