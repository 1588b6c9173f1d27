// Services whose list of earlier deploys takes as many requests as it can.
import { makeAkkeris } from '../../sandbox/akkeris.ts'
import { makeBeanstalk } from '../../sandbox/beanstalk.ts'
import { makeGitHub } from '../../sandbox/github.ts'
import type { Clock, Service } from '../../sandbox/server.ts'
import { sha } from './events.ts'
import { numberedHistory } from './github-history.ts'

const HOUR = 3_600_000
const MANY = 40

export const expensive: Readonly<Record<string, (clock: Clock) => Service>> = {
  akkeris: (clock) => makeAkkeris({ clock }),
  beanstalk: (clock) => makeBeanstalk({ clock }),
  // Every deployment is of one commit, so there is never a second that went well.
  github: (clock) => {
    const github = makeGitHub({ clock, history: numberedHistory() })
    for (let number = 1; number <= MANY; number++) {
      const at = new Date(clock.now() - number * HOUR).toISOString()
      github.state.deployments.push({
        id: 1_000 + number,
        sha: sha(1),
        ref: 'main',
        task: 'deploy',
        payload: {},
        original_environment: 'production',
        environment: 'production',
        description: null,
        creator: 'octocat',
        created_at: at,
        updated_at: at,
        transient_environment: false,
        production_environment: true,
      })
    }
    return github
  },
}
