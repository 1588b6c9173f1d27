// The life of releases and changesets in the Beanstalk stand-in: creates, moves through the states, retries,
// pushes. State machine: api.beanstalkapp.com, Release Resource; names of states: support article 111.

import type { Clock } from '../server.ts'
import { makeChangesets } from './changesets.ts'
import {
  type BeanstalkState,
  type Environment,
  makeRelease,
  type NewRelease,
  type Release,
} from './objects.ts'
import type { Switches } from './switches.ts'

export type Releases = ReturnType<typeof makeReleases>

export function makeReleases(state: BeanstalkState, switches: Switches, clock: Clock) {
  const lives = makeLives(state, switches, clock)
  const planned: (readonly string[])[] = []
  const plannedRetries: (readonly string[])[] = []
  let lastRelease = 400

  /** Makes a release. `forced` states are used instead of the planned ones and leave the plan alone. */
  const create = (
    environment: Environment,
    wish: NewRelease,
    auto: boolean,
    forced?: readonly string[],
  ): Release => {
    lives.settle()
    makeRoom(state, switches, lives, environment)
    const states = forced ?? planned.shift() ?? switches.states.split(',')
    lastRelease += 1
    const release = makeRelease(lastRelease, state.user, environment, { ...wish, auto }, clock.now())
    state.releases.push(release)
    lives.begin(release, states)
    return release
  }

  return {
    ...makeChangesets(state, switches, clock, (environment, revision) =>
      create(environment, { revision }, true),
    ),
    create,
    settle: lives.settle,
    poll: lives.poll,
    /** False when the release cannot be retried. */
    retry: (release: Release): boolean => {
      if (release.state !== 'failed') return false
      release.retries += 1
      release.retried_at = clock.now()
      lives.begin(release, plannedRetries.shift() ?? switches['retry-states'].split(','))
      return true
    },
    /** The states of the next release, the first one right after its create; `gone` makes it vanish. Calls queue up. */
    plan: (states: readonly string[]) => void planned.push(states),
    /** The states from the next retry on. */
    planRetry: (states: readonly string[]) => void plannedRetries.push(states),
  }
}

/** "Creating a release deletes other releases in state new or retry" (Release Resource). */
function makeRoom(state: BeanstalkState, switches: Switches, lives: Lives, environment: Environment): void {
  for (const each of [...state.releases]) {
    const same = each.environment_id === environment.id
    const inScope =
      switches['deletion-scope'] === 'repository' ? each.repository_id === environment.repository_id : same
    if (inScope && ['new', 'retry'].includes(each.state)) lives.end(each, 'gone')
    // [A] A queued one is bypassed by a newer one of its environment.
    else if (same && each.state === 'waiting' && switches['newer-create'] === 'skip')
      lives.end(each, 'skipped')
  }
}

type Lives = ReturnType<typeof makeLives>

/** Moves releases through their states, and what is live with them. */
function makeLives(state: BeanstalkState, switches: Switches, clock: Clock) {
  const progress = new Map<number, { readonly states: readonly string[]; index: number; since: number }>()

  function enter(release: Release, word: string, at: number): void {
    if (word === 'gone') {
      state.releases = state.releases.filter((each) => each.id !== release.id)
      progress.delete(release.id)
      return
    }
    release.state = word
    release.updated_at = at
    release.deployed = word === 'success'
    release.skipped = word === 'skipped'
    release.deployed_at = word === 'success' ? at : null
    if (word === 'success') goLive(state, release, at)
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

  return {
    begin: (release: Release, states: readonly string[]) => {
      progress.set(release.id, { states, index: 0, since: clock.now() })
      enter(release, states[0] ?? 'new', clock.now())
    },
    end: (release: Release, word: 'gone' | 'skipped') => {
      progress.delete(release.id)
      enter(release, word, clock.now())
    },
    /** One state forward, as a GET does by default. */
    poll: (release: Release) => {
      const current = progress.get(release.id)
      if (switches.timeline === 'poll' && current) stepTo(release, current.index + 1, 0)
    },
    /** Brings every release to where the clock says it is. */
    settle: () => {
      if (switches.timeline !== 'clock') return
      const ms = Number(switches['state-ms'])
      for (const release of [...state.releases]) {
        const current = progress.get(release.id)
        if (current) stepTo(release, Math.floor((clock.now() - current.since) / ms), ms)
      }
    },
  }
}

function goLive(state: BeanstalkState, release: Release, at: number): void {
  for (const each of state.environments.filter(({ id }) => id === release.environment_id)) {
    each.current_version = release.revision
    each.updated_at = at
  }
  for (const each of state.servers)
    if (each.server_environment_id === release.environment_id) each.revision = release.revision
}
