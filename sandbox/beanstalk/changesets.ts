// The changesets of the Beanstalk stand-in: pushes, their import, and the automatic deploys that follow.
import type { Clock } from '../server.ts'
import type { BeanstalkState, Changeset, Environment, Repository } from './objects.ts'
import { makeChangeset } from './objects.ts'
import type { Switches } from './switches.ts'

export function makeChangesets(
  state: BeanstalkState,
  switches: Switches,
  clock: Clock,
  deploy: (environment: Environment, revision: string) => void,
) {
  const pushed = new Map<string, string>()
  const polls = new Map<string, number>()
  const arrivesAfter = switches['changeset-after']
  const keyOf = ({ id }: Repository, revision: string) => `${id} ${revision}`
  const find = ({ id }: Repository, revision: string) =>
    state.changesets.find((each) => each.repository_id === id && (each.hash_id ?? each.revision) === revision)

  function importable(repository: Repository, revision: string): boolean {
    if (pushed.has(keyOf(repository, revision))) return true
    const wellFormed = repository.vcs === 'git' ? /^[0-9a-f]{40}$/ : /^[1-9]\d*$/
    return switches.known === 'any' && wellFormed.test(revision)
  }

  function arrive(repository: Repository, revision: string): Changeset {
    const id = 5000 + state.changesets.length
    const changeset = makeChangeset(id, repository.id, revision, clock.now(), repository.vcs)
    state.changesets.push(changeset)
    deployAutomatically(repository, revision)
    return changeset
  }

  /** [A] An automatic environment starts when the import is done, not at the push itself. */
  function deployAutomatically(repository: Repository, revision: string): void {
    const branch = pushed.get(keyOf(repository, revision))
    if (branch === undefined) return
    repository.last_commit_at = clock.now()
    for (const each of state.environments) {
      const follows = each.branch_name === null || each.branch_name === branch
      if (each.repository_id === repository.id && each.automatic && follows) deploy(each, revision)
    }
  }

  return {
    /** The changeset, as one poll sees it. */
    lookUp: (repository: Repository, revision: string): Changeset | undefined => {
      const present = find(repository, revision)
      if (present || !importable(repository, revision)) return present
      const key = keyOf(repository, revision)
      const seen = polls.get(key) ?? 0
      polls.set(key, seen + 1)
      return seen < arrivesAfter ? undefined : arrive(repository, revision)
    },
    push: (repository: Repository, revision: string, branch: string): void => {
      if (pushed.has(keyOf(repository, revision))) return
      pushed.set(keyOf(repository, revision), branch)
      if (find(repository, revision)) deployAutomatically(repository, revision)
      else if (arrivesAfter === 0) arrive(repository, revision)
    },
    /** Whether a release of this revision can be carried out. */
    holds: (repository: Repository, revision: string): boolean =>
      find(repository, revision) !== undefined || (arrivesAfter === 0 && importable(repository, revision)),
  }
}
