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
    const each = { environment: 'production', sha: sha(1), ref: 'main', creator: 'octocat' }
    for (let number = 1; number <= MANY; number++) github.injectDeployment(each, clock.now() - number * HOUR)
    return github
  },
}
