// The life of releases and changesets in the Beanstalk stand-in: creates, moves through the states, retries,
// pushes. State machine: api.beanstalkapp.com, Release Resource; names of states: support article 111.

import type { Clock } from '../server.ts'
import type { BeanstalkState, Changeset, Environment, Release, Repository } from './objects.ts'
import { makeChangeset } from './state.ts'
import type { Switches } from './switches.ts'

export interface NewRelease {
  readonly revision: string
  readonly comment?: string
  readonly deploy_from_scratch?: boolean
  readonly do_not_notify?: boolean
}

export interface Releases {
  /** Makes a release. `states` are used instead of the planned ones and leave the plan alone. */
  create(environment: Environment, wish: NewRelease, auto: boolean, states?: readonly string[]): Release
  /** One state forward, as a GET does by default. */
  poll(release: Release): void
  /** False when the release cannot be retried. */
  retry(release: Release): boolean
  /** Brings every release to where the clock says it is. */
  settle(): void
  plan(states: readonly string[]): void
  planRetry(states: readonly string[]): void
  push(repository: Repository, revision: string, branch: string): void
  /** The changeset, as one poll sees it. */
  lookUp(repository: Repository, revision: string): Changeset | undefined
  /** Whether a release of this revision can be carried out. */
  holds(repository: Repository, revision: string): boolean
}

interface Progress {
  readonly states: readonly string[]
  index: number
  readonly since: number
}

export function makeReleases(state: BeanstalkState, switches: Switches, clock: Clock): Releases {
  const progress = new Map<number, Progress>()
  const planned: (readonly string[])[] = []
  const plannedRetries: (readonly string[])[] = []
  const pushed = new Map<string, string>()
  const polls = new Map<string, number>()
  const arrivesAfter = Number(switches['changeset-after'])
  let lastRelease = 400
  let lastChangeset = 5001

  function enter(release: Release, word: string, at: number): void {
    if (word === 'gone') {
      remove(release)
      return
    }
    release.state = word
    release.updated_at = at
    release.deployed = word === 'success'
    release.skipped = word === 'skipped'
    release.deployed_at = word === 'success' ? at : null
    if (word === 'success') goLive(release, at)
  }

  function goLive(release: Release, at: number): void {
    for (const each of state.environments) {
      if (each.id !== release.environment_id) continue
      each.current_version = release.revision
      each.updated_at = at
    }
    for (const each of state.servers) {
      if (each.server_environment_id === release.environment_id) each.revision = release.revision
    }
  }

  function remove(release: Release): void {
    state.releases = state.releases.filter((each) => each.id !== release.id)
    progress.delete(release.id)
  }

  function stepTo(release: Release, index: number, msPerState: number): void {
    const current = progress.get(release.id)
    if (!current) return
    while (current.index < Math.min(index, current.states.length - 1)) {
      current.index += 1
      const at = msPerState > 0 ? current.since + current.index * msPerState : clock.now()
      enter(release, current.states[current.index] ?? '', at)
    }
  }

  function settle(): void {
    if (switches.timeline !== 'clock') return
    const ms = Number(switches['state-ms'])
    for (const release of [...state.releases]) {
      const current = progress.get(release.id)
      if (current) stepTo(release, Math.floor((clock.now() - current.since) / ms), ms)
    }
  }

  /** "Creating a release deletes other releases in state new or retry" (Release Resource). */
  function makeRoom(environment: Environment): void {
    for (const each of [...state.releases]) {
      const same = each.environment_id === environment.id
      const inScope =
        switches['deletion-scope'] === 'repository' ? each.repository_id === environment.repository_id : same
      if (inScope && ['new', 'retry'].includes(each.state)) remove(each)
      // [A] A queued one is bypassed by a newer one of its environment.
      else if (same && each.state === 'waiting' && switches['newer-create'] === 'skip') {
        progress.delete(each.id)
        enter(each, 'skipped', clock.now())
      }
    }
  }

  function create(
    environment: Environment,
    wish: NewRelease,
    auto: boolean,
    forced?: readonly string[],
  ): Release {
    settle()
    makeRoom(environment)
    const states = forced ?? planned.shift() ?? switches.states.split(',')
    const now = clock.now()
    lastRelease += 1
    const release: Release = {
      id: lastRelease,
      state: states[0] ?? 'new',
      auto,
      revision: wish.revision,
      comment: wish.comment ?? '',
      author: state.user.name,
      user_id: state.user.id,
      account_id: state.user.account_id,
      repository_id: environment.repository_id,
      environment_id: environment.id,
      environment_name: environment.name,
      // [A] What the field means is not documented; here, what was live before.
      environment_revision: environment.current_version,
      environment_branch_name: environment.branch_name,
      deploy_from_scratch: wish.deploy_from_scratch ?? false,
      do_not_notify: wish.do_not_notify ?? false,
      deployed: false,
      skipped: false,
      retries: 0,
      created_at: now,
      updated_at: now,
      deployed_at: null,
      retried_at: null,
    }
    state.releases.push(release)
    progress.set(release.id, { states, index: 0, since: now })
    enter(release, release.state, now)
    return release
  }

  function retry(release: Release): boolean {
    if (release.state !== 'failed') return false
    const states = plannedRetries.shift() ?? switches['retry-states'].split(',')
    const now = clock.now()
    release.retries += 1
    release.retried_at = now
    progress.set(release.id, { states, index: 0, since: now })
    enter(release, states[0] ?? 'retry', now)
    return true
  }

  function find(repository: Repository, revision: string): Changeset | undefined {
    return state.changesets.find(
      (each) => each.repository_id === repository.id && (each.hash_id ?? each.revision) === revision,
    )
  }

  function importable(repository: Repository, revision: string): boolean {
    if (pushed.has(`${repository.id} ${revision}`)) return true
    const wellFormed = repository.vcs === 'git' ? /^[0-9a-f]{40}$/ : /^[1-9]\d*$/
    return switches.known === 'any' && wellFormed.test(revision)
  }

  function arrive(repository: Repository, revision: string): Changeset {
    lastChangeset += 1
    const changeset = makeChangeset(lastChangeset, repository.id, revision, clock.now(), repository.vcs)
    state.changesets.push(changeset)
    deployAutomatically(repository, revision)
    return changeset
  }

  /** [A] An automatic environment starts when the import is done, not at the push itself. */
  function deployAutomatically(repository: Repository, revision: string): void {
    const branch = pushed.get(`${repository.id} ${revision}`)
    if (branch === undefined) return
    repository.last_commit_at = clock.now()
    for (const each of state.environments) {
      const follows = each.branch_name === null || each.branch_name === branch
      if (each.repository_id === repository.id && each.automatic && follows) create(each, { revision }, true)
    }
  }

  function lookUp(repository: Repository, revision: string): Changeset | undefined {
    const present = find(repository, revision)
    if (present || !importable(repository, revision)) return present
    const key = `${repository.id} ${revision}`
    const seen = polls.get(key) ?? 0
    polls.set(key, seen + 1)
    return seen < arrivesAfter ? undefined : arrive(repository, revision)
  }

  return {
    create,
    retry,
    settle,
    lookUp,
    poll: (release) => {
      const current = progress.get(release.id)
      if (switches.timeline === 'poll' && current) stepTo(release, current.index + 1, 0)
    },
    plan: (states) => void planned.push(states),
    planRetry: (states) => void plannedRetries.push(states),
    push: (repository, revision, branch) => {
      if (pushed.has(`${repository.id} ${revision}`)) return
      pushed.set(`${repository.id} ${revision}`, branch)
      if (find(repository, revision)) deployAutomatically(repository, revision)
      else if (arrivesAfter === 0) arrive(repository, revision)
    },
    holds: (repository, revision) =>
      find(repository, revision) !== undefined || (arrivesAfter === 0 && importable(repository, revision)),
  }
}
