// Create and list deploys (releases/endpoints/release_deploys.py).
import type { SandboxReply } from '../server.ts'
import { crash, paged, refusal } from './answers.ts'
import { type DeployBody, readDeploy } from './bodies.ts'
import { type Context, canSee, filteredProjects, findProject, findRelease, projectsOf } from './context.ts'
import { type Deploy, nextDeployId, type Project, type Release } from './state.ts'
import { deployView } from './views.ts'

/** Each call makes one more row: not idempotent, no update, no delete. */
export function createDeploy(context: Context): SandboxReply {
  const { state, now } = context
  const release = findRelease(context, 'write')
  const body = readDeploy(context)
  const projects = deployedProjects(context, release, body)
  // An explicit null goes to a NOT NULL column; the url column holds 200 [A].
  if (body.dateFinished === null || (body.url?.length ?? 0) > 200) throw crash()
  const deploy: Deploy = {
    id: nextDeployId(state),
    environment: body.environment,
    name: body.name ?? null,
    url: body.url ?? null,
    dateStarted: body.dateStarted ?? null,
    dateFinished: body.dateFinished ?? now(),
    // The row is made, then counted, then given to its projects, and not in one transaction [S]; lists read the last.
    projects: context.request.isHalf ? [] : projects.map((project) => project.id),
  }
  release.deploys.push(deploy)
  return { status: 201, json: deployView(deploy) }
}

/** Only rows that are the last deploy of some project and environment, newest `dateFinished` first. */
export function listDeploys(context: Context): SandboxReply {
  const { request, switches } = context
  const release = findRelease(context, 'read')
  const rows = lastDeploys(release, filteredProjects(context))
  return paged(rows, request, switches.pageSize, deployView)
}

function lastDeploys(release: Release, projects: readonly Project[]): Deploy[] {
  const last = new Map<string, Deploy>()
  for (const deploy of release.deploys) {
    for (const { id } of projects) {
      if (deploy.projects.includes(id)) last.set(`${id} ${deploy.environment}`, deploy)
    }
  }
  const kept = new Set(last.values())
  return release.deploys
    .filter((deploy) => kept.has(deploy))
    .reverse()
    .sort((a, b) => b.dateFinished - a.dateFinished)
}

/**
 * Left out = all projects of the release. The field refuses what is unknown or hidden; a project that is only
 * outside the release is refused later, with an object as `detail` [S].
 */
function deployedProjects(context: Context, release: Release, body: DeployBody): Project[] {
  const own = projectsOf(context.organization, release)
  if (!body.projects) return own
  const projects = body.projects.map((key) => {
    const project = findProject(context, key)
    if (!project) throw refusal(400, { projects: ['Invalid project'] })
    if (!canSee(context.token, project)) throw refusal(400, { projects: ['Insufficient access to project'] })
    return project
  })
  const foreign = projects.filter((each) => !own.includes(each)).map((each) => each.slug)
  if (foreign.length > 0) {
    const message = `Invalid projects (${foreign.join(', ')}) for release ${release.version}`
    throw refusal(400, { detail: { code: 'parameter-validation-error', message, extra: {} } })
  }
  return own.filter((project) => projects.includes(project))
}
