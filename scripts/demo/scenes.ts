// What the demo shows of each provider: its stand-in with a little past, the inputs of a step, and how it is made to fail.
import { makeAkkeris } from '../../sandbox/akkeris/index.ts'
import { makeBeanstalk } from '../../sandbox/beanstalk/index.ts'
import { resolve } from '../../sandbox/github/graph.ts'
import { makeGitHub } from '../../sandbox/github/index.ts'
import { shopHistory } from '../../sandbox/github/shop.ts'
import { makeRetrace } from '../../sandbox/retrace/index.ts'
import { makeSentry, USER_TOKEN } from '../../sandbox/sentry/index.ts'
import type { Clock, Service } from '../../sandbox/server.ts'
import { type Event, pushOf, realPush } from './events.ts'

export interface Scene {
  readonly service: Service
  readonly event: Event
  /** The stand-in of GitHub that commits are read from; a scene without one has no github-token. */
  readonly github?: Service
  /** `with:` of a step, without provider, operation and api-url. */
  readonly inputs: Readonly<Record<string, string>>
  /** What a rollback needs beyond that. */
  readonly rollback: Readonly<Record<string, string>>
}

interface Wish {
  readonly clock: Clock
  /** The provider's own deploy fails, where it carries one out. */
  readonly fails: boolean
}

const HOUR = 3_600_000

/** A push to acme/shop, and GitHub to read its commits from. */
function shop(clock: Clock) {
  const history = shopHistory()
  const github = makeGitHub({ clock, history })
  const of = (tag: string) => resolve(history, tag) ?? ''
  return { github, event: pushOf(history), last: of('v1.1.0'), earlier: of('v1.0.0') }
}

export const scenes: Readonly<Record<string, (wish: Wish) => Scene>> = {
  sentry({ clock }) {
    const sentry = makeSentry({ clock })
    for (const [index, hoursAgo] of [75, 50, 26].entries()) {
      const version = `web@1.${index + 1}.0`
      const at = clock.now() - hoursAgo * HOUR
      sentry.addRelease(version, { dateReleased: at })
      sentry.injectDeploy(version, { environment: 'production', name: 'Deploy', dateFinished: at })
    }
    return {
      service: sentry,
      event: realPush(),
      inputs: {
        token: USER_TOKEN,
        'sentry-org': 'acme',
        'sentry-projects': 'web api',
        environment: 'production',
      },
      rollback: { version: 'web@1.2.0', 'sentry-projects': 'web' },
    }
  },

  retrace({ clock }) {
    const { github, event } = shop(clock)
    return {
      service: makeRetrace({ clock }),
      event,
      github,
      inputs: { token: 'retrace-key', 'retrace-app': 'Shop', environment: 'Prod', version: '1.4.0' },
      rollback: { version: '1.3.0' },
    }
  },

  beanstalk({ clock, fails }) {
    const { github, event, last, earlier } = shop(clock)
    const beanstalk = makeBeanstalk({
      clock,
      switches: { states: fails ? 'new,failed' : 'new,success' },
      prepare: ({ releases }) => {
        const [live] = releases.splice(0)
        if (!live) return
        const at = clock.now() - 72 * HOUR
        const before = { created_at: at, updated_at: at, deployed_at: at }
        releases.push({ ...live, revision: last }, { ...live, ...before, id: live.id - 1, revision: earlier })
      },
    })
    return {
      service: beanstalk,
      event,
      github,
      inputs: {
        token: 'beanstalk-token',
        'beanstalk-account': 'acme',
        'beanstalk-username': 'deployer',
        'beanstalk-repository': 'shop',
        environment: 'Production',
        version: '1.4.0',
      },
      rollback: {},
    }
  },

  akkeris({ clock, fails }) {
    const { github, event, last, earlier } = shop(clock)
    const switches = { release: fails ? 'failed' : 'succeeded', commit: last, 'older-commit': earlier }
    return {
      service: makeAkkeris({ clock, switches }),
      event,
      github,
      inputs: { token: 'akkeris-token', 'akkeris-app': 'web-acme', 'akkeris-slug': 'latest' },
      rollback: { 'akkeris-slug': '' },
    }
  },

  github({ clock }) {
    const { github, event, last, earlier } = shop(clock)
    const before = { environment: 'production', creator: 'octocat', status: 'success' }
    const version = (name: string) => ({ ref: name, payload: { version: name } })
    github.injectDeployment({ ...before, ...version('v1.0.0'), sha: earlier }, clock.now() - 72 * HOUR)
    github.injectDeployment({ ...before, ...version('v1.1.0'), sha: last }, clock.now() - 20 * HOUR)
    return {
      service: github,
      event,
      github,
      inputs: { 'version-from': 'conventional', 'version-prefix': 'v', environment: 'production' },
      rollback: { version: 'v1.0.0', 'version-from': '', 'version-prefix': '' },
    }
  },
}
