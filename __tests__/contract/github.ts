// GitHub in the contract suite: it holds the repository of the events, and reads it.
import { standIn } from '../../sandbox/github/index.ts'
import type { MakeOptions } from '../../sandbox/kit/stand-in.ts'
import { sha } from '../support/events.ts'
import { numberedHistory } from '../support/github-history.ts'

export const githubFixture = {
  ...standIn,
  id: 'github',
  make: (options: MakeOptions) => {
    const history = numberedHistory()
    // An annotated tag of an earlier release, for rollback; its deployment is still open, for finish.
    history.tag('v1.0.0', sha(1), 'Version 1.0.0')
    const github = standIn.make({ ...options, history })
    const open = String(github.jobEnvironment('production', sha(3), 1))
    const { deploys } = github
    return Object.assign(github, { deploys: () => deploys().filter(({ id }) => id !== open) })
  },
  further: [...standIn.further, { with: { operation: 'rollback', version: sha(1) } }],
  // Only `conventional` knows the previous tag.
  elsewhere: ['generateNotes'],
}
