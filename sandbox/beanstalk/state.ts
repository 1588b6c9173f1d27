// What the Beanstalk stand-in holds at its start, and how an object looks on the wire.
import {
  type BeanstalkState,
  makeChangeset,
  makeEnvironment,
  makeRelease,
  makeRepository,
  makeServer,
  makeUser,
  OLD_REVISION,
  permission,
} from './objects.ts'

const DAY = 86_400_000

/** `acme` with git repository `shop` (7: Production 21, Staging 22) and Subversion repository `legacy` (8: Live 31). */
export function defaultState(now: number): BeanstalkState {
  const then = now - DAY
  const user = makeUser(then)
  const production = makeEnvironment(21, 7, 'Production', then)
  const wish = { revision: OLD_REVISION, comment: 'An earlier deploy', auto: false }
  const first = { ...makeRelease(400, user, production, wish, then), environment_revision: null }
  const environments = [
    production,
    makeEnvironment(22, 7, 'Staging', then),
    makeEnvironment(31, 8, 'Live', then),
  ]
  return {
    account: 'acme',
    user,
    token: 'beanstalk-token',
    repositories: [makeRepository(7, 'shop', 'git', then), makeRepository(8, 'legacy', 'subversion', then)],
    environments,
    servers: environments.map(makeServer),
    releases: [{ ...first, state: 'success', deployed: true, deployed_at: then }],
    changesets: [
      makeChangeset(5000, 7, OLD_REVISION, then, 'git'),
      makeChangeset(5001, 8, '12', then, 'subversion'),
    ],
    permissions: [7, 8].map((repository_id) => permission(repository_id, true)),
  }
}

/** `2013/01/17 05:04:08 +0800`, the form of every time in the API (documentation samples). */
function slashTime(at: number, offset: string): string {
  const sign = offset.startsWith('-') ? -1 : 1
  const minutes = sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5)))
  const local = new Date(at + minutes * 60_000).toISOString()
  return `${local.slice(0, 10).replaceAll('-', '/')} ${local.slice(11, 19)} ${offset}`
}

/** An object as it is sent: inside its root key, times as text. */
export function wire(root: string, value: object, offset: string): Record<string, unknown> {
  const fields = Object.entries(value).map(([name, field]: [string, unknown]) => {
    const isTime = typeof field === 'number' && (name.endsWith('_at') || name === 'time')
    return [name, isTime ? slashTime(field, offset) : field]
  })
  return { [root]: Object.fromEntries(fields) }
}
