// What a test does to the stand-in without a request, and looks up in it.
import { replaceCommits } from './commits.ts'
import type { Sandbox } from './context.ts'
import { lockKey } from './locks.ts'
import { newRelease } from './releases.ts'
import { type CommitInput, type Deploy, nextDeployId, nextId } from './state.ts'

interface NewDeploy extends Partial<Omit<Deploy, 'id' | 'environment' | 'projects'>> {
  readonly environment: string
  /** Slugs; left out = all projects of the release. */
  readonly projects?: readonly string[]
}

interface NewEvents {
  readonly environment: string
  /** Slugs; left out = `web`. */
  readonly projects?: readonly string[]
  /** When the first of them came; left out = now. */
  readonly firstSeen?: number
}

export interface NewRelease {
  /** Slugs; left out = `web`. */
  readonly projects?: readonly string[]
  readonly commits?: readonly CommitInput[]
  /** Left out = the date of its release, else now. */
  readonly dateCreated?: number
  readonly dateReleased?: number | null
}

/** All of it is about the one organization. */
export function handles(sandbox: Sandbox) {
  const { state, locks, now } = sandbox
  const [organization] = state.organizations
  if (!organization) throw new Error('the sandbox has no organization')
  const find = (version: string) => organization.releases.find((each) => each.version === version)
  const known = (version: string) => {
    const found = find(version)
    if (!found) throw new Error(`the sandbox has no release ${version}`)
    return found
  }
  const idsOf = (slugs: readonly string[]) =>
    organization.projects.filter((each) => slugs.includes(each.slug)).map((each) => each.id)
  const addRelease = (version: string, values: NewRelease = {}) => {
    const { projects = ['web'], commits = [], dateReleased = null } = values
    const made = newRelease({
      id: nextId(state),
      version,
      dateCreated: values.dateCreated ?? dateReleased ?? now(),
      dateReleased,
      projects: idsOf(projects),
    })
    organization.releases.push(made)
    replaceCommits(sandbox, organization, made, commits)
    return made
  }

  return {
    /** The release as it is held, or undefined. */
    release: find,
    /** Puts a release there without a request. */
    addRelease,
    /** Events of SDKs: they alone make a release and its environment known, where no deploy did. */
    injectEvents: (version: string, { environment, projects = ['web'], firstSeen = now() }: NewEvents) => {
      const found = find(version) ?? addRelease(version, { projects, dateCreated: firstSeen })
      const ids = idsOf(projects)
      found.projects.push(...ids.filter((id) => !found.projects.includes(id)))
      found.events.push(...ids.map((project) => ({ environment, project, firstSeen })))
      return found
    },
    /** A deploy by somebody else; with `projects: []` one whose rows per project were lost, so that no list has it. */
    injectDeploy: (version: string, deploy: NewDeploy): Deploy => {
      const found = known(version)
      const projects = deploy.projects ? idsOf(deploy.projects) : [...found.projects]
      const defaults = { name: null, url: null, dateStarted: null, dateFinished: now() }
      const made = { ...defaults, ...deploy, id: nextDeployId(state), projects }
      found.deploys.push(made)
      return made
    },
    /** Locks the commits until the returned function is called, or until so many calls were refused. */
    lockCommits: (version: string, { refusals = Number.POSITIVE_INFINITY } = {}) =>
      locks.hold(lockKey(organization, version), refusals),
    /** Ends the pending fetch of refs with one commit for each head. */
    finishFetch: (version: string) => {
      const found = known(version)
      const heads = found.heads.map((head) => ({ id: head.commit, repository: head.repository }))
      replaceCommits(sandbox, organization, found, heads)
      found.fetch = 'done'
    },
  }
}
