// Why GitHub refuses, by what it says: a missing permission is named only where it is one.
import { describe, expect, it } from '@jest/globals'
import { ACTIONS_PERMISSIONS } from '../../sandbox/github/index.ts'
import { forbidden, redirected } from '../../src/github/refused.ts'
import { onGitHub } from '../support/github-stage.ts'

const { contents: _, ...withoutContents } = ACTIONS_PERMISSIONS
const LACKS = 'The token lacks'

describe('a refusal before every route', () => {
  it.each([
    ['saml', 'single sign-on: https://github.test/orgs/acme/sso'],
    ['ip', 'lets only known addresses in'],
    ['archived', 'unarchive it'],
    ['saml-partial', 'single sign-on: under Settings'],
    ['apps', 'lets in only apps that it has approved'],
    ['token-kind', 'takes no token of this kind'],
    ['token-life', 'or none that lives so long'],
    ['blocked', 'has blocked the repository'],
  ])('names its own cure, and no permission: %s', (wall, cure) =>
    onGitHub(
      async ({ run, github }) => {
        const { ending } = await run({ environment: 'production' })
        expect(ending.fails).toContain(cure)
        expect(ending.fails).not.toContain(LACKS)
        expect(github.state.deployments).toEqual([])
      },
      { switches: { wall } },
    ))

  it('says that the repository was renamed, and not that api-url is wrong', () =>
    onGitHub(
      async ({ run }) => {
        const { ending } = await run()
        expect(ending.fails).toContain('The repository was renamed or moved')
        expect(ending.fails).not.toContain('api-url')
      },
      { switches: { renamed: 'yes' } },
    ))
})

describe('a redirect', () => {
  it.each([
    [301, 'https://api.github.com/repositories/1296269/releases', 'The repository was renamed or moved'],
    [307, 'https://api.github.com/repositories/1296269/releases', 'The repository was renamed or moved'],
    [301, 'https://ghe.example.com/repos/acme/shop/git/ref', 'set api-url to the final address'],
    [301, 'https://ghe.example.com/login?return_to=x', 'set api-url to the final address'],
  ])('by %i to %s tells what has moved', (status, to, cure) =>
    onGitHub(
      async ({ run }) => {
        expect((await run({ environment: 'production' })).ending.fails).toContain(cure)
      },
      { faults: [`${status} location=${to} GET /git/ref x*`] },
    ))
})

it.each([
  'secondary',
  'bare',
  'abuse',
  'primary',
])('a limit is waited for, and no permission is named: %s', (kind) =>
  onGitHub(
    async ({ run, github }) => {
      const { ending, lines, waitedMs } = await run({ timeout: '90m' })
      expect(ending).toEqual({})
      expect(lines.join('\n')).toMatch(
        /GitHub answered 403(:| and asks to slow down).*trying to create the release again/,
      )
      expect(waitedMs).toBeGreaterThanOrEqual(60_000)
      expect(github.state.releases).toHaveLength(1)
    },
    { switches: { 'refuse-403': kind }, faults: ['403 POST /repos/acme/shop/releases'] },
  ))

it.each([
  301, 302, 307, 308,
] as const)('a redirect by %i to the number of a repository is a new name', (status) => {
  const headers = { location: 'https://api.github.com/repositories/1296269/releases' }
  expect(redirected[status]({ headers, body: '' })).toContain('renamed or moved')
  expect(redirected[status]({ headers: { location: 'https://ghe.example.com/login' }, body: '' })).toBe('')
})

describe('a missing permission', () => {
  it('is the one that GitHub names, where we know of another', () => {
    const told = forbidden(`${LACKS} contents: write.`)
    const body = { message: 'Resource not accessible by integration' }
    const of = (accepted: string) =>
      typeof told === 'function' && told({ headers: { 'x-accepted-github-permissions': accepted }, body })
    expect(of('contents=write; contents=write,workflows=write')).toBe(`${LACKS} contents: write.`)
    expect(of('issues=write; pull_requests=write')).toBe(
      `${LACKS} a permission. GitHub accepts: issues=write; pull_requests=write.`,
    )
  })

  it('is read for a read', () =>
    onGitHub(
      async ({ run }) => {
        const { ending } = await run({ operation: 'rollback', version: 'v1.0.0', environment: 'production' })
        expect(ending.fails).toContain(`${LACKS} contents: read`)
        expect(ending.fails).not.toContain('contents: write')
      },
      { permissions: withoutContents },
    ))

  it.each([
    ['Resource not accessible by integration', LACKS],
    ['Resource not accessible by personal access token', LACKS],
    ['Must have admin rights to Repository.', LACKS],
    ['', LACKS],
    ['Sorry. Your account was suspended.', ''],
    ['Request forbidden by administrative rules.', ''],
  ])('is what a 403 is about by its words: "%s"', (message, hint) => {
    const told = forbidden(`${LACKS} contents: write.`)
    expect(typeof told === 'function' && told({ headers: {}, body: { message } })).toBe(
      hint && `${LACKS} contents: write.`,
    )
  })
})
